//! Coordinate reference systems as PROJJSON 0.7, axes and names as in the EPSG register.

use serde_json::{Value, json};

use super::Crs;
use super::crs::System;
use super::zone::{Datum, Zone};

/// The frames of the WGS 84 ensemble: what they are called, and their EPSG numbers.
const ENSEMBLE: [(&str, u32); 8] = [
    ("Transit", 1166),
    ("G730", 1152),
    ("G873", 1153),
    ("G1150", 1154),
    ("G1674", 1155),
    ("G1762", 1156),
    ("G2139", 1309),
    ("G2296", 1383),
];

/// The definition of a system.
pub(super) fn definition(crs: &Crs) -> Value {
    let mut value = match crs.system() {
        System::Geographic(datum) => geographic(*datum),
        System::Zone(zone) => projected(crs.name(), zone.datum, &transverse(zone)),
        System::PseudoMercator => projected(crs.name(), Datum::Wgs84, &pseudo_mercator()),
    };
    value["$schema"] = "https://proj.org/schemas/v0.7/projjson.schema.json".into();
    value["id"] = epsg(crs.code());
    value
}

fn epsg(code: u32) -> Value {
    json!({ "authority": "EPSG", "code": code })
}

fn geographic(datum: Datum) -> Value {
    match datum {
        Datum::Wgs84 => json!({
            "type": "GeographicCRS",
            "name": "WGS 84",
            "datum_ensemble": ensemble(),
            "coordinate_system": latitude_longitude(),
            "id": epsg(4326),
        }),
        Datum::Cgcs2000 => json!({
            "type": "GeographicCRS",
            "name": "China Geodetic Coordinate System 2000",
            "datum": {
                "type": "GeodeticReferenceFrame",
                "name": "China 2000",
                "ellipsoid": ellipsoid("CGCS2000", 298.257_222_101),
            },
            "coordinate_system": latitude_longitude(),
            "id": epsg(4490),
        }),
    }
}

fn ensemble() -> Value {
    let members = ENSEMBLE.iter().map(|(name, code)| {
        json!({ "name": format!("World Geodetic System 1984 ({name})"), "id": epsg(*code) })
    });
    json!({
        "name": "World Geodetic System 1984 ensemble",
        "members": members.collect::<Vec<Value>>(),
        "ellipsoid": ellipsoid("WGS 84", 298.257_223_563),
        "accuracy": "2.0",
        "id": epsg(6326),
    })
}

fn ellipsoid(name: &str, inverse_flattening: f64) -> Value {
    json!({ "name": name, "semi_major_axis": 6_378_137, "inverse_flattening": inverse_flattening })
}

/// In the register's order; files hold x before y all the same, as GeoParquet asks for.
fn latitude_longitude() -> Value {
    json!({
        "subtype": "ellipsoidal",
        "axis": [
            axis("Geodetic latitude", "Lat", "north", "degree"),
            axis("Geodetic longitude", "Lon", "east", "degree"),
        ],
    })
}

fn axis(name: &str, abbreviation: &str, direction: &str, unit: &str) -> Value {
    json!({ "name": name, "abbreviation": abbreviation, "direction": direction, "unit": unit })
}

/// A projection: what it is called, its method, its parameters and its axes.
struct Conversion<'a> {
    name: &'a str,
    method: (&'a str, u32),
    parameters: Vec<Value>,
    axes: [Value; 2],
}

fn projected(name: &str, datum: Datum, conversion: &Conversion) -> Value {
    let mut base = geographic(datum);
    if let Some(base) = base.as_object_mut() {
        base.shift_remove("type");
    }
    let (method, code) = conversion.method;
    json!({
        "type": "ProjectedCRS",
        "name": name,
        "base_crs": base,
        "conversion": {
            "name": conversion.name,
            "method": { "name": method, "id": epsg(code) },
            "parameters": conversion.parameters,
        },
        "coordinate_system": { "subtype": "Cartesian", "axis": conversion.axes },
    })
}

fn parameter(name: &str, value: impl Into<Value>, unit: &str, code: u32) -> Value {
    json!({ "name": name, "value": value.into(), "unit": unit, "id": epsg(code) })
}

fn transverse(zone: &Zone) -> Conversion<'_> {
    let northing = |short| axis("Northing", short, "north", "metre");
    let easting = |short| axis("Easting", short, "east", "metre");
    let axes = match zone.datum {
        Datum::Wgs84 => [easting("E"), northing("N")],
        Datum::Cgcs2000 => [northing("X"), easting("Y")],
    };
    let parameters = vec![
        parameter("Latitude of natural origin", 0, "degree", 8801),
        parameter("Longitude of natural origin", zone.meridian, "degree", 8802),
        parameter(
            "Scale factor at natural origin",
            zone.scale(),
            "unity",
            8805,
        ),
        parameter("False easting", zone.false_easting, "metre", 8806),
        parameter("False northing", zone.false_northing, "metre", 8807),
    ];
    Conversion {
        name: &zone.conversion,
        method: ("Transverse Mercator", 9807),
        parameters,
        axes,
    }
}

fn pseudo_mercator() -> Conversion<'static> {
    Conversion {
        name: "Popular Visualisation Pseudo-Mercator",
        method: ("Popular Visualisation Pseudo Mercator", 1024),
        parameters: vec![
            parameter("Latitude of natural origin", 0, "degree", 8801),
            parameter("Longitude of natural origin", 0, "degree", 8802),
            parameter("False easting", 0, "metre", 8806),
            parameter("False northing", 0, "metre", 8807),
        ],
        axes: [
            axis("Easting", "X", "east", "metre"),
            axis("Northing", "Y", "north", "metre"),
        ],
    }
}
