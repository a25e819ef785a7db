use std::io::{Cursor, Read};

use lifecircle_texts::Lang;
use zip::ZipArchive;

use super::super::{
    Block, Cell, Column, Headline, Kind, Report, Row, Section, SectionId, Table, Words,
};
use super::*;

/// Names as data has them: markup, quotes, both directions, characters of several code points, control characters, a formula.
const NASTY: [&str; 6] = [
    "<script>alert('x')</script> & \"quoted\"",
    "مقهى السلام",
    "👩‍👩‍👧‍👦 早餐",
    "a\u{0}b\u{1b}[31m\u{fffe}",
    "=HYPERLINK(\"http://example.invalid\")",
    "]]> <!-- -->",
];

fn table(id: &str, names: &[String], in_print: Option<usize>) -> Table {
    let column = |id: &str, kind| Column {
        id: id.to_owned(),
        label: Words::name(id),
        kind,
    };
    let row = |name: &String| Row {
        cells: vec![Cell::Text(name.clone()), Cell::Number(1234.56), Cell::Empty],
        place: None,
    };
    Table {
        id: id.to_owned(),
        caption: Words::name(id),
        columns: vec![
            column("name", Kind::Text),
            column("people", Kind::People),
            column("share", Kind::Percent),
        ],
        rows: names.iter().map(row).collect(),
        in_print,
    }
}

fn report() -> Report {
    let names: Vec<String> = NASTY.iter().map(|name| (*name).to_owned()).collect();
    let long = vec!["長".repeat(10_000)];
    let headline = Headline {
        label: Words::name(NASTY[0]),
        covered_pct: 60.0,
        not_covered_pct: 37.5,
        unknown_pct: 2.5,
        doubtful_pct: Some(0.1),
        sentence: Words::name(NASTY[5]),
    };
    let section = |id, blocks| Section {
        id,
        heading: Words::name(NASTY[0]),
        blocks,
    };
    Report {
        title: Words::name(NASTY[3]),
        facts: vec![Words::name(NASTY[1])],
        sections: vec![
            section(
                SectionId::Headlines,
                vec![
                    Block::Headlines(vec![headline]),
                    Block::Warning(Words::name(NASTY[2])),
                ],
            ),
            section(SectionId::Map, Vec::new()),
            section(
                SectionId::Gaps,
                vec![
                    Block::Table(table("nasty", &names, Some(4))),
                    Block::Table(table("long", &long, None)),
                    Block::Table(table("unprinted", &names, Some(0))),
                ],
            ),
        ],
        attribution: Words::name("nobody"),
        version: "0",
    }
}

fn maps() -> [ReportMap; 1] {
    [ReportMap {
        caption: NASTY[0].to_owned(),
        png: vec![1, 2, 3],
        size_px: (400, 300),
    }]
}

/// A part of the document.
fn part(bytes: &[u8], name: &str) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
    let mut contents = Vec::new();
    let mut part = zip.by_name(name).unwrap();
    part.read_to_end(&mut contents).unwrap();
    contents
}

#[test]
fn no_name_is_read_as_markup_and_none_is_lost() {
    let bytes = text_document(&report(), &maps(), Lang::En).unwrap();
    let document = String::from_utf8(part(&bytes, "word/document.xml")).unwrap();
    assert!(!document.contains("<script>"));
    assert!(document.contains("&lt;script&gt;alert(&apos;x&apos;)&lt;/script&gt;"));
    assert!(!document.contains(|c: char| c.is_control() && c != '\n'));
    for name in [NASTY[1], NASTY[2], "1,235"] {
        assert!(document.contains(name), "{name}");
    }
    assert!(
        document.matches('長').count() < 1000,
        "a long name fills no pages"
    );
    // Four rows of six stand there, and it is told; what is not for print does not.
    assert!(!document.contains("HYPERLINK") && !document.contains("unprinted"));
    assert!(document.contains("The first 4 of 6 rows"));
    assert_eq!(document.matches("<w:tblHeader/>").count(), 2);
    assert_eq!(
        document.matches("<w:tbl>").count(),
        document.matches("</w:tbl>").count()
    );
    assert_eq!(part(&bytes, "word/media/map1.png"), [1, 2, 3]);
    assert_eq!(bytes, text_document(&report(), &maps(), Lang::En).unwrap());
}

#[test]
fn chinese_letters_have_a_font_and_pages_a_number() {
    let bytes = text_document(&report(), &maps(), Lang::Zh).unwrap();
    let styles = String::from_utf8(part(&bytes, "word/styles.xml")).unwrap();
    assert!(styles.contains("w:eastAsia=\"宋体\""));
    let footer = String::from_utf8(part(&bytes, "word/footer1.xml")).unwrap();
    for piece in ["第 ", " PAGE ", " 页，共 ", " NUMPAGES "] {
        assert!(footer.contains(piece), "{piece} in {footer}");
    }
}

#[test]
fn a_workbook_of_the_same_report_is_the_same_bytes_twice() {
    let one = super::super::workbook(&report(), Lang::Zh).unwrap();
    assert_eq!(one, super::super::workbook(&report(), Lang::Zh).unwrap());
    assert!(one.starts_with(b"PK"));
}
