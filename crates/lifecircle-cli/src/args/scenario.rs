//! What `scenario` can be told.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{CoordinateArgs, WalkArgs};

#[derive(Debug, Subcommand)]
pub(crate) enum ScenarioAction {
    Diff(Box<ScenarioDiffArgs>),
}

#[derive(Debug, Args)]
pub(crate) struct ScenarioDiffArgs {
    pub(crate) file: Option<PathBuf>,
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
    #[arg(long)]
    pub(crate) json: bool,
    #[arg(long, value_name = "level")]
    pub(crate) by: Option<String>,
    #[arg(long, value_name = "name-file")]
    pub(crate) rules: Option<String>,
    #[command(flatten)]
    pub(crate) walk: WalkArgs,
}
