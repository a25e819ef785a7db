//! What commands that write layers into a folder can be told.

use std::path::PathBuf;

use clap::Args;

/// Layers as files of a folder.
#[derive(Debug, Args)]
pub(crate) struct LayerArgs {
    #[arg(short, long, value_name = "dir")]
    pub(crate) output: Option<PathBuf>,
    #[arg(
        long,
        value_name = "formats",
        default_value = "geojson",
        value_delimiter = ',',
        requires = "output"
    )]
    pub(crate) format: Vec<String>,
    #[command(flatten)]
    pub(crate) coordinates: CoordinateArgs,
}

/// In which coordinates layers are written.
#[derive(Debug, Args)]
pub(crate) struct CoordinateArgs {
    #[arg(long, value_name = "epsg")]
    pub(crate) crs: Option<String>,
}

/// All layers as one file to open.
#[derive(Debug, Args)]
pub(crate) struct ProjectArgs {
    #[arg(long, requires = "output")]
    pub(crate) qgis: bool,
}
