//! Messages as values: a stable code and what it is about, for whoever says it in a language.
//!
//! Every error of this library and of `lifecircle-io` is [`Coded`]. Its `Display` is its English; other languages
//! have a text for each code, with the fields in it. No message knows how it is asked for: what a user can do about
//! it with an option of some program is for that program to add.

use std::io;
use std::path::{Path, PathBuf};

/// Characters of a value that a message shows.
const SHOWN_CHARS: usize = 100;

/// A value as messages show it: a cell may hold a book, and its beginning tells which one is meant.
pub fn shown(given: &str) -> String {
    match given.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &given[..end]),
        None => given.to_owned(),
    }
}

/// What a message is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// A name, an id, a file, a value as it was given: shown as it is.
    Text(String),
    /// How many: decides singular and plural.
    Count(u64),
    /// A measure, in the unit that the text names.
    Number(f64),
    /// Something that is said in the language too.
    Message(Message),
}

/// A message in no language.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its stable name, small letters and hyphens.
    pub code: &'static str,
    /// What it is about, by name.
    pub fields: Vec<(&'static str, Field)>,
}

/// A code that a type can have, with the names of its fields: what a catalogue of texts must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its stable name.
    pub code: &'static str,
    /// The names of its fields.
    pub fields: &'static [&'static str],
}

/// What can be said in any language: errors, and the parts they are put together from.
pub trait Coded {
    /// Code and fields.
    fn message(&self) -> Message;

    /// The code alone: small letters and hyphens, the same in every version.
    fn code(&self) -> &'static str {
        self.message().code
    }

    /// What it is about, by name.
    fn fields(&self) -> Vec<(&'static str, Field)> {
        self.message().fields
    }
}

/// All codes of a type; [`coded!`](crate::coded) writes it, so none is missing.
pub trait Codes: Coded {
    /// Every code, in the order of the variants.
    const CODES: &'static [Code];
}

/// Gives a type its codes: one line per variant, `pattern => "code" { field: value }`.
///
/// A variant without a line does not compile.
#[macro_export]
macro_rules! coded {
    ($type:ty { $($pattern:pat $(if $guard:expr)? => $code:literal { $($field:ident : $value:expr),* $(,)? })* }) => {
        impl $crate::message::Coded for $type {
            fn message(&self) -> $crate::message::Message {
                match self {
                    $($pattern $(if $guard)? => $crate::message::Message {
                        code: $code,
                        fields: vec![$((stringify!($field), $crate::message::Field::from($value))),*],
                    },)*
                }
            }
        }

        impl $crate::message::Codes for $type {
            const CODES: &'static [$crate::message::Code] = &[
                $($crate::message::Code { code: $code, fields: &[$(stringify!($field)),*] }),*
            ];
        }
    };
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Field {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Field {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&PathBuf> for Field {
    fn from(file: &PathBuf) -> Self {
        Self::from(file.as_path())
    }
}

impl From<&Path> for Field {
    fn from(file: &Path) -> Self {
        Self::Text(file.display().to_string())
    }
}

impl From<&u64> for Field {
    fn from(count: &u64) -> Self {
        Self::Count(*count)
    }
}

impl From<u64> for Field {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<&u32> for Field {
    fn from(count: &u32) -> Self {
        Self::Count(u64::from(*count))
    }
}

impl From<usize> for Field {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<&usize> for Field {
    fn from(count: &usize) -> Self {
        Self::Count(*count as u64)
    }
}

impl From<&f64> for Field {
    fn from(number: &f64) -> Self {
        Self::Number(*number)
    }
}

impl From<f64> for Field {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Message> for Field {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<&io::Error> for Field {
    fn from(error: &io::Error) -> Self {
        Self::Message(error.message())
    }
}

coded!(io::Error {
    e if e.kind() == io::ErrorKind::NotFound => "system-not-found" {}
    e if e.kind() == io::ErrorKind::PermissionDenied => "system-permission-denied" {}
    e if e.kind() == io::ErrorKind::StorageFull => "system-storage-full" {}
    e if e.kind() == io::ErrorKind::ReadOnlyFilesystem => "system-read-only" {}
    e if e.kind() == io::ErrorKind::IsADirectory => "system-is-a-folder" {}
    e if e.kind() == io::ErrorKind::NotADirectory => "system-not-a-folder" {}
    e if e.kind() == io::ErrorKind::AlreadyExists => "system-already-exists" {}
    e if e.kind() == io::ErrorKind::InvalidFilename => "system-invalid-name" {}
    e if e.kind() == io::ErrorKind::UnexpectedEof => "system-ends-early" {}
    e if e.raw_os_error().is_some() => "system-number" { number: e.raw_os_error().unwrap_or(0).to_string() }
    _ => "system-other" {}
});
