//! Walking model §4.7: duplicates, and where one enters a facility.

use lifecircle_core::place::Resolved;
use lifecircle_testkit::{Member, Scene, walk_ms};

use crate::model_shops::node;

/// A shop `pqrs` (way 2) of 4 × 2 cells of 10 m, and nodes in (`n`), on (`q`) and beside it (`o`).
fn polygon(tags: &str) -> Scene {
    Scene::new(
        10,
        "
        a---------b

          p---q
          | n |  o
          s---r
        ",
    )
    .way("ab", "highway=residential")
    .way("pqrsp", tags)
    .home('a')
}

#[test]
fn a_node_inside_or_on_a_polygon_of_the_same_category_is_merged_into_it() {
    for letter in ['n', 'q'] {
        let world = polygon("shop=convenience")
            .tag(letter, "shop=convenience name=惠民")
            .world();
        assert_eq!(world.facility_ids(), ["way/2"]);
        let merged = world.facility("way/2");
        assert_eq!(
            merged.merged,
            [format!("node/{}", lifecircle_testkit::Map::id(letter))]
        );
        assert_eq!(
            merged.name.as_deref(),
            Some("惠民"),
            "a missing name is filled"
        );
        assert_eq!(world.facilities.report.merged, 1);
    }
    let beside = polygon("shop=convenience")
        .tag('o', "shop=convenience")
        .world();
    assert_eq!(beside.facility_ids(), ["node/15", "way/2"]);
    let other = polygon("shop=convenience")
        .tag('n', "shop=supermarket")
        .world();
    assert_eq!(other.facility_ids(), ["node/14", "way/2"]);
}

#[test]
fn one_name_and_category_within_50_m_is_one_place() {
    let ids = |metres: u32, first: &str, second: &str| {
        let mut scene = Scene::new(10, "a---------b")
            .way("ab", "highway=residential")
            .home('a');
        let (west, unit) = (
            scene.map.place('a').0,
            lifecircle_testkit::metres_units(metres),
        );
        scene
            .osm
            .node(900, west, 0, first)
            .node(901, west + unit, 0, second);
        scene.world().facility_ids().len()
    };
    let (name, store) = (
        "shop=convenience name=惠民便利店",
        "shop=convenience name=惠民便利店（三里桥店）",
    );
    assert_eq!(ids(49, name, name), 1);
    assert_eq!(ids(51, name, name), 2);
    assert_eq!(ids(30, name, store), 1, "a branch suffix is no other name");
    assert_eq!(
        ids(
            30,
            "shop=convenience name=Spar",
            "shop=convenience name=SPAR"
        ),
        1
    );
    assert_eq!(ids(30, name, "shop=convenience name=好德"), 2);
    assert_eq!(
        ids(30, "shop=convenience", "shop=convenience"),
        2,
        "no name, no duplicate"
    );
    assert_eq!(
        ids(30, "shop=butcher name=惠民", "shop=convenience name=惠民"),
        2
    );
}

#[test]
fn a_way_and_a_relation_with_one_outline_are_one_place() {
    let world = polygon("shop=convenience name=惠民")
        .relation(5, &[(2, "outer")], "type=multipolygon shop=convenience")
        .world();
    assert_eq!(world.facility_ids(), ["relation/5"]);
    assert_eq!(world.facility("relation/5").merged, ["way/2"]);
    assert_eq!(world.facility("relation/5").name.as_deref(), Some("惠民"));
}

#[test]
fn the_survivor_is_relation_then_way_then_node_then_lowest_id() {
    let named = "shop=convenience name=惠民";
    let world = polygon(named).tag('n', named).tag('o', named).world();
    assert_eq!(world.facility_ids(), ["way/2"]);
    assert_eq!(world.facility("way/2").merged, ["node/14", "node/15"]);
    let nodes = polygon("building=yes")
        .tag('n', named)
        .tag('o', named)
        .world();
    assert_eq!(nodes.facility_ids(), ["node/14"]);
    let all = polygon(named).tag('n', named).relation(
        5,
        &[(2, "outer")],
        &format!("type=multipolygon {named}"),
    );
    assert_eq!(
        all.world().facility("relation/5").merged,
        ["way/2", "node/14"]
    );
}

#[test]
fn the_survivor_keeps_its_entrances_else_takes_theirs() {
    let shop = "shop=convenience name=惠民";
    let mut scene = polygon(shop)
        .tag('r', "entrance=main")
        .tag('p', "entrance=yes");
    scene = scene.tag('n', shop);
    let world = scene.world();
    let survivor = world.facility("way/2");
    assert_eq!(survivor.resolved, Resolved::Entrance);
    let entrances: Vec<_> = survivor.ways_in.iter().map(|a| a.entrance).collect();
    assert_eq!(entrances, [Some(16), Some(18)], "its own, by id: p and r");
    // Two polygons of one name: the survivor (way 2) has no entrance, its duplicate (way 3) has.
    let mut scene = polygon(shop);
    let (west, unit) = (scene.map.place('a').0, scene.map.cell_units());
    for (id, x, y, tags) in [
        (901, 8, 2, ""),
        (902, 9, 2, ""),
        (903, 9, 4, "entrance=shop"),
        (904, 8, 4, ""),
    ] {
        scene.osm.node(id, west + x * unit, -y * unit, tags);
    }
    scene.osm.way(3, &[901, 902, 903, 904, 901], shop);
    let world = scene.world();
    assert_eq!(world.facility_ids(), ["way/2"]);
    let entrances: Vec<_> = world
        .facility("way/2")
        .ways_in
        .iter()
        .map(|a| a.entrance)
        .collect();
    assert_eq!(entrances, [Some(903)]);
}

// ---- where one enters

#[test]
fn a_shop_with_two_entrances_is_reached_by_the_nearer_one_and_counts_once() {
    let scene = Scene::new(
        10,
        "
        h-------------------------g
            p---------------q
            s---------------r
        ",
    )
    .way("hg", "highway=residential")
    .way("pqrsp", "shop=convenience")
    .tag('p', "entrance=main")
    .tag('q', "entrance=shop")
    .home('h')
    .home('g');
    let checked = scene.check();
    let cell = |n| walk_ms(scene.mm(n));
    // The street runs from g (7) to h (8): q is at 6 cells, p at 22, h at 26.
    assert_eq!(checked.ms("h"), Some(cell(26) - cell(22) + cell(1)));
    assert_eq!(checked.ms("g"), Some(cell(6) + cell(1)));
    assert_eq!(
        (
            checked.count("h", "convenience"),
            checked.count("g", "convenience")
        ),
        (1, 1)
    );
}

#[test]
fn entrances_of_a_facility_are_main_yes_and_shop() {
    for (kind, resolved) in [
        ("main", Resolved::Entrance),
        ("yes", Resolved::Entrance),
        ("shop", Resolved::Entrance),
        ("staircase", Resolved::Outline),
        ("home", Resolved::Outline),
        ("service", Resolved::Outline),
    ] {
        let world = polygon("shop=convenience")
            .tag('s', &format!("entrance={kind}"))
            .world();
        assert_eq!(world.facility("way/2").resolved, resolved, "{kind}");
    }
    assert_eq!(
        node("shop=convenience").facility("node/19").resolved,
        Resolved::Node
    );
    assert_eq!(Resolved::Outline.word(), "outline");
}

#[test]
fn without_entrance_one_enters_at_the_point_of_the_outline_nearest_to_a_street() {
    let scene = polygon("shop=convenience");
    let checked = scene.check();
    let leg = checked.world.facility("way/2").ways_in[0]
        .snap
        .unwrap()
        .leg_mm;
    assert_eq!(leg, scene.mm(2));
    // Entrances on an inner outline count as well.
    let world = polygon("")
        .tag('s', "entrance=yes")
        .relation(5, &[(2, "inner")], "type=multipolygon shop=convenience")
        .world();
    assert_eq!(world.facility("relation/5").ways_in[0].entrance, Some(19));
}

#[test]
fn a_shop_whose_nodes_are_all_missing_is_dropped_and_counted() {
    let scene = polygon("shop=convenience")
        .without('p')
        .without('q')
        .without('r')
        .without('s');
    let world = scene.world();
    assert!(world.facilities.rows.is_empty());
    assert_eq!(world.facilities.report.without_geometry, 1);
    // With one known node it stands there.
    let world = polygon("shop=convenience")
        .without('p')
        .without('q')
        .without('r')
        .world();
    assert_eq!(
        world.facility("way/2").ways_in[0].snap.unwrap().leg_mm,
        Scene::new(10, "a").mm(4)
    );
}

#[test]
fn node_members_of_a_multipolygon_are_no_outline() {
    let mut scene = polygon("").relation(5, &[(2, "outer")], "type=multipolygon shop=convenience");
    scene.osm.relations[0]
        .members
        .push((Member::Node(15), "outer".to_owned()));
    scene.osm.relations[0]
        .members
        .push((Member::Relation(2), "outer".to_owned()));
    let world = scene.world();
    assert_eq!(
        world.facility("relation/5").ways_in[0].snap.unwrap().leg_mm,
        scene.mm(2)
    );
}

#[test]
fn own_lists_are_added_or_replace_the_extracts_facilities() {
    let scene = Scene::new(50, "a---s---b")
        .way("ab", "highway=residential")
        .home('a')
        .shop('s')
        .own_shop('b');
    assert_eq!(scene.world().facility_ids(), ["node/19", "b"]);
    assert_eq!(
        scene.set(|s| s.replace = true).world().facility_ids(),
        ["b"]
    );
}
