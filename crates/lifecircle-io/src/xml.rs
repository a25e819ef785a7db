//! Text inside XML, shared by QGIS styles, SVG, workbooks and text documents.

use std::borrow::Cow;

/// The text with a space for every character that no XML document may hold: control characters other than tab and newline.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(is_illegal) {
        text.replace(is_illegal, " ").into()
    } else {
        text.into()
    }
}

fn is_illegal(c: char) -> bool {
    (c.is_control() && c != '\t' && c != '\n') || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// The text with everything escaped that has a meaning in XML, fit for elements and quoted attributes.
///
/// Characters that no XML document may hold become spaces.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            c if is_illegal(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_of_a_text_is_read_as_markup() {
        assert_eq!(
            escape(r#"<a href="x">R&D's</a>"#),
            "&lt;a href=&quot;x&quot;&gt;R&amp;D&apos;s&lt;/a&gt;"
        );
        assert_eq!(escape("a\u{0}b\u{1b}c\td"), "a b c\td");
        assert_eq!(escape("便利店 · 5 分钟"), "便利店 · 5 分钟");
    }
}
