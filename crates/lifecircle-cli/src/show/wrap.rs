//! Sentences in lines that fit a screen.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Cells of a line: what a terminal of usual width shows.
pub(super) const WIDTH: usize = 100;

/// A text in lines of at most [`WIDTH`] cells, each after `indent`. Lines break at spaces, and between any two
/// characters that are two cells wide; a longer word is broken where it must be.
pub(super) fn wrapped(text: &str, indent: &str) -> String {
    let most = WIDTH - indent.width();
    let mut lines: Vec<String> = vec![String::new()];
    for piece in pieces(text) {
        if let Some(line) = lines.last_mut()
            && line.width() + piece.trim_end().width() <= most
        {
            line.push_str(piece);
            continue;
        }
        lines.push(String::new());
        for letter in piece.chars() {
            let full = lines.last().map_or(0, |line| line.width());
            if full + letter.width().unwrap_or(0) > most && letter != ' ' {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push(letter);
            }
        }
    }
    let lines = lines.iter().map(|line| line.trim_end());
    let lines = lines.filter(|line| !line.is_empty());
    lines.fold(String::new(), |text, line| text + indent + line + "\n")
}

/// A name that takes no more than so many cells.
pub(super) fn short(name: &str, most: usize) -> String {
    let mut cells = 0;
    let fits = |c: &char| {
        cells += c.width().unwrap_or(0);
        cells < most
    };
    let own: String = name.chars().take_while(fits).collect();
    if own.len() < name.len() {
        format!("{own}…")
    } else {
        own
    }
}

/// The pieces between which a line may break, each with the spaces behind it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let is_wide = |letter: char| letter.width() == Some(2);
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut letters = rest.char_indices().peekable();
        let mut end = rest.len();
        while let Some((_, letter)) = letters.next() {
            let Some(&(at, next)) = letters.peek() else {
                break;
            };
            if (letter == ' ' && next != ' ') || (is_wide(letter) && is_wide(next)) {
                end = at;
                break;
            }
        }
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_nothing_is_lost() {
        let words = "a street that ends ".repeat(20);
        let chinese = "道路在另一条道路旁中断（way/123）".repeat(9);
        let long = "x".repeat(250);
        for text in [words.as_str(), chinese.as_str(), long.as_str(), ""] {
            let lines = wrapped(text, "    ");
            assert!(lines.lines().all(|line| line.width() <= WIDTH), "{lines}");
            assert!(lines.lines().all(|line| line.starts_with("    ")));
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(bare(&lines), bare(text));
        }
    }
}
