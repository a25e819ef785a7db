//! What no leg around a building runs through: walls, water, buildings (walking model §4.6).
//!
//! Read only where somebody asks for it.

use super::barrier::is_wall;
use crate::osm::tags::{Key, Tags, first};

/// The keys read here.
pub(super) const KEYS: &[Key] = &[
    "barrier", "building", "natural", "waterway", "landuse", "tunnel",
];
/// An element without any of them is in nobody's way.
pub(super) const TRIGGERS: &[Key] = KEYS.split_at(5).0;

/// Whether the line of a way, or the outline of a multipolygon, is in the way of a leg.
pub(crate) fn is_obstacle(tags: Tags) -> bool {
    let own = tags.reading(KEYS);
    let is_building = own
        .get("building")
        .is_some_and(|v| !matches!(v, "no" | "roof"));
    let is_water = own.is("natural", "water")
        || own.is("waterway", "riverbank")
        || own.is_any("landuse", &["reservoir", "basin"]);
    let is_stream = own.is_any("waterway", &["river", "stream", "canal", "drain", "ditch"])
        && own.get("tunnel").is_none_or(|v| v == "no");
    is_building || is_water || is_stream || own.get("barrier").is_some_and(|v| is_wall(first(v)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walls_water_and_buildings_are_in_the_way() {
        for tag in [
            ("barrier", "wall"),
            ("barrier", "fence"),
            ("barrier", "hedge"),
            ("barrier", "city_wall"),
            ("barrier", "retaining_wall"),
            ("barrier", "block_wall"),
            ("barrier", "ditch"),
            ("building", "garage"),
            ("building", "yes"),
            ("natural", "water"),
            ("waterway", "riverbank"),
            ("waterway", "river"),
            ("waterway", "stream"),
            ("waterway", "canal"),
            ("waterway", "drain"),
            ("waterway", "ditch"),
            ("landuse", "reservoir"),
            ("landuse", "basin"),
        ] {
            assert!(is_obstacle(Tags(&[tag])), "{tag:?}");
        }
        for tag in [
            ("barrier", "kerb"),
            ("barrier", "gate"),
            ("building", "no"),
            ("building", "roof"),
            ("natural", "tree_row"),
            ("waterway", "weir"),
            ("landuse", "grass"),
            ("tunnel", "yes"),
        ] {
            assert!(!is_obstacle(Tags(&[tag])), "{tag:?}");
        }
    }

    #[test]
    fn what_flows_under_ground_is_not() {
        let stream = |tunnel| is_obstacle(Tags(&[("waterway", "stream"), ("tunnel", tunnel)]));
        assert!(!stream("culvert") && !stream("yes") && stream("no"));
    }
}
