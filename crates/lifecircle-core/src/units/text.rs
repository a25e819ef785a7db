//! Numbers as people read them, without their units.

/// `1234567` as `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Milliseconds as minutes with one decimal, rounded half up.
pub fn ms_to_minutes_text(ms: u32) -> String {
    let tenths = (u64::from(ms) + 3000) / 6000;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Millimetres as whole metres, rounded half up.
pub fn mm_to_m_text(mm: u32) -> String {
    ((u64::from(mm) + 500) / 1000).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_have_one_decimal() {
        for (ms, text) in [
            (0, "0.0"),
            (2999, "0.0"),
            (3000, "0.1"),
            (9000, "0.2"),
            (450_000, "7.5"),
            (896_999, "14.9"),
            (897_000, "15.0"),
            (u32::MAX, "71582.8"),
        ] {
            assert_eq!(ms_to_minutes_text(ms), text);
        }
    }

    #[test]
    fn metres_are_whole() {
        for (mm, text) in [
            (0, "0"),
            (499, "0"),
            (500, "1"),
            (2500, "3"),
            (350_000, "350"),
            (u32::MAX, "4294967"),
        ] {
            assert_eq!(mm_to_m_text(mm), text);
        }
    }

    #[test]
    fn thousands_are_apart() {
        let texts = [0, 999, 1000, 1_234_567].map(grouped);
        assert_eq!(texts, ["0", "999", "1,000", "1,234,567"]);
    }
}
