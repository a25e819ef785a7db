//! What can be wrong with a city file.

use std::path::PathBuf;

use lifecircle_core::{TomlFault, coded};

/// Why a city file cannot be used. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CityFileFault {
    /// It is not TOML of the right shape.
    #[error(transparent)]
    Syntax(#[from] TomlFault),
    /// A value that its key cannot have.
    #[error("line {line}: `{given}` cannot be the `{key}`; possible are {known}")]
    Value {
        /// Where.
        line: u64,
        /// Of which key.
        key: &'static str,
        /// What stands there.
        given: String,
        /// What might.
        known: String,
    },
    /// What was left for a person to say.
    #[error("line {line}: `{key}` is left open (`?`): only you can say it")]
    LeftOpen {
        /// Where.
        line: u64,
        /// Which key.
        key: &'static str,
    },
    /// A file that is not there.
    #[error("line {line}: there is no file {}", file.display())]
    NoFile {
        /// Where.
        line: u64,
        /// Which, beside the city file.
        file: PathBuf,
    },
    /// Neither an extract nor a network.
    #[error(
        "names neither an `extract` nor a `network`: one of them is where the streets come from"
    )]
    NoSource,
    /// Both of two keys of which one is wanted.
    #[error("line {line}: has both `{one}` and `{other}`: which is meant?")]
    Both {
        /// Where the second stands.
        line: u64,
        /// The first.
        one: &'static str,
        /// The second.
        other: &'static str,
    },
    /// A table of zones whose boundaries are not told.
    #[error("line {line}: no `[[boundaries]]` have the level `{level}`{}", known.as_ref().map_or(String::new(), |known| format!("; there are {known}")))]
    NoLevel {
        /// Where.
        line: u64,
        /// The level that the zones are of.
        level: String,
        /// The levels that there are.
        known: Option<String>,
    },
}

coded!(CityFileFault {
    Self::Syntax(fault) => "city-file-syntax" { what: lifecircle_core::message::Coded::message(fault) }
    Self::Value { line, key, given, known } => "city-file-value" {
        line: line.to_string(), key: *key, given: given, known: known,
    }
    Self::LeftOpen { line, key } => "city-file-left-open" { line: line.to_string(), key: *key }
    Self::NoFile { line, file } => "city-file-no-file" { line: line.to_string(), path: file }
    Self::NoSource => "city-file-no-source" {}
    Self::Both { line, one, other } => "city-file-both" { line: line.to_string(), one: *one, other: *other }
    Self::NoLevel { line, level, known } => "city-file-no-level" {
        line: line.to_string(), level: level, known: known.as_deref().unwrap_or("none"),
    }
});
