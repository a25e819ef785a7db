//! When a place is open, as a text (docs/hours.md).

use crate::osm::tags::{Key, Tags};

/// The key by which places tell their hours.
pub(crate) const HOURS: Key = "opening_hours";
/// The keys read here.
pub(super) const KEYS: &[Key] = &[HOURS];

/// The opening hours of a place, whatever they say.
pub(crate) fn of_place(tags: Tags<'_>) -> Option<&str> {
    let text = tags.reading(KEYS).get(HOURS)?.trim();
    (!text.is_empty()).then_some(text)
}
