//! Study areas in random worlds: reading a part of a file, and counting a part of its homes, changes no value of a home
//! around which the data does not end.

use geo::{LineString, MultiPolygon, Polygon};
use lifecircle_core::area::{AreaSource, StudyArea};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::units::{Speed, u64_to_f64};
use lifecircle_testkit::{GridCity, Rng, Settings, World, pack_of};

use crate::study_area::all_told;

/// Junctions a side, and metres between them: 13 km, of which an hour's walk at 0.1 m/s and what decides about streets
/// (6 km) reads a part.
const SIDE: u32 = 44;
const BLOCK_M: u32 = 300;

/// A grid with streets missing, homes and shops anywhere.
fn world(rng: &mut Rng) -> Vec<u8> {
    let grid = GridCity::new(SIDE, SIDE, BLOCK_M);
    let mut osm = grid.osm("highway=residential");
    // Streets that end somewhere.
    let ways = osm.ways.len();
    for _ in 0..20 {
        let way = &mut osm.ways[rng.below(ways)];
        way.refs.truncate(2 + rng.below(way.refs.len() - 1));
    }
    let corners = (SIDE * SIDE) as usize;
    let place = |rng: &mut Rng, osm: &lifecircle_testkit::OsmBuilder| {
        let corner = &osm.nodes[rng.below(corners)];
        let mut off = |at: i32| at + rng.below(8000) as i32 - 4000;
        let lon = off(corner.lon);
        (lon, off(corner.lat))
    };
    for id in 0..300 {
        let (lon, lat) = place(rng, &osm);
        let first = 100_000 + id * 4;
        for (i, (x, y)) in [(0, 0), (900, 0), (900, 900), (0, 900)]
            .into_iter()
            .enumerate()
        {
            osm.node(first + i as i64, lon + x, lat + y, "");
        }
        osm.way(
            100_000 + id,
            &[first, first + 1, first + 2, first + 3, first],
            "building=apartments building:levels=5",
        );
    }
    for id in 0..120 {
        let (lon, lat) = place(rng, &osm);
        let shop = [
            "shop=convenience",
            "amenity=marketplace",
            "shop=supermarket",
        ][rng.below(3)];
        osm.node(200_000 + id, lon, lat, shop);
    }
    osm.bytes()
}

fn f64_of(count: usize) -> f64 {
    u64_to_f64(count as u64)
}

/// A polygon of a few corners around a home, turned at random, dented or a box.
fn area(rng: &mut Rng, middle: LonLat) -> StudyArea {
    let corners = 3 + rng.below(6);
    let ring: Vec<(f64, f64)> = (0..corners)
        .map(|i| {
            let angle = (f64_of(i) + f64_of(rng.below(80)) / 100.0) / f64_of(corners)
                * std::f64::consts::TAU;
            let radius = (300.0 + f64_of(rng.below(1500))) / 111_195.0;
            (
                middle.lon + radius * angle.cos(),
                middle.lat + radius * angle.sin(),
            )
        })
        .collect();
    let polygon = Polygon::new(LineString::from(ring), Vec::new());
    let source = AreaSource::File("random".to_owned());
    StudyArea::new("random".to_owned(), source, &MultiPolygon(vec![polygon])).unwrap()
}

#[test]
fn homes_of_an_area_are_told_what_the_whole_world_tells() {
    let rules = "[[rule]]\nid='a'\nen=''\nzh=''\ncategories=['convenience']\nminutes=20\n\
                 [[rule]]\nid='b'\nen=''\nzh=''\ncategories=['market','supermarket']\nmetres=900\nmin_count=2\n";
    let whole = Settings {
        pack: pack_of(rules),
        speed: Speed::from_mm_per_h(360_000),
        ..Settings::default()
    };
    let (mut counted, mut left_out) = (0, 0);
    for seed in 0..6 {
        let mut rng = Rng::new(seed);
        let bytes = world(&mut rng);
        let plain = World::new(&bytes, &whole).unwrap();
        let told = all_told(&plain);
        for _ in 0..3 {
            let home = rng.below(plain.residences.count());
            let area = area(&mut rng, plain.residences.ways_in_of(home)[0].at);
            for bounded in [false, true] {
                let settings = Settings {
                    area: Some(area.clone()),
                    bounded,
                    ..whole.clone()
                };
                let part = World::new(&bytes, &settings).unwrap();
                let found = all_told(&part);
                assert!(!found.is_empty() && found.len() < told.len());
                for one in &found {
                    assert!(told.contains(one), "seed {seed}, bounded: {bounded}: {one}");
                }
                counted += found.len();
                left_out += part.data.report.nodes_elsewhere;
            }
        }
    }
    assert!(
        counted > 50 && left_out > 1000,
        "{counted} homes, {left_out} nodes not read"
    );
    println!("{counted} homes, {left_out} nodes not read");
}
