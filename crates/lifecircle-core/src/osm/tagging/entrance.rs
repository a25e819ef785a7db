//! Where one enters a building or area (walking model §4.7).

use crate::osm::tags::{Key, Tags};

/// The keys read here.
pub(super) const KEYS: &[Key] = &["entrance"];

/// The kind of an entrance, as it is tagged.
pub(crate) fn kind(tags: Tags<'_>) -> Option<&str> {
    tags.reading(KEYS).get("entrance")
}
