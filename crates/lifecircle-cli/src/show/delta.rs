//! The tables of a comparison: who is gained and who is lost, by rule and area.

use std::fmt::Write;

use lifecircle::words::{level_title, parts};
use lifecircle::{Check, Delta};
use lifecircle_core::coverage::{Change, DeltaRow};
use lifecircle_texts::text;

use super::changes::{AreaChange, ChangedAreas, by_rule, moved};
use super::{Table, grouped, homes_of_kind, people, share, signed};
use crate::lang::Lang;

/// What scenarios change, in all and by area on some levels.
pub(crate) fn delta(delta: &Delta, levels: &[usize], lang: Lang) -> String {
    let (before, after) = (delta.before(), delta.after());
    let warnings = after.warnings();
    let mut text = head(delta, lang);
    text.push_str(&super::first_warnings(after.city(), &warnings, lang));
    text.push('\n');
    text.push_str(&whole(delta.whole(), before, lang));
    text.push_str(&moved(&delta.whole().joint, lang));
    for &number in levels {
        text.push('\n');
        text.push_str(&level(delta, number, lang));
    }
    text.push_str(&super::other_warnings(after.city(), &warnings, lang));
    text
}

/// Which scenarios, on which city.
fn head(delta: &Delta, lang: Lang) -> String {
    let city = delta.after().city();
    let kind = city.residences().kind;
    let mut text = text!(
        lang,
        "delta-head",
        file = city.provenance().origin.name.as_str(),
        homes = homes_of_kind(kind, city.residences().count() as u64, lang)
    );
    text.push('\n');
    for scenario in city.scenarios() {
        let said = scenario.said();
        let line = match &said.date {
            Some(date) => text!(
                lang,
                "delta-scenario-dated",
                name = said.name.as_str(),
                date = date.as_str(),
                count = said.lines.len()
            ),
            None => text!(
                lang,
                "delta-scenario",
                name = said.name.as_str(),
                count = said.lines.len()
            ),
        };
        let _ = writeln!(text, "{line}");
    }
    text
}

/// Two lines per rule, by homes and by people.
fn whole(row: &DeltaRow, check: &Check, lang: Lang) -> String {
    let keys = [
        "delta-column-before",
        "delta-column-gained",
        "delta-column-lost",
        "delta-column-after",
    ];
    let titles = keys.map(|key| text!(lang, key));
    let mut header = vec!["", ""];
    header.extend(titles.iter().map(String::as_str));
    let mut table = Table::new(&header);
    // A point is no person.
    let is_sampled = check.city().residences().kind.is_sampled();
    let by_homes = if is_sampled {
        text!(lang, "check-row-points")
    } else {
        text!(lang, "check-row-homes")
    };
    let part = |text: String, part: u64, all: u64| format!("{text} ({})", share(part, all));
    for (name, change) in by_rule(check.rules(), &row.rules, &row.joint, lang) {
        let (was, now) = (change.before.homes, change.after.homes);
        let (gained, lost) = (change.gained, change.lost);
        table.row(vec![
            name,
            by_homes.clone(),
            part(grouped(was.covered), was.covered, was.total()),
            signed("+", gained.homes, grouped),
            signed("−", lost.homes, grouped),
            part(grouped(now.covered), now.covered, now.total()),
        ]);
        if is_sampled {
            continue;
        }
        let (was, now) = (change.before.people_milli, change.after.people_milli);
        table.row(vec![
            String::new(),
            text!(lang, "check-row-people"),
            part(people(was.covered), was.covered, was.total()),
            signed("+", gained.people_milli, people),
            signed("−", lost.people_milli, people),
            part(people(now.covered), now.covered, now.total()),
        ]);
    }
    table.render()
}

/// The areas of a level in which somebody is gained or lost.
fn level(delta: &Delta, number: usize, lang: Lang) -> String {
    let check = delta.before();
    let Some(division) = check.city().division() else {
        return String::new();
    };
    let parts = parts(&division.levels, number, &delta.areas()[number], lang);
    // The last are homes in no area: that is none of them.
    let areas = parts.len() - 1;
    let mut table = ChangedAreas::new(lang);
    for (i, (name, row)) in parts.into_iter().enumerate() {
        let own = by_rule(check.rules(), &row.rules, &row.joint, lang)
            .filter(|(_, change)| is_change(change));
        let own = own.map(|(rule, change)| AreaChange {
            rule,
            covered_milli: [&change.before, &change.after].map(|side| side.people_milli.covered),
            gained: change.gained,
            lost: change.lost,
        });
        table.add(&name, i < areas, own);
    }
    table.render(&level_title(&division.levels.rows()[number], lang))
}

/// Whether anybody is gained or lost, or lives in another home that stays covered.
fn is_change(change: &Change) -> bool {
    change.gained.homes + change.lost.homes > 0 || change.more_milli + change.fewer_milli > 0
}
