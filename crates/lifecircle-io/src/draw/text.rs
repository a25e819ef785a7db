//! Texts without a font at hand: how wide they will be, where they break, where labels find room.

use super::frame::{Projection, Rect};
use super::picture::Label;

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

/// A text in lines of at most this width, broken at spaces and between wide characters.
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
    for line in &mut lines {
        line.truncate(line.trim_end().len());
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

/// A label that found room.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed<'a> {
    pub(super) text: &'a str,
    /// Where the text's base line begins, in the middle or at the end as `anchor` says.
    pub(super) at: [f64; 2],
    pub(super) anchor: &'static str,
    pub(super) size: f64,
}

/// Finds room for labels on the map, those of lower priority numbers first, each to the right, left, above or
/// below its place; and counts those that have a place on the map and found no room.
pub(super) fn place<'a>(
    labels: &[&'a Label],
    projection: &Projection,
    map: Rect,
    unit: f64,
) -> (Vec<Placed<'a>>, usize) {
    let mut order: Vec<&Label> = labels.to_vec();
    order.sort_by_key(|l| l.priority);
    let mut taken: Vec<Rect> = Vec::new();
    let mut placed = Vec::new();
    let mut left_out = 0;
    for label in order {
        let at = projection.at(label.at);
        if !map.holds(at) {
            continue;
        }
        let size = label.size.clamp(4.0, 200.0) * unit;
        let room = positions(at, width_em(&label.text) * size, size, unit)
            .into_iter()
            .find(|(_, _, needed)| {
                fits(*needed, map) && !taken.iter().any(|t| t.overlaps(*needed))
            });
        let Some((at, anchor, needed)) = room else {
            left_out += 1;
            continue;
        };
        taken.push(needed);
        placed.push(Placed {
            text: &label.text,
            at,
            anchor,
            size,
        });
    }
    (placed, left_out)
}

fn fits(needed: Rect, map: Rect) -> bool {
    map.holds([needed.left, needed.top]) && map.holds([needed.right, needed.bottom])
}

type Position = ([f64; 2], &'static str, Rect);

fn positions([x, y]: [f64; 2], width: f64, size: f64, unit: f64) -> [Position; 4] {
    let gap = 13.0 * unit;
    let at = |left: f64, base: f64, anchor: &'static str, x: f64| {
        let needed = Rect {
            left,
            top: base - size,
            right: left + width,
            bottom: base + size * 0.3,
        };
        ([x, base], anchor, needed.grown(2.0 * unit))
    };
    let middle = y + size * 0.35;
    [
        at(x + gap, middle, "start", x + gap),
        at(x - gap - width, middle, "end", x - gap),
        at(x - width / 2.0, y - gap - size * 0.3, "middle", x),
        at(x - width / 2.0, y + gap + size, "middle", x),
    ]
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
        assert!(width_em("十五分钟") > width_em("fifteen"));
    }
}
