//! The files of both languages, parsed once each.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use lifecircle_core::units::{f64_to_u64, grouped};
use unic_langid::LanguageIdentifier;

use crate::Lang;

/// The files of a language.
macro_rules! files {
    ($lang:literal: $($name:literal),*) => {
        [$(($name, include_str!(concat!("../locales/", $lang, "/", $name, ".ftl")))),*]
    };
}

const EN: [(&str, &str); 9] = files!(
    "en": "help", "usage", "problems", "hints", "tables", "drawn", "report", "page", "compare"
);
/// English errors are the `Display` of their types.
const ZH: [(&str, &str); 10] = files!(
    "zh": "help", "usage", "problems", "hints", "tables", "drawn", "report", "page", "compare", "errors"
);

type Bundle = FluentBundle<FluentResource>;

fn files(lang: Lang) -> &'static [(&'static str, &'static str)] {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

/// The texts of a language.
pub(crate) fn bundle(lang: Lang) -> &'static Bundle {
    static BUNDLES: [OnceLock<Bundle>; 2] = [OnceLock::new(), OnceLock::new()];
    let slot = match lang {
        Lang::En => 0,
        Lang::Zh => 1,
    };
    BUNDLES[slot].get_or_init(|| build(lang))
}

fn build(lang: Lang) -> Bundle {
    let tag: LanguageIdentifier = lang.word().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Invisible marks around values would stand in file names that people copy.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(grouped(f64_to_u64(number.value))),
        _ => None,
    }));
    for (name, text) in files(lang) {
        let resource = parsed(lang, name, text);
        let added = bundle.add_resource(resource);
        debug_assert!(added.is_ok(), "{}/{name}.ftl: {added:?}", lang.word());
    }
    bundle
}

fn parsed(lang: Lang, name: &str, text: &str) -> FluentResource {
    FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, errors)| {
        debug_assert!(false, "{}/{name}.ftl: {errors:?}", lang.word());
        resource
    })
}

/// A key of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Its name.
    pub name: String,
    /// The file it stands in, without its ending.
    pub file: &'static str,
    /// The values that its text shows or chooses by.
    pub values: BTreeSet<String>,
}

/// All keys of a language, in the order of the files.
pub fn keys(lang: Lang) -> Vec<Key> {
    let mut keys = Vec::new();
    for &(file, text) in files(lang) {
        let resource = parsed(lang, file, text);
        for entry in resource.entries() {
            let Entry::Message(message) = entry else {
                continue;
            };
            let mut values = BTreeSet::new();
            if let Some(value) = &message.value {
                of_pattern(value, &mut values);
            }
            keys.push(Key {
                name: message.id.name.to_owned(),
                file,
                values,
            });
        }
    }
    keys
}

fn of_pattern(pattern: &Pattern<&str>, values: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, values);
        }
    }
}

fn of_expression(expression: &Expression<&str>, values: &mut BTreeSet<String>) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            for variant in variants {
                of_pattern(&variant.value, values);
            }
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            values.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => of_expression(expression, values),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_whole_and_no_key_stands_twice() {
        for lang in Lang::ALL {
            let names: Vec<String> = keys(lang).into_iter().map(|key| key.name).collect();
            let distinct: BTreeSet<&String> = names.iter().collect();
            assert_eq!(distinct.len(), names.len());
            for (name, text) in files(lang) {
                let parsed = FluentResource::try_new((*text).to_owned());
                assert!(parsed.is_ok(), "{}/{name}", lang.word());
            }
        }
    }
}
