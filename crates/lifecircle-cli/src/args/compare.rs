//! What `compare` can be told.

use std::path::PathBuf;

use clap::Args;

use super::values::metres;
use super::{AllowArgs, CoordinateArgs, PictureArgs, WalkArgs};

#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    #[arg(value_name = "result")]
    pub(crate) before: PathBuf,
    #[arg(value_name = "result")]
    pub(crate) after: PathBuf,
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
    #[command(flatten)]
    pub(crate) picture: PictureArgs,
    #[arg(long)]
    pub(crate) json: bool,
    #[arg(long, value_name = "level")]
    pub(crate) by: Option<String>,
    #[arg(long, value_name = "metres", default_value = "10", allow_hyphen_values = true, value_parser = metres)]
    pub(crate) same_place: u32,
    #[command(flatten)]
    pub(crate) allow: AllowArgs,
    #[arg(long, value_name = "name-file")]
    pub(crate) rules: Option<String>,
    #[command(flatten)]
    pub(crate) walk: WalkArgs,
}
