//! What is asked for, and why it may not be answered.

use super::Terms;
use crate::area::{Grouping, Level};
use crate::coded;
use crate::coverage::CheckInput;
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
    /// So much does each home weigh, instead of its people in thousandths.
    pub worth: Option<&'a [u64]>,
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
        match self.worth {
            Some(worth) => worth.to_vec(),
            None if people.iter().all(|&milli| milli == 0) => vec![ALONE_MILLI; people.len()],
            None => people.clone(),
        }
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
    Self::NoAreas => "sites-no-areas" {}
    Self::Cancelled => "sites-cancelled" {}
});
