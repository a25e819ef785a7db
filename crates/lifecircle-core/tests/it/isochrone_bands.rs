//! Areas drawn in different ways are the same; rings between limits; what holes of known sizes do.

use geo::BooleanOps;
use lifecircle_core::id::StreetId;
use lifecircle_core::isochrone::{Area, AreaOptions};
use lifecircle_core::snap::Snap;
use lifecircle_testkit::{Scene, Settings, World};

use crate::extracts::{file, world};
use crate::isochrone_area::{City, LIMITS};
use crate::isochrone_plane::{Plane, Point, Sides, corner, multi};
use crate::isochrone_valid::{is_valid_by_geo, is_wound_well};

pub(crate) const OPTIONS: [AreaOptions; 3] = [
    AreaOptions {
        resolution_m: 10.0,
        cap_mm: 50_000,
        least_hole_m2: 2_500.0,
    },
    AreaOptions {
        resolution_m: 4.7,
        cap_mm: 20_500,
        least_hole_m2: 0.0,
    },
    AreaOptions {
        resolution_m: 20.0,
        cap_mm: 40_000,
        least_hole_m2: 1e9,
    },
];

/// Some towns, and the extracts that are there.
pub(crate) fn worlds() -> Vec<(String, World)> {
    let towns = (20..26).map(|seed| (format!("town {seed}"), Scene::town(seed).world()));
    let names = ["cn_shanghai-tongji", "mc_monaco", "es_laspalmas_2023"];
    let extracts = names.into_iter().filter_map(|name| {
        let bytes = file(&format!("{name}.osm.pbf"))?;
        Some((name.to_owned(), world(&bytes, &Settings::default())))
    });
    towns.chain(extracts).collect()
}

#[test]
fn isochrone_areas_are_the_same_with_and_without_prepared_stamps() {
    let mut streets = 0;
    for (name, world) in worlds() {
        let city = City::new(&world, "adult");
        for options in OPTIONS {
            let (few, many) = (city.areas(options, 0), city.areas(options, usize::MAX));
            for snaps in city.origins(12, 5) {
                assert!(
                    city.draw(&few, &snaps) == city.draw(&many, &snaps),
                    "{name}, {options:?}: {snaps:?}"
                );
                streets += 1;
            }
        }
    }
    assert!(streets > 200, "{streets}");
}

#[test]
fn isochrone_areas_do_not_depend_on_the_number_of_threads() {
    use rayon::prelude::*;
    for (name, world) in worlds().into_iter().take(8) {
        let all = |threads: usize| -> Vec<Vec<Area>> {
            let pool = rayon::ThreadPoolBuilder::new();
            let pool = pool.num_threads(threads).build().unwrap();
            pool.install(|| {
                let city = City::new(&world, "adult");
                let origins = city.origins(24, 9);
                let areas = city.areas(OPTIONS[0], usize::MAX);
                origins.par_iter().map(|s| city.draw(&areas, s)).collect()
            })
        };
        let one = all(1);
        assert!(one.iter().flatten().any(|area| !area.is_empty()), "{name}");
        assert!(all(2) == one, "{name}: two threads");
        assert!(all(8) == one, "{name}: eight threads");
    }
}

/// Metres around an area.
fn around(area: &Area) -> f64 {
    let mut metres = 0.0;
    for ring in area.polygons().flatten() {
        let plane = Plane::at(corner(ring[0]));
        let next = ring.iter().cycle().skip(1);
        for (a, b) in ring.iter().zip(next) {
            let [a, b] = [a, b].map(|&p| plane.metres(corner(p)));
            metres += (a[0] - b[0]).hypot(a[1] - b[1]);
        }
    }
    metres
}

#[test]
fn isochrone_bands_add_up_and_are_valid() {
    let mut bands = 0;
    for (name, world) in worlds() {
        let city = City::new(&world, "adult");
        for options in OPTIONS {
            let areas = city.areas(options, 1);
            for snaps in city.origins(7, 13) {
                let name = format!("{name}, {options:?}: {snaps:?}");
                let all = city.draw(&areas, &snaps);
                for pair in all.windows(2) {
                    let band = pair[1].without(&pair[0]);
                    is_valid_by_geo(&band, &name);
                    is_wound_well(&band, &name);
                    let sum = band.area_m2() + pair[0].area_m2();
                    // Crossings are rounded to half a step of 1e-7 degrees: 6 mm along the lines.
                    let slack = 0.006 * (around(&pair[0]) + around(&pair[1])) + 1e-6;
                    assert!((sum - pair[1].area_m2()).abs() <= slack, "{name}: {sum} m²");
                    if let Some(&first) = pair[1].polygons().flatten().flatten().next() {
                        let first = corner(first);
                        let near = |p: Point| [p[0] - first[0], p[1] - first[1]];
                        let both = multi(&band, near).intersection(&multi(&pair[0], near));
                        let slack = 10_000.0 * slack;
                        let both = geo::Area::unsigned_area(&both);
                        assert!(both <= slack, "{name}: {both} square steps are in both");
                    }
                    bands += usize::from(!band.is_empty() && !pair[0].is_empty());
                }
                let [small, large] = [&all[3], &all[4]];
                assert!(small.without(large).area_m2() < 1.0, "{name}");
                assert!(large.without(large).is_empty(), "{name}");
                // Corners in line with their neighbours go, and rings begin elsewhere.
                let again = large.without(&Area::default()).area_m2();
                assert!((again / large.area_m2() - 1.0).abs() < 1e-6, "{name}");
            }
        }
    }
    assert!(bands > 350, "{bands}");
}

/// A square of streets 400 m wide, around a street that nobody reaches but from inside.
fn square() -> World {
    let drawing = "
        a---b
        |   |
        |x-y|
        |   |
        d---c
    ";
    Scene::new(100, drawing)
        .way("abcda", "highway=tertiary")
        .way("xy", "highway=tertiary")
        .world()
}

// An origin with one door to the square and one to the street inside.
#[test]
fn isochrone_holes_are_filled_by_size_with_what_stands_in_them() {
    let world = square();
    let city = City::new(&world, "adult");
    let at = |way: i64, offset_mm| Snap {
        street: StreetId::new(
            world
                .built
                .streets
                .way_osm
                .iter()
                .position(|&w| w == way)
                .unwrap(),
        ),
        offset_mm,
        leg_mm: 0,
    };
    let doors = [at(1, 0), at(2, 100_000)];
    let draw = |snaps: &[Snap], least_hole_m2| {
        let options = AreaOptions {
            resolution_m: 5.0,
            cap_mm: 40_000,
            least_hole_m2,
        };
        city.draw(&city.areas(options, 1), snaps)[4].clone()
    };
    let rings = |area: &Area| -> Vec<usize> { area.polygons().map(Iterator::count).collect() };
    // 1600 m of streets and 40 m on either side, corners rounded outside and square inside.
    let (side, cap) = (f64::from(Scene::new(100, "").mm(4)) / 1e3, 40.0);
    let hole = (side - 2.0 * cap).powi(2);
    let outer = side * side + 4.0 * side * cap + std::f64::consts::PI * cap * cap;
    let island = 2.0 * cap * side / 2.0 + std::f64::consts::PI * cap * cap;
    let about = |found: f64, wanted: f64| {
        assert!(
            (found / wanted - 1.0).abs() < 2e-3,
            "{found} m², not {wanted}"
        );
    };
    let alone = draw(&doors[..1], 0.0);
    assert_eq!(rings(&alone), [2]);
    about(alone.area_m2(), outer - hole);
    let both = draw(&doors, 0.0);
    let mut counts = rings(&both);
    counts.sort_unstable();
    assert_eq!(counts, [1, 2]);
    about(both.area_m2(), outer - hole + island);
    // Below and above the size of the hole.
    for (least, kept) in [(hole * 0.99, true), (hole * 1.01, false)] {
        let area = draw(&doors, least);
        assert_eq!(area == both, kept);
        if !kept {
            assert_eq!(rings(&area), [1]);
            about(area.area_m2(), outer);
            for door in doors {
                let p = city.shapes.at(door.street, door.offset_mm).unwrap();
                assert!(Sides::of(&area).hold([p.lon * 1e7, p.lat * 1e7]));
            }
        }
    }
}

// Five minutes on a street are 360 m either way; at its end half a disc of the cap's radius is
// walked off it, so that the area is a street of 720 m less the cap at its ends, and discs there.
#[test]
fn isochrone_area_of_a_straight_street_is_a_capsule() {
    let world = Scene::new(120, "a-------------------b")
        .way("ab", "highway=tertiary")
        .world();
    let city = City::new(&world, "adult");
    let middle = Snap {
        street: StreetId::new(0),
        offset_mm: world.built.streets.length_mm[0] / 2,
        leg_mm: 0,
    };
    for (resolution_m, cap) in [(10.0, 50.0), (2.5, 36.0), (1.0, 12.0)] {
        let options = AreaOptions {
            resolution_m,
            cap_mm: (cap * 1e3) as u32,
            least_hole_m2: 0.0,
        };
        let areas = city.draw(&city.areas(options, 1), &[middle]);
        for (area, limit) in areas.iter().zip(LIMITS).skip(2) {
            let reach = 1.2e-3 * f64::from(limit);
            let wanted = 2.0 * (reach - cap) * 2.0 * cap + std::f64::consts::PI * cap * cap;
            let found = area.area_m2();
            assert!(
                (found / wanted - 1.0).abs() < 3e-3,
                "{found} m², not {wanted}"
            );
        }
    }
}
