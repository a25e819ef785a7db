//! Walks are prepared once, whatever is asked of them and by however many threads.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use lifecircle_core::coverage::{EngineChoice, KernelChoice, Matrix, check, routes};
use lifecircle_core::gap::gap_map;
use lifecircle_core::isochrone::AreaOptions;
use lifecircle_core::metric::Unit;
use lifecircle_core::observer::{Observer, Silent, Stage};
use lifecircle_core::reach::{Reach, Sweeps};
use lifecircle_core::search::{Label, SearchSpace, WeightLabel};
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::sweep::{Direction, LANES, Left, Seed, SweepSpace, Visit, weight};
use lifecircle_core::walk::{Stops, Walks};
use lifecircle_testkit::{Scene, Settings, World};

use crate::extracts::{every_kind_of_rule, file, world};

/// Counts the state graphs that are made.
#[derive(Default)]
struct Count(AtomicUsize);

impl Observer for Count {
    fn stage(&self, stage: Stage, _: u64) {
        self.0
            .fetch_add(usize::from(stage == Stage::Walks), Ordering::Relaxed);
    }

    fn advance(&self, _: u64) {}
}

impl Count {
    fn made(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// Asks everything there is to ask, and tells the answers.
fn everything(world: &World, walks: &Walks, observer: &dyn Observer) -> String {
    let input = lifecircle_core::coverage::CheckInput {
        walks,
        ..world.input()
    };
    let coverage = check(input, EngineChoice::Auto, observer).unwrap();
    let shapes = StreetShapes::new(&world.network, &world.built.streets, &Silent).unwrap();
    let options = AreaOptions::default();
    let gaps = gap_map(input, &coverage, &world.index(), &shapes, options, observer).unwrap();
    let homes = 0..world.residences.count().min(8);
    let rules = 0..world.pack.rules.len();
    let asked = homes.flat_map(|home| rules.clone().map(move |rule| (home, rule)));
    let found: Vec<_> = asked
        .map(|(home, rule)| routes(input, home, rule, 3, observer).unwrap())
        .collect();
    let reach = Reach::new(walks, observer).unwrap();
    let sweeps = Sweeps::new(&reach, usize::MAX, 900_000, observer).unwrap();
    let stops = Stops::of_residences(&world.residences);
    let kernel = KernelChoice::Sweep;
    let matrix = Matrix::new(walks, &stops, &stops, &[], 900_000, kernel, observer).unwrap();
    let rows = matrix.rows(0..stops.count(), observer).unwrap();
    let streets = reach.walked_streets();
    format!(
        "{:?}{gaps:?}{found:?}{rows:?}{streets}{}",
        coverage.rules,
        sweeps.is_some()
    )
}

fn town(seed: u64) -> World {
    let pack = every_kind_of_rule().pack;
    Scene::town(seed).set(|s| s.pack = pack).world()
}

#[test]
fn everything_together_makes_one_state_graph_per_unit() {
    let world = town(7);
    let count = Count::default();
    let first = everything(&world, &world.walks, &count);
    assert_eq!(count.made(), 2, "by time and by length");
    assert!(everything(&world, &world.walks, &count) == first);
    assert_eq!(count.made(), 2, "kept");
    // Nobody asks for a length where all rules are of minutes.
    let world = Scene::town(7).world();
    let count = Count::default();
    everything(&world, &world.walks, &count);
    assert_eq!(count.made(), 1);
}

#[test]
fn eight_threads_ask_the_same_walks() {
    let world = town(7);
    let expected = everything(&world, &world.walks, &Silent);
    let walks = Walks::new(Arc::clone(&world.built), world.walking);
    let count = Count::default();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert!(everything(&world, &walks, &count) == expected));
        }
    });
    assert_eq!(count.made(), 2, "the others waited");
    // Workers of a pool do not wait for each other: whoever comes first may make one for itself.
    let walks = Walks::new(Arc::clone(&world.built), world.walking);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build();
    pool.unwrap().install(|| {
        rayon::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|_| assert!(everything(&world, &walks, &Silent) == expected));
            }
        });
    });
}

/// Keeps what each lane has left at each state.
struct Keep(Vec<Left>);

impl Visit for Keep {
    fn visit(&mut self, state: u32, left: &Left) {
        self.0[state as usize] = *left;
    }
}

#[test]
fn the_hierarchy_of_the_longest_limit_answers_every_shorter_one() {
    let Some(bytes) = file("cn_shanghai-tongji.osm.pbf") else {
        return;
    };
    let world = world(&bytes, &Settings::default());
    for direction in [Direction::Forward, Direction::Reverse] {
        let walks = Walks::new(Arc::clone(&world.built), world.walking);
        let walks = walks.by(Unit::Time, &Silent).unwrap();
        let of = |limit| walks.hierarchy(limit, direction, &Silent).unwrap().unwrap();
        let short = of(300_000);
        let long = of(900_000);
        assert!(Arc::ptr_eq(&long, &of(300_000)), "the longer one is kept");
        assert!(Arc::ptr_eq(&long, &of(900_000)));
        assert_eq!((short.limit(), long.limit()), (300_000, 900_000));
        let graph = match direction {
            Direction::Forward => &walks.states().forward,
            Direction::Reverse => &walks.states().reverse,
        };
        let count = graph.state_count();
        let mut bounded = SearchSpace::<WeightLabel>::new(count);
        let mut spaces = [(); 2].map(|()| SweepSpace::new(count));
        for limit in [1, 60_000, 299_999, 300_000] {
            let seeds: Vec<Seed> = (0..LANES)
                .map(|lane| Seed {
                    lane: lane as u32,
                    state: (lane * 7919 % count) as u32,
                    weight: 0,
                })
                .collect();
            let mut kept = [(); 2].map(|()| Keep(vec![[0; LANES]; count]));
            spaces[0].run(&short, &seeds, limit, &mut kept[0]);
            spaces[1].run(&long, &seeds, limit, &mut kept[1]);
            assert!(kept[0].0 == kept[1].0, "{limit}");
            for seed in &seeds {
                let start = [(seed.state, WeightLabel::seed(0, 0, 0))];
                let reached = bounded.run(graph, &start, limit);
                for (state, left) in (0..).zip(&kept[1].0) {
                    let found = weight(limit, left[seed.lane as usize]);
                    assert_eq!(found, reached.label(state).map(Label::weight));
                }
            }
        }
    }
}
