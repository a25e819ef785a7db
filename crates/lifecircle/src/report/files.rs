//! A report as a page, as a workbook and as a text document with maps.

use std::io::Write;

use lifecircle_core::gap::Scope;
use lifecircle_io::draw::{self, Paper, Picture};
use lifecircle_io::report::{self, ReportMap};
use lifecircle_io::style::rule_text;
use lifecircle_io::write::WriteError;
use lifecircle_texts::{Lang, text};

use super::CityReport;
use crate::{Error, MapOptions, MapSize};

/// What errors call files that have no name yet.
const PAGE: &str = "html";
const WORKBOOK: &str = "xlsx";
const TEXT_DOCUMENT: &str = "docx";

/// A text document.
#[derive(Clone, Debug)]
pub struct TextDocument {
    /// The file.
    pub bytes: Vec<u8>,
    /// Characters on its maps that no font has: `…` stands for them.
    pub missing_glyphs: String,
}

impl CityReport {
    /// Writes the page that shows `lang` first: one file with both languages and the map.
    ///
    /// # Errors
    /// [`Error::Write`] where it cannot be written; as with [`Check::page_map`](crate::Check::page_map).
    ///
    /// # Complexity
    /// That of [`Check::page_map`](crate::Check::page_map), and linear in what it holds.
    pub fn page(&self, lang: Lang, out: &mut impl Write) -> Result<(), Error> {
        let map = self.check.page_map(Some(&self.gaps), &self.sites)?;
        report::page(&self.document, &map, lang, out).map_err(|source| failed(PAGE, source))
    }

    /// The workbook in a language: a sheet for what is said, and one for each table, with the very numbers.
    ///
    /// # Errors
    /// [`Error::Write`] where a table has more rows than a sheet.
    ///
    /// # Complexity
    /// Linear in the cells.
    pub fn workbook(&self, lang: Lang) -> Result<Vec<u8>, Error> {
        report::workbook(&self.document, lang).map_err(|source| failed(WORKBOOK, source))
    }

    /// The text document in a language, with a map of all rules together and one of each; `font` is one for characters that
    /// the built-in fonts lack.
    ///
    /// # Errors
    /// [`Error::Draw`] where a map cannot be drawn; as with [`Check::picture`](crate::Check::picture).
    ///
    /// # Complexity
    /// That of the maps, and linear in the cells.
    pub fn text_document(&self, options: &MapOptions) -> Result<TextDocument, Error> {
        let lang = options.lang;
        let mut missing_glyphs = String::new();
        let mut maps = Vec::new();
        for (caption, picture) in self.pictures(options)? {
            let png = draw::png(&picture)?;
            missing_glyphs.push_str(&png.missing_glyphs);
            maps.push(ReportMap {
                caption,
                png: png.bytes,
                size_px: png.size_px,
            });
        }
        let bytes = report::text_document(&self.document, &maps, lang);
        let bytes = bytes.map_err(|source| failed(TEXT_DOCUMENT, source))?;
        Ok(TextDocument {
            bytes,
            missing_glyphs,
        })
    }

    /// The maps: where people lack anything, then each rule; on a sheet of A4.
    fn pictures(&self, options: &MapOptions) -> Result<Vec<(String, Picture)>, Error> {
        let (lang, rules) = (options.lang, self.check.rules());
        let options = MapOptions {
            size: MapSize::Paper(Paper::A4),
            ..options.clone()
        };
        let picture = |scope| {
            Ok(match scope {
                Scope::Joint => {
                    let picture = self.gaps.picture(scope, &options)?;
                    (text!(lang, "report-map-joint"), picture)
                }
                Scope::Rule(rule) => {
                    let rule = rule_text(&rules[rule], lang);
                    let picture = self.check.picture(scope, &options)?;
                    (text!(lang, "report-map-rule", rule = rule), picture)
                }
            })
        };
        Scope::all(rules.len()).map(picture).collect()
    }
}

fn failed(file: &str, source: std::io::Error) -> Error {
    let file = file.into();
    WriteError::File { file, source }.into()
}
