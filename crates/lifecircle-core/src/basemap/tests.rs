//! Seas of planted coasts, and areas with holes.

use super::*;
use crate::observer::Silent;
use crate::osm::{ReadOptions, Side, read_with, side_of_ring};
use crate::place::CategoryTable;
use lifecircle_testkit::{HeaderBox, OsmBuilder, WildWorld};

/// A world in a box of 0 to 100 units of 1e-5 degrees each way; numbers below are these units.
fn map_of(world: &OsmBuilder) -> BaseMap {
    let options = ReadOptions {
        ground: true,
        ..ReadOptions::default()
    };
    let mut world = world.clone();
    world.encoding.bbox = HeaderBox::Nano([0, 0, 1_000_000, 1_000_000]);
    let file = world.bytes();
    let data = read_with(&*file, &CategoryTable::built_in(), options, &Silent).unwrap();
    BaseMap::of(&data, None, &Silent).unwrap()
}

fn coast(lines: &[&[(i32, i32)]]) -> BaseMap {
    let mut world = OsmBuilder::new();
    let mut known: Vec<(i32, i32)> = Vec::new();
    for (way, line) in (1..).zip(lines) {
        let mut refs = Vec::new();
        for &at in *line {
            let position = known.iter().position(|k| *k == at).unwrap_or_else(|| {
                known.push(at);
                known.len() - 1
            });
            refs.push(i64::try_from(position).unwrap() + 1);
        }
        world.way(way, &refs, "natural=coastline");
    }
    for (id, &(x, y)) in (1..).zip(&known) {
        world.node(id, x * 100, y * 100, "");
    }
    map_of(&world)
}

/// Whether a place is in the sea; `None` where that is not told.
fn is_sea(map: &BaseMap, x: i32, y: i32) -> Option<bool> {
    is_sea_at(map, [x * 100, y * 100])
}

/// The same of a place in 1e-7 degrees.
fn is_sea_at(map: &BaseMap, [x, y]: [i32; 2]) -> Option<bool> {
    let Sea::Known { rings, .. } = map.sea() else {
        return None;
    };
    let inside = |ring: &&Vec<[i32; 2]>| {
        let mut corners: Vec<(i32, i32)> = ring.iter().map(|&[x, y]| (x, y)).collect();
        corners.extend(corners.first().copied());
        side_of_ring((x, y), &corners) == Side::Inside
    };
    Some(rings.iter().filter(inside).count() % 2 == 1)
}

#[test]
fn a_coast_across_the_box_has_its_sea_to_the_right() {
    let north = coast(&[&[(-10, 50), (50, 60), (110, 50)]]);
    assert_eq!(is_sea(&north, 50, 20), Some(true));
    assert_eq!(is_sea(&north, 50, 80), Some(false));
    let turned = coast(&[&[(110, 50), (50, 60), (-10, 50)]]);
    assert_eq!(is_sea(&turned, 50, 20), Some(false));
    assert_eq!(is_sea(&turned, 50, 80), Some(true));
}

#[test]
fn a_bay_of_several_ways_is_closed_and_corners_belong_to_the_right_side() {
    // Water in the west; the coast comes in from the south and leaves to the north, in three ways out of order.
    let lines: [&[(i32, i32)]; 3] = [
        &[(60, 30), (90, 50), (60, 70)],
        &[(40, -10), (40, 20), (60, 30)],
        &[(60, 70), (40, 80), (40, 120)],
    ];
    let reversed: Vec<Vec<(i32, i32)>> = lines
        .iter()
        .map(|line| line.iter().rev().copied().collect())
        .collect();
    let west_is_land = coast(&lines);
    for (x, y, east) in [
        (5, 5, false),
        (5, 95, false),
        (80, 50, false),
        (95, 5, true),
        (95, 95, true),
    ] {
        assert_eq!(is_sea(&west_is_land, x, y), Some(east), "{x} {y}");
    }
    let borrowed: Vec<&[(i32, i32)]> = reversed.iter().map(Vec::as_slice).collect();
    let west_is_sea = coast(&borrowed);
    for (x, y, west) in [(5, 5, true), (80, 50, true), (95, 95, false)] {
        assert_eq!(is_sea(&west_is_sea, x, y), Some(west), "{x} {y}");
    }
}

#[test]
fn around_an_island_all_is_sea_and_a_ring_the_other_way_is_an_inland_sea() {
    let corners = [(30, 30), (70, 30), (70, 70), (30, 70), (30, 30)];
    let island = coast(&[&corners]);
    assert_eq!(is_sea(&island, 50, 50), Some(false));
    assert_eq!(is_sea(&island, 10, 90), Some(true));
    let turned: Vec<(i32, i32)> = corners.iter().rev().copied().collect();
    let inland = coast(&[&turned]);
    assert_eq!(is_sea(&inland, 50, 50), Some(true));
    assert_eq!(is_sea(&inland, 10, 90), Some(false));
}

#[test]
fn islands_before_a_coast_are_land_and_an_island_may_reach_over_the_edge() {
    let map = coast(&[
        &[(-10, 60), (110, 60)],
        &[(20, 20), (40, 20), (40, 40), (20, 40), (20, 20)],
        &[(80, 20), (120, 20), (120, 40), (80, 40), (80, 20)],
    ]);
    for (x, y, sea) in [
        (30, 30, false),
        (90, 30, false),
        (60, 30, true),
        (95, 10, true),
        (50, 90, false),
    ] {
        assert_eq!(is_sea(&map, x, y), Some(sea), "{x} {y}");
    }
}

#[test]
fn a_coast_that_ends_within_the_box_is_told_and_not_guessed() {
    let map = coast(&[&[(-10, 50), (50, 50)]]);
    assert_eq!(*map.sea(), Sea::Broken { ends: 1 });
    let gap = coast(&[&[(-10, 50), (40, 50)], &[(60, 50), (110, 50)]]);
    assert_eq!(*gap.sea(), Sea::Broken { ends: 2 });
    // Two coasts that both have water where the other has land.
    let contrary = coast(&[&[(-10, 40), (110, 40)], &[(-10, 70), (110, 70)]]);
    assert_eq!(*contrary.sea(), Sea::Broken { ends: 0 });
    assert!(
        map.things()
            .all(|thing| thing.kind == GroundKind::Coastline)
    );
}

#[test]
fn a_coast_whose_next_node_the_file_lacks_goes_on_to_the_edge() {
    let mut world = OsmBuilder::new();
    world.node(1, 500, 5000, "").node(2, 9500, 5000, "");
    world.way(1, &[8, 1, 2, 9], "natural=coastline");
    let map = map_of(&world);
    assert_eq!(is_sea(&map, 50, 20), Some(true));
    assert_eq!(is_sea(&map, 99, 49), Some(true));
    assert_eq!(is_sea(&map, 1, 51), Some(false));
}

#[test]
fn a_coast_that_is_led_on_far_is_told_and_none_is_led_on_from_the_middle() {
    let led = |x: i32| {
        let mut world = OsmBuilder::new();
        world.node(1, -1000, 5000, "").node(2, x * 100, 5000, "");
        world.way(1, &[1, 2, 9], "natural=coastline");
        map_of(&world).sea().clone()
    };
    for (x, told) in [(95, 0), (80, 1)] {
        assert!(
            matches!(led(x), Sea::Known { straight, .. } if straight == told),
            "{x}"
        );
    }
    assert_eq!(led(50), Sea::Broken { ends: 1 });
}

#[test]
fn nodes_that_a_line_lacks_are_passed_over_between_near_ones_alone() {
    let gap = |x: i32| {
        let mut world = OsmBuilder::new();
        world.node(1, -1000, 5000, "").node(2, 4000, 5000, "");
        world.node(3, x * 100, 5000, "").node(4, 11_000, 5000, "");
        world.way(1, &[1, 2, 8, 9, 3, 4], "natural=coastline");
        map_of(&world)
    };
    assert_eq!(is_sea(&gap(44), 42, 20), Some(true));
    assert_eq!(is_sea(&gap(44), 42, 80), Some(false));
    assert_eq!(*gap(60).sea(), Sea::Broken { ends: 2 });
}

#[test]
fn without_a_coast_in_the_box_there_is_no_sea() {
    let mut dry = OsmBuilder::new();
    dry.node(1, 5000, 5000, "");
    assert_eq!(*map_of(&dry).sea(), Sea::None);
    let far = coast(&[&[(150, 150), (190, 150), (190, 190), (150, 190), (150, 150)]]);
    assert_eq!(*far.sea(), Sea::None);
}

#[test]
fn areas_have_their_holes_and_names_and_open_ones_are_counted() {
    let mut world = OsmBuilder::new();
    for (id, (x, y)) in (1..).zip([
        (10, 10),
        (90, 10),
        (90, 90),
        (10, 90),
        (40, 40),
        (60, 40),
        (50, 60),
    ]) {
        world.node(id, x * 100, y * 100, "");
    }
    world.way(1, &[1, 2, 3], "").way(2, &[1, 4, 3], "");
    world.way(3, &[5, 6, 7, 5], "leisure=park name=Isla");
    world.way(4, &[1, 2, 3, 4], "landuse=forest");
    world.relation(
        9,
        &[(1, "outer"), (2, "outer"), (3, "inner")],
        "type=multipolygon natural=water name=Lago",
    );
    world.relation(
        10,
        &[(1, "outer"), (99, "outer")],
        "type=multipolygon landuse=forest",
    );
    let map = map_of(&world);
    let found: Vec<(GroundKind, Option<&str>, usize)> = map
        .things()
        .map(|thing| (thing.kind, thing.name, thing.parts().count()))
        .collect();
    assert_eq!(
        found,
        [
            (GroundKind::Park, Some("Isla"), 1),
            (GroundKind::Water, Some("Lago"), 2)
        ]
    );
    assert_eq!(map.areas_left_out(), 1);
}

#[test]
fn of_a_part_of_a_file_land_and_coast_reach_in_from_outside() {
    let mut world = OsmBuilder::new();
    let corners = [(-50, -50), (150, -50), (150, 150), (-50, 150)];
    for (id, (x, y)) in (1..).zip(corners) {
        world.node(id, x * 100, y * 100, "");
    }
    // Something inside, and a coast that passes through without a node there.
    world.node(9, 5000, 5000, "").node(10, 5100, 5000, "");
    world.node(11, -9000, 4000, "").node(12, 19_000, 4000, "");
    world.way(1, &[1, 2, 3, 4, 1], "landuse=forest");
    world.way(2, &[1, 2, 3, 4, 1], "building=yes");
    world.way(3, &[9, 10], "highway=residential");
    world.way(4, &[11, 12], "natural=coastline");
    let within = [0, 0, 10_000, 10_000];
    let options = ReadOptions {
        ground: true,
        within: Some(within),
        ..ReadOptions::default()
    };
    let file = world.bytes();
    let data = read_with(&*file, &CategoryTable::built_in(), options, &Silent).unwrap();
    let map = BaseMap::of(&data, Some(within), &Silent).unwrap();
    let kinds: Vec<GroundKind> = map.things().map(|thing| thing.kind).collect();
    assert_eq!(kinds, [GroundKind::Wood, GroundKind::Coastline]);
    assert_eq!(is_sea(&map, 50, 20), Some(true));
    assert_eq!(is_sea(&map, 50, 80), Some(false));
}

/// Whether a thing has a ring of exactly these corners, closed or not, from whichever on.
fn has_ring(thing: Thing, corners: &[[i32; 2]]) -> bool {
    thing.parts().any(|part| {
        let open = part.strip_suffix(&part[..1]).unwrap_or(part);
        open.len() == corners.len() && corners.iter().all(|corner| open.contains(corner))
    })
}

#[test]
fn coast_park_and_lake_of_wild_worlds_are_on_the_map() {
    let (mut with_shore, mut known) = (0, 0);
    for seed in 0..400 {
        let mut world = WildWorld::new(seed);
        let Some(shore) = world.shore.take() else {
            continue;
        };
        with_shore += 1;
        world.osm.encoding.bbox = HeaderBox::Nano(shore.bounds.map(|side| i64::from(side) * 100));
        let options = ReadOptions {
            ground: true,
            ..ReadOptions::default()
        };
        let Ok(data) = read_with(
            &*world.osm.bytes(),
            &CategoryTable::built_in(),
            options,
            &Silent,
        ) else {
            continue;
        };
        known += 1;
        let map = BaseMap::of(&data, None, &Silent).unwrap();
        let [sea, land] = shore.sea_and_land;
        assert_eq!(
            is_sea_at(&map, sea),
            Some(true),
            "world {seed}: {:?}",
            map.sea()
        );
        assert_eq!(is_sea_at(&map, land), Some(false), "world {seed}");
        // Closed along the edge: the corners in the south are in it, those in the north are not.
        let [west, south, east, north] = shore.bounds;
        for (lon, lat, is_wet) in [
            (west + 1, south + 1, true),
            (east - 1, south + 1, true),
            (west + 1, north - 1, false),
            (east - 1, north - 1, false),
        ] {
            assert_eq!(
                is_sea_at(&map, [lon, lat]),
                Some(is_wet),
                "world {seed}: {lon} {lat}"
            );
        }
        let of_kind = |kind| map.things().filter(move |thing| thing.kind == kind);
        assert!(
            of_kind(GroundKind::Park).any(|park| has_ring(park, &shore.park)),
            "world {seed}"
        );
        assert!(
            of_kind(GroundKind::Water)
                .any(|lake| shore.lake.iter().all(|ring| has_ring(lake, ring))),
            "world {seed}"
        );
    }
    assert!(with_shore > 100 && known > 90, "{with_shore} {known}");
}

#[test]
fn nothing_of_the_ground_is_read_unasked() {
    let mut plain = OsmBuilder::new();
    plain.node(1, 1000, 1000, "").node(2, 9000, 1000, "");
    plain.way(1, &[1, 2], "highway=residential");
    let mut whole = plain.clone();
    for (id, (x, y)) in (11..).zip([(0, 0), (50, 0), (50, 50), (0, 50)]) {
        whole.node(id, x * 100, y * 100, "");
    }
    let ring = [11, 12, 13, 14, 11];
    whole.way(11, &ring, "natural=wood name=Volkspark");
    whole.way(12, &ring, "");
    whole.way(13, &[11, 13], "natural=coastline");
    whole.way(14, &[12, 14], "waterway=river name=Fluss");
    whole.way(15, &[12, 14], "railway=rail");
    let lake = "type=multipolygon natural=water name=See";
    whole.relation(16, &[(12, "outer")], lake);
    let read = |world: &OsmBuilder, ground: bool| {
        let options = ReadOptions {
            ground,
            ..ReadOptions::default()
        };
        read_with(
            &*world.bytes(),
            &CategoryTable::built_in(),
            options,
            &Silent,
        )
        .unwrap()
    };
    let (plain, unasked, asked) = (read(&plain, false), read(&whole, false), read(&whole, true));
    assert_eq!(unasked.ground, plain.ground);
    assert_eq!(asked.ground.ways.len() + asked.ground.relations.len(), 5);
    assert_eq!(asked.ground.names.len(), 3);
    // Of all else as much is read.
    assert_eq!(unasked.nodes.lon, asked.nodes.lon);
    for way in 11..=15 {
        assert_eq!(unasked.ways.position(way), asked.ways.position(way));
    }
}
