//! Platforms and piers by a key other than `highway` (walking model §4.1, 4.6).

use crate::osm::tags::{Key, Tags};

/// The keys read here; each may make a way walkable.
pub(super) const KEYS: &[Key] = &["railway", "public_transport", "man_made"];

/// Whether a way is a platform or pier.
pub(super) fn is_platform_or_pier(tags: Tags) -> bool {
    let tags = tags.reading(KEYS);
    tags.is("railway", "platform")
        || tags.is("public_transport", "platform")
        || tags.is("man_made", "pier")
}
