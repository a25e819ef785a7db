//! What is wrong with a table of categories.

use crate::{TomlFault, coded};

/// Why a category table is unusable. `list` is the name under which the text was given, lines are counted from 1.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// It is not TOML of the right shape.
    #[error("{list}: {fault}")]
    Syntax {
        /// Which text.
        list: String,
        /// What and where.
        fault: TomlFault,
    },
    /// It holds more categories than fit a set.
    #[error("{0} categories: at most 128 are possible")]
    TooMany(usize),
    /// An id occurs twice in one text.
    #[error("{list}, line {line}: category `{category}` is defined twice")]
    Repeated {
        /// In which text.
        list: String,
        /// Where the second one stands.
        line: u64,
        /// Which.
        category: String,
    },
    /// An entry names a category that is not there.
    #[error("{list}, line {line}: `{category}` is not the id of a category in this table")]
    Unknown {
        /// In which text.
        list: String,
        /// Where.
        line: u64,
        /// Which.
        category: String,
    },
    /// A new category without a name in both languages.
    #[error("{list}, line {line}: category `{category}` is new and needs `{field}`")]
    NoName {
        /// In which text.
        list: String,
        /// Where.
        line: u64,
        /// Which.
        category: String,
        /// What is missing.
        field: String,
    },
    /// A code of `AMap` that is none.
    #[error("{list}, line {line}: category `{category}`: `{code}` is not two to six digits")]
    BadCode {
        /// In which text.
        list: String,
        /// Where the category stands.
        line: u64,
        /// Which.
        category: String,
        /// The code.
        code: String,
    },
    /// A source that the list does not name.
    #[error("{list}, line {line}: category `{category}`: the list has no source `{source_id}`")]
    NoSource {
        /// In which text.
        list: String,
        /// Where the category stands.
        line: u64,
        /// Which.
        category: String,
        /// The source.
        source_id: String,
    },
}

coded!(TableError {
    Self::Syntax { list, fault } => "table-syntax" { list: list, fault: fault.message() }
    Self::TooMany(count) => "table-too-many" { count: count }
    Self::Repeated { list, line, category } => "table-repeated" {
        list: list, line: line.to_string(), category: category,
    }
    Self::Unknown { list, line, category } => "table-unknown" {
        list: list, line: line.to_string(), category: category,
    }
    Self::NoName { list, line, category, field } => "table-no-name" {
        list: list, line: line.to_string(), category: category, field: field,
    }
    Self::BadCode { list, line, category, code } => "table-bad-code" {
        list: list, line: line.to_string(), category: category, code: code,
    }
    Self::NoSource { list, line, category, source_id } => "table-no-source" {
        list: list, line: line.to_string(), category: category, source: source_id,
    }
});
