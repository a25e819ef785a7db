//! A report as a workbook: what it says on the first sheet, and a sheet for each table with the very numbers.

use lifecircle_texts::{Lang, text};

use super::{Block, Cell, Headline, Kind, Report, Section, Table};
use crate::sheets::{self, Sheet, SheetCell, SheetColumn, SheetLook};

/// The bytes of the workbook in a language: the same for the same report.
///
/// # Errors
/// What the writer of workbooks says: a table of more rows than a sheet has.
///
/// # Complexity
/// Linear in the cells.
pub fn workbook(report: &Report, lang: Lang) -> std::io::Result<Vec<u8>> {
    let mut all = vec![overview(report, lang)];
    for block in report.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Headlines(headlines) => all.push(shares(headlines, lang)),
            Block::Table(table) => all.push(sheet(table, lang)),
            Block::Paragraph(_) | Block::Warning(_) => {}
        }
    }
    let title = report.title.in_lang(lang);
    sheets::workbook(title, &all, lang).map_err(std::io::Error::other)
}

/// Title, facts, the sentences of the headlines, and whatever else stands between the tables.
fn overview(report: &Report, lang: Lang) -> Sheet {
    let text = |text: &str| vec![SheetCell::Text(text.to_owned())];
    let mut rows = vec![text(report.title.in_lang(lang))];
    rows.extend(report.facts.iter().map(|fact| text(fact.in_lang(lang))));
    for section in &report.sections {
        let said = said(section, lang);
        if !said.is_empty() {
            let heading = section.heading.in_lang(lang).to_owned();
            rows.push(vec![SheetCell::Empty]);
            rows.push(vec![SheetCell::Heading(heading)]);
            rows.extend(said.into_iter().map(|said| vec![SheetCell::Text(said)]));
        }
    }
    rows.push(vec![SheetCell::Empty]);
    rows.push(text(report.attribution.in_lang(lang)));
    rows.push(text(&format!("Lifecircle {}", report.version)));
    Sheet {
        name: text!(lang, "report-sheet-overview"),
        caption: report.title.in_lang(lang).to_owned(),
        columns: Vec::new(),
        rows,
        look: SheetLook::Page,
    }
}

/// The sentences of a section.
fn said(section: &Section, lang: Lang) -> Vec<String> {
    let mut said = Vec::new();
    for block in &section.blocks {
        match block {
            Block::Paragraph(words) => said.push(words.in_lang(lang).to_owned()),
            Block::Warning(words) => {
                said.push(text!(lang, "warning-line", what = words.in_lang(lang)));
            }
            Block::Headlines(headlines) => {
                let sentences = headlines.iter().map(|own| own.sentence.in_lang(lang));
                said.extend(sentences.map(str::to_owned));
            }
            Block::Table(_) => {}
        }
    }
    said
}

/// The shares that are read from across the room.
fn shares(headlines: &[Headline], lang: Lang) -> Sheet {
    let mut columns = vec![(text!(lang, "report-column-rule"), Kind::Text)];
    let keys = [
        "check-column-covered",
        "check-column-not-covered",
        "check-column-unknown",
        "drawn-doubtful",
    ];
    let is_doubted = headlines.iter().any(|own| own.doubtful_pct.is_some());
    for key in &keys[..if is_doubted { 4 } else { 3 }] {
        let what = text!(lang, key);
        let label = text!(lang, "report-column-percent", what = what);
        columns.push((label, Kind::Percent));
    }
    let row = |own: &Headline| {
        let mut cells = vec![SheetCell::Text(own.label.in_lang(lang).to_owned())];
        let shares = [own.covered_pct, own.not_covered_pct, own.unknown_pct];
        cells.extend(shares.map(SheetCell::Number));
        cells.extend(own.doubtful_pct.map(SheetCell::Number));
        cells
    };
    let name = text!(lang, "report-headlines");
    Sheet {
        caption: name.clone(),
        name,
        columns: columns.into_iter().map(column).collect(),
        rows: headlines.iter().map(row).collect(),
        look: SheetLook::Table,
    }
}

fn column((label, kind): (String, Kind)) -> SheetColumn {
    let kind = Some(kind);
    SheetColumn { label, kind }
}

fn sheet(table: &Table, lang: Lang) -> Sheet {
    let columns = table.columns.iter();
    let columns = columns.map(|own| column((own.label.in_lang(lang).to_owned(), own.kind)));
    let cell = |cell: &Cell| match cell {
        Cell::Empty => SheetCell::Empty,
        Cell::Words(words) => SheetCell::Text(words.in_lang(lang).to_owned()),
        Cell::Text(text) => SheetCell::Text(text.clone()),
        Cell::Number(number) => SheetCell::Number(*number),
    };
    let rows = table.rows.iter();
    let caption = table.caption.in_lang(lang).to_owned();
    Sheet {
        name: caption.clone(),
        caption,
        columns: columns.collect(),
        rows: rows
            .map(|row| row.cells.iter().map(cell).collect())
            .collect(),
        look: SheetLook::Table,
    }
}
