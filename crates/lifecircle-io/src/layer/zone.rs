//! The zones of transverse Mercator projections, derived from their EPSG numbers by rule.

/// What the degrees refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Datum {
    Wgs84,
    Cgcs2000,
}

/// A zone of a transverse Mercator projection; metres and degrees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Zone {
    pub(super) datum: Datum,
    /// As in the EPSG register.
    pub(super) name: String,
    /// The same for the projection alone.
    pub(super) conversion: String,
    pub(super) meridian: i32,
    pub(super) false_easting: i32,
    pub(super) false_northing: i32,
}

/// A row of Gauss-Krüger zones with consecutive numbers; the first has its meridian at 75 degrees east in each.
struct Family {
    first: u32,
    count: u32,
    width: i32,
    /// The number of the first zone, where eastings begin with it.
    zone: Option<i32>,
}

const FIRST_MERIDIAN: i32 = 75;

const FAMILIES: [Family; 4] = [
    Family {
        first: 4491,
        count: 11,
        width: 6,
        zone: Some(13),
    },
    Family {
        first: 4502,
        count: 11,
        width: 6,
        zone: None,
    },
    Family {
        first: 4513,
        count: 21,
        width: 3,
        zone: Some(25),
    },
    Family {
        first: 4534,
        count: 21,
        width: 3,
        zone: None,
    },
];

impl Zone {
    /// The scale along the meridian.
    pub(super) fn scale(&self) -> f64 {
        match self.datum {
            Datum::Wgs84 => 0.9996,
            Datum::Cgcs2000 => 1.0,
        }
    }
}

/// The zone with an EPSG number, `None` where it is no zone known here.
pub(super) fn of(code: u32) -> Option<Zone> {
    match code {
        32_601..=32_660 => Some(utm(code - 32_600, 'N')),
        32_701..=32_760 => Some(utm(code - 32_700, 'S')),
        _ => FAMILIES.iter().find_map(|family| family.zone(code)),
    }
}

/// The number of the 3-degree Gauss-Krüger zone, its eastings without zone number, whose meridian is nearest to a
/// longitude; `None` where the zones end before it.
pub(super) fn gauss_krueger_at(lon: f64) -> Option<u32> {
    FAMILIES[3].nearest(lon)
}

/// The number of the zone of the same kind as that of `code` that fits a place, `None` where there is none.
pub(super) fn instead(code: u32, lon: f64, lat: f64) -> Option<u32> {
    if (32_601..=32_760).contains(&code) {
        return Some(utm_at(lon, lat));
    }
    let family = FAMILIES.iter().find(|family| family.has(code))?;
    family.nearest(lon)
}

impl Family {
    fn has(&self, code: u32) -> bool {
        (self.first..self.first + self.count).contains(&code)
    }

    /// The zone with an EPSG number.
    fn zone(&self, code: u32) -> Option<Zone> {
        let index = i32::try_from(code.checked_sub(self.first)?).ok()?;
        if !self.has(code) {
            return None;
        }
        let meridian = FIRST_MERIDIAN + self.width * index;
        let which = match self.zone {
            Some(first) => format!("zone {}", first + index),
            None => format!("CM {meridian}E"),
        };
        // The register calls the projection of numbered wide zones otherwise than the system.
        let (system, conversion) = match (self.width, self.zone) {
            (3, _) => ("3-degree Gauss-Kruger", "3-degree Gauss-Kruger"),
            (_, Some(_)) => ("Gauss-Kruger", "6-degree Gauss-Kruger"),
            (_, None) => ("Gauss-Kruger", "Gauss-Kruger"),
        };
        Some(Zone {
            datum: Datum::Cgcs2000,
            name: format!("CGCS2000 / {system} {which}"),
            conversion: format!("{conversion} {which}"),
            meridian,
            false_easting: 500_000 + self.zone.map_or(0, |first| 1_000_000 * (first + index)),
            false_northing: 0,
        })
    }

    /// The zone whose meridian is nearest to a longitude, `None` where the zones end before it.
    fn nearest(&self, lon: f64) -> Option<u32> {
        let off = |code: &u32| {
            let zone = self.zone(*code)?;
            Some((lon - f64::from(zone.meridian)).abs())
        };
        let codes = self.first..self.first + self.count;
        let fits = |code: &u32| off(code).is_some_and(|off| off <= f64::from(self.width) / 2.0);
        codes.into_iter().find(fits)
    }
}

/// A UTM zone by its number, from 1, and hemisphere.
fn utm(number: u32, hemisphere: char) -> Zone {
    let index = i32::try_from(number).unwrap_or_default();
    let name = format!("UTM zone {number}{hemisphere}");
    Zone {
        datum: Datum::Wgs84,
        name: format!("WGS 84 / {name}"),
        conversion: name,
        meridian: 6 * index - 183,
        false_easting: 500_000,
        false_northing: if hemisphere == 'S' { 10_000_000 } else { 0 },
    }
}

/// The number of the UTM zone of a place, by the rule of six degrees alone.
pub(super) fn utm_at(lon: f64, lat: f64) -> u32 {
    let first = if lat < 0.0 { 32_700 } else { 32_600 };
    let east_of = |number: &u32| lon >= f64::from(*number) * 6.0 - 186.0;
    let number = (1..=60).rev().find(east_of).unwrap_or(1);
    first + number
}
