//! Vector layers, written as a stream in the four formats that map programs and data tools read.
//!
//! One schema, one row type, one writer:
//!
//! ```
//! use lifecircle_io::layer::{Crs, Format, Kind, LayerWriter, Row, Schema, Shape};
//!
//! let schema = Schema::new("stops", Shape::Point, "synthetic").field("name", Kind::Text);
//! let mut writer = LayerWriter::new(Format::GeoJson, Vec::new(), schema, &Crs::wgs84())?;
//! let geometry = geo_types::Point::new(116.3, 39.9).into();
//! writer.rows(&[Row { geometry, values: vec!["Xidan".into()] }])?;
//! let (rows, bytes) = writer.finish()?;
//! assert_eq!(rows, 1);
//! assert!(String::from_utf8_lossy(&bytes).contains("[116.3,39.9]"));
//! # Ok::<(), lifecircle_io::layer::LayerError>(())
//! ```
//!
//! Coordinates come in as WGS-84 degrees, and go out in the [`Crs`] asked for: degrees with 7 decimals, metres with 3,
//! the same in every format. Exterior rings run anticlockwise, holes clockwise. The bytes depend on the rows alone: not
//! on how they are split between calls, nor on the number of threads.

mod crs;
mod csv;
mod decimal;
mod error;
mod flatgeobuf;
mod format;
mod geojson;
mod parquet;
mod prepare;
mod project;
mod projjson;
mod schema;
#[cfg(test)]
mod tests;
mod text;
mod wkb;
mod writer;
mod zone;

pub(crate) use crs::FARTHEST;
pub use crs::{Crs, CrsError};
pub use error::LayerError;
pub use format::Format;
pub use schema::{Field, Kind, Row, Schema, Shape, Value};
pub use writer::LayerWriter;
