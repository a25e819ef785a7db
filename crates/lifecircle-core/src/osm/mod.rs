//! OpenStreetMap: reading extracts, and what its tags mean for walking.
//!
//! The only place that knows the file format; [`profile`] alone knows what tags mean to a walker.

mod bare;
mod block;
mod building;
mod data;
mod element;
mod error;
mod frame;
mod keys;
mod locality;
mod message;
mod names;
mod nodes;
pub mod profile;
mod rings;
mod tags;
mod wire;

pub use bare::bare_pass;
pub use building::{BuildingKind, BuildingTags};
pub use data::{Header, MISSING, OsmData, ReadReport, Relation, Road, Tagged, Ways, read};
pub use element::{ElementId, ElementKind};
pub use error::{Counted, Damage, ReadError, Unsupported};
pub use frame::{BlobBuffer, BlobKind, BlobRef, Frames, Source, scan};
pub use locality::LocalityKind;
pub use names::Names;
pub use nodes::{NodeColumns, NodeFinder};
pub use rings::{Outline, Ring, outline_of_relation, outline_of_way};
pub(crate) use rings::{Side, side_of_ring};
pub use tags::{Tags, list};

/// Which elements may be facilities: asked by the reader, answered by the category table.
pub trait PlaceFilter: Sync {
    /// Every key that [`Self::is_candidate`] or a later classification looks at.
    fn keys(&self) -> Vec<String>;
    /// The keys of which at least one is present on every candidate.
    fn trigger_keys(&self) -> Vec<String>;
    /// Whether an element with these tags is worth keeping with all its relevant tags.
    fn is_candidate(&self, tags: Tags) -> bool;
}
