//! What all targets do with a table: open it, read every row to the last cell.

use lifecircle_core::observer::Silent;
use lifecircle_tables::{Role, Row, Table, TableOptions};

/// Longer inputs find nothing more, and take longer.
const MOST_BYTES: usize = 1 << 20;

/// Reads a table of these bytes, if it is one.
pub fn read(bytes: &[u8]) {
    if bytes.len() > MOST_BYTES {
        return;
    }
    let Ok(mut table) = Table::of(bytes.to_vec(), &TableOptions::default()) else {
        return;
    };
    let columns = table.columns().names().len();
    for role in Role::ALL {
        let _ = table.columns().column(role);
    }
    let mut told = 0_u64;
    let mut each = |row: &Row<'_>| {
        told += 1;
        for column in 0..columns {
            let _ = row.cell(column);
        }
        let _ = (row.place(), row.geometry(), row.fault());
    };
    if let Ok(count) = table.rows(&Silent, &mut each) {
        assert_eq!(count, told);
    }
}

/// The same for the kind of file that begins so.
pub fn read_behind(head: &[u8], bytes: &[u8]) {
    read(&[head, bytes].concat());
}
