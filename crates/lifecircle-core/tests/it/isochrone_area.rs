//! Areas against distances that the tests measure themselves, and against geo's polygons.
//!
//! The area within time `t` is what lies within the cap of a street point that is reached by `t`
//! less the time the cap takes, or within what is left of `t` (at most the cap, at least a cell and
//! a half) of where the origin joins its street, or within a cell and a half of the leg to there. So a point has a depth: how many metres it lies
//! within that line, negative outside.
//!
//! Of a raster, the line may be half a cell off where it crosses a side of a cell (where distance falls
//! as fast as it can and rises again; and a hundredth for the rounding of values), and a cell elsewhere.

use geo::BooleanOps;
use std::sync::Arc;

use lifecircle_core::geodesy::LonLat;
use lifecircle_core::id::StreetId;
use lifecircle_core::isochrone::{Area, AreaOptions, AreaSpace, Areas, Start};
use lifecircle_core::metric::{Profile, Walking};
use lifecircle_core::observer::Silent;
use lifecircle_core::reach::{Reach, Stretch};
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::snap::Snap;
use lifecircle_core::walk::Walks;
use lifecircle_testkit::{Rng, Scene, Settings, World, walk_ms_at};

use crate::extracts::{file, world};
use crate::isochrone_network::{origin, stretches};
use crate::isochrone_oracle::Oracle;
use crate::isochrone_plane::{Near, Plane, Point, Sides, Streets, apart, corner, multi};
use crate::isochrone_valid::{is_drawn_well, is_valid_by_geo};

pub(crate) const LIMITS: [u32; 5] = [6_000, 30_000, 300_000, 600_000, 900_000];

/// Everything that areas of one kind of walker are drawn from.
pub(crate) struct City<'a> {
    pub(crate) world: &'a World,
    pub(crate) walking: Walking,
    pub(crate) reach: Reach<'a>,
    pub(crate) shapes: StreetShapes,
    streets: Streets,
}

impl<'a> City<'a> {
    pub(crate) fn new(world: &'a World, profile: &str) -> Self {
        let profile = Profile::named(profile).unwrap();
        let walking = Walking {
            profile,
            speed: profile.speed,
            ..world.walking
        };
        // Lives as long as the tests do, like everything that a city borrows.
        let walks = Box::leak(Box::new(Walks::new(Arc::clone(&world.built), walking)));
        Self {
            world,
            walking,
            reach: Reach::new(walks, &Silent).unwrap(),
            shapes: StreetShapes::new(&world.network, &world.built.streets, &Silent).unwrap(),
            streets: Streets::new(world),
        }
    }

    pub(crate) fn areas(&self, options: AreaOptions, origins: usize) -> Areas<'_> {
        Areas::new(
            &self.shapes,
            self.walking,
            options,
            LIMITS[4],
            origins,
            &Silent,
        )
        .unwrap()
    }

    pub(crate) fn draw(&self, areas: &Areas, snaps: &[Snap]) -> Vec<Area> {
        self.draw_from(areas, snaps.into())
    }

    fn draw_from(&self, areas: &Areas, place: Start) -> Vec<Area> {
        let mut space = self.reach.space();
        let reached = self.reach.search(&mut space, place.snaps, LIMITS[4]);
        areas.of(
            &mut AreaSpace::default(),
            &self.reach,
            &reached,
            place,
            &LIMITS,
        )
    }

    /// The same snaps with legs of up to 200 m in any direction, and where these start.
    pub(crate) fn with_legs(&self, snaps: &[Snap], rng: &mut Rng) -> (Vec<Snap>, Vec<LonLat>) {
        let leg = |&snap: &Snap| {
            let leg_mm = rng.below(200_000) as u32;
            let turn = f64::from(rng.below(360) as u32);
            let to = self.streets.at(snap.street, snap.offset_mm);
            let [dx, dy] = [turn.to_radians().cos(), turn.to_radians().sin()];
            let metres = f64::from(leg_mm) / 1000.0;
            let from = Plane::at(to).point([dx * metres, dy * metres]);
            let [lon, lat] = from.map(|e7| e7 / 1e7);
            (Snap { leg_mm, ..snap }, LonLat { lon, lat })
        };
        snaps.iter().map(leg).unzip()
    }

    /// Random places on streets, and homes.
    pub(crate) fn origins(&self, count: usize, seed: u64) -> Vec<Vec<Snap>> {
        let oracle = Oracle::new(&self.world.built, self.walking);
        let mut rng = Rng::new(seed);
        let home = |rng: &mut Rng| -> Vec<Snap> {
            let home = rng.below(self.world.residences.count());
            let access = self.world.residences.ways_in_of(home).iter();
            access.filter_map(|a| a.snap).collect()
        };
        let one = |i: usize| match i % 4 {
            0 => origin(&oracle, &self.world.built, &mut rng)[..1].to_vec(),
            _ => home(&mut rng),
        };
        (0..count)
            .map(one)
            .filter(|snaps| !snaps.is_empty())
            .collect()
    }
}

/// How deep inside points lie, told by distances alone.
struct Depth<'a> {
    plane: Plane,
    near: Near,
    discs: Vec<([f64; 2], f64)>,
    legs: Vec<[[f64; 2]; 2]>,
    least_m: f64,
    cap_m: f64,
    city: &'a City<'a>,
}

impl<'a> Depth<'a> {
    fn new(city: &'a City<'a>, options: AreaOptions, place: Start, limit: u32) -> Self {
        let snaps = place.snaps;
        let plane = Plane::at(city.streets.at(snaps[0].street, snaps[0].offset_mm));
        let speed = u64::from(city.walking.speed.mm_per_h());
        let cap_ms = walk_ms_at(options.cap_mm, 100, speed);
        let inner = match limit.checked_sub(cap_ms) {
            Some(inner) => stretches(&city.reach, snaps, limit, inner),
            None => Vec::new(),
        };
        let lines = inner
            .iter()
            .map(|s| city.streets.line(s.street, s.from_mm, s.to_mm));
        let cap_m = f64::from(options.cap_mm) / 1000.0;
        let disc = |snap: &Snap| {
            let rest_ms = limit.checked_sub(walk_ms_at(snap.leg_mm, 100, speed))?;
            let rest_m = f64::from(rest_ms) / 3.6e9 * f64::from(city.walking.speed.mm_per_h());
            let radius_m = rest_m.min(cap_m).max(1.5 * options.resolution_m);
            let centre = plane.metres(city.streets.at(snap.street, snap.offset_mm));
            Some((centre, radius_m))
        };
        let legs = snaps.iter().zip(place.from);
        let legs = legs.filter(|(snap, _)| walk_ms_at(snap.leg_mm, 100, speed) <= limit);
        let leg = |(snap, from): (&Snap, &LonLat)| {
            let to = city.streets.at(snap.street, snap.offset_mm);
            [[from.lon * 1e7, from.lat * 1e7], to].map(|p| plane.metres(p))
        };
        Self {
            legs: legs.map(leg).collect(),
            least_m: 1.5 * options.resolution_m,
            plane,
            near: Near::new(&plane, cap_m + 4.0 * options.resolution_m, lines),
            discs: snaps.iter().filter_map(disc).collect(),
            cap_m,
            city,
        }
    }

    /// Metres inside, negative outside, at most so far as matters.
    fn of(&self, p: Point) -> f64 {
        let p = self.plane.metres(p);
        let discs = self.discs.iter();
        let discs = discs.map(|&(c, radius)| radius - (p[0] - c[0]).hypot(p[1] - c[1]));
        let legs = self.legs.iter();
        let legs = legs.map(|&[a, b]| self.least_m - apart(p, a, b));
        discs
            .chain(legs)
            .fold(self.cap_m - self.near.metres(p), f64::max)
    }

    /// Points every so many metres of what is reached.
    fn samples(&self, reached: &[Stretch], every_mm: u32) -> Vec<Point> {
        let mut points = Vec::new();
        for s in reached {
            let steps = (s.from_mm..s.to_mm)
                .step_by(every_mm as usize)
                .chain([s.to_mm]);
            points.extend(steps.map(|mm| self.city.streets.at(s.street, mm)));
        }
        points
    }
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    areas: usize,
    holes: usize,
    samples: usize,
    inside_points: usize,
    outside_points: usize,
    far_origins: usize,
}

/// All that must hold of the areas of one origin, holes not filled.
fn examine(
    city: &City,
    options: AreaOptions,
    place: Start,
    areas: &[Area],
    name: &str,
    rng: &mut Rng,
    seen: &mut Seen,
) {
    let (cell, snaps) = (options.resolution_m, place.snaps);
    for (&limit, area) in LIMITS.iter().zip(areas) {
        let name = format!("{name}, {limit} ms from {snaps:?}");
        let within = |s: &&Snap| city.reach.leg_ms(**s) <= limit;
        assert_eq!(area.is_empty(), !snaps.iter().any(|s| within(&s)), "{name}");
        is_drawn_well(area, &name);
        if area.point_count() < 500 || rng.percent(5) {
            is_valid_by_geo(area, &name);
        }
        if area.is_empty() {
            continue;
        }
        seen.areas += 1;
        seen.holes += area.polygons().map(|p| p.count() - 1).sum::<usize>();
        let (sides, depth) = (Sides::of(area), Depth::new(city, options, place, limit));
        for snap in snaps.iter().filter(within) {
            assert!(
                sides.hold(city.streets.at(snap.street, snap.offset_mm)),
                "{name}: {snap:?} is outside"
            );
        }
        for (snap, from) in snaps.iter().zip(place.from).filter(|leg| within(&leg.0)) {
            let at = [from.lon * 1e7, from.lat * 1e7];
            assert!(sides.hold(at), "{name}: the origin of {snap:?} is outside");
            seen.far_origins += usize::from(snap.leg_mm > options.cap_mm);
        }
        for p in area.polygons().flatten().flatten().copied().map(corner) {
            let deep = depth.of(p);
            assert!(
                deep.abs() <= 0.51 * cell,
                "{name}: the border at {p:?} is {deep} m inside"
            );
        }
        let reached = stretches(&city.reach, snaps, LIMITS[4], limit);
        for p in depth.samples(&reached, 7_000) {
            seen.samples += 1;
            if !sides.hold(p) {
                let metres = sides.metres(&depth.plane, p);
                assert!(
                    metres <= cell,
                    "{name}: {p:?} is reached, and {metres} m outside"
                );
            }
        }
        let [low, high] = sides.bounds().unwrap().map(|p| depth.plane.metres(p));
        for _ in 0..300 {
            let mut share = |axis: usize| {
                let share = f64::from(rng.below(1 << 20) as u32) / f64::from(1 << 20);
                low[axis] - 3.0 * cell + (high[axis] - low[axis] + 6.0 * cell) * share
            };
            let p = depth.plane.point([share(0), share(1)]);
            let deep = depth.of(p);
            if deep.abs() > cell {
                assert_eq!(
                    sides.hold(p),
                    deep > 0.0,
                    "{name}: {p:?} is {deep} m inside"
                );
                seen.inside_points += usize::from(deep > 0.0);
                seen.outside_points += usize::from(deep < 0.0);
            }
        }
        let planar = geo::Area::unsigned_area(&multi(area, |p| depth.plane.metres(p)));
        assert!(
            (area.area_m2() / planar - 1.0).abs() < 1e-3,
            "{name}: {} m², not {planar}",
            area.area_m2()
        );
    }
}

/// No point of a smaller area outside a larger one.
fn nested(areas: &[Area], name: &str) {
    for pair in areas.windows(2) {
        let sides = Sides::of(&pair[1]);
        for p in pair[0].polygons().flatten().flatten().copied().map(corner) {
            assert!(sides.hold(p), "{name}: {p:?} is not in the larger area");
        }
        let Some(&first) = pair[1].polygons().flatten().flatten().next() else {
            continue;
        };
        let near = |p: Point| [p[0] - f64::from(first[0]), p[1] - f64::from(first[1])];
        let rest = multi(&pair[0], near).difference(&multi(&pair[1], near));
        // Crossings are rounded: a square step of 1e-7 degrees is a square centimetre.
        let rest = geo::Area::unsigned_area(&rest);
        assert!(
            rest < 1e3,
            "{name}: {rest} square steps of the smaller area are outside"
        );
    }
}

/// The rings without holes below the threshold and without what stands in them.
fn filled(area: &Area, least_m2: f64) -> Vec<Vec<Vec<[i32; 2]>>> {
    let polygons: Vec<Vec<Vec<[i32; 2]>>> = area
        .polygons()
        .map(|rings| rings.map(<[[i32; 2]]>::to_vec).collect())
        .collect();
    let square_m = |ring: &[[i32; 2]]| {
        let plane = Plane::at(corner(ring[0]));
        let m: Vec<[f64; 2]> = ring.iter().map(|&p| plane.metres(corner(p))).collect();
        let next = m.iter().cycle().skip(1);
        let twice: f64 = m
            .iter()
            .zip(next)
            .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
            .sum();
        twice.abs() / 2.0
    };
    let is_in = |p: [i32; 2], ring: &[[i32; 2]]| {
        let line = LineOf(ring).closed();
        geo::Contains::contains(&line, &geo::Point::from(corner(p)))
    };
    let small: Vec<&Vec<[i32; 2]>> = polygons
        .iter()
        .flat_map(|rings| &rings[1..])
        .filter(|hole| square_m(hole) < least_m2)
        .collect();
    let stands_in_one =
        |rings: &Vec<Vec<[i32; 2]>>| small.iter().any(|hole| is_in(rings[0][0], hole));
    polygons
        .iter()
        .filter(|rings| !stands_in_one(rings))
        .map(|rings| {
            let kept = rings[1..].iter().filter(|hole| square_m(hole) >= least_m2);
            std::iter::once(&rings[0]).chain(kept).cloned().collect()
        })
        .collect()
}

/// A ring as a polygon.
struct LineOf<'a>(&'a [[i32; 2]]);

impl LineOf<'_> {
    fn closed(&self) -> geo::Polygon {
        let corners = self.0.iter().chain(self.0.first());
        let line = corners.map(|&p| geo::Coord::from(corner(p))).collect();
        geo::Polygon::new(geo::LineString(line), Vec::new())
    }
}

/// Resolution, cap in metres, filled holes in m², who walks.
const KINDS: [(f64, u32, f64, &str); 4] = [
    (10.0, 50, 2_500.0, "adult"),
    (5.0, 35, 900.0, "elderly"),
    (20.0, 20, 10_000.0, "stroller"),
    (7.3, 28, 400.0, "adult"),
];

fn hold(world: &World, origins: usize, name: &str) {
    let mut seen = Seen::default();
    let mut larger_holes = 0;
    for (seed, (resolution_m, cap_m, least_hole_m2, profile)) in (0..).zip(KINDS) {
        let city = City::new(world, profile);
        let with = |least_hole_m2| AreaOptions {
            resolution_m,
            cap_mm: cap_m * 1_000,
            least_hole_m2,
        };
        let (open, fills) = (
            city.areas(with(0.0), origins),
            city.areas(with(least_hole_m2), 1),
        );
        let mut rng = Rng::new(seed);
        for snaps in city.origins(origins.div_ceil(KINDS.len()), seed) {
            let name = format!("{name}, {resolution_m} m, cap {cap_m} m, {profile}");
            let (legged, from) = city.with_legs(&snaps, &mut rng);
            let far = Start {
                snaps: &legged,
                from: &from,
            };
            let areas = city.draw_from(&open, far);
            examine(&city, with(0.0), far, &areas, &name, &mut rng, &mut seen);
            nested(&areas, &name);
            let place = Start::from(snaps.as_slice());
            let areas = city.draw_from(&open, place);
            examine(&city, with(0.0), place, &areas, &name, &mut rng, &mut seen);
            let found = city.draw(&fills, &snaps);
            nested(&found, &name);
            for (area, open) in found.iter().zip(&areas) {
                let rings: Vec<Vec<Vec<[i32; 2]>>> = area
                    .polygons()
                    .map(|r| r.map(<[[i32; 2]]>::to_vec).collect())
                    .collect();
                assert!(rings == filled(open, least_hole_m2), "{name}: {snaps:?}");
                larger_holes += rings.iter().map(|r| r.len() - 1).sum::<usize>();
            }
        }
    }
    let enough = seen.areas > 20 && seen.holes > 10 && seen.samples > 5_000;
    let enough = enough && seen.far_origins > 10;
    let both = seen.inside_points > 1_000 && seen.outside_points > 3_000;
    assert!(
        enough && both && larger_holes > 3,
        "{name}: {seen:?}, {larger_holes}"
    );
}

#[test]
fn isochrone_areas_of_towns_lie_where_distances_say() {
    for seed in 0..12 {
        hold(&Scene::town(seed).world(), 8, &format!("town {seed}"));
    }
}

#[test]
fn isochrone_areas_of_extracts_lie_where_distances_say() {
    for (name, origins) in [
        ("es_laspalmas_2023", 320),
        ("mc_monaco", 60),
        ("cn_shanghai-tongji", 60),
    ] {
        if let Some(bytes) = file(&format!("{name}.osm.pbf")) {
            hold(&world(&bytes, &Settings::default()), origins, name);
        }
    }
}

#[test]
fn a_leg_within_the_cap_around_its_end_changes_no_area() {
    let world = Scene::town(3).world();
    let city = City::new(&world, "adult");
    let options = AreaOptions::default();
    let areas = city.areas(options, 1);
    let mut rng = Rng::new(3);
    for snaps in city.origins(12, 3) {
        let (mut snaps, _) = city.with_legs(&snaps, &mut rng);
        // Less than the cap by more than the width of the leg.
        for snap in &mut snaps {
            snap.leg_mm %= 30_000;
        }
        let at = |snap: &Snap| city.streets.at(snap.street, snap.offset_mm);
        let east = |snap: &Snap| Plane::at(at(snap)).point([f64::from(snap.leg_mm) / 1000.0, 0.0]);
        let from: Vec<LonLat> = snaps
            .iter()
            .map(|snap| east(snap).map(|e7| e7 / 1e7))
            .map(|[lon, lat]| LonLat { lon, lat })
            .collect();
        let with = Start {
            snaps: &snaps,
            from: &from,
        };
        let (with, without) = (city.draw_from(&areas, with), city.draw(&areas, &snaps));
        // From 300 s on the cap is walked to its end.
        assert!(with[2..] == without[2..], "{snaps:?}");
    }
}

#[test]
fn shapes_tell_the_point_at_every_offset() {
    let world = Scene::town(1).world();
    let city = City::new(&world, "adult");
    let mut rng = Rng::new(1);
    for street in world.streets() {
        for _ in 0..20 {
            let mm = rng.below(city.reach.length_mm(street) as usize + 1) as u32;
            let own = city.streets.at(street, mm);
            let told = city.shapes.at(StreetId(street.0), mm).unwrap();
            let off = [told.lon * 1e7 - own[0], told.lat * 1e7 - own[1]];
            assert!(off[0].hypot(off[1]) < 0.2, "{street:?} at {mm}: {off:?}");
        }
    }
}
