//! Files of every format: their text, the same bytes however they are made, and what is refused.

use geo_types::{Geometry, LineString, Point, Polygon, polygon};

use super::*;

fn schema(shape: Shape) -> Schema {
    Schema::new("homes", shape, "© some, \"body\"")
        .field("id", Kind::Text)
        .field("walk_s", Kind::Number)
        .field("count", Kind::Integer)
        .field("met", Kind::Flag)
        .field("reasons", Kind::Texts)
        .field("walks", Kind::Numbers)
}

fn full(geometry: impl Into<Geometry<f64>>) -> Row {
    let texts = vec!["a".to_owned(), "b \"c\"".to_owned()];
    Row {
        geometry: geometry.into(),
        values: vec![
            "小区 1".into(),
            1.5.into(),
            (-7_i64).into(),
            true.into(),
            texts.into(),
            vec![0.5, 2.0].into(),
        ],
    }
}

fn bare(geometry: impl Into<Geometry<f64>>) -> Row {
    Row {
        geometry: geometry.into(),
        values: vec![Value::Null; 6],
    }
}

fn written(format: Format, schema: Schema, crs: &str, pieces: &[&[Row]]) -> Vec<u8> {
    let crs = Crs::parse(crs).unwrap();
    let mut writer = LayerWriter::new(format, Vec::new(), schema, &crs).unwrap();
    for rows in pieces {
        writer.rows(rows).unwrap();
    }
    let (rows, bytes) = writer.finish().unwrap();
    assert_eq!(rows, pieces.iter().map(|p| p.len() as u64).sum::<u64>());
    bytes
}

fn text(format: Format, shape: Shape, crs: &str, rows: &[Row]) -> String {
    String::from_utf8(written(format, schema(shape), crs, &[rows])).unwrap()
}

#[test]
fn places_and_what_is_left_out() {
    let mut schema = Schema::new("homes", Shape::Point, "by us")
        .field("id", Kind::Integer)
        .field("entrances", Kind::Places)
        .field("end", Kind::Flag);
    schema.fields[1].sparse = true;
    let row = |id: i64, places: Value| Row {
        geometry: Point::new(1.0, 2.0).into(),
        values: vec![id.into(), places, true.into()],
    };
    let rows = [
        row(1, Value::Places(vec![[1.5, 2.25], [-3.0, 4.0]])),
        row(2, Value::Null),
    ];
    let text =
        |format| String::from_utf8(written(format, schema.clone(), "4326", &[&rows])).unwrap();
    let json = text(Format::GeoJson);
    assert!(
        json.contains(r#"{"id":1,"entrances":[[1.5,2.25],[-3.0,4.0]],"end":true}"#),
        "{json}"
    );
    assert!(json.contains(r#"{"id":2,"end":true}"#), "{json}");
    let csv = text(Format::Csv);
    assert!(
        csv.contains("1,1.5 2.25;-3 4,true,1,2") && csv.contains("2,,true,1,2"),
        "{csv}"
    );
    for format in [Format::GeoParquet, Format::FlatGeobuf] {
        assert!(!written(format, schema.clone(), "4326", &[&rows]).is_empty());
    }
    let odd = [row(3, Value::Places(vec![[f64::NAN, 0.0]]))];
    let mut writer =
        LayerWriter::new(Format::GeoParquet, Vec::new(), schema, &Crs::wgs84()).unwrap();
    let error = writer.rows(&odd).unwrap_err().to_string();
    assert!(error.contains("NaN, which is no finite number"), "{error}");
}

#[test]
fn geojson_is_one_feature_a_line() {
    let rows = [
        full(Point::new(116.3, 39.123_456_789)),
        bare(Point::new(-1.0, 0.0)),
    ];
    let expected = r#"{"type":"FeatureCollection","name":"homes","attribution":"© some, \"body\"","features":[
{"type":"Feature","geometry":{"type":"Point","coordinates":[116.3,39.1234568]},"properties":{"id":"小区 1","walk_s":1.5,"count":-7,"met":true,"reasons":["a","b \"c\""],"walks":[0.5,2.0]}},
{"type":"Feature","geometry":{"type":"Point","coordinates":[-1,0]},"properties":{"id":null,"walk_s":null,"count":null,"met":null,"reasons":null,"walks":null}}
]}
"#;
    assert_eq!(text(Format::GeoJson, Shape::Point, "4326", &rows), expected);
    expected.parse::<::geojson::GeoJson>().unwrap();
}

#[test]
fn csv_of_points_has_two_columns_and_of_others_wkt() {
    let rows = [full(Point::new(114.0, 0.0)), bare(Point::new(114.25, 0.0))];
    let head = "\u{feff}id,walk_s,count,met,reasons,walks";
    let first = "小区 1,1.5,-7,true,\"a;b \"\"c\"\"\",0.5;2";
    assert_eq!(
        text(Format::Csv, Shape::Point, "4490", &rows),
        format!("{head},lon,lat\n{first},114,0\n,,,,,,114.25,0\n")
    );
    let metric = text(Format::Csv, Shape::Point, "4547", &rows[..1]);
    assert_eq!(metric, format!("{head},x,y\n{first},500000,0\n"));
    let line = LineString::from(vec![(1.0, 2.0), (1.5, -2.0)]);
    let lines = text(Format::Csv, Shape::MultiLineString, "4326", &[full(line)]);
    assert_eq!(
        lines,
        format!("{head},wkt\n{first},\"MULTILINESTRING ((1 2,1.5 -2))\"\n")
    );
}

/// Rows enough for several batches, with areas of many places.
fn many() -> Vec<Row> {
    let area = |i: u32| -> Polygon<f64> {
        let (x, y) = (
            114.0 + f64::from(i % 61) / 60.0,
            22.0 + f64::from(i % 47) / 50.0,
        );
        polygon![(x: x, y: y), (x: x, y: y + 0.01), (x: x + 0.01, y: y + 0.01), (x: x + 0.01, y: y)]
    };
    let row = |i: u32| {
        let mut row = if i.is_multiple_of(3) {
            bare(area(i))
        } else {
            full(area(i))
        };
        row.values[2] = i.into();
        row
    };
    (0..2500).map(row).collect()
}

#[test]
fn bytes_depend_on_the_rows_alone() {
    let rows = many();
    for format in Format::ALL {
        let crs = if format == Format::GeoJson {
            "4326"
        } else {
            "4547"
        };
        let schema = || schema(Shape::MultiPolygon).title("Homes");
        let once = written(format, schema(), crs, &[&rows]);
        let (a, b) = rows.split_at(1);
        let (b, c) = b.split_at(1700);
        assert_eq!(
            written(format, schema(), crs, &[a, &[], b, c]),
            once,
            "{format:?}"
        );
        for threads in [1, 5] {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            let again = pool.install(|| written(format, schema(), crs, &[&rows]));
            assert_eq!(again, once, "{format:?} with {threads} threads");
        }
    }
}

#[test]
fn an_empty_layer_is_a_file_all_the_same() {
    for format in Format::ALL {
        let bytes = written(format, schema(Shape::Polygon), "4326", &[]);
        assert!(!bytes.is_empty(), "{format:?}");
    }
    let text = text(Format::GeoJson, Shape::Polygon, "4326", &[]);
    text.parse::<::geojson::GeoJson>().unwrap();
}

fn refused(format: Format, crs: &str, rows: &[Row]) -> String {
    let crs = Crs::parse(crs).unwrap();
    let mut writer = LayerWriter::new(format, Vec::new(), schema(Shape::Point), &crs).unwrap();
    writer.rows(rows).unwrap_err().to_string()
}

#[test]
fn rows_that_do_not_fit_are_named() {
    let good = full(Point::new(1.0, 2.0));
    let with = |column: usize, value: Value| {
        let mut row = good.clone();
        row.values[column] = value;
        row
    };
    let mut short = good.clone();
    short.values.pop();
    for (row, what) in [
        (
            with(0, 1.0.into()),
            "column `id` holds a number, not a text",
        ),
        (
            with(1, 1_i64.into()),
            "column `walk_s` holds an integer, not a number",
        ),
        (
            with(1, f64::NAN.into()),
            "column `walk_s` holds NaN, which is no finite number",
        ),
        (
            with(5, vec![1.0, f64::INFINITY].into()),
            "column `walks` holds inf",
        ),
        (short, "has 5 values where the layer has 6 columns"),
        (
            full(Point::new(0.0, f64::NAN)),
            "has the coordinates 0, NaN",
        ),
        (
            full(LineString::from(vec![(0.0, 0.0), (1.0, 1.0)])),
            "is a LineString in a layer of Point",
        ),
    ] {
        for format in Format::ALL {
            // The first of two is told, whichever thread finds the other.
            let error = refused(format, "4326", &[good.clone(), row.clone(), short_of(&row)]);
            assert!(
                error.starts_with(&format!("layer `homes`, row 2: {what}")),
                "{error}"
            );
        }
    }
}

fn short_of(row: &Row) -> Row {
    let values = Vec::new();
    Row {
        values,
        ..row.clone()
    }
}

#[test]
fn a_place_far_outside_is_told_with_a_zone_that_fits() {
    let far = full(Point::new(126.5, 45.75));
    assert_eq!(
        refused(Format::Csv, "4547", &[far]),
        "layer `homes`, row 1: 126.5, 45.75 lies too far outside EPSG:4547 \
         (CGCS2000 / 3-degree Gauss-Kruger CM 114E): take EPSG:4551, or WGS 84"
    );
}

fn not_begun(format: Format, schema: Schema, crs: &str) -> String {
    let crs = Crs::parse(crs).unwrap();
    let writer = LayerWriter::new(format, Vec::new(), schema, &crs);
    writer.err().unwrap().to_string()
}

#[test]
fn geojson_is_wgs84_only() {
    for crs in ["4547", "4490", "3857"] {
        let error = not_begun(Format::GeoJson, schema(Shape::Point), crs);
        assert!(error.contains(crs) && error.contains(".parquet"), "{error}");
    }
}

#[test]
fn columns_have_names_of_their_own() {
    let with = |name: &str| schema(Shape::Point).field(name, Kind::Text);
    for format in Format::ALL {
        let error = not_begun(format, with("ID"), "4326");
        assert!(error.contains("column `ID`"), "{error}");
    }
    assert!(not_begun(Format::GeoParquet, with("bbox"), "4326").contains("`bbox`"));
    assert!(not_begun(Format::GeoParquet, with("geometry"), "4326").contains("`geometry`"));
    assert!(not_begun(Format::Csv, with("lon"), "4326").contains("`lon`"));
    assert!(not_begun(Format::Csv, with("Y"), "3857").contains("`Y`"));
}

#[test]
fn row_groups_end_with_their_bytes() {
    let schema = Schema::new("texts", Shape::Point, "").field("text", Kind::Text);
    let row = Row {
        geometry: Point::new(0.0, 0.0).into(),
        values: vec!["x".repeat(1 << 20).into()],
    };
    let bytes = written(Format::GeoParquet, schema, "4326", &[&vec![row; 70]]);
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let read = std::fs::File::open(file.path()).unwrap();
    let reader = ::parquet::file::reader::SerializedFileReader::new(read).unwrap();
    let groups = ::parquet::file::reader::FileReader::metadata(&reader).row_groups();
    let rows: Vec<i64> = groups
        .iter()
        .map(::parquet::file::metadata::RowGroupMetaData::num_rows)
        .collect();
    assert_eq!(rows, [32, 32, 6]);
}
