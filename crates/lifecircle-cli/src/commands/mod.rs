//! One module per command.

pub(crate) mod audit;
pub(crate) mod bench;
pub(crate) mod categories;
pub(crate) mod census;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod explain;
pub(crate) mod gaps;
mod given;
mod home;
pub(crate) mod init;
pub(crate) mod inspect;
pub(crate) mod isochrone;
pub(crate) mod manual;
pub(crate) mod matrix;
pub(crate) mod network;
pub(crate) mod obstacles;
mod origins;
pub(crate) mod report;
pub(crate) mod rules;
pub(crate) mod scenario;
pub(crate) mod sites;
pub(crate) mod synth;
pub(crate) mod verify;

use std::path::Path;

use lifecircle_io::layer::{Crs, Format};

use crate::problem::problem;

/// The folder of a file that is to be written, found fit before the work begins.
pub(crate) fn folder_of(output: &Path) -> anyhow::Result<&Path> {
    let folder = output.parent().filter(|p| !p.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    if !folder.is_dir() {
        anyhow::bail!(problem!("folder-missing", file = output));
    }
    if std::fs::metadata(output).is_ok_and(|meta| !meta.is_file()) {
        anyhow::bail!(problem!("output-not-regular", file = output));
    }
    Ok(folder)
}

/// The format of a layer by its file's ending, GeoJSON on stdout; found fit before the work begins.
fn layer_format(output: Option<&Path>, crs: &Crs) -> anyhow::Result<Format> {
    let Some(file) = output else {
        if !crs.is_wgs84() {
            anyhow::bail!(problem!("geojson-crs-stdout", crs = crs.to_string()));
        }
        return Ok(Format::GeoJson);
    };
    let Some(format) = Format::of(file) else {
        anyhow::bail!(problem!("layer-ending", file = file));
    };
    if format == Format::GeoJson && !crs.is_wgs84() {
        anyhow::bail!(problem!(
            "geojson-crs-file",
            file = file,
            crs = crs.to_string()
        ));
    }
    Ok(format)
}
