//! Tags of wild worlds: every key that the model reads, with ordinary and with absurd values.

use crate::osm::TagList;
use crate::rng::Rng;

/// What an element of a kind is tagged with: one of the first list, and some of the second.
pub(super) type Kind = (&'static [Words], &'static [Words]);

/// A key and its ordinary values.
type Words = (&'static str, &'static [&'static str]);

pub(super) const STREET: Kind = (
    &[
        ("highway", WAYS),
        ("highway", WAYS),
        ("highway", WAYS),
        ("highway", &["residential", "living_street", "footway"]),
        ("railway", &["platform", "rail"]),
        ("public_transport", &["platform"]),
        ("man_made", &["pier"]),
        ("route", &["ferry"]),
    ],
    &[
        ("area", &["yes", "no"]),
        ("foot", ACCESS),
        ("access", ACCESS),
        ("foot:conditional", CONDITIONS),
        ("access:conditional", CONDITIONS),
        ("motorroad", &["yes"]),
        ("oneway", &["yes", "-1", "1", "no"]),
        ("oneway:foot", &["yes", "-1", "no"]),
        (
            "conveying",
            &["forward", "backward", "yes", "no", "reversible"],
        ),
        ("tunnel", &["yes", "building_passage", "no"]),
        ("bridge", &["yes", "no"]),
        ("indoor", &["yes", "no"]),
        ("wheelchair", &["yes", "no", "limited"]),
        ("name", NAMES),
        ("name:zh", NAMES),
        ("disused", &["yes"]),
        ("abandoned", &["yes"]),
    ],
);

pub(super) const NODE: Kind = (
    &[
        ("barrier", BARRIERS),
        (
            "entrance",
            &["main", "yes", "staircase", "home", "service", "no"],
        ),
        (
            "highway",
            &["crossing", "traffic_signals", "elevator", "stop"],
        ),
        (
            "place",
            &[
                "suburb",
                "quarter",
                "neighbourhood",
                "village",
                "city",
                "hamlet",
            ],
        ),
    ],
    &[
        ("access", ACCESS),
        ("foot", ACCESS),
        ("locked", &["yes", "no"]),
        ("crossing", &["traffic_signals", "uncontrolled", "no"]),
        ("name", NAMES),
        ("wheelchair", &["no"]),
    ],
);

pub(super) const GATE: Kind = (
    &[("barrier", &["gate", "lift_gate", "swing_gate", "entrance"])],
    &[
        ("access", ACCESS),
        ("foot", ACCESS),
        ("locked", &["yes"]),
        ("foot:conditional", CONDITIONS),
        ("access:conditional", CONDITIONS),
        ("opening_hours", &["Mo-Fr 08:00-18:00", "24/7"]),
    ],
);

pub(super) const BUILDING: Kind = (
    &[("building", DWELLINGS)],
    &[
        ("building:levels", &["1", "6", "33", "0"]),
        ("height", &["18 m", "9", "100m"]),
        ("population", &["0", "4", "1200"]),
        ("people", &["3"]),
        ("households", &["24"]),
        ("amenity", &["school"]),
        ("shop", SHOPS),
        ("office", &["company"]),
        ("craft", &["tailor"]),
        ("tourism", &["hotel"]),
        ("leisure", &["sports_centre"]),
        ("parking", &["multi-storey"]),
        ("name", NAMES),
        ("end_date", &["1999", "2099-01-01"]),
        ("disused:building", &["yes"]),
    ],
);

pub(super) const LANDUSE: Kind = (
    &[("landuse", &["residential", "retail", "forest"])],
    &[("name", NAMES), ("residential", &["gated", "urban"])],
);

/// What relations are: areas, dwellings, plazas, facilities.
pub(super) const AREA: Kind = (
    &[
        ("landuse", &["residential", "retail"]),
        ("building", DWELLINGS),
        ("highway", &["pedestrian", "footway", "service"]),
        ("place", &["square"]),
        ("shop", SHOPS),
        ("amenity", &["marketplace"]),
    ],
    &[
        ("area", &["yes"]),
        ("leisure", &["park", "garden"]),
        ("foot", ACCESS),
        ("access", ACCESS),
        ("name", NAMES),
        ("building:levels", &["6", "18"]),
        ("population", &["700"]),
    ],
);

pub(super) const FACILITY: Kind = (
    &[
        ("shop", SHOPS),
        ("shop", &["convenience", "supermarket"]),
        ("amenity", &["marketplace", "fuel", "cafe"]),
    ],
    &[
        ("name", NAMES),
        ("brand", NAMES),
        ("brand:wikidata", &["Q1", ""]),
        ("convenience", &["yes"]),
        ("opening_hours", &["24/7", "off", "Mo-Fr 08:00-18:00"]),
        ("disused", &["yes"]),
        ("disused:shop", &["convenience"]),
        ("abandoned", &["yes"]),
        ("end_date", &["2001"]),
        ("access", ACCESS),
        ("foot", ACCESS),
        ("indoor", &["yes"]),
        ("building", &["retail", "yes"]),
        ("landuse", &["retail"]),
    ],
);

/// What a facility was or will be, and what makes it something else.
pub(super) const FORMER: Kind = (
    &[
        ("disused:shop", SHOPS),
        ("disused:amenity", &["marketplace", "yes"]),
        ("was:shop", SHOPS),
        ("was:amenity", &["marketplace", "yes"]),
        ("abandoned:shop", SHOPS),
        ("abandoned:amenity", &["marketplace", "yes"]),
        ("closed:shop", SHOPS),
        ("closed:amenity", &["marketplace", "yes"]),
        ("demolished:shop", SHOPS),
        ("demolished:amenity", &["marketplace", "yes"]),
        ("removed:shop", SHOPS),
        ("removed:amenity", &["marketplace", "yes"]),
        ("razed:shop", SHOPS),
        ("razed:amenity", &["marketplace", "yes"]),
        ("old:shop", SHOPS),
        ("old:amenity", &["marketplace", "yes"]),
        ("proposed:shop", SHOPS),
        ("proposed:amenity", &["marketplace", "yes"]),
        ("planned:shop", SHOPS),
        ("planned:amenity", &["marketplace", "yes"]),
        ("construction:shop", SHOPS),
        ("construction:amenity", &["marketplace", "yes"]),
    ],
    &[
        ("healthcare", &["pharmacy", "yes"]),
        ("railway", &["station"]),
        ("public_transport", &["station"]),
        ("highway", &["bus_stop", "services"]),
        ("man_made", &["tower"]),
        ("route", &["bus"]),
        ("boundary", &["administrative"]),
        ("place", &["square"]),
        ("natural", &["tree"]),
        ("waterway", &["dock"]),
        ("historic", &["memorial"]),
    ],
);

const WAYS: &[&str] = &[
    "motorway",
    "motorway_link",
    "trunk",
    "trunk_link",
    "primary",
    "primary_link",
    "secondary",
    "tertiary",
    "tertiary_link",
    "residential",
    "living_street",
    "footway",
    "pedestrian",
    "path",
    "steps",
    "cycleway",
    "bridleway",
    "corridor",
    "platform",
    "crossing",
    "elevator",
    "service",
    "unclassified",
    "road",
    "track",
    "construction",
    "proposed",
    "raceway",
    "no",
];
const ACCESS: &[&str] = &[
    "yes",
    "designated",
    "permissive",
    "public",
    "private",
    "residents",
    "customers",
    "permit",
    "delivery",
    "destination",
    "no",
    "use_sidepath",
    "agricultural",
    "military",
    "emergency",
];
const CONDITIONS: &[&str] = &[
    "no @ (22:00-06:00)",
    "yes @ (Mo-Fr 08:00-18:00)",
    "private @ (Su); no @ (Sa 12:00-14:00)",
];

const BARRIERS: &[&str] = &[
    "gate",
    "wall",
    "fence",
    "hedge",
    "block_wall",
    "retaining_wall",
    "city_wall",
    "ditch",
    "bollard",
    "lift_gate",
    "entrance",
    "kissing_gate",
    "turnstile",
];
const DWELLINGS: &[&str] = &[
    "apartments",
    "residential",
    "house",
    "detached",
    "semidetached_house",
    "terrace",
    "dormitory",
    "bungalow",
    "farm",
    "static_caravan",
    "houseboat",
    "cabin",
    "yes",
    "retail",
];
const SHOPS: &[&str] = &[
    "convenience",
    "supermarket",
    "greengrocer",
    "butcher",
    "seafood",
    "farm",
    "wholesale",
    "department_store",
    "yes",
    "general",
    "vacant",
];
const NAMES: &[&str] = &[
    "Calle Mayor",
    "人民路",
    "永辉超市",
    "全家",
    "便利 24",
    "菜市场",
    "家具批发市场",
    "شارع",
    "A & <B> \"C\"",
];
/// What no mapper means: for any key.
const ABSURD: &[&str] = &[
    "",
    " ",
    ";",
    "yes;no",
    "-1",
    "1e9",
    "-1e308",
    "1e400",
    "NaN",
    "inf",
    "0x10",
    "999999999999999999999",
    "no\nyes",
    "\u{0}",
    "\u{202e}oN",
    "😀",
    "=1+1",
    "null",
    "*",
    "|",
    "👩‍👩‍👧‍👦",
    "\t",
    "1,5",
    "\u{feff}yes",
];
/// Letters of the longest name.
const HUGE: usize = 3_000;

/// Some tags of a kind.
pub(super) fn tags(rng: &mut Rng, (first, others): Kind) -> TagList {
    let mut tags = TagList::new();
    let (key, values) = first[rng.below(first.len())];
    let value = value(rng, key, values, 8);
    tags.push((key.to_owned(), value));
    for _ in 0..rng.below(4) {
        let (key, values) = others[rng.below(others.len())];
        let value = self::value(rng, key, values, 20);
        tags.push((key.to_owned(), value));
    }
    tags
}

/// A value: ordinary, or absurd that often in a hundred.
fn value(rng: &mut Rng, key: &str, values: &[&str], absurd: usize) -> String {
    if !rng.percent(absurd) {
        return values[rng.below(values.len())].to_owned();
    }
    if matches!(key, "name" | "name:zh" | "brand") && rng.percent(10) {
        return ["长", "W", "\u{301}"][rng.below(3)].repeat(1 + rng.below(HUGE));
    }
    ABSURD[rng.below(ABSURD.len())].to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use lifecircle_core::osm::{PlaceFilter, keys_of_rules};
    use lifecircle_core::place::CategoryTable;

    use super::*;

    #[test]
    fn worlds_carry_every_key_that_is_read() {
        let kinds = [
            STREET, NODE, GATE, BUILDING, LANDUSE, AREA, FACILITY, FORMER,
        ];
        let words = kinds
            .iter()
            .flat_map(|(first, others)| first.iter().chain(*others));
        // Relations get it from their own part of a world.
        let carried: BTreeSet<&str> = words.map(|word| word.0).chain(["type"]).collect();
        let table = CategoryTable::built_in();
        let mut read: BTreeSet<&str> = keys_of_rules().collect();
        read.extend(table.keys().iter().map(String::as_str));
        let lacking: Vec<_> = read.difference(&carried).collect();
        assert!(lacking.is_empty(), "no world carries {lacking:?}");
    }
}
