//! Numbers as they are printed.

use lifecircle_core::units::{f64_to_u64, grouped};

use super::Kind;

/// A number of a column as people read it: people and metres whole, percent and minutes with one decimal, degrees with
/// six, any other with two unless it is whole. The unit stands in the header.
pub fn printed(kind: Kind, number: f64) -> String {
    match kind {
        Kind::Percent | Kind::Minutes => format!("{number:.1}"),
        Kind::Degrees => format!("{number:.6}"),
        Kind::Number if number.fract() != 0.0 && number > 0.0 => {
            let hundredths = f64_to_u64((number * 100.0).round());
            format!("{}.{:02}", grouped(hundredths / 100), hundredths % 100)
        }
        _ if number < 0.0 => format!("−{}", grouped(f64_to_u64(-number.round()))),
        _ => grouped(f64_to_u64(number.round())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_by_their_kind() {
        for (kind, number, text) in [
            (Kind::Count, 1_234_567.0, "1,234,567"),
            (Kind::People, 999.5, "1,000"),
            (Kind::People, 0.004, "0"),
            (Kind::Percent, 60.249, "60.2"),
            (Kind::Minutes, 7.25, "7.2"),
            (Kind::Metres, 412.4, "412"),
            (Kind::Degrees, 119.0123, "119.012300"),
            (Kind::Number, 12.0, "12"),
            (Kind::Number, 0.3449, "0.34"),
            (Kind::Number, 245_906.824, "245,906.82"),
            (Kind::Number, 0.999, "1.00"),
            (Kind::Number, -3.0, "−3"),
        ] {
            assert_eq!(printed(kind, number), text);
        }
    }
}
