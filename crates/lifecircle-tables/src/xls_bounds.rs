//! How many cells the sheets of an XLS file stand for, and whether its records are as long as they must be.
//!
//! A compound file (MS-CFB) is a small file system; its stream `Workbook` is a list of records (MS-XLS).

use crate::limits::MAX_DENSE_CELLS;
use crate::{Kind, TableError, TableFault};

const HEADER_BYTES: usize = 512;
const ENTRY_BYTES: usize = 128;
/// Streams smaller than this are kept in small sectors.
const SMALL_STREAM: usize = 4096;
const SMALL_SECTOR: usize = 64;
/// Sector numbers from here on are marks.
const MARKS: u32 = 0xffff_fffa;
/// Columns of a sheet of this format.
const SHEET_COLUMNS: u64 = 256;

/// Bounds what reading the workbook takes.
///
/// # Errors
/// [`TableFault::Cells`] and [`TableFault::Damaged`].
pub(crate) fn check(bytes: &[u8]) -> Result<(), TableError> {
    let stream = workbook(bytes).ok_or_else(|| damaged("no workbook inside"))?;
    let mut dense = 0;
    for at in sheets(&stream)? {
        let sheet = stream
            .get(at..)
            .ok_or_else(|| damaged("a sheet outside of the file"))?;
        dense += sheet_cells(sheet)?;
        if dense > MAX_DENSE_CELLS {
            let limit = MAX_DENSE_CELLS;
            return Err(TableError::whole(TableFault::Cells { limit }));
        }
    }
    Ok(())
}

fn damaged(detail: &str) -> TableError {
    let (kind, detail) = (Kind::Xls, detail.to_owned());
    TableError::whole(TableFault::Damaged { kind, detail })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes([pair[0], pair[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// Sectors of one size, and which follows which.
struct Sectors<'a> {
    bytes: &'a [u8],
    /// Where sector 0 begins.
    start: usize,
    size: usize,
    next: Vec<u32>,
}

impl Sectors<'_> {
    fn sector(&self, number: u32) -> Option<&[u8]> {
        let from = self.start + (number as usize).checked_mul(self.size)?;
        let to = (from + self.size).min(self.bytes.len());
        self.bytes.get(from..to)
    }

    /// The sectors from one on, one behind the other; no chain is longer than all sectors.
    fn chain(&self, first: u32) -> Vec<u8> {
        let mut joined = Vec::new();
        let mut number = first;
        for _ in 0..=self.next.len() {
            let Some(sector) = (number < MARKS).then(|| self.sector(number)).flatten() else {
                break;
            };
            joined.extend_from_slice(sector);
            let Some(&next) = self.next.get(number as usize) else {
                break;
            };
            number = next;
        }
        joined
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let four = bytes.chunks_exact(4);
    four.filter_map(|four| u32_at(four, 0)).collect()
}

/// The stream of the workbook.
fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let shift = u16_at(bytes, 30)?;
    if !matches!(shift, 9 | 12) {
        return None;
    }
    let size = 1 << shift;
    let mut sectors = Sectors {
        bytes,
        start: HEADER_BYTES.max(size),
        size,
        next: Vec::new(),
    };
    let mut tables = numbers(bytes.get(76..HEADER_BYTES)?);
    let mut more = u32_at(bytes, 68)?;
    let most = bytes.len() / size + 1;
    for _ in 0..most {
        let Some(sector) = (more < MARKS).then(|| sectors.sector(more)).flatten() else {
            break;
        };
        let mut list = numbers(sector);
        more = list.pop()?;
        tables.extend(list);
    }
    tables.retain(|&number| number < MARKS);
    tables.truncate(most);
    let next = tables
        .iter()
        .filter_map(|&number| sectors.sector(number))
        .flat_map(numbers);
    sectors.next = next.collect();
    let entries = sectors.chain(u32_at(bytes, 48)?);
    let root = entries.get(..ENTRY_BYTES)?;
    let named = |wanted: &str| {
        let mut entries = entries.chunks_exact(ENTRY_BYTES);
        entries.find(|entry| name_of(entry).eq_ignore_ascii_case(wanted))
    };
    let entry = named("Workbook").or_else(|| named("Book"))?;
    let (first, length) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
    let mut stream = if length < SMALL_STREAM {
        let small = Sectors {
            bytes: &sectors.chain(u32_at(root, 116)?),
            start: 0,
            size: SMALL_SECTOR,
            next: numbers(&sectors.chain(u32_at(bytes, 60)?)),
        };
        small.chain(first)
    } else {
        sectors.chain(first)
    };
    stream.truncate(length);
    Some(stream)
}

/// The name of an entry of the directory.
fn name_of(entry: &[u8]) -> String {
    let length = u16_at(entry, 64).map_or(0, usize::from).clamp(2, 64) - 2;
    let units: Vec<u16> = entry[..length]
        .chunks_exact(2)
        .filter_map(|pair| u16_at(pair, 0))
        .collect();
    String::from_utf16_lossy(&units)
}

/// Records: their number and their bytes.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (number, length) = (u16_at(self.0, 0)?, usize::from(u16_at(self.0, 2)?));
        let data = self.0.get(4..4 + length)?;
        self.0 = &self.0[4 + length..];
        Some((number, data))
    }
}

/// Where the sheets begin.
fn sheets(stream: &[u8]) -> Result<Vec<usize>, TableError> {
    let mut found = Vec::new();
    for (number, data) in Records(stream) {
        match number {
            0x0085 => {
                let at = u32_at(data, 0).ok_or_else(|| damaged("a sheet without place"))?;
                found.push(at as usize);
            }
            0x000a => break,
            _ => {}
        }
    }
    Ok(found)
}

/// Rows times columns of a sheet.
fn sheet_cells(sheet: &[u8]) -> Result<u64, TableError> {
    let mut rows: Option<(u64, u64)> = None;
    let mut columns: Option<(u64, u64)> = None;
    let mut widen = |row: u16, first: u16, last: u16| {
        let spread = |range: Option<(u64, u64)>, from: u16, to: u16| {
            let (low, high) = range.unwrap_or((u64::from(from), u64::from(to)));
            Some((low.min(u64::from(from)), high.max(u64::from(to))))
        };
        rows = spread(rows, row, row);
        columns = spread(columns, first, last);
    };
    let short = || damaged("a record that is too short");
    for (number, data) in Records(sheet) {
        match number {
            0x000a => break,
            // Dimensions: the first and the last row, the first and the last column.
            0x0200 => dimensions(data).ok_or_else(short)?,
            // Cells of one kind or another: row, column, format.
            0x0006 | 0x00d6 | 0x00fd | 0x0203..=0x0205 | 0x027e => {
                let at = |i| u16_at(data, i).ok_or_else(short);
                let (row, column) = (at(0)?, at(2)?);
                at(4)?;
                widen(row, column, column);
            }
            // Several numbers beside each other.
            0x00bd => {
                let at = |i| u16_at(data, i).ok_or_else(short);
                let last = at(data.len().saturating_sub(2))?;
                let (row, first) = (at(0)?, at(2)?);
                if first > last {
                    return Err(short());
                }
                widen(row, first, last);
            }
            // Cells that are merged: how many, then four numbers each.
            0x00e5 => {
                let count = u16_at(data, 0).ok_or_else(short)?;
                if data.len() < 2 + 8 * usize::from(count) || usize::from(count) * 8 + 2 > 0xffff {
                    return Err(short());
                }
            }
            _ => {}
        }
    }
    let (Some(rows), Some(columns)) = (rows, columns) else {
        return Ok(0);
    };
    if columns.1 >= SHEET_COLUMNS {
        return Err(damaged("more than 256 columns"));
    }
    Ok((rows.1 - rows.0 + 1) * (columns.1 - columns.0 + 1))
}

/// Whether the declared size of a sheet is one that can be; `None` where it is not.
fn dimensions(data: &[u8]) -> Option<()> {
    let (first_row, last_row, first, last) = match data.len() {
        10 => (
            u32::from(u16_at(data, 0)?),
            u32::from(u16_at(data, 2)?),
            u16_at(data, 4)?,
            u16_at(data, 6)?,
        ),
        14 | 16 => (
            u32_at(data, 0)?,
            u32_at(data, 4)?,
            u16_at(data, 8)?,
            u16_at(data, 10)?,
        ),
        _ => return None,
    };
    let in_order = first_row <= last_row && first <= last;
    (in_order && last_row <= 65_536 && u64::from(last) <= SHEET_COLUMNS).then_some(())
}
