//! Which layers are written, in which formats, and what an earlier run left beside them.

use std::path::Path;

use lifecircle::{CheckLayer, Crs, Format};
use lifecircle_texts::text;

use crate::lang::Lang;
use crate::problem::problem;

/// The layers of `gaps -o`: all but the facilities.
pub(crate) const GAP_LAYERS: [CheckLayer; 4] = [
    CheckLayer::Residences,
    CheckLayer::GapStreets,
    CheckLayer::GapAreas,
    CheckLayer::ServiceAreas,
];

/// The formats of `--format`.
pub(crate) fn formats(words: &[String], crs: &Crs) -> anyhow::Result<Vec<Format>> {
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
        let count = names.len();
        let line = text!(
            lang,
            "gaps-left-over",
            folder = folder,
            count = count,
            first = first
        );
        eprintln!("{line}");
    }
}
