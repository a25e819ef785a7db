//! Walking model §4.7 and 5: where people leave home, shops inside it, how many live there.

use lifecircle_testkit::{Scene, metres_units, walk_ms};

use crate::model_homes::{building, homes};

#[test]
fn a_home_without_entrance_starts_at_the_point_of_its_outline_nearest_to_a_street() {
    let scene = building("building=house").shop('b');
    let checked = scene.check();
    // The whole north side is 3 cells from the street; the first of equal points is p, at cell 4.
    assert_eq!(checked.legs("way/2"), [Some(scene.mm(3))]);
    let cell = |n| walk_ms(scene.mm(n));
    let ms = checked.ms("way/2").unwrap();
    assert!(
        ms == cell(3) + cell(12) - cell(4) || ms == cell(3) + cell(12) - cell(8),
        "{ms}"
    );
}

#[test]
fn every_entrance_of_a_home_is_an_alternative_and_the_nearest_counts() {
    for kind in ["main", "yes", "staircase", "home"] {
        let scene = building("building=house")
            .tag('s', &format!("entrance={kind}"))
            .tag('r', "entrance=yes")
            .shop('b');
        let checked = scene.check();
        assert_eq!(
            checked.legs("way/2"),
            [Some(scene.mm(5)), Some(scene.mm(5))],
            "{kind}"
        );
        let cell = |n| walk_ms(scene.mm(n));
        assert_eq!(
            checked.ms("way/2"),
            Some(cell(5) + cell(12) - cell(8)),
            "{kind}: through r"
        );
        // Written is the entrance with the lowest id: r = 18 before s = 19.
        let access = checked.world.residences.ways_in_of(checked.home("way/2"));
        assert_eq!(
            (access[0].entrance, access[1].entrance),
            (Some(18), Some(19))
        );
    }
    for kind in ["shop", "service", "emergency", "garage", "no"] {
        let scene = building("building=house").tag('s', &format!("entrance={kind}"));
        assert_eq!(
            scene.check().legs("way/2"),
            [Some(scene.mm(3))],
            "{kind} is no way out of a home"
        );
    }
}

#[test]
fn each_entrance_snaps_by_itself() {
    let scene = Scene::new(
        10,
        "
        a-----------b
            p---q
            |   |
            s---r

        c-----------d
        ",
    )
    .way("ab", "highway=residential")
    .way("pqrsp", "building=house")
    .way("cd", "highway=residential")
    .way("acc", "highway=steps")
    .tag('p', "entrance=main")
    .tag('r', "entrance=yes")
    .enough_dwellings()
    .shop('d');
    let checked = scene.check();
    assert_eq!(
        checked.legs("way/2"),
        [Some(scene.mm(1)), Some(scene.mm(2))]
    );
    let cell = |n| walk_ms(scene.mm(n));
    assert_eq!(checked.ms("way/2"), Some(cell(2) + cell(12) - cell(8)));
}

#[test]
fn an_outline_with_missing_nodes_is_its_known_stretches_else_its_known_nodes() {
    // Without p the stretches are q–r–s: nearest is q, 3 cells from the street.
    let scene = building("building=house").without('p').shop('b');
    let checked = scene.check();
    let cell = |n| walk_ms(scene.mm(n));
    assert_eq!(checked.ms("way/2"), Some(cell(3) + cell(12) - cell(8)));
    assert_eq!(checked.world.residences.report.incomplete, 1);
    // Without p and r no two neighbours are known: the nodes q and s alone.
    let checked = building("building=house")
        .without('p')
        .without('r')
        .shop('b')
        .check();
    assert_eq!(checked.ms("way/2"), Some(cell(3) + cell(12) - cell(8)));
    // With none the home is dropped and counted.
    let none = building("building=house")
        .without('p')
        .without('q')
        .without('r')
        .without('s')
        .world();
    assert!(homes(&none).is_empty());
    assert_eq!(none.residences.report.without_geometry, 1);
    assert_eq!(none.residences.report.dwellings, 51);
}

// ---- shops inside

#[test]
fn a_shop_that_is_the_home_or_strictly_inside_it_is_reached_in_no_time() {
    let own = building("building=apartments shop=convenience").check();
    assert_eq!(
        (own.ms("way/2"), own.facility("way/2", "convenience")),
        (Some(0), Some("way/2"))
    );
    let inside = |lon_cells: i32, lat_cells: i32| {
        let mut scene = building("building=apartments");
        let (unit, (west, _)) = (scene.map.cell_units(), scene.map.place('a'));
        scene.osm.node(
            900,
            west + lon_cells * unit,
            -lat_cells * unit,
            "shop=convenience",
        );
        scene
            .check()
            .nearest("way/2", "convenience")
            .map(|f| (f.ms, f.leg_mm))
    };
    assert_eq!(inside(5, 4), Some((0, 0)), "inside");
    assert_ne!(inside(4, 4).unwrap().0, 0, "on the outline");
    assert_ne!(inside(9, 4).unwrap().0, 0, "outside");
}

#[test]
fn a_shop_inside_covers_a_home_without_any_street() {
    let mut scene = building("building=apartments").set(|s| s.max_snap_mm = 1000);
    let (unit, (west, _)) = (scene.map.cell_units(), scene.map.place('a'));
    scene
        .osm
        .node(900, west + 5 * unit, -4 * unit, "shop=convenience");
    let checked = scene.check();
    assert_eq!(checked.verdict("way/2", "convenience"), "covered");
    assert_eq!(checked.verdict("way/2", "market"), "unreachable");
}

// ---- people

/// Thousandths of a person in a building with these tags; its footprint is 4 × 2 cells of 10 m.
fn people(tags: &str) -> u64 {
    let world = building(tags).world();
    let home = world
        .home_ids()
        .iter()
        .position(|id| id == "way/2")
        .unwrap();
    world.residences.people_milli[home]
}

/// Thousandths of a person on so many levels of the building's footprint.
fn on_levels(levels: f64) -> u64 {
    // 1e-7 degrees are 11.119508 mm.
    let side = |cells: i32| f64::from(cells * metres_units(10)) * 0.011_119_508_023;
    (side(4) * side(2) * levels / 37.0 * 1000.0).round() as u64
}

#[test]
fn people_come_from_population_households_or_floor_area() {
    assert_eq!(
        people("building=house population=12 building:levels=9"),
        12_000
    );
    assert_eq!(people("building=house people=7.5"), 7_500);
    assert_eq!(people("building=house households=10"), 26_000);
    for (tags, levels) in [
        ("building=house building:levels=3", 3.0),
        ("building=house building:levels=3.9", 3.0),
        ("building=house building:levels=500", 120.0),
        ("building=house height=12", 4.0),
        ("building=house building:levels=2 height=30", 2.0),
        ("building=apartments", 6.0),
        ("building=dormitory", 5.0),
        ("building=residential", 4.0),
        ("building=house", 2.0),
        ("building=detached", 2.0),
        ("building=semidetached_house", 2.0),
        ("building=terrace", 2.0),
        ("building=farm", 2.0),
        ("building=bungalow", 1.0),
        ("building=houseboat", 1.0),
    ] {
        assert!(
            people(tags).abs_diff(on_levels(levels)) <= 1,
            "{tags}: {}",
            people(tags)
        );
    }
}
