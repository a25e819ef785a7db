//! Counts inside a limit against the rows of matrices and the oracle's way to where the data ends.

use lifecircle_core::coverage::{KernelChoice, Matrix, Reason, Stops, Walk};
use lifecircle_core::isochrone::{
    AreaError, AreaOptions, AreaSpace, Areas, Inside, InsideSpace, MOST_CANVAS_BYTES,
};
use lifecircle_core::metric::Gates;
use lifecircle_core::metric::Walking;
use lifecircle_core::observer::Silent;
use lifecircle_core::reach::Reach;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_testkit::{Rng, Scene, Settings, World};

use crate::extracts::{file, world};
use crate::isochrone_oracle::Oracle;

const LIMITS: [u32; 4] = [0, 300_000, 600_000, 900_000];

fn rows(world: &World, to: &Stops, at_hand: &[(u32, u32)]) -> Vec<Vec<Walk>> {
    let homes = Stops::of_residences(&world.residences);
    let longest = LIMITS[3];
    let kernel = KernelChoice::Bounded;
    let matrix = Matrix::new(&world.walks, &homes, to, at_hand, longest, kernel, &Silent);
    matrix.unwrap().rows(0..homes.count(), &Silent).unwrap()
}

/// Homes, facilities and ends of data that were met.
fn counts_are_those_of_matrices(world: &World, most: usize, name: &str) -> [usize; 3] {
    let homes = world.residences.count() as u32;
    let own: Vec<(u32, u32)> = (0..homes).map(|home| (home, home)).collect();
    let zero = |home: u32| world.residences.zero_of(home as usize).iter();
    let at_hand: Vec<(u32, u32)> = (0..homes)
        .flat_map(|home| zero(home).map(move |&rank| (home, rank)))
        .collect();
    let to_homes = rows(world, &Stops::of_residences(&world.residences), &own);
    let to_shops = rows(world, &Stops::of_facilities(&world.facilities), &at_hand);
    let reach = Reach::new(&world.walks, &Silent).unwrap();
    let oracle = Oracle::new(&world.built, world.walking);
    let inside = Inside::new(&reach, &world.residences, &world.facilities);
    let stops = Stops::of_residences(&world.residences);
    let (mut space, mut scratch) = (reach.space(), InsideSpace::default());
    let mut met = [0; 3];
    let mut rng = Rng::new(3);
    for _ in 0..most {
        let home = rng.below(homes as usize);
        let snaps = stops.of(home);
        let reached = reach.search(&mut space, snaps, LIMITS[3]);
        let found = inside.count(
            &mut scratch,
            &reach,
            &reached,
            snaps,
            Some(home as u32),
            &LIMITS,
        );
        let times = oracle.search(snaps, LIMITS[3]);
        for (&limit, counts) in LIMITS.iter().zip(&found) {
            let name = format!("{name}, home {home}, {limit} ms");
            let near = |row: &&Walk| row.1 <= limit;
            let neighbours: Vec<&Walk> = to_homes[home].iter().filter(near).collect();
            let people = neighbours
                .iter()
                .map(|w| world.residences.people_milli[w.0 as usize]);
            assert_eq!(counts.homes as usize, neighbours.len(), "{name}");
            assert_eq!(counts.people_milli, people.sum::<u64>(), "{name}");
            let shops = to_shops[home].iter().filter(near).count();
            assert_eq!(counts.facilities as usize, shops, "{name}");
            let mm = oracle.intervals(&times, snaps, limit);
            let mm = mm.values().flatten().map(|i| u64::from(i.1 - i.0));
            assert_eq!(counts.street_mm, mm.sum::<u64>(), "{name}");
            let edge = oracle
                .edge_ms(&times)
                .is_some_and(|ms| ms <= i64::from(limit));
            assert_eq!(counts.edge, edge, "{name}");
            met[0] += neighbours.len() - 1;
            met[1] += shops;
            met[2] += usize::from(edge && limit < LIMITS[3]);
        }
        let island = |s: &lifecircle_core::snap::Snap| world.built.streets.is_island(s.street);
        let unknown = match snaps {
            [] => Some(Reason::Unreachable),
            snaps => snaps.iter().all(island).then_some(Reason::Island),
        };
        assert_eq!(inside.unknown(snaps), unknown, "{name}, home {home}");
    }
    met
}

#[test]
fn isochrone_counts_in_towns_are_those_of_matrices() {
    let mut met = [0; 3];
    for seed in 0..60 {
        let letter = ['c', 'q', 'B', 'L'][seed as usize % 4];
        let mut world = Scene::town(seed).without(letter).world();
        let gates = [Gates::Tagged, Gates::Open, Gates::Closed][seed as usize % 3];
        world.walk_as(Walking {
            gates,
            ..world.walking
        });
        let own = counts_are_those_of_matrices(&world, 12, &format!("town {seed}"));
        met.iter_mut().zip(own).for_each(|(m, own)| *m += own);
    }
    assert!(met.iter().all(|&m| m > 100), "{met:?}");
}

#[test]
fn isochrone_counts_in_extracts_are_those_of_matrices() {
    for name in ["mc_monaco", "cn_shanghai-tongji"] {
        if let Some(bytes) = file(&format!("{name}.osm.pbf")) {
            let world = world(&bytes, &Settings::default());
            let met = counts_are_those_of_matrices(&world, 50, name);
            assert!(met.iter().all(|&m| m > 0), "{name}: {met:?}");
        }
    }
}

#[test]
fn isochrone_rasters_that_cannot_be_are_refused() {
    let world = Scene::town(1).world();
    let shapes = StreetShapes::new(&world.network, &world.built.streets, &Silent).unwrap();
    let empty = StreetShapes::default();
    for shapes in [&shapes, &empty] {
        let new = |resolution_m: f64, cap_mm: u32, longest_ms: u32| {
            let options = AreaOptions {
                resolution_m,
                cap_mm,
                ..AreaOptions::default()
            };
            Areas::new(shapes, world.walking, options, longest_ms, 1, &Silent).map(|_| ())
        };
        for resolution_m in [
            0.0,
            -0.0,
            -10.0,
            f64::NEG_INFINITY,
            f64::INFINITY,
            f64::NAN,
            0.049,
            1000.5,
            5000.0,
        ] {
            let error = new(resolution_m, 2_000_000_000, 1).unwrap_err();
            assert!(
                matches!(error, AreaError::Resolution(_)),
                "{resolution_m}: {error}"
            );
            assert!(
                error.to_string().contains("between 0.05 and 1000"),
                "{error}"
            );
        }
        // A centimetre is too fine to be told apart, and for fifteen minutes takes too much memory too.
        assert!(matches!(
            new(0.01, 50_000, 900_000),
            Err(AreaError::Memory { .. })
        ));
        assert!(matches!(
            new(0.01, 50_000, 100),
            Err(AreaError::Resolution(_))
        ));
        assert!(matches!(
            new(10.0, 9_999, 900_000),
            Err(AreaError::Cap { .. })
        ));
        assert_eq!(new(10.0, 10_000, 900_000), Ok(()));
        assert_eq!(new(1000.0, 1_000_000, 900_000), Ok(()));
        assert!(matches!(new(10.0, 0, 900_000), Err(AreaError::Cap { .. })));
        // The memory error names a resolution that is then taken.
        let Err(AreaError::Memory {
            width,
            height,
            coarser,
            ..
        }) = new(0.1, 50_000, 3_600_000)
        else {
            panic!("an hour at 10 cm is refused");
        };
        assert!(width * height > MOST_CANVAS_BYTES);
        assert_eq!(new(coarser, 50_000, 3_600_000), Ok(()));
        assert!(matches!(
            new(coarser - 0.11, 50_000, 3_600_000),
            Err(AreaError::Memory { .. })
        ));
    }
}

#[test]
fn isochrone_of_nothing_is_nothing() {
    // No ways at all, and no limits.
    let world = Scene::new(100, "a--b").home('a').world();
    assert_eq!(world.built.streets.count(), 0);
    let shapes = StreetShapes::new(&world.network, &world.built.streets, &Silent).unwrap();
    let reach = Reach::new(&world.walks, &Silent).unwrap();
    let areas = Areas::new(
        &shapes,
        world.walking,
        AreaOptions::default(),
        900_000,
        1_000,
        &Silent,
    )
    .unwrap();
    let mut space = reach.space();
    let reached = reach.search(&mut space, &[], 900_000);
    let none: &[lifecircle_core::snap::Snap] = &[];
    let drawn = areas.of(&mut AreaSpace::default(), &reach, &reached, none, &LIMITS);
    assert!(
        drawn.len() == LIMITS.len() && drawn.iter().all(lifecircle_core::isochrone::Area::is_empty)
    );
    assert!(drawn[0].without(&drawn[1]).is_empty());
    let inside = Inside::new(&reach, &world.residences, &world.facilities);
    let mut scratch = InsideSpace::default();
    let counts = inside.count(&mut scratch, &reach, &reached, &[], None, &LIMITS);
    assert!(
        counts
            .iter()
            .all(|c| *c == lifecircle_core::isochrone::Counts::default())
    );
    // The home itself is 0 away from itself, wherever it is.
    let own = inside.count(&mut scratch, &reach, &reached, &[], Some(0), &[0]);
    assert_eq!((own[0].homes, own[0].people_milli), (1, 1000));
    let town = Scene::town(2).world();
    let shapes = StreetShapes::new(&town.network, &town.built.streets, &Silent).unwrap();
    let reach = Reach::new(&town.walks, &Silent).unwrap();
    let areas = Areas::new(
        &shapes,
        town.walking,
        AreaOptions::default(),
        900_000,
        1,
        &Silent,
    )
    .unwrap();
    let stops = Stops::of_residences(&town.residences);
    let mut space = reach.space();
    let reached = reach.search(&mut space, stops.of(0), 900_000);
    let none = areas.of(
        &mut AreaSpace::default(),
        &reach,
        &reached,
        stops.of(0),
        &[],
    );
    assert!(none.is_empty());
}
