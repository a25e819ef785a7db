//! What `scenario` can be told.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{LayerArgs, RuleArgs};

#[derive(Debug, Subcommand)]
pub(crate) enum ScenarioAction {
    Diff(Box<ScenarioDiffArgs>),
}

#[derive(Debug, Args)]
pub(crate) struct ScenarioDiffArgs {
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) files: LayerArgs,
    #[arg(long)]
    pub(crate) json: bool,
    #[arg(long, value_name = "level")]
    pub(crate) by: Option<String>,
    #[command(flatten)]
    pub(crate) ruled: RuleArgs,
}
