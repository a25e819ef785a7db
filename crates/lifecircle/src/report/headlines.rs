//! Shares of all rules together and of each, as sentences and as tables.

use lifecircle_core::coverage::{AtLimits, Reason, ReasonCounts, Shares, Split};
use lifecircle_core::gap::Scope;
use lifecircle_core::rules::Limit;
use lifecircle_core::units::{milli_to_whole_people, mm_to_m, ms_to_minutes, percent};
use lifecircle_io::report::{Block, Cell, Headline, Kind, Table, Words};
use lifecircle_io::style::list_text;
use lifecircle_texts::{Field, Lang, fill, text};

use super::cells::{
    Counted, capital, column, count, minutes, named_column, paragraph, people, row, rule_words,
    share, table, words,
};
use crate::Check;
use crate::words as said;

pub(super) fn blocks(check: &Check, counted: Counted) -> Vec<Block> {
    let mut blocks: Vec<Block> = check
        .warnings()
        .iter()
        .map(|warning| Block::Warning(Words::of(|lang| said::warning(check.city(), warning, lang))))
        .collect();
    if check.summary().homes == 0 {
        return blocks;
    }
    if let Some(at) = check.at() {
        let (time, country) = (at.clock.to_string(), at.country);
        blocks.push(paragraph(&Words::of(|lang| {
            let holidays = said::holidays(country, lang);
            text!(lang, "report-at", time = &time, holidays = holidays)
        })));
    }
    let headlines = scopes(check).map(|scope| headline(check, scope, counted));
    blocks.push(Block::Headlines(headlines.collect()));
    blocks.push(Block::Table(coverage(check, counted)));
    blocks.push(paragraph(&words("report-limits-note")));
    blocks.push(Block::Table(walks(check, counted)));
    blocks.extend(reasons(check).map(Block::Table));
    blocks
}

/// All rules together, then each.
fn scopes(check: &Check) -> impl Iterator<Item = Scope> {
    Scope::all(check.rules().len())
}

fn rule_of(scope: Scope) -> Option<usize> {
    match scope {
        Scope::Joint => None,
        Scope::Rule(rule) => Some(rule),
    }
}

fn label(check: &Check, scope: Scope) -> Words {
    rule_of(scope).map_or_else(
        || words("all-together"),
        |rule| rule_words(&check.rules()[rule]),
    )
}

fn shares(check: &Check, scope: Scope) -> &AtLimits {
    let summary = check.summary();
    rule_of(scope).map_or(&summary.joint, |rule| &summary.rules[rule].shares)
}

fn reason_counts(check: &Check, scope: Scope) -> &ReasonCounts {
    let summary = check.summary();
    rule_of(scope).map_or(&summary.joint_reasons, |rule| &summary.rules[rule].reasons)
}

fn headline(check: &Check, scope: Scope, counted: Counted) -> Headline {
    let exact = &shares(check, scope).exact;
    let split = counted.split(exact);
    let of = |part| percent(part, split.total()).unwrap_or(0.0);
    let doubtful = check.doubtful(rule_of(scope)).map(|(homes, milli)| {
        let part = if counted.is_people() { milli } else { homes };
        of(part)
    });
    Headline {
        label: capital(&label(check, scope)),
        covered_pct: of(split.covered),
        not_covered_pct: of(split.not_covered),
        unknown_pct: of(split.unknown),
        doubtful_pct: doubtful,
        sentence: Words::of(|lang| sentence(check, scope, counted, lang)),
    }
}

/// The shares of a rule, or of all together, in words, and as homes and people.
fn sentence(check: &Check, scope: Scope, counted: Counted, lang: Lang) -> String {
    let exact = &shares(check, scope).exact;
    let split = counted.split(exact);
    let of_100 = |part| of_100(part, split.total(), lang);
    let mut values: Vec<(&'static str, Field)> = vec![
        ("who", counted.word().into()),
        ("covered", of_100(split.covered).into()),
        ("not_covered", of_100(split.not_covered).into()),
        ("unknown", of_100(split.unknown).into()),
        (
            "known",
            if split.unknown == 0 { "all" } else { "some" }.into(),
        ),
    ];
    values.push(("reasons", why(reason_counts(check, scope), lang).into()));
    let key = match rule_of(scope) {
        None => "report-sentence-joint",
        Some(rule) => {
            let rule = &check.rules()[rule];
            let limit = match rule.limit {
                Limit::TimeMs(ms) => text!(lang, "measure-minutes", minutes = ms_to_minutes(ms)),
                Limit::LengthMm(mm) => text!(lang, "measure-metres", length = mm_to_m(mm)),
            };
            values.push(("name", lang.name(&rule.en, &rule.zh).into()));
            values.push(("limit", limit.into()));
            if rule.min_count > 1 {
                values.push(("times", rule.min_count.to_string().into()));
                "report-sentence-times"
            } else {
                "report-sentence-rule"
            }
        }
    };
    let mut sentences = vec![
        fill(lang, key, &values),
        counts(exact, counted, check, lang),
    ];
    sentences.extend(doubtful(check, scope, counted, lang));
    sentences.join(lang.name(" ", ""))
}

/// Why homes are unknown, what is so of most of them first.
fn why(counts: &ReasonCounts, lang: Lang) -> String {
    let mut counted: Vec<(Reason, u64)> = Reason::ALL.into_iter().zip(*counts).collect();
    counted.retain(|(_, homes)| *homes > 0);
    counted.sort_by_key(|(_, homes)| std::cmp::Reverse(*homes));
    let counted = counted.iter();
    let names: Vec<String> = counted.map(|(why, _)| said::reason(*why, lang)).collect();
    list_text(&names, lang)
}

/// How many of every hundred, in words where a whole number would say that there is none, or nobody else.
fn of_100(part: u64, whole: u64, lang: Lang) -> String {
    if part == 0 || part == whole {
        return if part == 0 { "0" } else { "100" }.to_owned();
    }
    match percent(part, whole).unwrap_or(0.0) {
        few if few < 0.5 => text!(lang, "report-fewer-than-one"),
        most if most >= 99.5 => text!(lang, "report-more-than-99"),
        some => format!("{some:.0}"),
    }
}

fn counts(shares: &Shares, counted: Counted, check: &Check, lang: Lang) -> String {
    let part = |of: fn(Split) -> u64| {
        who(
            check,
            counted,
            (of(shares.homes), of(shares.people_milli)),
            lang,
        )
    };
    text!(
        lang,
        "report-counts",
        covered = part(|split| split.covered),
        not_covered = part(|split| split.not_covered),
        unknown = part(|split| split.unknown)
    )
}

/// So many people in so many homes, as far as people are known.
pub(super) fn who(
    check: &Check,
    counted: Counted,
    (homes, people_milli): (u64, u64),
    lang: Lang,
) -> String {
    let homes = said::homes(check.city().residences().kind, homes, lang);
    if !counted.is_people() {
        return homes;
    }
    let people = text!(
        lang,
        "count-people",
        count = milli_to_whole_people(people_milli)
    );
    text!(
        lang,
        "report-people-in-homes",
        people = people,
        homes = homes
    )
}

fn doubtful(check: &Check, scope: Scope, counted: Counted, lang: Lang) -> Option<String> {
    let (homes, milli) = check.doubtful(rule_of(scope))?;
    if homes == 0 {
        return Some(text!(lang, "report-doubtful-none"));
    }
    let who = who(check, counted, (homes, milli), lang);
    Some(text!(lang, "report-doubtful", doubtful = who))
}

/// People and homes by verdict.
fn coverage(check: &Check, counted: Counted) -> Table {
    let mut table = table("coverage", &words("report-coverage"));
    column(&mut table, "rule", Kind::Text, "report-column-rule");
    let is_doubted = check.doubts().is_some();
    if counted.is_people() {
        for (id, key) in [
            ("people_covered", "report-column-people-covered"),
            ("people_not_covered", "report-column-people-not-covered"),
            ("people_unknown", "report-column-people-unknown"),
        ] {
            column(&mut table, id, Kind::People, key);
        }
        if is_doubted {
            let key = "report-column-people-doubtful";
            column(&mut table, "people_doubtful", Kind::People, key);
        }
    }
    column(
        &mut table,
        "percent_covered",
        Kind::Percent,
        "report-column-percent-covered",
    );
    for (id, key) in [
        ("homes_covered", "report-column-homes-covered"),
        ("homes_not_covered", "report-column-homes-not-covered"),
        ("homes_unknown", "report-column-homes-unknown"),
    ] {
        column(&mut table, id, Kind::Count, key);
    }
    if is_doubted {
        let key = "report-column-homes-doubtful";
        column(&mut table, "homes_doubtful", Kind::Count, key);
    }
    for scope in scopes(check) {
        let exact = &shares(check, scope).exact;
        let doubtful = check.doubtful(rule_of(scope));
        let mut cells = vec![Cell::Words(label(check, scope))];
        if counted.is_people() {
            cells.extend(parts(exact.people_milli).map(people));
            cells.extend(doubtful.map(|(_, milli)| people(milli)));
        }
        let split = counted.split(exact);
        cells.push(share(split.covered, split.total()));
        cells.extend(parts(exact.homes).map(count));
        cells.extend(doubtful.map(|(homes, _)| count(homes)));
        row(&mut table, cells);
    }
    table
}

/// Covered, not covered, unknown.
pub(super) fn parts(split: Split) -> [u64; 3] {
    [split.covered, split.not_covered, split.unknown]
}

/// How far the nearest is, and what other limits would change.
fn walks(check: &Check, counted: Counted) -> Table {
    let mut table = table("walks", &words("report-walks"));
    for (id, kind, key) in [
        ("rule", Kind::Text, "report-column-rule"),
        ("outlets", Kind::Count, "report-column-outlets"),
        ("median_min", Kind::Minutes, "report-column-median"),
        ("p90_min", Kind::Minutes, "report-column-p90"),
        ("percent_tighter", Kind::Percent, "report-column-tighter"),
        ("percent_looser", Kind::Percent, "report-column-looser"),
    ] {
        column(&mut table, id, kind, key);
    }
    for scope in scopes(check) {
        let at = shares(check, scope);
        let mut cells = vec![Cell::Words(label(check, scope))];
        match rule_of(scope).map(|rule| &check.summary().rules[rule]) {
            None => cells.extend([Cell::Empty, Cell::Empty, Cell::Empty]),
            Some(sums) => {
                // Of nothing nobody knows how far it is.
                let walk = |ms: Option<u32>| match ms {
                    _ if sums.facilities == 0 => Cell::Empty,
                    ms => minutes(ms.unwrap_or(u32::MAX)),
                };
                cells.extend([
                    count(sums.facilities),
                    walk(sums.median_ms),
                    walk(sums.p90_ms),
                ]);
            }
        }
        cells.extend([at.tighter, at.looser].map(|shares| {
            let split = counted.split(&shares);
            share(split.covered, split.total())
        }));
        row(&mut table, cells);
    }
    table
}

/// Why homes are unknown; `None` where none is.
fn reasons(check: &Check) -> Option<Table> {
    let mut table = table("reasons", &words("report-reasons"));
    column(&mut table, "rule", Kind::Text, "report-column-rule");
    // Only a check at a time knows the last one.
    let is_told = |why: Reason| why != Reason::Hours || check.at().is_some();
    for why in Reason::ALL.into_iter().filter(|&why| is_told(why)) {
        let label = Words::of(|lang| said::reason(why, lang));
        named_column(&mut table, why.word(), Kind::Count, label);
    }
    for scope in scopes(check) {
        let counts = Reason::ALL.iter().zip(reason_counts(check, scope));
        let counts = counts.filter(|(why, _)| is_told(**why));
        let mut cells = vec![Cell::Words(label(check, scope))];
        cells.extend(counts.map(|(_, &homes)| count(homes)));
        row(&mut table, cells);
    }
    let is_unknown = |scope| shares(check, scope).exact.homes.unknown > 0;
    scopes(check).any(is_unknown).then_some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundreds_are_never_rounded_to_nobody_or_everybody() {
        for (part, whole, said) in [
            (0, 10_000, "0"),
            (1, 10_000, "fewer than 1"),
            (60, 100, "60"),
            (9_999, 10_000, "more than 99"),
            (10_000, 10_000, "100"),
        ] {
            assert_eq!(of_100(part, whole, Lang::En), said);
        }
    }
}
