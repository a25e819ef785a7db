//! What legs and squares change against their defaults.

use lifecircle::{Check, Legs, LegsCompared, Plazas};
use lifecircle_core::coverage::Flips;
use lifecircle_texts::text;

use super::{Table, grouped, people, share};
use crate::lang::Lang;

/// How verdicts change with the streets that places are joined to.
pub(crate) fn legs_table(check: &Check, compared: LegsCompared, lang: Lang) -> String {
    let homes = check.summary().homes;
    let nearest = text!(lang, "legs-nearest");
    let key = match compared.legs {
        Legs::Clear => "legs-clear",
        Legs::Around | Legs::Nearest => "legs-around",
    };
    let before = (nearest, compared.covered_by_nearest);
    let after = (text!(lang, key), compared.flips);
    let table = table("legs-column-legs", homes, before, after, lang);
    let line = if compared.legs == Legs::Clear {
        let cleared = compared.cleared;
        text!(
            lang,
            "legs-cleared",
            homes = grouped(cleared.homes_moved),
            facilities = grouped(cleared.facilities_moved),
            homes_left = grouped(cleared.homes_left),
            facilities_left = grouped(cleared.facilities_left)
        )
    } else {
        let further = grouped(compared.homes_with_further);
        text!(lang, "legs-further", homes = further)
    };
    format!("{table}{line}\n")
}

/// The squares that are walked across, and what that changes; nothing where they are walked around.
pub(crate) fn plazas(check: &Check, lang: Lang) -> String {
    let city = check.city();
    if city.recipe().plazas == Plazas::Around {
        return String::new();
    }
    let report = city.facts().report.plazas;
    let mut text = String::from("\n");
    if let Some(compared) = check.plazas() {
        let before = (text!(lang, "plazas-around"), compared.covered_around);
        let after = (text!(lang, "plazas-cross"), compared.flips);
        let homes = check.summary().homes;
        text.push_str(&table("plazas-column-plazas", homes, before, after, lang));
        let changed = grouped(compared.homes_changed);
        text.push_str(&text!(lang, "plazas-changed", homes = changed));
        text.push('\n');
    }
    text.push_str(&text!(
        lang,
        "plazas-crossed",
        plazas = grouped(report.plazas),
        crossed = grouped(report.crossed),
        ways = grouped(report.ways_across)
    ));
    text.push('\n');
    for (key, plazas) in [
        ("plazas-not-whole", report.not_whole),
        ("plazas-thinned", report.thinned),
    ] {
        if plazas > 0 {
            text.push_str(&text!(lang, key, plazas = grouped(plazas)));
            text.push('\n');
        }
    }
    text
}

/// A row for a check by the default, a row for this one.
fn table(
    column: &'static str,
    homes: u64,
    (before, covered): (String, u64),
    (after, flips): (String, Flips),
    lang: Lang,
) -> String {
    let keys = [
        column,
        "gates-column-covered",
        "legs-column-better",
        "legs-column-worse",
    ];
    let header = keys.map(|key| text!(lang, key));
    let mut table = Table::new(&header.each_ref().map(String::as_str));
    let changed = |homes: u64, milli: u64| {
        let (homes, people) = (grouped(homes), people(milli));
        text!(lang, "legs-changed", homes = homes, people = people)
    };
    let blank = String::new;
    table.row(vec![before, share(covered, homes), blank(), blank()]);
    table.row(vec![
        after,
        share(flips.covered, homes),
        changed(flips.better, flips.better_people_milli),
        changed(flips.worse, flips.worse_people_milli),
    ]);
    table.render()
}
