use std::io::Cursor;

use lifecircle_core::geodesy::LonLat;
use lifecircle_core::place::{HomeId, Population, Residences, WayIn, allocate};
use tiff::encoder::colortype::{ColorType, Gray16, Gray32Float, Gray64Float, RGB8};
use tiff::encoder::{Compression, TiffEncoder, TiffValue};
use tiff::tags::Tag;

use super::*;

/// Keys of degrees of WGS-84, coordinates of corners.
const DEGREES: [u16; 12] = [1, 1, 0, 2, 1024, 0, 1, 2, 2048, 0, 1, 4326];
/// Keys of a projection that is described by text alone.
const DESCRIBED: [u16; 12] = [1, 1, 0, 2, 1024, 0, 1, 1, 3072, 0, 1, 32767];

/// A raster of cells of `step` from a north-western corner.
fn written<C: ColorType>(
    (columns, rows): (u32, u32),
    values: &[C::Inner],
    corner: [f64; 2],
    step: f64,
    (keys, text): (&[u16], &str),
) -> Vec<u8>
where
    [C::Inner]: TiffValue,
{
    let mut file = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut file)
        .unwrap()
        .with_compression(Compression::Lzw);
    let mut image = encoder.new_image::<C>(columns, rows).unwrap();
    image.rows_per_strip(2).unwrap();
    let tags = image.encoder();
    let scale = [step, step, 0.0];
    tags.write_tag(Tag::ModelPixelScaleTag, scale.as_slice())
        .unwrap();
    let tie = [0.0, 0.0, 0.0, corner[0], corner[1], 0.0];
    tags.write_tag(Tag::ModelTiepointTag, tie.as_slice())
        .unwrap();
    tags.write_tag(Tag::GeoKeyDirectoryTag, keys).unwrap();
    if !text.is_empty() {
        tags.write_tag(Tag::GeoAsciiParamsTag, text).unwrap();
    }
    tags.write_tag(Tag::GdalNodata, "-9999").unwrap();
    image.write_data(values).unwrap();
    file.into_inner()
}

fn home(lon: f64, lat: f64) -> LonLat {
    LonLat { lon, lat }
}

fn opened(bytes: Vec<u8>, homes: &[LonLat]) -> Result<Cells, RasterFault> {
    cells(Cursor::new(bytes), None, homes)
}

/// People of homes of equal weight.
fn people(cells: Cells, homes: &[LonLat]) -> Vec<u64> {
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
    assert_eq!(shared.report.outside_milli, 0);
    shared.people_milli
}

#[test]
fn cells_are_found_by_degrees_and_no_data_is_nobody() {
    // Five columns by five rows of a tenth of a degree from 10° east, 50° north.
    let mut values = vec![0.0f32; 25];
    for (column, row, people) in [(0, 0, 0.25), (2, 1, 21.25), (3, 3, -9999.0), (4, 4, 44.25)] {
        values[row * 5 + column] = people;
    }
    let bytes = written::<Gray32Float>((5, 5), &values, [10.0, 50.0], 0.1, (&DEGREES, ""));
    let homes = [
        home(10.05, 49.95),
        home(10.25, 49.85),
        home(10.35, 49.65),
        home(10.45, 49.55),
        home(9.99, 49.95),
    ];
    let found = opened(bytes, &homes).unwrap();
    assert_eq!(people(found, &homes), [250, 21_250, 0, 44_250, 0]);
}

#[test]
fn every_cell_of_a_block_comes_out_where_it_was_put() {
    let values: Vec<u16> = (0..35).collect();
    let bytes = written::<Gray16>((7, 5), &values, [0.0, 5.0], 1.0, (&DEGREES, ""));
    // One home per cell: each cell keeps its own.
    let at = |i: u16| home(f64::from(i % 7) + 0.5, 4.5 - f64::from(i / 7));
    let homes: Vec<LonLat> = (0..35).map(at).collect();
    let expected: Vec<u64> = (0..35).map(|i| i * 1000).collect();
    assert_eq!(
        people(opened(bytes.clone(), &homes).unwrap(), &homes),
        expected
    );
    // A window of it: what lies farther than a cell from it is not read.
    let part = &homes[16..18];
    let shared = people(opened(bytes, part).unwrap(), part);
    let around = [8u64, 9, 10, 11, 15, 16, 17, 18, 22, 23, 24, 25];
    assert_eq!(
        shared.iter().sum::<u64>(),
        around.iter().sum::<u64>() * 1000
    );
}

#[test]
fn a_place_between_cells_belongs_to_the_south_and_east() {
    let bytes = written::<Gray16>((2, 2), &[1, 2, 3, 4], [0.0, 2.0], 1.0, (&DEGREES, ""));
    let homes = [
        home(0.5, 1.5),
        home(1.5, 1.5),
        home(0.5, 0.5),
        home(1.0, 1.0),
    ];
    assert_eq!(
        people(opened(bytes, &homes).unwrap(), &homes),
        [1000, 2000, 3000, 4000]
    );
}

#[test]
fn a_coordinate_may_mean_the_centre_of_a_cell() {
    let keys = [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 2, 2048, 0, 1, 4326];
    let bytes = written::<Gray16>((2, 1), &[1, 2], [0.0, 0.0], 1.0, (&keys, ""));
    let homes = [home(-0.4, 0.4), home(0.6, -0.4)];
    assert_eq!(people(opened(bytes, &homes).unwrap(), &homes), [1000, 2000]);
}

#[test]
fn world_mollweide_is_known_by_its_name() {
    // Las Palmas, 28.1° N 15.43° W: by the formula of Mollweide x = 1 430 km west, y = 3 410 km north, about.
    let text = "World_Mollweide|ESRI PE String";
    let corner = [-1_500_000.0, 3_500_000.0];
    let mut values = vec![0.0; 200 * 200];
    // θ + sin 2θ/2 = π/2 sin φ; x = 2√2/π R λ cos θ, y = √2 R sin θ.
    let (lon, lat): (f64, f64) = (-15.43, 28.1);
    let goal = std::f64::consts::PI * lat.to_radians().sin();
    let mut theta = lat.to_radians();
    for _ in 0..50 {
        theta -= (2.0 * theta + (2.0 * theta).sin() - goal) / (2.0 + 2.0 * (2.0 * theta).cos());
    }
    let (r, root) = (6_378_137.0, std::f64::consts::SQRT_2);
    let x = 2.0 * root / std::f64::consts::PI * r * lon.to_radians() * theta.cos();
    let y = root * r * theta.sin();
    let index = |d: f64| usize::try_from(lifecircle_core::units::f64_to_u64(d / 1000.0)).unwrap();
    values[index(corner[1] - y) * 200 + index(x - corner[0])] = 1234.5;
    let bytes = written::<Gray64Float>((200, 200), &values, corner, 1000.0, (&DESCRIBED, text));
    let homes = [home(lon, lat)];
    assert_eq!(people(opened(bytes, &homes).unwrap(), &homes), [1_234_500]);
}

#[test]
fn what_is_no_raster_of_people_is_told() {
    let homes = [home(0.5, 0.5)];
    let fault = |bytes: Vec<u8>| opened(bytes, &homes).unwrap_err().to_string();
    assert!(fault(b"GIF89a".to_vec()).starts_with("is no GeoTIFF that can be read ("));
    let picture = written::<RGB8>((1, 1), &[1, 2, 3], [0.0, 1.0], 1.0, (&DEGREES, ""));
    assert_eq!(
        fault(picture),
        "has several bands: a raster of people has one"
    );
    let elsewhere = written::<Gray16>((1, 1), &[1], [7.0, 1.0], 1.0, (&DEGREES, ""));
    assert_eq!(fault(elsewhere), "covers none of the homes");
    let unknown = written::<Gray16>((1, 1), &[1], [0.0, 1.0], 1.0, (&DESCRIBED, "my own|"));
    assert!(fault(unknown).starts_with("does not tell its coordinate system"));
    let upwards = written::<Gray16>((1, 1), &[1], [0.0, 1.0], -1.0, (&DEGREES, ""));
    assert!(fault(upwards).starts_with("is turned"));
    let whole = written::<Gray16>((2, 2), &[1, 2, 3, 4], [0.0, 2.0], 1.0, (&DEGREES, ""));
    for length in (8..whole.len()).step_by(7) {
        // Never a panic; cut in its trailing tags it may still be read.
        let _ = opened(whole[..length].to_vec(), &homes);
    }
}

#[test]
fn a_window_too_wide_is_refused() {
    let homes = [home(0.5, 0.5), home(60_000.5 * 1e-4, -60_000.5 * 1e-4)];
    let grid = vec![0u16; 4];
    let mut bytes = written::<Gray16>((2, 2), &grid, [0.0, 1.0], 1e-4, (&DEGREES, ""));
    // Width and height are the first two entries of the directory.
    let at = u32::from_le_bytes(bytes[4..8].try_into().unwrap()) as usize + 2;
    for entry in [at, at + 12] {
        bytes[entry + 8..entry + 12].copy_from_slice(&70_000u32.to_le_bytes());
        bytes[entry + 2..entry + 4].copy_from_slice(&4u16.to_le_bytes());
    }
    let fault = opened(bytes, &homes).unwrap_err();
    assert!(
        matches!(
            fault,
            RasterFault::TooWide { .. } | RasterFault::NotTiff { .. }
        ),
        "{fault}"
    );
}
