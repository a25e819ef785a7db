//! What `check` is told of an earlier check.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use lifecircle::{Matter, Points};

use super::values::share;
use crate::problem::Problem;

#[derive(Debug, Args)]
pub(crate) struct AgainstArgs {
    #[arg(long, value_name = "dir", conflicts_with = "home")]
    pub(crate) against: Option<PathBuf>,
    #[arg(long, value_name = "share", default_value = "0%", requires = "against", allow_hyphen_values = true, value_parser = points)]
    pub(crate) max_loss: Points,
    #[command(flatten)]
    pub(crate) allow: AllowArgs,
}

/// What two results may differ in.
#[derive(Debug, Args)]
pub(crate) struct AllowArgs {
    #[arg(long, value_name = "matters", value_delimiter = ',', value_parser = matter())]
    pub(crate) allow: Vec<Matter>,
}

fn points(text: &str) -> Result<Points, Problem> {
    share(text).map(Points::new)
}

fn matter() -> impl TypedValueParser<Value = Matter> {
    PossibleValuesParser::new(Matter::ALL.map(Matter::word))
        .map(|word| Matter::named(&word).unwrap_or(Matter::Rules))
}
