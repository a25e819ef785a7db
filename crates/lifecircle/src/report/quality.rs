//! How good the data is: what was left out, which lists were read, where the data ends.

use lifecircle_core::place::Finding;
use lifecircle_core::units::milli_to_whole_people;
use lifecircle_io::report::{Block, Cell, Kind, Table, Words};
use lifecircle_io::style::finding_text;
use lifecircle_io::write::{dropped_counts, network_counts};
use lifecircle_texts::text;
use serde_json::Value;

use super::cells::{column, count, name, named, paragraph, row, table, words};
use crate::words as said;
use crate::{Check, City};

pub(super) fn blocks(check: &Check) -> Vec<Block> {
    let city = check.city();
    let reports = city.reports();
    let edge = if reports.network.edge_known {
        "report-edge-known"
    } else {
        "report-edge-unknown"
    };
    let mut blocks = vec![paragraph(&words(edge))];
    blocks.extend(left_out(city).map(|own| paragraph(&own)));
    if let Some(counted) = city.counted() {
        let sentence = Words::of(|lang| said::counted(counted, lang) + lang.name(".", "。"));
        blocks.push(paragraph(&sentence));
    }
    blocks.extend(lists(city).map(Block::Table));
    blocks.extend(conflation(city).map(Block::Table));
    let dropped = dropped_counts(check.input(), &reports);
    let dropped = numbers(
        ("dropped", "report-dropped"),
        Kind::Count,
        &dropped,
        |number| number > 0.0,
    );
    if dropped.rows.is_empty() {
        blocks.push(paragraph(&words("report-dropped-none")));
    } else {
        blocks.push(Block::Table(dropped));
    }
    let network = network_counts(&reports);
    blocks.push(Block::Table(numbers(
        ("network", "report-network"),
        Kind::Number,
        &network,
        |_| true,
    )));
    blocks
}

/// Who lives around the study area and does not count.
fn left_out(city: &City) -> Option<Words> {
    let area = city.area()?;
    let out = city.left_out();
    Some(Words::of(|lang| {
        let homes = said::homes(city.residences().kind, out.homes, lang);
        let people = milli_to_whole_people(out.people_milli);
        let people = text!(lang, "count-people", count = people);
        text!(
            lang,
            "report-area-left-out",
            name = &area.name,
            homes = homes,
            people = people
        )
    }))
}

/// A row per number of a part of the summary.
fn numbers(
    (id, caption): (&str, &str),
    kind: Kind,
    counts: &Value,
    is_told: impl Fn(f64) -> bool,
) -> Table {
    let mut table = table(id, &words(caption));
    column(&mut table, "what", Kind::Text, "report-column-counted");
    column(&mut table, "number", kind, "report-column-number");
    let mut flat = Vec::new();
    flatten(&mut flat, "", counts);
    for (name, number) in flat {
        if is_told(number) {
            let label = words(&format!("report-{id}-{name}"));
            row(&mut table, vec![Cell::Words(label), Cell::Number(number)]);
        }
    }
    table
}

/// The numbers of an object, those of objects in it with both names.
fn flatten(flat: &mut Vec<(String, f64)>, before: &str, value: &Value) {
    for (name, value) in value.as_object().into_iter().flatten() {
        let name = format!("{before}{name}");
        match value.as_f64() {
            Some(number) => flat.push((name, number)),
            None => flatten(flat, &format!("{name}_"), value),
        }
    }
}

/// The lists that were read; `None` without lists.
fn lists(city: &City) -> Option<Table> {
    let mut table = table("lists", &words("report-lists"));
    for (id, kind, key) in [
        ("file", Kind::Text, "report-column-file"),
        ("role", Kind::Text, "report-column-role"),
        ("form", Kind::Text, "report-column-form"),
        ("coordinates", Kind::Text, "report-column-system"),
        ("rows", Kind::Count, "report-column-rows"),
        ("used", Kind::Count, "report-column-used"),
        ("rejected", Kind::Count, "report-column-rejected"),
        ("duplicates", Kind::Count, "report-column-duplicates"),
        ("other_formats", Kind::Count, "report-column-others"),
    ] {
        column(&mut table, id, kind, key);
    }
    for import in city.imports() {
        let note = &import.note;
        let mut cells = vec![
            name(&note.file.name),
            role(&note.role),
            name(&note.kind),
            named(note.coordinates.as_deref()),
        ];
        let counts = [
            note.rows_in,
            note.used,
            note.rejected,
            note.duplicates,
            note.others,
        ];
        cells.extend(counts.map(count));
        row(&mut table, cells);
    }
    (!table.rows.is_empty()).then_some(table)
}

/// What a file is for.
pub(super) fn role(role: &str) -> Cell {
    Cell::Words(words(&format!("report-role-{role}")))
}

/// How many places of lists and of OpenStreetMap were found in which way; `None` where none were compared.
fn conflation(city: &City) -> Option<Table> {
    let report = city.facilities().conflation.as_ref()?;
    let mut table = table("conflation", &words("report-conflation"));
    column(&mut table, "what", Kind::Text, "report-column-counted");
    column(&mut table, "number", Kind::Count, "report-column-number");
    for (finding, found) in Finding::ALL.iter().zip(report.counts()) {
        let label = Words::of(|lang| finding_text(*finding, lang));
        row(&mut table, vec![Cell::Words(label), count(found)]);
    }
    Some(table)
}
