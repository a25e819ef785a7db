//! What `verify` can be told.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    #[arg(value_name = "dir")]
    pub(crate) folder: PathBuf,
    pub(crate) file: Option<PathBuf>,
    #[arg(long, value_name = "dir")]
    pub(crate) inputs: Vec<PathBuf>,
}
