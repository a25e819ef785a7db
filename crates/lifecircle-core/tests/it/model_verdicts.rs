//! Walking model §4.8: three-state verdicts, and sums over homes.

use lifecircle_testkit::{Checked, Scene, walk_ms};

use crate::model_rules::{minutes, street};

#[test]
fn covered_beats_unknown() {
    // An island with a shop of its own.
    let long = "-".repeat(60);
    let scene = Scene::new(50, &format!("h-s--x-----b{long}c"))
        .way("hsx", "highway=residential")
        .way("bc", "highway=residential")
        .home('h')
        .shop('s');
    let checked = scene.check();
    assert_eq!(checked.verdict("h", "convenience"), "covered");
    assert_eq!(checked.verdict("h", "market"), "island");
}

#[test]
fn the_first_reason_counts_unreachable_island_no_data_edge() {
    let cut = street("").without('k');
    assert_eq!(cut.check().verdict("h", "convenience"), "no_data");
    let cut = cut
        .tag('j', "shop=convenience")
        .set(|s| s.pack = minutes(200_000, ""));
    assert_eq!(cut.check().verdict("h", "convenience"), "not_covered");
    assert_eq!(
        cut.clone()
            .set(|s| s.pack = minutes(760_000, "min_count = 2"))
            .check()
            .verdict("h", "convenience"),
        "edge"
    );
    let far = cut.set(|s| s.homes.as_mut().unwrap()[0].at.lat += 1.0);
    assert_eq!(far.check().verdict("h", "convenience"), "unreachable");
}

#[test]
fn no_data_unless_the_own_list_replaces_everything() {
    let scene = street("");
    assert_eq!(scene.check().verdict("h", "convenience"), "no_data");
    assert_eq!(
        scene.clone().shop('k').check().verdict("h", "market"),
        "no_data"
    );
    let listed = scene
        .clone()
        .own_shop('k')
        .set(|s| s.replace = true)
        .check();
    assert_eq!(listed.verdict("h", "convenience"), "not_covered");
    assert_eq!(
        listed.verdict("h", "market"),
        "not_covered",
        "the list is complete by assertion"
    );
    let added = scene.own_shop('k').check();
    assert_eq!(
        (
            added.verdict("h", "convenience"),
            added.verdict("h", "market")
        ),
        ("not_covered", "no_data")
    );
}

#[test]
fn a_home_is_unreachable_only_when_no_entrance_has_a_street() {
    let scene = |max: u32| {
        Scene::new(
            10,
            "
            a-----------b

              p---q
              s---r
            ",
        )
        .way("ab", "highway=residential")
        .way("pqrsp", "building=house")
        .tag('p', "entrance=main")
        .tag('s', "entrance=yes")
        .tag('b', "shop=convenience")
        .enough_dwellings()
        .set(|s| s.max_snap_mm = max)
        .check()
    };
    assert_eq!(
        scene(25_000).legs("way/2"),
        [Some(Scene::new(10, "a").mm(2)), None]
    );
    assert_eq!(scene(25_000).verdict("way/2", "convenience"), "covered");
    assert_eq!(scene(15_000).verdict("way/2", "convenience"), "unreachable");
}

#[test]
fn a_home_is_on_an_island_only_when_all_its_streets_are() {
    // Entrance p is beside an island and 250 m from the long street, r beside that street.
    let long = "-".repeat(60);
    let scene = |second: &str| {
        Scene::new(
            50,
            &format!("i---j\n p-q\n |.|\n |.|\n |.|\n s-r\na{long}b"),
        )
        .way("ab", "highway=residential")
        .way("pqrsp", "building=house")
        .way("ij", "highway=footway")
        .tag('p', "entrance=main")
        .tag('r', second)
        .tag('b', "shop=convenience")
        .enough_dwellings()
        .check()
    };
    let both = scene("entrance=yes");
    assert_eq!(both.legs("way/2").len(), 2);
    assert_eq!(both.verdict("way/2", "convenience"), "not_covered");
    assert_eq!(
        scene("barrier=bollard").verdict("way/2", "convenience"),
        "island"
    );
}

#[test]
fn a_home_is_covered_when_all_rules_are_and_a_gap_when_one_is_not() {
    let with = |tags: [&str; 3]| {
        let scene = street("")
            .tag('a', tags[0])
            .tag('b', tags[1])
            .tag('c', tags[2]);
        scene.check().joint("h")
    };
    assert_eq!(
        with([
            "shop=convenience",
            "amenity=marketplace",
            "shop=supermarket"
        ]),
        "covered"
    );
    assert_eq!(
        with(["shop=convenience", "amenity=marketplace", ""]),
        "unknown"
    );
    let far = street("k").tag('b', "amenity=marketplace");
    assert_eq!(
        far.check().joint("h"),
        "not_covered",
        "one rule is missed, one unknown"
    );
}

#[test]
fn limits_move_by_ten_per_cent() {
    // 7 cells of 50 m take 291.7 s: within 90 % of 5.5 min (297 s), not of 5 min (270 s).
    let scene = Scene::new(50, "h------s")
        .way("hs", "highway=residential")
        .home('h')
        .shop('s');
    let checked = scene.check();
    let at = |percent| checked.verdict_at("h", "convenience", percent);
    assert_eq!(
        (at(90), at(100), at(110)),
        ("not_covered", "covered", "covered")
    );
    let summary = checked.summary();
    let shares = summary.rules[0].shares;
    assert_eq!(shares.tighter.homes.covered, 0);
    assert_eq!(
        (shares.exact.homes.covered, shares.looser.homes.covered),
        (1, 1)
    );
    let scene = Scene::new(45, "h-------s")
        .way("hs", "highway=residential")
        .home('h')
        .shop('s');
    let checked = scene.check();
    let at = |percent| checked.verdict_at("h", "convenience", percent);
    assert_eq!(
        (at(90), at(100), at(110)),
        ("not_covered", "not_covered", "covered"),
        "{:?}",
        checked.ms("h")
    );
}

#[test]
fn sums_add_up_by_homes_and_people() {
    let mut scene = street("b").home('k').home('c');
    for (row, people) in scene
        .settings
        .homes
        .as_mut()
        .unwrap()
        .iter_mut()
        .zip([2500, 4000, 1])
    {
        row.people_milli = people;
    }
    let checked: Checked = scene.check();
    let summary = checked.summary();
    assert_eq!((summary.homes, summary.people_milli), (3, 6501));
    let convenience = &summary.rules[0];
    assert_eq!(convenience.shares.exact.homes.covered, 2);
    assert_eq!(convenience.shares.exact.homes.not_covered, 1);
    assert_eq!(convenience.shares.exact.people_milli.not_covered, 4000);
    assert_eq!(convenience.shares.exact.people_milli.total(), 6501);
    // Of the three walks 2, 4 and 16 cells the median is 4 cells; c to b is a difference of times.
    let cell = |n| walk_ms(scene.mm(n));
    assert_eq!(convenience.median_ms, Some(cell(4)));
    assert_eq!(convenience.p90_ms, Some(cell(20) - cell(4)));
    assert_eq!(convenience.facilities, 1);
    // No market in the input: unknown for everybody, with the reason counted.
    assert_eq!(summary.rules[1].shares.exact.homes.unknown, 3);
    assert_eq!(summary.rules[1].reasons, [0, 0, 3, 0, 0]);
    assert_eq!(summary.joint.exact.homes.total(), 3);
}

#[test]
fn the_leg_on_the_path_to_the_nearest_facility_of_any_rule_is_told() {
    let scene = Scene::new(
        10,
        "
        a-----------b
            p---q
            |   |
            |   |
            |   |
            s---r

        c-----------d
        ",
    )
    .way("ab", "highway=residential")
    .way("pqrsp", "building=house")
    .way("cd", "highway=residential")
    .way("ac", "highway=steps")
    .tag('p', "entrance=main")
    .tag('r', "entrance=yes")
    .tag('a', "shop=convenience")
    .tag('d', "shop=supermarket")
    .enough_dwellings();
    let checked = scene.check();
    // To the store a through p: 1 + 4 cells; to the supermarket d through r: 2 + 4.
    assert_eq!(
        checked.coverage.leg_mm(checked.home("way/2")),
        Some(scene.mm(1))
    );
}

#[test]
fn the_horizon_is_an_hour() {
    // 1.2 m/s × 3600 s = 4320 m; cells of 100 m are 99,998 mm.
    let at = |cells: usize| {
        let line = "-".repeat(cells - 1);
        Scene::new(100, &format!("h{line}s"))
            .way("hs", "highway=residential")
            .home('h')
            .shop('s')
            .ms()
    };
    assert!(at(43).is_some());
    assert_eq!(at(44), None);
}
