//! Where people live by the use of the land (walking model §4.7).

use crate::osm::tags::{Key, Tags};

/// The keys read here.
pub(super) const KEYS: &[Key] = &["landuse"];

/// Whether an area is residential land.
pub(crate) fn is_residential(tags: Tags) -> bool {
    tags.reading(KEYS).is("landuse", "residential")
}
