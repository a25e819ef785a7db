//! Sheets of cells as a workbook: whoever makes one says what stands where, and here it is written the same way, ready to be
//! filtered and printed.

use std::collections::HashSet;

use lifecircle_texts::{Lang, text};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use crate::report::Kind;
use crate::xml;

/// Longest text of a cell, in UTF-16 units.
const CELL_UNITS: usize = 32_767;
/// Longest name of a sheet, likewise.
const NAME_UNITS: usize = 31;
/// Characters that no name of a sheet may hold.
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// Columns are this wide at least and at most, in characters.
const WIDTHS: (usize, usize) = (8, 60);
/// So many rows tell how wide a column is.
const ROWS_MEASURED: usize = 500;
/// What fits beside a text in its column.
const PADDING: usize = 2;
/// Height of a line in points, and as many lines as a row can be high.
const LINE_HEIGHT: f64 = 15.0;
const MOST_LINES: u8 = 27;
/// How much wider than the usual letter texts and headers are, in percent.
const TEXT_PERCENT: usize = 112;
const BOLD_PERCENT: usize = 125;
/// The paper of print: A4.
const A4: u8 = 9;
/// Colour of headers.
const HEADER: u32 = 0x00E8_EEF4;
/// What stands for the page and for all pages until their codes do.
const PAGE: &str = "\u{1}";
const PAGES: &str = "\u{2}";
/// Longest header or footer of a page, with room for its codes.
const PAGE_LINE: usize = 180;

/// A cell. Texts are written as texts: no spreadsheet computes what a name looks like.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SheetCell {
    /// A text.
    Text(String),
    /// A text above others, in bold letters.
    Heading(String),
    /// A number.
    Number(f64),
    /// Nothing.
    Empty,
}

impl SheetCell {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Heading(text) => Some(text),
            Self::Number(_) | Self::Empty => None,
        }
    }
}

/// A column: its header, and what its numbers are; `None` for a number as it is.
#[derive(Clone, Debug)]
pub(crate) struct SheetColumn {
    pub(crate) label: String,
    pub(crate) kind: Option<Kind>,
}

impl SheetColumn {
    fn is_of_numbers(&self) -> bool {
        self.kind.is_some_and(|kind| kind != Kind::Text)
    }
}

/// How the texts of a sheet look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SheetLook {
    /// A table below its header.
    Table,
    /// Lines to be read: the first is the title, and texts have room.
    Page,
}

/// Rows of cells below a header.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// What it is called: shortened, and told apart from others, where it must be.
    pub(crate) name: String,
    /// What stands above it in print.
    pub(crate) caption: String,
    /// None: there is no header.
    pub(crate) columns: Vec<SheetColumn>,
    pub(crate) rows: Vec<Vec<SheetCell>>,
    pub(crate) look: SheetLook,
}

/// The bytes of a workbook: the same for the same sheets.
///
/// # Errors
/// What the writer of workbooks says: more rows than a sheet has.
pub(crate) fn workbook(title: &str, sheets: &[Sheet], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed date: the clock must not decide bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_creation_datetime(&made);
    book.set_properties(&properties.set_title(shortened(title, PAGE_LINE)));
    let mut taken = HashSet::new();
    for sheet in sheets {
        let name = distinct(&sheet.name, &mut taken);
        write(book.add_worksheet().set_name(name)?, sheet, lang)?;
    }
    book.save_to_buffer()
}

fn write(out: &mut Worksheet, sheet: &Sheet, lang: Lang) -> Result<(), XlsxError> {
    // Below the header, where there is one.
    let first = u32::from(!sheet.columns.is_empty());
    write_cells(out, sheet, first)?;
    make_room(out, sheet, first)?;
    if first == 1 {
        out.set_freeze_panes(first, 0)?;
        out.set_repeat_rows(0, 0)?;
        let (rows, columns) = (sheet.rows.len(), sheet.columns.len());
        if let (Ok(last), Ok(right)) = (u32::try_from(rows), u16::try_from(columns)) {
            out.autofilter(0, 0, last, right.saturating_sub(1))?;
        }
    }
    let pages = text!(lang, "report-page-of", page = PAGE, pages = PAGES);
    let pages = of_page(&pages).replace(PAGE, "&P").replace(PAGES, "&N");
    out.set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_header(format!("&L{}", of_page(&sheet.caption)))
        .set_footer(format!("&C{pages}"));
    Ok(())
}

fn write_cells(out: &mut Worksheet, sheet: &Sheet, first: u32) -> Result<(), XlsxError> {
    let formats = Formats::of(sheet);
    for (column, own) in (0..).zip(&sheet.columns) {
        let format = &formats.headers[usize::from(own.is_of_numbers())];
        out.write_string_with_format(0, column, fitted(&own.label), format)?;
    }
    for (row, cells) in (first..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                SheetCell::Text(text) => {
                    out.write_string_with_format(row, column, fitted(text), formats.text(row))?
                }
                SheetCell::Heading(text) => {
                    out.write_string_with_format(row, column, fitted(text), &formats.heading)?
                }
                SheetCell::Number(number) => {
                    let format = formats.number(column, *number);
                    out.write_number_with_format(row, column, *number, format)?
                }
                SheetCell::Empty => continue,
            };
        }
    }
    Ok(())
}

/// Widths of columns and heights of rows: not every program makes room for broken lines by itself.
fn make_room(out: &mut Worksheet, sheet: &Sheet, first: u32) -> Result<(), XlsxError> {
    let widths = widths(sheet);
    for (column, width) in (0..).zip(&widths) {
        out.set_column_width(column, f64::from(*width))?;
    }
    let labels = sheet.columns.iter().map(|own| Some(own.label.as_str()));
    let header = (first == 1).then(|| lines(labels, &widths, BOLD_PERCENT));
    let rows = sheet.rows.iter().map(|row| {
        let texts = row.iter().map(SheetCell::text);
        lines(texts, &widths, TEXT_PERCENT)
    });
    for (row, lines) in (0..).zip(header.into_iter().chain(rows)) {
        if lines > 1 {
            out.set_row_height(row, LINE_HEIGHT * f64::from(lines))?;
        }
    }
    Ok(())
}

/// How cells look, made once.
struct Formats {
    /// Above texts, and above numbers.
    headers: [Format; 2],
    title: Option<Format>,
    text: Format,
    heading: Format,
    /// Per column, for numbers with decimals and for whole ones.
    numbers: Vec<[Format; 2]>,
    plain: Format,
}

impl Formats {
    fn of(sheet: &Sheet) -> Self {
        let text = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        let number = |code: Option<&str>| {
            let format = Format::new().set_align(FormatAlign::Top);
            match code {
                Some(code) => format.set_num_format(code),
                None => format,
            }
        };
        let of_column = |column: &SheetColumn| {
            [false, true].map(|is_whole| number(column.kind.map(|kind| code(kind, is_whole))))
        };
        let header = text.clone().set_bold().set_background_color(HEADER);
        let header = header.set_border_bottom(FormatBorder::Thin);
        Self {
            headers: [header.clone(), header.set_align(FormatAlign::Right)],
            title: (sheet.look == SheetLook::Page)
                .then(|| Format::new().set_bold().set_font_size(16).set_text_wrap()),
            heading: text.clone().set_bold(),
            text,
            numbers: sheet.columns.iter().map(of_column).collect(),
            plain: number(None),
        }
    }

    fn text(&self, row: u32) -> &Format {
        self.title
            .as_ref()
            .filter(|_| row == 0)
            .unwrap_or(&self.text)
    }

    fn number(&self, column: u16, number: f64) -> &Format {
        let of_column = self.numbers.get(usize::from(column));
        let is_whole = number.fract() == 0.0;
        of_column.map_or(&self.plain, |formats| &formats[usize::from(is_whole)])
    }
}

/// How a spreadsheet shows numbers of a kind.
fn code(kind: Kind, is_whole: bool) -> &'static str {
    match kind {
        Kind::Text | Kind::Count | Kind::People | Kind::Metres => "#,##0",
        Kind::Percent | Kind::Minutes => "0.0",
        Kind::Degrees => "0.000000",
        Kind::Number if is_whole => "#,##0",
        Kind::Number => "#,##0.00",
    }
}

/// How wide columns are, so that most of what stands in them can be read.
fn widths(sheet: &Sheet) -> Vec<u8> {
    let columns = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    let columns = columns.max(sheet.columns.len());
    let width = |column: usize| {
        let label = sheet.columns.get(column);
        // Headers break at their spaces.
        let words = label.into_iter().flat_map(|own| own.label.split(' '));
        let header = words.map(|word| word.width() * BOLD_PERCENT / 100);
        let header = header.max().unwrap_or(0);
        let rows = sheet.rows.iter().take(ROWS_MEASURED);
        let cells = rows
            .filter_map(|row| row.get(column))
            .map(|cell| match cell {
                SheetCell::Number(number) => number.abs().trunc().to_string().len() + 4,
                text => text.text().map_or(0, UnicodeWidthStr::width),
            });
        let most = cells.max().unwrap_or(0).max(header) + PADDING;
        let most = match (sheet.look, column) {
            (SheetLook::Page, 0) => 100,
            _ => most.clamp(WIDTHS.0, WIDTHS.1),
        };
        u8::try_from(most).unwrap_or(u8::MAX)
    };
    (0..columns).map(width).collect()
}

/// Lines that the texts of a row break into; `percent` is how much wider letters are than the usual one, which leaves room
/// for lines that end early.
fn lines<'a>(texts: impl Iterator<Item = Option<&'a str>>, widths: &[u8], percent: usize) -> u8 {
    let broken = texts.zip(widths).map(|(text, width)| {
        let wanted = text.map_or(0, UnicodeWidthStr::width) * percent / 100;
        wanted.div_ceil(usize::from(*width).max(1))
    });
    let most = broken.max().unwrap_or(1);
    u8::try_from(most).unwrap_or(u8::MAX).min(MOST_LINES)
}

/// A text that a cell can hold.
fn fitted(text: &str) -> String {
    shortened(&xml::clean(text), CELL_UNITS)
}

/// A text for the header or footer of pages, where `&` begins a code.
fn of_page(text: &str) -> String {
    let text: String = text.chars().filter(|c| *c != '\n').collect();
    shortened(&text, PAGE_LINE).replace('&', "&&")
}

/// A text of at most so many UTF-16 units, with a mark where something is left out.
fn shortened(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut units = 1;
    let fits = |letter: &char| {
        units += letter.len_utf16();
        units <= most
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// A name that a sheet may have, and none before it has.
fn distinct(name: &str, taken: &mut HashSet<String>) -> String {
    let allowed = |letter: char| {
        if NOT_IN_NAMES.contains(&letter) || letter.is_control() {
            ' '
        } else {
            letter
        }
    };
    let name: String = name.chars().map(allowed).collect();
    let name: Vec<&str> = name.split_whitespace().collect();
    let name = name.join(" ");
    let name = name.trim_matches(|c: char| c == '\'' || c == ' ');
    let mut number = 1;
    loop {
        let own = if number == 1 && !name.is_empty() {
            shortened(name, NAME_UNITS)
        } else {
            let suffix = format!(" ({number})");
            let name = shortened(name, NAME_UNITS - suffix.len());
            format!("{name}{suffix}")
        };
        // Names that differ in case alone are the same to a spreadsheet.
        if taken.insert(own.to_lowercase()) {
            return own;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_allowed_and_distinct() {
        let mut taken = HashSet::new();
        let mut name = |given: &str| distinct(given, &mut taken);
        assert_eq!(name("by 街道: 3 [areas]"), "by 街道 3 areas");
        assert_eq!(name("'quoted'"), "quoted");
        assert_eq!(name("QUOTED"), "QUOTED (2)");
        assert_eq!(name(""), " (1)");
        let long = "缺口片区：".repeat(20);
        for _ in 0..12 {
            let own = name(&long);
            assert!(own.encode_utf16().count() <= NAME_UNITS, "{own}");
        }
        let emoji = name(&"👩‍👩‍👧‍👦".repeat(9));
        assert!(emoji.encode_utf16().count() <= NAME_UNITS, "{emoji}");
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let long = "😀".repeat(20_000);
        let cut = fitted(&long);
        assert!(cut.ends_with('…'));
        let units = cut.encode_utf16().count();
        assert!((CELL_UNITS - 1..=CELL_UNITS).contains(&units), "{units}");
        assert_eq!(fitted("=1+1\u{0}"), "=1+1 ");
    }
}
