//! Texts and numbers of a report as HTML.

use lifecircle_texts::{Lang, text};

use super::super::{Cell, Kind, Words};
use crate::xml::escape;

/// A text of both languages, of which the page shows one; a name stands once.
pub(super) fn words(words: &Words) -> String {
    let (en, zh) = (escape(&words.en), escape(&words.zh));
    if en == zh {
        // Its direction is its own business, whatever marks are in it.
        return format!("<bdi>{en}</bdi>");
    }
    format!("<span lang=\"en\">{en}</span><span lang=\"zh\">{zh}</span>")
}

/// A text of the catalogue in both languages.
pub(super) fn said(key: &str) -> String {
    words(&Words::of(|lang| text!(lang, key)))
}

/// A text for readers of screens alone.
pub(super) fn unseen(key: &str) -> String {
    format!("<span class=\"unseen\">{}</span>", said(key))
}

/// A number as it is printed: whole ones in groups of three digits.
pub(super) fn number(value: f64, kind: Kind) -> String {
    let decimals = match kind {
        Kind::Text | Kind::Count | Kind::People | Kind::Metres => 0,
        Kind::Percent | Kind::Minutes => 1,
        Kind::Number => 2,
        Kind::Degrees => 6,
    };
    if !value.is_finite() {
        return "–".to_owned();
    }
    // Half away from zero, as people round; a formatter would take the even neighbour.
    let scale = 10_f64.powi(decimals);
    let rounded = (value * scale).round() / scale;
    let digits = format!("{:.*}", decimals.unsigned_abs() as usize, rounded.abs());
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut out = String::new();
    if rounded < 0.0 {
        out.push('−');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(fraction);
    out
}

/// What stands in a cell.
pub(super) fn cell(cell: &Cell, kind: Kind) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Words(text) => words(text),
        Cell::Text(name) => words(&Words::name(name)),
        Cell::Number(value) => number(*value, kind),
    }
}

/// The other language's name for itself.
pub(super) fn own_name(lang: Lang) -> &'static str {
    // Whoever looks for a language looks for its own word.
    lang.name("English", "中文")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_rounded_as_people_do() {
        assert_eq!(number(1_234_567.0, Kind::Count), "1,234,567");
        assert_eq!(number(999.5, Kind::People), "1,000");
        assert_eq!(number(12.25, Kind::Percent), "12.3");
        assert_eq!(number(-1234.5, Kind::Minutes), "−1,234.5");
        assert_eq!(number(-0.2, Kind::Count), "0");
        assert_eq!(number(121.5, Kind::Degrees), "121.500000");
        assert_eq!(number(f64::NAN, Kind::Number), "–");
    }

    #[test]
    fn nothing_of_a_name_is_markup() {
        let name = "</span><script>alert('x')</script>\u{202e}\u{2028}🏪 \"q\"";
        for html in [
            words(&Words::name(name)),
            cell(&Cell::Text(name.to_owned()), Kind::Text),
        ] {
            assert!(!html.contains("<script"), "{html}");
            assert_eq!(html.matches('<').count(), 2, "{html}");
        }
    }
}
