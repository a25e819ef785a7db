//! Where people lack facilities: stretches of street beyond a limit, areas of homes without a service,
//! and the areas that existing facilities serve.
//!
//! ```text
//! CheckInput, Coverage ── gap_map ──▶ GapMap ──┬─ streets ──▶ GapStretch …   per rule, and jointly
//!                                              ├─ areas ────▶ GapArea …      homes around one site
//!                                              └─ service ──▶ Service …      what facilities serve
//! ```
//!
//! People are counted by the verdicts of [`Coverage`] alone; polygons are for looking.

mod areas;
mod field;
mod map;
mod merged;
mod service;
mod sites;
mod streets;

pub use areas::{GapArea, gap_areas, gap_homes};
pub use map::{GapMap, ScopeGaps, Service, areas_of_scopes, gap_map, services};
pub use merged::{GapPiece, gap_pieces, joint_streets};
pub use service::service_area;
pub use streets::{GapClass, GapStretch, gap_streets};

use crate::coverage::{CheckInput, Coverage, Verdict};
use crate::metric::Unit;
use crate::units::{narrow, walk_ms};

/// One rule, or all of them together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A rule of the pack, by position.
    Rule(usize),
    /// All rules jointly.
    Joint,
}

impl Scope {
    /// All rules together, then each.
    pub fn all(rules: usize) -> impl Iterator<Item = Self> {
        std::iter::once(Self::Joint).chain((0..rules).map(Self::Rule))
    }

    /// The rule, unless it is all of them.
    fn rule(self) -> Option<usize> {
        match self {
            Self::Rule(rule) => Some(rule),
            Self::Joint => None,
        }
    }

    /// The verdict of a home.
    pub fn verdict(self, coverage: &Coverage, home: usize) -> Verdict {
        match self {
            Self::Rule(rule) => coverage.verdict(rule, home).0,
            Self::Joint => coverage.joint_at(home, 100),
        }
    }

    /// How far beyond the limits a home is, `None` where it is within them.
    pub fn class(self, coverage: &Coverage, home: usize) -> Option<GapClass> {
        match self.verdict(coverage, home) {
            Verdict::Covered => return None,
            Verdict::Unknown => return Some(GapClass::Unknown),
            Verdict::NotCovered => {}
        }
        let steps = [
            (150, GapClass::UpTo150),
            (200, GapClass::UpTo200),
            (300, GapClass::UpTo300),
        ];
        let is_within = |rule: usize, percent: u32| {
            coverage.verdict_at(rule, home, percent).0 == Verdict::Covered
        };
        // Of all rules, the worst of those that are not met.
        let rules = match self {
            Self::Rule(rule) => rule..rule + 1,
            Self::Joint => 0..coverage.rules.len(),
        };
        let beyond = rules.filter(|&rule| coverage.verdict(rule, home).0 == Verdict::NotCovered);
        let class = |rule: usize| {
            let step = steps.iter().find(|step| is_within(rule, step.0));
            let far = if coverage.rules[rule].deciding[home].is_some() {
                GapClass::Beyond300
            } else {
                GapClass::None
            };
            step.map_or(far, |step| step.1)
        };
        beyond.map(class).max()
    }

    /// The homes that are not covered, in their order.
    pub fn not_covered(self, input: CheckInput, coverage: &Coverage) -> Vec<u32> {
        let homes = (0..input.residences.count())
            .filter(|&home| self.verdict(coverage, home) == Verdict::NotCovered);
        homes.map(narrow).collect()
    }

    /// How far a site may be from the homes it is to serve: the rule's limit; of all rules the shortest
    /// one, as time, so that one place may hold all that is missing.
    pub(crate) fn reach(self, input: CheckInput) -> (Unit, u32) {
        match self {
            Self::Rule(rule) => {
                let limit = input.pack.rules[rule].limit;
                (limit.unit(), limit.value())
            }
            Self::Joint => {
                let speed = input.walks.walking().speed;
                let ms = input.pack.rules.iter().map(|rule| match rule.limit.unit() {
                    Unit::Time => rule.limit.value(),
                    Unit::Length => walk_ms(rule.limit.value(), 100, speed),
                });
                (Unit::Time, ms.min().unwrap_or(0))
            }
        }
    }
}
