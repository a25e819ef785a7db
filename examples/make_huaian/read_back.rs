//! What was planted is found: the committed files read by the library's importers, compared with `truth.json`.

use std::collections::{BTreeMap, BTreeSet};

use lifecircle::{City, CityOptions, List, Silent, Source};
use lifecircle_core::place::{CategoryMiss, CategoryTable, ListPolicy, OwnFacility, join_names};
use lifecircle_io::coordinates::{Converter, CoordinateSystem};
use lifecircle_io::read::{self, Import, ListOptions, Reject};
use lifecircle_io::{InputFault, Place};
use serde_json::Value;

fn truth() -> Value {
    let text = std::fs::read(super::committed().join("truth.json")).unwrap();
    serde_json::from_slice(&text).unwrap()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_string()
}

/// The lists that have all formats of the census.
fn table() -> CategoryTable {
    let categories = ["seed", "national"].map(str::to_string).to_vec();
    let options = CityOptions {
        categories,
        ..CityOptions::default()
    };
    options.category_table().unwrap()
}

fn facilities(name: &str, table: &CategoryTable) -> Import<OwnFacility> {
    let file = super::committed().join(name);
    let list = read::facilities(&file, &ListOptions::default(), table, true, &Silent).unwrap();
    let converter = Converter::new(CoordinateSystem::Gcj02).unwrap();
    list.located(&|x, y| converter.to_wgs84(x, y)).unwrap()
}

/// The line or row of a sheet.
fn place(place: &Place) -> u64 {
    match place {
        Place::Line(number) | Place::SheetRow { row: number, .. } => *number,
        other => panic!("{other:?}"),
    }
}

fn reason(reject: &Reject) -> String {
    let reason = match &reject.reason {
        InputFault::Category(_) => "unknown_category",
        InputFault::Position(_) => "coordinates_swapped",
        // Both, or one of the two.
        InputFault::NoCoordinates | InputFault::NoCoordinate { .. } => "coordinates_missing",
        InputFault::NotANumber { .. } => "no_number",
        other => return format!("{other:?}"),
    };
    reason.to_string()
}

#[test]
fn the_census_is_read_to_the_row() {
    let truth = &truth()["census"];
    let import = facilities("网点底数.csv", &table());
    assert_eq!(import.understood.encoding, Some("gb18030"));
    assert_eq!(
        import.understood.header_row,
        Some(number(&truth["header_line"]))
    );
    assert_eq!(import.rows_in, number(&truth["rows_in"]));
    let rejects: BTreeSet<(u64, String)> = import
        .rejects
        .iter()
        .map(|reject| (place(&reject.place), reason(reject)))
        .collect();
    let planted = list(&truth["rejects"])
        .iter()
        .map(|row| (number(&row["line"]), text(&row["reason"])))
        .collect();
    assert_eq!(rejects, planted);
    let columns: Vec<(u64, Option<&str>)> = import
        .rejects
        .iter()
        .filter(|reject| reject.column.is_some())
        .map(|reject| (place(&reject.place), reject.column.as_deref()))
        .collect();
    for (line, column) in columns {
        let row = list(&truth["rejects"])
            .iter()
            .find(|row| row["line"] == line);
        assert_eq!(row.unwrap()["column"].as_str(), column, "line {line}");
    }
    let duplicates: Vec<u64> = import
        .duplicates
        .iter()
        .map(|row| place(&row.place))
        .collect();
    let repeats = list(&truth["duplicates"]);
    assert_eq!(duplicates.len(), repeats.len());
    for (line, repeat) in duplicates.iter().zip(repeats) {
        // Of two rows of one number that differ, the order in the file does not say which is used.
        let is_first = *line == number(&repeat["first_line"]) && repeat["same_cells"] == false;
        assert!(
            is_first || *line == number(&repeat["line"]),
            "{line}: {repeat}"
        );
    }
    assert_eq!(import.others.len(), 0);
    assert_eq!(import.rows.len() as u64, number(&truth["rows"]));
}

#[test]
fn a_slip_of_the_pen_is_told_with_what_is_meant() {
    let truth = &truth()["census"];
    let import = facilities("网点底数.csv", &table());
    for row in list(&truth["rejects"])
        .iter()
        .filter(|row| row["near"].is_string())
    {
        let told = import
            .rejects
            .iter()
            .find(|reject| place(&reject.place) == number(&row["line"]));
        let told = told.map(|reject| &reject.reason);
        let Some(InputFault::Category(CategoryMiss::Near { near, .. })) = told else {
            panic!("{row}: {told:?}");
        };
        let meant = row["near"].as_str().unwrap();
        assert!(near.iter().any(|name| name.zh == meant), "{row}: {near:?}");
    }
}

#[test]
fn the_export_is_read_to_the_row() {
    let truth = &truth()["amap"];
    let options = CityOptions {
        categories: vec!["seed".to_string()],
        ..CityOptions::default()
    };
    let table = options.category_table().unwrap();
    let import = facilities("高德导出.xlsx", &table);
    assert_eq!(import.understood.sheet.as_deref(), truth["sheet"].as_str());
    assert_eq!(import.rows_in, number(&truth["rows_in"]));
    assert_eq!(import.rejects.len(), 0, "{:?}", import.rejects);
    let repeats: Vec<u64> = import
        .duplicates
        .iter()
        .map(|row| place(&row.place))
        .collect();
    let planted: Vec<u64> = list(&truth["duplicates"]["sheet_rows"])
        .iter()
        .map(number)
        .collect();
    assert_eq!(repeats, planted);
    let outside = truth["rows_outside_of_the_programme_by_typecode"]
        .as_object()
        .unwrap();
    let outside: u64 = outside.values().map(number).sum();
    assert_eq!(import.others.len() as u64, outside);
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for row in &import.rows {
        for at in row.categories.iter() {
            *counts
                .entry(table.categories()[at].zh.as_str())
                .or_default() += 1;
        }
    }
    let planted = truth["rows_by_format"].as_object().unwrap();
    // The basic lists call a supermarket otherwise than the programme does.
    let called = |word: &str| {
        if word == "综合超市" {
            "超市".to_string()
        } else {
            word.to_string()
        }
    };
    let planted: BTreeMap<String, u64> = planted
        .iter()
        .map(|(word, count)| (called(word), number(count)))
        .collect();
    let counts: BTreeMap<String, u64> = counts
        .into_iter()
        .map(|(word, count)| (word.to_string(), count))
        .collect();
    assert_eq!(counts, planted);
}

#[test]
fn people_are_joined_to_their_communities() {
    let truth = &truth()["people"];
    let file = super::committed().join("社区人口.xlsx");
    let list_of_zones = read::zones(&file, &ListOptions::default(), &Silent).unwrap();
    let converter = Converter::new(CoordinateSystem::Wgs84).unwrap();
    let import = list_of_zones
        .located(&|x, y| converter.to_wgs84(x, y))
        .unwrap();
    assert_eq!(import.rows_in, number(&truth["rows_in"]));
    let rows: Vec<String> = import.rows.iter().map(|row| row.name.clone()).collect();
    let planted: BTreeMap<String, u64> = list(&truth["communities"])
        .iter()
        .map(|zone| (text(&zone["name"]), number(&zone["people"])))
        .collect();
    let outlines: Vec<String> = planted.keys().cloned().collect();
    let joined = join_names(&rows, &outlines);
    assert!(joined.outlines.is_empty(), "{joined:?}");
    let people: BTreeMap<String, u64> = joined
        .pairs
        .iter()
        .map(|&(row, outline)| {
            let milli = import.rows[row].people_milli.unwrap();
            (outlines[outline].clone(), milli / 1000)
        })
        .collect();
    assert_eq!(people, planted);
    // The sum is no community: it is set apart.
    assert_eq!((import.others.len(), import.rejects.len()), (1, 0));
    assert!(joined.rows.is_empty(), "{joined:?}");
}

#[test]
fn planned_sites_are_where_they_are() {
    let truth = &truth()["sites"];
    let file = super::committed().join("规划网点.xlsx");
    let sites = read::places(&file, &ListOptions::default(), &Silent).unwrap();
    let converter = Converter::new(CoordinateSystem::Cgcs2000).unwrap();
    let import = sites.located(&|x, y| converter.to_wgs84(x, y)).unwrap();
    assert_eq!(
        (import.rows_in, import.rejects.len()),
        (number(&truth["rows"]), 0)
    );
    for (site, planted) in import.rows.iter().zip(list(&truth["sites"])) {
        assert_eq!(site.id, planted["id"].as_str().unwrap());
        assert_eq!(
            (site.at.lon, site.at.lat),
            (
                planted["lon"].as_f64().unwrap(),
                planted["lat"].as_f64().unwrap()
            )
        );
    }
}

/// What was found of each row or outlet, by the row's number, else by the outlet's id.
fn findings() -> (BTreeMap<String, &'static str>, Vec<String>) {
    let options = CityOptions {
        categories: ["seed", "national"].map(str::to_string).to_vec(),
        facilities: vec![List::from(&*super::committed().join("网点底数.csv"))],
        policy: Some(ListPolicy::ListWins),
        ..CityOptions::default()
    };
    // Nobody says that the list is in GCJ-02: it is found.
    let city = City::open(Source::Demo, &options).unwrap();
    let report = city.facilities().conflation.as_ref().unwrap();
    let mut told = Vec::new();
    let found = report.rows.iter().map(|row| {
        let name = |known: &Option<lifecircle_core::place::Known>| {
            known.as_ref().map_or("-".to_string(), |known| {
                format!("{} {}", known.id, known.name.clone().unwrap_or_default())
            })
        };
        told.push(format!(
            "{} | {} | {} | {:?} m | {:?}",
            row.finding.word(),
            name(&row.list),
            name(&row.osm),
            row.distance_mm.map(|mm| mm / 1000),
            row.likeness_permille
        ));
        let id = row.list.as_ref().or(row.osm.as_ref()).unwrap().id.clone();
        (id, row.finding.word())
    });
    (found.collect(), told)
}

#[test]
fn what_the_census_and_the_map_have_of_each_other_is_found() {
    let truth = &truth()["census"]["conflation"];
    let (found, told) = findings();
    let mut wrong = Vec::new();
    let mut expect = |id: &str, words: &[&str], planted: &Value| {
        // Of two numbers of one shop that became one place, one is told.
        let twin = list(&truth["twins"]).iter().find(|twin| twin["of"] == id);
        let other = twin.and_then(|twin| found.get(twin["id"].as_str()?));
        let word = found.get(id).or(other).copied().unwrap_or("nothing");
        if !words.contains(&word) {
            let line = told.iter().find(|line| line.contains(&format!(" {id} ")));
            wrong.push(format!("{word}, not {words:?}: {planted}\n      {line:?}"));
        }
    };
    for (key, words) in [
        ("closed", ["closed"].as_slice()),
        ("moved", &["moved"]),
        ("other_format", &["category"]),
        ("only_list", &["only_list"]),
        ("renamed", &["both", "renamed"]),
        ("both", &["both", "renamed"]),
    ] {
        for row in list(&truth[key]) {
            expect(row["id"].as_str().unwrap(), words, row);
        }
    }
    for row in list(&truth["only_osm"]) {
        expect(row["osm"][0].as_str().unwrap(), &["only_osm"], row);
    }
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
