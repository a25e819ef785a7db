//! What the page's scripts are told beside the data: words, colours.

use std::fmt::Write as _;

use lifecircle_core::osm::GroundKind;
use lifecircle_texts::{Lang, fill, text};
use serde_json::{Map, Value, json};

use super::super::Words;
use crate::draw::HomeUnit;
use crate::style::{self, HomeClass};

/// What the scripts say, by the last part of its key.
const SAID: [&str; 17] = [
    "page-js-no-home",
    "page-js-home",
    "page-js-point",
    "page-js-all",
    "page-js-covered",
    "page-js-not-covered",
    "page-js-unknown",
    "page-js-doubtful",
    "page-js-nearest",
    "page-js-none",
    "page-js-inside",
    "page-js-facility",
    "page-js-no-name",
    "page-js-gap",
    "page-js-site",
    "page-js-limit",
    "page-map-fails",
];
/// Why something is unknown, in the order of [`lifecircle_core::walk::Reason::ALL`].
const REASONS: [&str; 5] = [
    "reason-unreachable",
    "reason-island",
    "reason-no-data",
    "reason-edge",
    "reason-hours",
];
/// Stands where the scripts put a number.
const NUMBER: &str = "{}";

/// Words and colours as JSON that may stand within a script.
pub(super) fn settings(title: &Words, unit: HomeUnit) -> String {
    let mut words = Map::new();
    for lang in Lang::ALL {
        words.insert(lang.word().to_owned(), said(title, lang));
    }
    let classes: Vec<Value> = HomeClass::ALL
        .into_iter()
        .map(|class| {
            json!([
                style::home(class).to_string(),
                style::dot_rim(class).to_string()
            ])
        })
        .collect();
    let mut ground = Map::new();
    for kind in GroundKind::ALL {
        ground.insert(
            (kind as usize).to_string(),
            style::ground(kind).to_string().into(),
        );
    }
    let rules: Vec<String> = (0..6).map(|rule| style::rule(rule).to_string()).collect();
    within_script(&json!({
        "words": words,
        "classes": classes,
        "ground": ground,
        "rules": rules,
        "land": style::Colour::GROUND.to_string(),
        "ink": style::Colour::INK.to_string(),
        "outlet": style::OUTLET.to_string(),
        "gap": [style::AREA_FILL.to_string(), style::AREA_RIM.to_string()],
        "points": unit == HomeUnit::Points,
    }))
}

fn said(title: &Words, lang: Lang) -> Value {
    let short = |key: &str| {
        key.trim_start_matches("page-")
            .trim_start_matches("js-")
            .to_owned()
    };
    let mut words: Map<String, Value> = SAID
        .iter()
        .map(|key| (short(key), fill(lang, key, &[]).into()))
        .collect();
    words.insert("title".to_owned(), title.in_lang(lang).into());
    words.insert(
        "minutes".to_owned(),
        text!(lang, "page-js-minutes", minutes = NUMBER).into(),
    );
    words.insert(
        "metres".to_owned(),
        text!(lang, "page-js-metres", metres = NUMBER).into(),
    );
    words.insert(
        "people".to_owned(),
        text!(lang, "page-js-people", people = NUMBER).into(),
    );
    words.insert(
        "needed".to_owned(),
        text!(lang, "page-js-needed", number = NUMBER).into(),
    );
    let reasons: Vec<Value> = REASONS
        .iter()
        .map(|key| fill(lang, key, &[]).into())
        .collect();
    words.insert("reasons".to_owned(), reasons.into());
    Value::Object(words)
}

/// JSON without any character by which it could end the script that it stands in, or open another.
fn within_script(value: &Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use lifecircle_core::walk::Reason;

    use super::*;

    #[test]
    fn no_name_ends_the_script() {
        let nasty = "</script><!-- <script>alert(1)</script>\u{2028}&";
        let json = settings(&Words::name(nasty), HomeUnit::People);
        assert!(!json.contains(['<', '>', '&', '\u{2028}']), "{json}");
        let read: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["words"]["zh"]["title"], nasty);
        assert_eq!(read["words"]["en"]["minutes"], "{} min");
        assert_eq!(REASONS.len(), Reason::ALL.len());
    }
}
