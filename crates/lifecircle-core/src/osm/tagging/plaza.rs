//! Which multipolygons are plazas, whose outline is walked (walking model §4.3).

use super::{Classified, classify_way};
use crate::osm::tags::{Key, Tags};

/// The keys read here.
pub(super) const KEYS: &[Key] = &["highway"];

/// What the outline of a multipolygon is to a walker, `None` when it is no plaza.
pub(crate) fn classify_plaza(tags: Tags) -> Option<Classified> {
    tags.reading(KEYS)
        .is_any("highway", &["pedestrian", "footway", "service"])
        .then(|| classify_way(tags))
        .flatten()
}
