//! Lists and rasters that other people's programs wrote; `written_elsewhere/make.py` says which and how.

use std::path::{Path, PathBuf};

use lifecircle_core::geodesy::LonLat;
use lifecircle_core::observer::Silent;
use lifecircle_core::place::{
    CategoryTable, HomeId, OwnResidence, Population, Residences, WayIn, allocate,
};
use lifecircle_io::coordinates::{Converter, CoordinateSystem};
use lifecircle_io::read::{Entry, Import, ListOptions, RawList, facilities, raster, residences};

/// Id, name, categories, longitude, latitude.
const SHOPS: [(&str, &str, &str, f64, f64); 4] = [
    ("1", "好又多超市", "supermarket", 119.01, 33.5),
    ("2", "北,\"南\"\n店", "convenience", 119.021_234_5, 33.51),
    ("3", "=cmd()", "market", 119.03, 33.52),
    ("0004", "Ａ店🏪", "market supermarket", 119.04, 33.53),
];
/// Id, people in thousandths, the south-western corner of the outline, how many parts it has.
const HOMES: [(&str, u64, f64, f64, usize); 3] = [
    ("a", 12_500, 119.01, 33.5, 1),
    ("东 2", 1_200_000, 119.02, 33.51, 2),
    ("c", 0, 119.03, 33.52, 1),
];

fn file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/written_elsewhere");
    folder.join(name)
}

/// Moves to WGS-84 from the system that the file declares.
fn located<E: Entry>(list: RawList<E>) -> Import<E::Row> {
    let system = list.understood.crs.as_deref().unwrap_or("EPSG:4326");
    let converter = Converter::new(system.parse::<CoordinateSystem>().unwrap()).unwrap();
    let import = list.located(&|x, y| converter.to_wgs84(x, y)).unwrap();
    assert!(import.rejects.is_empty(), "{:?}", import.rejects);
    assert!(import.duplicates.is_empty() && import.others.is_empty());
    import
}

fn is_at(at: LonLat, lon: f64, lat: f64) -> bool {
    (at.lon - lon).abs() < 1e-8 && (at.lat - lat).abs() < 1e-8
}

#[test]
fn facilities_of_every_program() {
    let table = CategoryTable::parse(include_str!("../../../../data/categories.toml")).unwrap();
    for name in [
        "shops.xls",
        "shops.xlsx",
        "shops.ods",
        "shops_wkb.parquet",
        "shops_bbox.parquet",
        "shops_native.parquet",
        "shops_utm.parquet",
        "shops.fgb",
        "shops_utm.fgb",
        "shops.geojson",
        "shops_wkt.csv",
    ] {
        let list = facilities(&file(name), &ListOptions::default(), &table, true, &Silent);
        let mut rows = located(list.unwrap_or_else(|error| panic!("{error}"))).rows;
        // FlatGeobuf is in the order of its index.
        rows.sort_by_key(|row| SHOPS.iter().position(|shop| shop.0 == row.id));
        assert_eq!(rows.len(), SHOPS.len(), "{name}");
        for (row, (id, called, categories, lon, lat)) in rows.iter().zip(SHOPS) {
            assert_eq!(row.id, id, "{name}");
            assert_eq!(row.name.as_deref(), Some(called), "{name}");
            assert_eq!(table.ids(row.categories).join(" "), categories, "{name}");
            assert!(is_at(row.at, lon, lat), "{name}: {:?}", row.at);
        }
    }
    let zstd = facilities(
        &file("shops_zstd.parquet"),
        &ListOptions::default(),
        &table,
        true,
        &Silent,
    );
    let told = zstd.unwrap_err().to_string();
    assert!(told.contains("ZSTD") && told.contains("snappy"), "{told}");
}

fn homes(name: &str) -> Vec<OwnResidence> {
    let list = residences(&file(name), &ListOptions::default(), &Silent);
    located(list.unwrap_or_else(|error| panic!("{error}"))).rows
}

#[test]
fn homes_of_every_program() {
    for (name, wanted, has_outline) in [
        ("formulas.xlsx", &[0, 1, 2][..], false),
        ("homes_wkb.parquet", &[0, 1, 2], true),
        ("homes_native.parquet", &[0, 1, 2], true),
        ("homes_polygons.parquet", &[0, 2], true),
        ("homes.fgb", &[0, 1, 2], true),
        ("homes_wkt.csv", &[0, 1, 2], true),
    ] {
        let mut rows = homes(name);
        rows.sort_by_key(|row| HOMES.iter().position(|home| home.0 == row.id));
        assert_eq!(rows.len(), wanted.len(), "{name}");
        for (row, &i) in rows.iter().zip(wanted) {
            let (id, people_milli, lon, lat, parts) = HOMES[i];
            assert_eq!(
                (row.id.as_str(), row.people_milli),
                (id, people_milli),
                "{name}"
            );
            if !has_outline {
                assert!(is_at(row.at, lon, lat), "{name}: {:?}", row.at);
                continue;
            }
            assert_eq!(row.outline.len(), parts, "{name}");
            let corners = &row.outline[0];
            let least =
                |axis: fn(&LonLat) -> f64| corners.iter().map(axis).fold(f64::MAX, f64::min);
            let corner = LonLat {
                lon: least(|at| at.lon),
                lat: least(|at| at.lat),
            };
            assert_eq!(corners.len(), 5, "{name}");
            assert!(is_at(corner, lon, lat), "{name}: {corner:?}");
        }
    }
}

/// People of each home, of equal weight, by a raster.
fn people(name: &str, homes: &[LonLat]) -> Vec<u64> {
    let cells = raster(&file(name), None, homes).unwrap_or_else(|error| panic!("{error}"));
    let count = u32::try_from(homes.len()).unwrap();
    let way_in = |&at: &LonLat| WayIn {
        at,
        entrance: None,
        snap: None,
    };
    let residences = Residences {
        id: (0..count).map(|i| HomeId::Own(i.to_string())).collect(),
        people_milli: vec![0; homes.len()],
        floor_dm2: vec![100; homes.len()],
        ways_in: homes.iter().map(way_in).collect(),
        first_way_in: (0..=count).collect(),
        first_zero: vec![0; homes.len() + 1],
        ..Residences::default()
    };
    let shared = allocate(&residences, &Population::Cells(cells)).unwrap();
    shared.people_milli
}

/// A home in the middle of each cell, in degrees from 119° east and 34° north.
fn middles(columns: u32, rows: u32) -> Vec<LonLat> {
    let at = |row: u32, column: u32| LonLat {
        lon: 119.0 + 0.01 * (f64::from(column) + 0.5),
        lat: 34.0 - 0.01 * (f64::from(row) + 0.5),
    };
    let rows = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    rows.map(|(row, column)| at(row, column)).collect()
}

#[test]
fn rasters_of_every_kind() {
    // Thousandths beside the whole number, and whether the second cell of the second row has no value.
    for (name, [columns, rows], more, has_gap) in [
        ("strips_plain_f32", [20, 18], 250, true),
        ("strips_deflate2_f32", [20, 18], 250, true),
        ("strips_deflate3_f32", [20, 18], 250, true),
        ("strips_packbits_u8", [12, 12], 0, false),
        ("tiles_lzw2_u16", [20, 18], 0, true),
        ("tiles_lzw_i16", [20, 18], 0, true),
        ("tiles_lzw3_f64", [20, 18], 250, true),
        ("tiles_deflate3_f32", [20, 18], 250, true),
        ("tiles_deflate2_i32", [20, 18], 0, false),
        ("big_tiff_u32", [20, 18], 0, false),
        ("big_endian_f32", [20, 18], 250, false),
        ("points_f32", [20, 18], 250, false),
        ("cog_f32", [20, 18], 250, false),
        ("int64", [20, 18], 0, true),
    ] {
        let homes = middles(columns, rows);
        let gap = u64::from(columns) + 1;
        let of_cell = |i: u64| {
            if has_gap && i == gap {
                0
            } else {
                i * 1000 + more
            }
        };
        let expected: Vec<u64> = (0..homes.len() as u64).map(of_cell).collect();
        assert_eq!(people(&format!("{name}.tif"), &homes), expected, "{name}");
    }
}

#[test]
fn tiles_that_were_never_written_hold_nobody() {
    let of_cell = |i: u64| u64::from((16..32).contains(&(i % 48))) * 7500;
    let expected: Vec<u64> = (0..48 * 16).map(of_cell).collect();
    assert_eq!(people("sparse_f32.tif", &middles(48, 16)), expected);
}

#[test]
fn rasters_in_metres_lie_where_proj_says() {
    let text = std::fs::read_to_string(file("rasters.json")).unwrap();
    let truth: std::collections::BTreeMap<String, Vec<[f64; 2]>> =
        serde_json::from_str(&text).unwrap();
    assert_eq!(truth.len(), 2);
    for (name, middles) in truth {
        let homes: Vec<LonLat> = middles
            .iter()
            .map(|&[lon, lat]| LonLat { lon, lat })
            .collect();
        let expected: Vec<u64> = (0..homes.len() as u64).map(|i| i * 1000 + 250).collect();
        assert_eq!(people(&format!("{name}.tif"), &homes), expected, "{name}");
    }
}

#[test]
fn what_cannot_be_unpacked_is_told() {
    let error = raster(&file("tiles_zstd_f32.tif"), None, &middles(20, 18)).unwrap_err();
    assert!(error.to_string().contains("ZSTD"), "{error}");
}
