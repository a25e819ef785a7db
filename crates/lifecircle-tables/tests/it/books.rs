//! Workbooks.

use std::io::{Cursor, Write};

use lifecircle_tables::{Kind, Place, Role, TableFault, TableOptions};
use rust_xlsxwriter::{Format, Formula, Workbook};
use zip::write::SimpleFileOptions;

use crate::{cells_of, open, refused, rows_of};

/// Sheets of texts.
fn xlsx(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (r, row) in (0..).zip(*rows) {
            for (c, cell) in (0..).zip(*row) {
                sheet.write_string(r, c, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

const SHOPS: &[&[&str]] = &[&["编号", "名称", "经度", "纬度"], &["1", "甲", "119", "33"]];
const NOTES: &[&[&str]] = &[&["说明"], &["本表由商务局填报"]];

#[test]
fn the_sheet_with_known_columns_is_read() {
    let bytes = xlsx(&[("说明", NOTES), ("网点", SHOPS)]);
    let table = open(&bytes);
    assert_eq!((table.kind(), table.sheet()), (Kind::Xlsx, Some("网点")));
    assert_eq!(cells_of(&bytes), [["1", "甲", "119", "33"]]);
}

#[test]
fn a_sheet_that_must_be_chosen_is_asked_for_with_all_there_are() {
    let bytes = xlsx(&[("一", SHOPS), ("二", SHOPS), ("说明", NOTES)]);
    let sheets = "一, 二, 说明".to_owned();
    assert_eq!(
        refused(&bytes).what,
        TableFault::WhichSheet {
            sheets: sheets.clone()
        }
    );
    for sheet in ["二", "2"] {
        let options = TableOptions {
            sheet: Some(sheet.to_owned()),
            ..TableOptions::default()
        };
        assert_eq!(rows_of(&bytes, &options).unwrap()[0].0, Place::Row(2));
    }
    for given in ["三", "9", "0"] {
        let given = given.to_owned();
        let options = TableOptions {
            sheet: Some(given.clone()),
            ..TableOptions::default()
        };
        let error = rows_of(&bytes, &options).unwrap_err().what;
        assert_eq!(
            error,
            TableFault::NoSheet {
                given,
                sheets: sheets.clone()
            }
        );
    }
}

#[test]
fn cells_read_as_people_see_them() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let merged = Format::new();
    sheet.merge_range(0, 0, 0, 4, "网点底数", &merged).unwrap();
    sheet.merge_range(1, 0, 2, 0, "编号", &merged).unwrap();
    sheet.merge_range(1, 1, 2, 1, "人口", &merged).unwrap();
    sheet.merge_range(1, 2, 1, 3, "坐标", &merged).unwrap();
    for (c, name) in [(2, "经度"), (3, "纬度"), (4, "备注")] {
        sheet.write_string(2, c, name).unwrap();
    }
    sheet.write_number(3, 0, 1001.0).unwrap();
    sheet
        .write_formula(3, 1, Formula::new("=600*2").set_result("1200"))
        .unwrap();
    sheet.write_number(3, 2, 119.123_456_7).unwrap();
    sheet.write_number(3, 3, 0.1 + 0.2).unwrap();
    sheet
        .write_formula(3, 4, Formula::new("=NA()").set_result("#N/A"))
        .unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let table = open(&bytes);
    assert_eq!(table.header_row(), Some(3));
    assert_eq!(table.columns().column(Role::Lat), Ok(Some(3)));
    let rows = rows_of(&bytes, &TableOptions::default()).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].1[..4], ["1001", "1200", "119.1234567", "0.3"]);
    assert_eq!(rows[0].0, Place::Row(4));
}

/// A spreadsheet of ODF with this content.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"Sheet1\">{rows}</table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    );
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let parts = [
        (
            "mimetype",
            "application/vnd.oasis.opendocument.spreadsheet",
            plain,
        ),
        ("content.xml", &content, SimpleFileOptions::default()),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest/>",
            SimpleFileOptions::default(),
        ),
    ];
    for (name, text, options) in parts {
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn ods_row(cells: &[&str]) -> String {
    let cell = |text: &&str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let cells: String = cells.iter().map(cell).collect();
    format!("<table:table-row>{cells}</table:table-row>")
}

#[test]
fn a_spreadsheet_of_libreoffice() {
    let rest = "<table:table-row table:number-rows-repeated=\"1048574\">\
                <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let rows = SHOPS.iter().map(|row| ods_row(row)).collect::<String>() + rest;
    let bytes = ods(&rows);
    assert_eq!(open(&bytes).kind(), Kind::Ods);
    assert_eq!(cells_of(&bytes), [["1", "甲", "119", "33"]]);
}

#[test]
fn a_spreadsheet_whose_repeats_fill_memory_is_refused() {
    let cells = "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" \
                 office:value=\"1\"><text:p>1</text:p></table:table-cell>";
    let rows = format!(
        "<table:table-row table:number-rows-repeated=\"1048576\">{cells}</table:table-row>"
    );
    assert!(matches!(
        refused(&ods(&rows)).what,
        TableFault::Cells { .. }
    ));
}
