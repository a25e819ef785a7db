//! Fields between commas, semicolons, tabs or bars.

use lifecircle_core::observer::{Observer, Stage};

use crate::header::{Header, Sample, find};
use crate::limits::{HEADER_ROWS, MAX_CELL_BYTES, SAMPLE_BYTES};
use crate::row::{Cells, trimmed};
use crate::table::{Meter, TableOptions};
use crate::{Place, Row, RowFault, TableError, TableFault, Vocabulary};

/// What may separate fields; the first of those that fit equally well is taken.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

pub(crate) struct Delimited {
    text: String,
    delimiter: u8,
    header: Header,
}

impl Delimited {
    pub(crate) fn of(text: String, options: &TableOptions) -> Result<Self, TableError> {
        let candidates = match options.delimiter {
            Some(delimiter) => vec![delimiter],
            None => DELIMITERS.to_vec(),
        };
        let mut best: Option<(usize, usize, u8, Header)> = None;
        for delimiter in candidates {
            let samples = sample(&text, delimiter);
            let Some(header) = find(&samples, Vocabulary::built_in(), options)? else {
                continue;
            };
            let rank = (header.score, header.names.len());
            if best.as_ref().is_none_or(|best| rank > (best.0, best.1)) {
                best = Some((rank.0, rank.1, delimiter, header));
            }
        }
        let Some((_, _, delimiter, header)) = best else {
            return Err(TableError::whole(TableFault::NoRows));
        };
        Ok(Self {
            text,
            delimiter,
            header,
        })
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.header.names
    }

    pub(crate) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    pub(crate) fn notes(&self) -> &[String] {
        &self.header.notes
    }

    pub(crate) fn header_row(&self) -> u64 {
        self.header.number
    }

    pub(crate) fn rows(
        &self,
        observer: &dyn Observer,
        each: &mut dyn FnMut(&Row<'_>),
    ) -> Result<u64, TableError> {
        observer.stage(Stage::Lists, self.text.len() as u64);
        let expected = self.header.names.len();
        let mut reader = reader(&self.text, self.delimiter);
        let mut record = csv::StringRecord::new();
        let mut meter = Meter::new(observer, expected);
        let mut lines = Lines::new(&self.text);
        let mut position = 0;
        while read(&mut reader, &mut record)? {
            if is_blank(&record) {
                continue;
            }
            position += 1;
            if position <= self.header.position + 1 {
                continue;
            }
            let start = byte_of(&record);
            let line = lines.at(start);
            let place = Place::Line(line);
            if record.iter().any(|cell| cell.len() > MAX_CELL_BYTES) {
                return Err(TableError::at(place, TableFault::LongCell));
            }
            let fault = (record.len() != expected).then(|| RowFault::FieldCount {
                found: record.len() as u64,
                expected: expected as u64,
            });
            let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            if end >= self.text.len() && is_open(&record, &self.text[start..]) {
                return Err(TableError::at(place, TableFault::OpenQuote));
            }
            meter.row(end as u64)?;
            each(&Row {
                place,
                cells: Cells::Record(&record),
                geometry: None,
                fault: fault.as_ref(),
            });
        }
        meter.finish(self.text.len() as u64)
    }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

fn read(
    reader: &mut csv::Reader<&[u8]>,
    record: &mut csv::StringRecord,
) -> Result<bool, TableError> {
    reader.read_record(record).map_err(|error| {
        let kind = crate::Kind::Csv;
        let detail = error.to_string();
        TableError::whole(TableFault::Damaged { kind, detail })
    })
}

fn is_blank(record: &csv::StringRecord) -> bool {
    record.iter().all(|cell| trimmed(cell).is_empty())
}

fn byte_of(record: &csv::StringRecord) -> usize {
    let byte = record.position().map_or(0, csv::Position::byte);
    usize::try_from(byte).unwrap_or(usize::MAX)
}

/// Whether the last record ends inside quotes: its text holds an odd number of them, and a cell a line end.
fn is_open(record: &csv::StringRecord, text: &str) -> bool {
    record.iter().any(|cell| cell.contains('\n'))
        && text.bytes().filter(|&b| b == b'"').count() % 2 == 1
}

/// The first rows that say anything, read with one delimiter.
fn sample(text: &str, delimiter: u8) -> Vec<Sample> {
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let mut reader = reader(text, delimiter);
    let mut record = csv::StringRecord::new();
    let mut lines = Lines::new(text);
    let mut samples = Vec::new();
    while samples.len() < HEADER_ROWS && matches!(reader.read_record(&mut record), Ok(true)) {
        if is_blank(&record) {
            continue;
        }
        let number = lines.at(byte_of(&record));
        let cells = record.iter().map(|cell| trimmed(cell).to_owned()).collect();
        samples.push(Sample { number, cells });
    }
    samples
}

/// Lines of records as editors count them: the reader's own position lies before blank lines.
struct Lines<'a> {
    text: &'a [u8],
    byte: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            byte: 0,
            line: 1,
        }
    }

    /// The line of the record that begins at a byte; bytes must not decrease.
    fn at(&mut self, start: usize) -> u64 {
        let start = start.min(self.text.len());
        let rest = &self.text[start..];
        let blank = rest
            .iter()
            .take_while(|&&b| b == b'\n' || b == b'\r')
            .count();
        let passed = self.text.get(self.byte..start + blank).unwrap_or_default();
        self.line += passed.split(|&b| b == b'\n').count() as u64 - 1;
        self.byte = start + blank;
        self.line
    }
}
