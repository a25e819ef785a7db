//! Errors as this program tells them: the library's, and its own.

use std::error::Error;
use std::fmt;
use std::io;

use lifecircle_core::isochrone::AreaError;
use lifecircle_core::message::{Coded, Field};
use lifecircle_core::osm::ReadError;
use lifecircle_core::place::TableError;
use lifecircle_core::rules::RuleError;
use lifecircle_core::units::SpeedError;
use lifecircle_io::draw::DrawError;
use lifecircle_io::layer::{CrsError, LayerError};
use lifecircle_io::write::{MatrixError, WriteError};
use lifecircle_io::{InputError, PositionError};
use lifecircle_texts::{Lang, fill, has, say, text};

/// What is wrong with what was asked for: a key of the catalogue and its values, said in the language when it is told.
#[derive(Debug)]
pub(crate) struct Problem {
    key: &'static str,
    values: Vec<(&'static str, Field)>,
}

impl Problem {
    /// `problem!` is the short way to write it.
    pub(crate) fn new(key: &'static str, values: Vec<(&'static str, Field)>) -> Self {
        Self { key, values }
    }

    /// The problem in a language.
    pub(crate) fn said(&self, lang: Lang) -> String {
        fill(lang, self.key, &self.values)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(Lang::En))
    }
}

impl Error for Problem {}

/// `problem!("key", name = value, …)`: a [`Problem`].
macro_rules! problem {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::problem::Problem::new(
            $key,
            vec![$((stringify!($name), lifecircle_texts::Field::from($value))),*],
        )
    };
}
pub(crate) use problem;

/// An error as lines for stderr: what is wrong, and where an option helps, which.
pub(crate) fn told(error: &anyhow::Error, lang: Lang) -> String {
    let mut parts = Vec::new();
    let mut hint = None;
    for cause in error.chain() {
        let known = said(cause, lang);
        let is_known = known.is_some();
        let (what, code) = known.unwrap_or_else(|| (cause.to_string(), None));
        parts.push(what);
        hint = hint.or_else(|| code.and_then(|code| hint_for(code, lang)));
        // What is coded says its own causes.
        if is_known && (lang == Lang::Zh || cause.source().is_none()) {
            break;
        }
    }
    let what = parts.join(lang.name(": ", "："));
    let mut lines = text!(lang, "error-line", what = what.trim_end());
    if let Some(hint) = hint {
        lines.push('\n');
        lines.push_str(&text!(lang, "hint-line", what = hint));
    }
    lines
}

fn hint_for(code: &str, lang: Lang) -> Option<String> {
    let key = format!("hint-{code}");
    has(lang, &key).then(|| fill(lang, &key, &[]))
}

/// What this program knows to say of an error, and the code of it where it has one.
pub(crate) fn said(
    error: &(dyn Error + 'static),
    lang: Lang,
) -> Option<(String, Option<&'static str>)> {
    macro_rules! coded {
        ($($kind:ty),*) => {
            $(if let Some(error) = error.downcast_ref::<$kind>() {
                return Some((say(lang, error), Some(error.code())));
            })*
        };
    }
    if let Some(problem) = error.downcast_ref::<Problem>() {
        return Some((problem.said(lang), Some(problem.key)));
    }
    coded!(
        ReadError,
        InputError,
        PositionError,
        RuleError,
        TableError,
        SpeedError,
        AreaError,
        CrsError,
        LayerError,
        MatrixError,
        WriteError,
        DrawError,
        io::Error
    );
    None
}
