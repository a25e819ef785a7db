//! Distances on the earth: haversine along streets, a local plane for legs.
//!
//! Trigonometry comes from `libm`, so that every platform gives the same bits.

use crate::units::{DECIMICRO_PER_DEGREE, decimicro_to_degrees, degrees_to_decimicro, m_to_mm};

/// Mean earth radius in metres (IUGG).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// Metres per degree of latitude on that sphere.
pub const METRES_PER_DEGREE: f64 = EARTH_RADIUS_M * std::f64::consts::PI / 180.0;

/// Metres per 1e-7 degree of latitude.
pub(crate) const METRES_PER_DECIMICRO: f64 = METRES_PER_DEGREE / DECIMICRO_PER_DEGREE;

/// A place on the earth in WGS-84 degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLat {
    /// Longitude in degrees.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
}

impl LonLat {
    /// From OpenStreetMap's integers of 1e-7 degrees.
    pub fn from_decimicro(lon: i32, lat: i32) -> Self {
        Self {
            lon: decimicro_to_degrees(lon),
            lat: decimicro_to_degrees(lat),
        }
    }

    /// Longitude and latitude in OpenStreetMap's integers of 1e-7 degrees, rounded.
    pub fn to_decimicro(self) -> [i32; 2] {
        [self.lon, self.lat].map(degrees_to_decimicro)
    }

    /// The point at `fraction` (0 to 1) of the straight line to `other`, the short way around the earth.
    #[must_use]
    pub fn towards(self, other: Self, fraction: f64) -> Self {
        Self {
            lon: short_way(self.lon + short_way(other.lon - self.lon) * fraction),
            lat: self.lat + (other.lat - self.lat) * fraction,
        }
    }
}

/// A difference of longitudes, or a longitude, brought between ±180° where it is beyond.
fn short_way(lon: f64) -> f64 {
    if lon > 180.0 {
        lon - 360.0
    } else if lon < -180.0 {
        lon + 360.0
    } else {
        lon
    }
}

/// Great-circle distance in metres.
pub fn haversine_m(a: LonLat, b: LonLat) -> f64 {
    Spherical::at(a).distance_m(&Spherical::at(b))
}

/// A place with the cosine of its latitude: along a chain of places each cosine is taken once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spherical {
    lon: f64,
    lat_radians: f64,
    cos_lat: f64,
}

impl Spherical {
    pub(crate) fn at(place: LonLat) -> Self {
        let lat_radians = place.lat.to_radians();
        Self {
            lon: place.lon,
            lat_radians,
            cos_lat: libm::cos(lat_radians),
        }
    }

    /// Great-circle distance in metres: the same bits from either end.
    pub(crate) fn distance_m(&self, to: &Self) -> f64 {
        let half_lat = libm::sin((to.lat_radians - self.lat_radians) / 2.0);
        let half_lon = libm::sin((to.lon - self.lon).to_radians() / 2.0);
        let h = half_lat * half_lat + self.cos_lat * to.cos_lat * half_lon * half_lon;
        2.0 * EARTH_RADIUS_M * libm::asin(libm::sqrt(h.min(1.0)))
    }
}

/// The local equirectangular plane around one place: metres east and north of it.
#[derive(Clone, Copy, Debug)]
pub struct LocalPlane {
    origin: LonLat,
    metres_per_lon: f64,
}

impl LocalPlane {
    /// The plane at `origin`'s latitude.
    pub fn at(origin: LonLat) -> Self {
        Self {
            origin,
            metres_per_lon: METRES_PER_DEGREE * libm::cos(origin.lat.to_radians()),
        }
    }

    /// Metres east and north of the origin, the short way around the earth.
    pub fn project(&self, point: LonLat) -> [f64; 2] {
        [
            short_way(point.lon - self.origin.lon) * self.metres_per_lon,
            (point.lat - self.origin.lat) * METRES_PER_DEGREE,
        ]
    }

    /// Degrees of longitude and latitude that `metres` span here.
    pub fn degrees(&self, metres: f64) -> [f64; 2] {
        [
            metres / self.metres_per_lon.max(1.0),
            metres / METRES_PER_DEGREE,
        ]
    }
}

/// Straight-line distance from a place to a point near it, in whole millimetres.
///
/// Computed from the two points alone, in the plane at the place's latitude.
pub fn leg_mm(place: LonLat, point: LonLat) -> u32 {
    let [x, y] = LocalPlane::at(place).project(point);
    m_to_mm(libm::sqrt(x * x + y * y))
}

/// Area in square metres of a closed ring, by the shoelace formula in a local plane.
///
/// The ring may or may not repeat its first point; orientation does not matter.
pub(crate) fn ring_area_m2(ring: &[LonLat]) -> f64 {
    let Some(&first) = ring.first() else {
        return 0.0;
    };
    let plane = LocalPlane::at(first);
    let mut twice = 0.0;
    let mut previous = plane.project(ring[ring.len() - 1]);
    for &point in ring {
        let here = plane.project(point);
        twice += previous[0] * here[1] - here[0] * previous[1];
        previous = here;
    }
    (twice / 2.0).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_degree_along_a_meridian() {
        let a = LonLat {
            lon: 119.0,
            lat: 33.0,
        };
        let b = LonLat {
            lon: 119.0,
            lat: 34.0,
        };
        assert!((haversine_m(a, b) - METRES_PER_DEGREE).abs() < 1e-6);
        assert_eq!(leg_mm(a, b), m_to_mm(METRES_PER_DEGREE));
    }

    #[test]
    fn a_distance_is_the_same_bits_from_either_end() {
        let mut lon_lat = (1_190_000_001_i32, 336_000_007_i32);
        for step in 1..2000 {
            let next = (
                lon_lat.0 - step * 977,
                lon_lat.1 + step * 613 % 70_001 - 31_000,
            );
            let a = LonLat::from_decimicro(lon_lat.0, lon_lat.1);
            let b = LonLat::from_decimicro(next.0, next.1);
            assert_eq!(haversine_m(a, b).to_bits(), haversine_m(b, a).to_bits());
            lon_lat = next;
        }
    }

    #[test]
    fn a_square_of_100_m_has_a_hectare() {
        let origin = LonLat {
            lon: 119.0,
            lat: 33.6,
        };
        let [dlon, dlat] = LocalPlane::at(origin).degrees(100.0);
        let corner = |x: f64, y: f64| LonLat {
            lon: origin.lon + x * dlon,
            lat: origin.lat + y * dlat,
        };
        let ring = [
            corner(0.0, 0.0),
            corner(1.0, 0.0),
            corner(1.0, 1.0),
            corner(0.0, 1.0),
        ];
        assert!((ring_area_m2(&ring) - 10_000.0).abs() < 1e-3);
    }
}
