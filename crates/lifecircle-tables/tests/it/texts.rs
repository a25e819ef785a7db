//! CSV and JSON.

use lifecircle_tables::{Kind, Place, Role, RowFault, TableFault, TableOptions};
use proptest::prelude::*;

use crate::{cells_of, open, refused, rows_of};

#[test]
fn separators_titles_and_blank_rows() {
    for separator in [",", ";", "\t", "|"] {
        let text = [
            "淮安市商业网点底数表",
            "",
            &["编号", "名称", "经度", "纬度"].join(separator),
            &["1", "\"好\"\"又\"\"多\n店\"", "119", "33"].join(separator),
            &["", " ", "", ""].join(separator),
            &["2", "乙", "119", "33"].join(separator),
            &["", "", "", ""].join(separator),
            "",
        ]
        .join("\r\n");
        let table = open(text.as_bytes());
        assert_eq!(table.delimiter(), Some(separator.as_bytes()[0]));
        assert_eq!(table.header_row(), Some(3));
        let rows = rows_of(text.as_bytes(), &TableOptions::default()).unwrap();
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert_eq!(rows[0].0, Place::Line(4));
        assert_eq!(rows[0].1[1], "好\"又\"多\n店");
        assert_eq!(rows[1].0, Place::Line(7));
    }
}

#[test]
fn rows_of_another_length_are_told_and_nothing_else_is_lost() {
    let text = "id,lon,lat\na,1,2\nb,1\nc,1,2,3\nd,1,2\n";
    let rows = rows_of(text.as_bytes(), &TableOptions::default()).unwrap();
    let faults: Vec<Option<u64>> = rows
        .iter()
        .map(|(_, _, fault)| match fault {
            Some(RowFault::FieldCount { found, expected: 3 }) => Some(*found),
            None => None,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(faults, [None, Some(2), Some(4), None]);
}

#[test]
fn features_records_and_what_servers_give_empty() {
    let feature = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[119.1,33.5]},"properties":{"id":17,"name":"甲","tags":["a","b"],"none":[]}}"#;
    for text in [
        format!("{{\"type\":\"FeatureCollection\",\"features\":[{feature}]}}"),
        format!("\u{feff}[{feature}]"),
        feature.to_owned(),
    ] {
        let table = open(text.as_bytes());
        assert_eq!(table.kind(), Kind::GeoJson);
        assert!(table.has_geometries());
        assert_eq!(cells_of(text.as_bytes()), [["17", "甲", "a;b", ""]]);
    }
    let pois = r#"{"status":"1","pois":[{"id":"B0","name":"店","typecode":"060200","location":"119.1,33.5","address":[]}]}"#;
    let table = open(pois.as_bytes());
    assert_eq!(table.columns().column(Role::Coordinates), Ok(Some(3)));
    assert_eq!(
        cells_of(pois.as_bytes()),
        [["B0", "店", "060200", "119.1,33.5", ""]]
    );
}

#[test]
fn a_system_that_the_file_declares_is_told() {
    let text = r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4547"}},"features":[{"type":"Feature","geometry":null,"properties":{"id":1}}]}"#;
    assert_eq!(open(text.as_bytes()).crs(), Some("EPSG:4547"));
}

#[test]
fn json_that_is_no_table() {
    let fault = |text: &str| refused(text.as_bytes()).what;
    assert_eq!(
        fault("{\"type\":\"Point\",\"coordinates\":[1,2]}"),
        TableFault::NoRecords
    );
    assert_eq!(
        fault("{\"type\":\"FeatureCollection\",\"features\":[]}"),
        TableFault::NoRows
    );
    assert!(matches!(
        fault("{\"features\":["),
        TableFault::NotJson { .. }
    ));
    assert!(matches!(
        fault(&"[".repeat(10_000)),
        TableFault::NotJson { .. }
    ));
    let rows = rows_of(
        br#"[1,{"type":"Feature","geometry":{"type":"Point","coordinates":[1]},"properties":{}},{"id":2}]"#,
        &TableOptions::default(),
    )
    .unwrap();
    assert_eq!(rows[0].2, Some(RowFault::NotAFeature));
    assert!(matches!(rows[1].2, Some(RowFault::Geometry { .. })));
    assert_eq!(rows[2].2, None);
}

proptest! {
    #[test]
    fn what_is_written_is_read(rows in prop::collection::vec(prop::collection::vec("[a-z,;\"\n 店铺=]{0,6}", 3), 1..12)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["id", "name", "people"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let wanted: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
            .filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty()))
            .collect();
        match rows_of(&bytes, &TableOptions { delimiter: Some(b','), ..TableOptions::default() }) {
            Ok(read) => prop_assert_eq!(read.into_iter().map(|(_, cells, _)| cells).collect::<Vec<_>>(), wanted),
            Err(error) => prop_assert!(wanted.is_empty() && error.what == TableFault::NoRows, "{}", error),
        }
    }

    #[test]
    fn no_bytes_are_too_odd(bytes in prop::collection::vec(any::<u8>(), 0..300), head in 0..6_usize) {
        let heads: [&[u8]; 6] = [b"", b"id,lon,lat\n", b"[{\"id\":", b"PK\x03\x04xl/workbook.xml", b"PAR1", b"fgb\x03fgb\x00"];
        let _ = rows_of(&[heads[head], &bytes].concat(), &TableOptions::default());
    }
}
