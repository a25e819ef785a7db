//! What is in a city.

use crate::read::{City, value};
use osmpbfreader::{Tags, Way};
use std::collections::{BTreeMap, BTreeSet};

const HOMES: [&str; 6] = [
    "apartments",
    "residential",
    "house",
    "detached",
    "terrace",
    "farm",
];

#[test]
fn the_smallest_city_has_all_that_the_rules_need() {
    for (km2, seed) in [
        (0.2, 1),
        (0.2, 2),
        (0.5, 3),
        (1.0, 1),
        (1.0, 2),
        (1.0, 3),
        (1.0, 4),
        (1.0, 5),
    ] {
        let city = City::new(km2, seed);
        assert!(city.report.homes > 0, "{km2} km2, seed {seed}");
        for (key, expected) in [
            ("shop", "convenience"),
            ("shop", "supermarket"),
            ("amenity", "marketplace"),
            ("landuse", "residential"),
            ("barrier", "gate"),
            ("highway", "pedestrian"),
            ("area", "yes"),
            ("type", "boundary"),
            ("type", "multipolygon"),
        ] {
            assert!(
                city.count(key, expected) > 0,
                "{key}={expected} in {km2} km2, seed {seed}"
            );
        }
    }
}

#[test]
fn a_city_has_everything() {
    let city = City::new(25.0, 1);
    for tag in "highway=primary highway=secondary highway=tertiary highway=residential highway=living_street \
        highway=service highway=footway highway=path highway=steps highway=track highway=unclassified \
        highway=crossing highway=traffic_signals footway=sidewalk footway=crossing bridge=yes tunnel=yes \
        barrier=wall barrier=fence barrier=gate barrier=lift_gate locked=yes access=private foot=yes \
        waterway=river natural=water railway=rail leisure=park amenity=school landuse=industrial \
        building=apartments building=residential building=house building=yes entrance=staircase entrance=main \
        landuse=residential admin_level=8 admin_level=10 \
        shop=convenience shop=supermarket amenity=marketplace shop=greengrocer shop=butcher shop=seafood \
        amenity=fast_food amenity=restaurant shop=laundry shop=dry_cleaning shop=hairdresser shop=beauty \
        amenity=pharmacy craft=tailor craft=shoemaker shop=bicycle amenity=post_office amenity=parcel_locker \
        amenity=recycling amenity=kindergarten amenity=social_facility leisure=fitness_centre shop=books \
        amenity=training shop=massage shop=vacant disused:shop=convenience opening_hours=24/7"
        .split_whitespace()
    {
        let (key, expected) = tag.split_once('=').unwrap();
        assert!(city.count(key, expected) > 0, "{tag}");
    }
    assert!(city.tags().any(|tags| tags.contains_key("addr:street")));
    let trunk = City::new(60.0, 1).count("highway", "trunk");
    assert!(
        trunk > 8,
        "a large city has a trunk ring, not {trunk} pieces of one"
    );
}

/// The points of a closed way.
type Ring = Vec<(i64, i64)>;

fn ring(way: &Way, positions: &BTreeMap<i64, (i32, i32)>) -> Ring {
    way.nodes
        .iter()
        .map(|node| positions[&node.0])
        .map(|(x, y)| (x.into(), y.into()))
        .collect()
}

fn contains(ring: &Ring, (x, y): (i64, i64)) -> bool {
    let crossed = ring.windows(2).filter(|side| {
        let ((ax, ay), (bx, by)) = (side[0], side[1]);
        // The side passes to the right of the point.
        (ay > y) != (by > y) && (((bx - ax) * (y - ay) > (x - ax) * (by - ay)) == (by > ay))
    });
    crossed.count() % 2 == 1
}

fn middle(ring: &Ring) -> (i64, i64) {
    let corners = &ring[1..];
    let count = i64::try_from(corners.len()).unwrap_or(1);
    let sum = |axis: fn(&(i64, i64)) -> i64| corners.iter().map(axis).sum::<i64>() / count;
    (sum(|point| point.0), sum(|point| point.1))
}

#[test]
fn the_report_counts_homes_as_the_tool_does() {
    for (km2, seed) in [(1.0, 3), (5.0, 4)] {
        let city = City::new(km2, seed);
        let positions = city.positions();
        let residential: Vec<Ring> = city
            .ways
            .iter()
            .filter(|way| way.tags.contains("landuse", "residential"))
            .map(|way| ring(way, &positions))
            .collect();
        let ways = city
            .ways
            .iter()
            .filter(|way| match value(&way.tags, "building") {
                "yes" => {
                    let at = middle(&ring(way, &positions));
                    !is_service(&way.tags) && residential.iter().any(|area| contains(area, at))
                }
                building => HOMES.contains(&building),
            });
        let relations = city
            .relations
            .iter()
            .filter(|relation| HOMES.contains(&value(&relation.tags, "building")));
        assert_eq!(city.report.homes, (ways.count() + relations.count()) as u64);
    }
}

/// The object is an open shop or service.
fn is_service(tags: &Tags) -> bool {
    let leisure =
        ["fitness_centre", "sports_centre", "amusement_arcade"].contains(&value(tags, "leisure"));
    let amenity = !["", "school", "parking"].contains(&value(tags, "amenity"));
    let shop = !["", "vacant"].contains(&value(tags, "shop"));
    let other = tags.contains_key("craft") || tags.contains_key("office");
    (leisure || amenity || shop || other) && !tags.contains("opening_hours", "closed")
}

#[test]
fn the_report_counts_open_shops() {
    for (km2, seed) in [(1.0, 3), (25.0, 2)] {
        let city = City::new(km2, seed);
        let services = city.tags().filter(|tags| is_service(tags)).count();
        assert_eq!(city.report.facilities, services as u64);
    }
}

#[test]
fn shops_are_as_many_as_in_a_real_circle() {
    let city = City::new(100.0, 1);
    let floors = |way: &Way| value(&way.tags, "building:levels").parse().unwrap_or(1.0);
    let positions = city.positions();
    let area = |way: &Way| {
        let ring = ring(way, &positions);
        let twice: i64 = ring
            .windows(2)
            .map(|side| side[0].0 * side[1].1 - side[1].0 * side[0].1)
            .sum();
        // 1e-7 degrees of longitude and latitude here, in metres.
        #[allow(clippy::cast_precision_loss, reason = "the area of a house")]
        let square = twice.abs() as f64 / 2.0;
        square * 0.009_262 * 0.011_12
    };
    let homes = city
        .ways
        .iter()
        .filter(|way| HOMES.contains(&value(&way.tags, "building")));
    let people: f64 = homes.map(|way| area(way) * floors(way) / 37.0).sum();
    #[allow(clippy::cast_precision_loss, reason = "some thousands")]
    let rate = |count: usize| count as f64 / people * 20_000.0;
    let all = rate(usize::try_from(city.report.facilities).unwrap());
    assert!(
        (150.0..330.0).contains(&all),
        "{all} outlets for 20,000 people"
    );
    let convenience = rate(city.count("shop", "convenience"));
    assert!(
        (7.0..15.0).contains(&convenience),
        "{convenience} convenience stores"
    );
    let markets = rate(city.count("amenity", "marketplace"));
    assert!((1.0..2.5).contains(&markets), "{markets} markets");
    let supermarkets = rate(city.count("shop", "supermarket"));
    assert!(
        (1.5..4.0).contains(&supermarkets),
        "{supermarkets} supermarkets"
    );
}

/// The number of nodes of walkable ways that can be reached from the busiest piece, and of all.
fn connected(city: &City) -> (usize, usize) {
    let mut next: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for way in city
        .ways
        .iter()
        .filter(|way| way.tags.contains_key("highway"))
    {
        for pair in way.nodes.windows(2) {
            next.entry(pair[0].0).or_default().push(pair[1].0);
            next.entry(pair[1].0).or_default().push(pair[0].0);
        }
    }
    let mut seen = BTreeSet::new();
    let mut largest = 0;
    for &start in next.keys() {
        let (mut open, before) = (vec![start], seen.len());
        while let Some(node) = open.pop() {
            if seen.insert(node) {
                open.extend(&next[&node]);
            }
        }
        largest = largest.max(seen.len() - before);
    }
    (largest, seen.len())
}

#[test]
fn streets_hang_together() {
    for (km2, seed) in [(0.2, 4), (1.0, 6), (5.0, 9), (5.0, 586_006), (25.0, 3)] {
        let city = City::new(km2, seed);
        let (largest, all) = connected(&city);
        assert_eq!(largest, all, "{km2} km2, seed {seed}");
    }
}

#[test]
fn gates_are_where_a_way_meets_a_wall() {
    let city = City::new(5.0, 3);
    let nodes_of = |key: &'static str| -> BTreeSet<i64> {
        let ways = city.ways.iter().filter(|way| way.tags.contains_key(key));
        ways.flat_map(|way| way.nodes.iter().map(|node| node.0))
            .collect()
    };
    let (streets, walls) = (nodes_of("highway"), nodes_of("barrier"));
    let gates: Vec<i64> = city
        .nodes
        .iter()
        .filter(|node| node.tags.contains_key("barrier"))
        .map(|node| node.id.0)
        .collect();
    assert!(gates.len() > 30);
    assert!(
        gates
            .iter()
            .all(|gate| streets.contains(gate) && walls.contains(gate))
    );
    // A street has no other way through a wall.
    let doors = streets
        .intersection(&walls)
        .filter(|node| !gates.contains(node));
    assert_eq!(doors.count(), 0);
}

#[test]
fn boundaries_are_closed_rings() {
    let city = City::new(25.0, 2);
    let ways: BTreeMap<i64, &Way> = city.ways.iter().map(|way| (way.id.0, way)).collect();
    let boundaries: Vec<_> = city
        .relations
        .iter()
        .filter(|relation| relation.tags.contains("type", "boundary"))
        .collect();
    assert!(boundaries.len() > 20);
    for relation in boundaries {
        let mut ends: BTreeMap<i64, usize> = BTreeMap::new();
        for member in &relation.refs {
            assert_eq!(member.role, "outer");
            let way = ways[&member.member.inner_id()];
            assert!(way.tags.contains("boundary", "administrative"));
            for end in [way.nodes.first(), way.nodes.last()].into_iter().flatten() {
                *ends.entry(end.0).or_default() += 1;
            }
        }
        assert!(
            ends.values().all(|&count| count == 2),
            "{:?}",
            relation.tags
        );
        assert!(!value(&relation.tags, "name").is_empty());
    }
}

#[test]
fn areas_are_closed() {
    let city = City::new(5.0, 6);
    for way in &city.ways {
        let area = ["building", "landuse", "natural", "leisure"]
            .iter()
            .any(|key| way.tags.contains_key(*key));
        if area || way.tags.contains("area", "yes") {
            assert!(
                way.nodes.len() > 4 && way.nodes.first() == way.nodes.last(),
                "{way:?}"
            );
        }
    }
}
