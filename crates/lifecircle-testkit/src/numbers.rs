//! Lengths and times in integers, written from the walking model, §3 and not from the engine.

/// Picometres per 1e-7 degrees on a sphere of 6 371 008.8 m: `R × π / 180 / 1e7`.
const UNIT_PM: u128 = 11_119_508_023;
/// Level speed of the profile `adult`, 1.20 m/s, in mm per hour.
const ADULT_MM_PER_H: u64 = 4_320_000;

/// Millimetres of that many steps of 1e-7 degrees along the equator or a meridian, rounded.
pub fn units_mm(units: u64) -> u32 {
    ((u128::from(units) * UNIT_PM + 500_000_000) / 1_000_000_000) as u32
}

/// The whole number of 1e-7 degree steps nearest to that many metres.
pub fn metres_units(metres: u32) -> i32 {
    ((u128::from(metres) * 1_000_000_000_000 + UNIT_PM / 2) / UNIT_PM) as i32
}

/// Milliseconds for `mm` on the level at 1.20 m/s, rounded half up.
pub fn walk_ms(mm: u32) -> u32 {
    walk_ms_at(mm, 100, ADULT_MM_PER_H)
}

/// Milliseconds for `mm` at a factor in per cent and a speed in mm per hour, rounded half up.
pub fn walk_ms_at(mm: u32, factor_pct: u64, mm_per_h: u64) -> u32 {
    let twice = 2 * u64::from(mm) * factor_pct * 36_000 + mm_per_h;
    (twice / (2 * mm_per_h)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kilometre_and_five_minutes() {
        assert_eq!(metres_units(1000), 89_932);
        assert_eq!(units_mm(89_932), 1_000_000);
        assert_eq!(units_mm(10_000_000), 111_195_080);
        assert_eq!(walk_ms(360_000), 300_000);
        assert_eq!(walk_ms_at(1, 100, 7_200_000), 1);
    }
}
