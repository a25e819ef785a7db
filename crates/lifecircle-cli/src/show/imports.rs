//! What was understood of the user's own files, row by row.

use std::fmt::Write;

use lifecircle::{City, Counted, ImportReport, words};
use lifecircle_core::place::UnjoinedName;
use lifecircle_core::units::milli_to_whole_people;
use lifecircle_texts::{say, text};

use super::{grouped, list};
use crate::lang::Lang;

/// So many rows that cannot be used are told; a file has all of them.
const ROWS_TOLD: usize = 10;
/// So many names without partner are told.
const NAMES_TOLD: usize = 5;

/// A paragraph per list, and one on people who were counted; empty without lists.
pub(crate) fn imports(city: &City, lang: Lang) -> String {
    let mut out = String::new();
    for import in city.imports() {
        out.push_str(&self::import(import, lang));
    }
    if city.in_earlier_lists() > 0 {
        let line = text!(lang, "import-in-earlier", count = city.in_earlier_lists());
        let _ = writeln!(out, "{line}");
    }
    if let Some(counted) = city.counted() {
        out.push_str(&people(counted, lang));
    }
    out
}

fn import(import: &ImportReport, lang: Lang) -> String {
    let note = &import.note;
    let mut how = vec![note.kind.clone()];
    how.extend(note.sheet.clone());
    how.extend(note.encoding.clone());
    how.extend(note.coordinates.as_ref().map(|system| match &note.said_by {
        Some(words) => text!(lang, "system-said", system = system, words = words),
        None if note.is_detected => text!(lang, "import-detected", system = system),
        None => system.clone(),
    }));
    let mut out = text!(
        lang,
        "import-rows",
        name = &note.file.name,
        how = how.join(", "),
        rows = grouped(note.rows_in),
        used = grouped(note.used),
        rejected = grouped(note.rejected),
        duplicates = grouped(note.duplicates)
    );
    if note.others > 0 {
        out.push_str(&text!(lang, "import-others", count = note.others));
    }
    out.push('\n');
    for reject in import.rejects.iter().take(ROWS_TOLD) {
        let place = say(lang, &reject.place);
        let reason = say(lang, &reject.reason);
        let line = match &reject.column {
            Some(column) => text!(
                lang,
                "import-reject-cell",
                place = place,
                column = column,
                value = shortened(&reject.value),
                reason = reason
            ),
            None => text!(
                lang,
                "import-reject",
                place = place,
                value = shortened(&reject.value),
                reason = reason
            ),
        };
        let _ = writeln!(out, "  {line}");
    }
    let more = import.rejects.len().saturating_sub(ROWS_TOLD);
    if more > 0 {
        let _ = writeln!(out, "  {}", text!(lang, "import-more", count = more));
    }
    out
}

/// A cell that does not fill the screen.
fn shortened(value: &str) -> String {
    const MOST: usize = 40;
    if value.chars().count() <= MOST {
        return value.to_owned();
    }
    value.chars().take(MOST).chain(['…']).collect()
}

fn people(counted: &Counted, lang: Lang) -> String {
    let report = &counted.report;
    let whole = |milli| grouped(milli_to_whole_people(milli));
    let mut out = words::counted(counted, lang);
    out.push('\n');
    let empty = report.zones_without_homes().map(|zone| zone.name.clone());
    let names = |lone: &[UnjoinedName]| lone.iter().map(with_near).collect::<Vec<String>>();
    for (key, names) in [
        ("zones-without-homes", empty.collect::<Vec<String>>()),
        ("zones-without-outline", names(&counted.without_outline)),
        ("outlines-without-row", names(&counted.without_row)),
        ("zones-untold", counted.untold.clone()),
    ] {
        if names.is_empty() {
            continue;
        }
        let mut told: Vec<String> = names.iter().take(NAMES_TOLD).cloned().collect();
        if names.len() > NAMES_TOLD {
            told.push("…".to_owned());
        }
        let line = text!(lang, key, count = names.len(), names = list(&told, lang));
        let _ = writeln!(out, "  {line}");
    }
    if report.outside_homes > 0 {
        let line = text!(
            lang,
            "homes-outside-zones",
            count = report.outside_homes,
            people = whole(report.outside_milli)
        );
        let _ = writeln!(out, "  {line}");
    }
    out
}

/// A name, and names it may be a slip of.
fn with_near(name: &UnjoinedName) -> String {
    if name.near.is_empty() {
        return name.name.clone();
    }
    format!("{} ({}?)", name.name, name.near.join("? "))
}
