//! Which ways places may be connected to (walking model §4.6).

use super::platform::is_platform_or_pier;
use super::walkable::WayClass;
use crate::osm::tags::{Key, Tags};

/// The keys read here.
pub(super) const KEYS: &[Key] = &["highway", "tunnel", "bridge", "indoor"];

/// Whether places may be connected to a way of that class.
pub(super) fn is_snappable(tags: Tags, class: WayClass) -> bool {
    let own = tags.reading(KEYS);
    let absent_or = |key, harmless: &[&str]| own.get(key).is_none_or(|v| harmless.contains(&v));
    absent_or("tunnel", &["no", "building_passage"])
        && absent_or("bridge", &["no"])
        && absent_or("indoor", &["no"])
        && !own.is_any("highway", &["elevator", "steps", "corridor", "platform"])
        && !is_platform_or_pier(tags)
        && class != WayClass::Ferry
}
