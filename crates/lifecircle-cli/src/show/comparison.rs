//! The tables of two results held against each other: who is gained and lost, why, and where.

use std::fmt::Write;

use lifecircle::{Cause, Comparison, Edition};
use lifecircle_core::comparison::{AreaRow, CauseAmounts, ComparedChange};
use lifecircle_core::coverage::{Amount, Shares, Split};
use lifecircle_texts::text;

use super::against::allowed;
use super::changes::{AreaChange, ChangedAreas, by_rule, moved};
use super::{Table, grouped, people, share, signed};
use crate::lang::Lang;

/// What becomes of everybody, in all and by area on some levels.
pub(crate) fn comparison(comparison: &Comparison, levels: &[usize], lang: Lang) -> String {
    let mut text = String::new();
    if let Some(city) = comparison.city() {
        let place = city.in_lang(lang);
        let _ = writeln!(text, "{}", text!(lang, "compare-title-of", place = place));
    }
    let sides = [
        ("compare-side-before", comparison.before()),
        ("compare-side-after", comparison.after()),
    ];
    for (key, edition) in sides {
        let _ = writeln!(text, "{}", side(key, edition, lang));
    }
    text.push_str(&allowed(comparison.allowed(), lang));
    let _ = writeln!(text, "{}", homes(comparison, lang));
    let _ = writeln!(text, "{}\n", outlets(comparison, lang));
    text.push_str(&whole(comparison, lang));
    text.push_str(&moved(&comparison.whole().joint.change, lang));
    text.push_str(&causes(comparison, lang));
    for &number in levels {
        text.push('\n');
        text.push_str(&level(comparison, number, lang));
    }
    text
}

fn side(key: &str, edition: &Edition, lang: Lang) -> String {
    let findings = edition.findings();
    let kind = if findings.is_sampled {
        "count-points"
    } else {
        "count-homes"
    };
    let homes = text!(lang, kind, count = findings.home_ids.len());
    let all: u64 = findings.people_milli.iter().sum();
    text!(
        lang,
        key,
        name = edition.name(),
        homes = homes,
        people = people(all),
        outlets = text!(lang, "count-facilities", count = findings.outlets.len())
    )
}

/// Which homes are the same.
fn homes(comparison: &Comparison, lang: Lang) -> String {
    let pairs = &comparison.pairing().homes;
    text!(
        lang,
        "compare-homes",
        both = grouped(pairs.both.len() as u64),
        by_place = grouped(pairs.by_place as u64),
        vanished = grouped(pairs.gone.len() as u64),
        new = grouped(pairs.new.len() as u64)
    )
}

fn outlets(comparison: &Comparison, lang: Lang) -> String {
    let [new, closed, moved, serves] = comparison.outlet_changes().map(|n| grouped(n as u64));
    text!(
        lang,
        "compare-outlets",
        new = new,
        closed = closed,
        moved = moved,
        serves = serves
    )
}

/// Two lines per rule, by homes and by people.
fn whole(comparison: &Comparison, lang: Lang) -> String {
    let titles = [
        "compare-column-by",
        "delta-column-before",
        "delta-column-gained",
        "delta-column-lost",
        "compare-column-new",
        "compare-column-vanished",
        "delta-column-after",
        "compare-column-unknown",
    ];
    let mut table = Table::titled(Some(""), &titles, lang);
    let is_sampled = comparison.after().findings().is_sampled;
    let by_homes = if is_sampled {
        "check-row-points"
    } else {
        "check-row-homes"
    };
    let whole = comparison.whole();
    for (name, change) in by_rule(comparison.rules(), &whole.rules, &whole.joint, lang) {
        let of_homes = |shares: Shares| shares.homes;
        let amount = |amount: Amount| amount.homes;
        table.row(line(
            (name, text!(lang, by_homes)),
            change,
            of_homes,
            amount,
            grouped,
        ));
        // A point is no person.
        if !is_sampled {
            let of_people = |shares: Shares| shares.people_milli;
            let amount = |amount: Amount| amount.people_milli;
            let names = (String::new(), text!(lang, "check-row-people"));
            table.row(line(names, change, of_people, amount, people));
        }
    }
    table.render()
}

/// A line of the table: by homes, or by people.
fn line(
    (name, by): (String, String),
    compared: &ComparedChange,
    of: fn(Shares) -> Split,
    amount: fn(Amount) -> u64,
    show: fn(u64) -> String,
) -> Vec<String> {
    let (was, now) = (of(compared.all_before()), of(compared.all_after()));
    let part = |part: u64, all: u64| format!("{} ({})", show(part), share(part, all));
    let change = &compared.change;
    vec![
        name,
        by,
        part(was.covered, was.total()),
        signed("+", amount(change.gained), show),
        signed("−", amount(change.lost), show),
        signed("+", of(compared.new).covered, show),
        signed("−", of(compared.vanished).covered, show),
        part(now.covered, now.total()),
        format!(
            "{} → {}",
            share(was.unknown, was.total()),
            share(now.unknown, now.total())
        ),
    ]
}

/// Why homes are gained and lost.
fn causes(comparison: &Comparison, lang: Lang) -> String {
    let titles = [
        "compare-column-change",
        "compare-column-cause",
        "compare-column-homes",
        "check-row-people",
    ];
    let mut table = Table::titled(Some(""), &titles, lang);
    let mut is_empty = true;
    let whole = comparison.whole();
    for (name, change) in by_rule(comparison.rules(), &whole.rules, &whole.joint, lang) {
        let mut name = name;
        let sides: [(&str, &CauseAmounts); 2] = [
            ("drawn-became-gained", &change.gained_by),
            ("drawn-became-lost", &change.lost_by),
        ];
        for (key, amounts) in sides {
            let told = Cause::ALL.iter().zip(amounts);
            for (cause, amount) in told.filter(|(_, amount)| amount.homes > 0) {
                is_empty = false;
                table.row(vec![
                    std::mem::take(&mut name),
                    text!(lang, key),
                    cause_text(*cause, lang),
                    grouped(amount.homes),
                    people(amount.people_milli),
                ]);
            }
        }
    }
    if is_empty {
        return String::new();
    }
    let key = if comparison.is_by_reruns() {
        "compare-causes-by-reruns"
    } else {
        "compare-causes-by-outlets"
    };
    format!("\n{}\n{}", text!(lang, key), table.render())
}

fn cause_text(cause: Cause, lang: Lang) -> String {
    let key = match cause {
        Cause::New => "compare-cause-new",
        Cause::Closed => "compare-cause-closed",
        Cause::Moved => "compare-cause-moved",
        Cause::Network => "compare-cause-network",
        Cause::Home => "compare-cause-home",
        Cause::Rules => "compare-cause-rules",
        Cause::Options => "compare-cause-options",
        Cause::People => "compare-cause-people",
        Cause::Several => "compare-cause-several",
    };
    text!(lang, key)
}

/// The areas of a level in which anything becomes of anybody.
fn level(comparison: &Comparison, number: usize, lang: Lang) -> String {
    let level = &comparison.levels()[number];
    let mut table = ChangedAreas::new(lang);
    for AreaRow { area, sums } in &level.rows {
        let name = area.as_ref().map(|(_, name)| name.clone());
        let name = name.unwrap_or_else(|| text!(lang, "areas-outside"));
        let own = by_rule(comparison.rules(), &sums.rules, &sums.joint, lang);
        let own = own.filter(|(_, compared)| !compared.is_nothing());
        let own = own.map(|(rule, compared)| AreaChange {
            rule,
            covered_milli: [compared.all_before(), compared.all_after()]
                .map(|side| side.people_milli.covered),
            gained: compared.change.gained,
            lost: compared.change.lost,
        });
        table.add(&name, area.is_some(), own);
    }
    let count = level.rows.len().saturating_sub(1);
    table.render(&text!(
        lang,
        "areas-title",
        level = level.name.as_str(),
        count = count
    ))
}
