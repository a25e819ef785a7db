//! Words of an address made comparable, and where they occur.

use unicode_normalization::UnicodeNormalization;

use crate::place::name::is_han;

/// What stands behind a house number in Chinese and only says that it is one.
const NUMBER_SIGNS: [char; 2] = ['号', '號'];
/// What separates words that are typed, besides spaces.
const SEPARATORS: [char; 6] = [',', '，', '、', ';', '；', '。'];

/// How a word occurs in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// As a whole word or number.
    Whole,
    /// As a whole one, or as the beginning of a word; a number is never the beginning of another.
    Beginning,
}

/// A text in one width and case: letters and digits, with a space for whatever is between those of scripts that have spaces. The
/// sign of a house number that no letter follows is dropped: `中山路 １２ 号` and `中山路12` are the same.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::new();
    let plain: Vec<char> = text.nfkc().flat_map(char::to_lowercase).collect();
    let mut is_apart = false;
    for (at, &letter) in plain.iter().enumerate() {
        let next = plain.get(at + 1).copied();
        let ends_number = next.is_none_or(|next| !next.is_alphanumeric() || next.is_numeric());
        let is_sign = NUMBER_SIGNS.contains(&letter) && folded.ends_with(char::is_numeric);
        if !letter.is_alphanumeric() || (is_sign && ends_number) {
            is_apart = true;
            continue;
        }
        let before = folded.chars().next_back().filter(|_| is_apart);
        if before.is_some_and(|before| !is_unspaced(before) && !is_unspaced(letter)) {
            folded.push(' ');
        }
        folded.push(letter);
        is_apart = false;
    }
    folded
}

/// What was typed as words that may stand in any order; each may hold spaces where something else joined its parts, as `3/2`.
pub(super) fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
    let mut words: Vec<String> = Vec::new();
    for word in parts.map(folded).filter(|word| !word.is_empty()) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Adds a folded text behind another: with a space, unless one of both is of a script that has none.
pub(super) fn push(line: &mut String, next: &str) {
    let before = line.chars().next_back().filter(|_| !next.is_empty());
    if let (Some(before), Some(after)) = (before, next.chars().next())
        && !is_unspaced(before)
        && !is_unspaced(after)
    {
        line.push(' ');
    }
    line.push_str(next);
}

/// Whether a folded word occurs in a folded text.
///
/// # Complexity
/// Linear in the text, times the times that the word occurs in other words.
pub(super) fn occurs(word: &str, text: &str, fit: Fit) -> bool {
    let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else {
        return false;
    };
    let mut from = 0;
    while let Some(found) = text[from..].find(word) {
        let (start, end) = (from + found, from + found + word.len());
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        let begins = before.is_none_or(|before| is_boundary(before, first));
        let ends = after.is_none_or(|after| is_boundary(last, after));
        if begins && (ends || (fit == Fit::Beginning && !last.is_numeric())) {
            return true;
        }
        from = start + first.len_utf8();
    }
    false
}

/// Whether one word ends and another begins between two characters.
fn is_boundary(before: char, after: char) -> bool {
    let spaced = |c: char| c.is_alphanumeric() && !is_unspaced(c);
    !(spaced(before) && spaced(after))
}

/// Whether a character is of a script that puts no spaces between words: Chinese, Japanese, Korean (whose numbers stand next to
/// words), Thai, Lao, Khmer, Burmese.
fn is_unspaced(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}' | '\u{e00}'..='\u{eff}')
        || matches!(c, '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_marks_do_not_count() {
        assert_eq!(
            folded("  Ｃａｌｌｅ  Mayor, nº 12/A "),
            "calle mayor no 12 a"
        );
        assert_eq!(folded("L'Hospitalet"), "l hospitalet");
        assert_eq!(folded("…"), "");
    }

    #[test]
    fn the_sign_of_a_house_number_is_no_part_of_it() {
        assert_eq!(folded("中山路１２号"), "中山路12");
        assert_eq!(folded("中山路 12 號, 3号楼"), "中山路12 3号楼");
        assert_eq!(folded("3号楼"), "3号楼");
        assert_eq!(folded("5号301"), "5 301");
        assert_eq!(folded("号"), "号");
    }

    #[test]
    fn typed_words_are_told_apart_by_spaces_and_commas_alone() {
        assert_eq!(words("Calle Mayor，12"), ["calle", "mayor", "12"]);
        assert_eq!(words("3/2 Gasse"), ["3 2", "gasse"]);
        assert_eq!(words("中山路12号、3号楼"), ["中山路12", "3号楼"]);
        assert!(words(" ,; ").is_empty());
    }

    #[test]
    fn a_number_is_whole_or_it_is_another() {
        for (word, text, fits) in [
            ("12", "calle mayor 12", true),
            ("12", "calle mayor 112", false),
            ("12", "calle mayor 12a", false),
            ("12", "calle mayor 12 a", true),
            ("12a", "calle mayor 12a", true),
            ("12", "中山路12", true),
            ("12", "中山路112", false),
            ("中山路1", "中山路12", false),
            ("山路12", "中山路12", true),
            ("3号楼", "13号楼", false),
            ("3号楼", "幸福小区3号楼", true),
            ("1 1", "1 11 1", false),
            ("1 1", "1 1 1", true),
            ("", "a", false),
        ] {
            assert_eq!(occurs(word, text, Fit::Whole), fits, "{word} in {text}");
            assert_eq!(occurs(word, text, Fit::Beginning), fits, "{word} in {text}");
        }
    }

    #[test]
    fn a_word_may_be_begun_and_not_ended() {
        for (word, text, whole, beginning) in [
            ("mayor", "calle mayor 1", true, true),
            ("may", "calle mayor 1", false, true),
            ("yor", "calle mayor 1", false, false),
            ("straße", "hauptstraße", false, false),
        ] {
            assert_eq!(occurs(word, text, Fit::Whole), whole, "{word}");
            assert_eq!(occurs(word, text, Fit::Beginning), beginning, "{word}");
        }
    }

    #[test]
    fn texts_are_put_together_as_their_script_does() {
        let mut line = String::new();
        for part in ["calle mayor", "12", "中山路", "", "7", "9"] {
            push(&mut line, part);
        }
        assert_eq!(line, "calle mayor 12中山路7 9");
    }
}
