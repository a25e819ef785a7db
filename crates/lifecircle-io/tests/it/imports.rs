//! Imports: every row is accounted for, in whatever order, and what was written is read.

use std::collections::BTreeSet;
use std::path::Path;

use lifecircle_core::message::Coded;
use lifecircle_core::observer::Silent;
use lifecircle_core::place::{CategoryTable, OwnFacility, OwnResidence, Status};
use lifecircle_io::read::{Import, ListOptions, Reject, facilities, lon_lat, residences, zones};
use lifecircle_io::write::rejects;
use proptest::prelude::*;

use crate::Desk;

fn homes(file: &Path) -> Import<OwnResidence> {
    let list = residences(file, &ListOptions::default(), &Silent).unwrap();
    list.located(&lon_lat).unwrap()
}

fn shops(file: &Path) -> Import<OwnFacility> {
    let table = CategoryTable::parse(include_str!("../../../../data/categories.toml")).unwrap();
    let list = facilities(file, &ListOptions::default(), &table, true, &Silent).unwrap();
    list.located(&lon_lat).unwrap()
}

fn accounted<T>(list: &Import<T>) -> bool {
    let parts = [
        list.rows.len(),
        list.rejects.len(),
        list.duplicates.len(),
        list.others.len(),
    ];
    parts.iter().sum::<usize>() as u64 == list.rows_in
}

#[test]
fn every_bad_row_is_told_and_the_others_are_used() {
    let desk = Desk::new();
    let text = "编号,名称,业态,经度,纬度,营业状态\n\
                1,=cmd(),便利店,119.01,33.5,营业\n\
                2,乙,便利店,一百,33.5,\n\
                3,丙,,119.01,33.5,\n\
                4,丁,菜市场,119.02,33.5,停业\n\
                1,=cmd(),便利店,119.01,33.5,营业\n\
                5,戊,便利店,33.5,119.01,\n\
                6,己,便利店\n\
                ,庚,菜市场,119.03,33.5,\n\
                node/5,辛,菜市场,119.03,33.5,\n";
    let list = shops(&desk.file("shops.csv", text));
    assert!(accounted(&list));
    assert_eq!(list.rows_in, 9);
    let ids: Vec<&str> = list.rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["1", "4", "row-9"]);
    assert_eq!(list.rows[1].status, Status::Closed);
    let told: Vec<(u64, Option<&str>, &str)> = list
        .rejects
        .iter()
        .map(|r| (r.place.number(), r.column.as_deref(), r.value.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (3, Some("经度"), "一百"),
            (4, Some("业态"), ""),
            (7, Some("纬度"), "119.01"),
            (8, None, "6,己,便利店"),
            (10, Some("编号"), "node/5"),
        ]
    );
    let mut out = Vec::new();
    let rows = list
        .rejects
        .iter()
        .chain(&list.duplicates)
        .map(|r| ("shops.csv", r));
    rejects(&mut out, rows, &|row: &Reject| {
        [row.place.message(), row.reason.message()].map(|message| message.code.to_owned())
    })
    .unwrap();
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text.lines().count(), 7, "{text}");
    assert!(
        text.contains("shops.csv,place-line,经度,一百,input-not-a-number"),
        "{text}"
    );
}

#[test]
fn half_a_position_is_missing_not_misspelt() {
    let desk = Desk::new();
    let text =
        "id,类别,经度,纬度\n1,便利店,119.01,\n2,便利店,,33.5\n3,便利店,,\n4,便利店,119.01,北\n";
    let list = shops(&desk.file("shops.csv", text));
    let told: Vec<(Option<&str>, &str, &str)> = list
        .rejects
        .iter()
        .map(|r| {
            let code = r.reason.message().code;
            (r.column.as_deref(), r.value.as_str(), code)
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some("纬度"), "", "input-no-coordinate"),
            (Some("经度"), "", "input-no-coordinate"),
            (Some("经度"), "", "input-no-coordinates"),
            (Some("纬度"), "北", "input-not-a-number"),
        ]
    );
}

#[test]
fn swapped_columns_are_one_message() {
    let desk = Desk::new();
    let file = desk.file(
        "homes.csv",
        "id,经度,纬度,人口\na,33.5,119,1\nb,33.6,119,2\n",
    );
    let list = residences(&file, &ListOptions::default(), &Silent).unwrap();
    let error = list.located(&lon_lat).unwrap_err().to_string();
    assert!(
        error.contains("columns `经度` and `纬度` are swapped"),
        "{error}"
    );
}

#[test]
fn an_outline_is_kept_and_a_facility_has_none() {
    let desk = Desk::new();
    let text =
        "id,people,category,wkt\na,5,market,\"POLYGON ((119 33,119.1 33,119.1 33.1,119 33))\"\n";
    let file = desk.file("a.csv", text);
    let list = homes(&file);
    assert_eq!(
        (list.rows[0].outline.len(), list.rows[0].outline[0].len()),
        (1, 4)
    );
    let list = shops(&file);
    assert_eq!(
        list.rejects[0].reason.to_string(),
        "is a Polygon, not a Point"
    );
}

#[test]
fn zones_with_people_by_age() {
    let desk = Desk::new();
    let text = "社区,户数,常住人口（人）,0-3岁,60岁以上\n清江社区,\"1,200\",3.1万,900,\n水门桥社区,800,,,\n";
    let file = desk.file("zones.csv", text);
    let list = zones(&file, &ListOptions::default(), &Silent).unwrap();
    let list = list.located(&lon_lat).unwrap();
    let [first, second] = list.rows.as_slice() else {
        panic!()
    };
    assert_eq!(
        (first.name.as_str(), first.people_milli),
        ("清江社区", Some(31_000_000))
    );
    let ages: Vec<(String, u64)> = first
        .ages
        .iter()
        .map(|(b, n)| (b.to_string(), *n))
        .collect();
    assert_eq!(ages, [("0-3".to_owned(), 900_000)]);
    assert_eq!(
        (second.people_milli, second.households),
        (None, Some(800.0))
    );
}

/// What is used and what is not, without places.
fn contents(list: &Import<OwnResidence>) -> (BTreeSet<String>, usize, usize) {
    let rows = list.rows.iter().map(|row| {
        // The number of a row is that of its place.
        let id = if row.id.starts_with("row-") {
            ""
        } else {
            &row.id
        };
        format!("{id} {:?} {}", row.at, row.people_milli)
    });
    (rows.collect(), list.rejects.len(), list.duplicates.len())
}

#[test]
fn the_folder_of_a_bureau_is_read_as_it_was_made() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/huaian");
    let truth = std::fs::read_to_string(folder.join("truth.json")).unwrap();
    let truth: serde_json::Value = serde_json::from_str(&truth).unwrap();
    let census = &truth["census"];
    let lists = [
        ("seed", include_str!("../../../../data/lists/seed.toml")),
        (
            "national",
            include_str!("../../../../data/lists/national.toml"),
        ),
    ];
    let table = CategoryTable::merged(&lists).unwrap();
    let file = folder.join("网点底数.csv");
    let list = facilities(&file, &ListOptions::default(), &table, true, &Silent).unwrap();
    assert_eq!(list.understood.encoding, census["encoding"].as_str());
    assert_eq!(list.understood.header_row, census["header_line"].as_u64());
    let list = list.located(&lon_lat).unwrap();
    assert!(accounted(&list));
    assert_eq!(Some(list.rows_in), census["rows_in"].as_u64());
    let lines = |rejects: &serde_json::Value| -> BTreeSet<u64> {
        let rejects = rejects.as_array().unwrap().iter();
        rejects
            .map(|reject| reject["line"].as_u64().unwrap())
            .collect()
    };
    let told: BTreeSet<u64> = list.rejects.iter().map(|r| r.place.number()).collect();
    assert_eq!(told, lines(&census["rejects"]));
    assert_eq!(list.duplicates.len(), lines(&census["duplicates"]).len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rows_are_conserved_in_any_order(
        rows in prop::collection::vec(("[ab1 ]{0,2}", "(119|200|x|)", "[0-9]{0,2}(,5|万)?"), 1..20),
        turn in 0..20_usize,
    ) {
        let line = |(id, lon, people): &(String, String, String)| format!("{id};{lon};33;{people}\n");
        let text = |rows: &[(String, String, String)]| {
            let lines: String = rows.iter().map(line).collect();
            format!("id;lon;lat;people\n{lines}")
        };
        let desk = Desk::new();
        let list = homes(&desk.file("a.csv", text(&rows)));
        prop_assert!(accounted(&list));
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        turned.reverse();
        let other = homes(&desk.file("b.csv", text(&turned)));
        prop_assert_eq!(contents(&list), contents(&other));
        let ids: BTreeSet<&str> = list.rows.iter().map(|row| row.id.as_str()).collect();
        prop_assert_eq!(ids.len(), list.rows.len(), "ids are told apart");
    }
}
