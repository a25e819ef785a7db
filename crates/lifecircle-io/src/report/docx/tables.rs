//! Tables that fit the width of a page: wide ones in several parts, each with the columns that say what a row is of.

use std::fmt::Write;
use std::ops::Range;

use lifecircle_texts::{Lang, text};
use unicode_width::UnicodeWidthStr;

use super::super::{Cell, Kind, Row, Table, printed};
use super::xml::{bold, paragraph, run, shortened};

/// Width of a page within its margins, in twentieths of a point: A4 with 20 mm on each side.
pub(super) const TEXT_WIDTH: usize = 9_638;
/// A column is as wide as so many characters at least and at most.
const CHARACTERS: (usize, usize) = (7, 34);
/// Characters that fit beside one another on a line of a table.
const LINE: usize = 128;
/// Characters of a column of numbers below a header that breaks anywhere.
const NUMBER: usize = 11;
/// What a column takes besides its characters.
const PADDING: usize = 2;

/// A table with its caption, or nothing where it is not for print.
pub(super) fn table(table: &Table, lang: Lang) -> String {
    let shown = table.in_print.unwrap_or(usize::MAX).min(table.rows.len());
    if table.in_print == Some(0) {
        return String::new();
    }
    let rows = &table.rows[..shown];
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|column| width(table, rows, column, lang))
        .collect();
    // Beside a rank stands what is ranked.
    let leading = 1 + usize::from(table.is_ranked());
    let parts = parts(&widths, leading.min(widths.len()));
    let mut xml = String::new();
    for (number, part) in (1..).zip(&parts) {
        let mut caption = table.caption.in_lang(lang).to_owned();
        if parts.len() > 1 {
            caption = text!(
                lang,
                "report-columns-part",
                caption = caption,
                part = number.to_string(),
                parts = parts.len().to_string()
            );
        }
        xml.push_str(&paragraph("Caption", &run(&caption)));
        xml.push_str(&part_of(table, rows, part, &widths, lang));
    }
    if shown < table.rows.len() {
        let note = text!(
            lang,
            "report-first-rows",
            shown = shown,
            all = table.rows.len()
        );
        xml.push_str(&paragraph("Note", &run(&note)));
    } else {
        xml.push_str(&paragraph("Note", ""));
    }
    xml
}

/// A cell as it is printed.
fn told(cell: &Cell, kind: Kind, lang: Lang) -> String {
    match cell {
        Cell::Empty => "–".to_owned(),
        Cell::Words(words) => words.in_lang(lang).to_owned(),
        Cell::Text(text) => shortened(text),
        Cell::Number(number) => printed(kind, *number),
    }
}

/// Characters that a column wants, between the least and the most.
fn width(table: &Table, rows: &[Row], column: usize, lang: Lang) -> usize {
    let own = &table.columns[column];
    let label = own.label.in_lang(lang);
    // Bold letters are wider.
    let header = label.split(' ').map(|word| word.width() + word.width() / 4);
    let cells = rows
        .iter()
        .map(|row| told(&row.cells[column], own.kind, lang).width());
    let most = cells.chain(header).max().unwrap_or(0);
    // A header without spaces breaks anywhere.
    let most = if own.kind == Kind::Text || label.is_ascii() {
        most
    } else {
        most.min(NUMBER)
    };
    most.clamp(CHARACTERS.0, CHARACTERS.1)
}

/// The columns that stand beside one another: the leading ones, and as many more as fit.
fn parts(widths: &[usize], leading: usize) -> Vec<Vec<usize>> {
    let room =
        |columns: Range<usize>| -> usize { columns.map(|column| widths[column] + PADDING).sum() };
    let before = room(0..leading);
    let mut parts = Vec::new();
    let mut first = leading;
    while first < widths.len() {
        let mut end = first + 1;
        while end < widths.len() && before + room(first..end + 1) <= LINE {
            end += 1;
        }
        parts.push((0..leading).chain(first..end).collect());
        first = end;
    }
    if parts.is_empty() {
        parts.push((0..widths.len()).collect());
    }
    parts
}

fn part_of(table: &Table, rows: &[Row], columns: &[usize], widths: &[usize], lang: Lang) -> String {
    let all: usize = columns.iter().map(|&column| widths[column] + PADDING).sum();
    let twips = |column: usize| (widths[column] + PADDING) * TEXT_WIDTH / all.max(1);
    let mut xml = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
    );
    for &column in columns {
        let _ = write!(xml, "<w:gridCol w:w=\"{}\"/>", twips(column));
    }
    xml.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for &column in columns {
        let label = bold(table.columns[column].label.in_lang(lang));
        let label = paragraph(style(table.columns[column].kind), &label);
        let _ = write!(
            xml,
            "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>\
             <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E8EEF4\"/></w:tcPr>{label}</w:tc>",
            twips(column)
        );
    }
    xml.push_str("</w:tr>");
    for row in rows {
        xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for &column in columns {
            let kind = table.columns[column].kind;
            let cell = paragraph(style(kind), &run(&told(&row.cells[column], kind, lang)));
            let _ = write!(
                xml,
                "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>{cell}</w:tc>",
                twips(column)
            );
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
    xml
}

/// Texts stand left, numbers right.
fn style(kind: Kind) -> &'static str {
    if kind == Kind::Text {
        "CellText"
    } else {
        "CellNumber"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_stands_in_one_part_and_the_leading_ones_in_all() {
        let widths = [5, 30, 12, 12, 12, 12, 34, 34, 12, 12];
        let parts = parts(&widths, 2);
        assert!(parts.len() > 1);
        let mut behind: Vec<usize> = Vec::new();
        for part in &parts {
            assert_eq!(&part[..2], [0, 1]);
            behind.extend(&part[2..]);
            let room: usize = part.iter().map(|&column| widths[column] + PADDING).sum();
            assert!(room <= LINE, "{part:?}: {room}");
        }
        assert_eq!(behind, (2..10).collect::<Vec<_>>());
        assert_eq!(super::parts(&[5], 1), [[0]]);
    }
}
