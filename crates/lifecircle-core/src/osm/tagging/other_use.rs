//! What tells that a building, or the land it stands on, is of another use than living (walking model, option *all homes*).
//!
//! Read only where somebody asks for it.

use crate::osm::tags::{Key, Tags};

/// Keys that land of another use carries; a building's own are among them.
const LAND: &[Key] = &[
    "landuse", "amenity", "leisure", "tourism", "aeroway", "power", "man_made",
];
/// Keys that no dwelling mapped as `building=yes` carries, besides those of shops, offices and the like.
const BUILDING: &[Key] = &[
    "aeroway",
    "emergency",
    "healthcare",
    "industrial",
    "man_made",
    "military",
    "power",
    "public_transport",
    "railway",
    "telecom",
];

/// The keys read here.
pub(super) const KEYS: &[Key] = &[
    "landuse",
    "amenity",
    "leisure",
    "tourism",
    "aeroway",
    "power",
    "man_made",
    "building",
    "emergency",
    "healthcare",
    "industrial",
    "military",
    "public_transport",
    "railway",
    "telecom",
];
/// An area without any of them is no land of another use.
pub(super) const TRIGGERS: &[Key] = LAND;

/// Land whose buildings are of another use, by key and values; farmyards hold farmhouses, and winter sports areas and
/// nature reserves whole villages, so they are not among them.
const VALUES: &[(Key, &[&str])] = &[
    (
        "landuse",
        &[
            "retail",
            "commercial",
            "industrial",
            "railway",
            "military",
            "port",
            "harbour",
            "quarry",
            "cemetery",
            "landfill",
            "depot",
            "garages",
            "construction",
            "brownfield",
            "education",
            "institutional",
            "religious",
            "government",
            "civil",
            "allotments",
            "greenhouse_horticulture",
            "plant_nursery",
            "recreation_ground",
        ],
    ),
    (
        "amenity",
        &[
            "school",
            "university",
            "college",
            "kindergarten",
            "hospital",
            "clinic",
            "prison",
            "fuel",
            "parking",
            "marketplace",
            "townhall",
            "place_of_worship",
            "grave_yard",
            "bus_station",
            "fire_station",
            "police",
        ],
    ),
    (
        "leisure",
        &[
            "stadium",
            "sports_centre",
            "pitch",
            "track",
            "golf_course",
            "marina",
            "horse_riding",
            "park",
            "playground",
            "swimming_pool",
            "resort",
            "water_park",
        ],
    ),
    (
        "tourism",
        &[
            "zoo",
            "theme_park",
            "camp_site",
            "attraction",
            "museum",
            "hotel",
        ],
    ),
    ("aeroway", &["aerodrome", "heliport"]),
    ("power", &["plant", "substation"]),
    ("man_made", &["works", "wastewater_plant", "water_works"]),
];

/// Whether an area is land on which nobody lives unless a building says so itself; a building is no land.
pub(crate) fn is_other_land(tags: Tags) -> bool {
    let own = tags.reading(KEYS);
    let named = |&(key, values): &(Key, &[&str])| own.is_any(key, values);
    !own.has("building") && VALUES.iter().any(named)
}

/// Whether a building carries a key of another use than living.
pub(super) fn is_of_other_use(tags: Tags) -> bool {
    let own = tags.reading(KEYS);
    BUILDING.iter().any(|key| own.has(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_declared() {
        let values = VALUES.iter().map(|of| of.0);
        for key in values.chain(BUILDING.iter().chain(LAND).copied()) {
            assert!(KEYS.contains(&key), "{key}");
        }
        assert!(VALUES.iter().all(|of| LAND.contains(&of.0)));
    }

    #[test]
    fn farmyards_and_villages_are_lived_in() {
        for tag in [
            ("landuse", "residential"),
            ("landuse", "farmyard"),
            ("landuse", "winter_sports"),
            ("leisure", "nature_reserve"),
            ("leisure", "garden"),
            ("man_made", "pier"),
        ] {
            assert!(!is_other_land(Tags(&[tag])), "{tag:?}");
        }
        for tag in [
            ("landuse", "port"),
            ("amenity", "school"),
            ("power", "plant"),
        ] {
            assert!(is_other_land(Tags(&[tag])), "{tag:?}");
            assert!(!is_other_land(Tags(&[tag, ("building", "yes")])), "{tag:?}");
        }
    }
}
