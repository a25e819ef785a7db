use super::barrier::passage;
use super::walkable::AREA_WALKED;
use super::*;

fn way(tags: &[(&str, &str)]) -> Option<WayAttr> {
    classify_way(Tags(tags)).map(|c| c.attr)
}

fn node(tags: &[(&str, &str)]) -> Passage {
    passage(Tags(tags))
}

#[test]
fn the_list_of_walkable_highways() {
    for h in [
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
        assert!(way(&[("highway", h)]).is_some(), "{h}");
    }
    for h in [
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
        "bus_stop",
    ] {
        assert!(way(&[("highway", h)]).is_none(), "{h}");
    }
}

#[test]
fn platforms_and_piers_are_walked_but_never_snapped_to() {
    for tags in [
        [("railway", "platform"), ("x", "y")],
        [("public_transport", "platform"), ("highway", "footway")],
        [("man_made", "pier"), ("highway", "path")],
        [("highway", "platform"), ("x", "y")],
    ] {
        assert_eq!(way(&tags).map(|a| a.snappable), Some(false), "{tags:?}");
    }
    assert!(way(&[("railway", "platform"), ("highway", "construction")]).is_none());
}

#[test]
fn motorways_open_only_by_foot() {
    for foot in ["yes", "designated", "permissive"] {
        assert!(way(&[("highway", "motorway"), ("foot", foot)]).is_some());
        assert!(way(&[("highway", "primary"), ("motorroad", "yes"), ("foot", foot)]).is_some());
    }
    assert!(way(&[("highway", "motorway"), ("foot", "official")]).is_none());
    assert!(way(&[("highway", "primary"), ("motorroad", "yes")]).is_none());
}

#[test]
fn areas_are_walked_only_where_people_walk() {
    for h in AREA_WALKED {
        assert!(way(&[("highway", h), ("area", "yes")]).is_some(), "{h}");
    }
    assert!(way(&[("highway", "residential"), ("area", "yes")]).is_none());
    assert!(way(&[("railway", "platform"), ("area", "yes")]).is_some());
    assert!(
        way(&[
            ("railway", "platform"),
            ("area", "yes"),
            ("highway", "track")
        ])
        .is_none()
    );
}

#[test]
fn the_most_specific_access_key_decides() {
    let access = |foot: Option<&str>, access: Option<&str>| {
        let mut tags = vec![("highway", "service")];
        tags.extend(foot.map(|v| ("foot", v)));
        tags.extend(access.map(|v| ("access", v)));
        way(&tags).map(|a| a.access)
    };
    assert_eq!(access(None, None), Some(Access::Open));
    assert_eq!(access(Some("yes"), Some("private")), Some(Access::Open));
    assert_eq!(access(None, Some("private")), Some(Access::Private));
    assert_eq!(access(None, Some("destination")), Some(Access::Open));
    assert_eq!(access(Some("destination"), None), Some(Access::Private));
    assert_eq!(access(Some("no;yes"), None), Some(Access::Closed));
    assert_eq!(access(None, Some("military")), Some(Access::Closed));
    assert_eq!(access(Some("use_sidepath"), None), None);
    let odd = classify_way(Tags(&[("highway", "path"), ("foot", "unknown")]));
    assert_eq!(
        odd.map(|c| (c.attr.access, c.unknown_access)),
        Some((Access::Open, true))
    );
}

#[test]
fn only_walkers_oneways_bind() {
    let dir = |tags: &[(&str, &str)]| way(tags).map(|a| a.oneway);
    assert_eq!(
        dir(&[("highway", "residential"), ("oneway", "yes")]),
        Some(Oneway::Both)
    );
    assert_eq!(
        dir(&[("highway", "path"), ("oneway:foot", "-1")]),
        Some(Oneway::Backward)
    );
    assert_eq!(
        dir(&[("highway", "steps"), ("conveying", "forward")]),
        Some(Oneway::Forward)
    );
    assert_eq!(
        dir(&[("highway", "steps"), ("conveying", "yes"), ("oneway", "-1")]),
        Some(Oneway::Backward)
    );
    assert_eq!(
        dir(&[("highway", "steps"), ("conveying", "no"), ("oneway", "yes")]),
        Some(Oneway::Both)
    );
    assert_eq!(
        dir(&[("highway", "steps"), ("oneway", "yes")]),
        Some(Oneway::Both)
    );
    assert_eq!(
        dir(&[("highway", "footway"), ("conveying", "backward")]),
        Some(Oneway::Backward)
    );
    assert_eq!(
        dir(&[("highway", "path"), ("conveying", "forward")]),
        Some(Oneway::Both)
    );
}

#[test]
fn nothing_snaps_to_bridges_tunnels_stairs_or_indoors() {
    let snaps = |tags: &[(&str, &str)]| way(tags).map(|a| a.snappable);
    assert_eq!(
        snaps(&[("highway", "footway"), ("bridge", "yes")]),
        Some(false)
    );
    assert_eq!(
        snaps(&[("highway", "footway"), ("bridge", "no")]),
        Some(true)
    );
    assert_eq!(
        snaps(&[("highway", "footway"), ("tunnel", "yes")]),
        Some(false)
    );
    assert_eq!(
        snaps(&[("highway", "service"), ("tunnel", "building_passage")]),
        Some(true)
    );
    assert_eq!(
        snaps(&[("highway", "footway"), ("indoor", "yes")]),
        Some(false)
    );
    assert_eq!(snaps(&[("highway", "steps")]), Some(false));
    assert_eq!(snaps(&[("highway", "corridor")]), Some(false));
}

#[test]
fn gates_and_walls() {
    assert_eq!(node(&[("access", "no")]), Passage::Pass);
    assert_eq!(node(&[("barrier", "gate")]), Passage::Pass);
    assert_eq!(
        node(&[("barrier", "gate"), ("access", "private")]),
        Passage::Private
    );
    assert_eq!(
        node(&[("barrier", "gate"), ("access", "private"), ("foot", "yes")]),
        Passage::Pass
    );
    assert_eq!(
        node(&[("barrier", "bollard"), ("foot", "no")]),
        Passage::Closed
    );
    assert_eq!(node(&[("barrier", "wall")]), Passage::Closed);
    assert_eq!(
        node(&[("barrier", "fence"), ("access", "destination")]),
        Passage::Pass
    );
    assert_eq!(
        node(&[("barrier", "fence"), ("access", "whatever")]),
        Passage::Pass
    );
    assert_eq!(
        node(&[("barrier", "hedge"), ("foot", "private")]),
        Passage::Private
    );
    assert_eq!(
        node(&[("barrier", "gate"), ("locked", "yes")]),
        Passage::Closed
    );
    assert_eq!(
        node(&[("barrier", "gate"), ("locked", "yes"), ("access", "yes")]),
        Passage::Closed
    );
    assert_eq!(
        node(&[
            ("barrier", "gate"),
            ("locked", "yes"),
            ("access", "private")
        ]),
        Passage::Private
    );
    assert_eq!(
        node(&[
            ("barrier", "gate"),
            ("locked", "yes"),
            ("foot", "permissive")
        ]),
        Passage::Pass
    );
}

#[test]
fn the_reader_keeps_the_keys_of_every_rule() {
    let text = include_str!("mod.rs");
    let modules: Vec<&str> = text
        .lines()
        .filter_map(|line| {
            let (_, module) = line.split_once("mod ")?;
            // What is read on demand alone has a list of its own.
            let on_demand = [
                "address",
                "boundary",
                "ground",
                "obstacle",
                "open_space",
                "other_use",
                "premises",
                "surroundings",
                "tests",
            ];
            let module = module.strip_suffix(';')?;
            (!on_demand.contains(&module)).then_some(module)
        })
        .collect();
    let (_, lists) = text.split_once("const READ").unwrap();
    let (lists, _) = lists.split_once("];").unwrap();
    for module in &modules {
        assert!(lists.contains(&format!(" {module}::KEYS,")), "{module}");
    }
    assert_eq!(modules.len(), READ.len());
}

#[test]
fn what_triggers_a_rule_is_read() {
    for key in TRIGGERED.iter().flat_map(|&(keys, _)| keys) {
        assert!(READ.iter().any(|keys| keys.contains(key)), "{key}");
    }
    for (keys, triggers, _) in [
        ADDRESSES,
        BOUNDARIES,
        BUILDING_USES,
        OBSTACLES,
        ON_THE_GROUND,
        OPEN_SPACES,
        OTHER_USES,
    ] {
        assert!(triggers.iter().all(|key| keys.contains(key)));
    }
}
