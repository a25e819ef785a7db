//! How it was worked out: rules, assumptions, options, and the digests of everything that went in.

use lifecircle_core::rules::Limit;
use lifecircle_core::units::{mm_to_m, mm_to_m_text, ms_to_minutes, u64_to_f64};
use lifecircle_io::report::{Block, Cell, Kind, Table, Words};
use lifecircle_io::style::list_text;
use lifecircle_texts::text;
use serde_json::Value;

use super::cells::{Counted, column, count, name, paragraph, row, rule_name, table, words};
use super::quality::role;
use crate::{Check, Compared, Error};

pub(super) fn blocks(check: &Check) -> Result<Vec<Block>, Error> {
    let counted = Counted::of(check);
    let people = if counted == Counted::Points {
        "report-method-points"
    } else {
        "report-method-people"
    };
    let snap = check.city().recipe().max_snap_mm;
    let snap = Words::of(|lang| {
        let snap = text!(lang, "measure-metres", length = mm_to_m_text(snap));
        text!(lang, "report-method-snap", snap = snap)
    });
    let manifest = check.manifest(Compared::default())?;
    let mut options = table("options", &words("report-options"));
    column(&mut options, "option", Kind::Text, "report-column-option");
    column(&mut options, "value", Kind::Text, "report-column-value");
    for (option, value) in &manifest.options {
        row(&mut options, vec![name(option), self::value(value)]);
    }
    let mut inputs = table("inputs", &words("report-inputs"));
    for (id, kind, key) in [
        ("file", Kind::Text, "report-column-file"),
        ("role", Kind::Text, "report-column-role"),
        ("bytes", Kind::Count, "report-column-bytes"),
        ("sha256", Kind::Text, "report-column-sha256"),
    ] {
        column(&mut inputs, id, kind, key);
    }
    for (own, file, bytes, sha256) in &manifest.inputs {
        row(
            &mut inputs,
            vec![name(file), role(own), count(*bytes), name(sha256)],
        );
    }
    Ok(vec![
        Block::Table(rules(check)),
        paragraph(&words("report-method-walk")),
        paragraph(&words("report-method-unknown")),
        paragraph(&words(people)),
        paragraph(&snap),
        Block::Table(options),
        Block::Table(inputs),
        paragraph(&words("report-method-where")),
    ])
}

/// An option's value: a number, else as files have it.
fn value(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Number(number) => number.as_f64().map_or(Cell::Empty, Cell::Number),
        Value::String(text) => name(text),
        other => name(other.to_string()),
    }
}

fn rules(check: &Check) -> Table {
    let mut table = table("rules", &words("report-rules"));
    for (id, kind, key) in [
        ("id", Kind::Text, "report-column-id"),
        ("rule", Kind::Text, "report-column-rule"),
        ("categories", Kind::Text, "report-column-category"),
        ("limit", Kind::Number, "report-column-limit"),
        ("unit", Kind::Text, "report-column-unit"),
        ("min_count", Kind::Count, "report-column-least"),
    ] {
        column(&mut table, id, kind, key);
    }
    let categories = check.city().categories().categories();
    for rule in check.rules() {
        let named = |lang: lifecircle_texts::Lang| {
            let own = rule.categories.iter().map(|own| &categories[own]);
            let own: Vec<String> = own.map(|c| lang.name(&c.en, &c.zh).to_owned()).collect();
            list_text(&own, lang)
        };
        let (limit, unit) = match rule.limit {
            Limit::TimeMs(ms) => (ms_to_minutes(ms), "report-unit-minutes"),
            Limit::LengthMm(mm) => (mm_to_m(mm), "report-unit-metres"),
        };
        row(
            &mut table,
            vec![
                name(&rule.id),
                Cell::Words(rule_name(rule)),
                Cell::Words(Words::of(named)),
                Cell::Number(limit),
                Cell::Words(words(unit)),
                Cell::Number(u64_to_f64(rule.min_count.into())),
            ],
        );
    }
    table
}
