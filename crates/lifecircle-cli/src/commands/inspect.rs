//! `lifecircle inspect`: what an extract holds.

use std::process::ExitCode;

use lifecircle_core::build::BuildOptions;
use lifecircle_core::network::ways_by_access;
use lifecircle_core::place::{CategoryTable, ResidenceChoice};
use lifecircle_core::units::display;
use lifecircle_io::read;
use serde_json::{Value, json};

use crate::args::InspectArgs;
use crate::city::{City, CityOptions, Extract, category_table, city, extract, people_table};
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show::{self, Table, grouped};

/// The default reach of places, in mm.
const MAX_SNAP_MM: u32 = 200_000;

pub(crate) fn run(args: &InspectArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let table = category_table()?;
    let extent = args.extent.as_deref().map(read::extent).transpose()?;
    let progress = Progress::new(lang, quiet);
    let (extract, data) = extract(args.file.as_deref(), &table, &progress)?;
    let options = CityOptions {
        extent,
        ferries: false,
        build: BuildOptions::default(),
        max_snap_mm: MAX_SNAP_MM,
        own_facilities: Vec::new(),
        replace: false,
        residences: ResidenceChoice::Auto,
    };
    let city = city(data, &table, &people_table()?, options, &progress);
    progress.finish();
    let text = if args.json {
        format!("{:#}\n", document(&extract, &city, &table))
    } else {
        page(&extract, &city, &table, lang)
    };
    show::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn bbox_degrees(extract: &Extract) -> Option<[f64; 4]> {
    let nano = extract.header.bbox_nano?;
    // Nanodegrees are whole numbers well within what a double holds.
    Some(nano.map(|n| (n / 100) as i32).map(|d| f64::from(d) / 1e7))
}

fn document(extract: &Extract, city: &City, table: &CategoryTable) -> Value {
    let (network, build) = (city.network.report, city.built.report);
    let [open, private, closed] = ways_by_access(&city.network);
    let categories = table.categories().iter().enumerate();
    let categories: serde_json::Map<String, Value> = categories
        .map(|(i, c)| (c.id.clone(), count_of(city, i).into()))
        .collect();
    json!({
        "file": extract.name,
        "bytes": extract.bytes,
        "sha256": extract.digest.to_string(),
        "synthetic": extract.synthetic,
        "data_date": extract.date(),
        "writer": extract.header.writer,
        "bbox": bbox_degrees(extract),
        "nodes": extract.report.nodes,
        "ways": extract.report.ways,
        "missing_node_refs": extract.report.missing_node_refs,
        "sorted": extract.report.sorted,
        "walkable_ways": { "open": open, "private": private, "closed": closed },
        "walkable_km": display(build.length_mm) / 1e6,
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
        "people": display(city.residences.people_milli.iter().sum::<u64>()) / 1000.0,
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

fn page(extract: &Extract, city: &City, table: &CategoryTable, lang: Lang) -> String {
    let (network, build) = (city.network.report, city.built.report);
    let people_milli: u64 = city.residences.people_milli.iter().sum();
    let mut rows = Table::new(&[&extract.name, ""]);
    let mut row = |name: &str, value: String| rows.row(vec![name.to_owned(), value]);
    let unknown = lang.pick("unknown", "不明").to_owned();
    row(
        lang.pick("data of", "数据日期"),
        extract.date().unwrap_or_else(|| unknown.clone()),
    );
    let bbox = bbox_degrees(extract).map(|b| b.map(|d| d.to_string()).join(", "));
    row(
        lang.pick("box (w, s, e, n)", "边框（西南东北）"),
        bbox.unwrap_or(unknown),
    );
    row(
        lang.pick("written by", "写入程序"),
        extract.header.writer.clone(),
    );
    row(
        lang.pick("nodes / ways", "节点 / 路线"),
        format!(
            "{} / {}",
            grouped(extract.report.nodes),
            grouped(extract.report.ways)
        ),
    );
    row(
        lang.pick("missing way nodes", "缺失的路线节点"),
        grouped(extract.report.missing_node_refs),
    );
    let [open, private, closed] = ways_by_access(&city.network);
    row(
        lang.pick(
            "walkable ways: open / private / closed",
            "步行路线：开放 / 私有 / 禁行",
        ),
        format!(
            "{} / {} / {}",
            grouped(open),
            grouped(private),
            grouped(closed)
        ),
    );
    let km = |mm: u64| format!("{:.1} km", display(mm) / 1e6);
    row(
        lang.pick("walkable length", "步行长度"),
        km(build.length_mm),
    );
    row(
        lang.pick(
            "… tagged private / enclosed by gates",
            "…其中标为私有 / 为门所围",
        ),
        format!("{} / {}", km(build.private_mm), km(build.enclosed_mm)),
    );
    row(lang.pick("streets", "街道段"), grouped(build.streets));
    row(
        lang.pick("components / small / islands", "连通块 / 小块 / 孤岛"),
        format!(
            "{} / {} / {}",
            build.components, build.small_components, build.islands
        ),
    );
    row(
        lang.pick("gates: private passages / closed", "门：私有通道 / 关闭"),
        format!("{} / {}", network.private_passages, network.closed_barriers),
    );
    row(
        lang.pick(
            "cut ends: missing / box / assumed",
            "断头：缺失 / 边框 / 推定",
        ),
        format!(
            "{} / {} / {}",
            network.cut_missing, network.cut_outside, network.cut_assumed
        ),
    );
    let homes = format!(
        "{} ({})",
        grouped(city.residences.count() as u64),
        city.residences.kind.word()
    );
    row(lang.pick("homes", "住宅"), homes);
    row(
        lang.pick("people (estimated)", "人口（估算）"),
        show::people(people_milli),
    );
    row(
        lang.pick("building=yes left out", "未计的 building=yes"),
        grouped(city.residences.report.yes_left_out),
    );
    for (position, category) in table.categories().iter().enumerate() {
        row(
            lang.pick(&category.en, &category.zh),
            grouped(count_of(city, position) as u64),
        );
    }
    row(
        lang.pick("duplicates merged / doubtful", "合并的重复 / 存疑"),
        format!(
            "{} / {}",
            city.facilities.report.merged, city.facilities.report.doubtful
        ),
    );
    let mut text = rows.render();
    for warning in warnings(extract, city, table, people_milli, lang) {
        text.push_str(&format!("! {warning}\n"));
    }
    text.push_str(extract.attribution());
    text.push('\n');
    text
}

fn warnings(
    extract: &Extract,
    city: &City,
    table: &CategoryTable,
    people_milli: u64,
    lang: Lang,
) -> Vec<String> {
    let homes = city.residences.count() as u64;
    let mut lines =
        show::thin_mapping(&city.facilities, table, homes, people_milli, |_| true, lang);
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
    if extract.header.date_s.is_none() {
        lines.push(
            lang.pick(
                "the file does not tell the date of its data",
                "文件未注明数据日期",
            )
            .to_owned(),
        );
    }
    if city.network.way_osm.is_empty() {
        lines.push(
            lang.pick("the file holds no walkable way", "文件中没有可步行的路线")
                .to_owned(),
        );
    }
    lines
}
