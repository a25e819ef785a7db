//! Labels on a real city, believed by a certificate; and no home is lost on any extract.

use std::time::Instant;

use lifecircle_core::coverage::{EngineChoice, summarise};
use lifecircle_core::graph::StateGraph;
use lifecircle_core::metric::{Metric, Unit};
use lifecircle_core::network::Extent;
use lifecircle_core::observer::Silent;
use lifecircle_core::search::{Label, LengthLabel, SearchSpace, TimeLabel, nearest_k};
use lifecircle_testkit::{Settings, World};

use crate::extracts::{file, files, world};

/// Where facilities meet the network, written from the walking model, §4.4 and 4.6: (state, weight, second, rank).
fn seeds(world: &World, metric: &Metric, states: &StateGraph) -> Vec<(u32, u32, u32, u32)> {
    let streets = &world.built.streets;
    let mut seeds = Vec::new();
    for (rank, facility) in (0..).zip(&world.facilities.rows) {
        for snap in facility.ways_in.iter().filter_map(|a| a.snap) {
            let s = snap.street.index();
            let leg = metric.leg(snap.leg_mm);
            let length = streets.length_mm[s];
            let at_end = snap.offset_mm == 0 || snap.offset_mm == length;
            for (node, end) in [(streets.tail[s], 0), (streets.head[s], length)] {
                let here = snap.offset_mm == end;
                if at_end && !here {
                    continue;
                }
                let Some(walk) = metric.street_time(snap.street, end, snap.offset_mm) else {
                    continue;
                };
                if let Some(state) = states.end(node, metric.is_private(snap.street)) {
                    seeds.push((state, leg.0 + walk.0, leg.1 + walk.1, rank));
                }
            }
        }
    }
    seeds
}

/// Whether labels of a multi-source search over the reverse arcs are right, in O(n + m).
fn certify<L: Label>(
    states: &StateGraph,
    seeds: &[(u32, L)],
    limit: u32,
    label: &[Option<L>],
) -> usize {
    let within = |l: L| l.weight() <= limit;
    for &(state, seed) in seeds {
        if within(seed) {
            assert!(
                label[state as usize].is_some_and(|l| l <= seed),
                "a seed is not improved upon"
            );
        }
    }
    // No arc leads to something better, or to something within the limit that was not reached.
    for (from, reached) in (0..).zip(label) {
        let Some(reached) = reached else { continue };
        assert!(within(*reached));
        for arc in states.reverse.out(from) {
            let next = reached.step(arc);
            if within(next) {
                assert!(
                    label[arc.head as usize].is_some_and(|l| l <= next),
                    "state {from}"
                );
            }
        }
    }
    // Every label is a walk from a seed: tight arcs lead to it from one. A cycle of no weight proves nothing by itself.
    let mut proven = vec![false; label.len()];
    let mut stack: Vec<u32> = Vec::new();
    for &(state, seed) in seeds {
        if label[state as usize] == Some(seed)
            && !std::mem::replace(&mut proven[state as usize], true)
        {
            stack.push(state);
        }
    }
    while let Some(state) = stack.pop() {
        let reached = label[state as usize].unwrap();
        for arc in states.reverse.out(state) {
            let head = arc.head as usize;
            if label[head] == Some(reached.step(arc)) && !std::mem::replace(&mut proven[head], true)
            {
                stack.push(arc.head);
            }
        }
    }
    let count = label.iter().flatten().count();
    assert_eq!(
        proven.iter().filter(|&&p| p).count(),
        count,
        "labels without a walk"
    );
    count
}

fn certify_unit<L: Label>(world: &World, unit: Unit, limit: u32) -> usize {
    let metric = Metric::new(&world.built.streets, world.walking, unit);
    let states = metric.states(&world.built.graph, &Silent).unwrap();
    let seeds: Vec<(u32, L)> = seeds(world, &metric, &states)
        .into_iter()
        .map(|(state, weight, second, rank)| (state, L::seed(weight, second, rank)))
        .collect();
    let n = states.state_count();
    let mut space = SearchSpace::<L>::new(n);
    let reached = space.run(&states.reverse, &seeds, limit);
    let label: Vec<Option<L>> = (0..).take(n).map(|s| reached.label(s)).collect();
    let count = certify(&states, &seeds, limit, &label);
    // The kernel that answers every home finds the same.
    let nearest = nearest_k(&states.reverse, &seeds, limit, 1, &Silent).unwrap();
    assert!(
        (0..)
            .zip(&label)
            .all(|(s, l)| nearest.labels(s).first() == l.as_ref())
    );
    count
}

#[test]
fn labels_on_las_palmas_carry_a_certificate() {
    let Some(bytes) = file("es_laspalmas_2023.osm.pbf") else {
        return;
    };
    let world = world(&bytes, &Settings::default());
    let states = Metric::new(&world.built.streets, world.walking, Unit::Time)
        .states(&world.built.graph, &Silent)
        .unwrap();
    assert!(states.state_count() > 15_000 && world.facilities.rows.len() > 200);
    let mut last = 0;
    for limit in [0, 60_000, 300_000, 900_000, 3_600_000] {
        let count = certify_unit::<TimeLabel>(&world, Unit::Time, limit);
        assert!(count > last, "{count} within {limit} ms");
        last = count;
    }
    assert!(certify_unit::<LengthLabel>(&world, Unit::Length, 1_000_000) > 5_000);
}

#[test]
fn no_home_is_lost_on_any_extract() {
    for (name, bytes) in files(u64::MAX) {
        let started = Instant::now();
        let world = world(&bytes, &Settings::default());
        let coverage = world.check(EngineChoice::Auto);
        let summary = summarise(world.input(), &coverage);
        let homes = world.residences.count() as u64;
        let people: u64 = world.residences.people_milli.iter().sum();
        assert_eq!(
            (summary.homes, summary.people_milli),
            (homes, people),
            "{name}"
        );
        for shares in summary
            .rules
            .iter()
            .map(|r| r.shares)
            .chain([summary.joint])
        {
            for split in [shares.tighter, shares.exact, shares.looser] {
                assert_eq!(split.homes.total(), homes, "{name}");
                assert_eq!(split.people_milli.total(), people, "{name}");
            }
            assert!(
                shares.tighter.homes.covered <= shares.exact.homes.covered,
                "{name}"
            );
            assert!(
                shares.exact.homes.covered <= shares.looser.homes.covered,
                "{name}"
            );
        }
        for rule in &summary.rules {
            assert_eq!(
                rule.reasons.iter().sum::<u64>(),
                rule.shares.exact.homes.unknown,
                "{name}"
            );
        }
        println!("{name}: {homes} homes, {:?}", started.elapsed());
    }
}

/// A compound of twelve homes whose 639 m of footways nobody joined to the streets outside.
///
/// By the default 200 m its homes find those streets (a small component is used only when no other
/// is in range), and by the box of the file one of its nodes is a cut end: it may go on unseen.
#[test]
fn the_unjoined_compound_of_tongji_is_an_island() {
    let Some(bytes) = file("cn_shanghai-tongji.osm.pbf") else {
        return;
    };
    let everything = Extent::BoxNano([
        121_000_000_000,
        31_000_000_000,
        122_000_000_000,
        32_000_000_000,
    ]);
    let islands = |max_snap_mm: u32, extent: Option<Extent>| {
        let settings = Settings {
            max_snap_mm,
            extent,
            ..Settings::default()
        };
        let world = world(&bytes, &settings);
        summarise(world.input(), &world.check(EngineChoice::Auto)).joint_reasons[1]
    };
    assert_eq!(islands(20_000, Some(everything.clone())), 12);
    assert_eq!(islands(200_000, Some(everything)), 0);
    assert_eq!(islands(20_000, None), 0);
}
