//! Texts without a font at hand: how wide they will be, where they break, what is left of them.

use std::collections::BTreeSet;

/// About how wide a text is, in its own size; rather too wide than too narrow.
pub(super) fn width_em(text: &str) -> f64 {
    text.chars().map(char_em).sum()
}

fn char_em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '·' => 0.3,
        'f' | 'r' | 't' | 'I' | '(' | ')' | '[' | ']' | '-' | '/' | '"' => 0.4,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '©' | '—' => 0.95,
        'A'..='Z' | '&' => 0.68,
        c if is_wide(c) => 1.0,
        _ => 0.58,
    }
}

/// Whether a character takes a whole square and lines may break beside it.
pub(super) fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff
        | 0xfe30..=0xfe4f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
}

/// No text of a legend takes more lines: what is longer ends with `…`.
const MOST_LINES: usize = 3;

/// Whether a character is never seen: it joins others, or tells in which direction they run, and no font draws it.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}'
    )
}

/// A text in at most three lines of at most this width, broken at spaces and between wide characters; a word that is wider
/// than a line ends with `…`.
pub(super) fn wrap(text: &str, most_em: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words(text) {
        let Some(line) = lines.last_mut() else {
            break;
        };
        if line.is_empty() || width_em(line) + width_em(word.trim_end()) <= most_em {
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    let is_cut = lines.len() > MOST_LINES;
    lines.truncate(MOST_LINES);
    for line in &mut lines {
        line.truncate(line.trim_end().len());
        *line = fitted(line, most_em);
    }
    if let Some(last) = lines.last_mut().filter(|_| is_cut) {
        let kept = fitted(last, most_em - 1.0);
        *last = format!("{}…", kept.trim_end_matches('…'));
    }
    lines
}

/// The pieces between which a line may break, each with the spaces after it.
fn words(text: &str) -> Vec<&str> {
    // Marks that no line begins with.
    const CLOSING: &str = "，。、；：！？）》”’";
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (index, c) in text.char_indices() {
        let breaks = before.is_some_and(|b| {
            (b.is_whitespace() && !c.is_whitespace())
                || (is_wide(b) || is_wide(c)) && !CLOSING.contains(c) && !c.is_whitespace()
        });
        if breaks {
            pieces.push(&text[start..index]);
            start = index;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

/// A text of at most so many characters; what is longer ends with `…`.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(most.saturating_sub(1)).collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// A text of at most a width, in its own size; what is wider ends with `…`.
pub(super) fn fitted(text: &str, most_em: f64) -> String {
    if width_em(text) <= most_em {
        return text.to_owned();
    }
    let mut wide = 1.0;
    let fits = text.chars().take_while(|&c| {
        wide += char_em(c);
        wide <= most_em
    });
    let mut kept: String = fits.collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// A text with `…` in place of each run of some characters.
pub(super) fn without(text: &str, missing: &BTreeSet<char>) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        let is_after = shown.ends_with('…');
        if missing.contains(&c) {
            shown.extend((!is_after).then_some('…'));
        } else if !(is_after && is_unseen(c)) {
            // What joins two letters that are not there is not there either.
            shown.push(c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_between_wide_characters() {
        assert_eq!(wrap("not covered", 20.0), ["not covered"]);
        assert_eq!(wrap("within the limit", 5.0), ["within the", "limit"]);
        assert_eq!(wrap("步行可达便利店", 3.0), ["步行可", "达便利", "店"]);
        assert_eq!(wrap("便利店，菜市场", 3.0), ["便利", "店，菜", "市场"]);
        assert_eq!(wrap("", 3.0), [""]);
        let wide = wrap(&"W".repeat(10_000), 7.0);
        assert!(wide.len() == 1 && wide[0].ends_with("W…"), "{wide:?}");
        let long = wrap(&"long words ".repeat(1_000), 7.0);
        assert_eq!(long, ["long words", "long words", "long words…"]);
        for line in wide.iter().chain(&long) {
            assert!(width_em(line) <= 7.0, "{line}");
        }
        assert!(width_em("十五分钟") > width_em("fifteen"));
        assert_eq!(shortened("生活圈", 3), "生活圈");
        assert_eq!(shortened("Long street", 6), "Long…");
        assert_eq!(fitted("生活圈地图", 4.5), "生活圈…");
        assert_eq!(fitted("map", 9.0), "map");
        let missing = "生活圈".chars().collect();
        assert_eq!(without("#1 生活圈 · 5", &missing), "#1 … · 5");
        assert_eq!(without("生\u{200d}活\u{fe0f}圈", &missing), "…");
    }
}
