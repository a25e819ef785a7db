//! Walks of all homes at once: followed home by home they are the walks of the verdicts, and those that are told one by one.

use lifecircle_core::coverage::{
    Coverage, EngineChoice, Piece, WalkForest, check, routes, walk_forests,
};
use lifecircle_core::metric::{Gates, Metric, Unit};
use lifecircle_core::observer::Silent;
use lifecircle_testkit::{Scene, Settings, WildWorld, World};

use crate::extracts::every_kind_of_rule;

/// Follows every home's walk, and counts those that have streets.
fn follow(world: &World, coverage: &Coverage, forests: &[WalkForest], told: &str) -> usize {
    let mut walked = 0;
    for (rule, forest) in forests.iter().enumerate() {
        assert_eq!(forest.starts.len(), world.residences.count());
        let unit = world.pack.rules[rule].limit.unit();
        let metric = Metric::new(&world.built.streets, world.walking, unit);
        for home in 0..world.residences.count() {
            let start = forest.starts[home];
            let nearest = coverage.rules[rule].nearest[home];
            let told = format!("{told}, home {home}, rule {rule}");
            assert_eq!(start.map(|start| start.found), nearest, "{told}");
            let (Some(start), Some((pieces, end))) =
                (start, forest.walk(home, &world.built.streets))
            else {
                assert_eq!(nearest.map_or(0, |found| found.ms), 0, "{told}");
                continue;
            };
            assert_eq!(end.rank, start.found.rank, "{told}");
            let way = start.way.unwrap();
            let weight = [way.snap.leg_mm, end.snap.leg_mm].map(|mm| metric.leg(mm).0);
            let mut weight: u32 = weight.iter().sum();
            let mut at = None;
            for (number, &(street, from_mm, to_mm)) in pieces.iter().enumerate() {
                weight += metric.street_time(street, from_mm, to_mm).unwrap().0;
                // Straight along one street to a facility at its end nobody waits at that end.
                let is_straight = pieces.len() == 2 && pieces[0].0 == end.snap.street;
                let is_last = number + 1 == pieces.len() || is_straight && end.from_mm == to_mm;
                weight += waits(world, &metric, (street, from_mm, to_mm), is_last);
                let ends = ends_of(world, (street, from_mm, to_mm));
                assert!(at.is_none_or(|at| ends[0].contains(&at)), "{told}: torn");
                at = ends[1].first().copied();
            }
            assert_eq!(weight, start.found.weight, "{told}");
            walked += 1;
        }
    }
    walked
}

/// What arriving at the end of a piece costs; the last piece ends at a facility.
fn waits(world: &World, metric: &Metric, (street, from_mm, to_mm): Piece, is_last: bool) -> u32 {
    let (streets, s) = (&world.built.streets, street.index());
    if is_last || from_mm == to_mm {
        return 0;
    }
    let waits = if to_mm == 0 {
        streets.waits_at_tail[s]
    } else {
        to_mm == streets.length_mm[s] && streets.waits_at_head[s]
    };
    match metric.unit() {
        Unit::Time if waits => world.walking.crossing_delay_ms,
        Unit::Time | Unit::Length => 0,
    }
}

/// The nodes that a piece may begin at, and those that it may end at: of a street of no length and of a point on a street
/// whose ends are one, either.
fn ends_of(world: &World, (street, from_mm, to_mm): Piece) -> [Vec<u32>; 2] {
    let (streets, s) = (&world.built.streets, street.index());
    let (tail, head) = (streets.tail[s].0, streets.head[s].0);
    let at = |mm: u32| match mm {
        _ if streets.length_mm[s] == 0 => vec![tail, head],
        0 => vec![tail],
        mm if mm == streets.length_mm[s] => vec![head],
        _ => Vec::new(),
    };
    let own = [at(from_mm), at(to_mm)];
    // A gate is left at the other end than it is entered, which its offsets do not tell.
    if streets.length_mm[s] == 0 {
        [own[0].clone(), Vec::new()]
    } else {
        own
    }
}

#[test]
fn following_the_trees_takes_as_long_as_the_verdicts_say() {
    let (mut walked, mut alike, mut all) = (0, 0, 0);
    for seed in 0..120 {
        let pack = every_kind_of_rule().pack;
        let delay_ms = if seed % 3 > 0 { 7_000 } else { 0 };
        let gates = Gates::ALL[seed as usize % 3];
        let mut scene = Scene::town(seed).set(|s: &mut Settings| {
            (s.pack, s.crossing_delay_ms, s.gates) = (pack, delay_ms, gates);
        });
        for letter in ["adgjm", "behkn"][seed as usize % 2].chars() {
            scene = scene.tag(letter, "highway=traffic_signals");
        }
        let world = scene.world();
        let input = world.input();
        let coverage = check(input, EngineChoice::Auto, &Silent).unwrap();
        let forests = walk_forests(input, None, &Silent).unwrap();
        walked += follow(&world, &coverage, &forests, &format!("town {seed}"));
        for home in 0..world.residences.count() {
            for (rule, forest) in forests.iter().enumerate() {
                let Some((pieces, _)) = forest.walk(home, &world.built.streets) else {
                    continue;
                };
                let route = &routes(input, home, rule, 1, &Silent).unwrap()[0];
                let length_mm = |pieces: &[Piece]| -> u32 {
                    pieces.iter().map(|piece| piece.1.abs_diff(piece.2)).sum()
                };
                let legs_mm: u32 = route.legs.iter().flatten().map(|leg| leg.snap.leg_mm).sum();
                all += 1;
                alike += usize::from(length_mm(&pieces) + legs_mm == route.length_mm());
            }
        }
    }
    assert!(walked > 1_000, "{walked}");
    // Of walks that take equally long either may be told.
    assert!(
        alike * 100 >= all * 95,
        "{alike} of {all} are those told one by one"
    );
}

#[test]
fn walks_of_wild_worlds_end_and_take_as_long_as_the_verdicts_say() {
    let mut walked = 0;
    for seed in 0..300 {
        let bytes = WildWorld::new(seed).osm.bytes();
        let settings = Settings {
            gates: Gates::ALL[seed as usize % 3],
            crossing_delay_ms: [0, 5_000][seed as usize % 2],
            ..Settings::default()
        };
        let Ok(world) = World::new(&bytes, &settings) else {
            continue;
        };
        let input = world.input();
        let coverage = check(input, EngineChoice::Auto, &Silent).unwrap();
        let forests = walk_forests(input, None, &Silent).unwrap();
        walked += follow(&world, &coverage, &forests, &format!("wild world {seed}"));
    }
    assert!(walked > 300, "{walked}");
}
