//! Walking model §4.7: residential areas that are not whole, buildings that are not closed, and where points stand.

use lifecircle_core::metric::Profile;
use lifecircle_core::place::{HomeKind, ResidenceReport};
use lifecircle_testkit::{Scene, World};

/// A street `a`–`b` through the lower half of a square `w`, `x`, `y`, `z`.
fn square() -> Scene {
    Scene::new(
        20,
        "
        w---m---x
        |       |
        l       n
        |a-----b|
        z---k---y
        ",
    )
    .way("ab", "highway=service")
}

const LANDUSE: &str = "landuse=residential";
const AREA: &str = "type=multipolygon landuse=residential";

/// Whether the street lies in an area: else points stand along no street, since it is no residential one.
fn is_inside(scene: &Scene) -> bool {
    let world = scene.world();
    let kinds = [HomeKind::Points, HomeKind::StreetPoints];
    assert!(kinds.contains(&world.residences.kind));
    world.residences.kind == HomeKind::Points
}

/// Areas used in part, areas left out, rings left out.
fn counts(scene: &Scene) -> [u64; 3] {
    let report: ResidenceReport = scene.world().residences.report;
    [
        report.areas_in_part,
        report.areas_left_out,
        report.area_rings_left_out,
    ]
}

#[test]
fn an_area_with_missing_nodes_is_judged_by_the_known_ones_where_more_is_known_than_drawn() {
    let whole = square().way("wmxnykzlw", LANDUSE);
    assert!(is_inside(&whole));
    assert_eq!(counts(&whole), [0, 0, 0]);
    // One corner missing; in the middle of the list, and as its first and last node.
    for ring in ["wmxnykzlw", "xnykzlwmx"] {
        let part = square().way(ring, LANDUSE).without('x');
        assert!(is_inside(&part), "{ring}");
        assert_eq!(counts(&part), [1, 0, 0]);
    }
    // Of 32 cells, w and n missing: known are m-x, y to l; drawn are x-y and l-m.
    let part = square().way("wmxnykzlw", LANDUSE).without('w').without('n');
    assert!(is_inside(&part));
    // Only w to x is known, 8 of them: 8 + sides of the rest are drawn.
    let most = square()
        .way("wmxnykzlw", LANDUSE)
        .without('n')
        .without('k')
        .without('z')
        .without('l');
    assert!(!is_inside(&most), "m and y are left beside w and x");
    assert_eq!(counts(&most), [0, 1, 1]);
    // Two places make no polygon.
    let two = square().way("abxa", LANDUSE).without('x');
    assert_eq!(counts(&two), [0, 1, 1]);
}

#[test]
fn as_much_drawn_as_known_is_enough() {
    // On the equator's west-east lines: known w-m and m-w back, drawn as long as that.
    let flat = |ring: &str| {
        Scene::new(20, "w---m---x\na-----b")
            .way("ab", "highway=service")
            .way(ring, LANDUSE)
    };
    // w, m, x known in a row, x to w drawn.
    let even = flat("wmxaw").without('a');
    assert_eq!(counts(&even), [1, 0, 0]);
    // w-m known, m-x and x-w drawn.
    let less = flat("wmaxaw").without('a');
    assert_eq!(counts(&less), [0, 1, 1]);
}

#[test]
fn the_known_members_of_a_relation_are_joined_and_closed_straight() {
    let relation = |members: &[(i64, &str)]| {
        square()
            .way_id(11, "lw", "")
            .way_id(12, "wmx", "")
            .way_id(13, "xny", "")
            .way_id(14, "ykzl", "")
            .relation(7, members, AREA)
    };
    let all = relation(&[(11, "outer"), (12, "outer"), (13, "outer"), (14, "")]);
    assert!(is_inside(&all));
    assert_eq!(counts(&all), [0, 0, 0]);
    // Way 99 is not in the file, in the place of 13; whichever of the others is named first.
    for order in [[11, 12, 14], [12, 11, 14], [14, 12, 11], [12, 14, 11]] {
        let [a, b, c] = order;
        let part = relation(&[(a, "outer"), (99, "outer"), (b, "outer"), (c, "outer")]);
        assert!(is_inside(&part), "{order:?}");
        assert_eq!(counts(&part), [1, 0, 0], "{order:?}");
    }
    // A chain that is open though nothing is missing is no ring, as before.
    let open = relation(&[(11, "outer"), (12, "outer"), (14, "outer")]);
    assert!(!is_inside(&open));
    assert_eq!(counts(&open), [0, 1, 1]);
    // Nothing of it is in the file.
    assert_eq!(
        counts(&relation(&[(98, "outer"), (99, "outer")])),
        [0, 1, 0]
    );
}

#[test]
fn an_outer_ring_serves_without_the_other_and_an_inner_one_in_part_is_a_hole() {
    let scene = |hole: &str, missing: &[char]| {
        let scene = Scene::new(
            20,
            "
            w-----------x
            |           |
            |c----g----d|
            |  a-----b  |
            |f----h----e|
            |           |
            z-----------y     p---q
            ",
        )
        .way("ab", "highway=service")
        .way_id(11, "wxyzw", "")
        .way_id(12, hole, "")
        .way_id(13, "pqrp", "")
        .relation(7, &[(11, "outer"), (12, "inner"), (13, "outer")], AREA);
        missing.iter().fold(scene, |scene, &m| scene.without(m))
    };
    // Way 13 names a node that no file holds: p and q alone close nothing.
    assert!(!is_inside(&scene("cgdehfc", &[])), "in the hole");
    assert_eq!(counts(&scene("cgdehfc", &[])), [1, 0, 1]);
    // The hole without g is c-d straight: a hole all the same.
    assert!(!is_inside(&scene("cgdehfc", &['g'])));
    // Of c and d, e alone is known beside them: no hole.
    assert!(is_inside(&scene("cgdehfc", &['g', 'h', 'f'])));
    assert_eq!(counts(&scene("cgdehfc", &['g', 'h', 'f'])), [1, 0, 2]);
}

#[test]
fn a_building_that_is_not_closed_is_no_building() {
    let scene = |house: &str, tags: &str| {
        square()
            .enough_dwellings()
            .way_id(5, "wmxnykzlw", LANDUSE)
            .way_id(6, house, tags)
    };
    let is_home = |world: &World| world.home_ids().contains(&"way/6".to_owned());
    for tags in ["building=house", "building=yes"] {
        let closed = scene("wmnkw", tags).world();
        assert!(is_home(&closed), "{tags}");
        assert_eq!(closed.residences.report.unclosed_buildings, 0);
        let open = scene("wmnk", tags).world();
        assert!(!is_home(&open), "{tags}");
        let report = open.residences.report;
        assert_eq!((report.unclosed_buildings, report.yes_left_out), (1, 0));
        // Whether it is closed is told by its references, not by what is known of them.
        let unknown = scene("wmnkw", tags).without('w').world();
        assert!(is_home(&unknown), "{tags}");
        let ends = scene("wmnl", tags).without('w').without('l').world();
        assert!(!is_home(&ends), "{tags}");
    }
    // Members of a multipolygon are its outline.
    let members = scene("wmn", "building=house")
        .way_id(7, "nkw", "building=house")
        .relation(
            9,
            &[(6, "outer"), (7, "outer")],
            "type=multipolygon building=house",
        )
        .world();
    assert!(members.home_ids().contains(&"relation/9".to_owned()));
    let report = members.residences.report;
    assert_eq!((report.unclosed_buildings, report.outer_ways), (0, 2));
}

/// The points along ways of these tags, inside landuse, for a profile.
fn points(tags: &str, profile: &str, no_trunk: bool) -> Vec<String> {
    let world = Scene::new(20, "a-----b-----c")
        .way("ab", "highway=residential")
        .way("bc", tags)
        .way("abca", LANDUSE)
        .set(|s| {
            s.profile = Profile::named(profile).unwrap();
            s.no_trunk = no_trunk;
        })
        .world();
    world.home_ids()
}

#[test]
fn points_stand_only_where_the_profile_may_walk() {
    let both = ["way/1@25", "way/1@75", "way/2@25", "way/2@75"];
    let first = &both[..2];
    let of = |tags: &str, profile: &str| points(tags, profile, false);
    for profile in Profile::names() {
        let rolls = ["stroller", "wheelchair"].contains(&profile);
        let expected = |closed: bool| if closed { first } else { &both[..] };
        assert_eq!(of("highway=footway", profile), both);
        assert_eq!(of("highway=footway access=private", profile), both);
        for closed in ["highway=footway foot=no", "highway=service access=no"] {
            assert_eq!(of(closed, profile), first, "{closed} {profile}");
        }
        assert_eq!(of("highway=steps", profile), expected(rolls), "{profile}");
        let step_free = of("highway=footway wheelchair=no", profile);
        assert_eq!(step_free, expected(profile == "wheelchair"), "{profile}");
    }
    assert_eq!(points("highway=trunk", "adult", true), first);
    assert_eq!(points("highway=trunk", "adult", false), both);
}

#[test]
fn the_second_try_keeps_off_closed_streets_too() {
    let world = Scene::new(20, "a-----b-----c")
        .way("ab", "highway=residential")
        .way("bc", "highway=living_street access=no")
        .world();
    assert_eq!(world.residences.kind, HomeKind::StreetPoints);
    assert_eq!(world.home_ids(), ["way/1@25", "way/1@75"]);
}
