//! The table of sites, and how good the choice is.

use std::fmt::Write;

use lifecircle::{Objective, Sites};
use lifecircle_core::units::{
    grouped, milli_to_people, milli_to_whole_people, mm_to_m, percent, u64_to_f64,
};
use lifecircle_io::write::SiteRow;
use lifecircle_texts::{say, text};
use unicode_width::UnicodeWidthChar;

use super::table::Table;
use super::wrap::short;
use super::{list, people};
use crate::lang::Lang;

/// So many cells of a name are shown.
const NAME_CELLS: usize = 26;
/// So many rows of a list that cannot be used are told one by one.
const MOST_TOLD: usize = 5;

/// The sites, what they come to, and what to beware of.
pub(crate) fn sites(sites: &Sites, lang: Lang) -> String {
    let plan = sites.plan();
    let mut text = head(sites, lang);
    let has_costs = sites.rows().any(|row| row.candidate.cost_milli > 0);
    let mut header = vec![
        "#".to_owned(),
        text!(lang, "sites-column-place"),
        text!(lang, "sites-column-alone"),
        text!(lang, "sites-column-added"),
        text!(lang, "sites-column-total"),
        text!(lang, "sites-column-saved"),
    ];
    header.push(if has_costs {
        text!(lang, "sites-column-cost")
    } else {
        text!(lang, "sites-column-at")
    });
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::new(&header);
    for row in sites.rows() {
        table.row(cells(&row, has_costs, lang));
    }
    text.push('\n');
    text.push_str(&table.render());
    text.push('\n');
    text.push_str(&how_good(sites, lang));
    let curve: Vec<String> = plan
        .curve
        .iter()
        .map(|&(count, gain)| format!("{count}: {}", people(gain.people_milli)))
        .collect();
    if curve.len() > 1 {
        let line = text!(lang, "sites-curve", curve = curve.join(" · "));
        let _ = writeln!(text, "{}", wrapped(&line));
    }
    text.push_str(&beware(sites, lang));
    text
}

/// A long line broken between the numbers of a curve.
fn wrapped(line: &str) -> String {
    let (mut text, mut cells) = (String::new(), 0);
    for part in line.split(" · ") {
        let own: usize = part.chars().filter_map(UnicodeWidthChar::width).sum();
        if cells > 0 && cells + own > 90 {
            text.push_str("\n  ");
            cells = 2;
        } else if cells > 0 {
            text.push_str(" · ");
            cells += 3;
        }
        text.push_str(part);
        cells += own;
    }
    text
}

fn head(sites: &Sites, lang: Lang) -> String {
    let plan = sites.plan();
    let city = sites.check().city();
    let table = city.categories().categories();
    let names: Vec<String> = sites
        .categories()
        .iter()
        .map(|own| lang.name(&table[own].en, &table[own].zh).to_owned())
        .collect();
    let mut text = text!(
        lang,
        "sites-head",
        what = list(&names, lang),
        candidates = grouped(sites.candidates().count() as u64),
        reaching = grouped(plan.reaching as u64)
    );
    if let Some(step_mm) = sites.step_mm() {
        text.push_str(&text!(
            lang,
            "sites-step",
            step = mm_to_m(step_mm).to_string()
        ));
    }
    text.push('\n');
    let before = text!(
        lang,
        "sites-before",
        covered = people(plan.covered.people_milli),
        lacking = people(plan.lacking.people_milli)
    );
    let _ = writeln!(text, "{before}");
    text
}

fn cells(row: &SiteRow, has_costs: bool, lang: Lang) -> Vec<String> {
    let (site, candidate) = (row.site, row.candidate);
    let name = row.name.as_deref().unwrap_or(&candidate.id);
    let minutes = u64_to_f64(site.saved_milli_ms) / 1000.0 / 60_000.0;
    let last = if has_costs {
        let cost = u64_to_f64(candidate.cost_milli) / u64_to_f64(site.marginal.people_milli.max(1));
        let each = if site.marginal.people_milli == 0 {
            "–".to_owned()
        } else {
            format!("{cost:.2}")
        };
        text!(
            lang,
            "sites-cost",
            cost = milli_to_people(candidate.cost_milli).to_string(),
            each = each
        )
    } else {
        format!("{:.5},{:.5}", candidate.at.lon, candidate.at.lat)
    };
    vec![
        row.rank.to_string(),
        short(name, NAME_CELLS),
        people(site.alone.people_milli),
        people(site.marginal.people_milli),
        people(site.cumulative.people_milli),
        format!("{minutes:.0}"),
        last,
    ]
}

/// What the choice comes to, and what any could.
fn how_good(sites: &Sites, lang: Lang) -> String {
    let plan = sites.plan();
    let after = plan
        .sites
        .last()
        .map(|site| site.cumulative)
        .unwrap_or_default();
    let covered = plan.covered.plus(after);
    let mut text = text!(
        lang,
        "sites-after",
        covered = people(covered.people_milli),
        added = people(after.minus(plan.today).people_milli)
    );
    text.push('\n');
    let value = match sites.options().objective {
        Objective::Minutes => |value: u64| grouped(value / 1000 / 60_000),
        Objective::People | Objective::WorstArea => {
            |value: u64| grouped(milli_to_whole_people(value))
        }
    };
    let key = match (plan.is_best, sites.options().objective) {
        (true, _) => "sites-best",
        (false, Objective::Minutes) => "sites-bound-minutes",
        (false, Objective::People | Objective::WorstArea) => "sites-bound",
    };
    let share =
        percent(plan.value, plan.bound).map_or_else(|| "100".to_owned(), |p| format!("{p:.2}"));
    let _ = writeln!(
        text,
        "{}",
        text!(
            lang,
            key,
            value = value(plan.value),
            bound = value(plan.bound),
            share = share
        )
    );
    if !sites.options().movable.is_empty() {
        let rows = &sites.candidates().rows;
        let moved: Vec<String> = plan.moved.iter().map(|&own| rows[own].id.clone()).collect();
        let line = text!(
            lang,
            "sites-moved",
            today = people(plan.today.people_milli),
            count = moved.len(),
            ids = list(&moved, lang)
        );
        let _ = writeln!(text, "{line}");
    }
    text
}

/// Candidates that no site can be at.
fn beware(sites: &Sites, lang: Lang) -> String {
    let mut text = String::new();
    let far: Vec<String> = sites
        .candidates()
        .unconnected()
        .map(|row| row.id.clone())
        .collect();
    if !far.is_empty() {
        let first = list(&far[..far.len().min(MOST_TOLD)], lang);
        let line = text!(lang, "sites-unconnected", count = far.len(), ids = first);
        let _ = writeln!(text, "{line}");
    }
    let candidates = sites.candidates().count();
    let idle = candidates - far.len() - sites.plan().reaching.min(candidates - far.len());
    if idle > 0 {
        let _ = writeln!(text, "{}", text!(lang, "sites-idle", count = idle));
    }
    let unused = sites.unused();
    if !unused.is_empty() {
        let _ = writeln!(
            text,
            "{}",
            text!(lang, "sites-unused", count = unused.len())
        );
        for row in unused.iter().take(MOST_TOLD) {
            let _ = writeln!(
                text,
                "  {} {}",
                say(lang, &row.place),
                say(lang, &row.reason)
            );
        }
    }
    text
}
