//! One row: cells by column, where it stands, and what is wrong with it.

use geo_types::Geometry;
use lifecircle_core::coded;

use crate::Place;

/// A row of a table, lent while it is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub(crate) place: Place,
    pub(crate) cells: Cells<'a>,
    pub(crate) geometry: Option<&'a Geometry<f64>>,
    pub(crate) fault: Option<&'a RowFault>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Cells<'a> {
    Record(&'a csv::StringRecord),
    Buffer(&'a CellBuffer),
}

/// What can be wrong with one row, whoever wants it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowFault {
    /// More or fewer fields than the row that names the columns.
    #[error("has {found} fields where the first line has {expected}")]
    FieldCount {
        /// In the row.
        found: u64,
        /// In the row of names.
        expected: u64,
    },
    /// A geometry that cannot be read.
    #[error("has a geometry that cannot be read ({detail})")]
    Geometry {
        /// In the reader's words.
        detail: String,
    },
    /// An item of a list that is no feature and no record.
    #[error("is no feature")]
    NotAFeature,
}

coded!(RowFault {
    Self::FieldCount { found, expected } => "row-field-count" { found: found, expected: expected }
    Self::Geometry { .. } => "row-geometry" {}
    Self::NotAFeature => "row-not-a-feature" {}
});

impl<'a> Row<'a> {
    /// Where it stands.
    pub fn place(&self) -> Place {
        self.place
    }

    /// The text of a cell without spaces around it; one that is not there is empty.
    ///
    /// # Errors
    /// What the cell shows in place of a value, as `#N/A`.
    pub fn cell(&self, column: usize) -> Result<&'a str, &'a str> {
        match self.cells {
            Cells::Record(record) => Ok(trimmed(record.get(column).unwrap_or_default())),
            Cells::Buffer(buffer) => buffer.get(column),
        }
    }

    /// The geometry, where the file has one for each row.
    pub fn geometry(&self) -> Option<&'a Geometry<f64>> {
        self.geometry
    }

    /// What is wrong with the row as it stands.
    pub fn fault(&self) -> Option<&'a RowFault> {
        self.fault
    }

    /// The cells as the file has them, set apart by commas, for telling which row is meant.
    pub fn text(&self) -> String {
        let cells: Vec<&str> = match self.cells {
            Cells::Record(record) => record.iter().collect(),
            Cells::Buffer(buffer) => (0..buffer.ends.len())
                .map(|i| buffer.get(i).unwrap_or_else(|error| error))
                .collect(),
        };
        cells.join(",")
    }
}

/// A text without what nobody sees around it: spaces of any width, marks of byte order and of width zero.
pub(crate) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\0'))
}

/// Cells of a row one behind another in one string, reused from row to row.
#[derive(Clone, Debug, Default)]
pub(crate) struct CellBuffer {
    text: String,
    ends: Vec<usize>,
    /// Columns that show an error.
    errors: Vec<usize>,
}

impl CellBuffer {
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.errors.clear();
    }

    /// Whether no cell says anything.
    pub(crate) fn is_blank(&self) -> bool {
        trimmed(&self.text).is_empty()
    }

    /// Number of cells up to the last that was written.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Writes a cell; those left out before it are empty. A cell before one that is there already is left alone.
    pub(crate) fn put(&mut self, column: usize, write: impl FnOnce(&mut String)) {
        if column < self.ends.len() {
            return;
        }
        self.ends.resize(column, self.text.len());
        write(&mut self.text);
        self.ends.push(self.text.len());
    }

    /// Writes a cell that shows an error.
    pub(crate) fn put_error(&mut self, column: usize, error: &str) {
        if column >= self.ends.len() {
            self.errors.push(column);
            self.put(column, |text| text.push_str(error));
        }
    }

    /// Bytes of the cell written last.
    pub(crate) fn last_bytes(&self) -> usize {
        let ends = self.ends.as_slice();
        match ends {
            [] => 0,
            [end] => *end,
            [.., before, end] => end - before,
        }
    }

    pub(crate) fn get(&self, column: usize) -> Result<&str, &str> {
        let Some(&end) = self.ends.get(column) else {
            return Ok("");
        };
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        let text = trimmed(&self.text[start..end]);
        if self.errors.contains(&column) {
            Err(text)
        } else {
            Ok(text)
        }
    }

    /// All cells as texts of their own.
    pub(crate) fn texts(&self) -> Vec<String> {
        (0..self.ends.len())
            .map(|i| self.get(i).unwrap_or_else(|error| error).to_owned())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_left_out_are_empty_and_errors_are_told() {
        let mut cells = CellBuffer::default();
        cells.put(1, |text| text.push_str(" a "));
        cells.put_error(3, "#N/A");
        cells.put(2, |text| text.push_str("too late"));
        assert_eq!(cells.texts(), ["", "a", "", "#N/A"]);
        assert_eq!(cells.get(3), Err("#N/A"));
        assert_eq!(cells.get(9), Ok(""));
        assert_eq!(cells.last_bytes(), 4);
    }
}
