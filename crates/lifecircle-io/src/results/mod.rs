//! Folders of results, read again: what went into them, their sums, their homes and outlets, and whether their files are as
//! they were written.

mod differences;
mod digests;
mod error;
mod findings;
mod layer;
mod manifest;
mod totals;

pub use differences::{Difference, MOST_DIFFERENCES, differences, document_differences};
pub use digests::{Digests, digests};
pub use error::ResultsError;
pub use findings::findings;
pub use manifest::{Manifest, ManifestFile, ManifestRule};
pub use totals::Totals;

use std::path::Path;

use lifecircle_tables::{Table, TableOptions};
use serde_json::Value;

use crate::InputFault;
use crate::read::open_table;

/// A JSON document of a folder of results.
fn document(folder: &Path, name: &str) -> Result<Value, ResultsError> {
    let file = folder.join(name);
    let bytes = std::fs::read(&file).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => ResultsError::Lacks {
            folder: folder.to_owned(),
            name: name.to_owned(),
        },
        _ => ResultsError::Read {
            file: file.clone(),
            source,
        },
    })?;
    serde_json::from_slice(&bytes).map_err(|error| ResultsError::Damaged {
        file,
        detail: error.to_string(),
    })
}

/// A table as this program writes it; `None` for one without rows.
fn layer_table(file: &Path) -> Result<Option<Table>, ResultsError> {
    let options = TableOptions {
        delimiter: Some(b','),
        header_row: Some(1),
        ..TableOptions::default()
    };
    match open_table(file, &options) {
        Ok(table) => Ok(Some(table)),
        Err(error) if matches!(error.what(), InputFault::NoRows) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
