//! From the numbers of one system to degrees of WGS-84, and back.

use lifecircle_core::datum::Datum;
use lifecircle_core::geodesy::LonLat;
use proj4rs::Proj;
use proj4rs::transform::transform;

use super::{CoordinateSystem, CoordinatesError};
use crate::PositionError;
use crate::layer::FARTHEST;
use crate::read::lon_lat;

/// Turns coordinates of one system into degrees of WGS-84 and back: made once for a file.
pub struct Converter {
    system: CoordinateSystem,
    way: Way,
}

enum Way {
    /// Degrees, shifted or not.
    Degrees(Datum),
    /// By the register's definition: the system itself, and degrees of WGS-84.
    Register(Box<(Proj, Proj)>),
}

/// World Mollweide as ESRI defines it.
const MOLLWEIDE: &str = "+proj=moll +lon_0=0 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs";
/// Farthest that coordinates may be from what their place is turned into again, in the system's metres.
const ROUND_TRIP_M: f64 = 0.001;
/// The same in degrees.
const ROUND_TRIP_DEGREES: f64 = 1e-8;

impl std::fmt::Debug for Converter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Converter").field(&self.system).finish()
    }
}

impl Converter {
    /// The converter of a system.
    ///
    /// # Errors
    /// [`CoordinatesError`] where the register does not tell how the system lies to WGS-84, or its projection is none
    /// of those computed here.
    pub fn new(system: CoordinateSystem) -> Result<Self, CoordinatesError> {
        let definition = match (system, system.datum()) {
            (_, Some(datum)) => {
                let way = Way::Degrees(datum);
                return Ok(Self { system, way });
            }
            (CoordinateSystem::Epsg(number), None) => match crs_definitions::from_code(number) {
                Some(found) => found.proj4,
                None => return Err(CoordinatesError::NoProjection { system }),
            },
            (_, None) => MOLLWEIDE,
        };
        if !is_tied_to_wgs84(definition) {
            return Err(CoordinatesError::NoShift { system });
        }
        let no_projection = |_| CoordinatesError::NoProjection { system };
        let own = Proj::from_proj_string(definition).map_err(no_projection)?;
        let degrees = Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs");
        let way = Way::Register(Box::new((own, degrees.map_err(no_projection)?)));
        Ok(Self { system, way })
    }

    /// The system that it converts from.
    pub fn system(&self) -> CoordinateSystem {
        self.system
    }

    /// The place that coordinates mean; `x` is the longitude or easting, `y` the latitude or northing.
    ///
    /// # Errors
    /// [`PositionError`]: no place in this system; degrees where there should be metres, or metres where there should
    /// be degrees; x and y swapped.
    pub fn to_wgs84(&self, x: f64, y: f64) -> Result<LonLat, PositionError> {
        match &self.way {
            Way::Degrees(datum) => Ok(datum.to_wgs84(lon_lat(x, y)?)),
            Way::Register(proj) if proj.0.is_latlong() => {
                lon_lat(x, y)?;
                Self::place(proj, x, y).ok_or_else(|| self.outside(x, y))
            }
            Way::Register(_) if x.abs() <= 180.0 && y.abs() <= 180.0 => {
                let system = self.system.to_string();
                Err(PositionError::NotMetres { x, y, system })
            }
            Way::Register(proj) => Self::place(proj, x, y).ok_or_else(|| {
                let system = self.system.to_string();
                match Self::place(proj, y, x) {
                    Some(_) => PositionError::SwappedMetres { x, y, system },
                    None => self.outside(x, y),
                }
            }),
        }
    }

    /// What a place is called in this system: x and y.
    ///
    /// # Errors
    /// [`PositionError::Outside`] for a place that the system does not reach.
    pub fn from_wgs84(&self, place: LonLat) -> Result<[f64; 2], PositionError> {
        match &self.way {
            Way::Degrees(datum) => {
                let at = datum.from_wgs84(lon_lat(place.lon, place.lat)?);
                Ok([at.lon, at.lat])
            }
            Way::Register(proj) => {
                lon_lat(place.lon, place.lat)?;
                let at = coordinates(proj, place).filter(|_| fits(&proj.0, place.lon));
                at.ok_or_else(|| self.outside(place.lon, place.lat))
            }
        }
    }

    /// The place of coordinates of the register's system that is turned into them again.
    fn place(proj: &(Proj, Proj), x: f64, y: f64) -> Option<LonLat> {
        let in_degrees = proj.0.is_latlong();
        let unit = if in_degrees { 1_f64.to_radians() } else { 1.0 };
        let mut at = (x * unit, y * unit, 0.0);
        transform(&proj.0, &proj.1, &mut at).ok()?;
        let (lon, lat) = (at.0.to_degrees(), at.1.to_degrees());
        if !lon.is_finite() || !(-90.0..=90.0).contains(&lat) {
            return None;
        }
        let place = LonLat {
            lon: (lon + 180.0).rem_euclid(360.0) - 180.0,
            lat,
        };
        // A series far from where it holds gives some place for everything.
        let again = coordinates(proj, place)?;
        let most = if in_degrees {
            ROUND_TRIP_DEGREES
        } else {
            ROUND_TRIP_M / proj.0.to_meter()
        };
        let back = (again[0] - x).abs().max((again[1] - y).abs()) <= most;
        (back && fits(&proj.0, place.lon)).then_some(place)
    }

    fn outside(&self, x: f64, y: f64) -> PositionError {
        let system = self.system.to_string();
        PositionError::Outside { x, y, system }
    }
}

/// Coordinates of a place in the register's system.
fn coordinates(proj: &(Proj, Proj), place: LonLat) -> Option<[f64; 2]> {
    let mut at = (place.lon.to_radians(), place.lat.to_radians(), 0.0);
    transform(&proj.1, &proj.0, &mut at).ok()?;
    let unit = if proj.0.is_latlong() {
        1_f64.to_radians()
    } else {
        1.0
    };
    let [x, y] = [at.0 / unit, at.1 / unit];
    (x.is_finite() && y.is_finite()).then_some([x, y])
}

/// Whether a longitude is not too far from the meridian of a zone; other projections have no such limit.
fn fits(proj: &Proj, lon: f64) -> bool {
    let is_zone = ["etmerc", "tmerc", "utm"].contains(&proj.projname());
    let off = (lon - proj.longitude_of_origin().to_degrees()).rem_euclid(360.0);
    !is_zone || off.min(360.0 - off) <= FARTHEST
}

/// Whether a definition tells how its degrees lie to those of WGS-84.
///
/// Systems on the ellipsoids of WGS-84 and GRS 80 are within a metre or two of it without any shift. The grids that
/// others need are not here.
fn is_tied_to_wgs84(definition: &str) -> bool {
    let words = || definition.split_whitespace();
    let says = |known: &[&str]| words().any(|word| known.contains(&word));
    if says(&["+datum=NAD27"]) || (definition.contains("+nadgrids=") && !says(&["+nadgrids=@null"]))
    {
        return false;
    }
    says(&["+ellps=GRS80", "+ellps=WGS84", "+nadgrids=@null"])
        || words().any(|word| word.starts_with("+datum=") || word.starts_with("+towgs84="))
}
