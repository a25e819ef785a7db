//! Walking model §4.1–4.3: what is walked, in which direction, by whom, and plazas.

use lifecircle_testkit::{Scene, walk_ms, walk_ms_at};

/// `h` and `s` joined by one way with these tags between public streets, in cells of 100 m: each
/// finds its own street, and nobody finds the other's.
fn joined_by(tags: &str) -> Scene {
    Scene::new(100, "h-a------b-s")
        .way("ha", "highway=tertiary")
        .way("ab", tags)
        .way("bs", "highway=tertiary")
        .home('h')
        .shop('s')
}

fn walkable(tags: &str) -> bool {
    let scene = joined_by(tags);
    let ms = scene.ms();
    if let Some(ms) = ms {
        // Three streets, or one where the attributes are the same.
        let ends = 2 * walk_ms(scene.mm(2));
        let steps = walk_ms_at(scene.mm(7), 200, 4_320_000);
        let expected = [
            ends + walk_ms(scene.mm(7)),
            ends + steps,
            walk_ms(scene.mm(11)),
        ];
        assert!(
            expected.contains(&ms),
            "{tags}: {ms}, expected one of {expected:?}"
        );
    }
    ms.is_some()
}

#[test]
fn the_listed_highways_are_walked() {
    for highway in [
        "footway",
        "pedestrian",
        "path",
        "steps",
        "living_street",
        "residential",
        "service",
        "unclassified",
        "road",
        "tertiary",
        "tertiary_link",
        "secondary",
        "secondary_link",
        "primary",
        "primary_link",
        "track",
        "cycleway",
        "bridleway",
        "corridor",
        "platform",
        "crossing",
        "elevator",
        "trunk",
        "trunk_link",
    ] {
        assert!(walkable(&format!("highway={highway}")), "{highway}");
    }
}

#[test]
fn unlisted_highways_are_not() {
    for highway in [
        "motorway",
        "motorway_link",
        "construction",
        "proposed",
        "planned",
        "abandoned",
        "razed",
        "disused",
        "raceway",
        "bus_guideway",
        "escape",
        "no",
        "rest_area",
        "street_lamp",
        "yes",
    ] {
        assert!(!walkable(&format!("highway={highway}")), "{highway}");
    }
    assert!(!walkable("building=yes") && !walkable("railway=rail") && !walkable("waterway=river"));
}

#[test]
fn a_profile_switch_turns_trunk_roads_off() {
    for highway in ["trunk", "trunk_link"] {
        let scene = joined_by(&format!("highway={highway}"));
        assert!(scene.ms().is_some());
        assert_eq!(scene.set(|s| s.no_trunk = true).ms(), None, "{highway}");
    }
    assert!(
        joined_by("highway=primary")
            .set(|s| s.no_trunk = true)
            .ms()
            .is_some()
    );
}

#[test]
fn platforms_and_piers_are_walked_without_highway() {
    for tags in [
        "railway=platform",
        "public_transport=platform",
        "man_made=pier",
    ] {
        assert!(walkable(tags), "{tags}");
    }
}

#[test]
fn ferries_are_off_by_default() {
    let ferry = joined_by("route=ferry");
    assert_eq!(ferry.ms(), None);
    assert!(ferry.set(|s| s.ferries = true).ms().is_some());
}

#[test]
fn indoor_ways_with_a_walkable_highway_are_walked() {
    assert!(walkable("highway=footway indoor=yes level=-1"));
    assert!(walkable("highway=corridor indoor=yes"));
    assert!(!walkable("indoor=corridor"));
}

#[test]
fn motorways_and_motorroads_only_with_foot_yes_designated_or_permissive() {
    for road in [
        "highway=motorway",
        "highway=motorway_link",
        "highway=trunk motorroad=yes",
    ] {
        assert!(!walkable(road), "{road}");
        for foot in ["yes", "designated", "permissive"] {
            assert!(walkable(&format!("{road} foot={foot}")), "{road} {foot}");
        }
        assert!(
            !walkable(&format!("{road} foot=official")) && !walkable(&format!("{road} access=yes"))
        );
    }
    assert!(walkable("highway=trunk motorroad=no"));
}

#[test]
fn area_yes_only_where_people_walk_on_areas() {
    for highway in [
        "pedestrian",
        "footway",
        "path",
        "service",
        "living_street",
        "platform",
        "corridor",
    ] {
        assert!(
            walkable(&format!("highway={highway} area=yes")),
            "{highway}"
        );
    }
    for highway in ["residential", "track", "unclassified", "steps", "tertiary"] {
        assert!(
            !walkable(&format!("highway={highway} area=yes")),
            "{highway}"
        );
    }
    for platform in [
        "railway=platform",
        "public_transport=platform",
        "man_made=pier",
    ] {
        assert!(walkable(&format!("{platform} area=yes")), "{platform}");
        assert!(
            !walkable(&format!("{platform} area=yes highway=track")),
            "{platform}"
        );
    }
    assert!(walkable("highway=residential area=no"));
}

#[test]
fn foot_use_sidepath_is_not_walked() {
    assert!(!walkable("highway=primary foot=use_sidepath"));
    assert!(walkable("highway=primary bicycle=use_sidepath"));
}

// ---- one-way for walkers

/// Whether one can walk along the way, and against it.
fn directions(tags: &str) -> (bool, bool) {
    let back = Scene::new(100, "s-a------b-h")
        .way("sa", "highway=footway")
        .way("ab", tags)
        .way("bh", "highway=footway")
        .home('h')
        .shop('s');
    (joined_by(tags).ms().is_some(), back.ms().is_some())
}

#[test]
fn one_way_for_walkers_only_by_these_tags() {
    for (tags, expected) in [
        ("highway=footway oneway:foot=yes", (true, false)),
        ("highway=footway oneway:foot=1", (true, false)),
        ("highway=residential oneway:foot=-1", (false, true)),
        ("highway=footway oneway:foot=no", (true, true)),
        ("highway=residential oneway=yes", (true, true)),
        ("highway=footway oneway=yes", (true, true)),
        ("highway=steps oneway=yes", (true, true)),
        ("highway=steps conveying=forward", (true, false)),
        ("highway=steps conveying=backward", (false, true)),
        ("highway=corridor conveying=forward", (true, false)),
        ("highway=footway conveying=backward", (false, true)),
        ("highway=path conveying=forward", (true, true)),
        ("highway=steps conveying=yes oneway=yes", (true, false)),
        ("highway=steps conveying=yes oneway=1", (true, false)),
        (
            "highway=steps conveying=reversible oneway=-1",
            (false, true),
        ),
        ("highway=corridor conveying=yes oneway=yes", (true, false)),
        ("highway=footway conveying=yes oneway=yes", (true, true)),
        ("highway=steps conveying=no oneway=yes", (true, true)),
        ("highway=steps conveying=yes", (true, true)),
        ("highway=steps conveying=reversible", (true, true)),
        ("highway=residential junction=roundabout", (true, true)),
    ] {
        assert_eq!(directions(tags), expected, "{tags}");
    }
}

#[test]
fn a_one_way_street_of_no_length_is_still_one_way() {
    // Node 900 lies where a does; the way between them is one-way.
    let walks = |oneway: &str| {
        let mut scene = Scene::new(100, "h---a---s").home('h').shop('s');
        let (lon, lat) = scene.map.place('a');
        scene.osm.node(900, lon, lat, "");
        scene.osm.way(1, &[8, 1], "highway=tertiary");
        scene.osm.way(
            2,
            &[1, 900],
            &format!("highway=footway oneway:foot={oneway}"),
        );
        scene.osm.way(3, &[900, 19], "highway=tertiary");
        (scene.ms(), Some(2 * walk_ms(scene.mm(4))))
    };
    let (along, expected) = walks("yes");
    assert_eq!(along, expected);
    assert_eq!(walks("-1").0, None);
}

#[test]
fn a_way_is_split_at_a_missing_node_and_never_bridged_over_it() {
    let scene = Scene::new(100, "h---a-x-b---s")
        .way("haxbs", "highway=footway")
        .home('h')
        .shop('s');
    assert!(scene.ms().is_some());
    let split = scene.clone().without('x');
    assert_eq!(split.ms(), None);
    let world = split.world();
    assert_eq!(
        world.street_ends(),
        [(1, 8, scene.mm(4)), (2, 19, scene.mm(4))]
    );
    assert_eq!(world.network.report.missing_node_refs, 1);
    assert_eq!(world.data.report.missing_node_refs, 1);
}

// ---- access

/// `open`, `private` or `closed`, found by walking: through, into, or not at all.
fn access(tags: &str) -> &'static str {
    // Public ground on both sides: the way is a short cut from h to s, and has a shop t of its own.
    let through = joined_by(tags);
    let into = Scene::new(100, "h-----a-----t")
        .way("ha", "highway=tertiary")
        .way("at", tags)
        .home('h')
        .shop('t');
    match (through.ms().is_some(), into.ms()) {
        (true, Some(_)) => "open",
        // Only a public piece on either side makes private ground of it.
        (false, Some(ms)) if ms == 2 * walk_ms(into.mm(6)) => "private",
        (false, _) => "closed",
        (true, None) => "nonsense",
    }
}

#[test]
fn access_values_are_open_private_or_closed() {
    for key in ["foot", "access"] {
        for value in ["yes", "designated", "permissive", "public", "official"] {
            assert_eq!(
                access(&format!("highway=footway {key}={value}")),
                "open",
                "{key}={value}"
            );
        }
        for value in ["private", "residents", "customers", "permit", "delivery"] {
            assert_eq!(
                access(&format!("highway=footway {key}={value}")),
                "private",
                "{key}={value}"
            );
        }
        for value in ["no", "agricultural", "forestry", "military", "emergency"] {
            assert_eq!(
                access(&format!("highway=footway {key}={value}")),
                "closed",
                "{key}={value}"
            );
        }
    }
    assert_eq!(access("highway=footway access=use_sidepath"), "closed");
    assert_eq!(access("highway=footway"), "open");
}

#[test]
fn destination_is_private_in_foot_and_open_in_access() {
    assert_eq!(access("highway=service access=destination"), "open");
    assert_eq!(access("highway=service foot=destination"), "private");
}

#[test]
fn foot_decides_before_access() {
    assert_eq!(access("highway=service access=private foot=yes"), "open");
    assert_eq!(access("highway=service access=no foot=designated"), "open");
    assert_eq!(access("highway=service access=yes foot=no"), "closed");
    assert_eq!(access("highway=service access=no foot=private"), "private");
}

#[test]
fn of_a_list_the_first_value_counts() {
    assert_eq!(access("highway=service access=private;yes"), "private");
    assert_eq!(access("highway=service foot=yes;no"), "open");
}

#[test]
fn an_unknown_value_is_open_and_counted() {
    let scene = joined_by("highway=footway access=unknown");
    assert_eq!(access("highway=footway access=unknown"), "open");
    assert_eq!(scene.world().network.report.unknown_access, 1);
    assert_eq!(
        joined_by("highway=footway access=yes")
            .world()
            .network
            .report
            .unknown_access,
        0
    );
}
