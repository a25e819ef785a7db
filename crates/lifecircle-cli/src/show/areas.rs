//! The tables of a check by area: one for each level, the largest areas first.

use std::fmt::Write;

use lifecircle::words::{level_title, parts};
use lifecircle::{Check, City};
use lifecircle_core::area::{Level, Levels};
use lifecircle_core::coverage::{GroupRow, Minutes};
use lifecircle_core::rules::Rule;
use lifecircle_core::units::ms_to_minutes_text;
use lifecircle_texts::text;

use super::{Table, grouped, list, people, rule_name, share};
use crate::lang::Lang;

/// What stands for all levels.
const ALL: &str = "all";
/// So many pairs or names are told of what is odd.
const MOST_TOLD: usize = 3;

/// The levels to show: one by its name, or all of them.
pub(crate) fn levels(city: &City, by: Option<&str>) -> Result<Vec<usize>, lifecircle::Error> {
    let count = city.division().map_or(0, |d| d.levels.rows().len());
    match by {
        Some(name) if name != ALL => Ok(vec![city.find_level(name)?]),
        _ => Ok((0..count).rev().collect()),
    }
}

/// The tables of some levels.
pub(crate) fn areas(check: &Check, levels: &[usize], lang: Lang) -> String {
    let Some(division) = check.city().division() else {
        return String::new();
    };
    let mut text = String::new();
    for &number in levels {
        text.push('\n');
        text.push_str(&table(check, &division.levels, number, lang));
        text.push_str(&odd(&division.levels.rows()[number], lang));
    }
    text
}

fn table(check: &Check, levels: &Levels, number: usize, lang: Lang) -> String {
    let (level, sums) = (&levels.rows()[number], &check.area_sums()[number]);
    let title = level_title(level, lang);
    let keys = [
        "areas-column-homes",
        "areas-column-people",
        "check-column-covered",
        "check-column-not-covered",
        "check-column-unknown",
        "areas-column-rule",
        "check-column-covered",
        "areas-column-median",
        "areas-column-worst",
        "areas-column-gini",
    ];
    let columns: Vec<String> = keys.iter().map(|key| text!(lang, key)).collect();
    let mut header = vec![""];
    header.extend(columns.iter().map(String::as_str));
    let mut table = Table::new(&header);
    let rules = check.rules();
    let parts = parts(levels, number, sums, lang);
    let last = parts.len() - 1;
    for (i, (name, row)) in parts.into_iter().enumerate() {
        if i < last || row.homes > 0 {
            rows(&mut table, name, row, rules, lang);
        }
    }
    format!("{title}\n{}", table.render())
}

/// One line for each rule; the first says whose they are.
fn rows(table: &mut Table, name: String, row: &GroupRow, rules: &[Rule], lang: Lang) {
    let joint = row.joint.people_milli;
    let part = |part: u64| format!("{} ({})", people(part), share(part, joint.total()));
    let mut first = vec![
        name,
        grouped(row.homes),
        people(row.people_milli),
        part(joint.covered),
        part(joint.not_covered),
        part(joint.unknown),
    ];
    for (rule, sums) in rules.iter().zip(&row.rules) {
        let shares = sums.shares.people_milli;
        let mut cells = std::mem::replace(&mut first, vec![String::new(); 6]);
        cells.push(rule_name(rule, lang));
        cells.push(share(shares.covered, shares.total()));
        cells.extend(minutes(&sums.minutes));
        table.row(cells);
    }
}

fn minutes(minutes: &Minutes) -> [String; 3] {
    let beyond = lifecircle_core::walk::HORIZON_MS;
    let walk = |ms: Option<u32>| match ms {
        None => "–".to_owned(),
        Some(ms) if ms >= beyond => "> 60".to_owned(),
        Some(ms) => ms_to_minutes_text(ms),
    };
    let gini = minutes
        .gini
        .map_or_else(|| "–".to_owned(), |gini| format!("{gini:.2}"));
    [walk(minutes.median_ms), walk(minutes.worst_decile_ms), gini]
}

/// What is odd about the outlines of a level.
fn odd(level: &Level, lang: Lang) -> String {
    let mut text = String::new();
    let mut tell = |key: &str, what: Vec<String>| {
        if what.is_empty() {
            return;
        }
        let first: Vec<String> = what.iter().take(MOST_TOLD).cloned().collect();
        let line = text!(lang, key, count = what.len(), first = list(&first, lang));
        let _ = writeln!(text, "{line}");
    };
    let shared = level.shared.iter();
    let shared = shared.map(|pair| format!("{} / {}", pair.smaller, pair.larger));
    tell("areas-sharing", shared.collect());
    let crossing = level.areas.iter().filter(|area| area.crosses());
    tell(
        "areas-crossing",
        crossing.map(|area| area.id.clone()).collect(),
    );
    let lost = level.without_outline.iter();
    tell(
        "areas-without-outline",
        lost.map(|(name, _)| name.clone()).collect(),
    );
    text
}
