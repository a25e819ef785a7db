//! `manifest.json`: what went in, so that a rerun gives the same bytes, and what came out (docs/files.md).

use std::path::Path;

use lifecircle_core::network::ExtentSource;
use serde_json::{Map, Value, json};

use super::hash::Sha256Hex;
use crate::report::Words;

/// What a manifest names.
#[derive(Clone, Debug, Default)]
pub struct ManifestInput {
    /// Per input: its role, base name, size and digest.
    pub inputs: Vec<(String, String, u64, String)>,
    /// What the city is called, if somebody says so.
    pub city: Option<Words>,
    /// Date of the data, if the file tells it.
    pub data_date: Option<String>,
    /// What tells where the data ends.
    pub extent: ExtentSource,
    /// Every option that changes results, in a fixed order.
    pub options: Vec<(String, Value)>,
    /// The digest of the tables of categories and people.
    pub tables: Option<String>,
    /// The rule pack as read.
    pub rules: Value,
    /// Everything that was asked for, as far as a rerun needs it and nothing else here tells.
    pub asked: Option<Value>,
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

/// The name of the file.
pub const MANIFEST: &str = "manifest.json";

/// The version of what is written into a folder of results, which programs that read it ask for: it rises when files, columns
/// or words change their meaning. Manifests of before it are of version 1.
pub const RESULTS_VERSION: u64 = 2;

impl ManifestInput {
    /// The manifest as a JSON document: no path, host, clock or thread count. What was written beside it is added where a folder
    /// is put in its place ([`Folder::add_manifest`](super::Folder::add_manifest)).
    pub fn document(&self, version: &str) -> Value {
        let inputs: Vec<Value> = self
            .inputs
            .iter()
            .map(|(role, name, bytes, sha256)| json!({ "role": role, "name": name, "bytes": bytes, "sha256": sha256 }))
            .collect();
        let options: Map<String, Value> = self.options.iter().cloned().collect();
        let mut document = json!({
            "tool": "lifecircle",
            "version": version,
            "format": RESULTS_VERSION,
            "attribution": self.attribution,
            "inputs": inputs,
            "data_date": self.data_date,
            "extent": self.extent.word(),
            "inferred_box": self.extent.inferred_deg(),
            "options": options,
            "tables": self.tables,
            "rules": self.rules,
        });
        if let Some(city) = &self.city {
            document["city"] = json!({ "en": city.en, "zh": city.zh });
        }
        if let Some(asked) = &self.asked {
            document["asked"] = asked.clone();
        }
        document
    }
}

/// The manifest as pretty-printed JSON.
pub fn manifest(input: &ManifestInput, version: &str) -> String {
    format!("{:#}\n", input.document(version))
}
