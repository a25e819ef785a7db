//! The outer form of a cache: magic, version, checksum, a table of named sections (docs/files.md).

use std::ops::Range;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::Xxh3;

use super::column::Item;
use super::fault::CacheFault;
use crate::{InputError, Place};

/// As PNG's: the first byte is no text, and a transfer that rewrites line ends breaks it.
pub(super) const MAGIC: [u8; 8] = *b"\x89LCN\r\n\x1a\n";
/// The version of layout and meaning. To be raised whenever a column changes, or when the same
/// extract would give another network, so that no old cache is ever taken for a new one.
pub(super) const VERSION: u32 = 12;

/// Magic, version, number of sections, length of the file.
const COVERED: usize = 24;
/// The same and the checksum: here the table begins.
const HEAD: usize = COVERED + 16;
/// Name, offset and length of a section.
const ENTRY: usize = NAME + 16;
const NAME: usize = 16;
/// No cache holds more sections: a table of more is no table.
const MAX_SECTIONS: usize = 1024;

/// Sections in the order in which they are written.
#[derive(Default)]
pub(super) struct FrameWriter {
    sections: Vec<(&'static str, Vec<u8>)>,
}

impl FrameWriter {
    /// Adds a section of bare bytes.
    pub(super) fn bytes(&mut self, name: &'static str, bytes: Vec<u8>) {
        debug_assert!(name.len() <= NAME, "{name} is too long");
        debug_assert!(
            self.sections.iter().all(|s| s.0 != name),
            "{name} stands there twice"
        );
        self.sections.push((name, bytes));
    }

    /// Adds a column.
    pub(super) fn column<T: Item>(&mut self, name: &'static str, values: &[T]) {
        self.bytes(name, T::to_bytes(values));
    }

    /// The whole file.
    pub(super) fn finish(self) -> Vec<u8> {
        let table = HEAD + ENTRY * self.sections.len();
        let padded = |length: usize| length.next_multiple_of(8);
        let body: usize = self.sections.iter().map(|s| padded(s.1.len())).sum();
        let mut file = Vec::with_capacity(table + body);
        file.extend(MAGIC);
        file.extend(VERSION.to_le_bytes());
        file.extend(lifecircle_core::units::narrow(self.sections.len()).to_le_bytes());
        file.extend(((table + body) as u64).to_le_bytes());
        file.extend([0; 16]);
        let mut offset = table;
        for (name, bytes) in &self.sections {
            let mut field = [0; NAME];
            field[..name.len()].copy_from_slice(name.as_bytes());
            file.extend(field);
            file.extend((offset as u64).to_le_bytes());
            file.extend((bytes.len() as u64).to_le_bytes());
            offset += padded(bytes.len());
        }
        for (_, bytes) in &self.sections {
            file.extend(bytes);
            file.resize(padded(file.len()), 0);
        }
        seal(&mut file);
        file
    }
}

/// Writes the checksum of everything else into a file.
pub(super) fn seal(file: &mut [u8]) {
    let sum = checksum(file);
    file[COVERED..HEAD].copy_from_slice(&sum.to_le_bytes());
}

/// XXH3-128 of the file without the checksum itself.
fn checksum(file: &[u8]) -> u128 {
    let mut hasher = Xxh3::new();
    hasher.update(&file[..COVERED]);
    hasher.update(&file[HEAD..]);
    hasher.digest128()
}

/// A file in memory whose checksum is right, and where its sections lie.
#[derive(Debug)]
pub(super) struct Frame {
    file: PathBuf,
    bytes: Vec<u8>,
    table: Vec<([u8; NAME], Range<usize>)>,
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut field = [0; N];
    field.copy_from_slice(&bytes[at..at + N]);
    field
}

impl Frame {
    /// Checks magic, version, length and checksum, in this order, then reads the table.
    pub(super) fn new(file: &Path, bytes: Vec<u8>) -> Result<Self, InputError> {
        let fail = |what: CacheFault| InputError::new(file, Place::Whole, what);
        if !bytes.starts_with(&MAGIC) {
            return Err(fail(CacheFault::NotANetwork));
        }
        if bytes.len() < HEAD {
            return Err(fail(CacheFault::CutOff { bytes: bytes.len() }));
        }
        let version = u32::from_le_bytes(number(&bytes, 8));
        if version != VERSION {
            return Err(fail(CacheFault::FormatVersion {
                found: version,
                read: VERSION,
            }));
        }
        let length = u64::from_le_bytes(number(&bytes, 16));
        if length != bytes.len() as u64 {
            return Err(fail(CacheFault::Length {
                found: bytes.len(),
                written: length,
            }));
        }
        let told = u128::from_le_bytes(number(&bytes, COVERED));
        let own = checksum(&bytes);
        if told != own {
            return Err(fail(CacheFault::Checksum {
                found: format!("{own:032x}"),
                written: format!("{told:032x}"),
            }));
        }
        let count = u32::from_le_bytes(number(&bytes, 12)) as usize;
        let Some(table) = table(&bytes, count) else {
            let what = content("makes no sense");
            return Err(InputError::new(file, Place::SectionTable, what));
        };
        Ok(Self {
            file: file.to_owned(),
            bytes,
            table,
        })
    }

    /// An error at a section.
    pub(super) fn fault(&self, section: &str, what: CacheFault) -> InputError {
        InputError::new(&self.file, Place::Section(section.to_owned()), what)
    }

    /// An error at a section whose content cannot be.
    pub(super) fn error(&self, section: &str, what: impl std::fmt::Display) -> InputError {
        self.fault(section, content(what))
    }

    /// The bytes of a section.
    pub(super) fn section(&self, name: &str) -> Result<&[u8], InputError> {
        let found = self
            .table
            .iter()
            .find(|(field, _)| field.starts_with(name.as_bytes()) && is_padded(field, name.len()));
        found
            .map(|(_, range)| &self.bytes[range.clone()])
            .ok_or_else(|| self.fault(name, CacheFault::Missing))
    }

    /// The values of a section.
    pub(super) fn column<T: Item>(&self, name: &str) -> Result<Vec<T>, InputError> {
        let bytes = self.section(name)?;
        T::from_bytes(bytes)
            .ok_or_else(|| self.error(name, format!("{} bytes are no column", bytes.len())))
    }

    /// The values of a section that must be `count`.
    pub(super) fn rows<T: Item>(&self, name: &str, count: usize) -> Result<Vec<T>, InputError> {
        let values = self.column(name)?;
        self.same(name, values.len(), count)?;
        Ok(values)
    }

    /// An error unless a section holds as many rows as it must.
    pub(super) fn same(&self, name: &str, found: usize, wanted: usize) -> Result<(), InputError> {
        if found == wanted {
            return Ok(());
        }
        Err(self.error(name, format!("{found} rows where {wanted} are needed")))
    }

    /// An error unless every number is below `limit`.
    pub(super) fn below(
        &self,
        name: &str,
        values: impl IntoIterator<Item = u32>,
        limit: usize,
    ) -> Result<(), InputError> {
        match values.into_iter().find(|&v| v as usize >= limit) {
            None => Ok(()),
            Some(value) => Err(self.error(name, format!("{value} is not below {limit}"))),
        }
    }

    /// Row starts: `count` rows and one more, from 0 to `total`, never decreasing; rows hold `at_least` items.
    pub(super) fn starts(
        &self,
        name: &str,
        count: usize,
        total: usize,
        at_least: u32,
    ) -> Result<Vec<u32>, InputError> {
        let starts: Vec<u32> = self.rows(name, count + 1)?;
        let ends = starts[0] == 0 && starts[count] as usize == total;
        let rising = starts
            .windows(2)
            .all(|pair| pair[0] <= pair[1] && pair[1] - pair[0] >= at_least);
        if ends && rising {
            return Ok(starts);
        }
        Err(self.error(name, format!("is no list of row starts up to {total}")))
    }
}

fn content(what: impl std::fmt::Display) -> CacheFault {
    CacheFault::Content {
        detail: what.to_string(),
    }
}

fn is_padded(field: &[u8; NAME], length: usize) -> bool {
    field[length..].iter().all(|&b| b == 0)
}

/// The table, `None` where a section is not whole within the file.
fn table(bytes: &[u8], count: usize) -> Option<Vec<([u8; NAME], Range<usize>)>> {
    let body = HEAD + ENTRY * Some(count).filter(|&n| n <= MAX_SECTIONS)?;
    let mut table = Vec::with_capacity(count);
    for entry in bytes.get(HEAD..body)?.chunks_exact(ENTRY) {
        let field = |at| usize::try_from(u64::from_le_bytes(number(entry, at))).ok();
        let (start, length) = (field(NAME)?, field(NAME + 8)?);
        let end = start.checked_add(length)?;
        if start < body || end > bytes.len() || !start.is_multiple_of(8) {
            return None;
        }
        table.push((number(entry, 0), start..end));
    }
    Some(table)
}
