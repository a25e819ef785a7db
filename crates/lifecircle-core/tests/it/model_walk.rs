//! Walking model §3: time, length, profiles, waiting at crossings.

use lifecircle_core::metric::Profile;
use lifecircle_testkit::{Scene, units_mm, walk_ms, walk_ms_at};

use crate::model_metres::metres;

pub(crate) fn profile(name: &str) -> Profile {
    Profile::named(name).unwrap()
}

/// `h` at one end, shop `s` at the other, six cells of 50 m.
fn line(tags: &str) -> Scene {
    Scene::new(50, "h-----s")
        .way("hs", tags)
        .home('h')
        .shop('s')
}

#[test]
fn the_default_speed_is_1_20_m_per_s_so_5_10_15_minutes_are_360_720_1080_m() {
    for (metres, ms) in [(360_000, 300_000), (720_000, 600_000), (1_080_000, 900_000)] {
        assert_eq!(walk_ms(metres), ms);
    }
    let scene = line("highway=footway");
    assert_eq!(scene.ms(), Some(walk_ms(scene.mm(6))));
}

#[test]
fn every_profile_has_its_speed_and_its_factor_on_stairs() {
    for (name, speed, stairs) in [
        ("adult", 4_320_000, Some(200)),
        ("elderly", 3_240_000, Some(300)),
        ("child", 3_600_000, Some(200)),
        ("stroller", 3_600_000, None),
        ("wheelchair", 3_240_000, None),
    ] {
        let walk = |tags: &str| line(tags).set(|s| s.profile = profile(name)).ms();
        let mm = line("highway=footway").mm(6);
        assert_eq!(
            walk("highway=footway"),
            Some(walk_ms_at(mm, 100, speed)),
            "{name}"
        );
        // Nobody snaps to steps: a level street leads to either end.
        let scene = Scene::new(50, "h-a-----b-s")
            .way("ha", "highway=footway")
            .way("ab", "highway=steps")
            .way("bs", "highway=footway")
            .home('h')
            .shop('s')
            .set(|s| s.profile = profile(name));
        let level = walk_ms_at(scene.mm(2), 100, speed);
        let expected = stairs.map(|pct| 2 * level + walk_ms_at(scene.mm(6), pct, speed));
        assert_eq!(scene.ms(), expected, "{name}");
    }
}

#[test]
fn a_speed_replaces_the_level_speed_and_factors_stay() {
    let scene = Scene::new(50, "h-a-----b-s")
        .way("ha", "highway=footway")
        .way("ab", "highway=steps")
        .way("bs", "highway=footway")
        .home('h')
        .shop('s')
        .set(|s| s.profile = profile("elderly"))
        .set(|s| s.speed = "4.5km/h".parse().ok());
    let expected =
        2 * walk_ms_at(scene.mm(2), 100, 4_500_000) + walk_ms_at(scene.mm(6), 300, 4_500_000);
    assert_eq!(scene.ms(), Some(expected));
}

#[test]
fn wheelchair_no_is_closed_to_the_wheelchair_alone() {
    let walk = |name: &str| {
        line("highway=footway wheelchair=no")
            .set(|s| s.profile = profile(name))
            .ms()
    };
    assert!(walk("adult").is_some() && walk("stroller").is_some());
    assert_eq!(walk("wheelchair"), None);
    let limited =
        line("highway=footway wheelchair=limited").set(|s| s.profile = profile("wheelchair"));
    assert!(limited.ms().is_some());
}

#[test]
fn lengths_are_summed_over_segments_and_rounded_once_per_street() {
    // Ten pieces of 1e-7 degrees each (11.1195 mm): ten roundings would give 110 mm.
    let mut scene = Scene::new(50, "h");
    scene.osm.nodes.clear();
    for i in 0..11 {
        scene.osm.node(i64::from(i) + 1, 100_000_000 + i, 0, "");
    }
    scene
        .osm
        .way(1, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], "highway=footway");
    let world = scene.home('h').world();
    assert_eq!(world.street_ends(), [(1, 11, 111)]);
}

#[test]
fn a_street_is_at_least_one_millimetre_where_its_geometry_is_not_a_point() {
    let mut scene = Scene::new(50, "h");
    scene.osm.nodes.clear();
    scene
        .osm
        .node(1, 100_000_000, 0, "")
        .node(2, 100_000_000, 0, "")
        .node(3, 100_000_001, 0, "");
    // Two nodes in one place, and one 11 mm away with a kink back: length is never lost.
    scene
        .osm
        .way(1, &[1, 2], "highway=footway")
        .way(2, &[2, 3], "highway=steps");
    assert_eq!(scene.world().street_ends(), [(1, 2, 0), (2, 3, 11)]);
    // Near the pole 1e-7 degrees of longitude are less than half a millimetre.
    let mut scene = Scene::new(50, "h");
    scene.osm.nodes.clear();
    scene
        .osm
        .node(1, 0, 899_000_000, "")
        .node(2, 10, 899_000_000, "");
    scene.osm.way(1, &[1, 2], "highway=footway");
    assert_eq!(scene.world().street_ends(), [(1, 2, 1)]);
}

#[test]
fn lengths_are_great_circles_on_the_mean_radius() {
    // Along a meridian at 60° N the length is R × Δφ; along the parallel 1e-3 degrees are half.
    let mut scene = Scene::new(50, "h");
    scene.osm.nodes.clear();
    scene
        .osm
        .node(1, 0, 600_000_000, "")
        .node(2, 0, 600_100_000, "")
        .node(3, 10_000, 600_000_000, "");
    scene
        .osm
        .way(1, &[1, 2], "highway=footway")
        .way(2, &[1, 3], "highway=steps");
    let half = units_mm(10_000) / 2;
    let ends = scene.world().street_ends();
    assert_eq!(ends[0], (1, 2, units_mm(100_000)));
    assert_eq!((ends[1].0, ends[1].1), (1, 3));
    assert!(ends[1].2.abs_diff(half) <= 1, "{ends:?} {half}");
}

#[test]
fn legs_are_rounded_to_mm_and_walked_at_level_speed_at_both_ends() {
    let scene = Scene::new(
        7,
        "
          h

        a-----------b


                s
        ",
    )
    .way("ab", "highway=residential")
    .home('h')
    .shop('s');
    let along = walk_ms(scene.mm(8)) - walk_ms(scene.mm(2));
    let checked = scene.check();
    assert_eq!(checked.legs("h"), [Some(scene.mm(2))]);
    assert_eq!(
        checked.ms("h"),
        Some(walk_ms(scene.mm(2)) + along + walk_ms(scene.mm(3)))
    );
    // A slow profile walks legs slowly, but never at the pace of stairs.
    let elderly = scene.clone().set(|s| s.profile = profile("elderly")).ms();
    let slow = |cells| walk_ms_at(scene.mm(cells), 100, 3_240_000);
    assert_eq!(elderly, Some(slow(2) + slow(8) - slow(2) + slow(3)));
}

// ---- waiting at crossings

/// A footway from `h` to `s` over a road `nm` that it meets at `c`, with 20 s of waiting.
fn across(road: &str, crossing: &str) -> (Scene, u32) {
    let scene = Scene::new(
        20,
        "
            n
            |
        h---c---s
            |
            m
        ",
    )
    .way("hcs", "highway=footway")
    .way("ncm", road)
    .tag('c', crossing)
    .home('h')
    .shop('s')
    .set(|s| s.crossing_delay_ms = 20_000);
    let level = 2 * walk_ms(scene.mm(4));
    (scene, level)
}

#[test]
fn a_mapped_crossing_of_a_primary_to_tertiary_road_costs_the_delay_once() {
    for road in [
        "primary",
        "primary_link",
        "secondary",
        "secondary_link",
        "tertiary",
        "tertiary_link",
    ] {
        let (scene, level) = across(&format!("highway={road}"), "highway=crossing");
        assert_eq!(scene.ms(), Some(level + 20_000), "{road}");
        assert_eq!(
            scene.set(|s| s.crossing_delay_ms = 0).ms(),
            Some(level),
            "{road}"
        );
    }
}

#[test]
fn a_crossing_of_a_small_road_or_one_that_is_not_mapped_costs_nothing() {
    for (road, crossing) in [
        ("highway=residential", "highway=crossing"),
        ("highway=service", "highway=crossing"),
        ("highway=primary", "kerb=lowered"),
    ] {
        let (scene, level) = across(road, crossing);
        assert_eq!(scene.ms(), Some(level), "{road} {crossing}");
    }
}

#[test]
fn signals_cost_the_delay_on_every_road() {
    for signals in [
        "highway=traffic_signals",
        "highway=crossing crossing=traffic_signals",
    ] {
        let (scene, level) = across("highway=residential", signals);
        assert_eq!(scene.ms(), Some(level + 20_000), "{signals}");
    }
}

/// A road that walkers may not follow is no part of the network, but they wait to cross it.
#[test]
fn a_crossing_is_waited_at_though_nobody_may_walk_along_the_road() {
    let (scene, _) = across(
        "highway=primary foot=use_sidepath",
        "highway=crossing crossing=traffic_signals",
    );
    // The footway is one street of eight cells.
    assert_eq!(scene.ms(), Some(walk_ms(scene.mm(8)) + 20_000));
}

#[test]
fn waiting_is_time_and_not_length() {
    let (scene, level) = across("highway=primary", "highway=crossing");
    let found = scene
        .clone()
        .set(|s| s.pack = metres(1000))
        .check()
        .nearest("h", "convenience");
    let found = found.unwrap();
    assert_eq!((found.weight, found.ms), (2 * scene.mm(4), level + 20_000));
}
