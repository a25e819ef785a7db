//! Both kinds of file say the same; what they cannot say is told with its place.

use std::path::Path;

use lifecircle_core::place::CategoryTable;
use lifecircle_core::scenario::{PeopleOf, Says, Scenario, StreetName};

use super::ScenarioFile;

fn said(text: &str) -> Scenario {
    let file = ScenarioFile::parse(Path::new("what.toml"), text, &CategoryTable::built_in());
    file.unwrap_or_else(|error| panic!("{error}")).scenario
}

fn refused(text: &str) -> String {
    let file = ScenarioFile::parse(Path::new("what.toml"), text, &CategoryTable::built_in());
    file.unwrap_err().to_string()
}

#[test]
fn toml_and_geojson_say_the_same() {
    let toml = said(
        r#"
name = "Plan"
date = 2026-11-25

[[add]]
id = "x"
categories = ["market", "supermarket"]
at = "-15.43,28.11"
hours = "24/7"

[[move]]
id = "node/5"
to = [-15.4, 28.1]

[[open]]
nearest = "way"
lon = -15.4
lat = 28.1
within_m = 40

[[link]]
kind = "footbridge"
line = [[-15.4, 28.1], [-15.401, 28.1]]
wheelchair = false
"#,
    );
    let json = said(
        r#"{"type": "FeatureCollection", "name": "Plan", "date": "2026-11-25", "features": [
{"type": "Feature", "properties": {"action": "add", "id": "x", "category": "market, supermarket", "hours": "24/7", "brand": null},
 "geometry": {"type": "Point", "coordinates": [-15.43, 28.11]}},
{"type": "Feature", "properties": {"action": "move", "id": "node/5"},
 "geometry": {"type": "Point", "coordinates": [-15.4, 28.1]}},
{"type": "Feature", "properties": {"action": "open", "nearest": "way", "within_m": 40},
 "geometry": {"type": "Point", "coordinates": [-15.4, 28.1]}},
{"type": "Feature", "properties": {"action": "link", "kind": "footbridge", "wheelchair": false},
 "geometry": {"type": "LineString", "coordinates": [[-15.4, 28.1], [-15.401, 28.1]]}}]}"#,
    );
    let says = |scenario: &Scenario| {
        scenario
            .lines
            .iter()
            .map(|line| line.says.clone())
            .collect::<Vec<_>>()
    };
    let mut by_kind = says(&toml);
    by_kind.sort_by_key(|says| matches!(says, Says::Link(_)));
    for one in says(&json) {
        assert!(by_kind.contains(&one), "{one:?}\n{by_kind:?}");
    }
    assert_eq!((&toml.name, &toml.date), (&json.name, &json.date));
    let lines: Vec<u64> = toml.lines.iter().map(|line| line.at).collect();
    assert!(
        lines.iter().all(|at| [6, 12, 16, 22].contains(at)),
        "{lines:?}"
    );
    let near = says(&toml).into_iter().find_map(|says| match says {
        Says::Access(change) => Some(change.street),
        _ => None,
    });
    assert!(matches!(near, Some(StreetName::WayNear(_, 40_000))));
}

#[test]
fn positions_come_from_the_system_that_is_named() {
    let at = |text: &str| match &said(text).lines[0].says {
        Says::Add(new) => new.at,
        other => panic!("{other:?}"),
    };
    let add = |more: &str, behind: &str| {
        format!("{more}[[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"120.15,30.25{behind}\"\n")
    };
    let plain = at(&add("", "@wgs84"));
    let own = at(&add("", "@gcj02"));
    let whole = at(&add("coordinates = \"gcj02\"\n", ""));
    assert_eq!(own, whole);
    assert!((plain.lon - own.lon).abs() > 0.003);
    assert!(refused(&add("", "")).contains("inside China"));
}

#[test]
fn people_of_a_polygon_or_of_a_file_are_those_of_an_area() {
    let json = said(
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"action": "people", "factor": 1.5},
 "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}]}"#,
    );
    assert!(matches!(
        &json.lines[0].says,
        Says::People(PeopleOf::Area(_), _)
    ));
    let told = refused("[[people]]\narea = \"nowhere.geojson\"\npeople = 5\n");
    assert!(
        told.contains("nowhere.geojson") && told.contains("line 2"),
        "{told}"
    );
}

#[test]
fn a_fault_has_its_line_or_feature() {
    let told = refused("[[add]]\nid = \"x\"\ncategry = \"market\"\n");
    assert!(
        told.contains("line 3") && told.contains("`category`"),
        "{told}"
    );
    let told = refused(
        r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"action": "clos"}, "geometry": null}]}"#,
    );
    assert!(
        told.contains("feature 1") && told.contains("`close`"),
        "{told}"
    );
    let told = refused("[[change]]\nid = \"x\"\nhours = \"whenever\"\n");
    assert!(told.contains("line 3") && told.contains("24/7"), "{told}");
    let told = refused("[[add]]\nid = \"x\"\ncategory = \"market\"\nlon = 1\n");
    assert!(told.contains("`lat`"), "{told}");
}
