//! Walking model §4.8: cut ends — where the data stops, and what that makes of a verdict.

use lifecircle_core::network::{CutEnd, Extent};
use lifecircle_testkit::{HeaderBox, Map, Scene, World, pack_of, rule, walk_ms};

/// Numbers of the nodes with this reason.
pub(crate) fn cut(world: &World, reason: CutEnd) -> Vec<i64> {
    let network = &world.network;
    let nodes = network.node_osm.iter().zip(&network.cut);
    nodes
        .filter(|(_, c)| c.contains(reason))
        .map(|(&id, _)| id)
        .collect()
}

pub(crate) fn ids(letters: &str) -> Vec<i64> {
    letters.chars().map(Map::id).collect()
}

#[test]
fn a_way_that_continues_to_a_missing_node_is_cut_at_its_last_known_one() {
    let scene = Scene::new(50, "a--b--x--c--d")
        .way("abxcd", "highway=residential")
        .without('x')
        .home('a');
    let world = scene.world();
    assert_eq!(cut(&world, CutEnd::MISSING_NODE), ids("bc"));
    assert_eq!(world.network.report.cut_missing, 2);
    assert!(world.network.report.edge_known);
    // Several missing in a row, at the start and at the end.
    let scene = Scene::new(50, "w--x--a--b--y")
        .way("wxaby", "highway=residential")
        .without('w')
        .without('x')
        .without('y');
    assert_eq!(cut(&scene.world(), CutEnd::MISSING_NODE), ids("ab"));
    // Ways nobody walks on do not count.
    let rail = Scene::new(50, "a--b--x")
        .way("ab", "highway=residential")
        .way("bx", "railway=rail")
        .without('x');
    assert!(cut(&rail.world(), CutEnd::MISSING_NODE).is_empty());
}

/// A street of four cells of 50 m and a box in cells (west, east) around it.
fn boxed(west: i64, east: i64) -> Scene {
    let scene = Scene::new(50, "a-b-c")
        .way("abc", "highway=residential")
        .home('b')
        .shop('b');
    let unit = i64::from(scene.map.cell_units()) * 100;
    let origin = 10_000_000_000;
    let bbox = [origin + west * unit, -unit, origin + east * unit, unit];
    scene.boxed(HeaderBox::Nano(bbox))
}

#[test]
fn a_node_on_or_outside_the_box_of_the_header_is_a_cut_end() {
    assert!(cut(&boxed(-1, 5).world(), CutEnd::OUTSIDE).is_empty());
    assert_eq!(
        cut(&boxed(-1, 4).world(), CutEnd::OUTSIDE),
        ids("c"),
        "on it"
    );
    assert_eq!(
        cut(&boxed(-1, 3).world(), CutEnd::OUTSIDE),
        ids("c"),
        "outside"
    );
    assert_eq!(
        cut(&boxed(0, 2).world(), CutEnd::OUTSIDE),
        ids("abc"),
        "a on, b on, c outside"
    );
    assert!(boxed(-1, 5).world().network.report.edge_known);
}

#[test]
fn the_box_is_compared_in_nanodegrees() {
    let mut scene = boxed(-1, 4);
    let HeaderBox::Nano(nano) = &mut scene.osm.encoding.bbox else {
        panic!("it has one");
    };
    nano[2] += 1;
    assert!(
        cut(&scene.world(), CutEnd::OUTSIDE).is_empty(),
        "c lies a nanodegree inside"
    );
}

#[test]
fn an_extent_replaces_the_box() {
    let unit = i64::from(boxed(0, 0).map.cell_units()) * 100;
    let origin = 10_000_000_000;
    let wide = Extent::BoxNano([origin - unit, -unit, origin + 5 * unit, unit]);
    let world = boxed(0, 2).set(|s| s.extent = Some(wide)).world();
    assert!(cut(&world, CutEnd::OUTSIDE).is_empty());
    // A triangle that holds a and b, with c outside.
    let cell = f64::from(boxed(0, 0).map.cell_units()) / 1e7;
    let corner = |x: f64, y: f64| (10.0 + x * cell, y * cell);
    let ring: geo::LineString<f64> = vec![
        corner(-1.0, -2.0),
        corner(-1.0, 2.0),
        corner(3.0, 0.0),
        corner(-1.0, -2.0),
    ]
    .into();
    let polygon = geo::MultiPolygon::new(vec![geo::Polygon::new(ring, vec![])]);
    let world = boxed(-1, 5)
        .set(|s| s.extent = Some(Extent::Polygon(polygon)))
        .world();
    assert_eq!(cut(&world, CutEnd::OUTSIDE), ids("c"));
}

#[test]
fn without_box_extent_and_cut_end_the_edge_is_not_known() {
    // A relation names the only way, so that no box can be inferred.
    let of = |highway: &str| {
        Scene::new(50, "a--b")
            .way("ab", &format!("highway={highway}"))
            .relation(1, &[(1, "")], "type=route")
            .boxed(HeaderBox::LeftOut)
    };
    let known = |scene: Scene| scene.world().network.report.edge_known;
    assert!(!known(of("residential")));
    let backwards = of("residential").boxed(HeaderBox::Nano([5, 5, 1, 1]));
    assert!(!known(backwards), "a box inside out is none");
    assert!(known(of("primary")));
}

#[test]
fn the_end_of_an_arterial_that_nothing_touches_is_assumed_to_be_cut() {
    let assumed = |scene: Scene| cut(&scene.world(), CutEnd::ASSUMED);
    for highway in [
        "trunk",
        "trunk_link",
        "primary",
        "primary_link",
        "secondary",
        "secondary_link",
        "tertiary",
        "tertiary_link",
    ] {
        let scene = Scene::new(50, "a--b--c").way("abc", &format!("highway={highway}"));
        assert_eq!(assumed(scene), ids("ac"), "{highway}");
    }
    for highway in ["residential", "unclassified", "service", "footway"] {
        assert!(
            assumed(Scene::new(50, "a--b--c").way("abc", &format!("highway={highway}"))).is_empty()
        );
    }
    // Touched by any other way with a highway tag, even one nobody may walk or that does not exist yet.
    for other in [
        "highway=footway",
        "highway=motorway",
        "highway=proposed",
        "highway=construction",
        "railway=platform",
    ] {
        let scene = Scene::new(50, "a--b--c--d")
            .way("abc", "highway=primary")
            .way("cd", other);
        assert_eq!(assumed(scene), ids("a"), "{other}");
    }
    for other in [
        "railway=rail",
        "building=yes",
        "barrier=fence",
        "waterway=river",
    ] {
        let scene = Scene::new(50, "a--b--c--d")
            .way("abc", "highway=primary")
            .way("cd", other);
        assert_eq!(assumed(scene), ids("ac"), "{other}");
    }
    // Or by the way itself a second time: a lasso.
    let lasso = Scene::new(
        50,
        "
        a--b--c
           |  |
           e--d
        ",
    )
    .way("abcdeb", "highway=secondary");
    assert_eq!(assumed(lasso), ids("a"));
    let ring = Scene::new(50, "a--b\n|  |\nd--c").way("abcda", "highway=tertiary");
    assert!(assumed(ring).is_empty());
    // Counted apart.
    let world = Scene::new(50, "a--b").way("ab", "highway=primary").world();
    let report = world.network.report;
    assert_eq!(
        (report.cut_assumed, report.cut_missing, report.cut_outside),
        (2, 0, 0)
    );
    // A motorway with foot=yes is no trunk…tertiary way.
    assert!(assumed(Scene::new(50, "a--b").way("ab", "highway=motorway foot=yes")).is_empty());
}

/// A home 2 cells beside a street that is cut 8 cells on; a shop too far away.
fn near_an_edge(limit_ms: u32, more: &str) -> &'static str {
    edge_scene(limit_ms, more)
        .check()
        .verdict("h", "convenience")
}

fn edge_scene(limit_ms: u32, more: &str) -> Scene {
    let minutes = f64::from(limit_ms) / 60_000.0;
    let pack = pack_of(&rule(
        "convenience",
        &format!("minutes = {minutes:.9}\n{more}"),
    ));
    Scene::new(
        20,
        "
                  h

        s---------a-------c--x
        ",
    )
    .way("sacx", "highway=residential")
    .without('x')
    .home('h')
    .shop('s')
    .set(|s| s.pack = pack)
}

#[test]
fn a_cut_end_within_the_limit_leg_included_makes_a_missed_rule_unknown() {
    let cell = |n| walk_ms(Scene::new(20, "a").mm(n));
    // c is node 3, s node 19: the street runs from c, a lies at 8 of 18 cells.
    let to_edge = cell(2) + cell(8);
    let to_shop = cell(2) + cell(18) - cell(8);
    assert_eq!(edge_scene(to_edge, "").check().ms("h"), Some(to_shop));
    assert_eq!(near_an_edge(to_edge, ""), "edge");
    assert_eq!(near_an_edge(to_edge - 1, ""), "not_covered");
    assert_eq!(
        near_an_edge(to_shop, ""),
        "covered",
        "covered beats unknown"
    );
    assert_eq!(near_an_edge(to_shop - 1, ""), "edge");
    // For a minimum count the k-th decides.
    assert_eq!(near_an_edge(to_shop, "min_count = 2"), "edge");
}

#[test]
fn the_edge_is_reached_by_the_legal_walk_only() {
    let scene = |middle: &str| {
        Scene::new(20, "h---a---b---x")
            .way("ha", "highway=tertiary")
            .way("ab", middle)
            .way("bx", "highway=tertiary")
            .without('x')
            .home('h')
            // A shop far off, so that there is data; and the assumed end beside the home taken away.
            .tag('b', "shop=supermarket")
            .set(|s| s.pack = pack_of(&rule("convenience", "minutes = 5")))
            .set(|s| s.replace = true)
    };
    let verdict = |scene: Scene| {
        let mut scene = scene;
        // A footpath beside the home: its end is not assumed to be cut.
        let (lon, lat) = scene.map.place('h');
        scene.osm.node(900, lon, lat + 100, "");
        scene.osm.way(90, &[8, 900], "highway=footway");
        scene.osm.way(91, &[1, 901], "highway=proposed");
        scene.osm.way(92, &[2, 901], "highway=proposed");
        scene.check().verdict("h", "convenience")
    };
    assert_eq!(verdict(scene("highway=footway")), "edge");
    assert_eq!(verdict(scene("highway=footway access=no")), "not_covered");
    let oneway = verdict(scene("highway=footway oneway:foot=-1"));
    assert_eq!(oneway, "not_covered");
    // At the far end of private ground the edge is still met, as a place there would be.
    assert_eq!(verdict(scene("highway=footway access=private")), "edge");
    // Behind an open stretch after private ground it is not.
    let beyond = Scene::new(20, "h---a---b---c---x")
        .way("ha", "highway=residential")
        .way("ab", "highway=footway access=private")
        .way("bcx", "highway=residential")
        .without('x')
        .home('h')
        .set(|s| s.replace = true);
    assert_eq!(beyond.check().verdict("h", "convenience"), "not_covered");
}

#[test]
fn an_edge_counts_at_the_moved_limits_too() {
    let cell = |n| walk_ms(Scene::new(20, "a").mm(n));
    let to_edge = cell(2) + cell(8);
    let checked = edge_scene(to_edge * 100 / 105, "").check();
    let at = |percent| checked.verdict_at("h", "convenience", percent);
    assert_eq!(
        (at(90), at(100), at(110)),
        ("not_covered", "not_covered", "edge")
    );
}

#[test]
fn for_metre_rules_the_edge_is_compared_in_millimetres() {
    let scene = edge_scene(1000, "");
    let mm = scene.mm(2) + scene.mm(8);
    let at = |limit: u32| {
        let metres = format!("metres = {}.{:03}", limit / 1000, limit % 1000);
        let pack = pack_of(&rule("convenience", &metres));
        scene
            .clone()
            .set(|s| s.pack = pack)
            .check()
            .verdict("h", "convenience")
    };
    assert_eq!((at(mm), at(mm - 1)), ("edge", "not_covered"));
}
