//! `rejects.csv`: every row of a list that is not used, and why.

use std::io::Write;

use lifecircle_core::message::Coded;

use crate::harmless::harmless;
use crate::read::Reject;

/// The columns, in order.
const COLUMNS: [&str; 6] = ["file", "place", "column", "value", "code", "reason"];

/// Writes a line for each row of some lists, with a byte order mark for Excel. `words` tells where a row is
/// and what is wrong with it.
///
/// The code is the same in every language and version, the rest is for people.
///
/// # Errors
/// What the disk says.
///
/// # Complexity
/// Linear in the rows.
pub fn rejects<'a>(
    mut out: impl Write,
    rows: impl IntoIterator<Item = (&'a str, &'a Reject)>,
    words: &dyn Fn(&Reject) -> [String; 2],
) -> std::io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    for (file, reject) in rows {
        let [place, reason] = words(reject);
        let cells = [
            file,
            &place,
            reject.column.as_deref().unwrap_or_default(),
            &reject.value,
            reject.reason.code(),
            &reason,
        ];
        writer.write_record(cells.map(|cell| harmless(cell).into_owned()))?;
    }
    writer.flush()
}
