//! One module per command.

pub(crate) mod bench;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod gaps;
mod given;
pub(crate) mod inspect;
pub(crate) mod isochrone;
pub(crate) mod matrix;
pub(crate) mod network;
mod origins;
pub(crate) mod rules;
pub(crate) mod synth;

use std::path::Path;

use lifecircle_io::layer::{Crs, Format};

/// The folder of a file that is to be written, found fit before the work begins.
pub(crate) fn folder_of(output: &Path) -> anyhow::Result<&Path> {
    let folder = output.parent().filter(|p| !p.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    anyhow::ensure!(
        folder.is_dir(),
        "{}: its folder does not exist: make it first, or choose another with -o",
        output.display()
    );
    anyhow::ensure!(
        std::fs::metadata(output).map_or(true, |meta| meta.is_file()),
        "{} is no regular file: choose another name with -o",
        output.display()
    );
    Ok(folder)
}

/// The format of a layer by its file's ending, GeoJSON on stdout; found fit before the work begins.
fn layer_format(output: Option<&Path>, crs: &Crs) -> anyhow::Result<Format> {
    let Some(file) = output else {
        anyhow::ensure!(
            crs.is_wgs84(),
            "GeoJSON knows WGS 84 only (RFC 7946): for {crs} write -o FILE.parquet, .fgb or .csv"
        );
        return Ok(Format::GeoJson);
    };
    let Some(format) = Format::of(file) else {
        anyhow::bail!(
            "{}: a layer is written as .geojson, .parquet, .fgb or .csv: end the name of -o with one of them",
            file.display()
        );
    };
    anyhow::ensure!(
        format != Format::GeoJson || crs.is_wgs84(),
        "{}: GeoJSON knows WGS 84 only (RFC 7946): for {crs} write .parquet, .fgb or .csv",
        file.display()
    );
    Ok(format)
}
