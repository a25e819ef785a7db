//! Walking speeds, and how long a walk takes at one.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "numbers are narrowed in `units` alone, each time with its bound stated"
)]

use std::fmt;
use std::str::FromStr;

use super::MAX_WEIGHT;

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

crate::coded!(SpeedError {
    Self(text) => "speed" { given: text }
});

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
