//! Every text of Lifecircle that a person reads, in English and Chinese.
//!
//! The texts stand in `locales/en` and `locales/zh`, one message per key ([Project Fluent](https://projectfluent.org)),
//! and are part of the binary. Code names a key and gives the values:
//!
//! ```
//! use lifecircle_texts::{Lang, text};
//!
//! let homes = 1_234_u64;
//! assert_eq!(text!(Lang::En, "count-homes", count = homes), "1,234 homes");
//! assert_eq!(text!(Lang::Zh, "count-homes", count = homes), "1,234 处住宅");
//! assert_eq!(text!(Lang::En, "count-homes", count = 1_u64), "1 home");
//! ```
//!
//! Errors of the libraries ([`Coded`]) are their own English; [`say`] says them in any language.
//! Numbers are grouped here, and choose singular or plural; measures come as text, made by `units`.

mod catalogue;
mod lang;

use std::fmt::Display;

use fluent_bundle::{FluentArgs, FluentValue};
use lifecircle_core::message::{Coded, Message};

pub use catalogue::{Key, keys};
pub use lang::Lang;
pub use lifecircle_core::message::Field;

/// A text of the catalogue with its values: `text!(lang, "key", name = value, …)`.
///
/// A value is whatever [`Field`] can be made from.
#[macro_export]
macro_rules! text {
    ($lang:expr, $key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::fill($lang, $key, &[$((stringify!($name), $crate::Field::from($value))),*])
    };
}

/// Whether the catalogue has a key.
pub fn has(lang: Lang, key: &str) -> bool {
    catalogue::bundle(lang).has_message(key)
}

/// A text of the catalogue; [`text!`] is the short way to write it.
///
/// A key that is not there shows as itself, a value that is not given as its name: builds with debug assertions
/// stop there, so that tests find it.
pub fn fill(lang: Lang, key: &str, values: &[(&'static str, Field)]) -> String {
    let found = pattern(lang, key, values);
    debug_assert!(found.is_some(), "no text `{key}` in {lang:?}");
    found.unwrap_or_else(|| key.to_owned())
}

fn pattern(lang: Lang, key: &str, values: &[(&'static str, Field)]) -> Option<String> {
    let bundle = catalogue::bundle(lang);
    let pattern = bundle.get_message(key)?.value()?;
    let mut arguments = FluentArgs::with_capacity(values.len());
    for (name, value) in values {
        arguments.set(*name, argument(lang, value));
    }
    let mut errors = Vec::new();
    let text = bundle
        .format_pattern(pattern, Some(&arguments), &mut errors)
        .into_owned();
    debug_assert!(errors.is_empty(), "`{key}` in {lang:?}: {errors:?}");
    Some(text)
}

fn argument(lang: Lang, value: &Field) -> FluentValue<'_> {
    match value {
        Field::Text(text) => text.as_str().into(),
        Field::Count(count) => FluentValue::from(*count),
        // Shown as it is: `2.5`, not rounded to what a language has words for.
        Field::Number(number) => number.to_string().into(),
        Field::Message(message) => in_words(lang, message).into(),
    }
}

/// A message in a language of the catalogue.
fn in_words(lang: Lang, message: &Message) -> String {
    fill(lang, message.code, &message.fields)
}

/// An error, or part of one, in a language.
///
/// Its English is its `Display`, so that no sentence stands in two places.
pub fn say<E: Coded + Display + ?Sized>(lang: Lang, error: &E) -> String {
    match lang {
        Lang::En => error.to_string(),
        Lang::Zh => in_words(lang, &error.message()),
    }
}
