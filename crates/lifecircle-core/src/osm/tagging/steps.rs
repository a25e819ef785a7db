//! What stops wheels: steps, and ways tagged so (walking model §3).

use crate::osm::tags::{Key, Tags};

/// The keys read here.
pub(super) const KEYS: &[Key] = &["highway", "wheelchair"];

/// Whether the way is a flight of steps.
pub(super) fn is_steps(tags: Tags) -> bool {
    tags.reading(KEYS).is("highway", "steps")
}

/// Whether a wheelchair cannot pass.
pub(super) fn is_closed_to_wheelchairs(tags: Tags) -> bool {
    tags.reading(KEYS).is("wheelchair", "no")
}
