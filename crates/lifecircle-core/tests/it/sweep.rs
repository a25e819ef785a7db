//! Sweeps find the labels of plain searches: on random multigraphs in regions of any size, and on real extracts.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use lifecircle_core::graph::{Adjacency, Phases, StateGraph};
use lifecircle_core::metric::{Metric, Unit};
use lifecircle_core::observer::Silent;
use lifecircle_core::search::{Label, SearchSpace, WeightLabel, nearest_k};
use lifecircle_core::sweep::{
    Direction, Hierarchy, LANES, Left, Seed, Shape, SweepSpace, Visit, weight,
};
use lifecircle_testkit::{Multigraph, Rng, Settings};

use crate::extracts::{files, world};

const DIRECTIONS: [Direction; 2] = [Direction::Forward, Direction::Reverse];

fn arcs(states: &StateGraph, direction: Direction) -> &Adjacency {
    match direction {
        Direction::Forward => &states.forward,
        Direction::Reverse => &states.reverse,
    }
}

/// Dijkstra as in a textbook: the labels of all states within the limit.
fn plain(graph: &Adjacency, seeds: &[(u32, u32)], limit: u32) -> Vec<Option<u32>> {
    let mut label = vec![None; graph.state_count()];
    let mut queue: BinaryHeap<Reverse<(u64, u32)>> = seeds
        .iter()
        .map(|&(state, weight)| Reverse((u64::from(weight), state)))
        .collect();
    while let Some(Reverse((weight, state))) = queue.pop() {
        if weight > u64::from(limit) {
            break;
        }
        let known = &mut label[state as usize];
        if known.is_none() {
            *known = Some(u32::try_from(weight).unwrap());
            let next = graph.out(state);
            queue.extend(next.map(|arc| Reverse((weight + u64::from(arc.weight), arc.head))));
        }
    }
    label
}

/// Keeps every label; a state is visited at most once per sweep.
struct Keep {
    limit: u32,
    label: Vec<[Option<u32>; LANES]>,
    seen: Vec<bool>,
}

impl Visit for Keep {
    fn visit(&mut self, state: u32, left: &Left) {
        assert!(!std::mem::replace(&mut self.seen[state as usize], true));
        self.label[state as usize] = left.map(|left| weight(self.limit, left));
    }
}

fn swept(
    space: &mut SweepSpace,
    hierarchy: &Hierarchy,
    seeds: &[Seed],
    limit: u32,
) -> Vec<[Option<u32>; LANES]> {
    let states = hierarchy.state_count();
    let mut keep = Keep {
        limit,
        label: vec![[None; LANES]; states],
        seen: vec![false; states],
    };
    space.run(hierarchy, seeds, limit, &mut keep);
    keep.label
}

fn compare(graph: &Multigraph, phases: Phases, rng: &mut Rng) {
    let states = graph.states(phases);
    let count = states.state_count();
    if count == 0 {
        return;
    }
    let built_for = rng.below(30) as u32;
    let limit = rng.below(built_for as usize + 1) as u32;
    for direction in DIRECTIONS {
        let shape = Shape {
            region_states: 1 + rng.below(6) as u32,
            part_degree: rng.below(5),
            ..Shape::default()
        };
        let hierarchy = Hierarchy::with_shape(&states, built_for, direction, shape, &Silent)
            .unwrap()
            .unwrap();
        let mut space = SweepSpace::new(count);
        let mut bounded = SearchSpace::<WeightLabel>::new(count);
        // Twice over one space: nothing is left behind.
        for _ in 0..2 {
            let seeds: Vec<Seed> = (0..rng.below(2 * LANES))
                .map(|_| Seed {
                    lane: rng.below(LANES) as u32,
                    state: rng.below(count) as u32,
                    weight: rng.below(6) as u32,
                })
                .collect();
            let labels = swept(&mut space, &hierarchy, &seeds, limit);
            for lane in 0..LANES {
                let own = seeds.iter().filter(|s| s.lane as usize == lane);
                let own: Vec<(u32, u32)> = own.map(|s| (s.state, s.weight)).collect();
                let expected = plain(arcs(&states, direction), &own, limit);
                let found: Vec<Option<u32>> = labels.iter().map(|l| l[lane]).collect();
                assert_eq!(
                    found, expected,
                    "{direction:?} {phases:?} {shape:?} {graph:?}"
                );
                let seeds: Vec<(u32, WeightLabel)> = own
                    .iter()
                    .map(|&(state, weight)| (state, WeightLabel::seed(weight, 0, 0)))
                    .collect();
                let graph = arcs(&states, direction);
                let reached = bounded.run(graph, &seeds, limit);
                let nearest = nearest_k(graph, &seeds, limit, 1, &Silent).unwrap();
                for (state, expected) in (0..).zip(&expected) {
                    assert_eq!(reached.label(state).map(Label::weight), *expected);
                    let nearest = nearest.labels(state).first().copied();
                    assert_eq!(nearest.map(Label::weight), *expected);
                }
            }
        }
    }
}

#[test]
fn bounded_nearest_and_sweep_are_plain_on_random_multigraphs() {
    for seed in 0..1_000 {
        let graph = Multigraph::random(seed);
        let mut rng = Rng::new(seed ^ 0xA5A5);
        for phases in [Phases::InAndOut, Phases::OutOnly] {
            compare(&graph, phases, &mut rng);
        }
    }
}

/// A hub of 600 spokes, as a huge plaza would be: no hierarchy, rather than one that explodes.
#[test]
fn a_star_of_stars_is_refused() {
    let mut graph = Multigraph::new(700);
    for i in 0..600 {
        for other in [1, 7, 31, 113] {
            graph = graph.street(
                i,
                (i + other * other) % 600,
                Some((1, 1)),
                Some((1, 1)),
                false,
            );
        }
    }
    let states = graph.states(Phases::InAndOut);
    let shape = Shape {
        max_degree: 16,
        ..Shape::default()
    };
    assert!(
        Hierarchy::with_shape(&states, 1_000, Direction::Forward, shape, &Silent)
            .unwrap()
            .is_none()
    );
    let shape = Shape {
        max_mean_links: 8,
        ..Shape::default()
    };
    assert!(
        Hierarchy::with_shape(&states, 1_000, Direction::Forward, shape, &Silent)
            .unwrap()
            .is_none()
    );
    assert!(
        Hierarchy::new(&states, 1_000, Direction::Forward, &Silent)
            .unwrap()
            .is_some()
    );
    assert!(
        Hierarchy::new(&states, 1, Direction::Forward, &Silent)
            .unwrap()
            .is_some()
    );
}

#[test]
fn sweeps_are_plain_searches_on_every_extract() {
    let limit = 900_000;
    for (name, bytes) in files(u64::MAX) {
        let world = world(&bytes, &Settings::default());
        let metric = Metric::new(&world.built.streets, world.walking, Unit::Time);
        let states = metric.states(&world.built.graph, &Silent).unwrap();
        let count = states.state_count();
        // Small files whole, of large ones some runs of neighbours and some scattered states.
        let every = (count / 2_000).max(1);
        for direction in DIRECTIONS {
            let hierarchy = Hierarchy::new(&states, limit, direction, &Silent)
                .unwrap()
                .expect(&name);
            assert!(hierarchy.arc_count() < 12 * count + 12, "{name}");
            let mut space = SweepSpace::new(count);
            for batch in (0..count.div_ceil(LANES)).step_by(every) {
                let origin = |lane: usize| {
                    if lane % 8 == 7 {
                        (batch * 7919 + lane * 104_729) % count
                    } else {
                        (batch * LANES + lane) % count
                    }
                };
                let seeds: Vec<Seed> = (0..LANES)
                    .map(|lane| Seed {
                        lane: lane as u32,
                        state: origin(lane) as u32,
                        weight: (lane * 1_000) as u32,
                    })
                    .collect();
                let labels = swept(&mut space, &hierarchy, &seeds, limit);
                for lane in [0, 7, 21] {
                    let seed = [(seeds[lane].state, seeds[lane].weight)];
                    let expected = plain(arcs(&states, direction), &seed, limit);
                    let found = labels.iter().map(|l| l[lane]);
                    assert!(
                        found.eq(expected),
                        "{name} {direction:?} batch {batch} lane {lane}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_hierarchy_is_the_same_for_any_number_of_threads() {
    for (name, bytes) in files(4_000_000) {
        let world = world(&bytes, &Settings::default());
        let metric = Metric::new(&world.built.streets, world.walking, Unit::Time);
        let states = metric.states(&world.built.graph, &Silent).unwrap();
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
            pool.build()
                .unwrap()
                .install(|| Hierarchy::new(&states, 900_000, Direction::Forward, &Silent).unwrap())
        };
        let one = with(1);
        assert!(one.is_some() && with(2) == one && with(8) == one, "{name}");
    }
}
