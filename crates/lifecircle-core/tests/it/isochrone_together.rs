//! Origins searched and drawn together give what each gives alone.

use lifecircle_core::isochrone::{AreaSpace, Inside, InsideSpace, Start};
use lifecircle_core::observer::Silent;
use lifecircle_core::reach::{Stretch, Sweeps};
use lifecircle_core::snap::Snap;
use lifecircle_testkit::{Rng, World};

use crate::isochrone_area::{City, LIMITS};
use crate::isochrone_bands::{OPTIONS, worlds};

/// Some origins of a city, neighbours and others, in groups of one, some and as many as there are lanes.
fn groups(city: &City) -> Vec<Vec<Vec<Snap>>> {
    let scattered = city.origins(70, 17);
    let mut near = scattered.clone();
    near.sort_by_key(|snaps| snaps.first().map(|s| s.street));
    let cut = |origins: &[Vec<Snap>], size: usize| -> Vec<Vec<Vec<Snap>>> {
        origins.chunks(size).map(<[Vec<Snap>]>::to_vec).collect()
    };
    [
        cut(&near, 32),
        cut(&scattered, 32),
        cut(&near[..9.min(near.len())], 5),
        cut(&near[..2.min(near.len())], 1),
    ]
    .concat()
}

fn compare(name: &str, world: &World) -> usize {
    let city = City::new(world, "adult");
    let longest = *LIMITS.last().unwrap();
    let Some(sweeps) = Sweeps::new(&city.reach, usize::MAX, longest, &Silent).unwrap() else {
        return 0;
    };
    let inside = Inside::new(&city.reach, &world.residences, &world.facilities);
    let areas = city.areas(OPTIONS[0], usize::MAX);
    let (mut swept, mut space, mut search) =
        (sweeps.space(), AreaSpace::default(), city.reach.space());
    let mut counting = InsideSpace::default();
    let (mut compared, mut rng) = (0, Rng::new(29));
    for group in groups(&city) {
        let (group, from): (Vec<_>, Vec<_>) = group
            .iter()
            .map(|snaps| city.with_legs(snaps, &mut rng))
            .unzip();
        let places: Vec<&[Snap]> = group.iter().map(Vec::as_slice).collect();
        sweeps.search(&mut swept, &places, longest);
        let starts: Vec<Start> = (places.iter().zip(&from))
            .map(|(&snaps, from)| Start { snaps, from })
            .collect();
        let together = areas.of_all(&mut space, &sweeps, &mut swept, &starts, &LIMITS);
        let mut stretches: Vec<Vec<Vec<Stretch>>> =
            vec![vec![Vec::new(); LIMITS.len()]; places.len()];
        for (i, &limit) in LIMITS.iter().enumerate() {
            sweeps.stretches(&mut swept, &places, limit, |lane, s| {
                stretches[lane as usize][i].push(s);
            });
        }
        for (lane, snaps) in places.iter().enumerate() {
            let reached = city.reach.search(&mut search, snaps, longest);
            let alone = areas.of(
                &mut AreaSpace::default(),
                &city.reach,
                &reached,
                starts[lane],
                &LIMITS,
            );
            assert!(together[lane] == alone, "{name}: areas of {snaps:?}");
            for (i, &limit) in LIMITS.iter().enumerate() {
                let mut own = Vec::new();
                city.reach
                    .stretches(&reached, snaps, limit, |s| own.push(s));
                own.sort_unstable();
                stretches[lane][i].sort_unstable();
                assert!(
                    stretches[lane][i] == own,
                    "{name}: {limit} ms from {snaps:?}"
                );
            }
            let counts = inside.count(&mut counting, &city.reach, &reached, snaps, None, &LIMITS);
            let lane = swept.lane(lane);
            let swept = inside.count(&mut counting, &city.reach, &lane, snaps, None, &LIMITS);
            assert_eq!(swept, counts, "{name}: {snaps:?}");
            compared += 1;
        }
    }
    compared
}

#[test]
fn isochrones_of_32_origins_together_are_those_of_each_alone() {
    let compared: usize = worlds()
        .iter()
        .map(|(name, world)| compare(name, world))
        .sum();
    assert!(compared > 300, "{compared}");
}
