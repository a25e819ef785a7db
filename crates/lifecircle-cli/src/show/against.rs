//! A check held against an earlier one: the table, and what is lost too much.

use std::fmt::Write;

use lifecircle::{Against, AgainstRow, Check, Mismatch, Points};
use lifecircle_core::coverage::Split;
use lifecircle_core::units::percent;
use lifecircle_texts::{say, text};

use super::{Table, rule_name, share};
use crate::lang::Lang;

/// The table of what is lost, and what was allowed to differ.
pub(crate) fn against(against: &Against, check: &Check, lang: Lang) -> String {
    let key = if against.is_by_people {
        "against-head-people"
    } else {
        "against-head-homes"
    };
    let mut text = text!(lang, key) + "\n";
    let titles = [
        "areas-column-rule",
        "against-column-before",
        "against-column-now",
        "against-column-unknown-before",
        "against-column-unknown-now",
        "against-column-loss",
    ];
    let mut table = Table::titled(None, &titles, lang);
    let [all, rules @ ..] = against.rows.as_slice() else {
        return text;
    };
    for row in rules.iter().chain([all]) {
        let covered = |split: Split| share(split.covered, split.total());
        let unknown = |split: Split| share(split.unknown, split.total());
        table.row(vec![
            name(row, check, lang),
            covered(row.before),
            covered(row.after),
            unknown(row.before),
            unknown(row.after),
            hundredths(row.loss.hundredths()),
        ]);
    }
    text.push_str(&table.render());
    text.push_str(&allowed(&against.allowed, lang));
    text
}

/// One line for each rule of which more is lost than allowed; empty where none is.
pub(crate) fn lost(against: &Against, most: Points, check: &Check, lang: Lang) -> String {
    let mut text = String::new();
    for row in against.missed(most) {
        let [before, after] = [row.before, row.after].map(fine_share);
        let key = if against.is_by_people {
            "against-lost-people"
        } else {
            "against-lost-homes"
        };
        let line = text!(
            lang,
            key,
            rule = name(row, check, lang),
            loss = hundredths(row.loss.hundredths()),
            before = before,
            after = after,
            most = most.to_string()
        );
        let _ = writeln!(text, "{line}");
    }
    text
}

/// What two results do not have in common, and was allowed.
pub(crate) fn allowed(found: &[Mismatch], lang: Lang) -> String {
    let line = |mismatch: &Mismatch| {
        let what = say(lang, mismatch);
        text!(lang, "compare-allowed", what = what) + "\n"
    };
    found.iter().map(line).collect()
}

fn name(row: &AgainstRow, check: &Check, lang: Lang) -> String {
    match row.rule {
        Some(rule) => rule_name(&check.rules()[rule], lang),
        None => text!(lang, "all-together"),
    }
}

/// The covered share with two decimals: a loss may be small.
fn fine_share(split: Split) -> String {
    let share = percent(split.covered, split.total());
    share.map_or_else(|| "–".to_owned(), |share| format!("{share:.2} %"))
}

/// Hundredths of a point as points.
fn hundredths(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
