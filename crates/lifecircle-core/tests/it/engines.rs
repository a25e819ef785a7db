//! Forward and reverse give the same, and so does any number of threads.

use lifecircle_core::coverage::{EngineChoice, Kernel, KernelChoice, RuleColumns, check_by};
use lifecircle_core::metric::Gates;
use lifecircle_core::metric::Walking;
use lifecircle_core::observer::Silent;
use lifecircle_testkit::{Scene, Settings, World};

use crate::extracts::{every_kind_of_rule, files, world};

const GATES: [Gates; 3] = [Gates::Tagged, Gates::Open, Gates::Closed];

fn both_engines_agree(world: &World, name: &str) -> Vec<RuleColumns> {
    let reverse = world.check(EngineChoice::Reverse).rules;
    let forward = |kernel| check_by(world.input(), EngineChoice::Forward, kernel, &Silent).unwrap();
    let swept = forward(KernelChoice::Sweep);
    assert_eq!(swept.plan.kernel, Kernel::Sweep, "{name}");
    assert!(swept.rules == reverse, "{name}: swept");
    let forward = forward(KernelChoice::Bounded).rules;
    for (rule, (reverse, forward)) in reverse.iter().zip(&forward).enumerate() {
        for home in 0..world.residences.count() {
            let row = |c: &RuleColumns| {
                (
                    c.nearest[home],
                    c.deciding[home],
                    c.count[home],
                    c.cut_end[home],
                )
            };
            let id = &world.residences.id[home];
            assert_eq!(
                row(forward),
                row(reverse),
                "{name}, {:?}, rule {rule}, {id}",
                world.walking.gates
            );
        }
        assert_eq!(forward, reverse, "{name}");
    }
    reverse
}

#[test]
fn forward_is_reverse_on_random_towns() {
    let mut found = 0;
    for seed in 0..150 {
        let scene = Scene::town(seed).set(|s| s.pack = every_kind_of_rule().pack);
        let mut world = scene.world();
        for gates in GATES {
            world.walk_as(Walking {
                gates,
                ..world.walking
            });
            let rules = both_engines_agree(&world, &format!("town {seed}"));
            found += rules[0].nearest.iter().flatten().count();
        }
    }
    assert!(found > 2000, "{found}");
}

#[test]
fn forward_is_reverse_on_every_extract_in_every_gates_mode() {
    for (name, bytes) in files(u64::MAX) {
        let mut world = world(&bytes, &every_kind_of_rule());
        for gates in GATES {
            world.walk_as(Walking {
                gates,
                ..world.walking
            });
            both_engines_agree(&world, &name);
        }
    }
}

/// Columns of both engines, ids of homes, their people, ends and lengths of streets.
type Everything = (
    Vec<RuleColumns>,
    Vec<String>,
    Vec<u64>,
    Vec<(i64, i64, u32)>,
);

/// Everything that is written, from bytes to verdicts.
fn everything(bytes: &[u8], settings: &Settings) -> Everything {
    let world = world(bytes, settings);
    let mut rules = world.check(EngineChoice::Reverse).rules;
    for kernel in [KernelChoice::Bounded, KernelChoice::Sweep] {
        let forward = check_by(world.input(), EngineChoice::Forward, kernel, &Silent).unwrap();
        rules.extend(forward.rules);
    }
    (
        rules,
        world.home_ids(),
        world.residences.people_milli.clone(),
        world.street_ends(),
    )
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let town = Scene::town(3);
    let mut inputs = vec![("town".to_owned(), town.osm.bytes(), town.settings.clone())];
    for (name, bytes) in files(400_000) {
        inputs.push((name, bytes, every_kind_of_rule()));
    }
    for (name, bytes, settings) in inputs {
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| everything(&bytes, &settings))
        };
        let one = with(1);
        assert!(with(2) == one, "{name}: two threads");
        assert!(with(8) == one, "{name}: eight threads");
    }
}
