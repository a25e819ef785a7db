//! The user's tables, whatever program wrote them, as rows of text.
//!
//! ```text
//! bytes ─Table::of→ Table ─columns→ Columns (which column holds what)
//!                     └───rows→ Row, Row, … (cells by column, a geometry where the file has one)
//! ```
//!
//! A [`Table`] tells what was understood: kind of file, encoding, sheet, the line that names the columns. A row tells
//! where it stands; what is wrong with one row is told in the row, and never ends the reading. What is wrong with the
//! file as a whole is a [`TableError`].
//!
//! Bytes are never trusted: what they may grow to is bounded by the constants of [`limits`].

mod ages;
mod book;

mod columns;
mod delimited;
mod encoding;
mod error;
mod flatgeobuf;
mod foreign;
mod geometry;
mod header;
mod json;
pub mod limits;
mod native;
pub mod number;
mod ods_bounds;
mod parquet;
mod planned;
mod row;
mod table;
mod wkb;
pub mod wkt;
mod xls_bounds;
mod zip_bounds;

pub use ages::AgeBand;
pub use columns::{Columns, Role, Vocabulary};
pub use error::{Place, TableError, TableFault};
pub use foreign::Foreign;
pub use json::geojson_crs;
pub use planned::is_of_planned_sites;
pub use row::{Row, RowFault};
pub use table::{Kind, Table, TableOptions};
