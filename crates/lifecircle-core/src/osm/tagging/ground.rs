//! What lies on the ground that a map shows: water, green, railways, built-up land, buildings, and their names.
//!
//! Read only where somebody asks for it. The values are those of the pages *Key:natural*, *Key:waterway*,
//! *Key:landuse*, *Key:leisure* and *Key:railway* of the OpenStreetMap wiki.

use crate::osm::tags::{Key, Tags};

/// The keys read here.
pub(super) const KEYS: &[Key] = &[
    "natural", "waterway", "landuse", "leisure", "railway", "building", "aeroway", "amenity",
    "tunnel", "service", "name",
];
/// An element without any of them is nothing to be drawn.
pub(super) const TRIGGERS: &[Key] = KEYS.split_at(8).0;

/// What lies on the ground, in the order in which a map draws it: the later lies on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroundKind {
    /// Fields, meadows, orchards.
    Farmland,
    /// Land with houses, shops or works on it.
    BuiltUp,
    /// Woods and scrub.
    Wood,
    /// Beaches, dunes and bare ground.
    Sand,
    /// Parks, gardens, lawns, pitches, graveyards.
    Park,
    /// Standing and running water that has an area.
    Water,
    /// A stream or ditch, as a line.
    Stream,
    /// A river or canal, as a line.
    River,
    /// The edge of the sea, land to its left.
    Coastline,
    /// A building.
    Building,
    /// Rails on the ground or on a bridge, but for those of trams and of yards.
    Railway,
}

impl GroundKind {
    /// All of them in order.
    pub const ALL: [Self; 11] = [
        Self::Farmland,
        Self::BuiltUp,
        Self::Wood,
        Self::Sand,
        Self::Park,
        Self::Water,
        Self::Stream,
        Self::River,
        Self::Coastline,
        Self::Building,
        Self::Railway,
    ];

    /// Whether it is a line, not an area.
    pub fn is_line(self) -> bool {
        matches!(
            self,
            Self::Stream | Self::River | Self::Coastline | Self::Railway
        )
    }

    /// What tags say lies there; of several things the one that is told most about.
    pub(crate) fn of(tags: Tags) -> Option<Self> {
        let own = tags.reading(KEYS);
        let below = own.get("tunnel").is_some_and(|tunnel| tunnel != "no");
        if own.is("natural", "coastline") {
            return Some(Self::Coastline);
        }
        if own.get("building").is_some_and(|kind| kind != "no") {
            return (!below).then_some(Self::Building);
        }
        if below {
            return None;
        }
        let is_yard = own.has("service");
        let rails = ["rail", "light_rail", "narrow_gauge", "subway", "monorail"];
        if own.is_any("railway", &rails) && !is_yard {
            return Some(Self::Railway);
        }
        match own.get("waterway") {
            Some("river" | "canal") => return Some(Self::River),
            Some("stream" | "ditch" | "drain") => return Some(Self::Stream),
            Some("riverbank" | "dock") => return Some(Self::Water),
            _ => {}
        }
        AREAS
            .iter()
            .find(|(key, values, _)| own.is_any(key, values))
            .map(|area| area.2)
    }

    /// Whether its name stands on a map.
    fn is_named(self) -> bool {
        matches!(self, Self::Water | Self::River | Self::Park | Self::Wood)
    }
}

/// Kinds of areas by key and values; the first that fits counts.
const AREAS: &[(Key, &[&str], GroundKind)] = &[
    (
        "natural",
        &["water", "bay", "strait", "wetland"],
        GroundKind::Water,
    ),
    ("landuse", &["reservoir", "basin"], GroundKind::Water),
    (
        "leisure",
        &[
            "park",
            "garden",
            "pitch",
            "golf_course",
            "playground",
            "dog_park",
            "common",
        ],
        GroundKind::Park,
    ),
    (
        "landuse",
        &[
            "grass",
            "recreation_ground",
            "village_green",
            "cemetery",
            "allotments",
            "flowerbed",
        ],
        GroundKind::Park,
    ),
    ("amenity", &["grave_yard"], GroundKind::Park),
    (
        "natural",
        &["wood", "scrub", "heath", "grassland"],
        GroundKind::Wood,
    ),
    ("landuse", &["forest"], GroundKind::Wood),
    ("leisure", &["nature_reserve"], GroundKind::Wood),
    (
        "natural",
        &["beach", "sand", "dune", "shingle", "bare_rock"],
        GroundKind::Sand,
    ),
    (
        "landuse",
        &[
            "farmland",
            "meadow",
            "orchard",
            "vineyard",
            "greenhouse_horticulture",
            "plant_nursery",
            "farmyard",
        ],
        GroundKind::Farmland,
    ),
    (
        "landuse",
        &[
            "residential",
            "commercial",
            "retail",
            "industrial",
            "construction",
            "education",
            "institutional",
            "religious",
            "railway",
            "port",
            "military",
            "garages",
        ],
        GroundKind::BuiltUp,
    ),
    ("aeroway", &["aerodrome"], GroundKind::BuiltUp),
    (
        "amenity",
        &["school", "university", "college", "hospital"],
        GroundKind::BuiltUp,
    ),
];

/// No name on a map is longer, in characters: what is longer is a note, or worse.
const LONGEST_NAME: usize = 60;

/// The name that a map writes on what these tags describe.
pub(crate) fn name(kind: GroundKind, tags: Tags<'_>) -> Option<&str> {
    let own = tags.reading(KEYS);
    let name = own.get("name").filter(|_| kind.is_named())?.trim();
    let fits = !name.is_empty() && name.chars().nth(LONGEST_NAME).is_none();
    fits.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(tags: &[(&str, &str)]) -> Option<GroundKind> {
        GroundKind::of(Tags(tags))
    }

    #[test]
    fn every_key_of_an_area_triggers() {
        assert!(AREAS.iter().all(|area| TRIGGERS.contains(&area.0)));
    }

    #[test]
    fn the_ground_is_told_by_its_tags() {
        for (tag, expected) in [
            (("natural", "coastline"), GroundKind::Coastline),
            (("natural", "water"), GroundKind::Water),
            (("waterway", "riverbank"), GroundKind::Water),
            (("waterway", "canal"), GroundKind::River),
            (("waterway", "ditch"), GroundKind::Stream),
            (("leisure", "park"), GroundKind::Park),
            (("landuse", "forest"), GroundKind::Wood),
            (("landuse", "orchard"), GroundKind::Farmland),
            (("landuse", "residential"), GroundKind::BuiltUp),
            (("natural", "beach"), GroundKind::Sand),
            (("railway", "light_rail"), GroundKind::Railway),
            (("building", "shed"), GroundKind::Building),
        ] {
            assert_eq!(kind(&[tag]), Some(expected), "{tag:?}");
        }
        for tag in [
            ("building", "no"),
            ("railway", "tram"),
            ("natural", "tree"),
            ("waterway", "weir"),
        ] {
            assert_eq!(kind(&[tag]), None, "{tag:?}");
        }
    }

    #[test]
    fn what_is_below_or_in_a_yard_is_not_seen() {
        for tag in [("waterway", "river"), ("railway", "subway")] {
            assert_eq!(kind(&[tag, ("tunnel", "yes")]), None, "{tag:?}");
            assert!(kind(&[tag, ("tunnel", "no")]).is_some(), "{tag:?}");
        }
        assert_eq!(kind(&[("railway", "rail"), ("service", "yard")]), None);
        let pool = [("leisure", "park"), ("building", "yes")];
        assert_eq!(kind(&pool), Some(GroundKind::Building));
    }

    #[test]
    fn names_are_those_of_water_and_green_and_no_longer_than_a_line() {
        let long = "长".repeat(LONGEST_NAME + 1);
        let of = |kind, text: &str| name(kind, Tags(&[("name", text)])).map(str::to_owned);
        assert_eq!(of(GroundKind::Water, " 西湖 ").as_deref(), Some("西湖"));
        assert_eq!(of(GroundKind::BuiltUp, "西湖"), None);
        assert_eq!(of(GroundKind::Park, " "), None);
        assert_eq!(of(GroundKind::Park, &long), None);
    }
}
