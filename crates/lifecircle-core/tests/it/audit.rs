//! Planted faults are found, each as what it is, and a sound town has none.

use std::sync::Arc;

use lifecircle_core::audit::{
    Audit, AuditFinding, AuditInput, AuditKind, NotLooked, Surroundings, Walk, What, audit,
};
use lifecircle_core::metric::{Gates, Walking};
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::{self, Hindrance, ReadOptions};
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::walk::Walks;
use lifecircle_testkit::Scene;

fn audited(scene: &Scene, with_surroundings: bool) -> Audit {
    let world = scene.world();
    let options = ReadOptions {
        surroundings: true,
        ..ReadOptions::default()
    };
    let bytes = scene.osm.bytes();
    let data = osm::read_with(&bytes[..], &world.table, options, &Silent).unwrap();
    let surroundings = Surroundings::of(&data, &world.network, &Silent).unwrap();
    let walking = Walking {
        gates: Gates::Open,
        ..world.walking
    };
    let walks = Walks::new(Arc::clone(&world.built), walking);
    let shapes = StreetShapes::new(&world.network, &world.built.streets, &Silent).unwrap();
    let input = AuditInput {
        network: &world.network,
        built: &world.built,
        walks: &walks,
        shapes: &shapes,
        residences: &world.residences,
        facilities: &world.facilities,
        table: &world.table,
        division: None,
        surroundings: with_surroundings.then_some(&surroundings),
        shifted: &[],
        list_replaces: false,
        max_snap_mm: 200_000,
        kinds: &AuditKind::ALL,
    };
    audit(input, &Silent).unwrap()
}

fn found(scene: &Scene) -> Vec<AuditFinding> {
    audited(scene, true).findings
}

/// The only finding.
fn only(scene: &Scene) -> AuditFinding {
    let mut found = found(scene);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

const CROSS: &str = "
    a
    |
b---x---c
   h|   |
    d---e
";

fn cross(across: &str, along: &str, tags: &str) -> Scene {
    let scene = Scene::new(50, CROSS).way(across, "highway=residential");
    let scene = scene.way(along, &format!("highway=residential {tags}"));
    scene.way("ced", "highway=residential").home('h')
}

#[test]
fn streets_that_cross_without_a_node_are_found() {
    let crossing = only(&cross("bc", "ad", ""));
    assert_eq!(crossing.kind, AuditKind::Crossing);
    assert_eq!((crossing.homes, crossing.people_milli), (1, 1000));
    let What::Crossing { one, other, walk } = &crossing.what else {
        panic!("{crossing:?}");
    };
    assert_eq!((one.as_str(), other.as_str()), ("way/1", "way/2"));
    assert!(matches!(walk, Walk::Metres(599..=601)), "{walk:?}");
}

#[test]
fn streets_that_join_or_lie_on_other_heights_are_sound() {
    for scene in [
        cross("bxc", "axd", ""),
        cross("bc", "ad", "bridge=yes"),
        cross("bc", "ad", "layer=1"),
        cross("bc", "ad", "tunnel=yes layer=-1"),
        cross("bc", "ad", "access=private"),
    ] {
        assert_eq!(found(&scene), []);
    }
}

const BESIDE: &str = "
a-----------------------------------------b
x-----------------------------------------c
";

fn beside(tags: &str) -> Scene {
    let scene = Scene::new(5, BESIDE).way("ab", "highway=residential");
    scene.way("bcx", tags).home('c')
}

#[test]
fn a_footway_that_ends_beside_a_street_is_found() {
    let end = only(&beside("highway=footway"));
    assert_eq!(end.kind, AuditKind::LooseEnd);
    assert!(end.line.is_some());
    let What::LooseEnd { gap, walk, .. } = &end.what else {
        panic!("{end:?}");
    };
    assert_eq!(gap, "5.0");
    assert!(matches!(walk, Walk::Metres(400..=440)), "{walk:?}");
}

#[test]
fn ends_that_are_meant_are_not() {
    let meant = [
        beside("highway=footway").tag('x', "noexit=yes"),
        beside("highway=footway").tag('x', "entrance=yes"),
        beside("highway=footway").tag('x', "barrier=gate access=private"),
        beside("highway=service service=driveway"),
        beside("highway=footway layer=1"),
    ];
    for scene in meant {
        assert_eq!(found(&scene), []);
    }
}

#[test]
fn an_island_beside_a_street_is_found_unless_a_barrier_parts_it() {
    let island = Scene::new(5, "a------------------b\n\n\nx----------y")
        .way("ab", "highway=residential")
        .way("xy", "highway=footway");
    let found_island = only(&island);
    assert_eq!(found_island.kind, AuditKind::Island);
    let behind = Scene::new(5, "a------------------b----------y")
        .way("ab", "highway=residential")
        .way("by", "highway=footway")
        .tag('b', "barrier=wall");
    assert_eq!(found(&behind), []);
}

#[test]
fn legs_through_rails_are_found_and_those_over_tunnels_are_not() {
    let scene = |tags: &str| {
        let scene = Scene::new(10, "a-----b\n\nr-----s\n\n   h");
        scene
            .way("ab", "highway=residential")
            .way("rs", tags)
            .home('h')
    };
    let cut = only(&scene("railway=rail"));
    assert_eq!((cut.kind, cut.homes), (AuditKind::CutLeg, 1));
    let What::CutHomes { hindrance, .. } = cut.what else {
        panic!("{cut:?}");
    };
    assert_eq!(hindrance, Hindrance::Railway);
    assert_eq!(found(&scene("railway=rail tunnel=yes")), []);
    assert_eq!(found(&scene("barrier=hedge")), []);
}

#[test]
fn homes_far_from_every_street_are_one_finding() {
    let scene = Scene::new(60, "a-----b\n\nhi")
        .way("ab", "highway=residential")
        .home('h')
        .home('i');
    let far = only(&scene);
    assert_eq!((far.kind, far.homes), (AuditKind::FarPlace, 2));
}

#[test]
fn two_shops_of_nearly_one_name_may_be_one() {
    let shops = |other: &str| {
        Scene::new(10, "a-s-t-b")
            .way("asb", "highway=residential")
            .tag('s', "shop=supermarket name=Riverside")
            .tag('t', &format!("shop=supermarket name={other}"))
            .home('a')
    };
    assert_eq!(only(&shops("Riversides")).kind, AuditKind::Duplicate);
    assert_eq!(found(&shops("Lidl")), []);
}

#[test]
fn what_cannot_be_looked_for_is_told() {
    let told = audited(&cross("bc", "ad", ""), false);
    assert_eq!(told.findings, []);
    let why = |kind| told.not_looked.iter().find(|s| s.0 == kind).map(|s| s.1);
    let missing = Some(NotLooked::NoSurroundings);
    assert_eq!(why(AuditKind::Crossing), missing);
    assert_eq!(why(AuditKind::CutLeg), missing);
    assert_eq!(why(AuditKind::FewHomes), Some(NotLooked::NotDivided));
}

#[test]
fn the_order_of_elements_does_not_matter() {
    for seed in 0..30 {
        let scene = Scene::town(seed);
        let mut turned = scene.clone();
        turned.osm.nodes.reverse();
        turned.osm.ways.reverse();
        assert_eq!(audited(&scene, true), audited(&turned, true), "{seed}");
    }
}
