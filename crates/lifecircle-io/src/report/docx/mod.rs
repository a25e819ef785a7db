//! A report as a text document of Office Open XML (ISO/IEC 29500), for the official file.
//!
//! The parts are written here, for what a report needs is small and must be exact: headers of tables that repeat on each
//! page, words for pictures, fonts by name for both scripts, the same bytes for the same report.

mod body;
mod package;
mod styles;
mod tables;
mod xml;

use lifecircle_texts::Lang;

use super::Report;

/// A map in a text document.
#[derive(Clone, Debug)]
pub struct ReportMap {
    /// What it shows: below it, and in its place for who cannot see it.
    pub caption: String,
    /// The file.
    pub png: Vec<u8>,
    /// Its width and height, in px.
    pub size_px: (u32, u32),
}

/// The bytes of the document in a language, with maps in the section of the map: the same for the same report and maps.
///
/// # Errors
/// More than an archive holds.
///
/// # Complexity
/// Linear in cells and maps.
pub fn text_document(report: &Report, maps: &[ReportMap], lang: Lang) -> std::io::Result<Vec<u8>> {
    let body = body::body(report, maps, lang);
    package::package(report, maps, &body, lang)
}

#[cfg(test)]
mod tests;
