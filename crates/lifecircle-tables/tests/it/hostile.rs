//! Files that are made to take more than there is.

use flatgeobuf::geozero::error::Result as GeozeroResult;
use flatgeobuf::geozero::{GeomProcessor, GeozeroGeometry};
use flatgeobuf::{FgbWriter, FgbWriterOptions, GeometryType};
use lifecircle_tables::{Place, TableFault, TableOptions};
use lifecircle_testkit::{bomb_workbook, workbook};

use crate::{refused, rows_of};

#[test]
fn a_workbook_that_inflates_without_end_is_refused() {
    let bytes = bomb_workbook(80);
    assert!(bytes.len() < 1 << 18, "{}", bytes.len());
    assert!(matches!(refused(&bytes).what, TableFault::Inflates { .. }));
}

#[test]
fn cells_at_the_far_end_of_a_sheet_take_no_room_for_those_between() {
    let bytes = workbook(
        "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c></row>\
         <row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
    );
    let rows = rows_of(&bytes, &TableOptions::default()).unwrap();
    assert_eq!(rows[0].0, Place::Row(1_048_576));
}

#[test]
fn a_cell_of_a_million_characters_is_told_with_its_line() {
    let text = format!("id,name\n1,a\n2,{}\n", "x".repeat(1_000_000));
    let error = refused(text.as_bytes());
    assert_eq!(
        (error.place, error.what),
        (Place::Line(3), TableFault::LongCell)
    );
    let record = format!("[{{\"id\":1}},{{\"id\":\"{}\"}}]", "x".repeat(1_000_000));
    let error = refused(record.as_bytes());
    assert_eq!(
        (error.place, error.what),
        (Place::Feature(2), TableFault::LongCell)
    );
}

#[test]
fn a_hundred_thousand_columns_are_refused() {
    let text = (0..100_000)
        .map(|i| format!("c{i}"))
        .collect::<Vec<_>>()
        .join(",")
        + "\n1\n";
    assert!(matches!(
        refused(text.as_bytes()).what,
        TableFault::Columns { found: 100_000 }
    ));
    assert_eq!(refused(text.as_bytes()).place, Place::Line(1));
    let record = (0..100_000)
        .map(|i| format!("\"c{i}\":1"))
        .collect::<Vec<_>>()
        .join(",");
    assert!(matches!(
        refused(format!("[{{{record}}}]").as_bytes()).what,
        TableFault::Columns { .. }
    ));
}

#[test]
fn a_quotation_mark_that_nothing_closes_is_told_with_its_line() {
    let error = refused("id,name\n1,a\n2,\"b\n3,c\n4,d\n".as_bytes());
    assert_eq!(
        (error.place, error.what),
        (Place::Line(3), TableFault::OpenQuote)
    );
}

#[test]
fn bytes_that_break_off_anywhere_are_no_harm() {
    let bytes = workbook("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c></row>");
    for end in (0..bytes.len()).step_by(7) {
        let _ = rows_of(&bytes[..end], &TableOptions::default());
    }
}

/// A point this many degrees east.
struct At(f64);

impl GeozeroGeometry for At {
    fn process_geom<P: GeomProcessor>(&self, out: &mut P) -> GeozeroResult<()> {
        out.point_begin(0)?;
        out.xy(self.0, 33.5, 0)?;
        out.point_end(0)
    }
}

/// Points of `FlatGeobuf`, without an index.
fn features(count: u32) -> Vec<u8> {
    let options = FgbWriterOptions {
        write_index: false,
        ..FgbWriterOptions::default()
    };
    let mut writer = FgbWriter::create_with_options("a", GeometryType::Point, options).unwrap();
    for at in 0..count {
        writer
            .add_feature_geom(At(119.0 + f64::from(at)), |_| {})
            .unwrap();
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes).unwrap();
    bytes
}

#[test]
fn features_that_are_cut_short_are_told_wherever_they_end() {
    let bytes = features(3);
    assert_eq!(rows_of(&bytes, &TableOptions::default()).unwrap().len(), 3);
    let one = (bytes.len() - features(2).len()).max(1);
    // In the midst of the last feature, and neatly behind the one before it.
    for cut in 1..=one + 3 {
        let fault = refused(&bytes[..bytes.len() - cut]).what;
        assert!(
            matches!(fault, TableFault::Damaged { .. }),
            "{cut}: {fault:?}"
        );
    }
}

#[test]
fn the_size_that_a_feature_says_is_not_taken_on_trust() {
    let bytes = features(1);
    let header = u32::from_le_bytes(bytes[8..12].try_into().unwrap()) as usize;
    let mut larger = bytes.clone();
    larger[12 + header..16 + header].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(matches!(refused(&larger).what, TableFault::Damaged { .. }));
}
