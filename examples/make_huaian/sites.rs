//! Where new outlets could go: idle halls, warehouses and public rooms, as a workbook with a header of two rows.

use anyhow::Result;
use lifecircle_testkit::Rng;
use rust_xlsxwriter::Format;
use serde_json::{Value, json};

use crate::geo;
use crate::osm::{Building, Map};
use crate::sheet;
use crate::zones::{DISTRICT, Zones};

/// Name of the file and of its sheet.
pub(crate) const NAME: &str = "规划网点.xlsx";
const SHEET: &str = "规划网点";
/// How many sites it has.
const SITES: usize = 24;
/// Rows above the first site: title, note, and a header of two rows.
const HEAD_ROWS: usize = 4;
const NOTE: &str = "坐标系：CGCS2000（国家2000），单位：度；租金按年计";
/// Columns; the two of the coordinates stand under one merged cell.
const COLUMNS: [&str; 10] = [
    "编号",
    "名称",
    "类型",
    "拟设业态",
    "建筑面积（㎡）",
    "年租金（万元）",
    "改造造价（万元）",
    "坐标",
    "",
    "备注",
];
const COORDINATES: [&str; 2] = ["经度", "纬度"];
/// First column of the coordinates.
const FIRST: u16 = 7;
/// What a building may be, and what the map calls such buildings.
const KINDS: [(&str, &[&str]); 3] = [
    ("闲置厂房", &["industrial"]),
    ("仓库", &["warehouse", "farm"]),
    ("公有物业用房", &["yes", "commercial"]),
];
/// What is planned there.
const PLANNED: [&str; 4] = ["菜市场", "综合超市", "便利店", "便利店、快递服务点"];

/// The file and what is true of it.
pub(crate) fn write(map: &Map, zones: &Zones, rng: &mut Rng) -> Result<(Vec<u8>, Value)> {
    let mut book = sheet::workbook()?;
    let page = book.add_worksheet().set_name(SHEET)?;
    let plain = Format::new();
    let title = format!("{DISTRICT}规划商业网点备选清单（示例，内容均为虚构）");
    page.merge_range(0, 0, 0, 9, &title, &plain)?;
    page.merge_range(1, 0, 1, 9, NOTE, &plain)?;
    for (column, name) in (0..).zip(COLUMNS) {
        if column == FIRST {
            page.merge_range(2, FIRST, 2, FIRST + 1, name, &plain)?;
        } else if !name.is_empty() {
            page.merge_range(2, column, 3, column, name, &plain)?;
        }
    }
    for (column, name) in (FIRST..).zip(COORDINATES) {
        page.write_string(3, column, name)?;
    }
    let mut written = Vec::new();
    for (number, (kind, building)) in chosen(map, zones, rng).into_iter().enumerate() {
        let row: u32 = sheet::narrow(number + HEAD_ROWS);
        let at = geo::rounded(building.middle());
        let floor_m2 = (geo::area_m2(&building.ring) / 10.0).round() * 10.0;
        let id = format!("GH{:03}", number + 1);
        let planned = PLANNED[rng.below(PLANNED.len())];
        page.write_string(row, 0, &id)?;
        page.write_string(row, 1, format!("{}{kind}", map.street(at)))?;
        page.write_string(row, 2, kind)?;
        page.write_string(row, 3, planned)?;
        page.write_number(row, 4, floor_m2)?;
        page.write_number(row, 5, (floor_m2 * 0.15).round() / 10.0)?;
        page.write_number(row, 6, (floor_m2 * 0.8).round() / 10.0)?;
        page.write_number(row, FIRST, at.lon)?;
        page.write_number(row, FIRST + 1, at.lat)?;
        written.push(json!({
            "sheet_row": number + HEAD_ROWS + 1, "id": id, "kind": kind, "planned": planned,
            "lon": at.lon, "lat": at.lat,
        }));
    }
    let truth = json!({
        "file": NAME,
        "coordinates": "cgcs2000",
        "declared_in": "sheet row 2",
        "sheet": SHEET,
        "header_rows": [3, 4],
        "rows": written.len(),
        "sites": written,
    });
    Ok((book.save_to_buffer()?, truth))
}

/// Buildings inside the district, kinds in turns.
fn chosen<'a>(map: &'a Map, zones: &Zones, rng: &mut Rng) -> Vec<(&'static str, &'a Building)> {
    let mut pools: Vec<(&str, Vec<&Building>)> = KINDS
        .iter()
        .map(|(kind, tags)| {
            let fits = |building: &&Building| {
                tags.contains(&building.kind.as_str())
                    && geo::area_m2(&building.ring) >= 150.0
                    && zones.community(building.middle()).is_some()
            };
            (*kind, map.buildings.iter().filter(fits).collect())
        })
        .collect();
    let mut sites = Vec::new();
    while sites.len() < SITES {
        let before = sites.len();
        for (kind, pool) in &mut pools {
            if !pool.is_empty() && sites.len() < SITES {
                sites.push((*kind, pool.remove(rng.below(pool.len()))));
            }
        }
        assert!(
            sites.len() > before,
            "the map has fewer than {SITES} such buildings"
        );
    }
    sites
}
