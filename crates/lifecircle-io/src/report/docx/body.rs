//! What stands in the document, from the title to the attribution.

use std::fmt::Write;

use lifecircle_texts::{Lang, text};

use super::super::{Block, Headline, Kind, Report, SectionId, printed};
use super::ReportMap;
use super::tables::{TEXT_WIDTH, table};
use super::xml::{bold, paragraph, run, shortened};
use crate::xml::escape;

/// English metric units of a twentieth of a point.
const EMU: usize = 635;
/// Maps are at most so high, in twentieths of a point: half a page.
const MAP_HEIGHT: usize = 7_000;

/// The body, without the page that it stands on.
pub(super) fn body(report: &Report, maps: &[ReportMap], lang: Lang) -> String {
    let title = shortened(report.title.in_lang(lang));
    let mut xml = paragraph("Title", &run(&title));
    for fact in &report.facts {
        xml.push_str(&paragraph("Fact", &run(fact.in_lang(lang))));
    }
    for section in &report.sections {
        xml.push_str(&paragraph("Heading1", &run(section.heading.in_lang(lang))));
        for block in &section.blocks {
            match block {
                Block::Paragraph(words) => {
                    xml.push_str(&paragraph("BodyText", &run(words.in_lang(lang))));
                }
                Block::Warning(words) => {
                    let line = text!(lang, "warning-line", what = words.in_lang(lang));
                    xml.push_str(&paragraph("Warning", &run(&line)));
                }
                Block::Headlines(headlines) => xml.push_str(&shares(headlines, lang)),
                Block::Table(own) => xml.push_str(&table(own, lang)),
            }
        }
        if section.id == SectionId::Map {
            for (number, map) in (1..).zip(maps) {
                xml.push_str(&picture(number, map));
            }
        }
    }
    let attribution = report.attribution.in_lang(lang);
    let last = format!("{attribution} · Lifecircle {}", report.version);
    xml.push_str(&paragraph("Note", &run(&last)));
    xml
}

/// The shares in large letters, each with its sentence.
fn shares(headlines: &[Headline], lang: Lang) -> String {
    let mut xml = String::new();
    for headline in headlines {
        let parts = [
            ("check-column-covered", Some(headline.covered_pct)),
            ("check-column-not-covered", Some(headline.not_covered_pct)),
            ("check-column-unknown", Some(headline.unknown_pct)),
            ("drawn-doubtful", headline.doubtful_pct),
        ];
        let parts = parts.iter().filter_map(|(key, share)| {
            let share = printed(Kind::Percent, (*share)?);
            Some(format!("{} {share} %", text!(lang, key)))
        });
        let parts: Vec<String> = parts.collect();
        xml.push_str(&paragraph("Heading2", &run(headline.label.in_lang(lang))));
        xml.push_str(&paragraph("Share", &bold(&parts.join(" · "))));
        xml.push_str(&paragraph(
            "BodyText",
            &run(headline.sentence.in_lang(lang)),
        ));
    }
    xml
}

/// A map as wide as the text, with what it shows below it.
fn picture(number: usize, map: &ReportMap) -> String {
    let (width, height) = (map.size_px.0 as usize, map.size_px.1.max(1) as usize);
    let fit = (TEXT_WIDTH * height / width.max(1)).min(MAP_HEIGHT);
    let (wide, high) = (fit * width / height * EMU, fit * EMU);
    let caption = escape(&map.caption);
    let mut xml = String::from("<w:p><w:pPr><w:pStyle w:val=\"Map\"/></w:pPr><w:r><w:drawing>");
    let _ = write!(
        xml,
        "<wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{wide}\" cy=\"{high}\"/>\
         <wp:docPr id=\"{number}\" name=\"map{number}\" descr=\"{caption}\"/>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
         <pic:pic><pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"map{number}.png\" descr=\"{caption}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"map{number}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{wide}\" cy=\"{high}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
    );
    xml.push_str("</w:drawing></w:r></w:p>");
    xml.push_str(&paragraph("Note", &run(&map.caption)));
    xml
}
