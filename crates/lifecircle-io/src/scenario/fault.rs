//! What can be wrong with a scenario file, whatever the city.

use lifecircle_core::{TomlFault, coded};

/// Why a scenario file cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ScenarioFileFault {
    /// It is no TOML.
    #[error(transparent)]
    Syntax(#[from] TomlFault),
    /// A key that nobody knows.
    #[error(
        "unknown key `{key}`{}; possible are {known}",
        nearest.as_ref().map_or(String::new(), |nearest| format!("; did you mean `{nearest}`?"))
    )]
    Unknown {
        /// Which.
        key: String,
        /// The one that is nearest.
        nearest: Option<String>,
        /// What there may be.
        known: String,
    },
    /// A key that must be there is not.
    #[error("`{of}` without `{key}`")]
    Missing {
        /// The change.
        of: String,
        /// The key, or several of which one must be there.
        key: String,
    },
    /// A value that its key cannot have.
    #[error("`{given}` cannot be the `{key}`; possible are {known}")]
    Value {
        /// Of which key.
        key: String,
        /// What stands there.
        given: String,
        /// What might.
        known: String,
    },
    /// Both of two keys of which one is wanted.
    #[error("has both `{one}` and `{other}`: which is meant?")]
    Both {
        /// The one.
        one: String,
        /// The other.
        other: String,
    },
    /// A position inside China, in no system that is named.
    #[error(
        "a position inside China, and nobody says in which system: `wgs84` (GPS, OpenStreetMap), `gcj02` (AMap, Tencent) or \
         `bd09` (Baidu) are hundreds of metres apart"
    )]
    Undeclared,
    /// A file without any change.
    #[error("changes nothing; possible are {known}")]
    Empty {
        /// What there may be.
        known: String,
    },
}

coded!(ScenarioFileFault {
    Self::Syntax(fault) => "scenario-file-syntax" { what: lifecircle_core::message::Coded::message(fault) }
    Self::Unknown { key, nearest: Some(nearest), known } => "scenario-file-misspelt" {
        key: key, nearest: nearest, known: known,
    }
    Self::Unknown { key, nearest: None, known } => "scenario-file-unknown" { key: key, known: known }
    Self::Missing { of, key } => "scenario-file-missing" { of: of, key: key }
    Self::Value { key, given, known } => "scenario-file-value" { key: key, given: given, known: known }
    Self::Both { one, other } => "scenario-file-both" { one: one, other: other }
    Self::Undeclared => "scenario-file-undeclared" {}
    Self::Empty { known } => "scenario-file-empty" { known: known }
});
