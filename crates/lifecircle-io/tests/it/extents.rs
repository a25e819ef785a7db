//! Areas: which points they hold.

use lifecircle_core::area::StudyArea;
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::network::Extent;
use lifecircle_io::read::{extent, lon_lat, polygons, study_area};

use crate::Desk;

/// Whether an area holds points given in degrees.
fn holds(area: &Extent, points: &[(f64, f64)]) -> Vec<bool> {
    let units = |degrees: f64| lifecircle_core::units::degrees_to_decimicro(degrees);
    points
        .iter()
        .map(|&(lon, lat)| area.holds(units(lon), units(lat)))
        .collect()
}

fn read(name: &str, text: &str) -> Extent {
    let desk = Desk::new();
    extent(desk.file(name, text).to_str().unwrap()).unwrap()
}

#[test]
fn a_box_holds_what_is_strictly_inside() {
    let area = extent("118.9, 33.4 ,119.2,33.7").unwrap();
    let points = [
        (119.0, 33.5),
        (118.9, 33.5),
        (119.2, 33.7),
        (118.900_000_1, 33.5),
        (120.0, 33.5),
    ];
    assert_eq!(holds(&area, &points), [true, false, false, true, false]);
    let south_west = extent("-71.5,-33.1,-71.2,-32.9").unwrap();
    assert_eq!(
        holds(&south_west, &[(-71.3, -33.0), (71.3, 33.0)]),
        [true, false]
    );
}

#[test]
fn a_poly_file_with_two_parts_and_a_hole() {
    let text = "area\nfirst\n\t1.0E+00\t0\n 4 0\n 4 4\n 1 4\nEND\n\n!hole\n 2 1\n 3 1\n 3 2\n 2 2\nEND\n2\n 10 0\n 11 0\n 11 1\nEND\nEND\n";
    for text in [
        text.to_owned(),
        text.replace('\n', "\r\n"),
        format!("\u{feff}{text}"),
    ] {
        let area = read("area.poly", &text);
        let points = [(1.5, 3.0), (2.5, 1.5), (10.9, 0.5), (10.1, 0.9), (0.5, 0.5)];
        assert_eq!(holds(&area, &points), [true, false, true, false, false]);
    }
}

#[test]
fn geojson_of_every_shape() {
    let ring = "[[0,0],[2,0],[2,2],[0,2],[0,0]]";
    let hole = "[[0.5,0.5],[0.5,1],[1,1],[1,0.5],[0.5,0.5]]";
    let polygon = format!("{{\"type\":\"Polygon\",\"coordinates\":[{ring},{hole}]}}");
    let multi = format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[[{ring},{hole}]]}}");
    let feature = format!("{{\"type\":\"Feature\",\"properties\":null,\"geometry\":{multi}}}");
    let empty = "{\"type\":\"Feature\",\"properties\":null,\"geometry\":null}";
    let collection =
        format!("  {{\"type\":\"FeatureCollection\",\"features\":[{empty},{feature}]}}");
    let marked = format!("\u{feff}{polygon}");
    for text in [polygon, multi, feature, collection, marked] {
        let area = read("area.geojson", &text);
        let points = [(1.5, 1.5), (0.75, 0.75), (2.0, 1.0), (3.0, 1.0)];
        assert_eq!(holds(&area, &points), [true, false, false, false], "{text}");
    }
}

#[test]
fn parts_of_a_collection_add_up() {
    let square = |west: u32| {
        format!(
            "[[[{west},0],[{},0],[{},1],[{west},1],[{west},0]]]",
            west + 1,
            west + 1
        )
    };
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{}]}}",
        [0, 5].map(|west| format!(
            "{{\"type\":\"Feature\",\"properties\":{{}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":{}}}}}",
            square(west)
        )).join(",")
    );
    let area = read("two.geojson", &text);
    assert_eq!(
        holds(&area, &[(0.5, 0.5), (5.5, 0.5), (3.0, 0.5)]),
        [true, true, false]
    );
}

#[test]
fn a_json_array_is_not_called_a_poly_file() {
    let desk = Desk::new();
    let file = desk.file(
        "district.json",
        "[{\"name\":\"清江浦区\",\"polyline\":\"119.0,33.5\"}]",
    );
    let message = extent(file.to_str().unwrap()).unwrap_err().to_string();
    assert!(
        message.contains("GeoJSON") && !message.contains("END is missing"),
        "{message}"
    );
}

const DISTRICTS: &str = r#"[
  {"type": "Feature", "properties": {"adcode": 1, "name": "东区"}, "geometry":
    {"type": "Polygon", "coordinates": [[[2,0],[4,0],[4,2],[2,2],[2,0]]]}},
  {"type": "Feature", "properties": {"adcode": 2, "name": "西区"}, "geometry":
    {"type": "MultiPolygon", "coordinates": [[[[0,0],[2,0],[2,2],[0,2],[0,0]]]]}},
  {"type": "Feature", "properties": {"name": "西区"}, "geometry": null},
  {"type": "Feature", "properties": {"adcode": 3, "name": "结"}, "geometry":
    {"type": "Polygon", "coordinates": [[[0,5],[2,7],[2,5],[0,7],[0,5]]]}}
]"#;

fn study(name: &str, text: &str, feature: Option<&str>) -> Result<StudyArea, String> {
    let desk = Desk::new();
    let file = desk.file(name, text);
    let map = polygons(&file).map_err(|error| error.to_string())?;
    let parts = map.to_wgs84(&file, &lon_lat);
    let parts = parts.map_err(|error| error.to_string())?;
    study_area(&file, feature, &parts).map_err(|error| error.to_string())
}

#[test]
fn a_feature_is_chosen_by_its_name_or_another_property() {
    let at = |lon: f64| LonLat { lon, lat: 1.0 };
    for feature in ["西区", "2"] {
        let area = study("a.json", DISTRICTS, Some(feature)).unwrap();
        assert!(area.holds(at(0.5)) && area.holds(at(2.0)) && !area.holds(at(2.5)));
    }
    let unknown = study("a.json", DISTRICTS, Some("南区")).unwrap_err();
    assert!(
        unknown.contains("no feature `南区` (there are: 东区, 西区, 结)"),
        "{unknown}"
    );
    let twice = DISTRICTS.replace("东区", "西区");
    let twice = study("a.json", &twice, Some("西区")).unwrap_err();
    assert!(twice.contains("2 features `西区`"), "{twice}");
    let poly = "town\n1\n 0 0\n 2 0\n 2 2\n 0 2\nEND\nEND\n";
    let area = study("b.poly", poly, None).unwrap();
    assert!(area.name == "town" && area.holds(at(2.0)) && !area.holds(at(2.1)));
}

#[test]
fn a_boundary_that_crosses_itself_is_told_with_the_place() {
    for feature in [None, Some("结")] {
        let crossing = study("a.json", DISTRICTS, feature).unwrap_err();
        assert!(
            crossing.contains("crosses itself at lon 1.0000000, lat 6.0000000"),
            "{crossing}"
        );
    }
    let flat = r#"{"type": "Polygon", "coordinates": [[[0,0],[1,1],[2,2],[0,0]]]}"#;
    let empty = study("flat.json", flat, None).unwrap_err();
    assert!(empty.contains("the area flat is empty"), "{empty}");
}
