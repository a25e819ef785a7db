//! What `sites` can be told.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use lifecircle::{Objective, PartWeight};
use lifecircle_core::units::{m_to_mm, people_to_milli};

use super::values::{count, minutes};
use super::{LayerArgs, PictureArgs, RuleArgs};
use crate::problem::{Problem, problem};

#[derive(Debug, Args)]
pub(crate) struct SitesArgs {
    pub(crate) file: Option<PathBuf>,
    #[arg(
        long,
        value_name = "categories",
        required = true,
        value_delimiter = ','
    )]
    pub(crate) category: Vec<String>,
    #[arg(long, value_name = "number", default_value = "1", allow_hyphen_values = true, value_parser = count)]
    pub(crate) count: u64,
    #[arg(long, value_name = "candidates", default_value = "streets")]
    pub(crate) candidates: String,
    #[arg(long, default_value = "people", value_parser = objective())]
    pub(crate) objective: Objective,
    #[arg(long)]
    pub(crate) jointly: bool,
    #[arg(long, value_name = "cost", allow_hyphen_values = true, value_parser = cost)]
    pub(crate) budget: Option<u64>,
    #[arg(long, value_name = "metres", allow_hyphen_values = true, value_parser = spacing)]
    pub(crate) spacing: Option<u32>,
    #[arg(long, value_name = "level")]
    pub(crate) by: Option<String>,
    #[arg(id = "sites-weight", long = "weight", value_name = "weights", value_delimiter = ',', value_parser = weight)]
    pub(crate) weights: Vec<PartWeight>,
    #[arg(long, requires = "by")]
    pub(crate) one_per_area: bool,
    #[arg(long = "move", value_name = "ids", value_delimiter = ',')]
    pub(crate) movable: Vec<String>,
    #[arg(long, value_name = "duration", default_value = "5s", allow_hyphen_values = true, value_parser = duration)]
    pub(crate) time_limit: u64,
    #[command(flatten)]
    pub(crate) files: LayerArgs,
    #[command(flatten)]
    pub(crate) picture: PictureArgs,
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) ruled: RuleArgs,
}

/// What makes a choice good, by its word.
fn objective() -> impl TypedValueParser<Value = Objective> {
    PossibleValuesParser::new(Objective::ALL.map(Objective::word)).map(|word| {
        let all = Objective::ALL.into_iter();
        all.into_iter()
            .find(|own| own.word() == word)
            .unwrap_or_default()
    })
}

/// An amount of money in thousandths.
fn cost(text: &str) -> Result<u64, Problem> {
    let value: Option<f64> = text.parse().ok().filter(|v| (0.0..=1e12).contains(v));
    value
        .map(people_to_milli)
        .ok_or_else(|| problem!("value-not-cost"))
}

/// `PART=2`, the factor in thousandths.
fn weight(text: &str) -> Result<PartWeight, Problem> {
    let (part, factor) = text
        .rsplit_once('=')
        .ok_or_else(|| problem!("value-not-weight"))?;
    let factor: Option<f64> = factor.trim().parse().ok();
    let factor = factor.filter(|factor| (0.0..=1000.0).contains(factor));
    let factor_milli = factor.and_then(|factor| u32::try_from(people_to_milli(factor)).ok());
    match (part.trim(), factor_milli) {
        ("", _) | (_, None) => Err(problem!("value-not-weight")),
        (part, Some(factor_milli)) => Ok(PartWeight {
            part: part.to_owned(),
            factor_milli,
        }),
    }
}

/// Metres as millimetres, up to 100 km.
fn spacing(text: &str) -> Result<u32, Problem> {
    let value: Option<f64> = text.parse().ok().filter(|v| (0.0..=100_000.0).contains(v));
    value
        .map(m_to_mm)
        .ok_or_else(|| problem!("value-not-spacing"))
}

/// `5s`, `2min` or seconds, as milliseconds; 0 is allowed.
fn duration(text: &str) -> Result<u64, Problem> {
    if let Some(text) = text.strip_suffix("min") {
        return minutes(text.trim()).map(u64::from);
    }
    let seconds = text.strip_suffix('s').unwrap_or(text).trim();
    let value: Option<f64> = seconds
        .parse()
        .ok()
        .filter(|v| (0.0..=86_400.0).contains(v));
    value
        .map(people_to_milli)
        .ok_or_else(|| problem!("value-not-duration"))
}
