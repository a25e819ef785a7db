//! Walking model §4.7: which elements are homes, and sampled points.

use lifecircle_core::place::{HomeKind, OwnResidence};
use lifecircle_testkit::{Scene, World};

/// A street `a`–`b`, a square building `pqrs` (way 2), 10 m cells.
pub(crate) fn building(tags: &str) -> Scene {
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
pub(crate) fn homes(world: &World) -> Vec<String> {
    let mut ids = world.home_ids();
    ids.retain(|id| !id.starts_with("way/10000"));
    ids
}

#[test]
fn dwellings_by_their_building_value() {
    for kind in [
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
    ] {
        let world = building(&format!("building={kind}")).world();
        assert_eq!(homes(&world), ["way/2"], "{kind}");
        assert_eq!(world.residences.kind, HomeKind::Buildings);
        // A shop on the ground floor does not make it another building.
        assert_eq!(
            homes(&building(&format!("building={kind} shop=bakery")).world()),
            ["way/2"]
        );
    }
    for kind in [
        "yes",
        "office",
        "retail",
        "hotel",
        "commercial",
        "garage",
        "school",
        "no",
        "construction",
    ] {
        assert!(
            homes(&building(&format!("building={kind}")).world()).is_empty(),
            "{kind}"
        );
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
    for key in [
        "amenity", "shop", "office", "craft", "tourism", "leisure", "parking",
    ] {
        let world = inside(&format!("building=yes {key}=something"));
        assert!(homes(&world).is_empty(), "{key}");
        assert_eq!(world.residences.report.yes_left_out, 1, "{key}");
    }
    assert!(homes(&inside("building=office")).is_empty());
    let outside = building("building=yes").world();
    assert_eq!(
        (
            homes(&outside).len(),
            outside.residences.report.yes_left_out
        ),
        (0, 1)
    );
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
        .relation(
            7,
            &[(3, "outer"), (4, role)],
            "type=multipolygon landuse=residential",
        )
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
    assert_eq!(
        scene("type=multipolygon building=apartments", ""),
        ["relation/7"]
    );
    assert_eq!(
        scene(
            "type=multipolygon building=apartments",
            "building=apartments"
        ),
        ["relation/7"]
    );
    assert_eq!(
        scene("type=multipolygon building=office", "building=apartments"),
        ["way/2"]
    );
    assert_eq!(
        scene("type=site building=apartments", "building=apartments"),
        ["way/2"]
    );
    let inner = building("building=house").relation(
        7,
        &[(2, "inner")],
        "type=multipolygon building=terrace",
    );
    assert!(
        homes(&inner.world()).contains(&"way/2".to_owned()),
        "an inner way stays a home"
    );
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
    scene
        .osm
        .ways
        .retain(|w| w.id < 1_000_000 + houses as i64 || w.id == 1_000_100);
    scene.world()
}

#[test]
fn fewer_than_fifty_homes_give_points_at_25_75_metres_inside_landuse() {
    let world = sampled(49, "landuse=residential");
    assert_eq!(world.residences.kind, HomeKind::Points);
    assert_eq!(world.residences.kind.word(), "points");
    // 12 cells of 20 m: 240 m.
    assert_eq!(
        world.home_ids(),
        [
            "way/1@25",
            "way/1@75",
            "way/1@125",
            "way/1@175",
            "way/1@225"
        ]
    );
    assert!(world.residences.people_milli.iter().all(|&p| p == 1000));
    let metres = |i: usize| world.residences.ways_in_of(i)[0].snap.unwrap();
    assert_eq!((metres(0).offset_mm, metres(0).leg_mm), (25_000, 0));
    assert_eq!(metres(4).offset_mm, 225_000);
    assert_eq!(
        sampled(50, "landuse=residential").residences.kind,
        HomeKind::Buildings
    );
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
    assert_eq!(
        world.home_ids(),
        ["way/1@25", "way/1@75", "way/1@125", "way/1@175"]
    );
    let at = |i: usize| world.residences.ways_in_of(i)[0].at.lon;
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

#[test]
fn a_polygon_of_a_list_is_entered_at_its_point_nearest_to_a_street() {
    // A square of 40 m, its near side 20 m north of the street.
    let scene = Scene::new(
        20,
        "
        d-c
        | |
        e-f
        | |
        a----b
        ",
    )
    .way("ab", "highway=residential");
    let ring: Vec<_> = "dcfe".chars().map(|letter| scene.lon_lat(letter)).collect();
    let far = scene.lon_lat('d');
    let row = OwnResidence {
        outline: vec![ring],
        ..OwnResidence::new("h".to_owned(), 1000, far)
    };
    let world = scene.set(|s| s.homes = Some(vec![row])).world();
    let [way_in] = world.residences.ways_in_of(0) else {
        panic!("one way in")
    };
    assert!(way_in.snap.is_some());
    assert!(
        way_in.at.lat < far.lat,
        "not at its first corner: {:?}",
        way_in.at
    );
}
