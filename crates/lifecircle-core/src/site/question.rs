//! What is asked for, and why it may not be answered.

use super::Terms;
use crate::area::{Grouping, Level};
use crate::coded;
use crate::coverage::{CheckInput, Coverage, Verdict, joint};
use crate::place::{CategorySet, Facilities};

/// What makes a choice of sites good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Objective {
    /// People newly covered (maximal covering).
    #[default]
    People,
    /// People times the time by which their walks to the nearest outlet become shorter, for each at most the limit
    /// (p-median). Homes count from which a site is within the limit.
    Minutes,
    /// People newly covered where the smallest share of people is, again and again.
    WorstArea,
}

impl Objective {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::People, Self::Minutes, Self::WorstArea];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Minutes => "minutes",
            Self::WorstArea => "worst-area",
        }
    }
}

/// The areas of one level, and the homes by area.
#[derive(Clone, Copy, Debug)]
pub struct SiteAreas<'a> {
    /// The level.
    pub level: &'a Level,
    /// The homes by area.
    pub homes: &'a Grouping,
}

/// What sites are to hold, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct SiteQuestion<'a> {
    /// Every site holds one outlet of each of these categories.
    pub categories: CategorySet,
    /// This rule alone counts, of those that the categories serve.
    pub only: Option<usize>,
    /// Whether a home counts only if all rules of the pack are met, not only those that the categories serve.
    pub jointly: bool,
    /// What is to be as large as possible.
    pub objective: Objective,
    /// Per home, a factor in thousandths by which its people count in the choice; all count alike without.
    pub weight_milli: Option<&'a [u32]>,
    /// What a choice must keep to.
    pub terms: &'a Terms,
    /// The areas that [`Objective::WorstArea`] looks at.
    pub areas: Option<SiteAreas<'a>>,
}

impl SiteQuestion<'_> {
    /// The rules that a site serves.
    pub(super) fn rules(&self, input: CheckInput) -> Vec<usize> {
        let rules = input.pack.rules.iter().enumerate();
        rules
            .filter(|(position, rule)| {
                rule.categories.meets(self.categories)
                    && self.only.is_none_or(|only| only == *position)
            })
            .map(|(position, _)| position)
            .collect()
    }

    /// What a home weighs; where nobody is known to live anywhere, all weigh the same.
    pub(super) fn worth_of(&self, input: CheckInput) -> Vec<u64> {
        /// A home of which no people are known counts as one person.
        const ALONE_MILLI: u64 = 1000;
        let people = &input.residences.people_milli;
        let is_counted = people.iter().any(|&milli| milli > 0);
        let homes = people.iter().enumerate().map(|(home, &milli)| {
            let milli = if is_counted { milli } else { ALONE_MILLI };
            self.weight_milli.map_or(milli, |weights| {
                let weighed = u128::from(milli) * u128::from(weights[home]) / 1000;
                u64::try_from(weighed).unwrap_or(u64::MAX)
            })
        });
        homes.collect()
    }

    /// The verdict of a home in the rules that count.
    pub(super) fn verdict(&self, input: CheckInput, coverage: &Coverage, home: usize) -> Verdict {
        let all = (0..coverage.rules.len()).collect();
        let rules: Vec<usize> = if self.jointly { all } else { self.rules(input) };
        joint(rules.into_iter().map(|rule| coverage.verdict(rule, home).0))
    }
}

/// Facilities as if some of them, by rank, served nothing: what a city has while they are moved.
pub fn without(facilities: &Facilities, ranks: &[u32]) -> Facilities {
    let mut rest = facilities.clone();
    for &rank in ranks {
        rest.rows[rank as usize].categories = CategorySet::default();
    }
    rest
}

/// Why no sites can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SiteError {
    /// Two candidates have one id.
    #[error("two candidates have the id `{0}`")]
    Repeated(String),
    /// No rule of the pack asks for any of the categories.
    #[error("no rule asks for {wanted}; the rules ask for: {known}")]
    NoRule {
        /// The categories.
        wanted: String,
        /// What the rules ask for.
        known: String,
    },
    /// There is no candidate at all.
    #[error("there is no candidate")]
    NoCandidate,
    /// No candidate has a street in reach.
    #[error(
        "none of {0} candidates has a street in reach: are they in the sea, or of another city?"
    )]
    NoStreet(u64),
    /// Fewer candidates than sites.
    #[error(
        "{wanted} sites are asked for, but only {candidates} candidates have a street in reach"
    )]
    TooFew {
        /// Sites asked for.
        wanted: u64,
        /// Candidates.
        candidates: u64,
    },
    /// No site is asked for.
    #[error("no site is asked for")]
    NoSite,
    /// The budget does not pay for any candidate.
    #[error("the budget of {budget} does not pay for any site: the cheapest costs {cheapest}")]
    Budget {
        /// The budget.
        budget: String,
        /// What the cheapest candidate costs.
        cheapest: String,
    },
    /// No candidate is within the limit of a home that lacks an outlet.
    #[error("none of {0} candidates is within the limit of a home that lacks an outlet")]
    NoneReaches(u64),
    /// Nothing is known of the buildings by use.
    #[error("what buildings are used for was not read: a network made before does not hold it")]
    NoBuildings,
    /// One site for each part, of a level whose parts are no ground.
    #[error("the parts of `{0}` are kinds of homes, not pieces of ground on which a site could be")]
    NoGround(String),
    /// No part of any level is called so.
    #[error("no area and no stratum is called `{part}`; there are: {known}")]
    NoPart {
        /// What was asked for.
        part: String,
        /// Some that there are.
        known: String,
    },
    /// Parts of several levels are called so.
    #[error("`{part}` is a part of several levels: {levels}")]
    PartTwice {
        /// What was asked for.
        part: String,
        /// The levels.
        levels: String,
    },
    /// Areas are needed, and the city is not divided.
    #[error("the city is not divided into areas")]
    NoAreas,
    /// The observer wanted the work to stop.
    #[error("cancelled")]
    Cancelled,
}

coded!(SiteError {
    Self::Repeated(id) => "sites-repeated" { id: id }
    Self::NoRule { wanted, known } => "sites-no-rule" { wanted: wanted, known: known }
    Self::NoCandidate => "sites-no-candidate" {}
    Self::NoStreet(candidates) => "sites-no-street" { candidates: *candidates }
    Self::TooFew { wanted, candidates } => "sites-too-few" { wanted: *wanted, candidates: *candidates }
    Self::NoSite => "sites-no-site" {}
    Self::Budget { budget, cheapest } => "sites-budget" { budget: budget, cheapest: cheapest }
    Self::NoneReaches(candidates) => "sites-none-reaches" { candidates: *candidates }
    Self::NoBuildings => "sites-no-buildings" {}
    Self::NoGround(level) => "sites-no-ground" { level: level }
    Self::NoPart { part, known } => "sites-no-part" { part: part, known: known }
    Self::PartTwice { part, levels } => "sites-part-twice" { part: part, levels: levels }
    Self::NoAreas => "sites-no-areas" {}
    Self::Cancelled => "sites-cancelled" {}
});
