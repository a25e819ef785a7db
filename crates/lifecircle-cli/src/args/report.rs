//! What `report` can be told.

use std::path::PathBuf;

use clap::{ArgGroup, Args};
use lifecircle::{Country, Moment};

use super::RuleArgs;
use super::values::count;

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("written").args(["output", "xlsx", "docx"]).multiple(true).required(true))]
pub(crate) struct ReportArgs {
    pub(crate) file: Option<PathBuf>,
    #[arg(short, long, value_name = "file")]
    pub(crate) output: Option<PathBuf>,
    #[arg(long, value_name = "file")]
    pub(crate) xlsx: Option<PathBuf>,
    #[arg(long, value_name = "file")]
    pub(crate) docx: Option<PathBuf>,
    #[arg(long, value_name = "text")]
    pub(crate) title: Option<String>,
    #[arg(long, value_name = "number", default_value = "3", allow_hyphen_values = true, value_parser = count)]
    pub(crate) sites: u64,
    #[arg(long, value_name = "number", default_value = "10", allow_hyphen_values = true, value_parser = count)]
    pub(crate) obstacles: u64,
    #[arg(long, value_name = "time", value_parser = Moment::parse)]
    pub(crate) at: Option<Moment>,
    #[arg(long)]
    pub(crate) hours: bool,
    #[arg(long, value_name = "country")]
    pub(crate) country: Option<Country>,
    #[arg(long, conflicts_with = "at")]
    pub(crate) doubt: bool,
    #[arg(long, value_name = "file", requires = "docx")]
    pub(crate) font: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) ruled: RuleArgs,
}
