//! How paragraphs and tables look.

use lifecircle_texts::Lang;

use super::package::{HEAD, WORD};

/// Letters for Latin and Chinese, by the names that offices have them under.
const BODY_FONT: &str =
    "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\" w:eastAsia=\"宋体\"/>";
const HEADING_FONT: &str =
    "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\" w:eastAsia=\"黑体\"/>";

/// A style of paragraphs: its name, how they stand, how letters look; properties in the order of the schema, without which some
/// programs take the file for damaged.
fn style(id: &str, name: &str, stand: &str, letters: &str) -> String {
    format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
         <w:pPr>{stand}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )
}

fn size(half_points: u32) -> String {
    format!("<w:sz w:val=\"{half_points}\"/>")
}

/// All styles of paragraphs but the usual one.
fn paragraphs() -> String {
    let heading = |half_points: u32| format!("{HEADING_FONT}<w:b/>{}", size(half_points));
    let above = |twips: u32, level: u32| {
        format!(
            "<w:keepNext/><w:spacing w:before=\"{twips}\" w:after=\"80\"/><w:outlineLvl w:val=\"{level}\"/>"
        )
    };
    let tight = "<w:spacing w:before=\"20\" w:after=\"20\"/>";
    let quiet = "<w:color w:val=\"555555\"/>";
    let all = [
        style(
            "Title",
            "Title",
            "<w:spacing w:after=\"160\"/>",
            &heading(40),
        ),
        style("Heading1", "heading 1", &above(360, 0), &heading(28)),
        style("Heading2", "heading 2", &above(200, 1), &heading(22)),
        style("Fact", "Fact", tight, &format!("{quiet}{}", size(18))),
        style(
            "BodyText",
            "Body Text",
            "<w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/>",
            "",
        ),
        style(
            "Share",
            "Share",
            "<w:keepNext/><w:spacing w:after=\"60\"/>",
            &size(24),
        ),
        style(
            "Warning",
            "Warning",
            "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFF4D6\"/><w:spacing w:after=\"120\"/>",
            "",
        ),
        style(
            "Caption",
            "caption",
            "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"60\"/>",
            &format!("<w:b/>{}", size(18)),
        ),
        style(
            "Note",
            "Note",
            "<w:spacing w:before=\"40\" w:after=\"160\"/>",
            &format!("{quiet}{}", size(16)),
        ),
        style("CellText", "Cell Text", tight, &size(14)),
        style(
            "CellNumber",
            "Cell Number",
            &format!("{tight}<w:jc w:val=\"right\"/>"),
            &size(14),
        ),
        style(
            "Map",
            "Map",
            "<w:keepNext/><w:spacing w:before=\"120\"/><w:jc w:val=\"center\"/>",
            "",
        ),
        style("Footer", "footer", "<w:jc w:val=\"center\"/>", &size(16)),
    ];
    all.concat()
}

/// All styles, in a language.
pub(super) fn styles(lang: Lang) -> String {
    let language = lang.name("en-GB", "zh-CN");
    let side = |name: &str| format!("<w:{name} w:val=\"single\" w:sz=\"4\" w:color=\"BBBBBB\"/>");
    let sides = ["top", "left", "bottom", "right", "insideH", "insideV"].map(side);
    format!(
        "{HEAD}<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr>{BODY_FONT}{}<w:lang w:val=\"{language}\" w:eastAsia=\"zh-CN\"/>\
         </w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>{}\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/></w:style>\
         <w:style w:type=\"table\" w:styleId=\"Grid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/>\
         <w:tblPr><w:tblBorders>{}</w:tblBorders><w:tblCellMar><w:left w:w=\"57\" w:type=\"dxa\"/><w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar>\
         </w:tblPr></w:style></w:styles>",
        size(21),
        paragraphs(),
        sides.concat()
    )
}
