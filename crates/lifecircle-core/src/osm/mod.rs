//! OpenStreetMap: reading extracts, and what its tags mean for walking.
//!
//! The only place that knows the file format; `tagging` alone knows what tags mean.

mod addresses;
mod around_streets;
mod bare;
mod block;
mod bounded;
mod data;
mod element;
mod error;
mod extent;
mod far;
mod frame;
mod ground;
mod keys;
mod message;
mod names;
mod nodes;
mod read;
mod rings;
pub(crate) mod tagging;
mod tags;
mod wire;

pub use addresses::TaggedAddress;
pub use around_streets::AroundStreets;
pub use bare::bare_pass;
pub use bounded::{Boundaries, Elsewhere};
pub use data::{
    Boundary, Header, MISSING, OpenSpace, OsmData, ReadOptions, ReadReport, Relation, Tagged,
    TaggedPremises, Ways,
};
pub use element::{ElementId, ElementKind};
pub use error::{Counted, Damage, ReadError, Unsupported};
pub use extent::FileExtent;
pub use frame::Source;
pub use ground::{GroundRelation, OnTheGround};
pub use names::Names;
pub use nodes::NodeColumns;
pub use read::{read, read_with};
pub(crate) use rings::{
    Outline, Ring, Side, join_rings, outline_of_relation, outline_of_way, side_of_edges,
    side_of_ring, turn,
};
pub use tagging::{
    Access, Address, BuildingKind, BuildingTags, BuildingUse, CONDITIONAL_KEYS, Classified,
    ConditionalTags, CrossingKind, GroundKind, Height, Hindrance, LocalityKind, Oneway, OpenGround,
    Passage, Road, WayAttr, WayClass,
};
pub(crate) use tagging::{classify_way, conditional, hours, lifecycle, name};
pub(crate) use tags::{Key, list};
pub use tags::{Reading, Tags};

/// Every key that a rule of the walking model reads; some stand more than once. Categories of places read others
/// besides ([`PlaceFilter::keys`]).
pub fn keys_of_rules() -> impl Iterator<Item = &'static str> {
    tagging::READ.iter().copied().flatten().copied()
}

/// Which elements may be facilities: asked by the reader, answered by the category table.
pub trait PlaceFilter: Sync {
    /// Every key that [`Self::is_candidate`] or a later classification looks at.
    fn keys(&self) -> &[String];
    /// The keys of which at least one is present on every candidate.
    fn trigger_keys(&self) -> Vec<String>;
    /// Whether an element with these tags is worth keeping with all its relevant tags.
    fn is_candidate(&self, tags: Tags) -> bool;
    /// The positions of the categories that a candidate serves as, none where it is gone at that date.
    fn categories_of(&self, tags: Tags, date_s: Option<i64>) -> Vec<usize>;
}
