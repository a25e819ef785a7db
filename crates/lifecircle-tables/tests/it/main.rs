//! Tables as their programs write them, and as nobody should.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops where something is not as it should be"
)]

mod books;
mod hostile;
mod texts;

use lifecircle_core::observer::Silent;
use lifecircle_tables::{Place, Row, RowFault, Table, TableError, TableOptions};

/// A row with what is wrong with it.
type Told = (Place, Vec<String>, Option<RowFault>);

/// Every row of some bytes.
fn rows_of(bytes: &[u8], options: &TableOptions) -> Result<Vec<Told>, TableError> {
    let mut table = Table::of(bytes.to_vec(), options)?;
    let columns = table.columns().names().len();
    let mut rows = Vec::new();
    let mut each = |row: &Row<'_>| {
        let cell = |i| row.cell(i).unwrap_or_else(|error| error).to_owned();
        rows.push((
            row.place(),
            (0..columns).map(cell).collect(),
            row.fault().cloned(),
        ));
    };
    let count = table.rows(&Silent, &mut each)?;
    assert_eq!(count, rows.len() as u64);
    Ok(rows)
}

/// The cells alone.
fn cells_of(bytes: &[u8]) -> Vec<Vec<String>> {
    let rows = rows_of(bytes, &TableOptions::default()).unwrap();
    rows.into_iter().map(|(_, cells, _)| cells).collect()
}

fn open(bytes: &[u8]) -> Table {
    Table::of(bytes.to_vec(), &TableOptions::default()).unwrap()
}

/// What is said of bytes that cannot be read.
fn refused(bytes: &[u8]) -> TableError {
    rows_of(bytes, &TableOptions::default()).unwrap_err()
}
