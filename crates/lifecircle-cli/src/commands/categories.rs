//! `lifecircle categories`: the kinds of facility that are known, by list.

use std::fmt::Write;
use std::process::ExitCode;

use lifecircle::{CityOptions, category_lists};
use lifecircle_core::place::{Category, CategoryTable};
use lifecircle_texts::text;
use serde_json::{Value, json};

use crate::lang::Lang;
use crate::show;

pub(crate) fn run(lists: &[String], as_json: bool, lang: Lang) -> anyhow::Result<ExitCode> {
    let lists = if lists.is_empty() {
        category_lists().map(str::to_owned).collect()
    } else {
        lists.to_vec()
    };
    let options = CityOptions {
        categories: lists,
        ..CityOptions::default()
    };
    let table = options.category_table()?;
    let text = if as_json {
        let all: Vec<Value> = table.categories().iter().map(value).collect();
        format!("{:#}\n", Value::from(all))
    } else {
        listing(&table, lang)?
    };
    show::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// A heading per list and a line per category, with its class and its other names.
fn listing(table: &CategoryTable, lang: Lang) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let widest = table.categories().iter().map(|c| c.id.len()).max();
    for list in table.lists() {
        let title = lang.name(&list.en, &list.zh);
        let version = list.version.as_deref().unwrap_or_default();
        writeln!(out, "{} {title} {version}", list.name)?;
        for category in table.categories() {
            let Some(listed) = category.listed.iter().find(|l| l.list == list.name) else {
                continue;
            };
            let class = listed
                .class
                .map(|class| text!(lang, &format!("class-{class}")));
            let others = [class, Some(category.synonyms.join(" "))];
            let others: Vec<String> = others
                .into_iter()
                .flatten()
                .filter(|t| !t.is_empty())
                .collect();
            let name = lang.name(&category.en, &category.zh);
            let line = format!(
                "  {:<1$}  {name}  {2}",
                category.id,
                widest.unwrap_or(0),
                others.join(" · ")
            );
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    Ok(out)
}

/// Everything that is known of a category.
fn value(category: &Category) -> Value {
    let lists: Vec<&str> = category.listed.iter().map(|l| l.list.as_str()).collect();
    json!({
        "id": category.id,
        "en": category.en,
        "zh": category.zh,
        "class": category.class.map(lifecircle_core::place::Class::word),
        "staffing": category.staffing().word(),
        "synonyms": category.synonyms,
        "lists": lists,
        "brands": category.brands,
        "tags": category.accept,
        "people_per_outlet": category.people_per_outlet,
    })
}
