//! Layers of every format and shape, opened by other people's readers.
//!
//! The readers are Python modules: geopandas, pyogrio (GDAL), pyarrow, duckdb, pyproj, shapely. `LIFECIRCLE_PYTHON`
//! names the interpreter that has them, `python3` is the one looked for otherwise. What is missing is told and skipped.

use std::fs::File;
use std::path::Path;
use std::process::Command;

use geo_types::{Geometry, LineString, MultiLineString, MultiPolygon, Point, Polygon};
use lifecircle_io::layer::{Crs, Format, Kind, LayerWriter, Row, Schema, Shape, Value};
use tempfile::TempDir;

const ROWS: u32 = 40;
const ATTRIBUTION: &str = "synthetic, “made up”";
const SHAPES: [Shape; 5] = [
    Shape::Point,
    Shape::LineString,
    Shape::MultiLineString,
    Shape::Polygon,
    Shape::MultiPolygon,
];
/// One of each kind of system.
const SYSTEMS: [&str; 9] = [
    "4326", "4490", "3857", "32650", "32750", "4547", "4526", "4508", "4497",
];

fn schema(name: &str, shape: Shape) -> Schema {
    Schema::new(name, shape, ATTRIBUTION)
        .title("Title")
        .field("row", Kind::Integer)
        .field("id", Kind::Text)
        .field("walk_s", Kind::Number)
        .field("count", Kind::Integer)
        .field("met", Kind::Flag)
        .field("reasons", Kind::Texts)
        .field("walks", Kind::Numbers)
}

/// The values of row `i`; `foreign.py` makes the same.
fn values(i: u32) -> Vec<Value> {
    let mut values = vec![Value::from(i)];
    if i % 7 == 3 {
        values.resize(7, Value::Null);
        return values;
    }
    values.push(format!("小区, \"{i}\"").into());
    values.push((f64::from(i) / 4.0).into());
    values.push((i64::from(i) - 10).into());
    values.push((i.is_multiple_of(2)).into());
    values.push(
        (0..i % 3)
            .map(|j| format!("a{j}"))
            .collect::<Vec<_>>()
            .into(),
    );
    values.push(
        (0..i % 4)
            .map(|j| f64::from(j) + 0.5)
            .collect::<Vec<_>>()
            .into(),
    );
    values
}

/// A ring with a hole, both turned the wrong way where `i` is odd.
fn area(i: u32, lon: f64, lat: f64) -> Polygon<f64> {
    let square = |size: f64| {
        let (west, east) = (lon - size, lon + size);
        let (south, north) = (lat - size, lat + size);
        let mut places = vec![
            (west, south),
            (east, south),
            (east, north),
            (west, north),
            (west, south),
        ];
        if i % 2 == 1 {
            places.reverse();
        }
        LineString::from(places)
    };
    Polygon::new(square(0.001_234_567_89), vec![square(0.000_5)])
}

fn geometry(i: u32, shape: Shape) -> Geometry<f64> {
    let (lon, lat) = (
        116.0 + f64::from(i % 8) * 0.02,
        39.5 + f64::from(i / 8) * 0.03,
    );
    let line =
        |off: f64| LineString::from(vec![(lon, lat + off), (lon + 0.01, lat), (lon, lat - 0.01)]);
    match shape {
        Shape::Point => Point::new(lon, lat).into(),
        Shape::LineString => line(0.02).into(),
        // Single ones among several: they are to be wrapped.
        Shape::MultiLineString if i.is_multiple_of(5) => line(0.02).into(),
        Shape::MultiLineString => MultiLineString(vec![line(0.02), line(0.03)]).into(),
        Shape::MultiPolygon if !i.is_multiple_of(5) => {
            MultiPolygon(vec![area(i, lon, lat), area(i + 1, lon + 0.005, lat)]).into()
        }
        Shape::Polygon | Shape::MultiPolygon => area(i, lon, lat).into(),
    }
}

fn write(file: &Path, schema: Schema, crs: &Crs, rows: &[Row]) {
    let format = Format::of(file).unwrap();
    let mut writer = LayerWriter::new(format, File::create(file).unwrap(), schema, crs).unwrap();
    for piece in rows.chunks(7) {
        writer.rows(piece).unwrap();
    }
    assert_eq!(writer.finish().unwrap().0, rows.len() as u64);
}

fn layers(folder: &Path) {
    for shape in SHAPES {
        let row = |i| Row {
            geometry: geometry(i, shape),
            values: values(i),
        };
        let rows: Vec<Row> = (0..ROWS).map(row).collect();
        for system in SYSTEMS {
            let crs = Crs::parse(system).unwrap();
            for format in Format::ALL {
                if format == Format::GeoJson && !crs.is_wgs84() {
                    continue;
                }
                let name = shape.name().to_lowercase();
                let file = folder.join(format!("{name}-{system}.{}", format.ending()));
                write(&file, schema(&name, shape), &crs, &rows);
            }
        }
    }
    for format in Format::ALL {
        let file = folder.join(format!("empty.{}", format.ending()));
        write(&file, schema("empty", Shape::Polygon), &Crs::wgs84(), &[]);
    }
}

/// Every system there is: what a rule says about one number may be wrong for the next.
fn every_system() -> impl Iterator<Item = u32> {
    [4326, 4490, 3857]
        .into_iter()
        .chain(4491..=4554)
        .chain(32_601..=32_660)
        .chain(32_701..=32_760)
}

/// Places all over a system, to the end of where it is written.
fn grid(folder: &Path, code: u32) {
    let crs = Crs::parse(&code.to_string()).unwrap();
    // Every quarter of a degree round the Earth, of which the writer says which it takes.
    let lons: Vec<f64> = (-720..=720)
        .map(|quarter| f64::from(quarter) / 4.0)
        .collect();
    let schema = || {
        Schema::new("grid", Shape::Point, "")
            .field("at_lon", Kind::Number)
            .field("at_lat", Kind::Number)
    };
    let row = |lon: f64, lat: f64| Row {
        geometry: Point::new(lon, lat).into(),
        values: vec![lon.into(), lat.into()],
    };
    let held = |lon: &f64| {
        let mut probe = LayerWriter::new(Format::Csv, std::io::sink(), schema(), &crs).unwrap();
        probe.rows(&[row(*lon, 0.0)]).is_ok()
    };
    let lons: Vec<f64> = lons.into_iter().filter(held).collect();
    let lats = [
        -80.0,
        -37.812_345_6,
        -0.5,
        0.0,
        18.2,
        31.234_567_8,
        39.9,
        53.5,
        67.0,
        84.0,
    ];
    let off = lons.len() / 12 + 1;
    let lons = lons.iter().step_by(off).chain(lons.last());
    let rows: Vec<Row> = lons
        .flat_map(|&lon| lats.map(|lat| row(lon + 0.0, lat)))
        .collect();
    assert!(rows.len() >= 100, "{code}");
    write(
        &folder.join(format!("grid-{code}.csv")),
        schema(),
        &crs,
        &rows,
    );
}

#[test]
fn others_read_what_is_written() {
    let python = std::env::var_os("LIFECIRCLE_PYTHON").unwrap_or_else(|| "python3".into());
    let desk = TempDir::new().unwrap();
    layers(desk.path());
    every_system().for_each(|code| grid(desk.path(), code));
    let runs = Command::new(&python).arg("--version").output();
    if !runs.is_ok_and(|run| run.status.success()) {
        println!("skipped: no layer is opened by another reader, for {python:?} does not run");
        return;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign.py");
    let output = Command::new(&python)
        .arg("-B")
        .arg(script)
        .arg(desk.path())
        .env("PYTHONUTF8", "1")
        .output()
        .unwrap();
    println!("{}", String::from_utf8_lossy(&output.stdout));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
}
