//! The systems that maps of China are published in: WGS-84, and two that are shifted from it by hundreds of metres.
//!
//! GCJ-02 is what AMap, Tencent and the Chinese Google Maps show, BD-09 what Baidu shows: GCJ-02 shifted once more.
//! Neither has an official text. Both are taken as everybody does who reads such maps: sums of sines in degrees from
//! 105° east and 35° north, turned into degrees on the ellipsoid of Krasovsky. Their inverses have no closed form; here
//! the forward shift is applied until it gives what was asked for.
//!
//! **The rectangle.** Nothing is shifted outside of 72.004–137.8347° east and 0.8293–55.8271° north. Along its edges
//! the systems are torn: within the length of the shift (under 2 km) two places may have the same coordinates, or some
//! coordinates no place. There the place inside of the rectangle is the answer where there is one. So every place inside
//! comes back from [`Datum::from_wgs84`], and every one outside that is not within 3 km of an edge.

use std::f64::consts::PI;
use std::fmt;

use crate::geodesy::LonLat;

/// A system that degrees may be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Datum {
    /// What OpenStreetMap and satellites use; everything here computes in it.
    Wgs84,
    /// What AMap and Tencent publish: shifted by 100 to 700 m inside China.
    Gcj02,
    /// What Baidu publishes: GCJ-02 shifted by another 0.9 km or so.
    Bd09,
}

/// West, south, east and north of where GCJ-02 and BD-09 differ from WGS-84, in degrees.
const RECTANGLE: [f64; 4] = [72.004, 0.8293, 137.8347, 55.8271];
/// Degrees from the rectangle beyond which no shift leads into it.
const FARTHEST_SHIFT: f64 = 0.05;
/// Where the sums of sines have their origin: degrees east and north.
const ORIGIN: [f64; 2] = [105.0, 35.0];
/// Major half axis of the ellipsoid of Krasovsky, in metres.
const MAJOR_M: f64 = 6_378_245.0;
/// Squared eccentricity of that ellipsoid.
const ECCENTRICITY_2: f64 = 0.006_693_421_622_965_943;

/// What BD-09 adds to everything, in degrees east and north.
const BD_OFFSET: [f64; 2] = [0.0065, 0.006];
/// Waves of BD-09 per degree, as an angle: π · 3000 / 180. Many ports have π alone, and are up to 70 m off.
const BD_WAVES: f64 = PI * 3000.0 / 180.0;
/// How far BD-09's waves reach from the origin of coordinates, and around it.
const BD_HEIGHTS: [f64; 2] = [2e-5, 3e-6];

/// What is left of a step of an inverse when it is done: a hundredth of a millimetre, in degrees.
const SETTLED: f64 = 1e-10;
/// Steps that an inverse takes at most. Each leaves less than a twentieth of the error, so eight are enough on land.
const STEPS: usize = 32;

impl Datum {
    /// All of them, WGS-84 first.
    pub const ALL: [Self; 3] = [Self::Wgs84, Self::Gcj02, Self::Bd09];

    /// Its name in files and options.
    pub fn word(self) -> &'static str {
        match self {
            Self::Wgs84 => "wgs84",
            Self::Gcj02 => "gcj02",
            Self::Bd09 => "bd09",
        }
    }

    /// The place in WGS-84 that these degrees mean; what is no number stays none.
    ///
    /// # Complexity
    /// Up to a dozen sums of sines.
    pub fn to_wgs84(self, at: LonLat) -> LonLat {
        if self == Self::Wgs84 || !is_near_rectangle(at) {
            return at;
        }
        let mut place = at;
        for _ in 0..STEPS {
            let image = self.shifted(place);
            let step = [at.lon - image.lon, at.lat - image.lat];
            place = LonLat {
                lon: place.lon + step[0],
                lat: place.lat + step[1],
            };
            if step[0].abs().max(step[1].abs()) < SETTLED {
                break;
            }
        }
        // Outside nothing is shifted, so degrees that lead there mean themselves.
        if is_inside(place) { place } else { at }
    }

    /// What a place in WGS-84 is called in this system.
    pub fn from_wgs84(self, place: LonLat) -> LonLat {
        if self == Self::Wgs84 || !is_inside(place) {
            return place;
        }
        self.shifted(place)
    }

    /// The shift, wherever the place is.
    fn shifted(self, place: LonLat) -> LonLat {
        match self {
            Self::Wgs84 => place,
            Self::Gcj02 => gcj02(place),
            Self::Bd09 => bd09(gcj02(place)),
        }
    }
}

impl fmt::Display for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Wgs84 => "WGS-84",
            Self::Gcj02 => "GCJ-02",
            Self::Bd09 => "BD-09",
        })
    }
}

fn is_inside(place: LonLat) -> bool {
    let [west, south, east, north] = RECTANGLE;
    (west..=east).contains(&place.lon) && (south..=north).contains(&place.lat)
}

fn is_near_rectangle(at: LonLat) -> bool {
    let [west, south, east, north] = RECTANGLE;
    (west - FARTHEST_SHIFT..=east + FARTHEST_SHIFT).contains(&at.lon)
        && (south - FARTHEST_SHIFT..=north + FARTHEST_SHIFT).contains(&at.lat)
}

/// WGS-84 to GCJ-02.
fn gcj02(place: LonLat) -> LonLat {
    let (x, y) = (place.lon - ORIGIN[0], place.lat - ORIGIN[1]);
    let (east_m, north_m) = offset_m(x, y);
    let latitude = place.lat / 180.0 * PI;
    let sine = libm::sin(latitude);
    let squashed = 1.0 - ECCENTRICITY_2 * sine * sine;
    let root = libm::sqrt(squashed);
    // Radii of curvature of the ellipsoid: along the meridian, and around the parallel.
    let along = (MAJOR_M * (1.0 - ECCENTRICITY_2)) / (squashed * root);
    let around = MAJOR_M / root * libm::cos(latitude);
    LonLat {
        lon: place.lon + (east_m * 180.0) / (around * PI),
        lat: place.lat + (north_m * 180.0) / (along * PI),
    }
}

/// Metres east and north that GCJ-02 shifts, given degrees east and north of its origin.
fn offset_m(x: f64, y: f64) -> (f64, f64) {
    let wave = |height: f64, angle: f64| height * libm::sin(angle);
    let root = libm::sqrt(x.abs());
    let ripples = (wave(20.0, 6.0 * x * PI) + wave(20.0, 2.0 * x * PI)) * 2.0 / 3.0;
    let mut east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root;
    east += ripples;
    east += (wave(20.0, x * PI) + wave(40.0, x / 3.0 * PI)) * 2.0 / 3.0;
    east += (wave(150.0, x / 12.0 * PI) + wave(300.0, x / 30.0 * PI)) * 2.0 / 3.0;
    let mut north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root;
    north += ripples;
    north += (wave(20.0, y * PI) + wave(40.0, y / 3.0 * PI)) * 2.0 / 3.0;
    north += (wave(160.0, y / 12.0 * PI) + wave(320.0, y * PI / 30.0)) * 2.0 / 3.0;
    (east, north)
}

/// GCJ-02 to BD-09: both coordinates taken as one point of a plane, whose distance and angle are waved.
fn bd09(at: LonLat) -> LonLat {
    let distance = libm::hypot(at.lon, at.lat) + BD_HEIGHTS[0] * libm::sin(at.lat * BD_WAVES);
    let angle = libm::atan2(at.lat, at.lon) + BD_HEIGHTS[1] * libm::cos(at.lon * BD_WAVES);
    LonLat {
        lon: distance * libm::cos(angle) + BD_OFFSET[0],
        lat: distance * libm::sin(angle) + BD_OFFSET[1],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::geodesy::haversine_m;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat { lon, lat }
    }

    #[test]
    fn gcj02_gives_the_published_pairs() {
        for (wgs84, gcj02) in [
            (
                at(121.527_210_6, 31.177_427_6),
                at(121.531_541_859_215, 31.175_303_983_645_97),
            ),
            (
                at(113.912_316, 22.543_847),
                at(113.917_176_480_836_3, 22.540_796_131_694_766),
            ),
            (
                at(116.377_817, 39.911_954),
                at(116.384_047_224_556_57, 39.913_345_455_360_69),
            ),
        ] {
            assert_eq!(Datum::Gcj02.from_wgs84(wgs84), gcj02);
            assert!(haversine_m(Datum::Gcj02.to_wgs84(gcj02), wgs84) < 1e-5);
        }
    }

    #[test]
    fn bd09_waves_three_thousand_times_around() {
        let place = at(119.02, 33.60);
        let shifted = Datum::Bd09.from_wgs84(place);
        // Computed apart; with π in the place of π · 3000 / 180 it would be 70 m off.
        let expected = at(119.031_898_813_023_67, 33.604_873_163_552_845);
        assert!(haversine_m(shifted, expected) < 1e-3, "{shifted:?}");
        let apart = haversine_m(shifted, Datum::Gcj02.from_wgs84(place));
        assert!((850.0..950.0).contains(&apart), "{apart}");
        assert!(haversine_m(Datum::Bd09.to_wgs84(shifted), place) < 1e-5);
    }

    #[test]
    fn bd09_gives_the_published_pair() {
        let shifted = bd09(at(116.404, 39.915));
        let published = at(116.410_369_493_710_29, 39.921_336_993_510_21);
        assert!(haversine_m(shifted, published) < 1e-6, "{shifted:?}");
    }

    #[test]
    fn huaian_is_shifted_by_530_m() {
        let place = at(119.02, 33.60);
        let apart = haversine_m(place, Datum::Gcj02.from_wgs84(place));
        assert!((525.0..535.0).contains(&apart), "{apart}");
    }

    #[test]
    fn outside_of_the_rectangle_nothing_is_shifted() {
        for place in [
            at(-15.43, 28.12),
            at(137.9, 35.0),
            at(71.9, 40.0),
            at(116.0, 0.7),
            at(116.0, 56.0),
            at(-116.0, 40.0),
            at(180.0, 90.0),
        ] {
            for datum in Datum::ALL {
                assert_eq!(datum.from_wgs84(place), place);
                assert_eq!(datum.to_wgs84(place), place);
            }
        }
    }

    #[test]
    fn no_number_is_too_odd() {
        let odd = [
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            1e308,
            -0.0,
            72.004,
            55.8271,
        ];
        for datum in Datum::ALL {
            for lon in odd {
                for lat in odd {
                    let there = datum.from_wgs84(at(lon, lat));
                    let back = datum.to_wgs84(at(lon, lat));
                    let given = [lon, lat, lon, lat].map(f64::is_finite);
                    let found = [there.lon, there.lat, back.lon, back.lat].map(f64::is_finite);
                    assert_eq!(given, found, "{datum} {lon} {lat}");
                }
            }
        }
    }

    #[test]
    fn edges_give_back_every_place_inside() {
        let [west, south, east, north] = RECTANGLE;
        for datum in Datum::ALL {
            for step in 0..=2000 {
                let part = f64::from(step) / 2000.0;
                let (lon, lat) = (west + (east - west) * part, south + (north - south) * part);
                for place in [at(lon, south), at(lon, north), at(west, lat), at(east, lat)] {
                    // On the very edge a rounding decides: the places are a tenth of a millimetre inside.
                    let place = at(
                        place.lon.clamp(west + 1e-9, east - 1e-9),
                        place.lat.clamp(south + 1e-9, north - 1e-9),
                    );
                    let back = datum.to_wgs84(datum.from_wgs84(place));
                    assert!(haversine_m(back, place) < 1e-3, "{datum} {place:?}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn china_comes_back(lon in 73.5_f64..135.1, lat in 3.9_f64..53.6) {
            let place = at(lon, lat);
            for datum in Datum::ALL {
                let shifted = datum.from_wgs84(place);
                let back = datum.to_wgs84(shifted);
                prop_assert!(haversine_m(back, place) < 1e-4, "{} {:?}", datum, place);
                // And the other way round: what is read is written again.
                let again = datum.from_wgs84(back);
                prop_assert!(haversine_m(again, shifted) < 1e-4);
            }
        }

        #[test]
        fn the_world_comes_back(lon in -180.0_f64..180.0, lat in -90.0_f64..90.0) {
            let place = at(lon, lat);
            let [west, south, east, north] = RECTANGLE;
            let off = |value: f64, edge: f64| (value - edge).abs();
            let edge = off(lon, west).min(off(lon, east)).min(off(lat, south)).min(off(lat, north));
            prop_assume!(edge > 0.03 || is_inside(place));
            for datum in Datum::ALL {
                let back = datum.to_wgs84(datum.from_wgs84(place));
                prop_assert!(haversine_m(back, place) < 1e-4, "{} {:?}", datum, place);
            }
        }
    }
}
