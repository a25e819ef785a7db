//! Walking model §4.7: which elements are facilities, what they serve as, duplicates, where one enters.

use lifecircle_testkit::{Scene, World};

/// A street, and node `s` with these tags; the data's date is 2023-02-20.
pub(crate) fn node(tags: &str) -> World {
    let mut scene = Scene::new(50, "a---s---b")
        .way("ab", "highway=residential")
        .tag('s', tags)
        .home('a');
    scene.osm.encoding.date_s = Some(1_676_851_200);
    scene.world()
}

/// What node `s` serves as, nothing where it is no facility.
fn serves(tags: &str) -> String {
    let world = node(tags);
    if world.facilities.rows.is_empty() {
        String::new()
    } else {
        world.categories("node/19")
    }
}

#[test]
fn the_category_table_maps_tags() {
    for (tags, expected) in [
        ("shop=convenience", "convenience"),
        ("amenity=marketplace", "market"),
        ("shop=supermarket", "supermarket"),
        ("shop=greengrocer", "fresh_store"),
        ("shop=butcher", "fresh_store"),
        ("shop=seafood", "fresh_store"),
        ("shop=farm", "fresh_store"),
        ("shop=bakery", ""),
        ("amenity=restaurant", ""),
        ("highway=bus_stop", ""),
    ] {
        assert_eq!(serves(tags), expected, "{tags}");
    }
}

#[test]
fn lists_are_split_and_one_place_may_serve_several_categories() {
    assert_eq!(
        serves("shop=convenience;greengrocer"),
        "convenience fresh_store"
    );
    assert_eq!(serves("shop=bakery;supermarket"), "supermarket");
    assert_eq!(
        serves("shop=greengrocer amenity=marketplace"),
        "market fresh_store"
    );
}

#[test]
fn lifecycle_prefixes_and_states_take_a_place_out() {
    for prefix in [
        "disused",
        "was",
        "abandoned",
        "closed",
        "demolished",
        "removed",
        "razed",
        "proposed",
        "planned",
        "construction",
    ] {
        assert_eq!(
            serves(&format!("{prefix}:shop=convenience")),
            "",
            "{prefix}"
        );
    }
    for state in [
        "disused=yes",
        "abandoned=yes",
        "opening_hours=closed",
        "opening_hours=off",
        "end_date=2019",
    ] {
        assert_eq!(serves(&format!("shop=convenience {state}")), "", "{state}");
    }
    assert_eq!(serves("shop=vacant name=大运超市"), "");
    for alive in [
        "disused=no",
        "opening_hours=24/7",
        "end_date=2030",
        "disused:amenity=bank",
        "start_date=2019",
    ] {
        assert_eq!(
            serves(&format!("shop=convenience {alive}")),
            "convenience",
            "{alive}"
        );
    }
}

#[test]
fn end_dates_are_past_on_the_day_after() {
    for (end, gone) in [
        ("2022", true),
        ("2023", false),
        ("2023-01", true),
        ("2023-02", false),
        ("2023-02-19", true),
        ("2023-02-21", false),
    ] {
        assert_eq!(
            serves(&format!("shop=convenience end_date={end}")).is_empty(),
            gone,
            "{end}"
        );
    }
}

#[test]
fn names_decide_only_where_the_main_tag_says_nothing_or_supermarket() {
    for (tags, expected) in [
        ("shop=yes name=好又多便利超市", "convenience"),
        ("shop=supermarket name=好又多便利超市", "convenience"),
        ("shop=clothes name=好又多便利超市", ""),
        ("shop=general name=大运超市", "supermarket"),
        ("shop=greengrocer name=大运超市", "fresh_store"),
        ("shop=convenience name=大运超市", "convenience"),
        ("building=retail name=清河菜市场", "market"),
        ("amenity=marketplace name=清河花卉市场", "market"),
    ] {
        assert_eq!(serves(tags), expected, "{tags}");
    }
}

#[test]
fn fresh_food_names_are_fresh_stores_and_never_markets() {
    for tags in [
        "shop=yes name=钱家生鲜",
        "shop=yes name=社区菜店",
        "shop=yes name=生鲜菜市场",
        "building=retail name=生鲜农贸市场",
    ] {
        let found = serves(tags);
        assert!(
            found.contains("fresh_store") && !found.contains("market "),
            "{tags}: {found}"
        );
        assert!(!found.split(' ').any(|c| c == "market"), "{tags}: {found}");
    }
    assert!(serves("shop=supermarket name=清河生鲜超市").contains("fresh_store"));
}

/// A supermarket building of `side` × 10 m.
fn supermarket(side: u32, tags: &str) -> (String, bool) {
    let mut scene = Scene::new(10, "a------------b")
        .way("ab", "highway=residential")
        .home('a');
    let (west, unit) = (scene.map.place('a').0, scene.map.cell_units());
    let east = west + lifecircle_testkit::metres_units(side);
    for (id, x, y) in [
        (901, west, unit),
        (902, east, unit),
        (903, east, 2 * unit),
        (904, west, 2 * unit),
    ] {
        scene.osm.node(id, x, y, "");
    }
    scene.osm.way(
        90,
        &[901, 902, 903, 904, 901],
        &format!("shop=supermarket {tags}"),
    );
    let world = scene.world();
    (
        world.categories("way/90"),
        world.facility("way/90").doubtful,
    )
}

#[test]
fn a_small_supermarket_without_brand_is_a_convenience_store_too_and_doubtful() {
    let also = ("convenience supermarket".to_owned(), true);
    let only = ("supermarket".to_owned(), false);
    assert_eq!(supermarket(19, ""), also);
    assert_eq!(supermarket(21, ""), only);
    assert_eq!(supermarket(19, "brand=永辉"), only);
    assert_eq!(supermarket(19, "name=永辉超市"), only);
    // A node has no footprint.
    assert_eq!(serves("shop=supermarket"), "supermarket");
}

#[test]
fn facilities_are_nodes_closed_ways_and_multipolygons() {
    let scene = |way: &str| {
        Scene::new(20, "a---b\n p--q\n s--r")
            .way("ab", "highway=residential")
            .way(way, "shop=convenience")
            .home('a')
    };
    assert_eq!(scene("pqrsp").world().facility_ids(), ["way/2"]);
    assert!(
        scene("pqrs").world().facilities.rows.is_empty(),
        "an open way is no place"
    );
    let relation = |kind: &str| {
        let mut scene = scene("pqrsp");
        scene.osm.ways[1].tags.clear();
        scene
            .relation(5, &[(2, "outer")], &format!("type={kind} shop=convenience"))
            .world()
    };
    assert_eq!(relation("multipolygon").facility_ids(), ["relation/5"]);
    assert!(relation("site").facilities.rows.is_empty());
}
