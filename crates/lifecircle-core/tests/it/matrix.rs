//! Matrices hold exactly what a check counts, by either kernel and in ranges of any size.

use lifecircle_core::coverage::{
    EngineChoice, Kernel, KernelChoice, Matrix, Stops, Walk, rows_by_size,
};
use lifecircle_core::observer::{Cancelled, Silent};
use lifecircle_core::rules::Limit;
use lifecircle_testkit::{Scene, Settings, World};

use crate::extracts::{files, world};

const LIMIT_MS: u32 = 900_000;

/// Pairs of a home and a facility inside it.
fn at_hand(world: &World) -> Vec<(u32, u32)> {
    let homes = 0..world.residences.count();
    homes
        .flat_map(|home| {
            let zero = world.residences.zero_of(home).iter();
            zero.map(move |&rank| (home as u32, rank))
        })
        .collect()
}

fn rows(world: &World, kernel: KernelChoice) -> Vec<Vec<Walk>> {
    let homes = Stops::of_residences(&world.residences);
    let facilities = Stops::of_facilities(&world.facilities);
    let at_hand = at_hand(world);
    let matrix = Matrix::new(
        &world.walks,
        &homes,
        &facilities,
        &at_hand,
        LIMIT_MS,
        kernel,
        &Silent,
    )
    .unwrap();
    let expected = match kernel {
        KernelChoice::Sweep => Kernel::Sweep,
        KernelChoice::Bounded | KernelChoice::Auto => Kernel::Bounded,
    };
    assert_eq!(matrix.kernel(), expected);
    let mut rows = Vec::new();
    rows_by_size(&matrix, &Silent, |start, part| {
        assert_eq!(start, rows.len());
        rows.extend(part);
        Ok::<(), Cancelled>(())
    })
    .unwrap();
    if !rows.is_empty() {
        let middle = rows.len() / 2;
        let some = |range| matrix.rows(range, &Silent).unwrap();
        assert_eq!(some(middle..middle + 1), rows[middle..=middle]);
        assert_eq!(some(0..middle), rows[..middle]);
    }
    rows
}

/// Returns the number of pairs.
fn matrix_is_what_a_check_counts(world: &World, name: &str) -> usize {
    let swept = rows(world, KernelChoice::Sweep);
    let bounded = rows(world, KernelChoice::Bounded);
    assert!(swept == bounded, "{name}: the kernels disagree");
    let coverage = world.check(EngineChoice::Reverse);
    for (rule, columns) in world.pack.rules.iter().zip(&coverage.rules) {
        let Limit::TimeMs(limit) = rule.limit else {
            continue;
        };
        assert!(limit <= LIMIT_MS);
        for (home, row) in bounded.iter().enumerate() {
            let own = row.iter().filter(|&&(rank, ms)| {
                let facility = &world.facilities.rows[rank as usize];
                ms <= limit && facility.categories.meets(rule.categories)
            });
            let own: Vec<(u32, u32)> = own.map(|&(rank, ms)| (ms, rank)).collect();
            assert_eq!(own.len() as u32, columns.count[home], "{name}, home {home}");
            let nearest = columns.nearest[home].filter(|f| f.weight <= limit);
            let nearest = nearest.map(|f| (f.weight, f.rank));
            assert_eq!(own.iter().min().copied(), nearest, "{name}, home {home}");
        }
    }
    bounded.iter().map(Vec::len).sum()
}

#[test]
fn on_random_towns() {
    let pairs: usize = (0..150)
        .map(|seed| matrix_is_what_a_check_counts(&Scene::town(seed).world(), "town"))
        .sum();
    assert!(pairs > 1_000, "{pairs}");
}

#[test]
fn on_extracts() {
    for (name, bytes) in files(u64::MAX) {
        matrix_is_what_a_check_counts(&world(&bytes, &Settings::default()), &name);
    }
}

// Shops as origins, homes as destinations: the way back, which one-ways make another.
#[test]
fn the_other_way_round_is_another_matrix() {
    for seed in 0..20 {
        let world = Scene::town(seed).world();
        let homes = Stops::of_residences(&world.residences);
        let shops = Stops::of_facilities(&world.facilities);
        let back = |kernel| {
            let walks = &world.walks;
            let matrix = Matrix::new(walks, &shops, &homes, &[], LIMIT_MS, kernel, &Silent);
            matrix.unwrap().rows(0..shops.count(), &Silent).unwrap()
        };
        assert_eq!(back(KernelChoice::Sweep), back(KernelChoice::Bounded));
    }
}
