//! Sheets of workbooks: XLSX row by row, XLS and ODS as a whole.

use std::fmt::Write;
use std::io::Cursor;

use calamine::{Data, DataType, Ods, Range, Reader, Xls, Xlsx};
use lifecircle_core::observer::{Observer, Stage};

use crate::columns::listed;
use crate::header::{Header, Sample, find};
use crate::limits::{HEADER_ROWS, MAX_CELL_BYTES, MAX_COLUMNS};
use crate::row::{CellBuffer, Cells};
use crate::table::{Meter, TableOptions};
use crate::{
    Kind, Place, Row, TableError, TableFault, Vocabulary, ods_bounds, xls_bounds, zip_bounds,
};

/// Names of columns that a sheet must have to be taken for the one that is meant.
const TELLING_NAMES: usize = 2;
/// A number of more signs than this shows how it is computed, not what it is: 15 digits are what spreadsheets show.
const SHOWN_SIGNS: usize = 16;

pub(crate) struct Book {
    source: Source,
    kind: Kind,
    sheets: Vec<String>,
    /// Which sheet is read.
    sheet: usize,
    header: Header,
}

enum Source {
    /// Read row by row.
    Xlsx(Box<Xlsx<Cursor<Vec<u8>>>>),
    /// All sheets, in the order of the file.
    Held(Vec<Range<Data>>),
}

impl Book {
    pub(crate) fn of(
        bytes: Vec<u8>,
        kind: Kind,
        options: &TableOptions,
    ) -> Result<Self, TableError> {
        let (mut source, sheets) = open(bytes, kind)?;
        if sheets.is_empty() {
            return Err(TableError::whole(TableFault::NoRows));
        }
        let wanted = options
            .sheet
            .as_deref()
            .map(|given| number_of(given, &sheets))
            .transpose()?;
        let mut headers = Vec::new();
        for sheet in 0..sheets.len() {
            if wanted.is_some_and(|wanted| wanted != sheet) {
                continue;
            }
            let samples = source.sample(&sheets[sheet], sheet, kind)?;
            match find(&samples, Vocabulary::built_in(), options) {
                Ok(Some(header)) => headers.push((sheet, header)),
                Err(error) if sheets.len() == 1 || wanted.is_some() => return Err(error),
                // A sheet without that row is not the one that is meant.
                Ok(None) | Err(_) => {}
            }
        }
        let (sheet, header) = choose(headers, &sheets)?;
        Ok(Self {
            source,
            kind,
            sheets,
            sheet,
            header,
        })
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.header.names
    }

    pub(crate) fn sheet(&self) -> &str {
        &self.sheets[self.sheet]
    }

    pub(crate) fn sheets(&self) -> &[String] {
        &self.sheets
    }

    pub(crate) fn notes(&self) -> &[String] {
        &self.header.notes
    }

    pub(crate) fn header_row(&self) -> u64 {
        self.header.number
    }

    pub(crate) fn rows(
        &mut self,
        observer: &dyn Observer,
        each: &mut dyn FnMut(&Row<'_>),
    ) -> Result<u64, TableError> {
        observer.stage(Stage::Lists, 0);
        let mut meter = Meter::new(observer, self.header.names.len());
        let header_row = self.header.number;
        let name = &self.sheets[self.sheet];
        self.source
            .each(name, self.sheet, self.kind, &mut |number, cells| {
                if number > header_row {
                    meter.row(number)?;
                    let place = Place::Row(number);
                    let cells = Cells::Buffer(cells);
                    each(&Row {
                        place,
                        cells,
                        geometry: None,
                        fault: None,
                    });
                }
                Ok(true)
            })?;
        meter.finish(0)
    }
}

fn damaged(kind: Kind, error: &dyn std::error::Error) -> TableError {
    let detail = error.to_string();
    TableError::whole(TableFault::Damaged { kind, detail })
}

fn open(bytes: Vec<u8>, kind: Kind) -> Result<(Source, Vec<String>), TableError> {
    match kind {
        Kind::Ods => {
            zip_bounds::check(&bytes, kind, "content.xml", &mut ods_bounds::check)?;
            let mut book: Ods<_> =
                Ods::new(Cursor::new(bytes)).map_err(|error| damaged(kind, &error))?;
            Ok(held(&mut book))
        }
        Kind::Xls => {
            xls_bounds::check(&bytes)?;
            let mut book: Xls<_> =
                Xls::new(Cursor::new(bytes)).map_err(|error| damaged(kind, &error))?;
            Ok(held(&mut book))
        }
        _ => {
            zip_bounds::check(&bytes, kind, "", &mut |_| Ok(()))?;
            let book: Xlsx<_> =
                Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(kind, &error))?;
            let names = book.sheet_names();
            Ok((Source::Xlsx(Box::new(book)), names))
        }
    }
}

/// The sheets of a workbook that is read as a whole, in its order.
fn held<R: Reader<Cursor<Vec<u8>>>>(book: &mut R) -> (Source, Vec<String>) {
    let names = book.sheet_names();
    let ranges = names
        .iter()
        .map(|name| book.worksheet_range(name).unwrap_or_default());
    (Source::Held(ranges.collect()), names)
}

fn number_of(given: &str, sheets: &[String]) -> Result<usize, TableError> {
    let named = sheets.iter().position(|name| name.trim() == given.trim());
    let numbered = given.trim().parse::<usize>().ok();
    let numbered = numbered
        .and_then(|n| n.checked_sub(1))
        .filter(|&n| n < sheets.len());
    named.or(numbered).ok_or_else(|| {
        let (given, sheets) = (given.to_owned(), listed(sheets));
        TableError::whole(TableFault::NoSheet { given, sheets })
    })
}

/// The only sheet that says anything, else the only one whose columns are known.
fn choose(
    mut headers: Vec<(usize, Header)>,
    sheets: &[String],
) -> Result<(usize, Header), TableError> {
    if headers.is_empty() {
        return Err(TableError::whole(TableFault::NoRows));
    }
    if headers.len() > 1 {
        headers.retain(|(_, header)| header.score >= TELLING_NAMES);
    }
    if headers.len() == 1 {
        Ok(headers.swap_remove(0))
    } else {
        let sheets = listed(sheets);
        Err(TableError::whole(TableFault::WhichSheet { sheets }))
    }
}

impl Source {
    /// The first rows that say anything.
    fn sample(&mut self, name: &str, at: usize, kind: Kind) -> Result<Vec<Sample>, TableError> {
        let mut samples = Vec::new();
        self.each(name, at, kind, &mut |number, cells| {
            samples.push(Sample {
                number,
                cells: cells.texts(),
            });
            Ok(samples.len() < HEADER_ROWS)
        })?;
        Ok(samples)
    }

    /// Lends every row that says anything, with its number from 1, until `each` has enough.
    fn each(
        &mut self,
        name: &str,
        at: usize,
        kind: Kind,
        each: &mut dyn FnMut(u64, &CellBuffer) -> Result<bool, TableError>,
    ) -> Result<(), TableError> {
        match self {
            Self::Xlsx(book) => stream(book, name, kind, each),
            Self::Held(ranges) => ranges
                .get(at)
                .map_or(Ok(()), |range| held_rows(range, each)),
        }
    }
}

/// The rows of a sheet of XLSX as its cells come.
fn stream(
    book: &mut Xlsx<Cursor<Vec<u8>>>,
    name: &str,
    kind: Kind,
    each: &mut dyn FnMut(u64, &CellBuffer) -> Result<bool, TableError>,
) -> Result<(), TableError> {
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        // A sheet that is a chart has no rows.
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(error) => return Err(damaged(kind, &error)),
    };
    let mut cells = CellBuffer::default();
    let mut current = 0;
    loop {
        let cell = reader.next_cell().map_err(|error| damaged(kind, &error))?;
        let (row, column) = cell
            .as_ref()
            .map_or((u32::MAX, 0), calamine::Cell::get_position);
        if row != current || cell.is_none() {
            if !cells.is_blank() && !each(u64::from(current) + 1, &cells)? {
                return Ok(());
            }
            cells.clear();
            current = row;
        }
        let Some(cell) = cell else {
            return Ok(());
        };
        put(
            &mut cells,
            u64::from(row) + 1,
            column as usize,
            cell.get_value(),
        )?;
    }
}

fn held_rows(
    range: &Range<Data>,
    each: &mut dyn FnMut(u64, &CellBuffer) -> Result<bool, TableError>,
) -> Result<(), TableError> {
    let Some((first_row, first_column)) = range.start() else {
        return Ok(());
    };
    let mut cells = CellBuffer::default();
    for (row, values) in (u64::from(first_row) + 1..).zip(range.rows()) {
        cells.clear();
        for (column, value) in (first_column as usize..).zip(values) {
            put(&mut cells, row, column, value)?;
        }
        if !cells.is_blank() && !each(row, &cells)? {
            break;
        }
    }
    Ok(())
}

/// Writes a cell as people see it.
fn put(
    cells: &mut CellBuffer,
    row: u64,
    column: usize,
    value: &impl DataType,
) -> Result<(), TableError> {
    if column >= MAX_COLUMNS {
        let found = column as u64 + 1;
        return Err(TableError::at(
            Place::Row(row),
            TableFault::Columns { found },
        ));
    }
    if value.is_empty() {
        return Ok(());
    }
    let before = cells.len();
    if let Some(error) = value.get_error() {
        cells.put_error(column, &error.to_string());
    } else {
        cells.put(column, |text| push(text, value));
    }
    if cells.len() > before && cells.last_bytes() > MAX_CELL_BYTES {
        return Err(TableError::at(Place::Row(row), TableFault::LongCell));
    }
    Ok(())
}

fn push(text: &mut String, value: &impl DataType) {
    if let Some(string) = value.get_string().or_else(|| value.get_datetime_iso()) {
        text.push_str(string);
    } else if let Some(whole) = value.get_int() {
        push_shown(text, format_args!("{whole}"));
    } else if let Some(number) = value.get_float() {
        push_number(text, number);
    } else if let Some(flag) = value.get_bool() {
        text.push_str(if flag { "true" } else { "false" });
    } else if let Some(duration) = value.get_duration_iso() {
        text.push_str(duration);
    } else if let Some(moment) = value.get_datetime() {
        let (year, month, day, hour, minute, _, _) = moment.to_ymd_hms_milli();
        let (days, part) = (moment.as_f64().trunc(), moment.as_f64().fract());
        if days > 0.0 {
            push_shown(text, format_args!("{year:04}-{month:02}-{day:02}"));
        }
        if days > 0.0 && part > 0.0 {
            text.push(' ');
        }
        if part > 0.0 || days <= 0.0 {
            push_shown(text, format_args!("{hour:02}:{minute:02}"));
        }
    }
}

/// Writing into a string never fails.
fn push_shown(text: &mut String, shown: std::fmt::Arguments<'_>) {
    let written = text.write_fmt(shown);
    debug_assert!(written.is_ok());
}

/// A number of a cell: whole ones without point, none with a power of ten, no more than 15 digits.
fn push_number(text: &mut String, number: f64) {
    let start = text.len();
    push_shown(text, format_args!("{number}"));
    if text.len() - start > SHOWN_SIGNS && number.abs() < 1e15 {
        let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
        text.truncate(start);
        push_shown(text, format_args!("{rounded}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_see_them() {
        for (number, shown) in [
            (1001.0, "1001"),
            (0.1 + 0.2, "0.3"),
            (119.123_456_7, "119.1234567"),
            (-0.5, "-0.5"),
            (6_217_000_000_000.0, "6217000000000"),
            (1e-7, "0.0000001"),
            (118.123_456_789_012_34, "118.123456789012"),
        ] {
            let mut text = String::new();
            push_number(&mut text, number);
            assert_eq!(text, shown);
        }
    }
}
