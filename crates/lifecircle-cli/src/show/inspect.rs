//! What an extract holds, as a table and as JSON.

use lifecircle_core::place::{CategoryTable, HomeKind};
use lifecircle_core::units::{decimicro_to_degrees, milli_to_people, mm_to_km, nano_to_decimicro};
use serde_json::{Value, json};

use super::{Table, grouped};
use crate::cached::flags;
use crate::city::{City, Extract};
use crate::lang::Lang;

fn bbox_degrees(extract: &Extract) -> Option<[f64; 4]> {
    let nano = extract.origin.header.bbox_nano?;
    let degrees = |nano: i64| nano_to_decimicro(nano).map(decimicro_to_degrees);
    let all: Option<Vec<f64>> = nano.into_iter().map(degrees).collect();
    all?.try_into().ok()
}

pub(crate) fn inspect_json(city: &City, table: &CategoryTable) -> Value {
    let extract = &city.extract;
    let (network, build) = (city.network.report, city.built.report);
    let [open, private, closed] = city.network.ways_by_access;
    let categories = table.categories().iter().enumerate();
    let categories: serde_json::Map<String, Value> = categories
        .map(|(i, c)| (c.id.clone(), count_of(city, i).into()))
        .collect();
    json!({
        "file": extract.origin.name,
        "bytes": extract.origin.bytes,
        "sha256": extract.origin.digest.to_string(),
        "synthetic": extract.synthetic,
        "data_date": extract.date(),
        "writer": extract.origin.header.writer,
        "bbox": bbox_degrees(extract),
        "made_with": flags(&city.recipe),
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
        "homes": city.residences.count(),
        "homes_kind": city.residences.kind.word(),
        "people": milli_to_people(city.residences.people_milli.iter().sum()),
        "building_yes_left_out": city.residences.report.yes_left_out,
        "facilities": categories,
        "facilities_merged": city.facilities.report.merged,
        "facilities_doubtful": city.facilities.report.doubtful,
    })
}

fn count_of(city: &City, category: usize) -> usize {
    city.facilities
        .rows
        .iter()
        .filter(|f| f.categories.iter().any(|c| c == category))
        .count()
}

/// A table of what the extract holds, and what to beware of.
pub(crate) fn inspect_table(city: &City, table: &CategoryTable, lang: Lang) -> String {
    let extract = &city.extract;
    let people_milli: u64 = city.residences.people_milli.iter().sum();
    let mut rows = Table::new(&[&extract.origin.name, ""]);
    let unknown = || lang.pick("unknown", "不明").to_owned();
    let bbox = bbox_degrees(extract).map(|b| b.map(|d| d.to_string()).join(", "));
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
    let kind = match city.residences.kind {
        HomeKind::Buildings => lang.pick("buildings", "住宅建筑"),
        HomeKind::Points | HomeKind::StreetPoints => lang.pick("points", "沿街点"),
        HomeKind::Own => lang.pick("own", "自有"),
    };
    let homes = format!("{} ({kind})", grouped(city.residences.count() as u64));
    let left_out = grouped(city.residences.report.yes_left_out);
    let places = [
        ("homes", "住宅", homes),
        (
            "people (estimated)",
            "人口（估算）",
            super::people(people_milli),
        ),
        ("building=yes left out", "未计的 building=yes", left_out),
    ];
    let made_with = flags(&city.recipe);
    if !made_with.is_empty() {
        rows.row(vec![
            lang.pick("made with", "建网选项").to_owned(),
            made_with,
        ]);
    }
    for (en, zh, value) in facts.into_iter().chain(network_facts(city)).chain(places) {
        rows.row(vec![lang.pick(en, zh).to_owned(), value]);
    }
    for (position, category) in table.categories().iter().enumerate() {
        let name = lang.pick(&category.en, &category.zh).to_owned();
        rows.row(vec![name, grouped(count_of(city, position) as u64)]);
    }
    let report = city.facilities.report;
    let name = lang.pick("duplicates merged / doubtful", "合并的重复 / 存疑");
    rows.row(vec![
        name.to_owned(),
        slashed(&[report.merged, report.doubtful]),
    ]);
    let mut text = rows.render();
    for warning in warnings(city, table, people_milli, lang) {
        text.push_str("! ");
        text.push_str(&warning);
        text.push('\n');
    }
    text.push_str(extract.attribution_in(lang));
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
    let (network, build) = (city.network.report, city.built.report);
    let private = format!("{} / {}", km(build.private_mm), km(build.enclosed_mm));
    let components = slashed(&[build.components, build.small_components, build.islands]);
    let gates = slashed(&[network.private_passages, network.closed_barriers]);
    let cut = slashed(&[
        network.cut_missing,
        network.cut_outside,
        network.cut_assumed,
    ]);
    let access = slashed(&city.network.ways_by_access);
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

fn warnings(city: &City, table: &CategoryTable, people_milli: u64, lang: Lang) -> Vec<String> {
    let homes = city.residences.count() as u64;
    let mut lines =
        super::thin_mapping(&city.facilities, table, homes, people_milli, |_| true, lang);
    if city.residences.kind.word() == "points" {
        lines.push(
            lang.pick(
                "fewer than 50 dwellings are mapped: points along streets stand in for homes",
                "住宅建筑不足 50 处：以沿街点代替住宅",
            )
            .to_owned(),
        );
    }
    if !city.network.report.edge_known {
        lines.push(
            lang.pick(
                "where the data ends is not known: give it with --extent",
                "数据边界不明：请用 --extent 指定",
            )
            .to_owned(),
        );
    }
    if city.extract.origin.header.date_s.is_none() {
        lines.push(
            lang.pick(
                "the file does not tell the date of its data",
                "文件未注明数据日期",
            )
            .to_owned(),
        );
    }
    if city.network.report.walkable_ways == 0 {
        lines.push(
            lang.pick("the file holds no walkable way", "文件中没有可步行的路线")
                .to_owned(),
        );
    }
    lines
}
