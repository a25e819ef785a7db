//! What became of a folder of results since it was written.

use std::fmt::Write;

use lifecircle::{Difference, Digests, FileDifference, Values};
use lifecircle_texts::text;

use crate::lang::Lang;

/// Whether the files are as they were written.
pub(crate) fn digests(digests: &Digests, lang: Lang) -> String {
    let all = digests.same.len() + digests.missing.len() + digests.changed.len();
    let key = if digests.is_clean() {
        "verify-files-same"
    } else {
        "verify-files-differ"
    };
    let same = digests.same.len();
    let mut text = text!(lang, key, same = same, all = all) + "\n";
    let lists = [
        ("verify-missing", &digests.missing),
        ("verify-changed", &digests.changed),
        ("verify-extra", &digests.extra),
    ];
    for (key, names) in lists {
        for name in names {
            let _ = writeln!(text, "  {}", text!(lang, key, name = name));
        }
    }
    text
}

/// How the values differ from those of a rerun.
pub(crate) fn values(values: &Values, lang: Lang) -> String {
    let mut text = String::new();
    if let Some(version) = &values.other_version {
        let this = env!("CARGO_PKG_VERSION");
        let line = text!(lang, "verify-version", version = version, this = this);
        let _ = writeln!(text, "{line}");
    }
    if values.different.is_empty() {
        let line = text!(lang, "verify-values-same", count = values.files);
        return format!("{text}{line}\n");
    }
    let (differing, all) = (values.different.len(), values.files);
    let line = text!(
        lang,
        "verify-values-differ",
        differing = differing,
        all = all
    );
    let _ = writeln!(text, "{line}");
    for file in &values.different {
        text.push_str(&of_file(file, lang));
    }
    text
}

/// Why no values were looked at.
pub(crate) fn no_values(is_repeatable: bool, lang: Lang) -> String {
    let key = if is_repeatable {
        "verify-give-inputs"
    } else {
        "verify-digests-alone"
    };
    text!(lang, key) + "\n"
}

fn of_file(file: &FileDifference, lang: Lang) -> String {
    let name = file.name.as_str();
    let line = match file.is_there {
        [true, true] => text!(lang, "verify-file", name = name, count = file.count),
        [false, _] => text!(lang, "verify-file-not-there", name = name),
        [true, false] => text!(lang, "verify-file-not-anew", name = name),
    };
    let mut text = format!("  {line}\n");
    for difference in &file.first {
        let _ = writeln!(text, "    {}", of_value(difference, lang));
    }
    text
}

fn of_value(difference: &Difference, lang: Lang) -> String {
    let Difference {
        row,
        column,
        there,
        anew,
    } = difference;
    if there.is_none() && anew.is_none() {
        return text!(lang, "verify-bytes");
    }
    let place: Vec<&str> = [row, column]
        .into_iter()
        .map(String::as_str)
        .filter(|own| !own.is_empty())
        .collect();
    let shown = |value: &Option<String>| match value {
        Some(value) => lifecircle_core::message::shown(value),
        None => text!(lang, "verify-nothing"),
    };
    text!(
        lang,
        "verify-value",
        place = place.join(" · "),
        there = shown(there),
        anew = shown(anew)
    )
}
