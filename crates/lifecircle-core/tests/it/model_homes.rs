//! DESIGN §4.7 and 5: which elements are homes, where people leave them, how many they are.

use lifecircle_core::place::{HomeKind, OwnResidence};
use lifecircle_testkit::{Scene, World, walk_ms};

/// A street `a`–`b`, a square building `pqrs` (way 2), 10 m cells.
fn building(tags: &str) -> Scene {
    Scene::new(
        10,
        "
        a-----------b


            p---q
            |   |
            s---r
        ",
    )
    .way("ab", "highway=residential")
    .way("pqrsp", tags)
    .enough_dwellings()
}

/// The homes of a scene besides the fifty far away.
fn homes(world: &World) -> Vec<String> {
    let mut ids = world.home_ids();
    ids.retain(|id| !id.starts_with("way/10000"));
    ids
}

#[test]
fn dwellings_by_their_building_value() {
    for kind in [
        "apartments", "residential", "house", "detached", "semidetached_house", "terrace",
        "dormitory", "bungalow", "farm", "static_caravan", "houseboat", "cabin",
    ] {
        let world = building(&format!("building={kind}")).world();
        assert_eq!(homes(&world), ["way/2"], "{kind}");
        assert_eq!(world.residences.kind, HomeKind::Buildings);
        // A shop on the ground floor does not make it another building.
        assert_eq!(homes(&building(&format!("building={kind} shop=bakery")).world()), ["way/2"]);
    }
    for kind in ["yes", "office", "retail", "hotel", "commercial", "garage", "school", "no", "construction"] {
        assert!(homes(&building(&format!("building={kind}")).world()).is_empty(), "{kind}");
    }
}

#[test]
fn building_yes_inside_residential_landuse_unless_it_is_a_business() {
    // Landuse all around (way 1000100).
    let inside = |tags: &str| {
        let scene = Scene::new(
            10,
            "
            w-------------------x
              a-----------b
                 p---q
                 s---r
            z-------------------y
            ",
        )
        .way("ab", "highway=residential")
        .way("pqrsp", tags)
        .way_id(1_000_100, "wxyzw", "landuse=residential")
        .enough_dwellings();
        scene.world()
    };
    let world = inside("building=yes");
    assert_eq!(homes(&world), ["way/2"]);
    assert_eq!(world.residences.report.yes_left_out, 0);
    for key in ["amenity", "shop", "office", "craft", "tourism", "leisure", "parking"] {
        let world = inside(&format!("building=yes {key}=something"));
        assert!(homes(&world).is_empty(), "{key}");
        assert_eq!(world.residences.report.yes_left_out, 1, "{key}");
    }
    assert!(homes(&inside("building=office")).is_empty());
    let outside = building("building=yes").world();
    assert_eq!((homes(&outside).len(), outside.residences.report.yes_left_out), (0, 1));
}

#[test]
fn the_holes_of_a_residential_multipolygon_are_outside() {
    let scene = |role: &str| {
        Scene::new(
            10,
            "
            w-------------------x
              a-----------b
               t-------u
                 p---q
                 m---n
               k-------l
            z-------------------y
            ",
        )
        .way("ab", "highway=residential")
        .way("pqnmp", "building=yes")
        .way("wxyzw", "")
        .way("tulkt", "")
        .relation(7, &[(3, "outer"), (4, role)], "type=multipolygon landuse=residential")
        .enough_dwellings()
        .world()
    };
    assert!(homes(&scene("inner")).is_empty());
    // Without the hole (an outer inside an outer would be no hole for this test: another role).
    assert_eq!(homes(&scene("label")), ["way/2"]);
}

#[test]
fn a_multipolygon_home_is_one_home_and_its_outer_way_no_second() {
    let scene = |relation: &str, outer: &str| {
        let mut scene = building(outer);
        scene = scene.relation(7, &[(2, "outer")], relation);
        homes(&scene.world())
    };
    assert_eq!(scene("type=multipolygon building=apartments", ""), ["relation/7"]);
    assert_eq!(scene("type=multipolygon building=apartments", "building=apartments"), ["relation/7"]);
    assert_eq!(scene("type=multipolygon building=office", "building=apartments"), ["way/2"]);
    assert_eq!(scene("type=site building=apartments", "building=apartments"), ["way/2"]);
    let inner = building("building=house").relation(7, &[(2, "inner")], "type=multipolygon building=terrace");
    assert!(homes(&inner.world()).contains(&"way/2".to_owned()), "an inner way stays a home");
}

// ---- sampled points

/// A street of 12 cells of 20 m inside landuse, another outside; `n` houses besides.
fn sampled(houses: usize, landuse: &str) -> World {
    let mut scene = Scene::new(
        20,
        "
        w-------------x
        |a-----------b|
        z-------------y



         c-----------d
         e-----------f
        ",
    )
    .way("ab", "highway=service")
    .way("cd", "highway=residential")
    .way("ef", "highway=living_street")
    .way_id(1_000_100, "wxyzw", landuse)
    .enough_dwellings();
    scene.osm.ways.retain(|w| w.id < 1_000_000 + houses as i64 || w.id == 1_000_100);
    scene.world()
}

#[test]
fn fewer_than_fifty_homes_give_points_at_25_75_metres_inside_landuse() {
    let world = sampled(49, "landuse=residential");
    assert_eq!(world.residences.kind, HomeKind::Points);
    assert_eq!(world.residences.kind.word(), "points");
    // 12 cells of 20 m: 240 m.
    assert_eq!(world.home_ids(), ["way/1@25", "way/1@75", "way/1@125", "way/1@175", "way/1@225"]);
    assert!(world.residences.people_milli.iter().all(|&p| p == 1000));
    let metres = |i: usize| world.residences.access_of(i)[0].snap.unwrap();
    assert_eq!((metres(0).offset_mm, metres(0).leg_mm), (25_000, 0));
    assert_eq!(metres(4).offset_mm, 225_000);
    assert_eq!(sampled(50, "landuse=residential").residences.kind, HomeKind::Buildings);
    assert_eq!(sampled(50, "landuse=residential").residences.count(), 50);
}

#[test]
fn without_points_in_landuse_residential_and_living_streets_are_sampled() {
    let world = sampled(49, "landuse=retail");
    assert_eq!(world.residences.kind, HomeKind::StreetPoints);
    assert_eq!(world.residences.kind.word(), "points");
    let expected: Vec<String> = ["way/2", "way/3"]
        .iter()
        .flat_map(|way| [25, 75, 125, 175, 225].map(|m| format!("{way}@{m}")))
        .collect();
    assert_eq!(world.home_ids(), expected);
}

#[test]
fn sampling_skips_the_gap_of_missing_nodes() {
    // 5 + 5 known cells of 20 m with a gap between: 200 m of known stretches.
    let world = Scene::new(20, "a----b----x----c----d")
        .way("abxcd", "highway=residential")
        .without('x')
        .world();
    assert_eq!(world.home_ids(), ["way/1@25", "way/1@75", "way/1@125", "way/1@175"]);
    let at = |i: usize| world.residences.access_of(i)[0].at.lon;
    // 125 m is 25 m beyond c (15 cells from a), 75 m still before b.
    assert!((at(1) - (10.0 + 75.0 / 111_195.08)).abs() < 1e-6);
    assert!((at(2) - (10.0 + (15.0 * 20.0 + 25.0) / 111_195.08)).abs() < 1e-6);
}

#[test]
fn an_own_list_replaces_every_home() {
    let scene = building("building=house").home('a');
    assert_eq!(scene.world().home_ids(), ["a"]);
    assert_eq!(scene.world().residences.kind, HomeKind::Own);
    let none = building("building=house").set(|s| s.homes = Some(Vec::<OwnResidence>::new()));
    assert_eq!(none.world().residences.count(), 0);
}

// ---- positions

#[test]
fn a_home_without_entrance_starts_at_the_point_of_its_outline_nearest_to_a_street() {
    let scene = building("building=house").shop('b');
    let checked = scene.check();
    // The whole north side is 3 cells from the street; the first of equal points is p, at cell 4.
    assert_eq!(checked.legs("way/2"), [Some(scene.mm(3))]);
    let cell = |n| walk_ms(scene.mm(n));
    let ms = checked.ms("way/2").unwrap();
    assert!(ms == cell(3) + cell(12) - cell(4) || ms == cell(3) + cell(12) - cell(8), "{ms}");
}

#[test]
fn every_entrance_of_a_home_is_an_alternative_and_the_nearest_counts() {
    for kind in ["main", "yes", "staircase", "home"] {
        let scene = building("building=house")
            .tag('s', &format!("entrance={kind}"))
            .tag('r', "entrance=yes")
            .shop('b');
        let checked = scene.check();
        assert_eq!(checked.legs("way/2"), [Some(scene.mm(5)), Some(scene.mm(5))], "{kind}");
        let cell = |n| walk_ms(scene.mm(n));
        assert_eq!(checked.ms("way/2"), Some(cell(5) + cell(12) - cell(8)), "{kind}: through r");
        // Written is the entrance with the lowest id: r = 18 before s = 19.
        let access = checked.world.residences.access_of(checked.home("way/2"));
        assert_eq!((access[0].entrance, access[1].entrance), (Some(18), Some(19)));
    }
    for kind in ["shop", "service", "emergency", "garage", "no"] {
        let scene = building("building=house").tag('s', &format!("entrance={kind}"));
        assert_eq!(scene.check().legs("way/2"), [Some(scene.mm(3))], "{kind} is no way out of a home");
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
    assert_eq!(checked.legs("way/2"), [Some(scene.mm(1)), Some(scene.mm(2))]);
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
    let checked = building("building=house").without('p').without('r').shop('b').check();
    assert_eq!(checked.ms("way/2"), Some(cell(3) + cell(12) - cell(8)));
    // With none the home is dropped and counted.
    let none = building("building=house").without('p').without('q').without('r').without('s').world();
    assert!(homes(&none).is_empty());
    assert_eq!(none.residences.report.without_geometry, 1);
    assert_eq!(none.residences.report.dwellings, 51);
}

// ---- shops inside

#[test]
fn a_shop_that_is_the_home_or_strictly_inside_it_is_reached_in_no_time() {
    let own = building("building=apartments shop=convenience").check();
    assert_eq!((own.ms("way/2"), own.facility("way/2", "convenience")), (Some(0), Some("way/2")));
    let inside = |lon_cells: i32, lat_cells: i32| {
        let mut scene = building("building=apartments");
        let (unit, (west, _)) = (scene.map.cell_units(), scene.map.place('a'));
        scene.osm.node(900, west + lon_cells * unit, -lat_cells * unit, "shop=convenience");
        scene.check().nearest("way/2", "convenience").map(|f| (f.ms, f.leg_mm))
    };
    assert_eq!(inside(5, 4), Some((0, 0)), "inside");
    assert_ne!(inside(4, 4).unwrap().0, 0, "on the outline");
    assert_ne!(inside(9, 4).unwrap().0, 0, "outside");
}

#[test]
fn a_shop_inside_covers_a_home_without_any_street() {
    let mut scene = building("building=apartments").set(|s| s.max_snap_mm = 1000);
    let (unit, (west, _)) = (scene.map.cell_units(), scene.map.place('a'));
    scene.osm.node(900, west + 5 * unit, -4 * unit, "shop=convenience");
    let checked = scene.check();
    assert_eq!(checked.verdict("way/2", "convenience"), "covered");
    assert_eq!(checked.verdict("way/2", "market"), "unreachable");
}

// ---- people

/// Thousandths of a person in a building with these tags; its footprint is 4 × 2 cells of 10 m.
fn people(tags: &str) -> u64 {
    let world = building(tags).world();
    let home = world.home_ids().iter().position(|id| id == "way/2").unwrap();
    world.residences.people_milli[home]
}

/// Thousandths of a person on so many levels of the building's footprint.
fn on_levels(levels: f64) -> u64 {
    let side = |cells: u32| f64::from(Scene::new(10, "a").mm(cells)) / 1000.0;
    (side(4) * side(2) * levels / 37.0 * 1000.0).round() as u64
}

#[test]
fn people_come_from_population_households_or_floor_area() {
    assert_eq!(people("building=house population=12 building:levels=9"), 12_000);
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
        assert!(people(tags).abs_diff(on_levels(levels)) <= 1, "{tags}: {}", people(tags));
    }
}
