//! Gap maps as files: layers in the formats asked for, with QGIS styles in both languages.

use std::path::Path;

use lifecircle::{City, Gaps};
use lifecircle_core::coverage::{CheckInput, Coverage};
use lifecircle_core::gap::GapMap;
use lifecircle_core::place::CategoryTable;
use lifecircle_core::rules::RulePack;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_io::layer::{Crs, Format, LayerWriter};
use lifecircle_io::style::{self, LayerStyle, RuleName};
use lifecircle_io::write::{Folder, GapContents, GapLayer, GapLayerKind, gap_layers};

use crate::lang::Lang;

/// What is written, and how.
pub(crate) struct GapFiles<'a> {
    pub(crate) city: &'a City,
    pub(crate) shapes: &'a StreetShapes,
    pub(crate) table: &'a CategoryTable,
    pub(crate) input: CheckInput<'a>,
    pub(crate) coverage: &'a Coverage,
    pub(crate) map: &'a GapMap,
    pub(crate) formats: &'a [Format],
    pub(crate) crs: &'a Crs,
    pub(crate) lang: Lang,
}

impl<'a> GapFiles<'a> {
    /// The files of a gap map.
    pub(crate) fn of(
        gaps: &'a Gaps,
        formats: &'a [Format],
        crs: &'a Crs,
        lang: Lang,
    ) -> Result<Self, lifecircle::Error> {
        let check = gaps.check();
        let city = check.city();
        Ok(Self {
            city,
            shapes: city.shapes()?,
            table: city.categories(),
            input: check.input(),
            coverage: check.coverage(),
            map: gaps.map(),
            formats,
            crs,
            lang,
        })
    }

    /// Adds all layers and styles to a folder that is not committed yet; tells their names.
    pub(crate) fn add(&self, folder: &mut Folder) -> anyhow::Result<Vec<String>> {
        let mut names = Vec::new();
        let layers = gap_layers(GapContents {
            input: self.input,
            coverage: self.coverage,
            map: self.map,
            shapes: self.shapes,
            table: self.table,
            attribution: self.city.provenance().attribution(),
        });
        for layer in layers {
            for &format in self.formats {
                // GeoJSON is for everybody's tools: it stays in degrees.
                let crs = if format == Format::GeoJson {
                    &Crs::wgs84()
                } else {
                    self.crs
                };
                let mut writer = LayerWriter::new(format, Vec::new(), layer.schema.clone(), crs)?;
                writer.rows(&layer.rows)?;
                let (_, bytes) = writer.finish()?;
                let name = format!("{}.{}", layer.stem, format.ending());
                folder.add(&name, &bytes)?;
                names.push(name);
            }
            self.add_styles(folder, &layer, &mut names)?;
        }
        Ok(names)
    }

    /// QGIS takes `layer.qml`, in the language of the run; the other language lies beside it.
    fn add_styles(
        &self,
        folder: &mut Folder,
        layer: &GapLayer,
        names: &mut Vec<String>,
    ) -> anyhow::Result<()> {
        let (own, other) = (self.lang, self.lang.other());
        let word = other.pick("en", "zh");
        for (lang, name) in [
            (own, format!("{}.qml", layer.stem)),
            (other, format!("{}.{word}.qml", layer.stem)),
        ] {
            folder.add(&name, qml(layer.kind, self.input.pack, lang).as_bytes())?;
            names.push(name);
        }
        Ok(())
    }
}

fn qml(kind: GapLayerKind, pack: &RulePack, lang: Lang) -> String {
    let rules = pack.rules.iter().map(|rule| RuleName {
        id: &rule.id,
        label: lang.pick(&rule.en, &rule.zh),
    });
    let rules: Vec<RuleName> = rules.collect();
    let layer = match kind {
        GapLayerKind::Residences => LayerStyle::GapResidences,
        GapLayerKind::Streets => LayerStyle::GapStreets,
        GapLayerKind::Areas => LayerStyle::GapAreas,
        GapLayerKind::Service => LayerStyle::ServiceAreas { rules: &rules },
    };
    style::qml(layer, lang.drawn())
}

/// The formats of `--format`.
pub(crate) fn formats(words: &[String], crs: &Crs) -> anyhow::Result<Vec<Format>> {
    let mut formats = Vec::new();
    for word in words {
        let Some(format) = Format::from_word(word) else {
            anyhow::bail!("`{word}` is no format: give geojson, parquet, fgb or csv");
        };
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    anyhow::ensure!(
        crs.is_wgs84() || formats.iter().any(|&f| f != Format::GeoJson),
        "GeoJSON knows WGS 84 only (RFC 7946): for {crs} add --format parquet, fgb or csv"
    );
    Ok(formats)
}

/// Tells which layers of an earlier run, of other rules or formats, are still in a folder: QGIS would show
/// them beside the new ones. They stay, since they may be wanted.
pub(crate) fn tell_left_over(folder: &Path, written: &[String], lang: Lang) {
    let ours = |name: &String| {
        let layers = [
            "gap_residences",
            "gap_streets",
            "gap_areas",
            "service_areas",
        ];
        layers.iter().any(|layer| name.starts_with(layer)) && !written.contains(name)
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(ours).collect();
    names.sort_unstable();
    if let Some(first) = names.first() {
        let (count, folder) = (names.len(), folder.display());
        eprintln!(
            "{}",
            match lang {
                Lang::En => format!(
                    "{folder}: {count} files of an earlier run with other rules or formats are still there, such as {first}"
                ),
                Lang::Zh =>
                    format!("{folder}：仍有 {count} 个先前用其他规则或格式写出的文件，如 {first}"),
            }
        );
    }
}
