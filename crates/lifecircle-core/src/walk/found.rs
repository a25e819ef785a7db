//! What was found from a place, and why it may not be all.

use crate::snap::Snap;
use crate::streets::Streets;

/// A facility found from a home; the smallest wins: nearer, then of lower rank, then with the shorter leg.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// In the rule's unit, legs included.
    pub weight: u32,
    /// The facility's rank.
    pub rank: u32,
    /// The home's leg on that path, in mm; 0 for a facility inside the home.
    pub leg_mm: u32,
    /// Milliseconds of that path.
    pub ms: u32,
}

/// Why a rule that a home does not pass is unknown instead of not covered; the first that holds counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// No entrance has a street within reach.
    Unreachable,
    /// Every entrance that has a street is on an island.
    Island,
    /// The input holds no facility of the rule's categories.
    NoData,
    /// The data ends within the limit.
    Edge,
    /// Facilities within the limit may be open at the time that was asked for, or not.
    Hours,
}

impl Reason {
    /// All reasons, in the order in which they are tested.
    pub const ALL: [Self; 5] = [
        Self::Unreachable,
        Self::Island,
        Self::NoData,
        Self::Edge,
        Self::Hours,
    ];

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Island => "island",
            Self::NoData => "no_data",
            Self::Edge => "edge",
            Self::Hours => "hours",
        }
    }
}

/// Why nothing can be told of a place: it has no street in reach, or all of them are on islands.
pub(crate) fn stranded(streets: &Streets, snaps: &[Snap]) -> Option<Reason> {
    match snaps {
        [] => Some(Reason::Unreachable),
        snaps if snaps.iter().all(|s| streets.is_island(s.street)) => Some(Reason::Island),
        _ => None,
    }
}
