//! Integer millimetres and milliseconds, and every conversion to and from them.
//!
//! Time is the weight of every search, in whole milliseconds: sums of integers do
//! not depend on their order, so results are the same for any number of threads.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "this module is where the crate narrows numbers, each time with its bound stated"
)]

use std::fmt;
use std::str::FromStr;

/// Largest finite weight: two of them still add up within 32 bits.
pub const MAX_WEIGHT: u32 = u32::MAX / 4;

/// A walking speed in whole millimetres per hour (1.2 m/s = 4 320 000).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speed(u32);

impl Speed {
    /// Slowest and fastest speed accepted, 0.1 and 5 m/s: outside it a unit was mistaken.
    pub const RANGE_MM_PER_H: (u32, u32) = (360_000, 18_000_000);

    /// A speed in millimetres per hour, `None` outside [`Self::RANGE_MM_PER_H`].
    pub fn from_mm_per_h(mm_per_h: u32) -> Option<Self> {
        let (low, high) = Self::RANGE_MM_PER_H;
        (low..=high).contains(&mm_per_h).then_some(Self(mm_per_h))
    }

    /// A speed known to be within [`Self::RANGE_MM_PER_H`]: another one does not compile in a constant.
    pub(crate) const fn of_mm_per_h(mm_per_h: u32) -> Self {
        let (low, high) = Self::RANGE_MM_PER_H;
        assert!(low <= mm_per_h && mm_per_h <= high, "a walking speed");
        Self(mm_per_h)
    }

    /// Millimetres per hour.
    pub fn mm_per_h(self) -> u32 {
        self.0
    }

    /// Metres per second, for display only.
    pub fn metres_per_second(self) -> f64 {
        f64::from(self.0) / 3_600_000.0
    }

    /// How far one gets in `ms` milliseconds, rounded down.
    pub fn reach_mm(self, ms: u32) -> u32 {
        let mm = u64::from(ms) * u64::from(self.0) / 3_600_000;
        mm.min(u64::from(MAX_WEIGHT)) as u32
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} m/s", self.metres_per_second())
    }
}

/// Why a speed could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a walking speed: write 1.25m/s or 4.5km/h, between 0.1 and 5 m/s")]
pub struct SpeedError(String);

impl FromStr for Speed {
    type Err = SpeedError;

    fn from_str(text: &str) -> Result<Self, SpeedError> {
        let fail = || SpeedError(text.to_owned());
        let (number, mm_per_h) = if let Some(number) = text.strip_suffix("m/s") {
            (number, 3_600_000.0)
        } else if let Some(number) = text.strip_suffix("km/h") {
            (number, 1_000_000.0)
        } else {
            return Err(fail());
        };
        let value: f64 = number.trim().parse().map_err(|_| fail())?;
        let scaled = (value * mm_per_h).round();
        if !(0.0..1e9).contains(&scaled) {
            return Err(fail());
        }
        Self::from_mm_per_h(scaled as u32).ok_or_else(fail)
    }
}

/// Milliseconds to walk `mm` at `speed`, slowed by `factor_pct` per cent (100 = level), rounded half up.
///
/// `ms = round_half_up(mm × factor_pct × 36 000 / speed_mm_h)`; saturates at [`MAX_WEIGHT`].
pub fn walk_ms(mm: u32, factor_pct: u32, speed: Speed) -> u32 {
    let numerator = u64::from(mm) * u64::from(factor_pct) * 36_000;
    let denominator = u64::from(speed.0);
    let ms = (numerator + denominator / 2) / denominator;
    // For an odd denominator `denominator / 2` rounds down, and an exact half cannot occur.
    ms.min(u64::from(MAX_WEIGHT)) as u32
}

/// The longest walk in mm that takes at most `ms` by [`walk_ms`], saturating at [`MAX_WEIGHT`].
pub fn walked_mm(ms: u32, factor_pct: u32, speed: Speed) -> u32 {
    let (per_mm, denominator) = (u64::from(factor_pct) * 36_000, u64::from(speed.0));
    // `walk_ms(mm) ≤ ms` means `mm × per_mm + denominator / 2 < (ms + 1) × denominator`.
    let mm = ((u64::from(ms) + 1) * denominator - denominator / 2 - 1) / per_mm.max(1);
    mm.min(u64::from(MAX_WEIGHT)) as u32
}

/// Metres to whole millimetres, rounded half up, saturating at [`MAX_WEIGHT`]; negative is 0.
pub fn round_mm(metres: f64) -> u32 {
    // The cast truncates and saturates; `f64::round` is a library call where SSE 4.1 is not assumed.
    ((metres * 1000.0 + 0.5) as u32).min(MAX_WEIGHT)
}

/// A count or position as 32 bits.
///
/// # Panics
/// If it does not fit; the reader refuses inputs of that size before.
pub fn narrow(value: usize) -> u32 {
    u32::try_from(value).expect("the reader bounds every count below 2^32")
}

/// Degrees to the 1e-7 degree integers OpenStreetMap stores, rounded.
pub fn decimicro(degrees: f64) -> i32 {
    (degrees * 1e7).round() as i32
}

/// The last 1e-7 degree integer that is not above, and the first that is not below, saturating.
pub fn decimicro_around(low_degrees: f64, high_degrees: f64) -> (i32, i32) {
    (
        (low_degrees * 1e7).floor() as i32,
        (high_degrees * 1e7).ceil() as i32,
    )
}

/// A share in per cent of `part` in `whole`, `None` for an empty whole.
pub fn percent(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 * 100.0 / whole as f64)
}

/// Thousandths of a person from a floor area: `area_m2 × levels ÷ 37`, rounded.
///
/// 37 m² of floor per person: Kraków building study, 37.1 m² per person in blocks (doi 10.1080/24694452.2024.2313500).
pub fn people_milli_from_floor(area_m2: f64, levels: f64) -> u64 {
    people_milli(area_m2 * levels / 37.0)
}

/// Thousandths of a person from a number of people, rounded, never negative.
pub fn people_milli(people: f64) -> u64 {
    (people * 1000.0).round().clamp(0.0, 1e15) as u64
}

/// The whole number of a floating one, saturating; 0 where it is negative or none.
pub fn whole(value: f64) -> u64 {
    value as u64
}

/// A whole number as floating point, for display and shares.
pub fn display(value: u64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_minutes_at_the_default_speed_are_360_metres() {
        let speed: Speed = "1.2m/s".parse().unwrap();
        assert_eq!(speed.mm_per_h(), 4_320_000);
        assert_eq!(walk_ms(360_000, 100, speed), 300_000);
        assert_eq!(walk_ms(360_000, 200, speed), 600_000);
        assert_eq!(speed.reach_mm(300_000), 360_000);
    }

    #[test]
    fn half_a_millisecond_rounds_up() {
        // 7.2 km/h = 2 mm per ms: odd millimetres end on a half.
        let speed: Speed = "7.2km/h".parse().unwrap();
        assert_eq!(walk_ms(1, 100, speed), 1);
        assert_eq!(walk_ms(2, 100, speed), 1);
        assert_eq!(walk_ms(3, 100, speed), 2);
    }

    #[test]
    fn the_longest_walk_within_a_time_is_the_inverse_of_its_time() {
        for speed in ["1.2m/s", "7.2km/h", "0.1m/s", "0.123457m/s", "5m/s"] {
            let speed: Speed = speed.parse().unwrap();
            for factor_pct in [100, 200, 300] {
                for ms in (0..400).chain([899_999, 900_000, 3_600_000]) {
                    let mm = walked_mm(ms, factor_pct, speed);
                    assert!(walk_ms(mm, factor_pct, speed) <= ms);
                    assert!(walk_ms(mm + 1, factor_pct, speed) > ms);
                }
            }
        }
    }

    #[test]
    fn speeds_without_unit_or_sense_are_refused() {
        for text in [
            "1.2", "-1m/s", "0m/s", "NaNm/s", "infkm/h", "40km/h", "m/s", "1,2m/s",
        ] {
            assert!(text.parse::<Speed>().is_err(), "{text}");
        }
    }
}
