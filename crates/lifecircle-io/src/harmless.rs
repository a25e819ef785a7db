//! Texts that a spreadsheet would take for formulas, written so that it does not.
//!
//! A cell that begins with `=`, `+`, `-` or `@` is computed when a CSV file is opened in a spreadsheet, whoever wrote
//! it there. An apostrophe before it makes it text again.

use std::borrow::Cow;

/// What formulas begin with, in full width too; a tab or line end before them is skipped by some programs.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];
const MARK: char = '\'';

/// Whether a spreadsheet would compute a text. Numbers stay numbers.
fn is_formula(text: &str) -> bool {
    text.starts_with(FORMULA) && text.parse::<f64>().is_err()
}

/// A text for a cell of CSV.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    // A text with such a mark of its own gets another one, so that reading takes away the right one.
    if is_formula(text.trim_start_matches(MARK)) {
        format!("{MARK}{text}").into()
    } else {
        text.into()
    }
}

/// The text of a cell that was written so.
pub(crate) fn original(cell: &str) -> &str {
    match cell.strip_prefix(MARK) {
        Some(text) if is_formula(text.trim_start_matches(MARK)) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_texts_and_nothing_else_changes() {
        for (text, cell) in [
            ("=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"),
            ("+1-800", "'+1-800"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-市场", "'-市场"),
            ("\t=1", "'\t=1"),
            ("＝1+1", "'＝1+1"),
            ("'=1", "''=1"),
            ("-5.5", "-5.5"),
            ("'t Hof", "'t Hof"),
            ("店=好", "店=好"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), cell);
            assert_eq!(original(cell), text);
        }
    }
}
