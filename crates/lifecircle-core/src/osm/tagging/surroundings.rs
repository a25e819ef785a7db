//! What an audit looks at besides the streets: what legs and missing links cannot run through, ways that are not on
//! the ground, and nodes at which somebody says that a way ends.
//!
//! Read only where somebody asks for it.

use crate::osm::tags::{Key, Tags, first};

/// The keys read here.
pub(super) const KEYS: &[Key] = &[
    "highway",
    "railway",
    "waterway",
    "natural",
    "landuse",
    "barrier",
    "building",
    "bridge",
    "tunnel",
    "layer",
    "level",
    "indoor",
    "noexit",
    "motorroad",
    "service",
    "area",
];
/// An element without any of them is of no interest.
pub(super) const TRIGGERS: &[Key] = KEYS.split_at(13).0;

/// Barriers that are walls to a walker, but for hedges and ditches, which have gaps that nobody maps.
const WALLS: [&str; 5] = ["wall", "fence", "block_wall", "retaining_wall", "city_wall"];
/// What a service road is that ends where cars stop: nobody draws a path on from there.
const DRIVES: [&str; 4] = [
    "driveway",
    "parking_aisle",
    "drive-through",
    "emergency_access",
];

/// What nobody walks through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hindrance {
    /// Standing water, and rivers, streams and canals outside of tunnels.
    Water,
    /// Rails outside of tunnels and not on a bridge; not those of trams, which run in streets.
    Railway,
    /// A motorway, outside of tunnels and not on a bridge.
    Motorway,
    /// A wall or fence.
    Wall,
    /// A building.
    Building,
}

impl Hindrance {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Water,
        Self::Railway,
        Self::Motorway,
        Self::Wall,
        Self::Building,
    ];

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Water => "water",
            Self::Railway => "railway",
            Self::Motorway => "motorway",
            Self::Wall => "wall",
            Self::Building => "building",
        }
    }

    /// What a way, or the outline of a multipolygon, is of these.
    pub(crate) fn of(tags: Tags) -> Option<Self> {
        let own = tags.reading(KEYS);
        let is = |key: &str| own.get(key).is_some_and(|value| value != "no");
        if is("tunnel") {
            return None;
        }
        let is_water = own.is("natural", "water")
            || own.is_any("landuse", &["reservoir", "basin"])
            || own.is_any(
                "waterway",
                &["riverbank", "river", "stream", "canal", "dock"],
            );
        let is_rail = own.is_any("railway", &["rail", "light_rail", "narrow_gauge", "subway"]);
        let is_motorway = own.is_any("highway", &["motorway", "motorway_link"])
            || (own.has("highway") && own.is("motorroad", "yes"));
        let is_building = own
            .get("building")
            .is_some_and(|v| !matches!(v, "no" | "roof"));
        if is_water {
            Some(Self::Water)
        } else if is_rail && !is("bridge") {
            Some(Self::Railway)
        } else if is_motorway && !is("bridge") {
            Some(Self::Motorway)
        } else if own
            .get("barrier")
            .is_some_and(|v| WALLS.contains(&first(v)))
        {
            Some(Self::Wall)
        } else {
            is_building.then_some(Self::Building)
        }
    }
}

/// On which height a way runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Height {
    /// Its `layer`; 0 where it tells none that can be read.
    pub layer: i8,
    /// Whether it is a bridge, or a tunnel, or leads through or inside of a building.
    pub apart: bool,
}

impl Height {
    /// The height that tags tell, `None` for a way that is plainly on the ground.
    pub(crate) fn of(tags: Tags) -> Option<Self> {
        let own = tags.reading(KEYS);
        let other_than =
            |key: &str, plain: &[&str]| own.get(key).is_some_and(|v| !plain.contains(&v));
        let layer = own.get("layer").and_then(|v| first(v).parse().ok());
        let height = Self {
            layer: layer.unwrap_or(0),
            apart: other_than("bridge", &["no"])
                || other_than("tunnel", &["no"])
                || other_than("indoor", &["no"])
                || other_than("level", &["0"])
                || own.is_any("highway", &["elevator", "corridor"]),
        };
        (height != Self::default()).then_some(height)
    }

    /// Whether what is on this height may join what is on the other.
    pub fn meets(self, other: Self) -> bool {
        !self.apart && !other.apart && self.layer == other.layer
    }
}

/// Whether a service road leads no farther than cars go: a driveway, an aisle between parked cars.
pub(crate) fn is_drive(tags: Tags) -> bool {
    let own = tags.reading(KEYS);
    own.is("highway", "service") && own.is_any("service", &DRIVES)
}

/// Whether a way is the outline of an open square.
pub(crate) fn is_plaza(tags: Tags) -> bool {
    let own = tags.reading(KEYS);
    own.is("area", "yes") && own.is_any("highway", &["pedestrian", "footway"])
}

/// Whether a way is said to end at a node.
pub(crate) fn is_noexit(tags: Tags) -> bool {
    tags.reading(KEYS).is("noexit", "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hindrance(tags: &[(&str, &str)]) -> Option<Hindrance> {
        Hindrance::of(Tags(tags))
    }

    #[test]
    fn water_rails_motorways_walls_and_buildings_hinder() {
        for (tag, expected) in [
            (("natural", "water"), Hindrance::Water),
            (("waterway", "river"), Hindrance::Water),
            (("landuse", "basin"), Hindrance::Water),
            (("railway", "rail"), Hindrance::Railway),
            (("highway", "motorway_link"), Hindrance::Motorway),
            (("barrier", "fence;wall"), Hindrance::Wall),
            (("building", "yes"), Hindrance::Building),
        ] {
            assert_eq!(hindrance(&[tag]), Some(expected), "{tag:?}");
            assert_eq!(hindrance(&[tag, ("tunnel", "yes")]), None, "{tag:?}");
        }
        for tag in [
            ("railway", "tram"),
            ("waterway", "ditch"),
            ("barrier", "kerb"),
            ("barrier", "hedge"),
            ("building", "roof"),
            ("motorroad", "yes"),
            ("highway", "trunk"),
        ] {
            assert_eq!(hindrance(&[tag]), None, "{tag:?}");
        }
        let below = [("railway", "rail"), ("bridge", "viaduct")];
        assert_eq!(hindrance(&below), None);
        let road = [("highway", "trunk"), ("motorroad", "yes")];
        assert_eq!(hindrance(&road), Some(Hindrance::Motorway));
    }

    #[test]
    fn ways_meet_on_one_height_alone() {
        let of = |tags: &[(&str, &str)]| Height::of(Tags(tags)).unwrap_or_default();
        let ground = Height::default();
        for plain in [
            ("layer", "0"),
            ("bridge", "no"),
            ("tunnel", "no"),
            ("layer", "x"),
            ("level", "0"),
        ] {
            assert_eq!(Height::of(Tags(&[plain])), None, "{plain:?}");
        }
        for other in [
            ("layer", "-1"),
            ("bridge", "yes"),
            ("tunnel", "building_passage"),
            ("indoor", "yes"),
            ("level", "1"),
            ("highway", "elevator"),
        ] {
            assert!(!of(&[other]).meets(ground), "{other:?}");
        }
        let above = of(&[("layer", "1")]);
        assert!(above.meets(above) && ground.meets(ground));
        let bridge = of(&[("bridge", "yes")]);
        assert!(!bridge.meets(bridge));
    }
}
