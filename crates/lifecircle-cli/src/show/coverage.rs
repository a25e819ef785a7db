//! The table of a check.

use std::fmt::Write;

use lifecircle::{Check, City, words};
use lifecircle_core::coverage::{AtLimits, CheckInput, Coverage, Shares, Split, Summary};
use lifecircle_core::gap::Scope;
use lifecircle_core::units::ms_to_minutes_text;
use lifecircle_texts::text;

use super::{Table, grouped, list, metres_text, people, rule_name, share};
use crate::lang::Lang;

/// Legs from this length on are shown: their walk is only as right as a straight line is.
const LONG_LEG_MM: u32 = 100_000;
/// So many of the longest are named.
const LEGS_SHOWN: usize = 3;

/// Everything that `check` prints about one run, by area on some levels.
pub(crate) fn report(check: &Check, levels: &[usize], lang: Lang) -> String {
    let (city, input) = (check.city(), check.input());
    let (coverage, summary) = (check.coverage(), check.summary());
    let warnings = check.warnings();
    let mut text = words::data_of(city, lang) + "\n";
    text.push_str(&super::first_warnings(city, &warnings, lang));
    text.push_str(&head(city, input, summary, lang));
    if let Some(at) = check.at() {
        text.push_str(&words::at_lines(at, lang));
    }
    text.push_str(&super::imports(city, lang));
    text.push('\n');
    text.push_str(&shares(input, summary, lang));
    text.push_str(&super::areas(check, levels, lang));
    text.push('\n');
    text.push_str(&unknown(input, summary, Scope::Joint, lang));
    text.push_str(&legs(input, coverage, lang));
    text.push_str(&judged_in_part(input, lang));
    text.push_str(&super::other_warnings(city, &warnings, lang));
    let _ = writeln!(text, "{}", super::attribution(city, lang));
    text
}

/// What was checked, by which rules, and who walks.
fn head(city: &City, input: CheckInput, summary: &Summary, lang: Lang) -> String {
    let contents = words::contents(city, summary, lang);
    let walker = words::walker(input.pack, input.walks.walking(), lang);
    format!("{contents}\n{walker}\n")
}

/// Two lines per rule, by homes and by people, and the walks to the nearest facility.
fn shares(input: CheckInput, summary: &Summary, lang: Lang) -> String {
    let keys = [
        "check-column-covered",
        "check-column-not-covered",
        "check-column-unknown",
        "check-column-tighter",
        "check-column-looser",
        "check-column-median",
        "check-column-p90",
    ];
    let columns: Vec<String> = keys.iter().map(|key| text!(lang, key)).collect();
    let mut header = vec!["", ""];
    header.extend(columns.iter().map(String::as_str));
    let mut table = Table::new(&header);
    let sampled = input.residences.kind.is_sampled();
    let mut rows = |name: String, at: &AtLimits, walks: [String; 2]| {
        let key = if sampled {
            "check-row-points"
        } else {
            "check-row-homes"
        };
        let mut by_homes = line(name, text!(lang, key), at, |s| s.homes, grouped);
        by_homes.extend(walks);
        table.row(by_homes);
        if !sampled {
            let what = text!(lang, "check-row-people");
            table.row(line(String::new(), what, at, |s| s.people_milli, people));
        }
    };
    for (rule, sums) in input.pack.rules.iter().zip(&summary.rules) {
        let nothing = sums.facilities == 0 || summary.homes == 0;
        let beyond = if nothing { "–" } else { "> 60" };
        let walk = |ms: Option<u32>| ms.map_or_else(|| beyond.to_owned(), ms_to_minutes_text);
        let walks = [walk(sums.median_ms), walk(sums.p90_ms)];
        rows(rule_name(rule, lang), &sums.shares, walks);
    }
    let joint = text!(lang, "all-together");
    rows(joint, &summary.joint, [String::new(), String::new()]);
    table.render()
}

/// Name, what is counted, and the cells of shares.
fn line(
    name: String,
    what: String,
    at: &AtLimits,
    of: impl Fn(&Shares) -> Split,
    show: impl Fn(u64) -> String,
) -> Vec<String> {
    let exact = of(&at.exact);
    let number = |part: u64| format!("{} ({})", show(part), share(part, exact.total()));
    let moved = |shares: &Shares| share(of(shares).covered, of(shares).total());
    vec![
        name,
        what,
        number(exact.covered),
        number(exact.not_covered),
        number(exact.unknown),
        moved(&at.tighter),
        moved(&at.looser),
    ]
}

/// A line for each rule of the scope that is unknown for some homes: how many, and why.
pub(super) fn unknown(input: CheckInput, summary: &Summary, scope: Scope, lang: Lang) -> String {
    let mut text = String::new();
    let rules = input.pack.rules.iter().zip(&summary.rules).enumerate();
    let rules = rules.filter(|(i, _)| scope == Scope::Joint || scope == Scope::Rule(*i));
    for (_, (rule, sums)) in rules {
        let reasons = words::reasons(&sums.reasons, lang);
        if !reasons.is_empty() {
            let line = text!(
                lang,
                "unknown-for",
                rule = lang.name(&rule.en, &rule.zh),
                reasons = list(&reasons, lang)
            );
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

/// What is no home because it is not closed, and the residential areas that the file does not hold as a whole.
fn judged_in_part(input: CheckInput, lang: Lang) -> String {
    let report = input.residences.report;
    let mut text = String::new();
    if report.unclosed_buildings > 0 {
        let line = text!(lang, "check-unclosed", count = report.unclosed_buildings);
        let _ = writeln!(text, "{line}");
    }
    if report.areas_in_part + report.areas_left_out + report.area_rings_left_out > 0 {
        let line = text!(
            lang,
            "check-areas",
            part = report.areas_in_part,
            out = report.areas_left_out,
            rings = report.area_rings_left_out
        );
        let _ = writeln!(text, "{line}");
    }
    text
}

/// The homes with the longest legs: those whose walk is least certain.
fn legs(input: CheckInput, coverage: &Coverage, lang: Lang) -> String {
    let homes = 0..input.residences.count();
    let mut long: Vec<(u32, usize)> = homes
        .filter_map(|home| Some((coverage.leg_mm(home)?, home)))
        .filter(|(leg, _)| *leg >= LONG_LEG_MM)
        .collect();
    if long.is_empty() {
        return String::new();
    }
    long.sort_by_key(|&(leg, home)| (std::cmp::Reverse(leg), home));
    let longest: Vec<String> = long
        .iter()
        .take(LEGS_SHOWN)
        .map(|&(leg, home)| format!("{} {}", input.residences.id[home], metres_text(leg, lang)))
        .collect();
    let key = if input.residences.kind.is_sampled() {
        "check-long-legs-points"
    } else {
        "check-long-legs-homes"
    };
    let longest = list(&longest, lang);
    let line = text!(lang, key, count = long.len(), longest = longest);
    format!("{line}\n")
}

/// How verdicts change with what compounds and gates do (`--gates all`).
pub(crate) fn gates_table(runs: &[Check], lang: Lang) -> String {
    let keys = [
        "gates-column-gates",
        "gates-column-covered",
        "gates-column-differ",
        "gates-column-better",
        "gates-column-worse",
    ];
    let header = keys.map(|key| text!(lang, key));
    let mut table = Table::new(&header.each_ref().map(String::as_str));
    let homes = runs[0].city().residences().count();
    for run in runs {
        let flips = runs[0].flips(run);
        table.row(vec![
            words::gates(run.walking().gates, lang),
            share(flips.covered, homes as u64),
            grouped(flips.better + flips.worse),
            grouped(flips.better),
            grouped(flips.worse),
        ]);
    }
    table.render()
}
