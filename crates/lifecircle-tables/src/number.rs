//! Numbers as people type them: `1,200`, `1 200`, `１２００`, `12万`, `1.2e3`, `1.200,5` where that is declared.

use unicode_normalization::UnicodeNormalization;

use crate::row::trimmed;

/// A text that is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

/// What stands behind a number and multiplies it.
const MULTIPLES: [(char, f64); 4] = [('万', 1e4), ('萬', 1e4), ('亿', 1e8), ('億', 1e8)];

/// The number that a text says, `None` for an empty one. With `decimal_comma`, `1.200,5` is 1200.5.
///
/// Thousands may be set apart by commas, spaces or apostrophes, each group of three digits; otherwise a comma is no
/// part of a number, since `1,5` might be either. Full-width signs are those they look like.
///
/// # Errors
/// [`NotANumber`] for all else: `约1200`, `12-15`, `1,5`, infinities.
pub fn read(text: &str, decimal_comma: bool) -> Result<Option<f64>, NotANumber> {
    let text = trimmed(text);
    if text.is_empty() {
        return Ok(None);
    }
    if is_plain(text) && !decimal_comma {
        return finite(text).map(Some);
    }
    let folded: String = text
        .nfkc()
        .map(|c| if c == '−' { '-' } else { c })
        .collect();
    let folded = trimmed(&folded);
    let multiple = MULTIPLES.iter().find(|(sign, _)| folded.ends_with(*sign));
    let (digits, factor) = match multiple {
        Some(&(sign, factor)) => (trimmed(folded.trim_end_matches(sign)), factor),
        None => (folded, 1.0),
    };
    let plain = ungrouped(digits, decimal_comma).ok_or(NotANumber)?;
    let number = finite(&plain)? * factor;
    if number.is_finite() {
        Ok(Some(number))
    } else {
        Err(NotANumber)
    }
}

/// Whether a text has only signs that Rust's own numbers have.
fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|b| matches!(b, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'))
}

fn finite(text: &str) -> Result<f64, NotANumber> {
    if !is_plain(text) {
        return Err(NotANumber);
    }
    let number: Option<f64> = text.parse().ok();
    number.filter(|n| n.is_finite()).ok_or(NotANumber)
}

/// The text without signs between thousands and with a point, `None` where the groups are not of three digits.
fn ungrouped(text: &str, decimal_comma: bool) -> Option<String> {
    let (point, group) = if decimal_comma {
        (',', '.')
    } else {
        ('.', ',')
    };
    let (whole, part) = match text.split_once(point) {
        Some((whole, part)) => (whole, Some(part)),
        None => (text, None),
    };
    let sign_len = usize::from(whole.starts_with(['-', '+']));
    let (sign, digits) = whole.split_at(sign_len);
    let between = [group, ' ', '\'', '’'];
    let mut groups = digits.split(between);
    let separators: Vec<char> = digits.chars().filter(|c| between.contains(c)).collect();
    let one_kind = separators.windows(2).all(|pair| pair[0] == pair[1]);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_group = |g: &&str| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit());
    let is_grouped = one_kind && (1..=3).contains(&first.len()) && rest.iter().all(is_group);
    if !rest.is_empty() && !is_grouped {
        return None;
    }
    // A fraction holds no groups; the power of ten stands behind it.
    let mut plain = format!("{sign}{first}{}", rest.concat());
    if let Some(part) = part {
        plain.push('.');
        plain.push_str(part);
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Option<f64> {
        read(text, false).unwrap()
    }

    #[test]
    fn as_people_type_them() {
        let cases = [
            ("1,200", 1200.0),
            ("1 200", 1200.0),
            ("1\u{a0}200", 1200.0),
            ("1\u{2009}234\u{2009}567", 1_234_567.0),
            ("1'200", 1200.0),
            ("１２００", 1200.0),
            ("１，２００．５", 1200.5),
            ("12万", 120_000.0),
            ("1.5 万", 15_000.0),
            ("2亿", 2e8),
            ("1.2e3", 1200.0),
            (" -5 ", -5.0),
            ("−5", -5.0),
            ("+7", 7.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("1,200.25", 1200.25),
        ];
        for (text, number) in cases {
            assert!((one(text).unwrap() - number).abs() < 1e-9, "{text}");
        }
        assert_eq!(one(""), None);
        assert_eq!(one(" \u{3000} "), None);
    }

    #[test]
    fn what_may_be_either_is_none() {
        for text in [
            "1,5",
            "1,20",
            "12,00",
            "1,2000",
            "1,200 300",
            "约1200",
            "12-15",
            "inf",
            "NaN",
            "1e999",
            "1,200,",
            ",200",
            "万",
            "--5",
            "0x10",
            "1.2.3",
            "1万2",
            "12人",
            "1.200,5",
        ] {
            assert_eq!(read(text, false), Err(NotANumber), "{text}");
        }
    }

    #[test]
    fn a_decimal_comma_where_it_is_declared() {
        for (text, number) in [
            ("1,5", 1.5),
            ("1.200,5", 1200.5),
            ("1.200", 1200.0),
            ("7", 7.0),
        ] {
            assert_eq!(read(text, true), Ok(Some(number)), "{text}");
        }
        assert_eq!(read("1,200.5", true), Err(NotANumber));
        assert_eq!(read("1.5", true), Err(NotANumber));
    }
}
