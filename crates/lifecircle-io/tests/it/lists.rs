//! Lists of homes and facilities, value by value.

use std::fmt::Write;
use std::path::Path;

use lifecircle_core::observer::Silent;
use lifecircle_core::place::{CategoryTable, OwnFacility, OwnResidence};
use lifecircle_io::InputError;
use lifecircle_io::read::{Import, ListOptions, facilities, lon_lat, residences};

use crate::Desk;

fn table() -> CategoryTable {
    CategoryTable::parse(include_str!("../../../../data/categories.toml")).unwrap()
}

fn import(file: &Path) -> Result<Import<OwnResidence>, InputError> {
    residences(file, &ListOptions::default(), &Silent)?.located(&lon_lat)
}

fn homes(text: &str) -> Result<Vec<OwnResidence>, InputError> {
    let desk = Desk::new();
    import(&desk.file("homes.csv", text))?.accepted()
}

fn shops(text: &str) -> Result<Vec<OwnFacility>, InputError> {
    let desk = Desk::new();
    let file = desk.file("shops.csv", text);
    let list = facilities(&file, &ListOptions::default(), &table(), true, &Silent)?;
    list.located(&lon_lat)?.accepted()
}

#[test]
fn every_value_is_read_as_it_stands() {
    let rows =
        homes("id,lon,lat,people\n 7 ,118.9000001,-33.5,12.3456\n\"a,b\",1e1,0,1e3\n").unwrap();
    let values: Vec<(&str, f64, f64, u64)> = rows
        .iter()
        .map(|r| (r.id.as_str(), r.at.lon, r.at.lat, r.people_milli))
        .collect();
    assert_eq!(
        values,
        [
            ("7", 118.900_000_1, -33.5, 12_346),
            ("a,b", 10.0, 0.0, 1_000_000)
        ]
    );
}

#[test]
fn columns_are_found_by_name_in_any_order_and_case() {
    let rows = homes("Floor;PEOPLE;Lat;lon;ID\n3;2;33.5;119;x\n").unwrap();
    assert_eq!((rows[0].id.as_str(), rows[0].people_milli), ("x", 2000));
    assert!((rows[0].at.lon - 119.0).abs() < 1e-12 && (rows[0].at.lat - 33.5).abs() < 1e-12);
}

#[test]
fn the_commonest_separator_of_the_first_line_counts() {
    for (separator, id) in [(',', "a;b"), (';', "a,b"), ('\t', "a,b;c")] {
        let line = |cells: [&str; 4]| cells.join(&separator.to_string());
        let text = format!(
            "{}\n{}\n",
            line(["id", "lon", "lat", "people"]),
            line([id, "1", "2", "3"])
        );
        assert_eq!(homes(&text).unwrap()[0].id, id);
    }
}

#[test]
fn quotes_hold_separators_quotes_and_line_ends() {
    let rows =
        shops("id,name,category,lon,lat\na,\"北,\"\"南\"\"\n店\",market,1,2\nb,,market,1,2\n")
            .unwrap();
    assert_eq!(rows[0].name.as_deref(), Some("北,\"南\"\n店"));
    assert_eq!(rows[1].name, None, "an empty name is none");
}

#[test]
fn categories_go_by_id_or_by_chinese_name() {
    let table = table();
    let ids = |category: &str| {
        let rows = shops(&format!("id,category,lon,lat\na,\"{category}\",1,2\n")).unwrap();
        table.ids(rows[0].categories).join(" ")
    };
    assert_eq!(ids("market"), "market");
    assert_eq!(ids("菜市场"), "market");
    assert_eq!(ids("supermarket; convenience"), "convenience supermarket");
    assert_eq!(ids("便利店；超市;"), "convenience supermarket");
    assert_eq!(ids("market;market"), "market");
    for category in table.categories() {
        assert_eq!(ids(&category.id), category.id);
        assert_eq!(ids(&category.zh), category.id);
    }
}

#[test]
fn geojson_properties_may_be_numbers_and_points_may_be_high() {
    let desk = Desk::new();
    let text = r#"{"type":"FeatureCollection","name":"x","features":[
        {"type":"Feature","id":9,"geometry":{"type":"Point","coordinates":[119.1,33.5,12.0]},
         "properties":{"id":17,"people":2.5,"other":null}}]}"#;
    for text in [text.to_owned(), format!("\u{feff}\r\n{text}")] {
        let rows = import(&desk.file("homes.json", text)).unwrap().rows;
        assert_eq!((rows[0].id.as_str(), rows[0].people_milli), ("17", 2500));
    }
}

#[test]
fn limits_of_numbers() {
    let people = |text: &str| {
        homes(&format!("id,lon,lat,people\na,180,-90,{text}\n")).map(|r| r[0].people_milli)
    };
    assert_eq!(people("0").unwrap(), 0);
    assert_eq!(people("1000000000").unwrap(), 1_000_000_000_000);
    // As people type them.
    assert_eq!(people("1 000").unwrap(), 1_000_000);
    assert_eq!(people("１２").unwrap(), 12_000);
    assert_eq!(people("").unwrap(), 0, "blank is nobody, and is counted");
    for bad in ["-0.001", "1000000001", "inf", "约1200"] {
        assert!(
            people(bad).unwrap_err().to_string().contains("line 2"),
            "{bad}"
        );
    }
    for corner in ["-180,90", "180,-90"] {
        assert!(homes(&format!("id,lon,lat,people\na,{corner},1\n")).is_ok());
    }
    for outside in ["180.0000001,0", "0,90.1", "-181,0", "200,100"] {
        assert!(
            homes(&format!("id,lon,lat,people\na,{outside},1\n")).is_err(),
            "{outside}"
        );
    }
}

#[test]
fn a_long_list_keeps_its_order() {
    let mut text = "id,lon,lat,people\n".to_owned();
    for i in 0..50_000 {
        let _ = writeln!(text, "h{i},119.{i:05},33.5,1");
    }
    let rows = homes(&text).unwrap();
    assert_eq!(rows.len(), 50_000);
    assert!(
        rows.iter()
            .enumerate()
            .all(|(i, row)| row.id == format!("h{i}"))
    );
    let desk = Desk::new();
    let twice = format!("{text}h49999,119,33,1\n");
    let list = import(&desk.file("twice.csv", twice)).unwrap();
    assert_eq!((list.rows.len(), list.rows_in), (50_000, 50_001));
    let [duplicate] = list.duplicates.as_slice() else {
        panic!("{:?}", list.duplicates)
    };
    let (other, used) = match duplicate.place.number() {
        50_002 => ("line 50002", "line 50001"),
        _ => ("line 50001", "line 50002"),
    };
    let words = format!("id `h49999` is that of {used} too, which is used");
    assert_eq!(
        (
            duplicate.place.to_string().as_str(),
            duplicate.reason.to_string()
        ),
        (other, words)
    );
}

#[test]
fn a_message_names_file_place_and_value() {
    let desk = Desk::new();
    let file = desk.file("my homes.csv", "id,lon,lat,people\na,1,2,x\n");
    let message = import(&file).unwrap().accepted().unwrap_err().to_string();
    assert_eq!(
        message,
        format!(
            "{}, line 2: people `x` is not a number of people (1 of 1 rows cannot be used, more than 5 %)",
            file.display()
        )
    );
}

#[test]
fn a_column_that_stands_twice_is_refused() {
    let message = homes("id,lon,lat,people,lon\na,1,2,3,4\n")
        .unwrap_err()
        .to_string();
    assert!(message.contains("columns `lon` and `lon`"), "{message}");
}
