//! Which relations are areas.

use crate::osm::tags::{Key, Tags};

/// The keys read here.
pub(super) const KEYS: &[Key] = &["type"];

/// Whether a relation is a multipolygon.
pub(crate) fn is_multipolygon(tags: Tags) -> bool {
    tags.reading(KEYS).is("type", "multipolygon")
}
