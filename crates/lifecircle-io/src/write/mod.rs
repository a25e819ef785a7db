//! Results as files.

mod column;
#[cfg(test)]
mod docs_tests;
mod facilities;
mod folder;
mod gap_areas;
mod gap_streets;
mod hash;
mod isochrones;
mod layers;
mod manifest;
mod matrix;
mod residences;
mod service_areas;
mod shape;
mod summary;

pub(crate) use column::Alias;
pub use folder::{Folder, WriteError, place, waiting_file};
pub(crate) use gap_areas::JOINT;
pub use hash::{Sha256Hex, sha256};
pub(crate) use isochrones::isochrone_aliases;
pub use isochrones::{
    IsochroneFacts, IsochroneShape, area_row, isochrone_schema, network_row, street_rows,
};
pub use layers::{CheckLayer, LayerContents, LayerFiles, LayersError, layer_tables, write_layers};
pub use manifest::{ManifestInput, manifest};
pub use matrix::{MatrixError, MatrixFormat, MatrixWriter};
pub use summary::{Reports, summary};

use lifecircle_core::isochrone::Area;

use crate::layer::Value;

/// The attribution every output carries when OpenStreetMap data went in.
pub const ATTRIBUTION: &str = "© OpenStreetMap contributors, ODbL 1.0";
/// The same for data made by `lifecircle synth`.
pub const SYNTHETIC: &str = "synthetic data, not OpenStreetMap";

/// Degrees rounded to 7 decimals, as RFC 7946 files carry them here.
fn degrees(value: f64) -> f64 {
    (value * 1e7).round() / 1e7
}

/// Thousandths as a decimal number.
fn thousandths(value: u64) -> f64 {
    lifecircle_core::units::display(value) / 1000.0
}

/// Milliseconds as seconds, or millimetres as metres.
fn thousandth(value: u32) -> Value {
    Value::Number(thousandths(value.into()))
}

/// The same of what may be missing.
fn optional(value: Option<u32>) -> Value {
    value.map_or(Value::Null, thousandth)
}

/// A count.
fn whole(count: usize) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The size of an area in square metres, 1 decimal.
fn area_m2(area: &Area) -> Value {
    Value::Number((area.area_m2() * 10.0).round() / 10.0)
}
