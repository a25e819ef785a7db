//! Layers as files: the folder they are written to, which and in which formats, and what an earlier run left beside them.

use std::path::{Path, PathBuf};

use lifecircle::{CheckLayer, Crs, Folder, Format, LayerFileOptions};
use lifecircle_io::write::spool_in;
use lifecircle_texts::text;

use crate::args::LayerArgs;
use crate::lang::Lang;
use crate::problem::problem;
use crate::show;

/// The layers of `gaps -o`: all but the facilities.
pub(crate) const GAP_LAYERS: [CheckLayer; 4] = [
    CheckLayer::Residences,
    CheckLayer::GapStreets,
    CheckLayer::GapAreas,
    CheckLayer::ServiceAreas,
];

/// A folder for answers, if one is asked for.
pub(crate) struct Target(Option<(Folder, PathBuf)>);

/// What was written, and where.
pub(crate) struct Written {
    folder: PathBuf,
    files: Vec<String>,
}

impl Target {
    /// Finds the folder fit before the long work begins.
    pub(crate) fn open(folder: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = folder else {
            return Ok(Self(None));
        };
        let folder = Folder::open(path)?;
        spool_in(path);
        Ok(Self(Some((folder, path.to_owned()))))
    }

    /// Writes everything that is added, or nothing.
    pub(crate) fn write<E: Into<anyhow::Error>>(
        self,
        add: impl FnOnce(&mut Folder) -> Result<Vec<String>, E>,
    ) -> anyhow::Result<Option<Written>> {
        let Some((mut folder, path)) = self.0 else {
            return Ok(None);
        };
        let files = add(&mut folder).map_err(Into::into)?;
        folder.commit()?;
        Ok(Some(Written {
            folder: path,
            files,
        }))
    }
}

impl Written {
    /// Tells folder and files.
    pub(crate) fn tell(&self, lang: Lang) {
        let files = show::list(&self.files, lang);
        let line = text!(lang, "files-written", folder = &*self.folder, files = files);
        eprintln!("{line}");
    }

    /// Tells which layers of an earlier run, of other rules, layers or formats, are still in the folder: QGIS would show
    /// them beside the new ones. They stay, since they may be wanted.
    pub(crate) fn tell_left_over(&self, lang: Lang) {
        let ours = |name: &String| {
            let layer = name.split_once('.').map_or(name.as_str(), |parts| parts.0);
            // Gap layers of one rule are of earlier versions.
            let known = CheckLayer::of_name(layer).is_some() || name.starts_with("gap_");
            known && !self.files.contains(name)
        };
        let entries = std::fs::read_dir(&self.folder);
        let entries = entries.into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter(ours).collect();
        names.sort_unstable();
        if let Some(first) = names.first() {
            let count = names.len();
            let line = text!(
                lang,
                "gaps-left-over",
                folder = &*self.folder,
                count = count,
                first = first
            );
            eprintln!("{line}");
        }
    }
}

/// Layers that are asked for, and how they are written.
pub(crate) struct Layers {
    target: Target,
    /// Formats, coordinates and language.
    pub(crate) options: LayerFileOptions,
}

impl LayerArgs {
    /// What was typed, found fit before the long work begins.
    pub(crate) fn open(&self, lang: Lang) -> anyhow::Result<Layers> {
        let crs = self.coordinates.crs()?;
        let formats = formats(&self.format, &crs)?;
        Ok(Layers {
            options: LayerFileOptions { formats, crs, lang },
            target: Target::open(self.output.as_deref())?,
        })
    }
}

impl Layers {
    /// Writes everything that is added, or nothing.
    pub(crate) fn write<E: Into<anyhow::Error>>(
        self,
        add: impl FnOnce(&mut Folder, &LayerFileOptions) -> Result<Vec<String>, E>,
    ) -> anyhow::Result<Option<Written>> {
        self.target.write(|folder| add(folder, &self.options))
    }
}

/// Whether a project is asked for, that can open one of the formats.
pub(crate) fn project(is_asked: bool, layers: &Layers) -> anyhow::Result<bool> {
    if is_asked && lifecircle::project_format(&layers.options.formats).is_none() {
        anyhow::bail!(problem!("qgis-format"));
    }
    Ok(is_asked)
}

/// The formats of `--format`.
fn formats(words: &[String], crs: &Crs) -> anyhow::Result<Vec<Format>> {
    let mut formats = Vec::new();
    for word in words {
        let Some(format) = Format::from_word(word) else {
            anyhow::bail!(problem!("format-unknown", format = word));
        };
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    if !crs.is_wgs84() && formats.iter().all(|&f| f == Format::GeoJson) {
        anyhow::bail!(problem!("geojson-crs-format", crs = crs.to_string()));
    }
    Ok(formats)
}

/// The layers of `--layers`, all of them without it.
pub(crate) fn layers(words: &[String]) -> anyhow::Result<Vec<CheckLayer>> {
    if words.is_empty() {
        return Ok(CheckLayer::ALL.into());
    }
    let mut layers = Vec::new();
    for word in words {
        let Some(layer) = CheckLayer::of_name(word) else {
            let known = CheckLayer::ALL.map(CheckLayer::name).join(", ");
            anyhow::bail!(problem!("layer-unknown", layer = word, known = known));
        };
        if !layers.contains(&layer) {
            layers.push(layer);
        }
    }
    Ok(layers)
}
