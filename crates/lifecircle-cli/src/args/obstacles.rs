//! What `obstacles` can be told.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use lifecircle::{Links, ObstacleKind};

use super::values::count;
use super::{LayerArgs, RuleArgs};

#[derive(Debug, Args)]
pub(crate) struct ObstaclesArgs {
    pub(crate) file: Option<PathBuf>,
    #[arg(long, value_name = "rule")]
    pub(crate) only: Option<String>,
    #[arg(long, value_name = "kinds", value_delimiter = ',', value_parser = kind())]
    pub(crate) kinds: Vec<ObstacleKind>,
    #[arg(long, value_name = "number", default_value = "20", allow_hyphen_values = true, value_parser = count)]
    pub(crate) top: u64,
    #[command(flatten)]
    pub(crate) files: LayerArgs,
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) ruled: RuleArgs,
}

/// What `check` is told of links that the map may lack.
#[derive(Debug, Args)]
pub(crate) struct DoubtArgs {
    #[arg(long, conflicts_with_all = ["at", "home"])]
    pub(crate) doubt: bool,
    #[arg(long, default_value = "tagged", conflicts_with = "doubt", value_parser = links())]
    pub(crate) links: Links,
}

/// A kind of obstacle, by its word.
fn kind() -> impl TypedValueParser<Value = ObstacleKind> {
    PossibleValuesParser::new(ObstacleKind::ALL.map(ObstacleKind::word))
        .map(|word| ObstacleKind::named(&word).unwrap_or(ObstacleKind::Gate))
}

/// Which links there are, by their word.
fn links() -> impl TypedValueParser<Value = Links> {
    PossibleValuesParser::new(Links::ALL.map(Links::word))
        .map(|word| Links::named(&word).unwrap_or_default())
}
