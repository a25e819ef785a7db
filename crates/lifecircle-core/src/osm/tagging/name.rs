//! How things are called.

use crate::osm::tags::{Key, Tags};

/// The key by which ways, plazas and localities are called.
pub(crate) const NAME: Key = "name";
/// The keys read here.
pub(super) const KEYS: &[Key] = &[NAME, "name:zh"];

/// The name of a place: `name`, else `name:zh`.
pub(crate) fn of_place(tags: Tags<'_>) -> Option<&str> {
    let tags = tags.reading(KEYS);
    tags.get(NAME).or_else(|| tags.get("name:zh"))
}
