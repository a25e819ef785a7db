//! What an extract holds, as a table and as JSON.

use lifecircle::{City, Inspection};
use lifecircle_core::place::HomeKind;
use lifecircle_core::units::{milli_to_people, mm_to_km};
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
        "homes": found.homes,
        "homes_kind": city.residences().kind.word(),
        "people": milli_to_people(found.people_milli),
        "building_yes_left_out": city.residences().report.yes_left_out,
        "facilities": categories,
        "facilities_merged": city.facilities().report.merged,
        "facilities_doubtful": city.facilities().report.doubtful,
    })
}

/// A table of what the extract holds, and what to beware of.
pub(crate) fn inspect_table(city: &City, found: &Inspection, lang: Lang) -> String {
    let extract = city.provenance();
    let mut rows = Table::new(&[&extract.origin.name, ""]);
    let unknown = || lang.pick("unknown", "不明").to_owned();
    let bbox = extract
        .bbox_deg()
        .map(|b| b.map(|d| d.to_string()).join(", "));
    let facts = [
        (
            "data of",
            "数据日期",
            extract.date().unwrap_or_else(unknown),
        ),
        (
            "box (w, s, e, n)",
            "边框（西南东北）",
            bbox.unwrap_or_else(unknown),
        ),
        (
            "written by",
            "写入程序",
            extract.origin.header.writer.clone(),
        ),
        (
            "nodes / ways",
            "节点 / 路线",
            slashed(&[extract.origin.report.nodes, extract.origin.report.ways]),
        ),
        (
            "missing way nodes",
            "缺失的路线节点",
            grouped(extract.origin.report.missing_node_refs),
        ),
    ];
    let kind = match city.residences().kind {
        HomeKind::Buildings => lang.pick("buildings", "住宅建筑"),
        HomeKind::Points | HomeKind::StreetPoints => lang.pick("points", "沿街点"),
        HomeKind::Own => lang.pick("own", "自有"),
    };
    let homes = format!("{} ({kind})", grouped(found.homes));
    let left_out = grouped(city.residences().report.yes_left_out);
    let places = [
        ("homes", "住宅", homes),
        (
            "people (estimated)",
            "人口（估算）",
            super::people(found.people_milli),
        ),
        ("building=yes left out", "未计的 building=yes", left_out),
    ];
    let made_with = flags(city.recipe());
    if !made_with.is_empty() {
        rows.row(vec![
            lang.pick("made with", "建网选项").to_owned(),
            made_with,
        ]);
    }
    for (en, zh, value) in facts.into_iter().chain(network_facts(city)).chain(places) {
        rows.row(vec![lang.pick(en, zh).to_owned(), value]);
    }
    for (category, &outlets) in city.categories().categories().iter().zip(&found.outlets) {
        let name = lang.pick(&category.en, &category.zh).to_owned();
        rows.row(vec![name, grouped(outlets)]);
    }
    let report = city.facilities().report;
    let name = lang.pick("duplicates merged / doubtful", "合并的重复 / 存疑");
    rows.row(vec![
        name.to_owned(),
        slashed(&[report.merged, report.doubtful]),
    ]);
    let mut text = rows.render();
    for warning in &found.warnings {
        text.push_str("! ");
        text.push_str(&super::warning(city, warning, lang));
        text.push('\n');
    }
    text.push_str(super::attribution(city, lang));
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

fn km(mm: u64) -> String {
    format!("{:.1} km", mm_to_km(mm))
}

fn network_facts(city: &City) -> [(&'static str, &'static str, String); 7] {
    let (network, build) = (city.facts().report, city.built().report);
    let private = format!("{} / {}", km(build.private_mm), km(build.enclosed_mm));
    let components = slashed(&[build.components, build.small_components, build.islands]);
    let gates = slashed(&[network.private_passages, network.closed_barriers]);
    let cut = slashed(&[
        network.cut_missing,
        network.cut_outside,
        network.cut_assumed,
    ]);
    let access = slashed(&city.facts().ways_by_access);
    [
        (
            "walkable ways: open / private / closed",
            "步行路线：开放 / 私有 / 禁行",
            access,
        ),
        ("walkable length", "步行长度", km(build.length_mm)),
        (
            "… tagged private / enclosed by gates",
            "…其中标为私有 / 为门所围",
            private,
        ),
        ("streets", "街道段", grouped(build.streets)),
        (
            "components / small / islands",
            "连通块 / 小块 / 孤岛",
            components,
        ),
        (
            "gates: private passages / closed",
            "门：私有通道 / 关闭",
            gates,
        ),
        (
            "cut ends: missing / box / assumed",
            "断头：缺失 / 边框 / 推定",
            cut,
        ),
    ]
}
