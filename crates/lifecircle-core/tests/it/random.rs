//! Random multigraphs against Floyd–Warshall and petgraph: loops, parallel streets, zero weights,
//! one-way and closed streets, islands, private ground.

use lifecircle_core::graph::Phases;
use lifecircle_core::id::NodeId;
use lifecircle_core::observer::Silent;
use lifecircle_core::search::{Label, LengthLabel, SearchSpace, TimeLabel, nearest_k};
use lifecircle_testkit::oracle::{correspondence, floyd_warshall, petgraph_dijkstra, state};
use lifecircle_testkit::{Multigraph, Rng, Street};
use petgraph::visit::EdgeRef;
use proptest::prelude::*;

/// More than any walk weighs.
const NO_WAY: u64 = 1 << 40;
const BOTH: [Phases; 2] = [Phases::InAndOut, Phases::OutOnly];

fn multigraph() -> impl Strategy<Value = Multigraph> {
    let weight =
        || proptest::option::weighted(0.85, (prop_oneof![2 => Just(0), 5 => 0..9u32], 0..9u32));
    (1..11u32).prop_flat_map(move |nodes| {
        let street = (
            0..nodes,
            0..nodes,
            weight(),
            weight(),
            proptest::bool::weighted(0.35),
        );
        let street = street.prop_map(|(tail, head, forward, backward, private)| Street {
            tail,
            head,
            forward,
            backward,
            private,
        });
        let streets = proptest::collection::vec(street, 0..24);
        streets.prop_map(move |streets| Multigraph { nodes, streets })
    })
}

fn config(cases: u32) -> ProptestConfig {
    // Failures print the graph as code: paste it into a test instead of keeping a seed file.
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn searches_find_what_floyd_warshall_and_petgraph_find(graph in multigraph()) {
        for phases in BOTH {
            compare_searches(&graph, phases)?;
        }
    }

    #[test]
    fn petgraphs_own_dijkstra_runs_on_the_topology(graph in multigraph()) {
        let topology = graph.topology();
        let all_open = Multigraph {
            streets: graph.streets.iter().map(|s| Street { private: false, ..*s }).collect(),
            ..graph.clone()
        };
        let expected = floyd_warshall(&all_open, Phases::InAndOut);
        for start in 0..graph.nodes {
            let reached = petgraph::algo::dijkstra(&topology, NodeId(start), None, |edge| {
                let arc = *edge.weight();
                let street = graph.streets[arc.street().index()];
                let pair = if arc.backward() { street.backward } else { street.forward };
                pair.map_or(NO_WAY, |(first, _)| u64::from(first))
            });
            for node in 0..graph.nodes {
                let wanted = expected[state(start, 1)][state(node, 1)].map(|c| c.0);
                let found = reached.get(&NodeId(node)).copied().filter(|&w| w < NO_WAY);
                prop_assert_eq!(found, wanted);
            }
        }
    }

    #[test]
    fn a_bounded_search_is_the_unbounded_one_cut_at_the_limit(graph in multigraph(), limit in 0..20u32) {
        for phases in BOTH {
            let states = graph.states(phases);
            let mut wide = SearchSpace::<LengthLabel>::new(states.state_count());
            let mut bounded = wide.clone();
            for start in (0..).take(states.state_count()) {
                let seed = [(start, LengthLabel::seed(0, 0, 0))];
                let all = wide.run(&states.forward, &seed, u32::MAX);
                let cut = bounded.run(&states.forward, &seed, limit);
                let expected: Vec<_> =
                    all.settled().filter(|(_, label)| label.weight() <= limit).collect();
                let found: Vec<_> = cut.settled().collect();
                prop_assert!(found.is_sorted_by_key(|(_, label)| *label));
                let sorted = |mut v: Vec<(u32, LengthLabel)>| { v.sort_unstable(); v };
                prop_assert_eq!(sorted(found), sorted(expected));
            }
        }
    }

    #[test]
    fn nearest_k_finds_what_brute_force_finds(graph in multigraph(), seed in any::<u64>()) {
        for phases in BOTH {
            for k in 1..=3 {
                compare_nearest(&graph, phases, k, seed)?;
            }
        }
    }
}

/// Every label of every search, in both directions and both kinds of label.
fn compare_searches(graph: &Multigraph, phases: Phases) -> Result<(), TestCaseError> {
    let states = graph.states(phases);
    let cost = floyd_warshall(graph, phases);
    let pairs = correspondence(graph, &states, phases);
    prop_assert_eq!(
        pairs.len(),
        states.state_count(),
        "every state has a meaning"
    );
    let mut time = SearchSpace::<TimeLabel>::new(states.state_count());
    let mut length = SearchSpace::<LengthLabel>::new(states.state_count());
    for &(start, from) in &pairs {
        let by_petgraph = petgraph_dijkstra(graph, phases, from);
        let reached = time.run(
            &states.forward,
            &[(start, TimeLabel::seed(0, 0, 0))],
            u32::MAX,
        );
        for &(end, to) in &pairs {
            let found = reached.label(end).map(|l| u64::from(l.weight()));
            prop_assert_eq!(
                found,
                cost[from][to].map(|c| c.0),
                "{:?}: {} to {}",
                phases,
                from,
                to
            );
            prop_assert_eq!(found, by_petgraph[to], "{:?}: {} to {}", phases, from, to);
        }
        let reached = length.run(
            &states.forward,
            &[(start, LengthLabel::seed(0, 0, 0))],
            u32::MAX,
        );
        for &(end, to) in &pairs {
            let found = reached
                .label(end)
                .map(|l| (u64::from(l.weight()), u64::from(l.second())));
            prop_assert_eq!(found, cost[from][to]);
        }
        let reached = length.run(
            &states.reverse,
            &[(start, LengthLabel::seed(0, 0, 0))],
            u32::MAX,
        );
        for &(end, to) in &pairs {
            let found = reached
                .label(end)
                .map(|l| (u64::from(l.weight()), u64::from(l.second())));
            prop_assert_eq!(found, cost[to][from]);
        }
    }
    Ok(())
}

/// The k nearest of some random facilities (several seeds may share a rank) from every state.
fn compare_nearest(
    graph: &Multigraph,
    phases: Phases,
    k: usize,
    seed: u64,
) -> Result<(), TestCaseError> {
    let states = graph.states(phases);
    let pairs = correspondence(graph, &states, phases);
    if pairs.is_empty() {
        return Ok(());
    }
    let cost = floyd_warshall(graph, phases);
    let mut rng = Rng::new(seed);
    let limit = rng.below(25) as u32;
    let seeds: Vec<(u32, usize, u32, (u32, u32))> = (0..rng.below(7))
        .map(|_| {
            let (state, at) = pairs[rng.below(pairs.len())];
            let weight = if rng.percent(50) {
                (0, 0)
            } else {
                (rng.below(4) as u32, rng.below(4) as u32)
            };
            (state, at, rng.below(4) as u32, weight)
        })
        .collect();
    let labels: Vec<(u32, LengthLabel)> = seeds
        .iter()
        .map(|&(s, _, rank, w)| (s, LengthLabel::seed(w.0, w.1, rank)))
        .collect();
    let found = nearest_k(&states.reverse, &labels, limit, k, &Silent).unwrap();
    let time: Vec<(u32, TimeLabel)> = seeds
        .iter()
        .map(|&(s, _, rank, w)| (s, TimeLabel::seed(w.0, 0, rank)))
        .collect();
    let found_time = nearest_k(&states.reverse, &time, limit, k, &Silent).unwrap();
    for &(state, from) in &pairs {
        let mut all: Vec<(u64, u32, u64)> = Vec::new();
        for &(_, at, rank, weight) in &seeds {
            let walk = cost[from][at];
            let sum = walk.map(|c| (c.0 + u64::from(weight.0), rank, c.1 + u64::from(weight.1)));
            all.extend(sum.filter(|s| s.0 <= u64::from(limit)));
        }
        all.sort_unstable();
        let mut expected: Vec<(u64, u32, u64)> = Vec::new();
        for one in all {
            if expected.len() < k && expected.iter().all(|e| e.1 != one.1) {
                expected.push(one);
            }
        }
        let labels = found.labels(state);
        let got: Vec<(u64, u32, u64)> = labels
            .iter()
            .map(|l| (u64::from(l.weight()), l.rank(), u64::from(l.second())))
            .collect();
        prop_assert_eq!(
            &got,
            &expected,
            "{:?}, k = {}, seeds {:?}",
            phases,
            k,
            seeds
        );
        let labels = found_time.labels(state);
        let got: Vec<(u64, u32)> = labels
            .iter()
            .map(|l| (u64::from(l.weight()), l.rank()))
            .collect();
        let expected: Vec<(u64, u32)> = expected.iter().map(|e| (e.0, e.1)).collect();
        prop_assert_eq!(got, expected);
    }
    Ok(())
}

#[test]
fn five_thousand_seeded_graphs_agree_too() {
    let (mut walks, mut private, mut loops) = (0, 0, 0);
    for seed in 0..5_000 {
        let graph = Multigraph::random(seed);
        loops += graph.streets.iter().filter(|s| s.tail == s.head).count();
        private += graph.streets.iter().filter(|s| s.private).count();
        walks += graph.streets.len();
        for phases in BOTH {
            let checked = compare_searches(&graph, phases)
                .and_then(|()| compare_nearest(&graph, phases, 2, seed));
            if let Err(error) = checked {
                panic!("seed {seed}: {error}\n{graph:?}");
            }
        }
    }
    // The generator makes what it promises.
    assert!(
        walks > 30_000 && private > 10_000 && loops > 3_000,
        "{walks} {private} {loops}"
    );
}

/// Zero-cost cycles through a phase change: a ring of private zero streets around an open one.
#[test]
fn zero_weight_rings_end() {
    let graph = Multigraph::new(3)
        .street(0, 1, Some((0, 0)), Some((0, 0)), true)
        .street(1, 2, Some((0, 0)), Some((0, 0)), false)
        .street(2, 0, Some((0, 0)), Some((0, 0)), true)
        .street(1, 1, Some((0, 0)), None, false);
    for phases in BOTH {
        compare_searches(&graph, phases).unwrap();
        compare_nearest(&graph, phases, 3, 7).unwrap();
    }
}

/// A private stretch between two open ones is never walked: 0 ─open─ 1 ─private─ 2 ─open─ 3.
#[test]
fn a_private_stretch_between_open_ones_is_no_way_through() {
    let both = |w| Some((w, w));
    let graph = Multigraph::new(4)
        .street(0, 1, both(1), both(1), false)
        .street(1, 2, both(1), both(1), true)
        .street(2, 3, both(1), both(1), false);
    let states = graph.states(Phases::InAndOut);
    let mut space = SearchSpace::<TimeLabel>::new(states.state_count());
    let start = states.start(NodeId(0), false).unwrap();
    let reached = space.run(&states.forward, &[(start, TimeLabel::seed(0, 0, 0))], 100);
    let open = |node| {
        reached
            .label(states.start(NodeId(node), false).unwrap())
            .map(Label::weight)
    };
    assert_eq!((open(1), open(2), open(3)), (Some(1), None, None));
    let inside = states.end(NodeId(2), true).unwrap();
    assert_eq!(reached.label(inside).map(Label::weight), Some(2));
}
