//! In which directions a walker may take a way; vehicles' `oneway` alone does not bind walkers
//! (walking model §4.1).

use crate::osm::tags::{Key, Tags};

/// The keys read here.
pub(super) const KEYS: &[Key] = &["oneway:foot", "conveying", "oneway", "highway"];

/// In which of its two directions a way can be walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Oneway {
    /// Both.
    #[default]
    Both,
    /// Along the way only (escalators, queues).
    Forward,
    /// Against the way only.
    Backward,
}

impl Oneway {
    /// The same restriction seen from the other end.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Both => Self::Both,
            Self::Forward => Self::Backward,
            Self::Backward => Self::Forward,
        }
    }

    fn from_value(value: Option<&str>) -> Self {
        match value {
            Some("yes" | "1") => Self::Forward,
            Some("-1") => Self::Backward,
            _ => Self::Both,
        }
    }

    /// The directions that a way's tags allow.
    pub(super) fn of(tags: Tags) -> Self {
        let tags = tags.reading(KEYS);
        let for_walkers = Self::from_value(tags.get("oneway:foot"));
        if for_walkers != Self::Both {
            return for_walkers;
        }
        let Some(conveying) = tags.get("conveying") else {
            return Self::Both;
        };
        let moving = tags.is_any("highway", &["steps", "corridor"]);
        match conveying {
            "forward" if moving || tags.is("highway", "footway") => Self::Forward,
            "backward" if moving || tags.is("highway", "footway") => Self::Backward,
            "no" => Self::Both,
            _ if moving => Self::from_value(tags.get("oneway")),
            _ => Self::Both,
        }
    }
}
