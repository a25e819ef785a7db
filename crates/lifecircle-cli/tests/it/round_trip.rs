//! Random lists through a check and back: what is written is read as what it was, in every format and any order of rows.

use std::fmt::Write;
use std::path::Path;

use lifecircle_core::observer::Silent;
use lifecircle_tables::{Table, TableOptions};
use lifecircle_testkit::Rng;
use serde_json::Value;

use crate::city::{city, place};
use crate::run::{Desk, lifecircle, wgs84};

/// Texts that one program or the other takes for something else.
const ODD: [&str; 26] = [
    "=cmd()",
    "=HYPERLINK(\"http://x\")",
    "+86-517",
    "-市场",
    "@SUM(A1)",
    "＝1+1",
    "＠店",
    "'=1",
    "'t Hof",
    "''",
    "1e5",
    "007",
    "NaN",
    "null",
    "true",
    "\"引号\"",
    "a,b;c|d",
    "line\nbreak",
    "line\r\nbreak",
    "好又多🏪👨‍👩‍👧",
    "Ａ１全角　空格",
    "C:\\n\\",
    "#N/A",
    "مرحبا",
    "row-3",
    "<b>&amp;</b>",
];

const LAYERS: [&str; 2] = ["residences", "facilities"];
const FORMATS: [&str; 4] = ["geojson", "csv", "parquet", "fgb"];

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A place of the city, on a grid so coarse that some have the same.
fn somewhere(rng: &mut Rng) -> String {
    let at = place(rng.below(41) as f64 / 2.0, rng.below(41) as f64 / 2.0);
    format!("{:.7},{:.7}", at.lon, at.lat)
}

/// Rows of homes and of facilities.
fn rows(rng: &mut Rng) -> [Vec<String>; 2] {
    let count = 20 + rng.below(30);
    let homes = (0..count).map(|i| {
        let id = quoted(&format!("{}{i}", ODD[rng.below(ODD.len())]));
        let people = rng.below(9_000_000) as f64 / 1000.0;
        format!("{id},{people},{}\n", somewhere(rng))
    });
    let homes = homes.collect();
    let shops = (0..count).map(|i| {
        let id = quoted(&format!("{}{i}", ODD[rng.below(ODD.len())]));
        let name = if rng.percent(20) {
            String::new()
        } else {
            quoted(ODD[rng.below(ODD.len())])
        };
        let category = ["convenience", "market", "supermarket;便利店", "菜市场"][rng.below(4)];
        format!("{id},{name},{category},{}\n", somewhere(rng))
    });
    [homes, shops.collect()]
}

fn shuffle<T>(items: &mut [T], rng: &mut Rng) {
    for i in (1..items.len()).rev() {
        items.swap(i, rng.below(i + 1));
    }
}

/// Runs a check with two lists, and gives the bytes of each layer in each format.
fn checked(desk: &Desk, lists: [&str; 2], name: &str) -> Vec<(String, Vec<u8>)> {
    let (city, out) = (desk.file("city.osm.pbf", city()), desk.at(name));
    let args = [
        "check",
        &city,
        "--residences",
        lists[0],
        "--facilities",
        lists[1],
        "--replace",
        "-o",
        &out,
    ];
    let format = FORMATS.join(",");
    let run = lifecircle(args.iter().chain(&["--format", &format]));
    assert_eq!(run.code, Some(0), "{name}: {}", run.err);
    let mut files = Vec::new();
    for layer in LAYERS {
        for ending in FORMATS {
            let file = format!("{layer}.{ending}");
            let bytes = std::fs::read(Path::new(&out).join(&file)).unwrap();
            files.push((file, bytes));
        }
    }
    files
}

/// The features of a layer in order of id.
fn features(files: &[(String, Vec<u8>)], layer: &str) -> Vec<Value> {
    let name = format!("{layer}.geojson");
    let (_, bytes) = files.iter().find(|file| file.0 == name).unwrap();
    let mut layer: Value = serde_json::from_slice(bytes).unwrap();
    let Value::Array(mut features) = layer["features"].take() else {
        panic!("no features")
    };
    features.sort_by_key(|feature| feature["properties"]["id"].to_string());
    features
}

/// No cell may be computed by whoever opens the file.
fn is_harmless(csv: &[u8]) {
    let mut table = Table::of(csv.to_vec(), &TableOptions::default()).unwrap();
    let columns = table.columns().names().len();
    let mut each = |row: &lifecircle_tables::Row<'_>| {
        for cell in (0..columns).filter_map(|column| row.cell(column).ok()) {
            let begins = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            assert!(!begins || cell.parse::<f64>().is_ok(), "{cell}");
        }
    };
    table.rows(&Silent, &mut each).unwrap();
}

#[test]
fn lists_come_back_from_every_format_and_in_any_order() {
    for seed in 0..4 {
        let mut rng = Rng::new(seed);
        let desk = Desk::new();
        let mut rows = rows(&mut rng);
        let lists = |rows: &[Vec<String>; 2], name: &str| {
            let heads = ["id,people,lon,lat\n", "id,name,category,lon,lat\n"];
            [0, 1].map(|i| {
                let text = [heads[i], rows[i].concat().as_str()].concat();
                wgs84(desk.file(&format!("{name}{i}.csv"), text))
            })
        };
        let given = lists(&rows, "given");
        let first = checked(&desk, [&given[0], &given[1]], "first");
        for (i, layer) in LAYERS.iter().enumerate() {
            assert_eq!(
                features(&first, layer).len(),
                rows[i].len(),
                "seed {seed}: {layer}"
            );
        }
        for (name, bytes) in first.iter().filter(|file| file.0.ends_with("csv")) {
            println!("{name}");
            is_harmless(bytes);
        }
        for ending in FORMATS {
            let [homes, shops] = LAYERS.map(|layer| desk.at(&format!("first/{layer}.{ending}")));
            let again = checked(&desk, [&homes, &shops], ending);
            for layer in LAYERS {
                assert_eq!(
                    features(&first, layer),
                    features(&again, layer),
                    "seed {seed}: {layer} from {ending}"
                );
            }
            // FlatGeobuf keeps features in the order of its index.
            if ending != "fgb" {
                let mut differ = String::new();
                for ((name, a), (_, b)) in first.iter().zip(&again) {
                    if a != b {
                        let _ = write!(differ, " {name}");
                    }
                }
                assert_eq!(differ, "", "seed {seed}: from {ending}");
            }
        }
        for rows in &mut rows {
            shuffle(rows, &mut rng);
        }
        let turned = lists(&rows, "turned");
        let turned = checked(&desk, [&turned[0], &turned[1]], "turned");
        for layer in LAYERS {
            assert_eq!(
                features(&first, layer),
                features(&turned, layer),
                "seed {seed}: {layer} turned"
            );
        }
    }
}
