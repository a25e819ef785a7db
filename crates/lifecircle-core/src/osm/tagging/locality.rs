//! Which nodes name the part of a town they stand in.

use crate::osm::tags::{Key, Tags};

/// The keys read here.
pub(super) const KEYS: &[Key] = &["place"];

/// What kind of place a `place` node names, the smallest first. Larger places tell nothing within a
/// city, and `locality` names where nobody lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LocalityKind {
    /// `city_block`
    CityBlock,
    /// `neighbourhood`
    Neighbourhood,
    /// `quarter`
    Quarter,
    /// `isolated_dwelling`
    IsolatedDwelling,
    /// `hamlet`
    Hamlet,
    /// `suburb`
    Suburb,
    /// `village`
    Village,
    /// `town`
    Town,
}

impl LocalityKind {
    /// What `place` says, if it names something of this size.
    pub(crate) fn of(tags: Tags) -> Option<Self> {
        Some(match tags.reading(KEYS).get("place")? {
            "city_block" => Self::CityBlock,
            "neighbourhood" => Self::Neighbourhood,
            "quarter" => Self::Quarter,
            "isolated_dwelling" => Self::IsolatedDwelling,
            "hamlet" => Self::Hamlet,
            "suburb" => Self::Suburb,
            "village" => Self::Village,
            "town" => Self::Town,
            _ => return None,
        })
    }

    /// How far from its node people still call the ground by its name, in metres: about its usual radius.
    pub fn reach_m(self) -> u32 {
        match self {
            Self::CityBlock
            | Self::Neighbourhood
            | Self::Quarter
            | Self::IsolatedDwelling
            | Self::Hamlet => 1000,
            Self::Suburb | Self::Village => 2000,
            Self::Town => 4000,
        }
    }
}
