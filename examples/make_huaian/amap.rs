//! The export from `AMap`: what its search by types gives, as a workbook.

use std::collections::BTreeMap;

use anyhow::Result;
use lifecircle::LonLat;
use serde_json::{Value, json};

use crate::census::{Census, World};
use crate::fates::Fate;
use crate::formats::FORMATS;
use crate::geo;
use crate::sheet;
use crate::zones::{CITY, DISTRICT};

/// Name of the file, and of its sheets.
pub(crate) const NAME: &str = "高德导出.xlsx";
pub(crate) const SHEETS: [&str; 2] = ["说明", "POI"];
const COLUMNS: [&str; 10] = [
    "id", "name", "type", "typecode", "address", "location", "pname", "cityname", "adname", "tel",
];
/// Types that are none of the programme's formats, with a name and how many of each; some are traps.
#[rustfmt::skip]
const OTHERS: [(&str, &str, &str, usize); 7] = [
    ("160100", "金融保险服务;银行;银行", "储蓄所", 6),
    ("120302", "商务住宅;住宅区;住宅小区", "小区", 4),
    ("141204", "科教文化服务;学校;幼儿园", "幼儿园", 3),
    // A supermarket's code that is a chain of drugstores.
    ("060415", "购物服务;超级市场;万宁超市", "个人护理用品店", 2),
    ("090602", "医疗保健服务;医药保健销售店;医疗保健用品", "医疗器械", 3),
    ("070501", "生活服务;物流速递;物流仓储场地", "仓储中心", 2),
    ("060703", "购物服务;综合市场;农副产品市场", "农产品批发市场", 1),
];
/// Words without which a code says too little: of these formats only outlets that have one are exported.
const WORDS: [(&str, &[&str]); 6] = [
    ("菜市场", &["菜市场", "农贸", "集贸"]),
    ("生鲜超市（菜店）", &["生鲜", "菜店"]),
    ("早餐店", &["早餐", "早点", "包子", "豆浆"]),
    ("家政服务点", &["家政"]),
    ("再生资源回收点", &["回收", "废品"]),
    ("老年康护", &["养老", "日间照料", "驿站"]),
];
/// Formats that `AMap` has no type for.
const WITHOUT: [&str; 4] = ["智能快件箱", "自助售卖机", "无人值守商店", "照相文印店"];
/// The type that some convenience stores have besides.
const SECOND: (&str, &str, &str) = ("070500", "生活服务;物流速递;物流速递", "快递服务点");
/// Rows that the export holds twice, as exports by tiles do.
const REPEATS: usize = 3;

/// A place of the export, and the formats that its type and name mean.
pub(crate) struct Poi {
    pub(crate) name: String,
    pub(crate) types: String,
    pub(crate) codes: String,
    address: String,
    at: LonLat,
    pub(crate) formats: Vec<&'static str>,
}

/// The file and what is true of it.
pub(crate) fn write(pois: &[Poi]) -> Result<(Vec<u8>, Value)> {
    let mut book = sheet::workbook()?;
    let about = book.add_worksheet().set_name(SHEETS[0])?;
    let words = [
        "高德地图 POI 导出（示例，内容均为虚构）",
        "坐标系：GCJ-02（火星坐标），location 列为“经度,纬度”",
        "范围：运河示范区；导出方式：按类型分页检索，网格边缘的点可能重复",
    ];
    for (row, word) in words.into_iter().enumerate() {
        about.write_string(sheet::narrow(row), 0, word)?;
    }
    let page = book.add_worksheet().set_name(SHEETS[1])?;
    for (column, name) in COLUMNS.into_iter().enumerate() {
        page.write_string(0, sheet::narrow(column), name)?;
    }
    let order: Vec<usize> = (0..pois.len())
        .chain((0..REPEATS).map(|number| number * pois.len() / REPEATS + 7))
        .collect();
    for (row, &poi) in order.iter().enumerate() {
        for (column, cell) in cells(&pois[poi], poi).iter().enumerate() {
            page.write_string(sheet::narrow(row + 1), sheet::narrow(column), cell)?;
        }
    }
    Ok((book.save_to_buffer()?, truth(pois, order.len())))
}

fn cells(poi: &Poi, number: usize) -> [String; COLUMNS.len()] {
    let at = geo::gcj02(poi.at);
    [
        format!("BDEMO{number:05}"),
        poi.name.clone(),
        poi.types.clone(),
        poi.codes.clone(),
        poi.address.clone(),
        format!("{:.6},{:.6}", at.lon, at.lat),
        "江苏省".to_string(),
        CITY.to_string(),
        DISTRICT.to_string(),
        String::new(),
    ]
}

/// Most named outlets of the map and half of those that only the census has, then what is none of the formats.
pub(crate) fn draw(world: &mut World<'_>, census: &Census) -> Vec<Poi> {
    let mut pois = Vec::new();
    for outlet in &world.map.outlets {
        let Some(name) = &outlet.name else { continue };
        if world.rng.percent(62) && is_exported(outlet.format, name) {
            let at = geo::around(&mut world.rng, outlet.at, 0, 6);
            let name = name.replace('(', "（").replace(')', "）");
            pois.push(of_format(world.map.street(at), name, outlet.format, at));
        }
    }
    for row in census.of(|fate| *fate == Fate::OnlyList) {
        if world.rng.percent(50) && is_exported(row.formats[0], &row.name) {
            pois.push(of_format(
                world.map.street(row.at),
                row.name.clone(),
                row.formats[0],
                row.at,
            ));
        }
    }
    let stores: Vec<usize> = (0..pois.len())
        .filter(|&poi| pois[poi].formats == ["便利店"])
        .collect();
    for poi in stores.into_iter().step_by(5) {
        pois[poi].codes = format!("{}|{}", pois[poi].codes, SECOND.0);
        pois[poi].types = format!("{}|{}", pois[poi].types, SECOND.1);
        pois[poi].formats.push(SECOND.2);
    }
    for (code, path, trade, number) in OTHERS {
        for _ in 0..number {
            let street = &world.map.streets[world.rng.below(world.map.streets.len())];
            pois.push(Poi {
                name: format!("{}{trade}", street.0),
                types: path.to_string(),
                codes: code.to_string(),
                address: street.0.clone(),
                at: street.1,
                formats: Vec::new(),
            });
        }
    }
    pois
}

fn is_exported(format: usize, name: &str) -> bool {
    let word = FORMATS[format].word;
    let needs = WORDS.iter().find(|(format, _)| *format == word);
    !WITHOUT.contains(&word)
        && !name.starts_with(['=', '@'])
        && needs.is_none_or(|(_, words)| words.iter().any(|word| name.contains(word)))
}

fn of_format(street: &str, name: String, format: usize, at: LonLat) -> Poi {
    let (code, path) = FORMATS[format].amap;
    Poi {
        name,
        types: path.to_string(),
        codes: code.to_string(),
        address: street.to_string(),
        at,
        formats: vec![FORMATS[format].word],
    }
}

fn truth(pois: &[Poi], rows: usize) -> Value {
    let mut formats: BTreeMap<&str, usize> = BTreeMap::new();
    let mut others: BTreeMap<&str, usize> = BTreeMap::new();
    for poi in pois {
        for format in &poi.formats {
            *formats.entry(format).or_default() += 1;
        }
        if poi.formats.is_empty() {
            *others.entry(&poi.codes).or_default() += 1;
        }
    }
    // Row 1 is the header; repetitions stand below all others.
    let repeats: Vec<usize> = (pois.len() + 2..rows + 2).collect();
    json!({
        "file": NAME,
        "coordinates": "gcj02",
        "sheet": SHEETS[1],
        "other_sheets": [SHEETS[0]],
        "rows_in": rows,
        "duplicates": { "count": repeats.len(), "sheet_rows": repeats },
        "rows": pois.len(),
        "with_two_types": pois.iter().filter(|poi| poi.formats.len() > 1).count(),
        "rows_by_format": formats,
        "rows_outside_of_the_programme_by_typecode": others,
    })
}
