//! How many cells a sheet of ODS stands for: a repeated row or cell is written once, and read as many.

use std::io::Read;

use crate::limits::MAX_DENSE_CELLS;
use crate::{Kind, TableError, TableFault};

const CELL: [&[u8]; 2] = [b"table:table-cell", b"table:covered-table-cell"];
const ROW: &[u8] = b"table:table-row";
const TABLE: &[u8] = b"table:table";

/// Counts the cells that the content stands for, with those that only fill gaps.
///
/// # Errors
/// [`TableFault::Cells`] beyond the limit, [`TableFault::Damaged`].
pub(crate) fn check(content: &mut dyn Read) -> Result<(), TableError> {
    let mut text = Vec::new();
    content.read_to_end(&mut text).map_err(|error| {
        let (kind, detail) = (Kind::Ods, error.to_string());
        TableError::whole(TableFault::Damaged { kind, detail })
    })?;
    let mut extent = Extent::default();
    for tag in Tags(&text) {
        extent.tag(tag);
        if extent.cells() > MAX_DENSE_CELLS {
            let limit = MAX_DENSE_CELLS;
            return Err(TableError::whole(TableFault::Cells { limit }));
        }
    }
    Ok(())
}

/// What a sheet stands for, as far as it has been seen, and the sheets before it.
#[derive(Default)]
struct Extent {
    before: u64,
    /// Cells of the rows as they are written.
    written: u64,
    /// Rows to the last that says anything, and those since.
    rows: u64,
    blank_rows: u64,
    /// Columns to the last that says anything.
    columns: u64,
    /// The same of the row at hand, and how often it stands there.
    row_columns: u64,
    row_blank: u64,
    repeated: u64,
}

impl Extent {
    fn cells(&self) -> u64 {
        let dense = self.rows.saturating_mul(self.columns);
        self.before
            .saturating_add(self.written)
            .saturating_add(dense)
    }

    fn tag(&mut self, tag: &[u8]) {
        let closing = tag.first() == Some(&b'/');
        let end = tag
            .iter()
            .position(|b| b.is_ascii_whitespace() || *b == b'/');
        let name = match (closing, end) {
            (true, _) => &tag[1..],
            (false, Some(end)) => &tag[..end],
            (false, None) => tag,
        };
        let name = name.trim_ascii_end();
        if name == TABLE && closing {
            *self = Self {
                before: self.cells(),
                ..Self::default()
            };
        } else if name == ROW && !closing {
            self.end_row();
            self.repeated = attribute(tag, b"table:number-rows-repeated");
        } else if name == ROW {
            self.end_row();
        } else if CELL.contains(&name) && !closing {
            self.cell(tag);
        }
    }

    fn cell(&mut self, tag: &[u8]) {
        let repeated = attribute(tag, b"table:number-columns-repeated");
        let is_blank = tag.ends_with(b"/") && !has(tag, b"office:") && !has(tag, b"table:formula");
        if is_blank {
            self.row_blank = self.row_blank.saturating_add(repeated);
        } else {
            let gap = std::mem::take(&mut self.row_blank);
            self.row_columns = self
                .row_columns
                .saturating_add(gap)
                .saturating_add(repeated);
        }
    }

    fn end_row(&mut self) {
        let columns = std::mem::take(&mut self.row_columns);
        self.row_blank = 0;
        let repeated = std::mem::take(&mut self.repeated);
        if columns == 0 {
            self.blank_rows = self.blank_rows.saturating_add(repeated);
            return;
        }
        let gap = std::mem::take(&mut self.blank_rows);
        self.rows = self.rows.saturating_add(gap).saturating_add(repeated);
        self.written = self.written.saturating_add(columns);
        self.columns = self.columns.max(columns);
    }
}

fn has(tag: &[u8], word: &[u8]) -> bool {
    tag.windows(word.len()).any(|part| part == word)
}

/// The whole number of an attribute, 1 where it is not there.
fn attribute(tag: &[u8], name: &[u8]) -> u64 {
    let at = tag.windows(name.len()).position(|part| part == name);
    let Some(at) = at else {
        return 1;
    };
    let value = tag[at + name.len()..]
        .iter()
        .skip_while(|b| !b.is_ascii_digit());
    value
        .take_while(|b| b.is_ascii_digit())
        .fold(0, |n: u64, b| {
            n.saturating_mul(10).saturating_add(u64::from(b - b'0'))
        })
}

/// What stands between angle brackets, in order.
struct Tags<'a>(&'a [u8]);

impl<'a> Iterator for Tags<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let start = self.0.iter().position(|&b| b == b'<')? + 1;
        let rest = &self.0[start..];
        let mut quote = None;
        let end = rest.iter().position(|&b| {
            match (quote, b) {
                (None, b'"' | b'\'') => quote = Some(b),
                (Some(open), b) if open == b => quote = None,
                _ => {}
            }
            quote.is_none() && b == b'>'
        })?;
        self.0 = &rest[end + 1..];
        Some(&rest[..end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &str) -> Result<(), TableError> {
        let text = format!("<x><table:table table:name=\"a>b\">{rows}</table:table></x>");
        check(&mut text.as_bytes())
    }

    #[test]
    fn repeats_that_fill_the_rest_of_a_sheet_are_nothing() {
        let row = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>a</text:p></table:table-cell>\
                   <table:table-cell table:number-columns-repeated=\"16383\"/></table:table-row>";
        let rest = "<table:table-row table:number-rows-repeated=\"1048500\">\
                    <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
        assert_eq!(of(&format!("{row}{row}{rest}")), Ok(()));
    }

    #[test]
    fn repeats_of_what_says_something_are_counted() {
        let cell = "<table:table-cell table:number-columns-repeated=\"16384\" office:value=\"1\"/>";
        let rows = format!(
            "<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>"
        );
        assert!(of(&rows).is_err());
        let gap = "<table:table-row table:number-rows-repeated=\"1000000\"/>";
        let row = "<table:table-row><table:table-cell table:number-columns-repeated=\"9000\"/>\
                   <table:table-cell office:value=\"1\"/></table:table-row>";
        assert!(of(&format!("{row}{gap}{row}")).is_err());
    }
}
