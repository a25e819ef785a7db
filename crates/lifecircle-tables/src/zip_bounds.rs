//! How far packed files inflate, found out before anybody holds what comes out.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::limits::{FREE_INFLATED_BYTES, MAX_INFLATED_BYTES, MAX_INFLATION};
use crate::{Kind, TableError, TableFault};

/// Bytes inflated at a time.
const PIECE: usize = 1 << 16;

/// Inflates every part of a packed file, keeping nothing, and hands the bytes of one part to `look`.
///
/// What the file says about its sizes is not trusted.
///
/// # Errors
/// [`TableFault::Inflates`] as soon as that is too much, [`TableFault::Damaged`], or what `look` says.
pub(crate) fn check(
    bytes: &[u8],
    kind: Kind,
    part: &str,
    look: &mut dyn FnMut(&mut dyn Read) -> Result<(), TableError>,
) -> Result<(), TableError> {
    let damaged = |detail: String| TableError::whole(TableFault::Damaged { kind, detail });
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
    let allowed =
        (bytes.len() as u64 * MAX_INFLATION).clamp(FREE_INFLATED_BYTES, MAX_INFLATED_BYTES);
    let mut left = allowed;
    for i in 0..archive.len() {
        let file = archive
            .by_index(i)
            .map_err(|error| damaged(error.to_string()))?;
        let is_part = file.name().is_ok_and(|name| name == part);
        let mut bounded = file.take(left + 1);
        if is_part {
            look(&mut bounded)?;
        }
        let mut piece = vec![0; PIECE];
        loop {
            match bounded.read(&mut piece) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => return Err(damaged(error.to_string())),
            }
        }
        let inflated = left + 1 - bounded.limit();
        left = left.checked_sub(inflated).ok_or_else(|| {
            let mib = allowed >> 20;
            TableError::whole(TableFault::Inflates { mib })
        })?;
    }
    Ok(())
}
