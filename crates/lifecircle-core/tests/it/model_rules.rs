//! Walking model §4.8: limits, counts, and which of equally near facilities is the nearest.

use lifecircle_testkit::{Scene, pack_of, rule, walk_ms};

/// A street of 20 cells of 50 m with a home at one end, public so that nothing is an island.
pub(crate) fn street(shops: &str) -> Scene {
    let mut scene = Scene::new(50, "h-a-b-c-d-e-f-g-i-j-k")
        .way("habcdefgijk", "highway=residential")
        .home('h');
    for letter in shops.chars() {
        scene = scene.shop(letter);
    }
    scene
}

pub(crate) fn minutes(limit_ms: u32, more: &str) -> String {
    let minutes = f64::from(limit_ms) / 60_000.0;
    pack_of(&rule(
        "convenience",
        &format!("minutes = {minutes:.9}\n{more}"),
    ))
}

#[test]
fn the_limit_is_inclusive() {
    let scene = street("c");
    // The street runs from a (1) … its ends are h (8) and k (11): h first.
    let ms = walk_ms(scene.mm(6));
    let verdict = |limit| scene.clone().set(|s| s.pack = minutes(limit, "")).check();
    assert_eq!(verdict(ms).ms("h"), Some(ms));
    assert_eq!(verdict(ms).verdict("h", "convenience"), "covered");
    assert_eq!(verdict(ms).count("h", "convenience"), 1);
    assert_eq!(verdict(ms - 1).verdict("h", "convenience"), "not_covered");
    assert_eq!(verdict(ms - 1).count("h", "convenience"), 0);
    assert_eq!(
        verdict(ms - 1).ms("h"),
        Some(ms),
        "beyond the limit the walk is still told"
    );
}

#[test]
fn the_default_pack_asks_for_5_10_and_15_minutes() {
    // 7 × 50 m are 291.7 s, 8 are 333 s.
    let scene = |tags: &str, cells: u32| {
        let line = "-".repeat(cells as usize - 1);
        Scene::new(50, &format!("h{line}s"))
            .way("hs", "highway=residential")
            .home('h')
            .tag('s', tags)
            .check()
    };
    for (category, tags, within) in [
        ("convenience", "shop=convenience", 7),
        ("market", "amenity=marketplace", 14),
        ("supermarket", "shop=supermarket", 21),
    ] {
        assert_eq!(
            scene(tags, within).verdict("h", category),
            "covered",
            "{category}"
        );
        assert_eq!(
            scene(tags, within + 1).verdict("h", category),
            "not_covered",
            "{category}"
        );
    }
}

#[test]
fn a_minimum_count_needs_so_many_distinct_facilities() {
    let two = |shops: &str| {
        let ms = walk_ms(Scene::new(50, "a").mm(8));
        street(shops)
            .set(|s| s.pack = minutes(ms, "min_count = 2"))
            .check()
    };
    let ms = |cells| walk_ms(Scene::new(50, "a").mm(cells));
    let both = two("bd");
    assert_eq!(both.verdict("h", "convenience"), "covered");
    assert_eq!(both.ms("h"), Some(ms(4)));
    assert_eq!(both.deciding("h", "convenience").map(|f| f.ms), Some(ms(8)));
    let one = two("be");
    assert_eq!(
        (
            one.verdict("h", "convenience"),
            one.count("h", "convenience")
        ),
        ("not_covered", 1)
    );
    assert_eq!(one.deciding("h", "convenience").map(|f| f.ms), Some(ms(10)));
    assert_eq!(two("b").deciding("h", "convenience"), None);
    assert_eq!(two("abcd").count("h", "convenience"), 4);
}

#[test]
fn a_facility_with_several_entrances_or_categories_counts_once() {
    let pack = "[[rule]]\nid = 'convenience'\nen = ''\nzh = ''\ncategories = ['convenience', 'fresh_store']\nminutes = 15\n";
    let scene = street("")
        .tag('b', "shop=convenience;butcher")
        .set(|s| s.pack = pack_of(pack));
    assert_eq!(scene.check().count("h", "convenience"), 1);
    assert_eq!(
        scene
            .tag('d', "shop=butcher")
            .check()
            .count("h", "convenience"),
        2
    );
}

#[test]
fn any_of_the_categories_serves() {
    let pack = "[[rule]]\nid = 'convenience'\nen = ''\nzh = ''\ncategories = ['convenience', 'supermarket']\nminutes = 5\n";
    let scene = street("")
        .tag('b', "shop=supermarket")
        .set(|s| s.pack = pack_of(pack));
    assert_eq!(scene.check().verdict("h", "convenience"), "covered");
}

#[test]
fn of_equal_times_osm_goes_before_own_lists_then_node_way_relation_then_id() {
    // Places in one spot, reached in the same time.
    let scene = || {
        Scene::new(50, "h---s")
            .way("hs", "highway=residential")
            .home('h')
    };
    let nearest = |scene: Scene| {
        scene
            .check()
            .facility("h", "convenience")
            .unwrap()
            .to_owned()
    };
    let with = |scene: Scene, ids: &[i64]| {
        let mut scene = scene;
        let (lon, lat) = scene.map.place('s');
        for &id in ids {
            scene.osm.node(id, lon, lat, "shop=convenience");
        }
        scene
    };
    assert_eq!(nearest(with(scene(), &[300, 1000])), "node/300");
    assert_eq!(nearest(with(scene().own_shop('s'), &[1000])), "node/1000");
    // A triangle with a corner in that spot, as a way and as a relation.
    let area = |scene: Scene, way_tags: &str, relation: bool| {
        let mut scene = scene;
        let (lon, lat) = scene.map.place('s');
        scene
            .osm
            .node(801, lon, lat, "entrance=main")
            .node(802, lon + 900, lat + 900, "")
            .node(803, lon + 900, lat, "");
        scene.osm.way(50, &[801, 802, 803, 801], way_tags);
        if relation {
            scene.osm.relation(
                5,
                &[(50, "outer")],
                "type=multipolygon shop=convenience name=乙",
            );
        }
        scene
    };
    let store = "shop=convenience name=甲";
    let beside = |scene: Scene| {
        // A node of another name in the same spot would be merged: it lies on the outline. Own rows are not.
        scene.own_shop('s')
    };
    assert_eq!(nearest(beside(area(scene(), store, false))), "way/50");
    assert_eq!(nearest(beside(area(scene(), "", true))), "relation/5");
}

#[test]
fn own_rows_rank_by_their_id() {
    let mut scene = Scene::new(50, "h---s")
        .way("hs", "highway=residential")
        .home('h')
        .own_shop('s')
        .own_shop('s');
    scene.settings.shops[0].0 = "b".to_owned();
    scene.settings.shops[1].0 = "a".to_owned();
    assert_eq!(scene.check().facility("h", "convenience"), Some("a"));
}

#[test]
fn ties_hold_across_zero_cost_arcs() {
    // Both shops stand at one node of the street, joined by a passage of no length; the larger id is found first.
    let scene = Scene::new(50, "h---g---k")
        .way("hg", "highway=tertiary")
        .way("gk", "highway=service access=private")
        .tag('g', "barrier=gate access=private")
        .home('h');
    let mut scene = scene;
    let (lon, lat) = scene.map.place('g');
    scene
        .osm
        .node(400, lon, lat, "shop=convenience")
        .node(300, lon, lat, "shop=convenience");
    assert_eq!(scene.check().facility("h", "convenience"), Some("node/300"));
}
