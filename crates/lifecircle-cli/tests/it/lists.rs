//! `--residences` and `--facilities`: every spelling of a table gives the same result.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::city::{HOMES, city, place};
use crate::files::{Results, count, text, thousandths};
use crate::run::{Desk, lifecircle, wgs84};
use crate::verify::verified;

/// Three homes: id, column and row in blocks, people.
const HOMES_OF_LIST: [(&str, f64, f64, f64); 3] = [
    ("1号楼", 4.0, 4.5, 120.5),
    ("2号楼, 东", 10.5, 10.0, 0.0),
    ("far", 0.0, 20.0, 3.25),
];

fn homes_csv(separator: char, end: &str) -> String {
    let mut text = ["id", "lon", "lat", "people"].join(&separator.to_string()) + end;
    for (id, column, row, people) in HOMES_OF_LIST {
        let at = place(column, row);
        let cells = [
            format!("\"{id}\""),
            at.lon.to_string(),
            at.lat.to_string(),
            people.to_string(),
        ];
        text += &(cells.join(&separator.to_string()) + end);
    }
    text
}

fn points(rows: impl Iterator<Item = (Value, f64, f64)>) -> String {
    let feature = |(properties, column, row): (Value, f64, f64)| {
        let at = place(column, row);
        let geometry = json!({ "type": "Point", "coordinates": [at.lon, at.lat] });
        json!({ "type": "Feature", "geometry": geometry, "properties": properties })
    };
    json!({ "type": "FeatureCollection", "features": rows.map(feature).collect::<Vec<_>>() })
        .to_string()
}

fn checked(more: &[&str]) -> (String, Results) {
    let desk = Desk::new();
    let (file, out) = (desk.file("city.osm.pbf", city()), desk.at("out"));
    let table = lifecircle(["check", &file, "-o", &out].iter().chain(more)).done();
    (table, verified(&desk.path().join("out")))
}

#[test]
fn every_spelling_of_a_list_of_homes_is_read_alike() {
    let desk = Desk::new();
    let rows =
        HOMES_OF_LIST.map(|(id, c, r, people)| (json!({ "id": id, "people": people }), c, r));
    let spaced = homes_csv(',', "\n")
        .replace(",10.", " ,\t 10.")
        .replace("id,lon", "ID, Lon");
    let spellings = [
        ("plain.csv", homes_csv(',', "\n")),
        ("excel.csv", format!("\u{feff}{}", homes_csv(',', "\r\n"))),
        ("semicolon.csv", homes_csv(';', "\r\n")),
        ("tab.tsv", homes_csv('\t', "\n")),
        ("spaced.csv", spaced),
        ("last.csv", homes_csv(',', "\n").trim_end().to_owned()),
        ("points.geojson", points(rows.into_iter())),
    ];
    let results = spellings.map(|(name, text)| {
        let file = desk.file(name, text);
        (name, checked(&["--residences", &wgs84(&file)]))
    });
    let (_, (first_table, first)) = &results[0];
    assert!(first_table.contains("own list"), "{first_table}");
    assert_eq!(first.summary["homes_kind"], "own");
    let ids: Vec<&str> = first
        .homes
        .iter()
        .map(|f| text(&f["properties"], "id"))
        .collect();
    assert_eq!(ids, HOMES_OF_LIST.map(|h| h.0), "rows stay in their order");
    assert_eq!(thousandths(&first.summary["people"]), 123_750);
    for (name, (table, result)) in &results {
        assert_eq!(result.homes, first.homes, "{name}");
        // But for what is told of the file itself.
        let told = |results: &Results| {
            let mut summary = results.summary.clone();
            summary["lists"] = Value::Null;
            summary
        };
        assert_eq!(told(result), told(first), "{name}");
        let rows = |table: &str| table.lines().skip(3).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(rows(table)[1..], rows(first_table)[1..], "{name}");
    }
}

#[test]
fn a_home_of_a_list_walks_from_its_own_point() {
    let desk = Desk::new();
    let file = desk.file("homes.csv", homes_csv(',', "\n"));
    let (_, results) = checked(&["--residences", &wgs84(&file)]);
    // On the street, half a block south of the junction beside the store: 50 m and 10 m.
    let home = results.home("1号楼");
    assert_eq!(thousandths(&home["access_m"]), 0);
    assert_eq!(home["convenience_facility"], "node/5001");
    assert!(
        thousandths(&home["convenience_walk_s"]).abs_diff(60_000 * 10 / 12) < 50,
        "{home}"
    );
    let page = checked(&["--residences", &wgs84(&file), "--home", "2号楼, 东"]).0;
    assert!(page.starts_with("2号楼, 东"), "{page}");
}

const SHOP_ROWS: [(&str, &str, &str, f64, f64); 3] = [
    ("甲1", "村口小店", "convenience", 0.0, 20.0),
    ("b", "", "market;supermarket", 0.0, 19.0),
    ("c", "\"引号\"", "便利店；fresh_store", 20.0, 20.0),
];

fn shops_csv() -> String {
    let mut text = "id,name,category,lon,lat,remark\n".to_owned();
    for (id, name, category, column, row) in SHOP_ROWS {
        let (at, name) = (place(column, row), name.replace('"', "\"\""));
        let _ = writeln!(text, "{id},\"{name}\",{category},{},{},x", at.lon, at.lat);
    }
    text
}

#[test]
fn own_facilities_join_those_of_the_extract_or_replace_them() {
    let desk = Desk::new();
    let rows = SHOP_ROWS.map(|(id, name, category, c, r)| {
        (
            json!({ "id": id, "name": name, "category": category, "remark": 1 }),
            c,
            r,
        )
    });
    let csv = desk.file("shops.csv", shops_csv());
    let geojson = desk.file("shops.geojson", points(rows.into_iter()));
    let (_, plain) = checked(&[]);
    let (_, added) = checked(&["--facilities", &wgs84(&csv)]);
    assert_eq!(
        added.facilities.len(),
        plain.facilities.len() + SHOP_ROWS.len()
    );
    assert_eq!(added.homes.len(), HOMES);
    let (_, replaced) = checked(&["--facilities", &wgs84(&csv), "--replace"]);
    assert_eq!(replaced.facilities.len(), SHOP_ROWS.len());
    assert_eq!(replaced.categories()["c"], ["convenience", "fresh_store"]);
    let names: Vec<&Value> = replaced
        .facilities
        .iter()
        .map(|f| &f["properties"]["name"])
        .collect();
    assert!(
        names.contains(&&json!("\"引号\"")) && names.contains(&&Value::Null),
        "{names:?}"
    );
    for (from_csv, more) in [(&added, &[][..]), (&replaced, &["--replace"][..])] {
        let (_, from_geojson) = checked(&[&["--facilities", &wgs84(&geojson)][..], more].concat());
        assert_eq!(from_csv.homes, from_geojson.homes);
        assert_eq!(from_csv.facilities, from_geojson.facilities);
    }
}

#[test]
fn an_id_that_the_extract_has_too_is_told_apart() {
    let desk = Desk::new();
    let at = place(3.0, 3.0);
    let row = format!(
        "id,category,lon,lat\nnode/5001,market,{},{}\n",
        at.lon, at.lat
    );
    let shops = desk.file("shops.csv", row);
    // The ids of a file are told apart, or the list is refused.
    let file = desk.file("city.osm.pbf", city());
    let outcome = lifecircle([
        "check",
        &file,
        "--facilities",
        &wgs84(&shops),
        "-o",
        &desk.at("out"),
    ]);
    if outcome.code == Some(0) {
        verified(&desk.path().join("out"));
    } else {
        outcome.refused(&["shops.csv", "line 2", "node/5001"]);
    }
}

#[test]
fn a_list_that_replaces_leaves_no_doubt_where_it_has_nothing() {
    let desk = Desk::new();
    let at = place(4.0, 4.0);
    let csv = desk.file(
        "one.csv",
        format!("id,category,lon,lat\nx,convenience,{},{}\n", at.lon, at.lat),
    );
    let (_, replaced) = checked(&["--facilities", &wgs84(&csv), "--replace"]);
    let market = &replaced.summary["rules"]["market"];
    assert_eq!(
        count(&market["homes"], "not_covered"),
        HOMES as u64,
        "not unknown: the list is the truth"
    );
    assert_eq!(
        count(&replaced.summary["rules"]["convenience"], "facilities"),
        1
    );
}

#[test]
fn a_list_far_from_every_street_is_told() {
    let desk = Desk::new();
    let homes = desk.file(
        "homes.csv",
        "id,lon,lat,people\na,119,33.6,5\nb,119,33.7,5\n",
    );
    let shops = desk.file("shops.csv", "id,category,lon,lat\na,market,119,33.6\n");
    let warns = |line: &str| line.starts_with('!') && line.contains("street");
    for list in [
        ["--residences", &wgs84(&homes)],
        ["--facilities", &wgs84(&shops)],
    ] {
        let (table, _) = checked(&list);
        assert!(table.lines().any(warns), "{table}");
    }
}

#[test]
fn a_list_of_one_s_own_is_not_called_thinly_mapped() {
    let desk = Desk::new();
    let at = place(4.0, 4.0);
    let row = format!("id,category,lon,lat\nx,convenience,{},{}\n", at.lon, at.lat);
    let csv = desk.file("one.csv", row);
    let (table, _) = checked(&["--facilities", &wgs84(&csv), "--replace"]);
    assert!(!table.contains("mapped”"), "{table}");
}

#[test]
fn no_walk_is_faster_than_the_straight_line() {
    let desk = Desk::new();
    let homes = desk.file("homes.csv", homes_csv(',', "\n"));
    let shops = desk.file("shops.csv", shops_csv());
    let (_, results) = checked(&[
        "--residences",
        &wgs84(&homes),
        "--facilities",
        &wgs84(&shops),
        "--replace",
    ]);
    let at = |id: &str| {
        SHOP_ROWS
            .iter()
            .find(|s| s.0 == id)
            .map(|s| (s.3, s.4))
            .unwrap()
    };
    for (id, column, row, _) in HOMES_OF_LIST {
        for rule in ["convenience", "market", "supermarket"] {
            let home = results.home(id);
            let (x, y) = at(text(home, &format!("{rule}_facility")));
            let straight_m = 100.0 * (x - column).hypot(y - row);
            let walk_s = home[format!("{rule}_walk_s")].as_f64().unwrap();
            assert!(walk_s * 1.2 > straight_m - 0.1, "{home}");
            // On a grid nobody walks more than along its two sides.
            assert!(
                walk_s * 1.2 < 100.0 * ((x - column).abs() + (y - row).abs()) + 100.1,
                "{home}"
            );
        }
    }
}

#[test]
fn a_list_of_homes_without_people_is_judged_by_homes() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let at = place(10.0, 11.0);
    let homes = desk.file(
        "homes.csv",
        format!("id,lon,lat,people\nx,{},{},0\n", at.lon, at.lat),
    );
    let shops = desk.file(
        "shops.csv",
        format!(
            "id,category,lon,lat\ns,convenience;market;supermarket,{},{}\n",
            at.lon, at.lat
        ),
    );
    let args = [
        "check",
        &file,
        "--residences",
        &wgs84(&homes),
        "--facilities",
        &wgs84(&shops),
        "--min-coverage",
        "100%",
    ];
    lifecircle(args).done();
}
