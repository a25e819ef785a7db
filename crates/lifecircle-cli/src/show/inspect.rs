//! What an extract holds, as a table and as JSON.

use lifecircle::{City, Inspection};
use lifecircle_core::place::HomeKind;
use lifecircle_core::units::{milli_to_people, mm_to_km};
use lifecircle_texts::text;
use serde_json::{Value, json};

use super::{Table, grouped};
use crate::lang::Lang;
use crate::recipe::flags;

pub(crate) fn inspect_json(city: &City, found: &Inspection) -> Value {
    let extract = city.provenance();
    let (network, build) = (city.facts().report, city.built().report);
    let [open, private, closed] = city.facts().ways_by_access;
    let categories = city.categories().categories().iter().zip(&found.outlets);
    let categories: serde_json::Map<String, Value> = categories
        .map(|(category, &outlets)| (category.id.clone(), outlets.into()))
        .collect();
    json!({
        "file": extract.origin.name,
        "bytes": extract.origin.bytes,
        "sha256": extract.origin.digest.to_string(),
        "synthetic": extract.synthetic,
        "data_date": extract.date(),
        "writer": extract.origin.header.writer,
        "bbox": extract.bbox_deg(),
        "made_with": flags(city.recipe()),
        "nodes": extract.origin.report.nodes,
        "ways": extract.origin.report.ways,
        "missing_node_refs": extract.origin.report.missing_node_refs,
        "sorted": extract.origin.report.sorted,
        "walkable_ways": { "open": open, "private": private, "closed": closed },
        "walkable_km": mm_to_km(build.length_mm),
        "streets": build.streets,
        "components": build.components,
        "small_components": build.small_components,
        "islands": build.islands,
        "enclosed_pieces": build.enclosed_pieces,
        "private_passages": network.private_passages,
        "closed_barriers": network.closed_barriers,
        "cut_ends": { "missing_node": network.cut_missing, "outside": network.cut_outside, "assumed": network.cut_assumed },
        "edge_known": network.edge_known,
        "extent": network.extent.word(),
        "inferred_box": network.extent.inferred_deg(),
        "homes": found.homes,
        "homes_kind": city.residences().kind.word(),
        "people": milli_to_people(found.people_milli),
        "building_yes_left_out": city.residences().report.yes_left_out,
        "buildings_not_closed": city.residences().report.unclosed_buildings,
        "residential_areas": {
            "in_part": city.residences().report.areas_in_part,
            "left_out": city.residences().report.areas_left_out,
            "rings_left_out": city.residences().report.area_rings_left_out,
        },
        "facilities": categories,
        "facilities_merged": city.facilities().report.merged,
        "facilities_doubtful": city.facilities().report.doubtful,
    })
}

/// A table of what the extract holds, and what to beware of.
pub(crate) fn inspect_table(city: &City, found: &Inspection, lang: Lang) -> String {
    let mut rows = Table::new(&[&city.provenance().origin.name, ""]);
    let made_with = flags(city.recipe());
    if !made_with.is_empty() {
        rows.row(vec![text!(lang, "inspect-made-with"), made_with]);
    }
    let facts = file_facts(city, lang).into_iter();
    let facts = facts
        .chain(network_facts(city, lang))
        .chain(home_facts(city, found, lang));
    for (key, value) in facts {
        rows.row(vec![text!(lang, key), value]);
    }
    for (category, &outlets) in city.categories().categories().iter().zip(&found.outlets) {
        let name = lang.name(&category.en, &category.zh).to_owned();
        rows.row(vec![name, grouped(outlets)]);
    }
    let report = city.facilities().report;
    rows.row(vec![
        text!(lang, "inspect-merged"),
        slashed(&[report.merged, report.doubtful]),
    ]);
    let mut text = super::first_warnings(city, &found.warnings, lang);
    text.push_str(&rows.render());
    text.push_str(&super::other_warnings(city, &found.warnings, lang));
    text.push_str(&super::attribution(city, lang));
    text.push('\n');
    text
}

fn slashed(numbers: &[u64]) -> String {
    numbers
        .iter()
        .map(|&n| grouped(n))
        .collect::<Vec<_>>()
        .join(" / ")
}

fn km(mm: u64, lang: Lang) -> String {
    let km = mm_to_km(mm);
    text!(lang, "measure-kilometres", length = format!("{km:.1}"))
}

fn file_facts(city: &City, lang: Lang) -> [(&'static str, String); 5] {
    let extract = city.provenance();
    let unknown = || text!(lang, "unknown");
    let bbox = extract
        .bbox_deg()
        .map(|b| b.map(|d| d.to_string()).join(", "));
    let report = extract.origin.report;
    [
        ("inspect-date", extract.date().unwrap_or_else(unknown)),
        ("inspect-box", bbox.unwrap_or_else(unknown)),
        ("inspect-writer", extract.origin.header.writer.clone()),
        ("inspect-elements", slashed(&[report.nodes, report.ways])),
        ("inspect-missing", grouped(report.missing_node_refs)),
    ]
}

fn network_facts(city: &City, lang: Lang) -> [(&'static str, String); 7] {
    let (network, build) = (city.facts().report, city.built().report);
    let private = format!(
        "{} / {}",
        km(build.private_mm, lang),
        km(build.enclosed_mm, lang)
    );
    let components = slashed(&[build.components, build.small_components, build.islands]);
    let gates = slashed(&[network.private_passages, network.closed_barriers]);
    let cut = slashed(&[
        network.cut_missing,
        network.cut_outside,
        network.cut_assumed,
    ]);
    [
        ("inspect-access", slashed(&city.facts().ways_by_access)),
        ("inspect-length", km(build.length_mm, lang)),
        ("inspect-private", private),
        ("inspect-streets", grouped(build.streets)),
        ("inspect-components", components),
        ("inspect-gates", gates),
        ("inspect-cut", cut),
    ]
}

fn home_facts(city: &City, found: &Inspection, lang: Lang) -> Vec<(&'static str, String)> {
    let residences = city.residences();
    let kind = match residences.kind {
        HomeKind::Buildings => "inspect-homes-buildings",
        HomeKind::AllBuildings => "inspect-homes-all-buildings",
        HomeKind::Points | HomeKind::StreetPoints => "inspect-homes-points",
        HomeKind::Own => "inspect-homes-own",
    };
    let homes = text!(lang, kind, count = found.homes);
    let left_out = grouped(residences.report.yes_left_out);
    let left_out = ("inspect-left-out", left_out);
    let mut facts = if residences.kind.is_sampled() {
        vec![("inspect-points", homes)]
    } else {
        let people = super::people(found.people_milli);
        vec![("inspect-homes", homes), ("inspect-people", people)]
    };
    facts.push(left_out);
    let report = residences.report;
    if report.unclosed_buildings > 0 {
        facts.push(("inspect-unclosed", grouped(report.unclosed_buildings)));
    }
    let areas = [
        report.areas_in_part,
        report.areas_left_out,
        report.area_rings_left_out,
    ];
    if areas.iter().any(|&n| n > 0) {
        facts.push(("inspect-areas", slashed(&areas)));
    }
    facts
}
