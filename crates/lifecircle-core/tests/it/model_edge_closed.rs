//! Walking model §4.8: a way that is closed makes no cut end, since nobody can walk out there.

use lifecircle_core::metric::Profile;
use lifecircle_core::network::{CutEnd, Extent};
use lifecircle_testkit::{HeaderBox, Scene, pack_of, rule};

use crate::model_edge::{cut, ids};
use crate::model_enclosed::enclosed;

/// What closes a way to everybody, and what does not.
const CLOSED: [&str; 4] = [
    "access=no",
    "foot=no",
    "access=military",
    "foot=no access=yes",
];
const WALKED: [&str; 6] = [
    "",
    "access=private",
    "access=no foot=yes",
    "foot=customers",
    "wheelchair=no",
    "access=whatever",
];

/// A street, and a footway of these tags on from its end to a node that is missing.
fn runs_out(tags: &str) -> Scene {
    Scene::new(50, "a--b--c--x")
        .way("ab", "highway=residential")
        .way("bcx", &format!("highway=footway {tags}"))
        .without('x')
}

#[test]
fn a_closed_way_that_runs_to_a_missing_node_makes_no_cut_end() {
    for tags in CLOSED {
        let world = runs_out(tags).world();
        assert!(cut(&world, CutEnd::MISSING_NODE).is_empty(), "{tags}");
        let report = world.network.report;
        assert_eq!(
            (report.cut_missing, report.missing_node_refs),
            (0, 1),
            "{tags}"
        );
        // Without any box, also an inferred one, nothing tells where the data ends.
        let scene = runs_out(tags).boxed(HeaderBox::LeftOut);
        let ways = scene.osm.ways.iter();
        let members: Vec<(i64, &str)> = ways.map(|way| (way.id, "")).collect();
        let world = scene.relation(1, &members, "type=site").world();
        assert!(!world.network.report.edge_known, "{tags}");
    }
    for tags in WALKED {
        let world = runs_out(tags).world();
        assert_eq!(cut(&world, CutEnd::MISSING_NODE), ids("c"), "{tags}");
        assert_eq!(world.network.report.cut_missing, 1, "{tags}");
    }
    // Steps close nothing either, whoever walks.
    for tags in ["highway=steps", "highway=footway wheelchair=no"] {
        let steps = Scene::new(50, "a--b--x").way("abx", tags).without('x');
        let wheelchair = Profile::named("wheelchair").unwrap();
        let world = steps.set(|s| s.profile = wheelchair).world();
        assert_eq!(cut(&world, CutEnd::MISSING_NODE), ids("b"), "{tags}");
    }
}

#[test]
fn a_known_node_between_missing_ones_is_judged_by_the_ways_that_may_be_walked() {
    let lone = |tags: &str| {
        Scene::new(50, "w--a--x\n   |\n   b")
            .way("ab", "highway=residential")
            .way("wax", &format!("highway=path {tags}"))
            .without('w')
            .without('x')
    };
    assert_eq!(cut(&lone("").world(), CutEnd::MISSING_NODE), ids("a"));
    assert!(cut(&lone("access=no").world(), CutEnd::MISSING_NODE).is_empty());
    // A node of both kinds is judged by the one that may be walked alone.
    let both = lone("access=no").way("ax", "highway=path");
    assert_eq!(cut(&both.world(), CutEnd::MISSING_NODE), ids("a"));
    let other = lone("access=no").way("bw", "highway=path");
    assert_eq!(cut(&other.world(), CutEnd::MISSING_NODE), ids("b"));
    // Nothing of the way is left but that node, which is in the network all the same.
    let alone = Scene::new(50, "w--a--x   b--c")
        .way("wax", "highway=path")
        .way("bc", "highway=path")
        .without('w')
        .without('x')
        .world();
    assert_eq!(cut(&alone, CutEnd::MISSING_NODE), ids("a"));
    assert_eq!(alone.network.report.ways_without_geometry, 1);
}

/// A box or extent from two cells west of `a` to halfway between `b` and `c`.
fn boxed(scene: Scene, by_extent: bool) -> Scene {
    let unit = i64::from(scene.map.cell_units()) * 100;
    let origin = 10_000_000_000;
    let bbox = [origin - 2 * unit, -9 * unit, origin + 4 * unit, 9 * unit];
    if by_extent {
        return scene.set(|s| s.extent = Some(Extent::BoxNano(bbox)));
    }
    let mut scene = scene;
    scene.osm.encoding.bbox = HeaderBox::Nano(bbox);
    scene
}

#[test]
fn a_closed_way_that_leaves_the_box_makes_no_cut_end() {
    for by_extent in [false, true] {
        let leaves = |tags: &str| {
            let scene = Scene::new(50, "a--b--c--d")
                .way("ab", "highway=residential")
                .way("bcd", &format!("highway=service {tags}"));
            boxed(scene, by_extent)
        };
        for tags in CLOSED {
            let world = leaves(tags).world();
            assert!(cut(&world, CutEnd::OUTSIDE).is_empty(), "{tags}");
            let report = world.network.report;
            assert_eq!(report.cut_outside, 0);
            assert!(report.edge_known, "the box tells");
        }
        for tags in WALKED {
            assert_eq!(cut(&leaves(tags).world(), CutEnd::OUTSIDE), ids("cd"));
        }
        // Where a way that may be walked comes to the same node, that one counts.
        let shared = leaves("foot=no").way("ac", "highway=footway").world();
        assert_eq!(cut(&shared, CutEnd::OUTSIDE), ids("c"));
        assert_eq!(shared.network.report.cut_outside, 1);
    }
}

#[test]
fn a_closed_arterial_is_not_assumed_to_go_on_but_still_touches_others() {
    let assumed = |scene: Scene| cut(&scene.world(), CutEnd::ASSUMED);
    for tags in CLOSED {
        let alone = Scene::new(50, "a--b").way("ab", &format!("highway=trunk {tags}"));
        assert!(assumed(alone).is_empty(), "{tags}");
        // At b the closed way touches the open one; its own end c is no cut end.
        let scene = Scene::new(50, "a--b--c")
            .way("ab", "highway=primary")
            .way("bc", &format!("highway=primary {tags}"));
        assert_eq!(assumed(scene.clone()), ids("a"), "{tags}");
        assert_eq!(scene.world().network.report.cut_assumed, 1);
    }
    let private = Scene::new(50, "a--b").way("ab", "highway=trunk access=private");
    assert_eq!(assumed(private), ids("ab"));
}

#[test]
fn a_plaza_relations_access_decides_for_its_outline() {
    let plaza = |relation: &str, outline: &str| {
        Scene::new(50, "a--b--x\n   |  |\n   d--c")
            .way("ab", "highway=residential")
            .way("bxcdb", outline)
            .relation(9, &[(2, "outer")], relation)
            .without('x')
    };
    let open = "type=multipolygon highway=pedestrian";
    let closed = "type=multipolygon highway=pedestrian access=no";
    let missing = |scene: Scene| cut(&scene.world(), CutEnd::MISSING_NODE);
    assert_eq!(missing(plaza(open, "")), ids("bc"));
    assert!(missing(plaza(closed, "")).is_empty());
    // A closed outline is not walked at all; one that is walkable by itself has its own access.
    assert!(missing(plaza(open, "foot=no")).is_empty());
    assert_eq!(missing(plaza(closed, "highway=footway")), ids("bc"));
}

#[test]
fn a_closed_way_out_of_a_compound_leaves_it_enclosed_and_an_island_an_island() {
    // Behind a private gate: open ground that a closed way leaves.
    let scene = |way_out: &str| {
        Scene::new(100, "h---------g-----s---t---x")
            .way("hg", "highway=residential")
            .way("gst", "highway=footway")
            .way("tx", &format!("highway=service {way_out}"))
            .tag('g', "barrier=gate access=private")
            .without('x')
            .home('h')
            .shop('s')
    };
    assert_eq!(enclosed(&scene("access=no").world()), [2]);
    assert!(scene("access=no").ms().is_some(), "entered as private");
    assert!(enclosed(&scene("").world()).is_empty());
    assert_eq!(scene("").ms(), None, "public: no way through the gate");
    // A barrier there makes no difference.
    let walled = scene("access=no").tag('t', "barrier=wall");
    assert_eq!(enclosed(&walled.world()), [2]);
    // Two components: the longer one, and 300 m that only a closed way leaves.
    let island = |way_out: &str| {
        let scene = Scene::new(100, "a--------b\n\n\nh--c--x")
            .way("ab", "highway=residential")
            .way("hc", "highway=residential")
            .way("cx", &format!("highway=service {way_out}"))
            .without('x')
            .home('h')
            .shop('a')
            .set(|s| {
                s.pack = pack_of(&rule("convenience", "minutes = 10"));
                s.max_snap_mm = 50_000;
            });
        scene.check().verdict("h", "convenience")
    };
    assert_eq!(island("access=no"), "island");
    assert_eq!(island(""), "edge");
}

#[test]
fn near_the_end_of_a_closed_way_a_missed_rule_is_not_covered() {
    let verdict = |tags: &str| {
        let pack = pack_of(&rule("convenience", "minutes = 2"));
        Scene::new(20, "s------------------h---c--x")
            .way("shc", "highway=residential")
            .way("cx", &format!("highway=path {tags}"))
            .without('x')
            .home('h')
            .shop('s')
            .set(|s| s.pack = pack)
            .check()
            .verdict("h", "convenience")
    };
    assert_eq!(verdict(""), "edge");
    assert_eq!(verdict("access=private"), "edge");
    assert_eq!(verdict("access=no"), "not_covered");
}

#[test]
fn where_only_a_closed_way_runs_out_no_street_ends() {
    // Two ways in a row, and a closed one whose first known node is where they meet.
    let scene = |tags: &str| {
        Scene::new(50, "a--b--c\n   |\n   x")
            .way("ab", "highway=footway")
            .way("bc", "highway=footway")
            .way("bx", &format!("highway=footway {tags}"))
            .without('x')
            .world()
            .street_ends()
            .len()
    };
    assert_eq!((scene("access=no"), scene("")), (1, 2));
}
