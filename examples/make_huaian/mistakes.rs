//! The mistakes in the census.

use lifecircle::LonLat;

use crate::census::{self, Row, World};
use crate::fates::{Fate, Fates};
use crate::formats;
use crate::geo;

/// Cells of 业态 with a slip of the pen: what is meant, what is written, how often.
const TYPOS: [(&str, &str, usize); 4] = [
    ("便利店", "便利点", 3),
    ("菜市场", "莱市场", 1),
    ("药店", "要店", 1),
    ("美容美发店", "美容美法店", 2),
];
/// How many rows have their coordinates in each other's columns, none, or only one of them.
const SWAPPED: usize = 3;
const MISSING: usize = 4;
/// Rows that lie in another city: Nanjing.
const FAR: usize = 3;
const ELSEWHERE: LonLat = LonLat {
    lon: 118.78,
    lat: 32.05,
};
/// Rows of one shop under two numbers, and how far apart they are at most, in metres.
const TWINS: [(&str, usize); 4] = [
    ("便利店", 2),
    ("生鲜超市（菜店）", 1),
    ("药店", 1),
    ("早餐店", 1),
];
const TWIN_M: u32 = 4;
/// Formats with floors of a thousand square metres.
const LARGE: [&str; 2] = ["菜市场", "综合超市"];
/// Rows that are written twice, and how many of them with other hours the second time.
const REPEATS: usize = 6;
const CHANGED: usize = 2;
/// Rows between a row and its repetition.
const REPEAT_AFTER: usize = 17;

/// Names that a program could take for something else than a name.
pub(crate) fn name_oddly(rows: &mut [Row]) {
    let mut new = rows.iter_mut().filter(|row| row.fate == Fate::OnlyList);
    let odd = [
        "=cmd()便利店",
        "@月湖便利店",
        "㐂福便利店",
        "楚秀\"老字号\"便利店,东门",
    ];
    for name in odd {
        let row = new.find(|row| row.words == "便利店");
        row.expect("more new shops than odd names").name = name.to_string();
    }
    if let Some(row) = new.next() {
        row.note = "门牌已更换\n待街道核实".to_string();
    }
}

/// Rows that cannot be read as they are, and some that can but lie in another city.
pub(crate) fn add_rejects(
    world: &mut World<'_>,
    fates: &Fates,
    rows: &mut Vec<Row>,
    used: &mut [usize],
) {
    for (meant, written, number) in TYPOS {
        for _ in 0..number {
            let mut row = census::fresh(world, fates, rows, formats::named(meant), used);
            row.words = written.to_string();
            row.fate = reject("业态", written, "unknown_category", meant);
            rows.push(row);
        }
    }
    let mut convenience = |world: &mut World<'_>, rows: &[Row]| {
        census::fresh(world, fates, rows, formats::named("便利店"), used)
    };
    for _ in 0..SWAPPED {
        let mut row = convenience(world, rows);
        std::mem::swap(&mut row.lon, &mut row.lat);
        row.fate = reject("纬度", &row.lat, "coordinates_swapped", "");
        rows.push(row);
    }
    for number in 0..=MISSING {
        let mut row = convenience(world, rows);
        row.lat.clear();
        let column = if number < MISSING { "经度" } else { "纬度" };
        if number < MISSING {
            row.lon.clear();
        }
        row.fate = reject(column, "", "coordinates_missing", "");
        rows.push(row);
    }
    let mut row = convenience(world, rows);
    row.lon = "待核".to_string();
    row.fate = reject("经度", "待核", "no_number", "");
    rows.push(row);
    for _ in 0..FAR {
        let mut row = convenience(world, rows);
        row.place(geo::around(&mut world.rng, ELSEWHERE, 100, 4000));
        row.fate = Fate::Far;
        row.zone = None;
        rows.push(row);
    }
}

fn reject(column: &'static str, value: &str, reason: &'static str, meant: &'static str) -> Fate {
    Fate::Reject {
        column,
        value: value.to_string(),
        reason,
        meant,
    }
}

/// Numbers as people type them: in full-width digits, with thousands marks.
pub(crate) fn type_numbers(rows: &mut [Row]) {
    for (number, row) in rows.iter_mut().enumerate() {
        let is_large = LARGE
            .iter()
            .any(|word| row.formats == [formats::named(word)]);
        if is_large && number % 3 > 0 {
            row.floor_m2 = format!("1,{:03}", (number * 7) % 1000);
        } else if number % 71 == 5 {
            row.floor_m2 = full_width(&row.floor_m2);
        }
        if number % 97 == 11 {
            row.staff.clear();
        }
        // Full-width digits are of use where they decide: in the coordinates.
        if number % 211 == 30 && !matches!(row.fate, Fate::Reject { .. }) {
            row.lon = full_width(&row.lon);
            row.lat = full_width(&row.lat);
        }
    }
}

/// Digits and full stops as Chinese input methods may leave them.
pub(crate) fn full_width(text: &str) -> String {
    let wide = |letter: char| match letter {
        '!'..='~' => char::from_u32(u32::from(letter) + 0xFEE0).unwrap_or(letter),
        _ => letter,
    };
    text.chars().map(wide).collect()
}

/// The same shop surveyed twice, by two people: another number, a place a few steps away.
pub(crate) fn add_twins(world: &mut World<'_>, rows: &mut Vec<Row>) {
    let mut chosen = Vec::new();
    for (format, number) in TWINS {
        let format = formats::named(format);
        let fits = rows.iter().filter(|row| {
            let named = row
                .osm
                .is_some_and(|osm| world.map.outlets[osm].name.is_some());
            row.fate == Fate::Both && row.formats == [format] && named
        });
        chosen.extend(fits.skip(3).step_by(5).take(number).cloned());
    }
    for mut row in chosen {
        let at = geo::around(&mut world.rng, row.at, 1, TWIN_M);
        row.place(at);
        row.fate = Fate::Twin;
        rows.push(row);
    }
}

/// Rows that are in the file twice with the same number: mostly a copy, sometimes with other hours.
pub(crate) fn repeat(rows: &mut Vec<Row>) {
    let step = rows.len() / (REPEATS + 1);
    for number in 0..REPEATS {
        let from = (number * step + step / 2..rows.len())
            .find(|&row| matches!(rows[row].fate, Fate::Both | Fate::OnlyList))
            .expect("a row that can be repeated");
        let mut row = rows[from].clone();
        let exact = number >= CHANGED;
        if !exact {
            row.hours = if row.hours == "24小时" {
                "07:00-22:00"
            } else {
                "24小时"
            };
        }
        row.fate = Fate::Repeat { exact };
        rows.insert((from + REPEAT_AFTER).min(rows.len()), row);
    }
}
