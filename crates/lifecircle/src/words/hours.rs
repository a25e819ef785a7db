//! What is open at a time, and how much is known of it, in words.

use std::fmt::Write;

use lifecircle_core::hours::{HoursReport, Malformed};
use lifecircle_core::units::grouped;
use lifecircle_io::style::list_text;
use lifecircle_texts::{Lang, text};

use crate::{AtTime, ByClock, Country};

/// So many texts that tell no hours are shown.
const MALFORMED_SHOWN: usize = 3;
/// The time of a check, what is open then, and how many facilities tell it.
pub fn at_lines(at: &AtTime, lang: Lang) -> String {
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
    format!("{line}\n{}", hours_report(&at.report, &at.by_clock, lang))
}

/// Whose public holidays count.
pub fn holidays(country: Option<Country>, lang: Lang) -> String {
    match country {
        Some(country) => text!(lang, "at-holidays", country = country.code()),
        None => text!(lang, "at-no-country"),
    }
}

/// How many facilities tell their hours, and where gates or ways ask the clock, how many.
pub fn hours_report(report: &HoursReport, by_clock: &ByClock, lang: Lang) -> String {
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
    let line = text!(lang, "hours-malformed", first = list_text(&first, lang));
    format!("{line}\n")
}
