//! Errors as this program tells them: the library's, and its own.

use std::error::Error;
use std::fmt;
use std::io;

use lifecircle_core::hours::{CountryError, MomentError};
use lifecircle_core::isochrone::AreaError;
use lifecircle_core::message::{Coded, Field};
use lifecircle_core::osm::ReadError;
use lifecircle_core::units::SpeedError;
use lifecircle_io::coordinates::CoordinatesError;
use lifecircle_io::draw::DrawError;
use lifecircle_io::layer::{CrsError, LayerError};
use lifecircle_io::write::{LayersError, MatrixError, WriteError};
use lifecircle_io::{InputError, PositionError};
use lifecircle_texts::{Lang, fill, has, say, text};

use crate::recipe;

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
    let mut way_out = None;
    for cause in error.chain() {
        let known = said(cause, lang);
        let is_known = known.is_some();
        parts.push(known.unwrap_or_else(|| cause.to_string()));
        way_out = way_out.or_else(|| hint(cause, lang));
        // In Chinese what is known says its own causes; in English they follow it.
        if is_known && lang == Lang::Zh {
            break;
        }
    }
    let what = parts.join(lang.name(": ", "："));
    let mut lines = text!(lang, "error-line", what = what.trim_end());
    if let Some(way_out) = way_out {
        lines.push('\n');
        lines.push_str(&text!(lang, "hint-line", what = way_out));
    }
    lines
}

/// The kinds of error that have codes, as one list for what is done with each.
macro_rules! for_each_kind {
    ($error:expr, |$found:ident| $then:expr) => {
        for_each_kind!(
            $error, |$found| $then;
            lifecircle::Error, InputError, PositionError, MomentError, CountryError, SpeedError, AreaError, CrsError, CoordinatesError,
            LayerError,            LayersError, MatrixError, WriteError, DrawError, ReadError, io::Error
        )
    };
    ($error:expr, |$found:ident| $then:expr; $($kind:ty),*) => {
        $(if let Some($found) = $error.downcast_ref::<$kind>() {
            return $then;
        })*
    };
}

/// What this program knows to say of an error.
pub(crate) fn said(error: &(dyn Error + 'static), lang: Lang) -> Option<String> {
    if let Some(problem) = error.downcast_ref::<Problem>() {
        return Some(problem.said(lang));
    }
    for_each_kind!(error, |found| Some(say(lang, found)));
    None
}

/// The way out of an error by an option, where there is one: the catalogue has a text for its code.
fn hint(error: &(dyn Error + 'static), lang: Lang) -> Option<String> {
    if let Some(error) = error.downcast_ref::<lifecircle::Error>() {
        let mut values = recipe::values(error, lang);
        values.extend(error.fields());
        let cause = error.cause();
        values.extend(cause.map(Coded::fields).unwrap_or_default());
        let mut codes = cause.map(Coded::code).into_iter().chain([error.code()]);
        return codes.find_map(|code| hint_of(code, &values, lang));
    }
    if let Some(cause) = error
        .downcast_ref::<LayersError>()
        .and_then(LayersError::cause)
    {
        return hint_of(cause.code(), &cause.fields(), lang);
    }
    for_each_kind!(error, |found| hint_of(found.code(), &found.fields(), lang));
    None
}

fn hint_of(code: &str, values: &[(&'static str, Field)], lang: Lang) -> Option<String> {
    let key = format!("hint-{code}");
    // Reasons are said by the error itself, and in English by nobody else.
    let plain = |value: &&(&'static str, Field)| !matches!(value.1, Field::Message(_));
    let values: Vec<(&'static str, Field)> = values.iter().filter(plain).cloned().collect();
    has(lang, &key).then(|| fill(lang, &key, &values))
}
