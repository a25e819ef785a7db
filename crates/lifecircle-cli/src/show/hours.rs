//! What is open at a time, and the table of a week.

use std::cmp::Reverse;
use std::fmt::Write;

use lifecircle::{AtTime, ByClock, CityWeek, Country};
use lifecircle_core::coverage::{Shares, Split};
use lifecircle_core::hours::{HoursReport, Malformed};
use lifecircle_core::units::percent;
use lifecircle_io::write::weekday_names;
use lifecircle_texts::text;

use super::areas::{parts, title};
use super::{Table, grouped, list, share};
use crate::lang::Lang;

/// So many texts that tell no hours are shown.
const MALFORMED_SHOWN: usize = 3;
/// A share of all, an eighth each.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The time of a check, what is open then, and how many facilities tell it.
pub(crate) fn at_lines(at: &AtTime, lang: Lang) -> String {
    let [open, closed, unknown] = at.counts().map(|count| grouped(count as u64));
    let line = text!(
        lang,
        "at-line",
        time = at.clock.to_string(),
        holidays = holidays(at.country, lang),
        open = open,
        closed = closed,
        unknown = unknown
    );
    format!("{line}\n{}", report_lines(&at.report, &at.by_clock, lang))
}

fn holidays(country: Option<Country>, lang: Lang) -> String {
    match country {
        Some(country) => text!(lang, "at-holidays", country = country.code()),
        None => text!(lang, "at-no-country"),
    }
}

/// How many facilities tell their hours, and where gates or ways ask the clock, how many.
fn report_lines(report: &HoursReport, by_clock: &ByClock, lang: Lang) -> String {
    let mut lines = text!(
        lang,
        "hours-report",
        told = grouped(report.read),
        assumed = grouped(report.by_default),
        missing = grouped(report.missing),
        malformed = grouped(report.malformed)
    );
    lines.push('\n');
    lines.push_str(&malformed_line(&report.malformed_first, lang));
    let access = &by_clock.report;
    if access.gates + access.ways + access.malformed > 0 {
        let line = text!(
            lang,
            "hours-gates",
            gates = grouped(access.gates),
            ways = grouped(access.ways),
            changed = grouped(by_clock.changed),
            unknown = grouped(by_clock.unknown),
            malformed = grouped(access.malformed)
        );
        let _ = writeln!(lines, "{line}");
        lines.push_str(&malformed_line(&access.malformed_first, lang));
    }
    lines
}

/// The first texts that could not be read, nothing where all could.
fn malformed_line(first: &[Malformed], lang: Lang) -> String {
    if first.is_empty() {
        return String::new();
    }
    let first = first.iter().take(MALFORMED_SHOWN);
    let first: Vec<String> = first
        .map(|row| format!("{} `{}`", row.id, row.text))
        .collect();
    let line = text!(lang, "hours-malformed", first = list(&first, lang));
    format!("{line}\n")
}

/// The part that counts: people, or homes where nobody is counted.
fn counted(shares: &Shares) -> Split {
    if shares.people_milli.total() > 0 {
        shares.people_milli
    } else {
        shares.homes
    }
}

/// Cover in each hour of the week: all rules together as numbers, and each rule as a curve.
pub(crate) fn week_table(check: &lifecircle::Check, week: &CityWeek, lang: Lang) -> String {
    let [first, last] = week.dates.map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"));
    let head = text!(
        lang,
        "week-head",
        first = first,
        last = last,
        holidays = holidays(week.country, lang)
    );
    let days = weekday_names(lang);
    let mut header = vec![""];
    header.extend(days.iter().map(String::as_str));
    let mut table = Table::new(&header);
    let cell = |hour: usize| {
        let split = counted(&week.sums.joint[hour]);
        let of = |part| percent(part, split.total()).unwrap_or(0.0);
        let covered = format!("{:.0}", of(split.covered));
        if split.unknown == 0 {
            return covered;
        }
        format!("{covered}–{:.0}", of(split.covered + split.unknown))
    };
    for hour in 0..24 {
        let mut row = vec![format!("{hour:02}:00")];
        row.extend((0..7).map(|day| cell(day * 24 + hour)));
        table.row(row);
    }
    let report = report_lines(&week.report, &week.by_clock, lang);
    format!(
        "\n{head}\n{report}{}\n{}",
        table.render(),
        curves(check, week, &days, lang)
    )
}

/// What the week is like in the parts of some levels: all rules together on average, at its worst and at its best.
pub(crate) fn week_areas(
    check: &lifecircle::Check,
    week: &CityWeek,
    levels: &[usize],
    lang: Lang,
) -> String {
    let Some(division) = check.city().division() else {
        return String::new();
    };
    let days = weekday_names(lang);
    let mut text = String::new();
    for &number in levels {
        let keys = ["week-column-mean", "week-column-least", "week-column-most"];
        let mut table = Table::titled(Some(""), &keys, lang);
        for (name, sums) in parts(&division.levels, number, &week.by_area[number], lang) {
            let hours = || sums.joint.iter().map(counted).enumerate();
            let all: u64 = hours().map(|(_, split)| split.total()).sum();
            if all == 0 {
                continue;
            }
            let covered: u64 = hours().map(|(_, split)| split.covered).sum();
            // The first of equal hours.
            let least = hours().min_by_key(|(hour, split)| (split.covered, *hour));
            let most = hours().min_by_key(|(hour, split)| (Reverse(split.covered), *hour));
            let told = |hour: Option<(usize, Split)>| {
                hour.map_or_else(String::new, |(hour, split)| {
                    let share = share(split.covered, split.total());
                    format!("{share} ({} {:02}:00)", days[hour / 24], hour % 24)
                })
            };
            table.row(vec![name, share(covered, all), told(least), told(most)]);
        }
        text.push('\n');
        text.push_str(&title(&division.levels.rows()[number], lang));
        text.push('\n');
        text.push_str(&table.render());
    }
    text
}

/// A row per day and a column per rule: 24 hours as blocks.
fn curves(check: &lifecircle::Check, week: &CityWeek, days: &[String], lang: Lang) -> String {
    let rules = check
        .rules()
        .iter()
        .map(|rule| lang.name(&rule.en, &rule.zh));
    let mut header = vec![""];
    header.extend(rules);
    let mut table = Table::new(&header);
    let block = |shares: &Shares| {
        let split = counted(shares);
        let eighths = (split.covered * 8).div_ceil(split.total().max(1)).max(1);
        BLOCKS[usize::try_from(eighths - 1).unwrap_or(0).min(7)]
    };
    for (day, name) in days.iter().enumerate() {
        let of_rule =
            |hours: &Vec<Shares>| hours[day * 24..(day + 1) * 24].iter().map(block).collect();
        let mut row = vec![name.clone()];
        row.extend(week.sums.rules.iter().map(of_rule));
        table.row(row);
    }
    let legend = text!(lang, "week-legend");
    format!("{}{legend}\n", table.render())
}
