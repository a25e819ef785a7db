//! The stretches that [`Reach`] tells against [`Oracle`], to the millimetre and the millisecond.

use std::collections::BTreeMap;

use std::sync::Arc;

use lifecircle_core::build::BuiltNetwork;
use lifecircle_core::id::StreetId;
use lifecircle_core::metric::{Gates, Profile, Walking};
use lifecircle_core::observer::Silent;
use lifecircle_core::reach::{Reach, Stretch};
use lifecircle_core::snap::Snap;
use lifecircle_core::units::Speed;
use lifecircle_core::walk::Walks;
use lifecircle_testkit::{Rng, Scene, Settings, World};

use crate::extracts::{file, world};
use crate::isochrone_oracle::Oracle;

const GATES: [Gates; 3] = [Gates::Tagged, Gates::Open, Gates::Closed];
const LONGEST: u32 = 900_000;

/// What cases met: the tests say how much of it there must be.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Met {
    pub(crate) stretches: usize,
    /// Ends of intervals within a street.
    pub(crate) cuts: usize,
    /// Streets reached from both sides with a gap between.
    pub(crate) gaps: usize,
    /// Streets reached from both sides without one.
    pub(crate) peaks: usize,
    /// Streets of one part that a limit leaves in the other.
    pub(crate) bands: usize,
}

/// The stretches within a limit, in order.
pub(crate) fn stretches(
    reach: &Reach,
    snaps: &[Snap],
    searched_ms: u32,
    limit_ms: u32,
) -> Vec<Stretch> {
    let mut space = reach.space();
    let reached = reach.search(&mut space, snaps, searched_ms);
    let mut stretches = Vec::new();
    reach.stretches(&reached, snaps, limit_ms, |s| stretches.push(s));
    stretches.sort_unstable();
    stretches
}

/// The intervals of every street; stretches that overlap stop the test.
fn intervals(stretches: &[Stretch]) -> BTreeMap<u32, Vec<(u32, u32)>> {
    let mut found: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    for s in stretches {
        assert!(s.from_mm < s.to_mm, "{s:?} is empty");
        let own = found.entry(s.street.0).or_default();
        match own.last_mut() {
            Some(last) if last.1 == s.from_mm => last.1 = s.to_mm,
            last => {
                assert!(last.is_none_or(|l| l.1 < s.from_mm), "{s:?} overlaps");
                own.push((s.from_mm, s.to_mm));
            }
        }
    }
    found
}

/// Millimetres of some stretches.
fn total(stretches: &[Stretch]) -> u64 {
    let mm = stretches.iter().map(|s| u64::from(s.to_mm - s.from_mm));
    mm.sum()
}

/// One origin: every interval and time, for every limit, and the bands between the limits.
fn compare(
    reach: &Reach,
    oracle: &Oracle,
    snaps: &[Snap],
    limits: &[u32],
    name: &str,
    met: &mut Met,
) {
    let longest = *limits.last().unwrap();
    let times = oracle.search(snaps, longest);
    let mut before: Option<(u32, u64)> = None;
    for &limit in limits {
        let found = stretches(reach, snaps, longest, limit);
        let name = format!("{name}, {limit} ms from {snaps:?}");
        let expected = oracle.intervals(&times, snaps, limit);
        let own = intervals(&found);
        if own != expected {
            for (street, e) in &expected {
                assert_eq!(own.get(street), Some(e), "{name}, street {street}");
            }
            assert_eq!(own, expected, "{name}");
        }
        for s in &found {
            let time = |mm, upper| oracle.time(&times, snaps, s.street, mm, upper);
            let ends = (time(s.from_mm, true), time(s.to_mm, false));
            assert_eq!((i64::from(s.from), i64::from(s.to)), ends, "{name}, {s:?}");
            assert!(s.from.max(s.to) <= limit, "{name}, {s:?}");
            evenly(s, &name, |mm| time(mm, true));
        }
        met.stretches += found.len();
        for (&street, own) in &own {
            let length = reach.length_mm(StreetId(street));
            let inner = own.iter().flat_map(|i| [i.0, i.1]);
            met.cuts += inner.filter(|&mm| mm != 0 && mm != length).count();
            met.gaps += own.len() - 1;
        }
        met.peaks += found
            .windows(2)
            .filter(|w| w[0].street == w[1].street && w[0].to_mm == w[1].from_mm)
            .count();
        if let Some((earlier, reached)) = before {
            let band: Vec<Stretch> = found
                .iter()
                .filter_map(|&s| reach.beyond(s, earlier))
                .collect();
            assert_eq!(
                total(&band) + reached,
                total(&found),
                "{name}: beyond {earlier} ms"
            );
            met.bands += band.len();
            for s in &band {
                let time = |mm, upper| oracle.time(&times, snaps, s.street, mm, upper);
                assert_eq!(
                    (i64::from(s.from), i64::from(s.to)),
                    (time(s.from_mm, true), time(s.to_mm, false)),
                    "{name}: beyond {earlier}: {s:?}"
                );
            }
        }
        before = Some((limit, total(&found)));
    }
}

/// Inside a stretch time grows from one end only.
fn evenly(s: &Stretch, name: &str, time: impl Fn(u32) -> i64) {
    let length = s.to_mm - s.from_mm;
    if length < 3 {
        return;
    }
    let inside: Vec<i64> = [1, length / 3, length / 2, length - 1]
        .iter()
        .map(|mm| time(s.from_mm + mm))
        .collect();
    let even = if s.from <= s.to {
        inside.is_sorted()
    } else {
        inside.iter().rev().is_sorted()
    };
    let (low, high) = (i64::from(s.from.min(s.to)), i64::from(s.from.max(s.to)));
    // Where rising and falling walks meet, the last millimetre may still be one of the other's.
    let within = inside.iter().all(|&t| t >= low && t <= high.max(inside[0]));
    assert!(even && within, "{name}, {s:?}: {inside:?}");
}

/// A random place on a street: at an end, in the middle, anywhere.
fn somewhere(oracle: &Oracle, built: &BuiltNetwork, rng: &mut Rng) -> Snap {
    let street = loop {
        let street = rng.below(built.streets.count());
        if oracle.is_walked(street) {
            break street;
        }
    };
    let length = built.streets.length_mm[street];
    let offset_mm = match rng.below(5) {
        0 => 0,
        1 => length,
        2 => length / 2,
        3 => length.min(1),
        _ => rng.below(length as usize + 1) as u32,
    };
    let leg_mm = [0, 1, 7_000, 50_000 + rng.below(90_000) as u32][rng.below(4)];
    Snap {
        street: StreetId::new(street),
        offset_mm,
        leg_mm,
    }
}

/// An origin with one way in, or several, some of them on one street.
pub(crate) fn origin(oracle: &Oracle, built: &BuiltNetwork, rng: &mut Rng) -> Vec<Snap> {
    let mut snaps = vec![somewhere(oracle, built, rng)];
    while rng.percent(40) {
        let mut next = somewhere(oracle, built, rng);
        if rng.percent(50) {
            next.street = snaps[0].street;
            next.offset_mm =
                rng.below(built.streets.length_mm[next.street.index()] as usize + 1) as u32;
        }
        snaps.push(next);
    }
    snaps
}

fn walking(name: &str, mm_per_h: Option<u32>, gates: Gates, crossing_delay_ms: u32) -> Walking {
    let profile = Profile::named(name).unwrap();
    let speed = mm_per_h.map(|s| Speed::from_mm_per_h(s).unwrap());
    Walking {
        profile,
        speed: speed.unwrap_or(profile.speed),
        gates,
        crossing_delay_ms,
    }
}

/// Towns with signals, for one kind of walker.
fn town(seed: u64, walking: Walking) -> World {
    let mut scene = Scene::town(seed).set(|s| {
        s.profile = walking.profile;
        s.speed = Some(walking.speed);
        s.gates = walking.gates;
        s.crossing_delay_ms = walking.crossing_delay_ms;
    });
    for letter in ["adgjm", "behkn"][seed as usize % 2].chars() {
        scene = scene.tag(letter, "highway=traffic_signals");
    }
    scene.world()
}

#[test]
fn isochrone_stretches_of_towns_are_the_oracles() {
    let walkers = [
        ("adult", None, 0),
        ("elderly", None, 20_000),
        ("stroller", None, 0),
        ("adult", Some(18_000_000), 15_000),
        ("wheelchair", Some(360_000), 1_000),
        ("adult", Some(4_444_441), 0),
    ];
    let mut met = Met::default();
    for seed in 0..120 {
        let (name, speed, delay) = walkers[seed as usize % walkers.len()];
        let gates = GATES[seed as usize / 2 % 3];
        let walking = walking(name, speed, gates, delay);
        let world = town(seed, walking);
        let reach = Reach::new(&world.walks, &Silent).unwrap();
        let oracle = Oracle::new(&world.built, walking);
        let mut rng = Rng::new(seed);
        for _ in 0..12 {
            let snaps = origin(&oracle, &world.built, &mut rng);
            let some = 1 + rng.below(LONGEST as usize) as u32;
            let mut limits = [1, 60_000, 300_000, 600_000, LONGEST, some];
            limits.sort_unstable();
            let name = format!("town {seed}, {walking:?}");
            compare(&reach, &oracle, &snaps, &limits, &name, &mut met);
        }
    }
    // The towns hold what they promise.
    assert!(
        met.cuts > 30_000 && met.gaps > 2_000 && met.peaks > 15_000 && met.bands > 50_000,
        "{met:?}"
    );
}

#[test]
fn isochrone_stretches_of_extracts_are_the_oracles() {
    for (name, origins) in [
        ("es_laspalmas_2023", 40),
        ("mc_monaco", 40),
        ("cn_shanghai-tongji", 60),
    ] {
        let Some(bytes) = file(&format!("{name}.osm.pbf")) else {
            continue;
        };
        let mut met = Met::default();
        let world = world(
            &bytes,
            &Settings {
                crossing_delay_ms: 20_000,
                ..Settings::default()
            },
        );
        for (round, profile) in ["adult", "elderly"].into_iter().enumerate() {
            let walking = walking(profile, None, GATES[round], 20_000);
            let walks = Walks::new(Arc::clone(&world.built), walking);
            let reach = Reach::new(&walks, &Silent).unwrap();
            let oracle = Oracle::new(&world.built, walking);
            let mut rng = Rng::new(round as u64);
            for i in 0..origins / 2 {
                let snaps = if i % 2 == 0 {
                    origin(&oracle, &world.built, &mut rng)
                } else {
                    let home = rng.below(world.residences.count());
                    let access = world.residences.ways_in_of(home).iter();
                    access.filter_map(|a| a.snap).collect()
                };
                compare(
                    &reach,
                    &oracle,
                    &snaps,
                    &[30_000, 300_000, 600_000, LONGEST],
                    name,
                    &mut met,
                );
            }
        }
        assert!(
            met.cuts > 1_000 && met.gaps > 100 && met.bands > 5_000,
            "{name}: {met:?}"
        );
    }
}

// Where walks from both ends meet, a limit just below, at and above the time there decides on single millimetres.
#[test]
fn isochrone_stretches_are_cut_to_the_millimetre_where_walks_meet() {
    let mut met = Met::default();
    for seed in 0..60 {
        let speed = [360_000, 1_111_111, 4_320_000, 18_000_000][seed as usize % 4];
        let walking = walking("elderly", Some(speed), GATES[seed as usize % 3], 0);
        let world = town(seed, walking);
        let reach = Reach::new(&world.walks, &Silent).unwrap();
        let oracle = Oracle::new(&world.built, walking);
        let mut rng = Rng::new(1_000 + seed);
        let longest = 20 * (LONGEST / (speed / 10_000)).max(60_000);
        for _ in 0..3 {
            let snaps = origin(&oracle, &world.built, &mut rng);
            let all = stretches(&reach, &snaps, longest, longest);
            let joined = |w: &&[Stretch]| w[0].street == w[1].street && w[0].to_mm == w[1].from_mm;
            let peaks: Vec<u32> = all.windows(2).filter(joined).map(|w| w[0].to).collect();
            for peak in peaks.into_iter().take(12) {
                let near = peak.saturating_sub(12)..(peak + 12).min(longest);
                let limits: Vec<u32> = near.chain([longest]).collect();
                let name = format!("town {seed}, {walking:?}");
                compare(&reach, &oracle, &snaps, &limits, &name, &mut met);
            }
        }
    }
    assert!(met.gaps > 20_000 && met.peaks > 20_000, "{met:?}");
}
