use lifecircle_core::geodesy::{LonLat, haversine_m};
use lifecircle_core::message::Coded;

use super::*;
use crate::PositionError;

fn converter(name: &str) -> Converter {
    Converter::new(name.parse().unwrap()).unwrap()
}

#[test]
fn names_are_read_as_people_write_them() {
    for (text, system) in [
        ("wgs84", CoordinateSystem::Wgs84),
        ("WGS-84", CoordinateSystem::Wgs84),
        ("EPSG:4326", CoordinateSystem::Wgs84),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", CoordinateSystem::Wgs84),
        ("GCJ-02", CoordinateSystem::Gcj02),
        ("火星坐标系", CoordinateSystem::Gcj02),
        ("高德", CoordinateSystem::Gcj02),
        ("百度坐标", CoordinateSystem::Bd09),
        ("bd09", CoordinateSystem::Bd09),
        ("国家2000", CoordinateSystem::Cgcs2000),
        ("2000国家大地坐标系", CoordinateSystem::Cgcs2000),
        ("epsg:4490", CoordinateSystem::Cgcs2000),
        (" EPSG: 4547 ", CoordinateSystem::Epsg(4547)),
        ("4547", CoordinateSystem::Epsg(4547)),
        ("urn:ogc:def:crs:EPSG::4547", CoordinateSystem::Epsg(4547)),
        (
            "http://www.opengis.net/def/crs/EPSG/0/4547",
            CoordinateSystem::Epsg(4547),
        ),
        ("ESRI:54009", CoordinateSystem::Mollweide),
        ("EPSG:54009", CoordinateSystem::Mollweide),
    ] {
        assert_eq!(text.parse(), Ok(system), "{text}");
        assert_eq!(system.to_string().parse(), Ok(system), "{text}");
    }
}

#[test]
fn other_names_are_answered_with_near_ones() {
    for (text, meant) in [
        ("gjc02", "gcj02"),
        ("wgs48", "wgs84"),
        ("火星坐系", "火星"),
        ("EPSG:45470", "EPSG:4547"),
        ("cgcs200", "cgcs2000"),
        ("nothing like it", "bd09"),
        ("EPSG:", "gcj02"),
        ("", "EPSG:4547"),
        ("EPSG:99999999999", "wgs84"),
    ] {
        let error = text.parse::<CoordinateSystem>().unwrap_err();
        let CoordinatesError::Unknown { given, near } = &error else {
            panic!("{error:?}");
        };
        assert_eq!(
            (given.as_str(), error.code()),
            (text, "coordinates-unknown")
        );
        assert!(near.iter().any(|near| near == meant), "{text}: {near:?}");
    }
}

#[test]
fn places_are_those_that_proj_gives() {
    // By PROJ 9.5.1 through pyproj 3.7.2, longitude first; the shift of the British grid and of Beijing 1954 as the
    // register's own parameters have it.
    for (name, x, y, lon, lat) in [
        (
            "EPSG:4547",
            516_000.0,
            2_500_000.0,
            114.155_605_856,
            22.597_747_516,
        ),
        (
            "EPSG:4549",
            407_000.5,
            3_719_000.25,
            118.998_115_678,
            33.593_295_841,
        ),
        (
            "EPSG:4527",
            39_407_000.5,
            3_719_000.25,
            115.998_115_678,
            33.593_295_841,
        ),
        ("EPSG:4490", 119.02, 33.6, 119.02, 33.6),
        (
            "EPSG:32629",
            300_000.0,
            4_000_000.0,
            -11.222_391_385,
            36.124_095_832,
        ),
        (
            "EPSG:5635",
            1_540_000.0,
            960_000.0,
            -18.023_266_273,
            27.061_594_030,
        ),
        (
            "EPSG:3857",
            13_249_000.0,
            3_975_000.0,
            119.017_791_993,
            33.598_373_123,
        ),
        (
            "EPSG:2326",
            836_694.05,
            819_069.8,
            114.181_009_327,
            22.310_602_434,
        ),
        ("EPSG:3826", 250_000.0, 2_670_000.0, 121.0, 24.135_233_672),
        (
            "EPSG:2154",
            652_000.0,
            6_862_000.0,
            2.345_811_959,
            48.856_248_141,
        ),
        (
            "EPSG:27700",
            530_000.0,
            180_000.0,
            -0.128_353_982,
            51.503_990_828,
        ),
        (
            "EPSG:2437",
            407_000.5,
            3_719_000.25,
            118.998_796_873,
            33.592_817_349,
        ),
        (
            "ESRI:54009",
            -1_500_000.0,
            3_400_000.0,
            -16.158_540_365,
            27.924_788_008,
        ),
    ] {
        let converter = converter(name);
        let place = converter.to_wgs84(x, y).unwrap();
        let apart = haversine_m(place, LonLat { lon, lat });
        assert!(apart < 0.01, "{name}: {place:?} is {apart} m off");
        let [again_x, again_y] = converter.from_wgs84(place).unwrap();
        assert!(
            (again_x - x).abs() < 1e-3 && (again_y - y).abs() < 1e-3,
            "{name}"
        );
    }
}

#[test]
fn what_layers_write_is_read_again() {
    use crate::layer::{Crs, Format, Kind, LayerWriter, Row, Schema, Shape};
    for (lon, lat) in [(114.1, 22.5), (119.02, 33.6), (87.6, 43.8), (-15.4, 28.1)] {
        let crs = Crs::suggest(lon, lat);
        let schema = Schema::new("places", Shape::Point, "test").field("name", Kind::Text);
        let mut writer = LayerWriter::new(Format::Csv, Vec::new(), schema, &crs).unwrap();
        let geometry = geo_types::Point::new(lon, lat).into();
        let values = vec!["a".into()];
        writer.rows(&[Row { geometry, values }]).unwrap();
        let csv = String::from_utf8(writer.finish().unwrap().1).unwrap();
        let numbers: Vec<f64> = csv
            .split([',', '\n', ' ', '(', ')', '"'])
            .filter_map(|word| word.parse().ok())
            .collect();
        let place = converter(&crs.to_string()).to_wgs84(numbers[0], numbers[1]);
        assert!(
            haversine_m(place.unwrap(), LonLat { lon, lat }) < 0.002,
            "{csv}"
        );
    }
}

#[test]
fn shifted_degrees_are_moved_back() {
    let place = LonLat {
        lon: 119.02,
        lat: 33.6,
    };
    for (name, least_m) in [("gcj02", 500.0), ("bd09", 1000.0)] {
        let converter = converter(name);
        let [x, y] = converter.from_wgs84(place).unwrap();
        assert!(haversine_m(LonLat { lon: x, lat: y }, place) > least_m);
        assert!(haversine_m(converter.to_wgs84(x, y).unwrap(), place) < 1e-4);
    }
    assert_eq!(converter("cgcs2000").to_wgs84(119.02, 33.6), Ok(place));
}

#[test]
fn numbers_that_are_no_place_are_told_apart() {
    let metres = converter("EPSG:4549");
    let code = |found: Result<LonLat, PositionError>| found.unwrap_err().code();
    assert_eq!(code(metres.to_wgs84(119.02, 33.6)), "position-not-metres");
    // Surveyors of China call the northing X.
    assert_eq!(
        code(metres.to_wgs84(3_719_000.0, 407_000.0)),
        "position-swapped-metres"
    );
    assert_eq!(code(metres.to_wgs84(1e12, 1e12)), "position-outside");
    assert_eq!(code(metres.to_wgs84(f64::NAN, 0.0)), "position-outside");
    // The zone's number stands before the easting of another system.
    assert_eq!(
        code(metres.to_wgs84(40_407_000.5, 3_719_000.0)),
        "position-outside"
    );
    let degrees = converter("gcj02");
    assert_eq!(code(degrees.to_wgs84(33.6, 119.02)), "position-swapped");
    assert_eq!(
        code(degrees.to_wgs84(407_000.0, 3_719_000.0)),
        "position-not-degrees"
    );
    assert_eq!(
        code(degrees.to_wgs84(f64::INFINITY, 0.0)),
        "position-not-degrees"
    );
    let far = LonLat { lon: 0.0, lat: 0.0 };
    assert_eq!(
        metres.from_wgs84(far).unwrap_err().code(),
        "position-outside"
    );
}

#[test]
fn a_datum_without_a_public_shift_is_refused() {
    // Xi'an 1980; NAD27, whose grid is not here; New Zealand's old map grid.
    for (name, code) in [
        ("EPSG:4610", "coordinates-no-shift"),
        ("EPSG:2385", "coordinates-no-shift"),
        ("EPSG:4267", "coordinates-no-shift"),
        ("EPSG:27200", "coordinates-no-shift"),
    ] {
        let error = Converter::new(name.parse().unwrap()).unwrap_err();
        assert_eq!(error.code(), code, "{name}");
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[test]
fn every_number_of_the_register_is_computed_or_refused() {
    let (mut computed, mut refused) = (0, 0);
    for number in 0..=u16::MAX {
        let Some(system) = CoordinateSystem::of_number(number.into()) else {
            continue;
        };
        match Converter::new(system) {
            Ok(converter) => {
                computed += 1;
                for (x, y) in [(0.0, 0.0), (500_000.0, 4_000_000.0), (1e300, -1e300)] {
                    let found = converter.to_wgs84(x, y);
                    assert!(
                        found.is_err() || found.is_ok_and(|at| at.lon.is_finite()),
                        "{system}"
                    );
                }
            }
            Err(_) => refused += 1,
        }
    }
    assert!(computed > 4000 && refused > 100, "{computed} {refused}");
}
