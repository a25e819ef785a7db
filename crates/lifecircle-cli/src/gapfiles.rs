//! The layers of a check as files: in the formats asked for, with QGIS styles in both languages.

use std::path::Path;

use lifecircle::{AreaOptions, Check};
use lifecircle_core::gap::GapMap;
use lifecircle_core::observer::Silent;
use lifecircle_io::layer::{Crs, Format};
use lifecircle_io::style::{self, LayerStyle};
use lifecircle_io::write::{CheckLayer, Folder, LayerContents, LayerFiles, write_layers};

use crate::lang::Lang;

/// The layers of `gaps -o`: all but the facilities.
pub(crate) const GAP_LAYERS: [CheckLayer; 4] = [
    CheckLayer::Residences,
    CheckLayer::GapStreets,
    CheckLayer::GapAreas,
    CheckLayer::ServiceAreas,
];

/// What the layers of a check tell of; `map` is its gap map, where it is drawn already.
pub(crate) fn contents<'a>(
    check: &'a Check,
    map: Option<&'a GapMap>,
    options: AreaOptions,
) -> Result<LayerContents<'a>, lifecircle::Error> {
    let city = check.city();
    Ok(LayerContents {
        input: check.input(),
        coverage: check.coverage(),
        network: city.network()?,
        shapes: city.shapes()?,
        table: city.categories(),
        attribution: city.provenance().attribution(),
        options,
        map,
    })
}

/// Adds layers and their styles to a folder that is not committed yet; tells their names.
pub(crate) fn add(
    folder: &mut Folder,
    contents: LayerContents,
    files: LayerFiles,
    lang: Lang,
) -> anyhow::Result<Vec<String>> {
    let mut names = write_layers(contents, files, &Silent, |name| folder.create(name))?;
    // QGIS takes `layer.qml`, in the language of the run; the other language lies beside it.
    let other = lang.other();
    let word = other.pick("en", "zh");
    for &layer in files.layers {
        let style = LayerStyle::Check {
            layer,
            pack: contents.input.pack,
            homes: contents.input.residences.kind,
        };
        for (lang, name) in [
            (lang, format!("{}.qml", layer.name())),
            (other, format!("{}.{word}.qml", layer.name())),
        ] {
            folder.add(&name, style::qml(style, lang.drawn()).as_bytes())?;
            names.push(name);
        }
    }
    Ok(names)
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

/// The layers of `--layers`, all of them without it.
pub(crate) fn layers(words: &[String]) -> anyhow::Result<Vec<CheckLayer>> {
    if words.is_empty() {
        return Ok(CheckLayer::ALL.into());
    }
    let mut layers = Vec::new();
    for word in words {
        let Some(layer) = CheckLayer::of_name(word) else {
            let known = CheckLayer::ALL.map(CheckLayer::name).join(", ");
            anyhow::bail!("`{word}` is no layer: give some of {known}");
        };
        if !layers.contains(&layer) {
            layers.push(layer);
        }
    }
    Ok(layers)
}

/// Tells which layers of an earlier run, of other rules, layers or formats, are still in a folder: QGIS would show
/// them beside the new ones. They stay, since they may be wanted.
pub(crate) fn tell_left_over(folder: &Path, written: &[String], lang: Lang) {
    let ours = |name: &String| {
        let layer = name.split_once('.').map_or(name.as_str(), |parts| parts.0);
        // Gap layers of one rule are of earlier versions.
        let known = CheckLayer::of_name(layer).is_some() || name.starts_with("gap_");
        known && !written.contains(name)
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
                    "{folder}: {count} files of an earlier run with other rules, layers or formats are still there, such as {first}"
                ),
                Lang::Zh => format!(
                    "{folder}：仍有 {count} 个先前用其他规则、图层或格式写出的文件，如 {first}"
                ),
            }
        );
    }
}
