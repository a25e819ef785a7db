//! Lengths are integer decimetres in a plane, positions on the globe integer 1e-7 degrees.
//!
//! Only the two sides of the city come from floats, by a square root that IEEE 754 rounds exactly; so every
//! platform writes the same bytes. The plane touches the globe at
//! [`CENTRE_LON_E7`], [`CENTRE_LAT_E7`]; the one cosine that needs is a constant.

use crate::geometry::Point;

/// Longitude of the middle of the city, in 1e-7 degrees.
pub(crate) const CENTRE_LON_E7: i32 = 1_190_200_000;
/// Latitude of the middle of the city, in 1e-7 degrees.
pub(crate) const CENTRE_LAT_E7: i32 = 336_000_000;

/// 1e-7 degrees of latitude per million decimetres, on the mean earth radius of 6,371,008.8 m.
const LAT_E7_PER_MILLION_DM: i64 = 8_993_204;
/// The same for longitude: divided by cos 33.60° = 0.832 921 240 7.
const LON_E7_PER_MILLION_DM: i64 = 10_797_184;

/// Metres as decimetres.
pub(crate) const fn m(metres: i32) -> i32 {
    metres * 10
}

/// A count or an index as a number that takes part in coordinates; counts here are far below the limit.
pub(crate) fn int(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// A length that is not negative, as a count.
pub(crate) fn count(length: i32) -> usize {
    usize::try_from(length).unwrap_or(0)
}

/// The same number in 32 bits; everything it is used on is a mean of 32-bit numbers.
pub(crate) fn narrow(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(if value < 0 { i32::MIN } else { i32::MAX })
}

/// Longitude and latitude in 1e-7 degrees of a point given in decimetres east and north of the centre.
pub(crate) fn lon_lat(from_centre: Point) -> (i32, i32) {
    let scale = |dm: i32, rate: i64| narrow((i64::from(dm) * rate).div_euclid(1_000_000));
    (
        CENTRE_LON_E7 + scale(from_centre.x, LON_E7_PER_MILLION_DM),
        CENTRE_LAT_E7 + scale(from_centre.y, LAT_E7_PER_MILLION_DM),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kilometre_is_a_kilometre() {
        let (lon, lat) = lon_lat(Point {
            x: m(1000),
            y: m(1000),
        });
        assert_eq!(lat - CENTRE_LAT_E7, 89_932);
        assert_eq!(lon - CENTRE_LON_E7, 107_971);
    }

    #[test]
    fn the_centre_is_the_centre_and_west_is_west() {
        assert_eq!(
            lon_lat(Point { x: 0, y: 0 }),
            (CENTRE_LON_E7, CENTRE_LAT_E7)
        );
        assert!(lon_lat(Point { x: -1, y: 0 }).0 < CENTRE_LON_E7);
    }
}
