//! Numbers of one unit in another: lengths, times, people, shares.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "numbers are narrowed in `units` alone, each time with its bound stated"
)]

use super::MAX_WEIGHT;

/// A whole number as floating point: exact up to 2^53.
pub fn u64_to_f64(value: u64) -> f64 {
    value as f64
}

/// The whole part of a floating number, saturating; 0 where it is negative or no number.
pub fn f64_to_u64(value: f64) -> u64 {
    value as u64
}

/// Thousandths of a unit, rounded half up, saturating at [`MAX_WEIGHT`]; negative is 0.
fn thousandths(value: f64) -> u32 {
    // The cast truncates and saturates; `f64::round` is a library call where SSE 4.1 is not assumed.
    ((value * 1000.0 + 0.5) as u32).min(MAX_WEIGHT)
}

/// Metres to whole millimetres, rounded half up, saturating at [`MAX_WEIGHT`]; negative is 0.
pub fn m_to_mm(metres: f64) -> u32 {
    thousandths(metres)
}

/// Metres to whole millimetres of either sign, rounded half away from 0, saturating.
pub fn m_to_signed_mm(metres: f64) -> i64 {
    (metres * 1000.0).round() as i64
}

/// Seconds to whole milliseconds, rounded half up, saturating at [`MAX_WEIGHT`]; negative is 0.
pub fn s_to_ms(seconds: f64) -> u32 {
    thousandths(seconds)
}

/// Minutes to whole milliseconds, rounded half up, saturating at [`MAX_WEIGHT`]; negative is 0.
pub fn minutes_to_ms(minutes: f64) -> u32 {
    thousandths(minutes * 60.0)
}

/// Millimetres as metres.
pub fn mm_to_m(mm: impl Into<u64>) -> f64 {
    u64_to_f64(mm.into()) / 1000.0
}

/// Millimetres as metres on a raster: to a millimetre up to 16 km, where a raster ends anyway;
/// at most [`MAX_WEIGHT`].
pub fn mm_to_m_f32(mm: u32) -> f32 {
    mm.min(MAX_WEIGHT) as f32 / 1000.0
}

/// Millimetres as kilometres.
pub fn mm_to_km(mm: u64) -> f64 {
    u64_to_f64(mm) / 1e6
}

/// Milliseconds as seconds.
pub fn ms_to_s(ms: u32) -> f64 {
    f64::from(ms) / 1000.0
}

/// Milliseconds as minutes.
pub fn ms_to_minutes(ms: u32) -> f64 {
    f64::from(ms) / 60_000.0
}

/// Milliseconds as minutes, rounded half up to hundredths.
pub fn ms_to_minutes_rounded(ms: u32) -> f64 {
    (f64::from(ms) / 600.0).round() / 100.0
}

/// Square metres, rounded half up to tenths.
pub fn round_m2(area_m2: f64) -> f64 {
    (area_m2 * 10.0).round() / 10.0
}

/// Square metres as whole square decimetres, rounded half up, saturating; negative is 0.
pub fn m2_to_dm2(area_m2: f64) -> u32 {
    (area_m2 * 100.0 + 0.5) as u32
}

/// A share in per cent of `part` in `whole`, `None` for an empty whole.
pub fn percent(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| u64_to_f64(part) * 100.0 / u64_to_f64(whole))
}

/// Thousandths of a person from a floor area: `area_m2 × levels ÷ 37`, rounded.
///
/// 37 m² of floor per person: Kraków building study, 37.1 m² per person in blocks (doi 10.1080/24694452.2024.2313500).
pub fn people_milli_from_floor(area_m2: f64, levels: f64) -> u64 {
    people_to_milli(area_m2 * levels / 37.0)
}

/// Thousandths of a person from a number of people, rounded, never negative.
pub fn people_to_milli(people: f64) -> u64 {
    (people * 1000.0).round().clamp(0.0, 1e15) as u64
}

/// Thousandths of a person as people.
pub fn milli_to_people(milli: u64) -> f64 {
    u64_to_f64(milli) / 1000.0
}

/// Thousandths of a person as whole people, rounded half up.
pub fn milli_to_whole_people(milli: u64) -> u64 {
    milli / 1000 + u64::from(milli % 1000 >= 500)
}

#[cfg(test)]
#[allow(
    clippy::float_cmp,
    reason = "these numbers are exact, or the nearest to a decimal"
)]
mod tests {
    use super::*;

    #[test]
    fn half_a_thousandth_rounds_up() {
        assert_eq!([m_to_mm(1.0004), m_to_mm(1.0005)], [1000, 1001]);
        assert_eq!([s_to_ms(0.0625), s_to_ms(0.062_499)], [63, 62]);
        assert_eq!(minutes_to_ms(7.5), 450_000);
        assert_eq!(minutes_to_ms(0.000_125), 8);
    }

    #[test]
    fn lengths_and_times_saturate() {
        for convert in [m_to_mm, s_to_ms, minutes_to_ms] {
            assert_eq!(convert(1e12), MAX_WEIGHT);
            assert_eq!(convert(f64::INFINITY), MAX_WEIGHT);
            for nothing in [-1.0, -0.0, f64::NEG_INFINITY, f64::NAN] {
                assert_eq!(convert(nothing), 0, "{nothing}");
            }
        }
        assert_eq!(mm_to_m_f32(u32::MAX), mm_to_m_f32(MAX_WEIGHT));
    }

    #[test]
    fn whole_numbers_survive_the_way_there_and_back() {
        for value in [0, 1, 499, 500, 1001, 359_999, 123_456_789, MAX_WEIGHT] {
            assert_eq!(m_to_mm(mm_to_m(value)), value);
            assert_eq!(s_to_ms(ms_to_s(value)), value);
            assert_eq!(minutes_to_ms(ms_to_minutes(value)), value);
        }
        assert_eq!(mm_to_m(1_500_u64), 1.5);
        assert_eq!(mm_to_km(1_234_567), 1.234_567);
        assert_eq!(f64_to_u64(u64_to_f64((1 << 53) - 1)), (1 << 53) - 1);
    }

    #[test]
    fn whole_parts_are_cut_and_saturate() {
        assert_eq!([f64_to_u64(2.9), f64_to_u64(-3.0)], [2, 0]);
        assert_eq!([f64_to_u64(f64::NAN), f64_to_u64(1e30)], [0, u64::MAX]);
    }

    #[test]
    fn minutes_and_areas_round_half_up() {
        assert_eq!(ms_to_minutes_rounded(299), 0.0);
        assert_eq!(ms_to_minutes_rounded(300), 0.01);
        assert_eq!(ms_to_minutes_rounded(899_999), 15.0);
        assert_eq!([round_m2(0.25), round_m2(0.24)], [0.3, 0.2]);
    }

    #[test]
    fn people_round_half_up() {
        assert_eq!([people_to_milli(2.6), people_to_milli(-1.0)], [2600, 0]);
        assert_eq!(people_to_milli(0.000_5), 1);
        assert_eq!(people_to_milli(1e300), 1_000_000_000_000_000);
        assert_eq!(people_milli_from_floor(37.0, 6.0), 6000);
        let whole = [499, 500, 1499, 1500].map(milli_to_whole_people);
        assert_eq!(whole, [0, 1, 1, 2]);
        assert_eq!(milli_to_whole_people(u64::MAX), u64::MAX / 1000 + 1);
        assert_eq!(milli_to_people(2600), 2.6);
    }

    #[test]
    fn a_share_of_nothing_is_none() {
        assert_eq!(percent(0, 0), None);
        assert_eq!(percent(1, 8), Some(12.5));
    }
}
