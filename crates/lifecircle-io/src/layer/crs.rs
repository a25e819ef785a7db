//! The coordinate reference systems that layers are written in, derived from their EPSG numbers by rule.

use std::fmt;
use std::str::FromStr;

use super::decimal::Decimals;
use super::format::Format;
use super::zone::{self, Datum, Zone};

/// A coordinate reference system: WGS 84, CGCS2000, and the zones projected from them.
///
/// CGCS2000 is taken as WGS 84: no shift is applied between them. Their ellipsoids differ by a tenth of a
/// millimetre. The frames differ by what the ground has moved since the year 2000, as of which CGCS2000 stands: some
/// centimetres a year, decimetres by now. OpenStreetMap is not surveyed to that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crs {
    code: u32,
    system: System,
}

/// What a number stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum System {
    /// Degrees on one of the two datums.
    Geographic(Datum),
    /// A zone of a transverse Mercator projection.
    Zone(Box<Zone>),
    /// The square world of web maps.
    PseudoMercator,
}

/// Farthest from a zone's meridian that a place is projected, in degrees: beyond, the map is metres per kilometre off
/// and no longer of use.
pub(crate) const FARTHEST: f64 = 10.0;
/// Where the square world of web maps ends, degrees north and south.
const SQUARE_END: f64 = 85.06;
/// West, south, east and north of the rectangle round China, its neighbours' parts included: where a Gauss-Krüger zone
/// fits. Where maps are shifted is another question, which `lifecircle_core::evidence` answers.
const CHINA: [f64; 4] = [73.5, 16.5, 135.5, 53.7];

/// A system that is not known here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no coordinate reference system `{0}` here; known are EPSG:4326 (WGS 84), 32601-32660 and 32701-32760 (its UTM \
     zones north and south), 3857 (web maps), 4490 (CGCS2000), and its Gauss-Krüger zones: 4534-4554 (3 degrees wide, \
     meridians 75 to 135), 4513-4533 (the same, eastings with zone number), 4502-4512 and 4491-4501 (6 degrees wide)"
)]
pub struct CrsError(String);

lifecircle_core::coded!(CrsError {
    Self(given) => "crs" { given: given }
});

impl Crs {
    /// WGS 84 in degrees: longitude, latitude.
    pub fn wgs84() -> Self {
        Self {
            code: 4326,
            system: System::Geographic(Datum::Wgs84),
        }
    }

    /// What a layer of a format is written in where this system is asked for: GeoJSON is always in degrees.
    #[must_use]
    pub fn of_layer(&self, format: Format) -> Self {
        if format == Format::GeoJson {
            Self::wgs84()
        } else {
            self.clone()
        }
    }

    /// A system by its name, `EPSG:4547` or `4547`.
    ///
    /// # Errors
    /// [`CrsError`] for one that is not known here, with all that are.
    pub fn parse(text: &str) -> Result<Self, CrsError> {
        let fail = || CrsError(text.to_owned());
        let trimmed = text.trim();
        let number = match trimmed.split_once(':') {
            Some((register, number)) if register.eq_ignore_ascii_case("EPSG") => number,
            Some(_) => return Err(fail()),
            None => trimmed,
        };
        let known = number.bytes().all(|b| b.is_ascii_digit());
        let code = number.parse().ok().filter(|_| known);
        code.and_then(Self::of).ok_or_else(fail)
    }

    /// The system with an EPSG number, `None` for one that is not known here.
    fn of(code: u32) -> Option<Self> {
        let system = match code {
            4326 => System::Geographic(Datum::Wgs84),
            4490 => System::Geographic(Datum::Cgcs2000),
            3857 => System::PseudoMercator,
            _ => System::Zone(Box::new(zone::of(code)?)),
        };
        Some(Self { code, system })
    }

    /// A metric system that fits a place, in degrees: the 3-degree Gauss-Krüger zone of CGCS2000 in the rectangle
    /// round China, elsewhere the UTM zone.
    pub fn suggest(lon: f64, lat: f64) -> Self {
        let [west, south, east, north] = CHINA;
        let china = (west..=east).contains(&lon) && (south..=north).contains(&lat);
        let zone = china.then(|| zone::gauss_krueger_at(lon)).flatten();
        let code = zone.unwrap_or_else(|| zone::utm_at(lon, lat));
        Self::of(code).unwrap_or_default()
    }

    /// The zone of the same kind as this that fits a place; where there is none, what [`Self::suggest`] gives.
    pub(super) fn instead(&self, lon: f64, lat: f64) -> Self {
        let code = zone::instead(self.code, lon, lat);
        code.and_then(Self::of)
            .unwrap_or_else(|| Self::suggest(lon, lat))
    }

    /// Its EPSG number.
    pub fn code(&self) -> u32 {
        self.code
    }

    /// Its name in the EPSG register.
    pub fn name(&self) -> &str {
        match &self.system {
            System::Geographic(Datum::Wgs84) => "WGS 84",
            System::Geographic(Datum::Cgcs2000) => "China Geodetic Coordinate System 2000",
            System::PseudoMercator => "WGS 84 / Pseudo-Mercator",
            System::Zone(zone) => &zone.name,
        }
    }

    /// Whether coordinates are metres, not degrees.
    pub fn is_metric(&self) -> bool {
        !matches!(self.system, System::Geographic(_))
    }

    /// Whether it is WGS 84 in degrees.
    pub fn is_wgs84(&self) -> bool {
        self.system == System::Geographic(Datum::Wgs84)
    }

    /// What its number stands for.
    pub(super) fn system(&self) -> &System {
        &self.system
    }

    /// How many decimals its coordinates are written with.
    pub(super) fn decimals(&self) -> Decimals {
        if self.is_metric() {
            Decimals::Metres
        } else {
            Decimals::Degrees
        }
    }

    /// Whether a place can be written in it.
    pub(super) fn holds(&self, lon: f64, lat: f64) -> bool {
        match &self.system {
            System::Geographic(_) => true,
            System::PseudoMercator => lat.abs() <= SQUARE_END,
            System::Zone(zone) => {
                let off = (lon - f64::from(zone.meridian)).rem_euclid(360.0);
                off.min(360.0 - off) <= FARTHEST
            }
        }
    }
}

impl Default for Crs {
    fn default() -> Self {
        Self::wgs84()
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EPSG:{}", self.code)
    }
}

impl FromStr for Crs {
    type Err = CrsError;

    fn from_str(text: &str) -> Result<Self, CrsError> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(code: u32) -> Zone {
        match Crs::of(code).unwrap().system {
            System::Zone(zone) => *zone,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn zones_follow_from_their_numbers() {
        // As published in the EPSG register; every number is compared with it in `tests/it/foreign.rs`.
        for (code, meridian, easting) in [
            (4491, 75, 13_500_000),
            (4501, 135, 23_500_000),
            (4502, 75, 500_000),
            (4512, 135, 500_000),
            (4513, 75, 25_500_000),
            (4533, 135, 45_500_000),
            (4534, 75, 500_000),
            (4547, 114, 500_000),
            (4554, 135, 500_000),
            (32_650, 117, 500_000),
            (32_701, -177, 500_000),
        ] {
            let zone = zone(code);
            assert_eq!(
                (zone.meridian, zone.false_easting),
                (meridian, easting),
                "{code}"
            );
        }
        assert_eq!(zone(32_733).false_northing, 10_000_000);
        assert_eq!(
            Crs::parse("EPSG:4547").unwrap().name(),
            "CGCS2000 / 3-degree Gauss-Kruger CM 114E"
        );
    }

    #[test]
    fn names_are_read_and_others_refused() {
        for text in ["EPSG:4326", "epsg:4326", " 4326 "] {
            assert_eq!(Crs::parse(text).unwrap(), Crs::default(), "{text}");
        }
        for text in [
            "4555",
            "4490.",
            "EPSG:",
            "",
            "OGC:4326",
            "EPSG:+4326",
            "32661",
            "32600",
            "32700",
            "2385",
        ] {
            let error = Crs::parse(text).unwrap_err().to_string();
            assert!(
                error.contains(&format!("`{text}`")) && error.contains("4534-4554"),
                "{error}"
            );
        }
        assert_eq!("3857".parse::<Crs>().unwrap().to_string(), "EPSG:3857");
    }

    #[test]
    fn a_place_gets_a_zone_that_fits() {
        for (lon, lat, code) in [
            (116.4, 39.9, 4548),
            (114.1, 22.5, 4547),
            (135.4, 48.0, 4554),
            (13.4, 52.5, 32_633),
            (-180.0, 10.0, 32_601),
            (180.0, -10.0, 32_760),
            (144.9, -37.8, 32_755),
        ] {
            let crs = Crs::suggest(lon, lat);
            assert_eq!(crs.code(), code, "{lon} {lat}");
            assert!(crs.holds(lon, lat));
            assert_eq!(Crs::of(code).unwrap(), crs);
        }
        let instead = |code, lon, lat| Crs::of(code).unwrap().instead(lon, lat).code();
        assert_eq!(instead(4513, 116.4, 39.9), 4527);
        assert_eq!(instead(4502, 121.0, 31.0), 4510);
        assert_eq!(instead(32_631, 116.4, 39.9), 32_650);
        assert_eq!(instead(4534, 13.4, 52.5), 32_633);
    }

    #[test]
    fn zones_end_ten_degrees_off() {
        let crs = Crs::of(4547).unwrap();
        assert!(crs.holds(104.0, 30.0) && crs.holds(124.0, 30.0));
        assert!(!crs.holds(103.99, 30.0) && !crs.holds(-66.0, 30.0));
        let across = Crs::of(32_601).unwrap();
        assert!(across.holds(179.0, 0.0) && !across.holds(170.0, 0.0));
        assert!(!Crs::of(3857).unwrap().holds(0.0, 86.0));
    }
}
