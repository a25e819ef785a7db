//! Which ways are roads, walkable or not: a trunk…tertiary way that ends alone is assumed to go on,
//! and a crossing on one costs a wait (walking model §3, 4.8).

use super::walkable::WayClass;
use crate::osm::tags::{Key, Tags};

/// The keys read here.
pub(super) const KEYS: &[Key] = &["highway"];

/// What the `highway` tag of a way says, walkable or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Road {
    /// It has none.
    #[default]
    None,
    /// Some highway.
    Highway,
    /// A trunk…tertiary road or link.
    Major,
}

impl Road {
    /// What a way's tags say.
    pub(crate) fn of(tags: Tags) -> Self {
        match tags.reading(KEYS).get("highway") {
            None => Self::None,
            Some(highway) if WayClass::of_highway(highway).is_some_and(WayClass::is_major) => {
                Self::Major
            }
            Some(_) => Self::Highway,
        }
    }
}
