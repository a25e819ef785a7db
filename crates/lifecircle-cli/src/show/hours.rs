//! What is open at a time, and the table of a week.

use std::cmp::Reverse;

use lifecircle::CityWeek;
use lifecircle::words::{holidays, hours_report, level_title, parts};
use lifecircle_core::coverage::{Shares, Split};
use lifecircle_core::units::percent;
use lifecircle_io::write::weekday_names;
use lifecircle_texts::text;

use super::{Table, share};
use crate::lang::Lang;

/// A share of all, an eighth each.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

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
    let report = hours_report(&week.report, &week.by_clock, lang);
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
        text.push_str(&level_title(&division.levels.rows()[number], lang));
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
