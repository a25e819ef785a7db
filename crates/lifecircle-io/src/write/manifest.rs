//! `manifest.json`: what went in, so that a rerun gives the same bytes (docs/files.md).

use std::path::Path;

use lifecircle_core::network::ExtentSource;
use serde_json::{Map, Value, json};

use super::hash::Sha256Hex;

/// What a manifest names.
#[derive(Clone, Debug, Default)]
pub struct ManifestInput {
    /// Per input: its role, base name, size and digest.
    pub inputs: Vec<(String, String, u64, String)>,
    /// Date of the data, if the file tells it.
    pub data_date: Option<String>,
    /// What tells where the data ends.
    pub extent: ExtentSource,
    /// Every option that changes results, in a fixed order.
    pub options: Vec<(String, Value)>,
    /// The rule pack as read.
    pub rules: Value,
    /// The attribution.
    pub attribution: String,
}

impl ManifestInput {
    /// Adds an input file; only its base name is kept.
    pub fn add(&mut self, role: &str, file: &Path, bytes: u64, digest: &Sha256Hex) {
        let name = file
            .file_name()
            .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        self.inputs
            .push((role.to_owned(), name, bytes, digest.to_string()));
    }
}

/// The manifest as pretty-printed JSON: no path, host, clock or thread count.
pub fn manifest(input: &ManifestInput, version: &str) -> String {
    let inputs: Vec<Value> = input
        .inputs
        .iter()
        .map(|(role, name, bytes, sha256)| json!({ "role": role, "name": name, "bytes": bytes, "sha256": sha256 }))
        .collect();
    let options: Map<String, Value> = input.options.iter().cloned().collect();
    let document = json!({
        "tool": "lifecircle",
        "version": version,
        "attribution": input.attribution,
        "inputs": inputs,
        "data_date": input.data_date,
        "extent": input.extent.word(),
        "inferred_box": input.extent.inferred_deg(),
        "options": options,
        "rules": input.rules,
    });
    format!("{document:#}\n")
}
