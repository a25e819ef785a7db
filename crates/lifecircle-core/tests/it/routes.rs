//! Routes behind verdicts: their pieces add up to the walk, hang together, and can be told as directions.

use lifecircle_core::coverage::{EngineChoice, Route, Step, check, routes};
use lifecircle_core::directions::{Turn, directions};
use lifecircle_core::geodesy::haversine_m;
use lifecircle_core::metric::Unit;
use lifecircle_core::observer::Silent;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_testkit::{Scene, Settings, World};

use crate::extracts::every_kind_of_rule;

fn town(seed: u64, crossing_delay_ms: u32) -> World {
    let pack = every_kind_of_rule().pack;
    let settings = |s: &mut Settings| (s.pack, s.crossing_delay_ms) = (pack, crossing_delay_ms);
    let mut scene = Scene::town(seed).set(settings);
    for letter in ["adgjm", "behkn"][seed as usize % 2].chars() {
        scene = scene.tag(letter, "highway=traffic_signals");
    }
    scene.world()
}

fn ms(route: &Route) -> u32 {
    let legs = route.legs.iter().flatten().map(|leg| leg.ms);
    let steps = route.steps.iter().map(|step| step.ms + step.wait_ms);
    legs.sum::<u32>() + steps.sum::<u32>()
}

/// The streets walked meet end to end: every piece begins at the node where the one before it ended.
fn hangs_together(world: &World, route: &Route) -> bool {
    let streets = &world.built.streets;
    let node = |street: lifecircle_core::id::StreetId, mm: u32, other_mm: u32| {
        let s = street.index();
        let at_head = if mm == other_mm {
            mm > 0
        } else {
            mm > other_mm
        };
        if at_head {
            streets.head[s]
        } else {
            streets.tail[s]
        }
    };
    route.steps.windows(2).all(|pair| {
        let [a, b] = [&pair[0], &pair[1]];
        let is_gate = |step: &Step| streets.length_mm[step.street.index()] == 0;
        if is_gate(a) || is_gate(b) {
            let ends = |s: usize| [streets.tail[s], streets.head[s]];
            let (ours, theirs) = (ends(a.street.index()), ends(b.street.index()));
            return ours.iter().any(|node| theirs.contains(node));
        }
        node(a.street, a.to_mm, a.from_mm) == node(b.street, b.from_mm, b.to_mm)
    })
}

#[test]
fn pieces_of_routes_add_up_to_the_walks_of_the_verdicts() {
    let (mut walked, mut waited, mut further) = (0, 0, 0);
    for seed in 0..48 {
        let world = town(seed, if seed % 3 > 0 { 7_000 } else { 0 });
        let input = world.input();
        let coverage = check(input, EngineChoice::Auto, &Silent).unwrap();
        for home in 0..world.residences.count() {
            for (rule, columns) in coverage.rules.iter().enumerate() {
                let found = routes(input, home, rule, 3, &Silent).unwrap();
                let first = found
                    .first()
                    .map(|r| (r.found.weight, r.found.rank, r.found.ms));
                let nearest = columns.nearest[home].map(|f| (f.weight, f.rank, f.ms));
                assert_eq!(first, nearest, "town {seed}, home {home}, rule {rule}");
                assert!(found.is_sorted_by_key(|r| (r.found.weight, r.found.rank)));
                further += found.len().saturating_sub(1);
                for route in &found {
                    let unit = world.pack.rules[rule].limit.unit();
                    assert_eq!(
                        ms(route),
                        route.found.ms,
                        "town {seed}, home {home}: {route:?}"
                    );
                    if unit == Unit::Length {
                        assert_eq!(route.length_mm(), route.found.weight);
                    }
                    assert!(
                        hangs_together(&world, route),
                        "town {seed}, home {home}: {route:?}"
                    );
                    waited += u32::from(route.steps.iter().any(|step| step.wait_ms > 0));
                    walked += 1;
                }
            }
        }
    }
    assert!(
        walked > 1_000 && waited > 20 && further > 500,
        "{walked} {waited} {further}"
    );
}

#[test]
fn directions_tell_every_piece_once_and_lie_on_the_streets() {
    let mut told = 0;
    for seed in 0..8 {
        let world = town(seed, 0);
        let input = world.input();
        let shapes = StreetShapes::new(&world.network, &world.built.streets, &Silent).unwrap();
        for home in 0..world.residences.count() {
            for route in routes(input, home, 0, 2, &Silent).unwrap() {
                let passages = directions(&world.network, &world.built, &route);
                let steps_ms: u32 = route.steps.iter().map(|s| s.ms + s.wait_ms).sum();
                let steps_mm: u32 = route.steps.iter().map(Step::length_mm).sum();
                let told_ms: u32 = passages.iter().map(|p| p.ms + p.wait_ms).sum();
                let told_mm: u32 = passages.iter().map(|p| p.length_mm).sum();
                assert_eq!((told_ms, told_mm), (steps_ms, steps_mm));
                let is_start = |turn: Turn| matches!(turn, Turn::Start(_));
                for (i, passage) in passages.iter().enumerate() {
                    assert_eq!(is_start(passage.turn), i == 0);
                    let drawn_m: f64 = passage
                        .points
                        .windows(2)
                        .map(|p| haversine_m(p[0], p[1]))
                        .sum();
                    assert!(
                        (drawn_m - f64::from(passage.length_mm) / 1000.0).abs() < 0.1,
                        "{passage:?}"
                    );
                }
                for pair in passages.windows(2) {
                    let [end, start] = [pair[0].points.last().unwrap(), &pair[1].points[0]];
                    assert!(haversine_m(*end, *start) < 0.01, "town {seed}, home {home}");
                }
                let ends = route.legs.map(|legs| legs.map(|leg| leg.snap));
                if let (Some([from, to]), Some(first), Some(last)) =
                    (ends, passages.first(), passages.last())
                {
                    let at = |snap: lifecircle_core::snap::Snap| {
                        shapes.at(snap.street, snap.offset_mm).unwrap()
                    };
                    assert!(haversine_m(first.points[0], at(from)) < 0.01);
                    assert!(haversine_m(*last.points.last().unwrap(), at(to)) < 0.01);
                    told += 1;
                }
            }
        }
    }
    assert!(told > 100, "{told}");
}
