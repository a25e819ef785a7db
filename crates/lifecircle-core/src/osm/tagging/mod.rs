//! What tags mean: one module per rule of the walking model, each with the keys that it reads.
//!
//! Pure functions from tags to values; the values and their sources are listed in `docs/walking-model.md`.
//! A rule exports its keys as data (`KEYS`) and sees no others ([`Tags::reading`]); where it says
//! something only of elements that carry one of a few keys, it names these too (`TRIGGERS`). From
//! both follow what the reader keeps and which elements it looks at ([`READ`], [`TRIGGERED`]).

pub(super) mod access;
mod address;
pub(super) mod area;
pub(super) mod barrier;
pub(super) mod boundary;
pub(super) mod building;
pub(crate) mod conditional;
pub(super) mod crossing;
pub(super) mod entrance;
pub(super) mod ground;
pub(crate) mod hours;
pub(super) mod landuse;
mod levels;
pub(crate) mod lifecycle;
pub(super) mod locality;
pub(crate) mod name;
pub(super) mod obstacle;
mod oneway;
pub(super) mod open_space;
pub(super) mod other_use;
pub(crate) mod people;
mod platform;
pub(super) mod plaza;
mod premises;
pub(super) mod road;
mod snapping;
mod steps;
pub(super) mod surroundings;
mod walkable;

pub use access::Access;
pub use address::Address;
pub use barrier::Passage;
pub use building::{BuildingKind, BuildingTags};
pub use conditional::{CONDITIONAL_KEYS, ConditionalTags};
pub use crossing::CrossingKind;
pub use ground::GroundKind;
pub use locality::LocalityKind;
pub use oneway::Oneway;
pub use open_space::OpenGround;
pub use premises::BuildingUse;
pub use road::Road;
pub use surroundings::{Height, Hindrance};
pub use walkable::WayClass;

use super::keys::{
    ACCESS, ADDRESS, AROUND, BOUNDARY, BUILDING, CONDITIONAL, Flags, GROUND, LANDUSE, NODE,
    OBSTACLE, OPEN_SPACE, OTHER_LAND, PREMISES, WALK,
};
use super::tags::{Key, Tags};

/// The keys of every rule.
pub(super) const READ: &[&[Key]] = &[
    access::KEYS,
    area::KEYS,
    barrier::KEYS,
    building::KEYS,
    conditional::KEYS,
    crossing::KEYS,
    entrance::KEYS,
    hours::KEYS,
    landuse::KEYS,
    levels::KEYS,
    lifecycle::KEYS,
    locality::KEYS,
    name::KEYS,
    oneway::KEYS,
    people::KEYS,
    platform::KEYS,
    plaza::KEYS,
    road::KEYS,
    snapping::KEYS,
    steps::KEYS,
    walkable::KEYS,
];

/// The keys of which one is on every element that a rule says something of, and what it may then be.
pub(super) const TRIGGERED: &[(&[Key], Flags)] = &[
    (access::KEYS, ACCESS),
    (barrier::TRIGGERS, NODE),
    (building::TRIGGERS, BUILDING),
    (conditional::TRIGGERS, CONDITIONAL),
    (crossing::TRIGGERS, NODE),
    (entrance::KEYS, NODE),
    (landuse::KEYS, LANDUSE),
    (locality::KEYS, NODE),
    (platform::KEYS, WALK),
    (walkable::TRIGGERS, WALK),
];

/// What is read only where somebody asks for it: keys, triggers, and what an element may then be.
pub(super) type OnDemand = (&'static [Key], &'static [Key], Flags);

/// What is in the way of legs.
pub(super) const OBSTACLES: OnDemand = (obstacle::KEYS, obstacle::TRIGGERS, OBSTACLE);
/// Land and buildings of another use than living.
pub(super) const OTHER_USES: OnDemand = (other_use::KEYS, other_use::TRIGGERS, OTHER_LAND);

/// Buildings and units by use.
pub(super) const BUILDING_USES: OnDemand = (premises::KEYS, premises::TRIGGERS, PREMISES);
/// Areas that are walked across.
pub(super) const OPEN_SPACES: OnDemand = (open_space::KEYS, open_space::TRIGGERS, OPEN_SPACE);

/// What lies around the streets.
pub(super) const SURROUNDINGS: OnDemand = (surroundings::KEYS, surroundings::TRIGGERS, AROUND);

/// What a base map shows.
pub(super) const ON_THE_GROUND: OnDemand = (ground::KEYS, ground::TRIGGERS, GROUND);

/// What homes are called by those who look for them.
pub(super) const ADDRESSES: OnDemand = (address::KEYS, address::TRIGGERS, ADDRESS);

/// Administrative boundaries.
pub(super) const BOUNDARIES: OnDemand = (boundary::KEYS, boundary::TRIGGERS, BOUNDARY);

/// What the walking model knows about a way; streets are chains of equal attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct WayAttr {
    /// Raw access as tagged; what compounds and gates make of it is derived later.
    pub access: Access,
    /// Whether the way is a flight of steps.
    pub stairs: bool,
    /// Directions in which it can be walked.
    pub oneway: Oneway,
    /// Whether places may be connected to it.
    pub snappable: bool,
    /// `wheelchair=no`.
    pub wheelchair_no: bool,
    /// Its kind.
    pub class: WayClass,
}

impl WayAttr {
    /// Whether it is a trunk…tertiary road, links included.
    pub fn is_major(&self) -> bool {
        self.class.is_major()
    }
}

/// The result of classifying a way: its attributes, and whether an access value was unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classified {
    /// The attributes.
    pub attr: WayAttr,
    /// Whether an access value is not in the tables (read as open, and counted).
    pub unknown_access: bool,
}

/// Classifies a way, or the relation a plaza's outline takes its tags from; `None` when it cannot be walked.
pub(crate) fn classify_way(tags: Tags) -> Option<Classified> {
    let class = WayClass::of_walkable(tags)?;
    let tagged = access::tagged(tags);
    let attr = WayAttr {
        access: tagged.map_or(Access::Open, |tagged| tagged.access),
        stairs: steps::is_steps(tags),
        oneway: Oneway::of(tags),
        snappable: snapping::is_snappable(tags, class),
        wheelchair_no: steps::is_closed_to_wheelchairs(tags),
        class,
    };
    Some(Classified {
        attr,
        unknown_access: tagged.is_some_and(|tagged| !tagged.known),
    })
}

#[cfg(test)]
mod tests;
