//! What a check found, wherever it is kept.

use crate::coverage::{Verdict, joint};
use crate::geodesy::LonLat;
use crate::rules::Limit;

/// What a check found: homes with their verdicts, outlets, areas.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Per home its id.
    pub home_ids: Vec<String>,
    /// Where its walk starts.
    pub home_at: Vec<LonLat>,
    /// Who lives there, in thousandths.
    pub people_milli: Vec<u64>,
    /// Whether homes are points that stand for streets: these are no people.
    pub is_sampled: bool,
    /// By rule, in the order of the pack.
    pub rules: Vec<RuleFindings>,
    /// The outlets.
    pub outlets: Vec<OutletFound>,
    /// The levels of areas, smallest areas first.
    pub levels: Vec<LevelFindings>,
}

/// What a check found by one rule.
#[derive(Clone, Debug)]
pub struct RuleFindings {
    /// The rule's id.
    pub id: String,
    /// Ids of the categories that it asks for.
    pub categories: Vec<String>,
    /// Its limit.
    pub limit: Limit,
    /// How many outlets it asks for.
    pub min_count: u32,
    /// Per home its verdict.
    pub verdict: Vec<Verdict>,
    /// The walk to the nearest outlet in ms; `None` beyond an hour.
    pub walk_ms: Vec<Option<u32>>,
    /// What the walk that decides takes in the unit of the limit, where that is known.
    pub deciding: Vec<Option<u32>>,
    /// The position of the nearest outlet.
    pub nearest: Vec<Option<u32>>,
}

/// An outlet.
#[derive(Clone, Debug, PartialEq)]
pub struct OutletFound {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: Option<String>,
    /// Where it is.
    pub at: LonLat,
    /// Ids of its categories.
    pub categories: Vec<String>,
}

/// Homes by area of one level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelFindings {
    /// What the level is called.
    pub name: String,
    /// The id of each area and what it is called.
    pub areas: Vec<(String, String)>,
    /// Per home the position of its area, `None` outside of all.
    pub of_home: Vec<Option<u32>>,
}

impl Findings {
    /// The verdict of a home by all rules together.
    pub fn joint(&self, home: usize) -> Verdict {
        joint(self.rules.iter().map(|rule| rule.verdict[home]))
    }

    /// Whether an outlet serves a rule.
    pub fn serves(&self, outlet: usize, rule: usize) -> bool {
        self.outlets[outlet].serves(&self.rules[rule].categories)
    }
}

impl OutletFound {
    /// Whether it is of one of these categories.
    pub fn serves(&self, categories: &[String]) -> bool {
        self.categories.iter().any(|own| categories.contains(own))
    }
}
