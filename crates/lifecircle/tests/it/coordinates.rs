//! Lists of the demo city, written as maps of China are: found, refused, or warned of.

use lifecircle::coordinates::{Located, RawPlace, Rows};
use lifecircle::{
    City, CityOptions, Gates, KernelChoice, ListFile, MatrixOptions, PlaceList, PlaceSet, Silent,
    Source, Warning,
};
use lifecircle_core::datum::Datum;
use lifecircle_core::evidence::{Direction, Doubt, Ground};
use lifecircle_core::geodesy::{LonLat, haversine_m};
use lifecircle_io::coordinates::{Converter, CoordinateSystem};

/// Names and places of the demo city's facilities.
fn facilities(city: &City) -> Vec<(String, LonLat)> {
    let named = city.facilities().named();
    named
        .map(|known| (known.name.to_owned(), known.at))
        .collect()
}

/// The facilities as a list in some system.
fn list<'a>(rows: &'a [(String, LonLat)], system: CoordinateSystem) -> Vec<RawPlace<'a>> {
    let converter = Converter::new(system).unwrap();
    let raw = |(name, at): &'a (String, LonLat)| {
        let [x, y] = converter.from_wgs84(*at).unwrap();
        let name = Some(name.as_str());
        RawPlace { x, y, name }
    };
    rows.iter().map(raw).collect()
}

fn locate(
    ground: &Ground<'_>,
    declared: Option<CoordinateSystem>,
    rows: &[RawPlace],
) -> Result<Located, lifecircle::Error> {
    let rows = (Rows::Places, rows);
    Located::of("shops.csv", declared, rows, || Ok(ground), &Silent)
}

#[test]
fn undeclared_lists_are_told_by_the_city() {
    let city = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let (ground, rows) = (city.ground().unwrap(), facilities(&city));
    for datum in Datum::ALL {
        let found = locate(&ground, None, &list(&rows, datum.into())).unwrap();
        assert_eq!(found.system, datum.into());
        assert!(!found.is_declared && found.evidence.is_some());
        assert_eq!(found.warning("shops.csv"), None);
    }
}

#[test]
fn what_does_not_tell_is_refused_with_the_evidence() {
    let city = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let (ground, rows) = (city.ground().unwrap(), facilities(&city));
    let mut few = list(&rows[..6], CoordinateSystem::Gcj02);
    for row in &mut few {
        row.name = None;
    }
    let error = locate(&ground, None, &few).unwrap_err();
    assert_eq!(error.code(), "undeclared");
    assert!(
        matches!(
            error,
            lifecircle::Error::Undeclared {
                doubt: Doubt::Few,
                ..
            }
        ),
        "{error}"
    );
    let told = error.to_string();
    for part in [
        "shops.csv",
        "WGS-84",
        "GCJ-02",
        "BD-09",
        "of 6 places within 30 m",
    ] {
        assert!(told.contains(part), "{told}");
    }
    // Declared, the same rows are taken.
    let declared = locate(&ground, Some(CoordinateSystem::Gcj02), &few).unwrap();
    assert_eq!(
        (declared.system, declared.is_declared),
        (CoordinateSystem::Gcj02, true)
    );
}

#[test]
fn a_declared_system_that_is_wrong_is_warned_of() {
    let city = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let (ground, rows) = (city.ground().unwrap(), facilities(&city));
    for declared in [CoordinateSystem::Wgs84, CoordinateSystem::Cgcs2000] {
        let rows = list(&rows, CoordinateSystem::Gcj02);
        let found = locate(&ground, Some(declared), &rows).unwrap();
        let Some(Warning::Shifted {
            list,
            declared,
            offset_m,
            direction,
            better,
        }) = found.warning("shops.csv")
        else {
            panic!("{found:?}");
        };
        assert_eq!((list.as_str(), declared), ("shops.csv", Datum::Wgs84));
        assert!((500..560).contains(&offset_m), "{offset_m}");
        assert_eq!((direction, better), (Direction::East, Some(Datum::Gcj02)));
    }
    // Right ones are not, be they of degrees or of metres.
    for system in ["gcj02", "bd09", "wgs84", "EPSG:4549"] {
        let system: CoordinateSystem = system.parse().unwrap();
        let found = locate(&ground, Some(system), &list(&rows, system)).unwrap();
        assert_eq!(found.warning("shops.csv"), None, "{system}");
    }
}

#[test]
fn outside_of_china_nobody_is_asked() {
    let palms = RawPlace {
        x: -15.43,
        y: 28.12,
        name: None,
    };
    let slip = RawPlace {
        x: 119.02,
        y: 33.6,
        name: None,
    };
    for rows in [&[palms, palms, slip][..], &[]] {
        let rows = (Rows::Places, rows);
        let found = Located::of("a", None, rows, || panic!("asked"), &Silent).unwrap();
        assert_eq!(
            (found.system, found.evidence),
            (CoordinateSystem::Wgs84, None)
        );
    }
}

#[test]
fn outlines_without_namesakes_are_refused() {
    let city = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let (ground, rows) = (city.ground().unwrap(), facilities(&city));
    let mut outlines = list(&rows, CoordinateSystem::Gcj02);
    for row in &mut outlines {
        row.name = Some("没有这个地方");
    }
    let rows = (Rows::Outlines, &outlines[..]);
    let error = Located::of("a", None, rows, || Ok(&ground), &Silent).unwrap_err();
    assert!(matches!(
        error,
        lifecircle::Error::Undeclared {
            doubt: Doubt::Nameless,
            ..
        }
    ));
}

#[test]
fn places_to_walk_from_are_weighed_as_facilities_are() {
    let city = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let rows = facilities(&city);
    let folder = tempfile::TempDir::new_in(std::env::temp_dir()).unwrap();
    let file = |name: &str, rows: &[RawPlace]| {
        let file = folder.path().join(name);
        let line = |row: &RawPlace| format!("{},{},{}\n", row.name.unwrap(), row.x, row.y);
        let lines: String = rows.iter().map(line).collect();
        std::fs::write(&file, format!("name,lon,lat\n{lines}")).unwrap();
        file.display().to_string()
    };
    let read = |given: &str| PlaceList::read(ListFile::parse(given).unwrap(), &Silent).unwrap();
    let gcj02 = list(&rows, CoordinateSystem::Gcj02);
    let all = file("all.csv", &gcj02);
    let found = city.located(read(&all)).unwrap();
    assert_eq!(found.located.system, CoordinateSystem::Gcj02);
    assert!(found.warning().is_none());
    let off = |at: LonLat, own: LonLat| haversine_m(at, own);
    for (place, (_, at)) in found.import.rows.iter().zip(&rows) {
        assert!(off(place.at, *at) < 0.01);
    }
    let wrong = city.located(read(&format!("{all}@wgs84"))).unwrap();
    assert!(matches!(wrong.warning(), Some(Warning::Shifted { .. })));
    // Too few to tell: refused, unless somebody says.
    let nameless: Vec<RawPlace> = gcj02[..4]
        .iter()
        .map(|row| RawPlace {
            name: Some("x"),
            ..*row
        })
        .collect();
    let few = file("few.csv", &nameless);
    assert_eq!(city.located(read(&few)).unwrap_err().code(), "undeclared");
    let matrix = |given: &str| {
        let set = PlaceSet::named(given, city.categories()).unwrap();
        city.matrix(&MatrixOptions {
            from: set.clone(),
            to: set,
            limit_ms: 600_000,
            gates: Gates::Tagged,
            walker: None,
            kernel: KernelChoice::Auto,
        })
    };
    assert_eq!(matrix(&few).unwrap_err().code(), "undeclared");
    let made = matrix(&format!("{few}@gcj02")).unwrap();
    assert_eq!((made.from().ids.len(), made.from().far_count()), (4, 0));
    assert!(made.from().warning.is_none());
    assert!(
        matrix(&format!("{all}@wgs84"))
            .unwrap()
            .from()
            .warning
            .is_some()
    );
}
