//! Walking model §3: metre rules, and partial times along a street.

use lifecircle_core::id::StreetId;
use lifecircle_core::metric::{Gates, Metric, Unit, Walking};
use lifecircle_core::osm::{Access, Oneway};
use lifecircle_core::streets::Streets;
use lifecircle_core::units::Speed;
use lifecircle_testkit::{Rng, Scene, pack_of, rule, walk_ms, walk_ms_at};
use proptest::prelude::*;

use crate::model_walk::profile;

pub(crate) fn metres(limit: u32) -> String {
    pack_of(&rule("convenience", &format!("metres = {limit}")))
}

#[test]
fn a_metre_rule_minimises_length_counts_stairs_once_and_tells_the_time_along_that_path() {
    // Steps straight on, 4 cells; level way round, 8 cells: by time both take the same, by length steps win.
    let scene = Scene::new(
        50,
        "
        h-a----b-s
          |    |
          c----d
        ",
    )
    .way("ha", "highway=footway")
    .way("ab", "highway=steps")
    .way("acdb", "highway=footway")
    .way("bs", "highway=footway")
    .home('h')
    .shop('s');
    let by_length = scene.clone().set(|s| s.pack = metres(1000)).check();
    let found = by_length.nearest("h", "convenience").unwrap();
    let mm = scene.mm(2) + scene.mm(5) + scene.mm(2);
    assert_eq!(found.weight, mm);
    assert_eq!(
        found.ms,
        2 * walk_ms(scene.mm(2)) + walk_ms_at(scene.mm(5), 200, 4_320_000)
    );
    // By time the detour of 4 cells beats 5 cells of steps.
    let round = walk_ms(scene.mm(2)) * 2 + walk_ms(scene.mm(9));
    assert_eq!(scene.ms(), Some(round));
}

#[test]
fn a_metre_limit_is_inclusive_and_holds_legs() {
    // 3 m cells; the home 4 cells from the street, the shop 2.
    let scene = Scene::new(
        3,
        "
        h
        .
        .
        .
        a---------b
        .
        .         s
        ",
    )
    .way("ab", "highway=residential")
    .home('h')
    .shop('s');
    let mm = scene.mm(4) + scene.mm(10) + scene.mm(2);
    let verdict = |limit_mm: u32| {
        let limit = format!("metres = {}.{:03}", limit_mm / 1000, limit_mm % 1000);
        let pack = pack_of(&rule("convenience", &limit));
        let checked = scene.clone().set(|s| s.pack = pack).check();
        assert_eq!(checked.nearest("h", "convenience").unwrap().weight, mm);
        checked.verdict("h", "convenience")
    };
    assert_eq!(verdict(mm), "covered");
    assert_eq!(verdict(mm - 1), "not_covered");
}

#[test]
fn ways_closed_to_the_profile_stay_closed_for_metre_rules() {
    let scene = Scene::new(50, "h-a---b-s")
        .way("ha", "highway=footway")
        .way("ab", "highway=steps")
        .way("bs", "highway=footway")
        .home('h')
        .shop('s')
        .set(|s| s.pack = metres(1000));
    assert!(scene.ms().is_some());
    assert_eq!(scene.set(|s| s.profile = profile("stroller")).ms(), None);
}

// ---- partial times

fn one_street(length_mm: u32, stairs: bool, oneway: Oneway) -> Streets {
    Streets {
        length_mm: vec![length_mm],
        stairs: vec![stairs],
        access: vec![Access::Open],
        barred: vec![false],
        oneway: vec![oneway],
        enclosed: vec![false],
        ..Streets::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn partial_times_add_up_exactly_in_either_direction(
        length in 1..5_000_000u32,
        cuts in (0.0..=1.0f64, 0.0..=1.0f64),
        speed in 360_000..18_000_000u32,
        stairs in any::<bool>(),
        backward in any::<bool>(),
        length_unit in any::<bool>(),
    ) {
        let profile = profile("elderly");
        let speed = Speed::from_mm_per_h(speed).unwrap();
        let walking = Walking { profile, speed, gates: Gates::Tagged, crossing_delay_ms: 0 };
        let unit = if length_unit { Unit::Length } else { Unit::Time };
        let oneway = if backward { Oneway::Backward } else { Oneway::Forward };
        let streets = one_street(length, stairs, oneway);
        let metric = Metric::new(&streets, walking, unit);
        let at = |f: f64| (f64::from(length) * f).round() as u32;
        let (a, b) = (at(cuts.0.min(cuts.1)), at(cuts.0.max(cuts.1)));
        let time = |from, to| metric.street_time(StreetId(0), from, to);
        let along = [0, a, b, length];
        let path: Vec<u32> = if backward { along.into_iter().rev().collect() } else { along.to_vec() };
        let whole = time(path[0], path[3]).unwrap();
        let mut sum = (0, 0);
        for pair in path.windows(2) {
            let part = time(pair[0], pair[1]).unwrap();
            sum = (sum.0 + part.0, sum.1 + part.1);
            if pair[0] != pair[1] {
                prop_assert_eq!(time(pair[1], pair[0]), None, "against the one-way");
            }
        }
        prop_assert_eq!(sum, whole);
        let pct = if stairs { 300 } else { 100 };
        let ms = walk_ms_at(length, pct, u64::from(speed.mm_per_h()));
        prop_assert_eq!(whole, if length_unit { (length, ms) } else { (ms, 0) });
    }
}

#[test]
fn random_offsets_take_the_difference_of_their_times() {
    // A home and a shop anywhere on one street of 40 cells.
    let mut rng = Rng::new(5);
    for _ in 0..20 {
        let (from, to) = (rng.below(41) as i32, rng.below(41) as i32);
        let mut scene = Scene::new(13, "a---------------------------------------b")
            .way("ab", "highway=footway");
        scene = scene.home('a');
        let unit = scene.map.cell_units();
        let (west, _) = scene.map.place('a');
        scene.osm.node(900, west + to * unit, 0, "shop=convenience");
        scene.settings.homes.as_mut().unwrap()[0].at =
            lifecircle_core::geodesy::LonLat::from_decimicro(west + from * unit, 0);
        let at = |cells: i32| walk_ms(scene.mm(cells as u32));
        assert_eq!(
            scene.check().ms("a"),
            Some(at(from).abs_diff(at(to))),
            "{from} to {to}"
        );
    }
}
