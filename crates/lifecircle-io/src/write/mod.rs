//! Results as files.

mod facilities;
mod folder;
mod gaps;
mod hash;
mod isochrones;
mod manifest;
mod matrix;
mod residences;
mod shape;
mod staging;
mod summary;

pub use facilities::facilities;
pub use folder::{Folder, Waiting, WriteError, place, spool_in, waiting_file};
pub use gaps::{GapContents, GapLayer, GapLayerKind, gap_layers};
pub use hash::{Sha256Hex, sha256};
pub use isochrones::{
    IsochroneFacts, IsochroneShape, area_row, isochrone_schema, network_row, street_rows,
};
pub use manifest::{ManifestInput, manifest};
pub use matrix::{MatrixError, MatrixFormat, MatrixWriter};
pub use residences::residences;
pub use staging::abandon;
pub use summary::{Reports, summary};

/// The attribution every output carries when OpenStreetMap data went in.
pub const ATTRIBUTION: &str = "© OpenStreetMap contributors, ODbL 1.0";
/// The same for data made by `lifecircle synth`.
pub const SYNTHETIC: &str = "synthetic data, not OpenStreetMap";

/// A point feature's geometry.
fn point(at: lifecircle_core::geodesy::LonLat) -> serde_json::Value {
    let coordinates = [at.lon, at.lat].map(lifecircle_core::units::round_degrees);
    serde_json::json!({ "type": "Point", "coordinates": coordinates })
}

/// A feature collection from features already serialised, one per line.
fn collection(name: &str, attribution: &str, features: &[String]) -> String {
    let head = serde_json::json!({ "name": name, "attribution": attribution }).to_string();
    let head = head.trim_end_matches('}');
    let mut text = String::with_capacity(features.iter().map(String::len).sum::<usize>() + 200);
    text.push_str(&head.replacen('{', "{\"type\":\"FeatureCollection\",", 1));
    text.push_str(",\"features\":[\n");
    text.push_str(&features.join(",\n"));
    text.push_str("\n]}\n");
    text
}
