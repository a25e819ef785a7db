//! Walking model §4.6: where places join the network, legs, small components, direct walks.

use lifecircle_testkit::{Scene, units_mm, walk_ms};

#[test]
fn a_place_is_within_reach_up_to_and_including_max_snap() {
    let scene = Scene::new(
        49,
        "
        h
        |
        |
        |
        a----b
        ",
    )
    .way("ab", "highway=residential")
    .home('h')
    .shop('b');
    let leg = scene.mm(4);
    let at = |max: u32| scene.clone().set(|s| s.max_snap_mm = max).check();
    assert_eq!(leg, 196_015);
    assert_eq!(scene.check().legs("h"), [Some(leg)]);
    assert_eq!(at(leg).legs("h"), [Some(leg)]);
    assert_eq!(at(leg - 1).legs("h"), [None]);
    assert_eq!(at(leg - 1).verdict("h", "convenience"), "unreachable");
    assert_eq!(at(leg).ms("h"), Some(walk_ms(leg) + walk_ms(scene.mm(5))));
}

#[test]
fn the_default_limit_is_200_m() {
    let leg = |units: i32| {
        let mut scene = Scene::new(50, "a----b")
            .way("ab", "highway=residential")
            .home('a');
        let at = lifecircle_core::geodesy::LonLat::from_decimicro(100_000_000, units);
        scene.settings.homes.as_mut().unwrap()[0].at = at;
        scene.check().legs("a")[0]
    };
    assert_eq!(leg(17_986), Some(199_995));
    assert_eq!(leg(17_987), None, "200,007 mm");
}

#[test]
fn the_distance_is_equirectangular_at_the_places_latitude() {
    // At 60° N a degree of longitude is half as long.
    let mut scene = Scene::new(50, "h").home('h');
    scene.osm.nodes.clear();
    scene
        .osm
        .node(1, 0, 599_990_000, "")
        .node(2, 0, 600_010_000, "");
    scene.osm.way(1, &[1, 2], "highway=footway");
    let at = lifecircle_core::geodesy::LonLat {
        lon: 0.001,
        lat: 60.0,
    };
    scene.settings.homes.as_mut().unwrap()[0].at = at;
    assert_eq!(scene.check().legs("h"), [Some(units_mm(5000))]);
}

#[test]
fn ties_go_to_the_smaller_way_then_segment_then_offset() {
    // Halfway between two streets.
    for (north, south, expected) in [(7, 5, 5), (5, 7, 5)] {
        let scene = Scene::new(
            10,
            "
            a--------b

                 h

            c--------d
            ",
        )
        .way_id(north, "ab", "highway=residential")
        .way_id(south, "cd", "highway=residential")
        .way_id(9, "ac", "highway=residential")
        .home('h');
        let snap = scene.world().residences.ways_in_of(0)[0].snap.unwrap();
        assert_eq!(snap.leg_mm, scene.mm(2));
        // The three ways are one street b–a–c–d: the offset tells which was taken.
        let way = if snap.offset_mm == scene.mm(4) {
            north
        } else {
            south
        };
        assert_eq!(way, expected, "{snap:?}");
    }
    // In the angle of a V, as far from one segment as from the other.
    let v = Scene::new(
        10,
        "
        a

          h

        b---------c
        ",
    )
    .way("abc", "highway=residential")
    .home('h');
    let snap = v.check().world.residences.ways_in_of(0)[0].snap.unwrap();
    assert_eq!(
        (snap.leg_mm, snap.offset_mm),
        (v.mm(2), v.mm(2)),
        "the first segment"
    );
    let mut back = v.clone();
    back.osm.ways[0].refs.reverse();
    let snap = back.check().world.residences.ways_in_of(0)[0].snap.unwrap();
    assert_eq!(
        (snap.leg_mm, snap.offset_mm),
        (v.mm(2), v.mm(6)),
        "the first segment"
    );
}

#[test]
fn an_outline_that_crosses_a_street_twice_joins_it_at_the_smaller_offset() {
    for way in ["ab", "ba"] {
        let scene = Scene::new(
            10,
            "
                p---q
            a-----------b
                s---r
            ",
        )
        .way(way, "highway=residential")
        .way("rspqr", "building=house")
        .enough_dwellings();
        let world = scene.world();
        let home = world
            .home_ids()
            .iter()
            .position(|id| id == "way/2")
            .unwrap();
        let snap = world.residences.ways_in_of(home)[0].snap.unwrap();
        assert_eq!((snap.leg_mm, snap.offset_mm), (0, scene.mm(4)), "{way}");
    }
}

/// A way under test near `h`, and a plain street farther off; both lead to `s`.
fn beside(tags: &str) -> Option<i64> {
    let scene = Scene::new(
        10,
        "
        a-----------b
              h


        c-----------d---s
        ",
    )
    .way("ab", tags)
    .way("cds", "highway=tertiary")
    .way("bd", "highway=steps")
    .home('h')
    .shop('s');
    let checked = scene.check();
    assert!(checked.ms("h").is_some(), "{tags}");
    let leg = checked.legs("h")[0].unwrap();
    let way = checked.snapped_way("h");
    assert_eq!(leg, scene.mm(if way == Some(1) { 1 } else { 3 }), "{tags}");
    way
}

#[test]
fn nobody_joins_tunnels_bridges_elevators_steps_corridors_platforms_and_piers() {
    for tags in [
        "highway=footway tunnel=yes",
        "highway=footway tunnel=culvert",
        "highway=residential bridge=yes",
        "highway=footway bridge=viaduct",
        "highway=elevator",
        "highway=steps",
        "highway=corridor",
        "highway=footway indoor=yes",
        "highway=footway indoor=room",
        "highway=platform",
        "railway=platform",
        "public_transport=platform",
        "man_made=pier",
        "highway=footway railway=platform",
        "highway=footway public_transport=platform",
        "highway=service man_made=pier",
        "highway=footway access=no",
    ] {
        assert_eq!(beside(tags), Some(2), "{tags}");
    }
    for tags in [
        "highway=footway",
        "highway=footway tunnel=no",
        "highway=service tunnel=building_passage",
        "highway=residential bridge=no",
        "highway=footway indoor=no",
        "highway=footway layer=-1 covered=yes",
        "highway=trunk",
        "highway=footway access=private",
    ] {
        assert_eq!(beside(tags), Some(1), "{tags}");
    }
}

#[test]
fn a_bridge_is_crossed_though_nobody_joins_it() {
    let scene = Scene::new(50, "h---a---b---s")
        .way("ha", "highway=residential")
        .way("ab", "highway=residential bridge=yes")
        .way("bs", "highway=residential")
        .home('h')
        .shop('s');
    assert_eq!(scene.ms(), Some(3 * walk_ms(scene.mm(4))));
}

#[test]
fn a_small_component_is_used_only_when_no_other_is_in_range() {
    // Ways 2 (1 km, beside the home) and 1 (3 km); cells of 50 m.
    let scene = |rows: usize, home_way: &str| {
        let gap = "\n".repeat(rows);
        let drawing = format!(
            "c-------------------d\n     h\n{gap}a-----------------------------------------------------------b\n"
        );
        Scene::new(50, &drawing)
            .way("ab", "highway=residential")
            .way("cd", home_way)
            .home('h')
    };
    let snapped = |scene: Scene| scene.check().snapped_way("h");
    assert_eq!(
        snapped(scene(1, "highway=residential")),
        Some(1),
        "way 2 is nearer, but small"
    );
    assert_eq!(
        snapped(scene(4, "highway=residential")),
        Some(2),
        "way 1 is out of range"
    );
    let far = scene(4, "highway=residential").check();
    assert_eq!(far.verdict("h", "convenience"), "island");
    assert_eq!(far.world.built.report.small_components, 1);
    assert_eq!(far.world.built.report.islands, 1);
}

#[test]
fn two_km_are_not_small_and_neither_is_the_largest() {
    let scene = |cells: usize| {
        let line = "-".repeat(cells - 1);
        let long = "-".repeat(60);
        let drawing = format!("c{line}d\n   h\n\na{long}b");
        Scene::new(50, &drawing)
            .way("ab", "highway=residential")
            .way("cd", "highway=residential")
            .home('h')
    };
    // 40 cells are 2,000,177 mm.
    assert_eq!(scene(40).mm(40), 2_000_177);
    assert_eq!(scene(39).check().snapped_way("h"), Some(1));
    assert_eq!(scene(40).check().snapped_way("h"), Some(2));
    let alone = Scene::new(50, "c---d")
        .way("cd", "highway=residential")
        .home('c');
    assert_eq!(alone.check().world.built.report.small_components, 0);
}

#[test]
fn private_arcs_and_passages_join_a_full_component_and_closed_ones_do_not() {
    let scene = |middle: &str| {
        let long = "-".repeat(60);
        Scene::new(50, &format!("h----a------b{long}c"))
            .way("ha", "highway=residential")
            .way("ab", middle)
            .way("bc", "highway=residential")
            .home('h')
            .shop('c')
            .check()
    };
    assert_eq!(
        scene("highway=footway access=no").verdict("h", "convenience"),
        "island"
    );
    assert_eq!(
        scene("highway=footway access=private").verdict("h", "convenience"),
        "not_covered"
    );
    assert_eq!(
        scene("highway=footway").verdict("h", "convenience"),
        "not_covered"
    );
}

#[test]
fn an_island_with_a_cut_end_is_none() {
    let long = "-".repeat(60);
    let scene = Scene::new(50, &format!("h----x-----b{long}c"))
        .way("hx", "highway=residential")
        .way("bc", "highway=residential")
        .home('h');
    assert_eq!(
        scene.clone().shop('c').check().verdict("h", "convenience"),
        "island"
    );
    // The same street goes on to a node the file lacks: small, but no island.
    let mut cut = scene.shop('c');
    cut.osm.ways[0].refs.push(999);
    assert_eq!(cut.check().verdict("h", "convenience"), "edge");
}
