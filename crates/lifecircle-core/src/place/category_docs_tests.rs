//! The tables of docs/categories.md are those of the data.

use std::fmt::Write;
use std::path::Path;

use super::super::BUILT_IN_LISTS;
use super::{Category, CategoryTable, PoiTypes};

/// Set to anything, the tables are written into the file instead of being compared with it.
const BLESS: &str = "LIFECIRCLE_BLESS";

/// What a cell shows; a bar would end it.
fn cell(texts: impl IntoIterator<Item = String>, separator: &str) -> String {
    let texts: Vec<String> = texts.into_iter().collect();
    texts.join(separator).replace('|', "\\|")
}

/// Every format, its names, and its class in each list.
fn formats(table: &CategoryTable) -> String {
    let mut text =
        "| id | 中文 | English | basic | seed | national | 别名 other words |\n".to_owned();
    text.push_str("|---|---|---|---|---|---|---|\n");
    for category in table.categories() {
        let class_in = |list: &str| {
            let listed = category.listed.iter().find(|l| l.list == list);
            let class = listed.and_then(|l| l.class).map(|class| class.to_string());
            let compiled = listed.is_some_and(|l| l.source.as_deref() == Some("compiled"));
            class.unwrap_or_default() + if compiled { " *" } else { "" }
        };
        let Category { id, zh, en, .. } = category;
        let lists = ["basic", "seed", "national"].map(class_in).join(" | ");
        let words = cell(category.synonyms.clone(), ", ");
        writeln!(text, "| `{id}` | {zh} | {en} | {lists} | {words} |").unwrap();
    }
    text
}

fn tags(category: &Category) -> String {
    let each = category.accept.iter().map(|rule| {
        let pairs = rule.iter().map(|(key, value)| format!("{key}={value}"));
        format!("`{}`", pairs.collect::<Vec<_>>().join(" + "))
    });
    cell(each, "<br>")
}

fn types(types: &PoiTypes) -> String {
    let mut text = types.codes.join(" ");
    let parts = [
        (" not ", types.except.join(" ")),
        (", name with ", types.contains.join("/")),
        (", without ", types.unless.join("/")),
    ];
    for (word, list) in parts {
        if !list.is_empty() {
            text.push_str(word);
            text.push_str(&list);
        }
    }
    text
}

/// Tags, types and chains of every format.
fn selectors(table: &CategoryTable) -> String {
    let mut text = "| id | OpenStreetMap | AMap 高德 | chains |\n|---|---|---|---|\n".to_owned();
    for category in table.categories() {
        let amap = cell(category.amap.iter().map(types), "<br>");
        let brands = cell(category.brands.clone(), ", ");
        let (id, tags) = (&category.id, tags(category));
        writeln!(text, "| `{id}` | {tags} | {amap} | {brands} |").unwrap();
    }
    text
}

/// Where the entries of each list are from.
fn sources(table: &CategoryTable) -> String {
    let mut text = "| list | source | what it is |\n|---|---|---|\n".to_owned();
    for list in table.lists() {
        for (id, source) in &list.sources {
            writeln!(text, "| {} | {id} | {source} |", list.name).unwrap();
        }
    }
    text
}

#[test]
fn the_tables_of_categories_are_those_of_the_data() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/categories.md");
    let told = std::fs::read_to_string(&file).unwrap();
    let table = CategoryTable::merged(&BUILT_IN_LISTS).unwrap();
    let mut right = told.clone();
    let tables = [
        ("formats", formats(&table)),
        ("selectors", selectors(&table)),
        ("sources", sources(&table)),
    ];
    for (name, table) in tables {
        let (begin, end) = (format!("<!-- {name} -->\n"), "<!-- end -->\n");
        let start = right.find(&begin).map(|at| at + begin.len());
        let start = start.unwrap_or_else(|| panic!("no table of {name}: add `{begin}{end}`"));
        let length = right[start..].find(end).expect("the table has an end");
        right.replace_range(start..start + length, &table);
    }
    if std::env::var_os(BLESS).is_some() {
        std::fs::write(&file, right).unwrap();
        return;
    }
    assert!(
        told == right,
        "docs/categories.md differs from the data: {BLESS}=1 cargo test -p lifecircle-core tables_of_categories writes it anew"
    );
}
