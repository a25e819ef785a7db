//! Why a folder of results cannot be read.

use std::path::PathBuf;

use lifecircle_core::coded;

use crate::InputError;

/// Why a folder of results cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResultsError {
    /// A file of it is not there.
    #[error("{} has no {name}: is it a folder that the results of a check were written into?", folder.display())]
    Lacks {
        /// The folder.
        folder: PathBuf,
        /// The file.
        name: String,
    },
    /// No format of a layer is there.
    #[error("{} has no layer {layer} in any format (geojson, parquet, fgb, csv)", folder.display())]
    NoLayer {
        /// The folder.
        folder: PathBuf,
        /// The layer.
        layer: &'static str,
    },
    /// A file cannot be read.
    #[error("{}: cannot be read ({source})", file.display())]
    Read {
        /// Which.
        file: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// A document is not as it is written.
    #[error("{}: is not as a check writes it ({detail})", file.display())]
    Damaged {
        /// Which.
        file: PathBuf,
        /// What is wrong.
        detail: String,
    },
    /// A layer lacks a column.
    #[error("{}: has no column `{column}`", file.display())]
    NoColumn {
        /// The layer.
        file: PathBuf,
        /// The column.
        column: String,
    },
    /// A value of a layer means nothing.
    #[error("{}, row {row}: `{value}` is no value of column `{column}`", file.display())]
    Value {
        /// The layer.
        file: PathBuf,
        /// The row, from 1.
        row: u64,
        /// The column.
        column: String,
        /// What stands there.
        value: String,
    },
    /// A manifest of before there were digests of what was written.
    #[error("{}: does not tell the digests of the files: an earlier version wrote it; check anew", file.display())]
    NoDigests {
        /// The manifest.
        file: PathBuf,
    },
    /// A layer cannot be read.
    #[error(transparent)]
    Input(#[from] InputError),
}

coded!(ResultsError {
    Self::Lacks { folder, name } => "results-lacks" { folder: folder, name: name }
    Self::NoLayer { folder, layer } => "results-no-layer" { folder: folder, layer: *layer }
    Self::Read { file, source } => "results-read" { file: file, reason: source }
    Self::Damaged { file, .. } => "results-damaged" { file: file }
    Self::NoColumn { file, column } => "results-no-column" { file: file, column: column }
    Self::Value { file, row, column, value } => "results-value" {
        file: file, row: *row, column: column, value: lifecircle_core::message::shown(value),
    }
    Self::NoDigests { file } => "results-no-digests" { file: file }
    Self::Input(error) => "results-input" { what: lifecircle_core::message::Coded::message(error) }
});
