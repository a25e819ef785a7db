//! The archive and its parts: types, relations, styles, footer, pictures.

use std::io::{Cursor, Write};

use lifecircle_texts::{Lang, text};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::super::Report;
use super::ReportMap;
use super::styles::styles;
use super::xml::{field, paragraph, run, shortened};
use crate::xml::escape;

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const WORD: &str =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A4 in twentieths of a point, with 20 mm on each side.
const PAGE: &str = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer\"/>\
    <w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
    <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>\
    </w:sectPr>";

pub(super) fn package(
    report: &Report,
    maps: &[ReportMap],
    body: &str,
    lang: Lang,
) -> std::io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let document = format!(
        "{HEAD}<w:document {WORD} xmlns:r=\"{RELATIONS}\" \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
         <w:body>{body}{PAGE}</w:body></w:document>"
    );
    for (name, text) in [
        ("[Content_Types].xml", types()),
        ("_rels/.rels", relations_of_package()),
        ("docProps/core.xml", properties(report, lang)),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", relations(maps)),
        ("word/styles.xml", styles(lang)),
        ("word/settings.xml", settings()),
        ("word/footer1.xml", footer(lang)),
    ] {
        part(&mut zip, name, text.as_bytes(), CompressionMethod::Deflated)?;
    }
    for (number, map) in (1..).zip(maps) {
        let name = format!("word/media/map{number}.png");
        // Pictures are packed already.
        part(&mut zip, &name, &map.png, CompressionMethod::Stored)?;
    }
    Ok(zip.finish().map_err(std::io::Error::other)?.into_inner())
}

/// Adds a part; a fixed date, for the clock must not decide bytes.
fn part(
    zip: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    bytes: &[u8],
    method: CompressionMethod,
) -> std::io::Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default());
    zip.start_file(name, options)
        .map_err(std::io::Error::other)?;
    zip.write_all(bytes)
}

fn types() -> String {
    let part = |name: &str, kind: &str| {
        format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{TYPES}.{kind}+xml\"/>")
    };
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         {}{}{}{}</Types>",
        part("document", "document.main"),
        part("styles", "styles"),
        part("settings", "settings"),
        part("footer1", "footer"),
    )
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
}

fn related(relations: &str) -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"
    )
}

fn relations_of_package() -> String {
    let core =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    let document = format!("{RELATIONS}/officeDocument");
    related(
        &[
            relation("document", &document, "word/document.xml"),
            relation("core", core, "docProps/core.xml"),
        ]
        .concat(),
    )
}

fn relations(maps: &[ReportMap]) -> String {
    let own = ["styles", "settings"];
    let own =
        own.map(|name| relation(name, &format!("{RELATIONS}/{name}"), &format!("{name}.xml")));
    let mut all = own.concat();
    all.push_str(&relation(
        "footer",
        &format!("{RELATIONS}/footer"),
        "footer1.xml",
    ));
    for number in 1..=maps.len() {
        let target = format!("media/map{number}.png");
        let kind = format!("{RELATIONS}/image");
        all.push_str(&relation(&format!("map{number}"), &kind, &target));
    }
    related(&all)
}

fn properties(report: &Report, lang: Lang) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>Lifecircle {}</dc:creator>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        escape(&shortened(report.title.in_lang(lang))),
        report.version,
        lang.word()
    )
}

fn settings() -> String {
    format!(
        "{HEAD}<w:settings {WORD}><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
    )
}

fn footer(lang: Lang) -> String {
    let line = text!(lang, "report-page-of", page = "\u{1}", pages = "\u{2}");
    let mut runs = String::new();
    let mut rest = line.as_str();
    while let Some(at) = rest.find(['\u{1}', '\u{2}']) {
        let (before, after) = rest.split_at(at);
        runs.push_str(&run(before));
        let is_page = after.starts_with('\u{1}');
        runs.push_str(&field(if is_page { "PAGE" } else { "NUMPAGES" }));
        rest = &after[1..];
    }
    runs.push_str(&run(rest));
    format!("{HEAD}<w:ftr {WORD}>{}</w:ftr>", paragraph("Footer", &runs))
}
