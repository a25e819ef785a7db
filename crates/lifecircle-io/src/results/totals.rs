//! The sums of a summary, read again.

use std::path::Path;

use lifecircle_core::coverage::{Shares, Split};
use lifecircle_core::units::people_to_milli;
use serde_json::Value;

use super::{ResultsError, document};

/// The name of the file.
const SUMMARY: &str = "summary.json";

/// More homes, or people in thousandths, are nowhere: three sums of these still fit together.
const MOST: u64 = 1 << 60;

/// Homes and people by verdict, as a summary tells them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// By all rules together.
    pub joint: Shares,
    /// By rule: its id, and the sums.
    pub rules: Vec<(String, Shares)>,
    /// The study area, where there is one.
    pub area: Option<String>,
    /// Whether homes are points, which are no people.
    pub is_sampled: bool,
}

impl Totals {
    /// Those of a folder.
    ///
    /// # Errors
    /// [`ResultsError`] where there is no summary, or it is not as a check writes it.
    pub fn read(folder: &Path) -> Result<Self, ResultsError> {
        let document = document(folder, SUMMARY)?;
        Self::of(&document).ok_or_else(|| ResultsError::Damaged {
            file: folder.join(SUMMARY),
            detail: "homes and people by rule".to_owned(),
        })
    }

    /// Those of a summary; `None` where it is none.
    pub fn of(document: &Value) -> Option<Self> {
        let rules = document["rules"].as_object()?.iter();
        let rules = rules.map(|(id, sums)| Some((id.clone(), shares(sums)?)));
        Some(Self {
            joint: shares(&document["joint"])?,
            rules: rules.collect::<Option<_>>()?,
            area: document["area"]["name"].as_str().map(str::to_owned),
            is_sampled: document["homes_kind"] == "points",
        })
    }
}

fn shares(value: &Value) -> Option<Shares> {
    let homes = |value: &Value| value.as_u64().filter(|homes| *homes <= MOST);
    let people = |value: &Value| {
        let people = value.as_f64().filter(|people| *people >= 0.0);
        people.map(people_to_milli).filter(|milli| *milli <= MOST)
    };
    Some(Shares {
        homes: split(&value["homes"], homes)?,
        people_milli: split(&value["people"], people)?,
    })
}

fn split(value: &Value, number: impl Fn(&Value) -> Option<u64>) -> Option<Split> {
    Some(Split {
        covered: number(&value["covered"])?,
        not_covered: number(&value["not_covered"])?,
        unknown: number(&value["unknown"])?,
    })
}
