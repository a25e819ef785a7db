//! Paragraphs and runs of text as XML.

use std::fmt::Write;

use crate::xml::escape;

/// Longest text in one place: what is longer is a fault of the data, and would fill pages. The workbook has it whole.
const MOST_CHARACTERS: usize = 300;

/// A run of text as it is.
pub(super) fn run(text: &str) -> String {
    format!(
        "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escape(&one_line(text))
    )
}

/// A run of bold text.
pub(super) fn bold(text: &str) -> String {
    format!(
        "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escape(&one_line(text))
    )
}

/// A paragraph in a style.
pub(super) fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

/// A number that the reader's program puts in: `PAGE`, `NUMPAGES`.
pub(super) fn field(name: &str) -> String {
    let mut xml = String::new();
    for part in [
        "<w:fldChar w:fldCharType=\"begin\"/>".to_owned(),
        format!("<w:instrText xml:space=\"preserve\"> {name} </w:instrText>"),
        "<w:fldChar w:fldCharType=\"separate\"/>".to_owned(),
        "<w:t>1</w:t>".to_owned(),
        "<w:fldChar w:fldCharType=\"end\"/>".to_owned(),
    ] {
        let _ = write!(xml, "<w:r>{part}</w:r>");
    }
    xml
}

/// A name shortened to what a page has room for.
pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= MOST_CHARACTERS {
        return text.to_owned();
    }
    let kept = text.chars().take(MOST_CHARACTERS);
    kept.chain(['…']).collect()
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\t'], " ")
}
