//! The keys of a city file, as they stand there (docs/city-file.md).

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A word, a number or a file, with its place.
pub(super) type Text = Spanned<String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    pub(super) name: Option<String>,
    pub(super) name_en: Option<String>,
    pub(super) name_zh: Option<String>,
    pub(super) extract: Option<Text>,
    pub(super) network: Option<Text>,
    pub(super) extent: Option<Text>,
    pub(super) area: Option<Text>,
    pub(super) homes: Option<Text>,
    #[serde(default)]
    pub(super) categories: Vec<Text>,
    pub(super) rules: Option<Text>,
    pub(super) country: Option<Text>,
    #[serde(default)]
    pub(super) hours: BTreeMap<String, Text>,
    pub(super) max_rejects: Option<Text>,
    pub(super) policy: Option<Text>,
    #[serde(default)]
    pub(super) walk: RawWalk,
    #[serde(default)]
    pub(super) facilities: Vec<RawList>,
    pub(super) residences: Option<RawList>,
    pub(super) population: Option<RawPopulation>,
    #[serde(default)]
    pub(super) boundaries: Vec<RawBoundary>,
    #[serde(default)]
    pub(super) strata: Vec<RawList>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWalk {
    pub(super) profile: Option<Text>,
    pub(super) speed: Option<Text>,
    pub(super) crossing_delay_s: Option<Spanned<f64>>,
    pub(super) gates: Option<Text>,
    pub(super) legs: Option<Text>,
    pub(super) plazas: Option<Text>,
    pub(super) max_snap_m: Option<Spanned<f64>>,
    pub(super) trunk: Option<bool>,
    pub(super) ferries: Option<bool>,
}

/// A table of places.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawList {
    pub(super) file: Text,
    pub(super) coordinates: Option<Text>,
    pub(super) sheet: Option<String>,
    pub(super) encoding: Option<Text>,
    pub(super) decimal_comma: Option<bool>,
    #[serde(default)]
    pub(super) columns: BTreeMap<String, Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPopulation {
    pub(super) total: Option<Spanned<u64>>,
    pub(super) file: Option<Text>,
    pub(super) level: Option<Text>,
    pub(super) coordinates: Option<Text>,
    pub(super) sheet: Option<String>,
    pub(super) encoding: Option<Text>,
    #[serde(default)]
    pub(super) columns: BTreeMap<String, Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBoundary {
    pub(super) level: String,
    pub(super) file: Text,
    pub(super) coordinates: Option<Text>,
}
