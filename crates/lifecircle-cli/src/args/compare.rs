//! What `compare` can be told.

use std::path::PathBuf;

use clap::Args;

use super::values::metres;
use super::{AllowArgs, LayerArgs, PictureArgs, RuleArgs};

#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    #[arg(value_name = "result")]
    pub(crate) before: PathBuf,
    #[arg(value_name = "result")]
    pub(crate) after: PathBuf,
    #[command(flatten)]
    pub(crate) files: LayerArgs,
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
    #[command(flatten)]
    pub(crate) ruled: RuleArgs,
}
