//! The head counts of the communities, as a workbook that somebody typed.

use std::collections::BTreeMap;

use anyhow::Result;
use lifecircle_core::units::{milli_to_whole_people, people_milli_from_floor, u64_to_f64};
use lifecircle_testkit::Rng;
use rust_xlsxwriter::Format;
use serde_json::{Value, json};

use crate::geo;
use crate::mistakes::full_width;
use crate::osm::Map;
use crate::sheet;
use crate::zones::{DISTRICT, EMPTY, Zones};

/// Name of the file and of its sheet.
pub(crate) const NAME: &str = "社区人口.xlsx";
const SHEET: &str = "2024年末";
const COLUMNS: [&str; 7] = ["序号", "街道", "社区", "户数", "人口", "0-3岁", "60岁以上"];
/// Rows above the first community: title and header.
const HEAD_ROWS: usize = 2;
/// Registered where nothing is built yet.
const PEOPLE_TO_COME: u64 = 312;
/// Kinds of buildings that people live in.
const DWELLINGS: [&str; 5] = ["apartments", "residential", "house", "terrace", "farm"];

/// One community.
pub(crate) struct Count {
    pub(crate) street: String,
    pub(crate) name: String,
    /// The name as the table has it.
    pub(crate) written: String,
    /// Households, people, those of 0 to 3, those of 60 and more.
    pub(crate) numbers: [u64; 4],
}

/// What lives where, in the order of the table: street by street.
pub(crate) fn count(map: &Map, zones: &Zones, rng: &mut Rng) -> Vec<Count> {
    let mut counts: Vec<Count> = zones
        .communities
        .iter()
        .map(|zone| {
            let homes = map.buildings.iter().filter(|building| {
                DWELLINGS.contains(&building.kind.as_str())
                    && geo::ring_holds(&zone.ring, building.ring[0])
            });
            let usual: u64 = homes
                .map(|home| people_milli_from_floor(geo::area_m2(&home.ring), home.levels))
                .sum();
            let people = if zone.name == EMPTY {
                PEOPLE_TO_COME
            } else {
                milli_to_whole_people(usual) * (85 + rng.bits() % 30) / 100
            };
            Count {
                street: zone.parent.clone(),
                name: zone.name.clone(),
                written: zone.name.clone(),
                numbers: [
                    people * 10 / 26,
                    people,
                    people * (20 + rng.bits() % 12) / 1000,
                    people * (170 + rng.bits() % 90) / 1000,
                ],
            }
        })
        .collect();
    counts.sort_by(|a, b| a.street.cmp(&b.street));
    for (number, count) in counts.iter_mut().enumerate() {
        count.written = match number % 4 {
            1 => format!("{}居委会", count.name),
            3 => count.name.replace("社区", ""),
            _ => count.name.clone(),
        };
    }
    counts
}

/// The file and what is true of it.
pub(crate) fn write(counts: &[Count]) -> Result<(Vec<u8>, Value)> {
    let mut book = sheet::workbook()?;
    let page = book.add_worksheet().set_name(SHEET)?;
    let plain = Format::new();
    let title = format!("{DISTRICT}社区人口统计表（示例，内容均为虚构）");
    page.merge_range(0, 0, 0, 6, &title, &plain)?;
    for (column, name) in COLUMNS.into_iter().enumerate() {
        page.write_string(1, sheet::narrow(column), name)?;
    }
    let mut first = 0;
    for (number, count) in counts.iter().enumerate() {
        let row: u32 = sheet::narrow(number + HEAD_ROWS);
        page.write_number(row, 0, f64::from(row - 1))?;
        page.write_string(row, 2, &count.written)?;
        for (place, value) in count.numbers.into_iter().enumerate() {
            let column = sheet::narrow(place + 3);
            match typed(number, value) {
                Some(text) => page.write_string(row, column, text)?,
                None => page.write_number(row, column, u64_to_f64(value))?,
            };
        }
        if number + 1 == counts.len() || counts[number + 1].street != count.street {
            let (from, to) = (sheet::narrow(first + HEAD_ROWS), row);
            page.merge_range(from, 1, to, 1, &count.street, &plain)?;
            first = number + 1;
        }
    }
    let row: u32 = sheet::narrow(counts.len() + HEAD_ROWS);
    page.write_string(row, 1, "合计")?;
    for (place, value) in totals(counts).into_iter().enumerate() {
        page.write_number(row, sheet::narrow(place + 3), u64_to_f64(value))?;
    }
    Ok((book.save_to_buffer()?, truth(counts)))
}

/// Some numbers are texts: with a thousands mark, or in full-width digits.
fn typed(row: usize, value: u64) -> Option<String> {
    match row % 4 {
        1 if value >= 1000 => Some(format!("{},{:03}", value / 1000, value % 1000)),
        2 => Some(full_width(&value.to_string())),
        _ => None,
    }
}

fn totals(counts: &[Count]) -> [u64; 4] {
    let sum = |place: usize| counts.iter().map(|count| count.numbers[place]).sum();
    [0, 1, 2, 3].map(sum)
}

fn by_street(counts: &[Count]) -> BTreeMap<&str, u64> {
    let mut streets = BTreeMap::new();
    for count in counts {
        *streets.entry(count.street.as_str()).or_default() += count.numbers[1];
    }
    streets
}

fn truth(counts: &[Count]) -> Value {
    let zone = |(number, count): (usize, &Count)| {
        let [households, people, small, old] = count.numbers;
        json!({
            "sheet_row": number + HEAD_ROWS + 1, "street": count.street, "name": count.name,
            "written": count.written, "households": households, "people": people,
            "ages": { "0-3": small, "60+": old }, "has_buildings": count.name != EMPTY,
        })
    };
    let [households, people, small, old] = totals(counts);
    json!({
        "file": NAME,
        "sheet": SHEET,
        "rows_in": counts.len() + 1,
        "zones": counts.len(),
        "total_row": {
            "sheet_row": counts.len() + HEAD_ROWS + 1,
            "written": "合计",
            "known_by": "no boundary has its name, and its numbers are the sums of all rows above",
        },
        "households": households,
        "people": people,
        "ages": { "0-3": small, "60+": old },
        "people_in_zones_without_buildings":
            counts.iter().filter(|count| count.name == EMPTY).map(|count| count.numbers[1]).sum::<u64>(),
        "people_by_street": by_street(counts),
        "communities": counts.iter().enumerate().map(zone).collect::<Vec<Value>>(),
    })
}
