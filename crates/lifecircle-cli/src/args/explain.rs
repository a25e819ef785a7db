//! What `explain` can be told.

use std::path::PathBuf;

use clap::Args;
use lifecircle::Moment;

use super::{CoordinateArgs, PictureArgs, RuleArgs};

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    pub(crate) file: Option<PathBuf>,
    #[arg(long, value_name = "home", allow_hyphen_values = true)]
    pub(crate) home: String,
    #[arg(long, value_name = "time", value_parser = Moment::parse)]
    pub(crate) at: Option<Moment>,
    #[arg(long)]
    pub(crate) json: bool,
    #[arg(short, long, value_name = "file")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) coordinates: CoordinateArgs,
    #[command(flatten)]
    pub(crate) picture: PictureArgs,
    #[command(flatten)]
    pub(crate) ruled: RuleArgs,
}
