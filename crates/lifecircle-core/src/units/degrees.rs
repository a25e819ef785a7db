//! Degrees, the 1e-7 degree integers in which OpenStreetMap stores them, and the nanodegrees of its files.
#![allow(
    clippy::cast_possible_truncation,
    reason = "numbers are narrowed in `units` alone, each time with its bound stated"
)]

/// How many 1e-7 degrees make a degree.
pub const DECIMICRO_PER_DEGREE: f64 = 1e7;
const DECIMICRO_IN_A_DEGREE: u32 = 10_000_000;
const NANO_PER_DECIMICRO: i64 = 100;

/// Degrees to the 1e-7 degree integers OpenStreetMap stores, rounded half away from 0, saturating.
pub fn degrees_to_decimicro(degrees: f64) -> i32 {
    (degrees * DECIMICRO_PER_DEGREE).round() as i32
}

/// The degrees of a 1e-7 degree integer.
pub fn decimicro_to_degrees(decimicro: i32) -> f64 {
    f64::from(decimicro) / DECIMICRO_PER_DEGREE
}

/// Degrees rounded to 7 decimals, as results carry them.
pub fn round_degrees(degrees: f64) -> f64 {
    decimicro_to_degrees(degrees_to_decimicro(degrees))
}

/// The last 1e-7 degree integer that is not above, and the first that is not below, saturating.
pub fn decimicro_around(low_degrees: f64, high_degrees: f64) -> (i32, i32) {
    (
        (low_degrees * DECIMICRO_PER_DEGREE).floor() as i32,
        (high_degrees * DECIMICRO_PER_DEGREE).ceil() as i32,
    )
}

/// 1e-7 degrees as nanodegrees.
pub fn decimicro_to_nano(decimicro: i32) -> i64 {
    i64::from(decimicro) * NANO_PER_DECIMICRO
}

/// Nanodegrees to 1e-7 degrees, cut towards 0; `None` beyond 32 bits.
#[inline]
pub fn nano_to_decimicro(nano: i64) -> Option<i32> {
    i32::try_from(nano / NANO_PER_DECIMICRO).ok()
}

/// Whether a 1e-7 degree integer is at most so many degrees from 0.
#[inline]
pub fn is_within_degrees(decimicro: i32, most_degrees: u32) -> bool {
    decimicro.unsigned_abs() <= most_degrees.saturating_mul(DECIMICRO_IN_A_DEGREE)
}

#[cfg(test)]
#[allow(
    clippy::float_cmp,
    reason = "the nearest number to a decimal is one number"
)]
mod tests {
    use super::*;

    #[test]
    fn degrees_round_away_from_zero_at_a_half() {
        for (degrees, decimicro) in [(0.5e-7, 1), (-0.5e-7, -1), (0.4e-7, 0), (1.23e-5, 123)] {
            assert_eq!(degrees_to_decimicro(degrees), decimicro);
        }
        assert_eq!(degrees_to_decimicro(180.0), 1_800_000_000);
        assert_eq!(degrees_to_decimicro(1e6), i32::MAX);
        assert_eq!(degrees_to_decimicro(f64::NAN), 0);
    }

    #[test]
    fn integers_survive_the_way_there_and_back() {
        for decimicro in [i32::MIN, -1_800_000_000, -1, 0, 7, 900_000_000, i32::MAX] {
            let degrees = decimicro_to_degrees(decimicro);
            assert_eq!(degrees_to_decimicro(degrees), decimicro);
            assert_eq!(round_degrees(degrees), degrees);
            let nano = decimicro_to_nano(decimicro);
            assert_eq!(nano_to_decimicro(nano), Some(decimicro));
        }
        assert_eq!(round_degrees(12.345_678_949), 12.345_678_9);
    }

    #[test]
    fn nanodegrees_are_cut_towards_zero_and_bounded() {
        assert_eq!([199, -199].map(nano_to_decimicro), [Some(1), Some(-1)]);
        assert_eq!([i64::MAX, i64::MIN].map(nano_to_decimicro), [None, None]);
    }

    #[test]
    fn a_range_of_degrees_is_covered() {
        assert_eq!(decimicro_around(0.05e-7, 1.05e-7), (0, 2));
        assert_eq!(decimicro_around(-0.05e-7, 1e-7), (-1, 1));
        assert_eq!(decimicro_around(-1e9, 1e9), (i32::MIN, i32::MAX));
    }

    #[test]
    fn the_earth_ends_at_its_degrees() {
        assert!(is_within_degrees(900_000_000, 90) && is_within_degrees(-900_000_000, 90));
        assert!(!is_within_degrees(900_000_001, 90) && !is_within_degrees(i32::MIN, 180));
    }
}
