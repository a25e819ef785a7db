//! What to beware of before believing a number.

use lifecircle::{City, Warning, words};
use lifecircle_texts::text;

use crate::lang::Lang;

/// Lines for the warnings that are to be read before any number.
pub(crate) fn first_warnings(city: &City, warnings: &[Warning], lang: Lang) -> String {
    lines(city, warnings.iter().filter(|w| w.comes_first()), lang)
}

/// Lines for all other warnings.
pub(crate) fn other_warnings(city: &City, warnings: &[Warning], lang: Lang) -> String {
    lines(city, warnings.iter().filter(|w| !w.comes_first()), lang)
}

fn lines<'a>(city: &City, warnings: impl Iterator<Item = &'a Warning>, lang: Lang) -> String {
    let line = |warning| {
        let what = words::warning(city, warning, lang);
        text!(lang, "warning-line", what = what) + "\n"
    };
    warnings.map(line).collect()
}
