//! The coordinate systems that a user's file may be in, and the way from them to degrees of WGS-84.
//!
//! By name: `wgs84`, `gcj02` (AMap, Tencent), `bd09` (Baidu), `cgcs2000`, and every projected or geographic system of
//! the EPSG register whose way to WGS-84 is known, as `EPSG:4547`. x is always the longitude or easting, y the latitude
//! or northing, whatever order the register names the axes in.

mod converter;
mod error;
mod said;

use std::fmt;
use std::str::FromStr;

use lifecircle_core::datum::Datum;
use lifecircle_core::near::near;

pub use converter::Converter;
pub use error::CoordinatesError;
pub use said::said_by;

/// The coordinate system of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CoordinateSystem {
    /// Degrees as OpenStreetMap and satellites have them.
    Wgs84,
    /// Degrees as AMap and Tencent publish them.
    Gcj02,
    /// Degrees as Baidu publishes them.
    Bd09,
    /// Degrees of the national system of 2000, taken as WGS-84 (see [`crate::layer::Crs`]).
    Cgcs2000,
    /// A system of the EPSG register by its number.
    Epsg(u16),
    /// World Mollweide, ESRI:54009: what world rasters of population are in.
    Mollweide,
}

/// Words for the systems that have no number: in small letters, without spaces, dashes, and 坐标 or 坐标系 at the end.
const WORDS: [(&str, CoordinateSystem); 24] = [
    ("wgs84", CoordinateSystem::Wgs84),
    ("gcj02", CoordinateSystem::Gcj02),
    ("bd09", CoordinateSystem::Bd09),
    ("cgcs2000", CoordinateSystem::Cgcs2000),
    ("gps", CoordinateSystem::Wgs84),
    ("crs84", CoordinateSystem::Wgs84),
    ("地球", CoordinateSystem::Wgs84),
    ("gcj", CoordinateSystem::Gcj02),
    ("火星", CoordinateSystem::Gcj02),
    ("国测局", CoordinateSystem::Gcj02),
    ("高德", CoordinateSystem::Gcj02),
    ("高德地图", CoordinateSystem::Gcj02),
    ("amap", CoordinateSystem::Gcj02),
    ("腾讯", CoordinateSystem::Gcj02),
    ("腾讯地图", CoordinateSystem::Gcj02),
    ("tencent", CoordinateSystem::Gcj02),
    ("bd09ll", CoordinateSystem::Bd09),
    ("百度", CoordinateSystem::Bd09),
    ("百度地图", CoordinateSystem::Bd09),
    ("baidu", CoordinateSystem::Bd09),
    ("国家2000", CoordinateSystem::Cgcs2000),
    ("2000国家大地", CoordinateSystem::Cgcs2000),
    ("国家大地2000", CoordinateSystem::Cgcs2000),
    ("mollweide", CoordinateSystem::Mollweide),
];
/// The words that a message lists.
const USUAL: usize = 4;
/// Numbers with a fault in them that are looked for among those of China's zones and of UTM.
const USUAL_NUMBERS: [std::ops::RangeInclusive<u16>; 4] =
    [4490..=4554, 32_601..=32_660, 32_701..=32_760, 3857..=3857];
/// Names offered in the place of one that is not known.
const MOST_NEAR: usize = 3;
/// The number of World Mollweide, in ESRI's register; many say EPSG.
const MOLLWEIDE: u32 = 54_009;

impl CoordinateSystem {
    /// The system that a datum has degrees in.
    pub fn of_datum(datum: Datum) -> Self {
        match datum {
            Datum::Wgs84 => Self::Wgs84,
            Datum::Gcj02 => Self::Gcj02,
            Datum::Bd09 => Self::Bd09,
        }
    }

    /// The system with an EPSG number; `None` where the register here has none of it.
    fn of_number(number: u32) -> Option<Self> {
        match number {
            4326 => Some(Self::Wgs84),
            4490 => Some(Self::Cgcs2000),
            MOLLWEIDE => Some(Self::Mollweide),
            _ => {
                let number = u16::try_from(number).ok()?;
                crs_definitions::from_code(number).map(|_| Self::Epsg(number))
            }
        }
    }

    /// What degrees in this system are shifted like; `None` for systems of metres and for others' degrees.
    pub fn datum(self) -> Option<Datum> {
        match self {
            Self::Wgs84 | Self::Cgcs2000 => Some(Datum::Wgs84),
            Self::Gcj02 => Some(Datum::Gcj02),
            Self::Bd09 => Some(Datum::Bd09),
            Self::Epsg(_) | Self::Mollweide => None,
        }
    }
}

impl From<Datum> for CoordinateSystem {
    fn from(datum: Datum) -> Self {
        Self::of_datum(datum)
    }
}

impl FromStr for CoordinateSystem {
    type Err = CoordinatesError;

    /// Reads a name as people write it (`gcj02`, `GCJ-02`, `火星坐标系`, `EPSG:4547`, `4547`), or as files declare it
    /// (`urn:ogc:def:crs:EPSG::4547`).
    fn from_str(text: &str) -> Result<Self, CoordinatesError> {
        let word = plain(text);
        if let Some((_, system)) = WORDS.iter().find(|(known, _)| *known == word) {
            return Ok(*system);
        }
        let number = number(&word).and_then(Self::of_number);
        number.ok_or_else(|| unknown(text, &word))
    }
}

impl fmt::Display for CoordinateSystem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wgs84 => f.write_str("wgs84"),
            Self::Gcj02 => f.write_str("gcj02"),
            Self::Bd09 => f.write_str("bd09"),
            Self::Cgcs2000 => f.write_str("cgcs2000"),
            Self::Epsg(number) => write!(f, "EPSG:{number}"),
            Self::Mollweide => write!(f, "ESRI:{MOLLWEIDE}"),
        }
    }
}

/// A name without what people write differently.
fn plain(text: &str) -> String {
    let kept = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_'));
    let word: String = kept.flat_map(char::to_lowercase).collect();
    // In the words of registers, the version may be left empty: `…:EPSG::4547`.
    let word = word.rsplit("crs:").next().unwrap_or_default();
    let word = word.strip_prefix("ogc:1.3:").unwrap_or(word);
    let word = word.strip_prefix("ogc:").unwrap_or(word);
    let ends = ["坐标系", "坐标"];
    let bare = ends.iter().find_map(|end| word.strip_suffix(end));
    bare.unwrap_or(word).to_owned()
}

/// The number in `epsg:4547`, `epsg::4547`, `…/epsg/0/4547`, `esri:54009` or `4547`.
fn number(word: &str) -> Option<u32> {
    let digits = match word.rsplit_once([':', '/']) {
        Some((register, digits)) if register.contains("epsg") || register == "esri" => digits,
        Some(_) => return None,
        None => word,
    };
    let all = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| all)
}

/// The error about a name, with those that were perhaps meant.
fn unknown(given: &str, word: &str) -> CoordinatesError {
    let digits = word.rsplit([':', '/']).next().unwrap_or_default();
    let numbers: Vec<String> = USUAL_NUMBERS
        .into_iter()
        .flatten()
        .filter(|number| crs_definitions::from_code(*number).is_some())
        .map(|number| number.to_string())
        .collect();
    let words = near(word, WORDS.iter().map(|(word, _)| *word), MOST_NEAR);
    let mut found: Vec<String> = words.into_iter().map(str::to_owned).collect();
    if digits.len() > 2 && digits.bytes().all(|b| b.is_ascii_digit()) {
        let near = near(digits, numbers.iter().map(String::as_str), MOST_NEAR);
        found.extend(near.into_iter().map(|number| format!("EPSG:{number}")));
    }
    if found.is_empty() {
        let usual = WORDS[..USUAL].iter().map(|(word, _)| (*word).to_owned());
        found = usual.chain(["EPSG:4547".to_owned()]).collect();
    }
    CoordinatesError::Unknown {
        given: given.to_owned(),
        near: found,
    }
}

#[cfg(test)]
mod tests;
