//! Service areas against the walks of points on the streets.

use lifecircle_core::gap::{gap_map, service_area};
use lifecircle_core::geodesy::{LonLat, METRES_PER_DEGREE};
use lifecircle_core::isochrone::{Area, AreaOptions, Areas};
use lifecircle_core::observer::Silent;
use lifecircle_core::rules::Limit;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_testkit::{Scene, World, pack_of, rule};

use crate::extracts;
use crate::gap_streets::{At, check_at, walked};

/// Metres east and north of a place, near enough for a town.
fn metres([lon, lat]: [f64; 2], from: LonLat) -> [f64; 2] {
    let shrink = from.lat.to_radians().cos();
    let (east, north) = (lon - from.lon, lat - from.lat);
    [east * METRES_PER_DEGREE * shrink, north * METRES_PER_DEGREE]
}

/// The sides of all rings, in metres around a place.
fn sides(area: &Area, from: LonLat) -> Vec<[[f64; 2]; 2]> {
    let mut sides = Vec::new();
    for ring in area.polygons().flatten() {
        let points = ring.iter().chain(&ring[..1]);
        let points: Vec<_> = points
            .map(|p| metres(p.map(|e7| f64::from(e7) / 1e7), from))
            .collect();
        sides.extend(points.windows(2).map(|p| [p[0], p[1]]));
    }
    sides
}

/// Metres to the border, negative inside: how often a ray to the east crosses it tells.
fn beyond(sides: &[[[f64; 2]; 2]], [x, y]: [f64; 2]) -> f64 {
    let (mut inside, mut least) = (false, f64::INFINITY);
    for [a, b] in sides {
        if (a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) {
            inside = !inside;
        }
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let along = ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy).max(1e-12);
        let along = along.clamp(0.0, 1.0);
        least = least.min((x - a[0] - along * dx).hypot(y - a[1] - along * dy));
    }
    if inside { -least } else { least }
}

/// Points every few metres of every so many-th street.
fn points(world: &World, every: usize, step_mm: usize) -> Vec<At> {
    let of_street = |s: lifecircle_core::id::StreetId| {
        let length = world.built.streets.length_mm[s.index()];
        (1..length).step_by(step_mm).map(move |mm| (s, mm))
    };
    walked(world)
        .into_iter()
        .step_by(every)
        .flat_map(of_street)
        .collect()
}

/// All that is less than the cap from being out of reach lies inside, within a cell; and nothing drawn
/// around a street out of reach is farther than cap and cell from one within.
fn agree(world: &World, every: usize, name: &str) {
    let shapes = StreetShapes::new(&world.network, &world.built.streets, &Silent).unwrap();
    let options = AreaOptions {
        least_hole_m2: 0.0,
        ..AreaOptions::default()
    };
    let cap_m = f64::from(options.cap_mm) / 1000.0;
    let cell_m = options.resolution_m;
    let areas = Areas::new(&shapes, world.walking, options, 0, 0, &Silent).unwrap();
    // Where a facility stands it is reached, also where no street leads there.
    let shops = world.facilities.rows.iter().flat_map(|f| &f.ways_in);
    let shops = shops.filter_map(|w| Some((w.snap?.street, w.snap?.offset_mm)));
    let all: Vec<At> = points(world, 1, 4000).into_iter().chain(shops).collect();
    let coverage = check_at(world.input(), &all);
    let some = all.iter().enumerate().step_by(every);
    let from = shapes.at(all[0].0, all[0].1).unwrap();
    let place = |at: &At| shapes.at(at.0, at.1).map(|p| metres([p.lon, p.lat], from));
    for (i, rule) in world.pack.rules.iter().enumerate() {
        let area =
            service_area(world.input(), rule.categories, rule.limit, &areas, &Silent).unwrap();
        let sides = sides(&area, from);
        let cap = match rule.limit {
            Limit::TimeMs(_) => {
                lifecircle_core::units::walk_ms(options.cap_mm, 100, world.walking.speed)
            }
            Limit::LengthMm(_) => options.cap_mm,
        };
        let limit = rule.limit.value();
        let walk = |i: usize, home: usize| coverage.rules[i].nearest[home].map(|f| f.weight);
        let within: Vec<[f64; 2]> = (0..all.len())
            .filter(|&home| walk(i, home).is_some_and(|w| w <= limit - cap))
            .filter_map(|home| place(&all[home]))
            .collect();
        let (mut served, mut not) = (0, 0);
        for (home, at) in some.clone() {
            let Some(here) = place(at) else { continue };
            let beyond = beyond(&sides, here);
            if walk(i, home).is_some_and(|w| w <= limit - cap) {
                served += 1;
                assert!(
                    beyond <= cell_m,
                    "{name}, {}: {beyond} m outside, {at:?}",
                    rule.id
                );
            } else if walk(i, home).is_none_or(|w| w > limit) && beyond < 0.0 {
                not += 1;
                let gap = |p: &[f64; 2]| (p[0] - here[0]).hypot(p[1] - here[1]);
                let nearest = within.iter().map(gap).fold(f64::INFINITY, f64::min);
                // Four metres lie between one point and the next.
                assert!(
                    nearest <= cap_m + cell_m + 4.0,
                    "{name}, {}: {nearest} m from the nearest street served, {at:?}",
                    rule.id
                );
            }
        }
        println!(
            "{name}, {}: {served} inside, {not} inside but not served",
            rule.id
        );
        assert!(served > 0, "{name}, {}", rule.id);
    }
}

#[test]
fn what_is_served_is_inside_and_nothing_is_far_from_it() {
    let pack = pack_of(
        &[
            rule("convenience", "minutes = 3"),
            rule("supermarket", "metres = 300"),
        ]
        .concat(),
    );
    for seed in 0..6 {
        let scene = Scene::town(seed).tag('a', "shop=supermarket");
        let scene = scene
            .way("abcdefgh", "highway=residential")
            .way("ai", "highway=footway");
        // A convenience store that some street leads to.
        let scene = scene.shop('d').set(|s| s.pack.clone_from(&pack));
        agree(&scene.world(), 1, &format!("town {seed}"));
    }
    let Some(bytes) = extracts::file("cn_shanghai-tongji.osm.pbf") else {
        return;
    };
    let settings = lifecircle_testkit::Settings {
        pack,
        ..Default::default()
    };
    agree(&extracts::world(&bytes, &settings), 11, "tongji");
}

#[test]
fn a_city_too_large_for_the_resolution_is_drawn_coarser() {
    let scene = Scene::new(
        100,
        "a--------------\n\n\n\n\n\n\n\n\n\n\n\n\n\n--------------b",
    );
    let scene = scene.way("ab", "highway=residential").shop('a').shop('b');
    let pack = pack_of(&rule("convenience", "minutes = 60"));
    let world = scene.set(|s| s.pack = pack).world();
    let coverage = lifecircle_core::coverage::check(
        world.input(),
        lifecircle_core::coverage::EngineChoice::Auto,
        &Silent,
    )
    .unwrap();
    let shapes = StreetShapes::new(&world.network, &world.built.streets, &Silent).unwrap();
    let drawn = |resolution_m: f64| {
        let options = AreaOptions {
            resolution_m,
            ..AreaOptions::default()
        };
        gap_map(
            world.input(),
            &coverage,
            &world.index(),
            &shapes,
            options,
            &Silent,
        )
        .unwrap()
    };
    let (fine, coarse) = (drawn(0.05), drawn(2.0));
    let (fine, coarse) = (&fine.service[0], &coarse.service[0]);
    assert!(
        fine.resolution_m > 0.05 && fine.resolution_m <= 1.0,
        "{}",
        fine.resolution_m
    );
    assert!((coarse.resolution_m - 2.0).abs() < 1e-9);
    let share = fine.area.area_m2() / coarse.area.area_m2();
    assert!((share - 1.0).abs() < 0.01, "{share}");
    assert_eq!((fine.facilities, coarse.facilities), (2, 2));
}
