//! Every long step stops when its observer says so, whenever that is, and leaves nothing half done.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use lifecircle_core::build::{BuildOptions, build};
use lifecircle_core::coverage::{
    CheckInput, EngineChoice, KernelChoice, Matrix, check_by, rows_by_size,
};
use lifecircle_core::gap::{Scope, gap_areas, gap_map, gap_streets, service_area};
use lifecircle_core::isochrone::{AreaError, AreaOptions, Areas};
use lifecircle_core::metric::Unit;
use lifecircle_core::network::{NetworkOptions, street_network};
use lifecircle_core::observer::{Cancelled, Observer, Silent, Stage};
use lifecircle_core::osm::{self, ReadError};
use lifecircle_core::place::{
    FacilityCandidates, FacilitySites, HomeSites, HomesChoice, Legs, OwnList, PeopleTable,
    ResidenceChoice, facilities, residences,
};
use lifecircle_core::reach::{Reach, Sweeps};
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::snap::SnapIndex;
use lifecircle_core::sweep::{Direction, Hierarchy};
use lifecircle_core::walk::{Stops, Walks};
use lifecircle_testkit::{Scene, World};

use crate::extracts::{every_kind_of_rule, file, world};

/// Says yes to one question, and to no other before or after.
struct Once {
    at: u64,
    asked: AtomicU64,
}

impl Observer for Once {
    fn stage(&self, _: Stage, _: u64) {}
    fn advance(&self, _: u64) {}

    fn cancelled(&self) -> bool {
        self.asked.fetch_add(1, Ordering::Relaxed) == self.at
    }
}

/// Runs a step until it is stopped at its first, second, … last question: at all of up to 40, at some of more.
fn stops<T>(name: &str, step: impl Fn(&dyn Observer) -> Result<T, Cancelled>) {
    let run = |at: u64| {
        let observer = Once {
            at,
            asked: AtomicU64::new(0),
        };
        let result = step(&observer);
        (result.is_err(), observer.asked.into_inner())
    };
    let (stopped, questions) = run(u64::MAX);
    assert!(!stopped && questions > 0, "{name}: {questions} questions");
    for at in (0..questions).step_by(questions.div_ceil(40) as usize) {
        let (stopped, _) = run(at);
        assert!(stopped, "{name}: stopped at question {at} of {questions}");
    }
    assert!(run(questions - 1).0, "{name}: stopped at the last question");
}

fn only_cancelled<T>(result: Result<T, AreaError>) -> Result<T, Cancelled> {
    result.map_err(|error| match error {
        AreaError::Cancelled(cancelled) => cancelled,
        other => panic!("{other}"),
    })
}

fn town() -> World {
    let pack = every_kind_of_rule().pack;
    Scene::town(3).set(|s| s.pack = pack).world()
}

#[test]
fn cancelling_stops_what_makes_a_city() {
    let mut worlds = vec![town()];
    // With enough dwellings that no points are sampled.
    worlds.extend(file("gi_gibraltar.osm.pbf").map(|bytes| world(&bytes, &every_kind_of_rule())));
    for world in &worlds {
        let (data, network, streets) = (&world.data, &world.network, &world.built.streets);
        let (table, reach_mm) = (&world.table, 200_000);
        stops("network", |o| {
            street_network(data, &NetworkOptions::default(), o)
        });
        stops("build", |o| build(network, BuildOptions::default(), o));
        stops("index", |o| SnapIndex::new(network, streets, reach_mm, o));
        let index = SnapIndex::new(network, streets, reach_mm, &Silent).unwrap();
        stops("candidates", |o| FacilityCandidates::of(data, table, o));
        let candidates = &FacilityCandidates::of(data, table, &Silent).unwrap();
        stops("facility sites", |o| {
            FacilitySites::of(candidates, table, OwnList::default(), o)
        });
        stops("facilities", |o| {
            facilities(candidates, table, OwnList::default(), &index, o)
        });
        let homes = ResidenceChoice::Mapped {
            which: HomesChoice::Typed,
            no_stairs: false,
        };
        stops("home sites", |o| {
            HomeSites::of(data, &homes, Legs::Around, o)
        });
        let people = PeopleTable::parse(include_str!("../../../../data/people.toml")).unwrap();
        stops("homes", |o| {
            residences(data, network, &people, &homes, candidates, &index, o)
        });
    }
}

#[test]
fn cancelling_stops_reading() {
    let scene = Scene::town(3);
    let world = scene.world();
    let bytes = scene.osm.bytes();
    stops("reading", |o| {
        osm::read(bytes.as_slice(), &world.table, o).map_err(|error| match error {
            ReadError::Cancelled => Cancelled,
            other => panic!("{other}"),
        })
    });
}

/// Walks of which nothing is made yet.
fn fresh(world: &World) -> Walks {
    Walks::new(Arc::clone(&world.built), world.walking)
}

#[test]
fn cancelling_stops_every_kind_of_search() {
    let world = town();
    for (engine, kernel) in [
        (EngineChoice::Reverse, KernelChoice::Auto),
        (EngineChoice::Forward, KernelChoice::Bounded),
        (EngineChoice::Forward, KernelChoice::Sweep),
    ] {
        stops(&format!("check {engine:?} {kernel:?}"), |o| {
            let input = CheckInput {
                walks: &fresh(&world),
                ..world.input()
            };
            check_by(input, engine, kernel, o)
        });
    }
    let stops_of = Stops::of_residences(&world.residences);
    for kernel in [KernelChoice::Bounded, KernelChoice::Sweep] {
        stops(&format!("matrix {kernel:?}"), |o| {
            let walks = fresh(&world);
            let matrix = Matrix::new(&walks, &stops_of, &stops_of, &[], 900_000, kernel, o)?;
            rows_by_size(&matrix, o, |_, _| Ok::<(), Cancelled>(()))
        });
    }
    stops("sweeps", |o| {
        let walks = fresh(&world);
        let reach = Reach::new(&walks, o)?;
        Sweeps::new(&reach, usize::MAX, 900_000, o).map(|sweeps| sweeps.is_some())
    });
    let walks = world.walks.by(Unit::Time, &Silent).unwrap();
    stops("hierarchy", |o| {
        Hierarchy::new(walks.states(), 900_000, Direction::Forward, o)
    });
}

#[test]
fn cancelling_stops_gaps_and_areas() {
    let world = town();
    let input = world.input();
    let coverage = world.check(EngineChoice::Auto);
    let shapes = StreetShapes::new(&world.network, &world.built.streets, &Silent).unwrap();
    let options = AreaOptions::default();
    let many = usize::MAX;
    let areas = |origins, o: &dyn Observer| {
        only_cancelled(Areas::new(
            &shapes,
            world.walking,
            options,
            900_000,
            origins,
            o,
        ))
    };
    stops("areas of many origins", |o| areas(many, o).map(|_| ()));
    stops("gap streets", |o| gap_streets(input, o));
    let alone = areas(0, &Silent).unwrap();
    let index = world.index();
    for scope in Scope::all(world.pack.rules.len()) {
        stops("gap areas", |o| {
            only_cancelled(gap_areas(input, &coverage, scope, &index, &alone, o))
        });
    }
    let rule = &world.pack.rules[0];
    stops("service area", |o| {
        only_cancelled(service_area(input, rule.categories, rule.limit, &alone, o))
    });
    stops("gap map", |o| {
        only_cancelled(gap_map(input, &coverage, &index, &shapes, options, o))
    });
}

#[test]
fn walks_are_as_good_after_a_cancelled_question() {
    let world = town();
    let expected = world.check(EngineChoice::Forward);
    let walks = fresh(&world);
    let input = CheckInput {
        walks: &walks,
        ..world.input()
    };
    let sweep = KernelChoice::Sweep;
    for at in 0..30 {
        let once = Once {
            at,
            asked: AtomicU64::new(0),
        };
        let _ = check_by(input, EngineChoice::Forward, sweep, &once);
    }
    let found = check_by(input, EngineChoice::Forward, sweep, &Silent).unwrap();
    assert_eq!(found.rules, expected.rules);
}
