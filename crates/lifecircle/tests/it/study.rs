//! Study areas, and networks that are asked with lists and areas they were not made with.

use geo_types::{MultiPolygon, polygon};
use lifecircle::{
    AreaChoice, CheckOptions, City, CityOptions, Error, List, PopulationChoice, Source, Warning,
};
use lifecircle_core::area::{AreaSource, StudyArea};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::place::{OwnFacility, Residences};

/// The demo city as a network.
fn network() -> Source {
    let bytes = City::open(Source::Demo, &CityOptions::default())
        .unwrap()
        .to_bytes()
        .unwrap();
    Source::Bytes {
        name: "demo.lcn".to_owned(),
        bytes: bytes.into(),
    }
}

/// A square around the middle of some homes, so many times as wide as half of where they are.
fn middle(homes: &Residences, part: f64) -> StudyArea {
    let places: Vec<LonLat> = (0..homes.count())
        .map(|h| homes.ways_in_of(h)[0].at)
        .collect();
    let of = |axis: fn(&LonLat) -> f64| {
        let low = places.iter().map(axis).fold(f64::MAX, f64::min);
        let high = places.iter().map(axis).fold(f64::MIN, f64::max);
        let (middle, half) = (f64::midpoint(low, high), (high - low) / 2.0 * part);
        (middle - half, middle + half)
    };
    let ((west, east), (south, north)) = (of(|p| p.lon), of(|p| p.lat));
    let square = polygon![
        (x: west, y: south), (x: east, y: south), (x: east, y: north), (x: west, y: north)
    ];
    let source = AreaSource::File("middle.geojson".to_owned());
    StudyArea::new("middle".to_owned(), source, &MultiPolygon(vec![square])).unwrap()
}

fn of_area(area: StudyArea) -> CityOptions {
    CityOptions {
        area: Some(AreaChoice::Given(area)),
        ..CityOptions::default()
    }
}

#[test]
fn a_list_goes_beside_the_extract_in_a_network_as_in_the_extract_itself() {
    let plain = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let rows = &plain.facilities().rows;
    let mut list = Vec::new();
    for (i, row) in rows.iter().step_by(3).enumerate() {
        let at = row.ways_in[0].at;
        let moved = LonLat {
            lon: at.lon + 1e-4 * lifecircle_core::units::u64_to_f64(i as u64 % 5),
            lat: at.lat,
        };
        let mut own = OwnFacility::new(format!("own {i}"), row.categories, moved);
        own.name = row.name.clone().filter(|_| i % 2 == 0);
        list.push(own);
    }
    for replace in [false, true] {
        let options = CityOptions {
            facilities: vec![List::Rows(list.clone())],
            replace,
            ..CityOptions::default()
        };
        let of_extract = City::open(Source::Demo, &options).unwrap();
        let of_network = City::open(network(), &options).unwrap();
        let text = |city: &City| format!("{:?} {:?}", city.facilities(), city.residences());
        assert!(text(&of_extract) == text(&of_network), "replace: {replace}");
        if !replace {
            assert!(of_network.facilities().rows.len() > rows.len());
            assert!(of_extract.to_bytes().unwrap() == of_network.to_bytes().unwrap());
        }
    }
}

#[test]
fn a_network_is_asked_about_an_area_as_the_extract_is() {
    let plain = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let area = middle(plain.residences(), 0.5);
    let options = of_area(area.clone());
    let of_extract = City::open(Source::Demo, &options).unwrap();
    let of_network = City::open(network(), &options).unwrap();
    let ids = |city: &City| city.residences().id.clone();
    assert_eq!(ids(&of_extract), ids(&of_network));
    let inside = of_extract.residences();
    assert!(inside.count() > 0 && inside.count() < plain.residences().count());
    let left_out = of_network.left_out();
    assert_eq!(
        left_out.homes,
        (plain.residences().count() - inside.count()) as u64
    );
    let people = |homes: &Residences| homes.people_milli.iter().sum::<u64>();
    assert_eq!(
        left_out.people_milli + people(inside),
        people(plain.residences())
    );
    // One that was made for the area needs no word of it, and is of no other.
    let made = Source::Bytes {
        name: "area.lcn".to_owned(),
        bytes: of_extract.to_bytes().unwrap().into(),
    };
    for again in [&CityOptions::default(), &options] {
        let city = City::open(made.clone(), again).unwrap();
        assert_eq!((ids(&city), city.left_out()), (ids(&of_extract), left_out));
        assert_eq!(city.area().unwrap().outline(), area.outline());
    }
    let other = City::open(made, &of_area(middle(plain.residences(), 0.4)));
    assert!(matches!(other, Err(Error::Misfits { .. })), "{other:?}");
}

#[test]
fn people_by_zone_need_the_homes_around_an_area() {
    let plain = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let folder = tempfile::TempDir::new_in(std::env::temp_dir()).unwrap();
    let file = folder.path().join("zones.csv");
    let zone = "POLYGON((110 30,130 30,130 40,110 40,110 30))";
    std::fs::write(&file, format!("zone,people,wkt\nall,9000,\"{zone}\"\n")).unwrap();
    let counted = |area: Option<StudyArea>, total: bool| CityOptions {
        population: Some(if total {
            PopulationChoice::Total(700)
        } else {
            PopulationChoice::parse(&format!("{}@wgs84", file.display())).unwrap()
        }),
        area: area.map(AreaChoice::Given),
        ..CityOptions::default()
    };
    let area = middle(plain.residences(), 0.5);
    let of_extract = City::open(Source::Demo, &counted(Some(area.clone()), false)).unwrap();
    let people = |city: &City| city.residences().people_milli.clone();
    // A network of everything that is asked about the area is as good as the extract.
    let of_network = City::open(network(), &counted(Some(area.clone()), false)).unwrap();
    assert_eq!(people(&of_network), people(&of_extract));
    assert!(people(&of_extract).iter().sum::<u64>() < 9_000_000);
    // One that holds the area's homes alone says so, and what to do.
    let cut = Source::Bytes {
        name: "cut.lcn".to_owned(),
        bytes: City::open(Source::Demo, &of_area(area))
            .unwrap()
            .to_bytes()
            .unwrap()
            .into(),
    };
    let error = City::open(cut.clone(), &counted(None, false)).unwrap_err();
    let Error::CountedBeyond { area, origin, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(area, "middle");
    assert_eq!(*origin, plain.provenance().origin.name);
    let city = City::open(cut, &counted(None, true)).unwrap();
    assert_eq!(people(&city).iter().sum::<u64>(), 700_000);
}

#[test]
fn a_margin_without_data_is_told() {
    let plain = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let city = City::open(Source::Demo, &of_area(middle(plain.residences(), 1.0))).unwrap();
    let check = city.check(&CheckOptions::default()).unwrap();
    let warnings = check.warnings();
    let told = warnings.iter().find_map(|w| match w {
        Warning::AreaMargin { check, .. } => Some(check),
        _ => None,
    });
    let told = told.expect("the demo city ends within a walk of its homes");
    assert!(
        told.short_m.iter().all(|&m| m > 0) && told.outside_permille > 0,
        "{told:?}"
    );
}

#[test]
fn areas_that_are_not_there_are_told() {
    let named = CityOptions {
        area: Some(AreaChoice::parse("Nowhere")),
        ..CityOptions::default()
    };
    for source in [Source::Demo, network()] {
        let error = City::open(source, &named).unwrap_err();
        assert_eq!(error.code(), "study-area", "{error}");
    }
    let far = polygon![(x: 0.0, y: 0.0), (x: 0.1, y: 0.0), (x: 0.1, y: 0.1)];
    let source = AreaSource::File("far.geojson".to_owned());
    let far = StudyArea::new("far".to_owned(), source, &MultiPolygon(vec![far])).unwrap();
    for source in [Source::Demo, network()] {
        let error = City::open(source, &of_area(far.clone())).unwrap_err();
        assert_eq!(error.code(), "study-area", "{error}");
    }
}

#[test]
fn an_outline_that_says_no_system_is_told_by_the_relation_of_its_name() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/huaian/边界");
    let outline = |level: &str, part: &str| {
        let options = CityOptions {
            area: Some(AreaChoice::parse(&format!(
                "{folder}/{level}.geojson{part}"
            ))),
            ..CityOptions::default()
        };
        let city = City::open(Source::Demo, &options).unwrap();
        city.area().unwrap().outline().clone()
    };
    for level in ["街道", "社区"] {
        let undeclared = outline(level, "");
        assert!(undeclared == outline(level, "@gcj02"), "{level}");
        assert!(undeclared != outline(level, "@wgs84"), "{level}");
    }
}
