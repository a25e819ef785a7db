//! Degrees into the coordinates of a system.

use proj4rs::Proj;
use proj4rs::transform::transform;

use super::Crs;
use super::crs::System;
use super::decimal::{At, Decimals};
use super::zone::Datum;

/// Turns degrees into coordinates of one system, rounded to its last decimal.
pub(super) struct Projector {
    crs: Crs,
    decimals: Decimals,
    /// Degrees on the system's ellipsoid and the system itself, where it is a projection.
    steps: Option<(Proj, Proj)>,
}

/// Why a place cannot be written.
#[derive(Debug)]
pub(super) enum Misplaced {
    /// No place on Earth.
    Nowhere,
    /// Too far outside the system.
    Outside,
}

impl Projector {
    /// A projector into a system.
    pub(super) fn new(crs: &Crs) -> Result<Self, proj4rs::errors::Error> {
        // No datum is named on either side, so that none is shifted: CGCS2000 is taken as WGS 84.
        let steps = match definition(crs) {
            None => None,
            Some((ellipsoid, projection)) => {
                let degrees = Proj::from_proj_string(&format!("+proj=longlat {ellipsoid}"))?;
                let system = format!("{projection} {ellipsoid} +units=m");
                Some((degrees, Proj::from_proj_string(&system)?))
            }
        };
        Ok(Self {
            crs: crs.clone(),
            decimals: crs.decimals(),
            steps,
        })
    }

    /// The system.
    pub(super) fn crs(&self) -> &Crs {
        &self.crs
    }

    /// How many decimals come out.
    pub(super) fn decimals(&self) -> Decimals {
        self.decimals
    }

    /// The coordinates of a place given in degrees.
    pub(super) fn at(&self, lon: f64, lat: f64) -> Result<At, Misplaced> {
        // Not a number is in no range.
        if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
            return Err(Misplaced::Nowhere);
        }
        let (x, y) = match &self.steps {
            None => (lon, lat),
            Some(_) if !self.crs.holds(lon, lat) => return Err(Misplaced::Outside),
            Some((degrees, system)) => {
                let mut at = (lon.to_radians(), lat.to_radians(), 0.0);
                transform(degrees, system, &mut at).map_err(|_| Misplaced::Outside)?;
                (at.0, at.1)
            }
        };
        if !x.is_finite() || !y.is_finite() {
            return Err(Misplaced::Outside);
        }
        Ok([self.decimals.units(x), self.decimals.units(y)])
    }
}

/// The ellipsoid and the projection in the words of PROJ, `None` for systems in degrees.
fn definition(crs: &Crs) -> Option<(&'static str, String)> {
    match crs.system() {
        System::Geographic(_) => None,
        // Degrees as if they were on a sphere: that is how this one is defined.
        System::PseudoMercator => Some(("+a=6378137 +b=6378137", "+proj=merc".to_owned())),
        System::Zone(zone) => {
            let ellipsoid = match zone.datum {
                Datum::Wgs84 => "+ellps=WGS84",
                Datum::Cgcs2000 => "+ellps=GRS80",
            };
            let projection = format!(
                "+proj=etmerc +lat_0=0 +lon_0={} +k={} +x_0={} +y_0={}",
                zone.meridian,
                zone.scale(),
                zone.false_easting,
                zone.false_northing
            );
            Some((ellipsoid, projection))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(crs: &str, lon: f64, lat: f64) -> Result<At, Misplaced> {
        Projector::new(&Crs::parse(crs).unwrap())
            .unwrap()
            .at(lon, lat)
    }

    #[test]
    fn the_meridian_lies_at_the_false_easting() {
        assert_eq!(at("EPSG:4547", 114.0, 0.0).unwrap(), [500_000_000, 0]);
        assert_eq!(at("EPSG:4526", 114.0, 0.0).unwrap(), [38_500_000_000, 0]);
        assert_eq!(
            at("EPSG:32750", 117.0, 0.0).unwrap(),
            [500_000_000, 10_000_000_000]
        );
        // Half the circumference of the sphere, 20 037 508.342 789 m.
        assert_eq!(at("EPSG:3857", 180.0, 0.0).unwrap(), [20_037_508_343, 0]);
    }

    #[test]
    fn degrees_stay_degrees() {
        let expected = [1_163_000_000, 399_123_457];
        assert_eq!(at("EPSG:4326", 116.3, 39.912_345_678).unwrap(), expected);
        assert_eq!(at("EPSG:4490", 116.3, 39.912_345_678).unwrap(), expected);
    }

    #[test]
    fn places_that_are_none_are_told_from_those_outside() {
        for (lon, lat) in [
            (f64::NAN, 0.0),
            (0.0, f64::INFINITY),
            (500_000.0, 0.0),
            (0.0, 90.1),
        ] {
            for crs in ["4326", "4547", "3857"] {
                assert!(
                    matches!(at(crs, lon, lat), Err(Misplaced::Nowhere)),
                    "{lon} {lat} {crs}"
                );
            }
        }
        assert!(matches!(at("4547", 100.0, 30.0), Err(Misplaced::Outside)));
        assert!(matches!(at("3857", 100.0, 89.0), Err(Misplaced::Outside)));
    }
}
