//! Reports: one document of headlines, sentences and tables in both languages, which a page, a workbook and a text
//! document are written from. Every number stands in it once, so no two of them can differ.

mod document;
mod docx;
mod page;
mod print;
mod xlsx;

pub use document::{
    Block, Cell, Column, Headline, Kind, Report, Row, Section, SectionId, Table, Words,
};
pub use docx::{ReportMap, text_document};
pub use page::{MapArea, MapSite, PageMap, page};
pub use print::printed;
pub use xlsx::workbook;
