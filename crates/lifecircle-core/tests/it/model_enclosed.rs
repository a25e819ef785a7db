//! Walking model §4.4: which pieces of open ground are public, which are enclosed.

use lifecircle_core::metric::{Gates, Profile};
use lifecircle_core::network::Extent;
use lifecircle_testkit::{Scene, World, walk_ms};

/// Numbers of the ways of enclosed streets, each once.
pub(crate) fn enclosed(world: &World) -> Vec<i64> {
    let streets = &world.built.streets;
    let mut ways: Vec<i64> = world
        .streets()
        .filter(|s| streets.enclosed[s.index()])
        .map(|s| streets.way_osm[s.index()])
        .collect();
    ways.sort_unstable();
    ways.dedup();
    ways
}

/// A long street, way 1, and a short open one, way 2, behind a private gate `g`.
fn behind_a_gate(inner: &str) -> Scene {
    Scene::new(100, "h---------g-----s---t")
        .way("hg", "highway=residential")
        .way("gst", inner)
        .tag('g', "barrier=gate access=private")
        .home('h')
        .shop('s')
}

#[test]
fn open_ways_behind_a_private_gate_are_enclosed_and_count_as_private() {
    let scene = behind_a_gate("highway=footway");
    assert_eq!(enclosed(&scene.world()), [2]);
    // Private ground is entered …
    assert_eq!(
        scene.ms(),
        Some(walk_ms(scene.mm(10)) + walk_ms(scene.mm(6)))
    );
    // … but not when nobody enters.
    assert_eq!(scene.clone().set(|s| s.gates = Gates::Closed).ms(), None);
    let open = scene.clone().set(|s| s.gates = Gates::Open);
    assert_eq!(open.ms(), scene.ms());
    // Raw access is kept beside the derived status.
    let world = scene.world();
    let raw = world
        .streets()
        .filter(|s| world.built.streets.access[s.index()] == lifecircle_core::osm::Access::Open);
    assert_eq!(raw.count(), 2);
}

#[test]
fn an_enclosed_piece_is_not_crossed() {
    // Between two private gates lie open footways: 4 cells across, 4 + 3 + 12 + 3 + 4 round.
    let scene = Scene::new(
        100,
        "
        h---g---k---s
        |           |
        |           |
        c-----------d
        ",
    )
    .way("hg", "highway=tertiary")
    .way("gk", "highway=footway")
    .way("ks", "highway=tertiary")
    .way("hcds", "highway=tertiary")
    .tag('g', "barrier=gate access=private")
    .tag('k', "barrier=gate access=private")
    .home('h')
    .shop('s');
    assert_eq!(enclosed(&scene.world()), [2]);
    // One street runs from g round to k, 26 cells; h is at 4, s at 22.
    assert_eq!(
        scene.ms(),
        Some(walk_ms(scene.mm(22)) - walk_ms(scene.mm(4)))
    );
    let total = walk_ms(scene.mm(4)) * 2 + walk_ms(scene.mm(26)) - walk_ms(scene.mm(22));
    assert_eq!(
        scene.clone().set(|s| s.gates = Gates::Open).ms(),
        Some(total)
    );
}

#[test]
fn a_piece_with_a_trunk_to_tertiary_way_is_public() {
    // A planned road touches the far end t: it is not assumed to be cut.
    let touched = |inner: &str| behind_a_gate(inner).way("th", "highway=proposed");
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
        let scene = touched(&format!("highway={highway}"));
        let world = scene.world();
        assert_eq!(world.network.report.cut_assumed, 0);
        assert!(enclosed(&world).is_empty(), "{highway}");
        // Between two public pieces a private passage is no way through.
        assert_eq!(scene.ms(), None, "{highway}");
    }
    for highway in ["residential", "unclassified", "service", "pedestrian"] {
        let world = touched(&format!("highway={highway}")).world();
        assert_eq!(enclosed(&world), [2], "{highway}");
    }
}

#[test]
fn a_piece_with_a_cut_end_is_public() {
    let inner = "highway=footway";
    let missing = behind_a_gate(inner).without('t');
    assert!(enclosed(&missing.world()).is_empty());
    assert_eq!(missing.ms(), None);
    // The extent ends inside the piece.
    let scene = behind_a_gate(inner);
    let unit = i64::from(scene.map.cell_units()) * 100;
    let boxed = |east_cells: i64| {
        let west = 10_000_000_000 - unit;
        let extent = Extent::BoxNano([west, -unit, west + unit + east_cells * unit, unit]);
        scene.clone().set(|s| s.extent = Some(extent)).world()
    };
    assert!(enclosed(&boxed(18)).is_empty(), "t lies outside");
    assert!(enclosed(&boxed(20)).is_empty(), "t lies on the box");
    assert_eq!(enclosed(&boxed(21)), [2], "everything lies inside");
}

#[test]
fn a_piece_over_5_km_is_public() {
    // Cells of 1 km: 999,998 mm each, so that five are just under 5 km.
    let scene = |drawing: &str| {
        Scene::new(1000, drawing)
            .way("ag", "highway=residential")
            .way("gb", "highway=residential")
            .tag('g', "barrier=gate access=private")
            .world()
    };
    let world = scene("a-------g----b");
    assert_eq!(world.built.streets.length_mm[1], 4_999_998);
    assert_eq!(enclosed(&world), [2]);
    assert!(enclosed(&scene("a-------g-----b")).is_empty());
}

#[test]
fn the_longest_piece_of_every_full_component_is_public() {
    let scene = Scene::new(
        100,
        "
        a---g-----b



        c------k---d
        ",
    )
    .way("ag", "highway=residential")
    .way("gb", "highway=residential")
    .way("ck", "highway=residential")
    .way("kd", "highway=residential")
    .tag('g', "barrier=gate access=private")
    .tag('k', "barrier=gate access=private");
    assert_eq!(enclosed(&scene.world()), [1, 4]);
}

#[test]
fn of_equally_long_pieces_the_one_with_the_smallest_way_is_public() {
    for (first, second, expected) in [(5, 7, 7), (7, 5, 7)] {
        let scene = Scene::new(100, "a-----g-----b")
            .way_id(first, "ag", "highway=residential")
            .way_id(second, "gb", "highway=residential")
            .tag('g', "barrier=gate access=private");
        assert_eq!(enclosed(&scene.world()), [expected]);
    }
}

#[test]
fn closed_ways_take_no_part() {
    // Way 3 is closed: it makes the piece behind the gate neither longer nor one with the street.
    let scene = Scene::new(
        100,
        "
        h---------g-----s
         ..             .
           ..............
        ",
    )
    .way("hg", "highway=residential")
    .way("gs", "highway=residential")
    .way("hs", "highway=residential access=no")
    .tag('g', "barrier=gate access=private");
    assert_eq!(enclosed(&scene.world()), [2]);
    // Open, it joins the two.
    let mut open = scene;
    open.osm.ways[2].tags = lifecircle_testkit::tags("highway=residential");
    assert!(enclosed(&open.world()).is_empty());
}

#[test]
fn private_ways_join_components_but_not_pieces() {
    let scene = Scene::new(100, "a--------b--c---d")
        .way("ab", "highway=residential")
        .way("bc", "highway=service access=private")
        .way("cd", "highway=residential");
    assert_eq!(enclosed(&scene.world()), [3]);
}

#[test]
fn direction_is_ignored() {
    let scene = Scene::new(100, "a--------b--c---d")
        .way("ab", "highway=residential")
        .way("bc", "highway=footway oneway:foot=yes")
        .way("cd", "highway=residential");
    assert!(enclosed(&scene.world()).is_empty());
}

#[test]
fn pieces_are_the_same_for_every_profile() {
    let scene = Scene::new(100, "a--------b--c--d--e---f")
        .way("ab", "highway=residential")
        .way("bc", "highway=steps")
        .way("cd", "highway=footway wheelchair=no")
        .way("de", "highway=service access=private")
        .way("ef", "highway=residential");
    for name in Profile::names() {
        let world = scene
            .clone()
            .set(|s| s.profile = Profile::named(name).unwrap())
            .world();
        assert_eq!(enclosed(&world), [5], "{name}");
    }
}

#[test]
fn a_home_inside_an_enclosed_piece_gets_out() {
    let scene = Scene::new(100, "s---------g-----h")
        .way("sg", "highway=residential")
        .way("gh", "highway=footway")
        .tag('g', "barrier=gate access=private")
        .home('h')
        .shop('s');
    let expected = Some(walk_ms(scene.mm(10)) + walk_ms(scene.mm(6)));
    for gates in [Gates::Tagged, Gates::Open, Gates::Closed] {
        assert_eq!(
            scene.clone().set(|s| s.gates = gates).ms(),
            expected,
            "{gates:?}"
        );
    }
}
