//! What a node does to the ways that meet there: barriers and locks (walking model §4.4).

use super::access::{self, Access};
use crate::osm::tags::{Key, Tags, first};

/// The keys read here.
pub(super) const KEYS: &[Key] = &["barrier", "locked"];
/// A node without it never blocks.
pub(super) const TRIGGERS: &[Key] = &["barrier"];

/// What a node with `barrier` does to the arms that meet there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// Nothing.
    Pass,
    /// Joins them at no cost, but as private ground.
    Private,
    /// Separates them.
    Closed,
}

impl From<Access> for Passage {
    fn from(access: Access) -> Self {
        match access {
            Access::Open => Self::Pass,
            Access::Private => Self::Private,
            Access::Closed => Self::Closed,
        }
    }
}

impl From<Passage> for Access {
    fn from(passage: Passage) -> Self {
        match passage {
            Passage::Pass => Self::Open,
            Passage::Private => Self::Private,
            Passage::Closed => Self::Closed,
        }
    }
}

/// Barriers that stop a walker unless tagged otherwise; every other kind lets one pass.
const WALLS: [&str; 7] = [
    "wall",
    "fence",
    "hedge",
    "block_wall",
    "retaining_wall",
    "city_wall",
    "ditch",
];

/// Whether a barrier of this value stops a walker.
pub(super) fn is_wall(value: &str) -> bool {
    WALLS.contains(&value)
}

/// What a node does to the ways that meet there.
pub(crate) fn passage(tags: Tags) -> Passage {
    let own = tags.reading(KEYS);
    let Some(barrier) = own.get("barrier") else {
        return Passage::Pass;
    };
    let tagged = access::tagged(tags);
    if own.is("locked", "yes") {
        return match tagged {
            Some(tagged) if tagged.by_foot => tagged.access.into(),
            Some(tagged) if tagged.access == Access::Private => Passage::Private,
            _ => Passage::Closed,
        };
    }
    match tagged {
        Some(tagged) => tagged.access.into(),
        None if is_wall(first(barrier)) => Passage::Closed,
        None => Passage::Pass,
    }
}
