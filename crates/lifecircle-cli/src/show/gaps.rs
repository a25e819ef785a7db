//! The table of gap areas: 缺什么补什么 begins here.

use std::fmt::Write;

use lifecircle::words::{self, level_title, parts};
use lifecircle::{Check, Gaps, Verdict};
use lifecircle_core::coverage::CheckInput;
use lifecircle_core::gap::{GapArea, Scope, ScopeGaps};
use lifecircle_core::metric::Unit;
use lifecircle_core::units::milli_to_whole_people;
use lifecircle_texts::text;

use super::table::Table;
use super::wrap::wrapped;
use super::{grouped, list, metres_text, minutes_text, people, rule_name, short};
use crate::lang::Lang;

/// So many cells of an area's name are shown.
const NAME_CELLS: usize = 24;

/// The first `top` areas of a scope, what all of them come to, and what to beware of.
pub(crate) fn gap_table(found: &Gaps, scope: Scope, top: usize, lang: Lang) -> String {
    let check = found.check();
    let input = check.input();
    let Some(gaps) = found.of(scope) else {
        return String::new();
    };
    let mut first = vec![head(input, gaps, lang)];
    first.extend(words::buildings_left_out(input.residences, lang));
    let mut text = first.join(" · ");
    text.push('\n');
    let warnings = check.warnings();
    text.push_str(&super::first_warnings(check.city(), &warnings, lang));
    text.push('\n');
    let header = header(input, lang);
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::new(&header);
    for (i, area) in gaps.areas.iter().take(top).enumerate() {
        table.row(row(check, scope, i + 1, area, lang));
    }
    for (number, line) in table.render().lines().enumerate() {
        text.push_str(line);
        text.push('\n');
        // Below the two lines of the header.
        let area = number.checked_sub(2).and_then(|row| gaps.areas.get(row));
        let details = area.map(|area| details(check, scope, area, lang));
        text.push_str(&wrapped(&details.unwrap_or_default(), "   "));
    }
    if gaps.areas.len() > top {
        let more = text!(lang, "gaps-more", count = gaps.areas.len() - top);
        let _ = writeln!(text, "{more}");
    }
    let mut beware = beware(found, scope, lang);
    beware.push_str(&super::other_warnings(check.city(), &warnings, lang));
    if !beware.is_empty() {
        text.push('\n');
        text.push_str(&beware);
    }
    text
}

/// Who the people of the first `top` areas are: homes and people by the parts of some levels.
pub(crate) fn gap_parts(
    found: &Gaps,
    scope: Scope,
    (levels, top): (&[usize], usize),
    lang: Lang,
) -> String {
    let check = found.check();
    let (Some(gaps), Some(division)) = (found.of(scope), check.city().division()) else {
        return String::new();
    };
    let people_milli = &check.input().residences.people_milli;
    let mut text = String::new();
    for &number in levels {
        let keys = [
            "gaps-column-area",
            "gaps-column-part",
            "gaps-column-people",
            "gaps-column-homes",
        ];
        let mut table = Table::titled(Some("#"), &keys, lang);
        for (rank, area) in (1..).zip(&gaps.areas).take(top) {
            let sums = area.by_group(&division.homes[number], people_milli);
            let mut first = [
                rank.to_string(),
                area.name.clone().unwrap_or_else(|| "–".to_owned()),
            ];
            for (name, part) in parts(&division.levels, number, &sums, lang) {
                if part.homes == 0 {
                    continue;
                }
                let mut row: Vec<String> = first.iter_mut().map(std::mem::take).collect();
                row.extend([name, people(part.people_milli), grouped(part.homes)]);
                table.row(row);
            }
        }
        text.push('\n');
        text.push_str(&level_title(&division.levels.rows()[number], lang));
        text.push('\n');
        text.push_str(&table.render());
    }
    text
}

fn head(input: CheckInput, gaps: &ScopeGaps, lang: Lang) -> String {
    let what = match gaps.scope {
        Scope::Joint => text!(lang, "gaps-all-rules"),
        Scope::Rule(rule) => rule_name(&input.pack.rules[rule], lang),
    };
    let homes: usize = gaps.areas.iter().map(|area| area.homes.len()).sum();
    let areas = text!(lang, "count-areas", count = gaps.areas.len());
    if input.residences.kind.is_sampled() {
        let points = text!(lang, "count-points", count = homes);
        return text!(
            lang,
            "gaps-head-points",
            what = what,
            areas = areas,
            points = points
        );
    }
    let milli: u64 = gaps.areas.iter().map(|area| area.people_milli).sum();
    text!(
        lang,
        "gaps-head",
        what = what,
        areas = areas,
        homes = text!(lang, "count-homes", count = homes),
        people = text!(lang, "count-people", count = milli_to_whole_people(milli))
    )
}

/// The homes without a verdict, why there are any, and the warnings of the check: as `check` tells them.
fn beware(found: &Gaps, scope: Scope, lang: Lang) -> String {
    let check = found.check();
    let (input, summary) = (check.input(), check.summary());
    let shares = match scope {
        Scope::Joint => &summary.joint,
        Scope::Rule(rule) => &summary.rules[rule].shares,
    };
    let mut text = String::new();
    let unknown = shares.exact.homes.unknown;
    if unknown > 0 {
        let key = if input.residences.kind.is_sampled() {
            "gaps-unknown-points"
        } else {
            "gaps-unknown-homes"
        };
        let _ = writeln!(text, "{}", text!(lang, key, count = unknown));
    }
    text.push_str(&super::coverage::unknown(input, summary, scope, lang));
    text
}

fn header(input: CheckInput, lang: Lang) -> Vec<String> {
    let mut header = vec!["#".to_owned(), text!(lang, "gaps-column-area")];
    if input.residences.kind.is_sampled() {
        header.push(text!(lang, "gaps-column-points"));
    } else {
        header.push(text!(lang, "gaps-column-people"));
        header.push(text!(lang, "gaps-column-site-gain"));
        header.push(text!(lang, "gaps-column-homes"));
    }
    header.push(text!(lang, "gaps-column-excess"));
    header.push(text!(lang, "gaps-column-middle"));
    header
}

fn row(check: &Check, scope: Scope, rank: usize, area: &GapArea, lang: Lang) -> Vec<String> {
    let input = check.input();
    let unit = match scope {
        Scope::Joint => Unit::Time,
        Scope::Rule(rule) => input.pack.rules[rule].limit.unit(),
    };
    let excess = match (area.median_excess, unit) {
        (None, _) => text!(lang, "gaps-none-within-hour"),
        (Some(ms), Unit::Time) => minutes_text(ms, lang),
        (Some(mm), Unit::Length) => metres_text(mm, lang),
    };
    let mut cells = vec![
        rank.to_string(),
        short(area.name.as_deref().unwrap_or("–"), NAME_CELLS),
    ];
    if !input.residences.kind.is_sampled() {
        cells.push(people(area.people_milli));
        cells.push(people(area.site_gain_milli));
    }
    cells.push(grouped(area.homes.len() as u64));
    cells.push(excess);
    cells.push(format!("{:.5},{:.5}", area.at.lon, area.at.lat));
    cells
}

/// What is nearest to an area now, and of all rules who lacks what.
fn details(check: &Check, scope: Scope, area: &GapArea, lang: Lang) -> String {
    let (input, coverage) = (check.input(), check.coverage());
    let nearest = area.nearest.map(|found| {
        let facility = &input.facilities.rows[found.rank as usize];
        let name = facility.name.as_ref().unwrap_or(&facility.id);
        let time = minutes_text(found.ms, lang);
        text!(lang, "gaps-nearest", name = name, time = time)
    });
    let mut parts: Vec<String> = nearest.into_iter().collect();
    if scope == Scope::Joint {
        let rules = input.pack.rules.iter().enumerate();
        parts.extend(rules.filter_map(|(rule, own)| {
            let is_lacking = |&home: &u32| {
                Scope::Rule(rule).verdict(coverage, home as usize) == Verdict::NotCovered
            };
            area.homes.iter().any(is_lacking).then(|| {
                let name = lang.name(&own.en, &own.zh);
                let count = people(area.lacking_milli[rule]);
                if input.residences.kind.is_sampled() {
                    text!(lang, "gaps-lacking-points", name = name, points = count)
                } else {
                    text!(lang, "gaps-lacking", name = name, people = count)
                }
            })
        }));
    }
    list(&parts, lang)
}
