//! Coordinates as whole numbers of their last decimal, and as text.
//!
//! Rounded once, a coordinate is the same in every format; and whole numbers tell exactly which way a ring turns.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "degrees times 1e7 and millimetres on Earth stay below 2^53"
)]

/// A place: x and y in units of the last decimal.
pub(super) type At = [i64; 2];

/// How many decimals coordinates have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decimals {
    /// Degrees, 7 decimals: a centimetre.
    Degrees,
    /// Metres, 3 decimals: a millimetre.
    Metres,
}

impl Decimals {
    fn digits(self) -> usize {
        match self {
            Self::Degrees => 7,
            Self::Metres => 3,
        }
    }

    fn scale(self) -> f64 {
        match self {
            Self::Degrees => 1e7,
            Self::Metres => 1e3,
        }
    }

    /// A finite coordinate in units of the last decimal.
    pub(super) fn units(self, value: f64) -> i64 {
        (value * self.scale()).round() as i64
    }

    /// The number nearest to the decimal one.
    pub(super) fn number(self, units: i64) -> f64 {
        units as f64 / self.scale()
    }

    /// Appends the shortest text of a coordinate: no zeros at the end, no exponent.
    pub(super) fn push(self, out: &mut Vec<u8>, units: i64) {
        // 20 digits of the largest number, a dot, a sign, and a zero before the dot.
        let mut text = [0_u8; 24];
        let mut start = text.len();
        let mut rest = units.unsigned_abs();
        let mut put = |byte: u8| {
            start -= 1;
            text[start] = byte;
        };
        let mut fraction = false;
        for _ in 0..self.digits() {
            let digit = (rest % 10) as u8;
            rest /= 10;
            fraction |= digit != 0;
            if fraction {
                put(b'0' + digit);
            }
        }
        if fraction {
            put(b'.');
        }
        loop {
            put(b'0' + (rest % 10) as u8);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if units < 0 {
            put(b'-');
        }
        out.extend_from_slice(&text[start..]);
    }

    /// Appends both coordinates of a place.
    pub(super) fn push_at(self, out: &mut Vec<u8>, at: At, between: u8) {
        self.push(out, at[0]);
        out.push(between);
        self.push(out, at[1]);
    }

    /// A coordinate's text.
    pub(super) fn text(self, units: i64) -> Vec<u8> {
        let mut out = Vec::new();
        self.push(&mut out, units);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn degrees(value: f64) -> String {
        let units = Decimals::Degrees.units(value);
        let text = String::from_utf8(Decimals::Degrees.text(units)).unwrap();
        assert_eq!(
            text.parse::<f64>().unwrap().to_bits(),
            (Decimals::Degrees.number(units) + 0.0).to_bits(),
            "the text is the number"
        );
        text
    }

    #[test]
    fn shortest_text_with_seven_decimals_at_most() {
        assert_eq!(degrees(116.3), "116.3");
        assert_eq!(degrees(-116.0), "-116");
        assert_eq!(degrees(0.0), "0");
        assert_eq!(degrees(-0.000_000_01), "0");
        assert_eq!(degrees(-0.000_000_06), "-0.0000001");
        assert_eq!(degrees(39.123_456_789), "39.1234568");
        assert_eq!(degrees(179.999_999_96), "180");
        assert_eq!(degrees(0.000_000_1), "0.0000001");
        assert_eq!(degrees(10.01), "10.01");
    }

    #[test]
    fn the_largest_numbers_fit() {
        for units in [i64::MIN, i64::MAX, 0, 1] {
            assert!(!Decimals::Degrees.text(units).is_empty());
            assert!(!Decimals::Metres.text(units).is_empty());
        }
        assert_eq!(Decimals::Metres.text(-1_234_500), b"-1234.5");
    }
}
