//! A city small enough to know by heart: a grid of 100 m blocks on the equator.
//!
//! ```text
//!        column 4     10     16      20        24
//! row 4     c
//! row 8                     p╌┘
//! row 9            c                            h
//! row 10           m                 m ╌╌╌╌╌╌╌╌ c      ╌ private
//! row 12           s                 s
//! ```
//! c convenience store, m food market, s supermarket, p a convenience store on private ground.
//! The house at h has everything near only along the private way; the open way round is 2 km.
//! Every second block holds a block of flats of 20 m by 20 m and six floors.

use std::sync::LazyLock;

use lifecircle_core::geodesy::LonLat;
use lifecircle_testkit::{GridCity, HeaderBox, OsmBuilder, metres_units};

/// Junctions per side.
const SIDE: u32 = 21;
/// Length of a block.
pub(crate) const BLOCK_M: u32 = 100;
/// Houses inside the grid, and the one behind the private way.
pub(crate) const HOMES: usize = 101;
/// Shops and markets.
pub(crate) const FACILITIES: usize = 8;
/// The house that only the private way brings near.
pub(crate) const FAR_HOME: &str = "way/2000";
/// 2024-05-01.
const DATE_S: i64 = 1_714_521_600;
/// A kilometre beyond the last street.
const BOX: [f64; 4] = [9.99, -0.02, 10.035, 0.02];

/// The grid.
pub(crate) fn grid() -> GridCity {
    GridCity::new(SIDE, SIDE, BLOCK_M)
}

/// Where a point of the grid lies, in blocks from its north-western corner.
pub(crate) fn place(column: f64, row: f64) -> LonLat {
    let origin = grid().place(0, 0);
    let block = f64::from(metres_units(BLOCK_M)) / 1e7;
    LonLat {
        lon: origin.lon + column * block,
        lat: origin.lat - row * block,
    }
}

/// The city as bytes, with a box that holds all of it.
pub(crate) fn city() -> &'static [u8] {
    static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let mut osm = city_osm();
        osm.encoding.bbox = HeaderBox::Nano(BOX.map(|degrees| (degrees * 1e9).round() as i64));
        osm.bytes()
    });
    &BYTES
}

/// The city in a box far wider than it is.
pub(crate) fn city_osm() -> OsmBuilder {
    let mut osm = grid().osm("highway=residential");
    osm.encoding.date_s = Some(DATE_S);
    for (number, (column, row)) in house_places().enumerate() {
        house(&mut osm, 1000 + number as i64, place(column, row));
    }
    house(&mut osm, 2000, place(24.2, 9.5));
    osm.tag_node(10_000, "entrance=yes");
    osm.tag_node(10_002, "entrance=main");
    shops(&mut osm);
    node(&mut osm, 6001, place(15.5, 8.5), "");
    osm.way(
        100,
        &[grid().node(16, 8), 6001],
        "highway=service access=private",
    );
    node(&mut osm, 6010, place(24.0, 10.0), "");
    node(&mut osm, 6011, place(24.0, 0.0), "");
    osm.way(
        101,
        &[grid().node(20, 10), 6010],
        "highway=footway access=private",
    );
    osm.way(
        102,
        &[grid().node(20, 0), 6011, 6010],
        "highway=residential",
    );
    osm
}

/// Where the houses inside the grid stand, in blocks.
pub(crate) fn house_places() -> impl Iterator<Item = (f64, f64)> {
    let middles = |n: u32| f64::from(2 * n) + 0.5;
    (0..10).flat_map(move |row| (0..10).map(move |column| (middles(column), middles(row))))
}

fn shops(osm: &mut OsmBuilder) {
    node(
        osm,
        5001,
        place(4.1, 4.0),
        "shop=convenience name=美佳便利店",
    );
    node(
        osm,
        5002,
        place(15.5, 8.5),
        "shop=convenience name=院内便利店",
    );
    node(
        osm,
        5003,
        place(24.0, 10.1),
        "shop=convenience name=东头便利店",
    );
    node(
        osm,
        5004,
        place(10.0, 10.1),
        "amenity=marketplace name=中心菜市场",
    );
    node(
        osm,
        5005,
        place(19.9, 10.0),
        "amenity=marketplace name=\"East\"",
    );
    node(
        osm,
        5006,
        place(10.0, 12.1),
        "shop=supermarket brand=大润发 name=大润发",
    );
    node(
        osm,
        5008,
        place(10.1, 9.0),
        "shop=convenience name=中心便利店",
    );
    node(
        osm,
        5007,
        place(19.9, 12.0),
        "shop=supermarket brand=苏果 name=苏果",
    );
}

fn node(osm: &mut OsmBuilder, id: i64, at: LonLat, tags: &str) {
    osm.node_at(id, at.lon, at.lat, tags);
}

/// A block of flats, 20 m by 20 m; its nodes are ten times its number and on.
pub(crate) fn house(osm: &mut OsmBuilder, id: i64, middle: LonLat) {
    let half = f64::from(metres_units(10)) / 1e7;
    let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
    for (number, (x, y)) in (10 * id..).zip(corners) {
        let at = LonLat {
            lon: middle.lon + x * half,
            lat: middle.lat + y * half,
        };
        node(osm, number, at, "");
    }
    let first = 10 * id;
    let ring = [first, first + 1, first + 2, first + 3, first];
    osm.way(id, &ring, "building=apartments building:levels=6");
}
