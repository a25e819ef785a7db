//! Manifests, read again.

use std::path::Path;

use lifecircle_core::rules::Limit;
use serde_json::{Map, Value};

use super::{ResultsError, document};
use crate::report::Words;
use crate::write::MANIFEST;

/// A manifest, as it stands in a folder or would be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    document: Value,
}

/// A file that went in or came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestFile {
    /// What an input is; nothing for what was written.
    pub role: String,
    /// Its base name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Its digest in hexadecimal.
    pub sha256: String,
}

/// A rule, as far as manifests tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct ManifestRule {
    /// Its id.
    pub id: String,
    /// Ids of its categories.
    pub categories: Vec<String>,
    /// How far they may be.
    pub limit: Limit,
    /// How many it asks for.
    pub min_count: u32,
}

impl From<Value> for Manifest {
    fn from(document: Value) -> Self {
        Self { document }
    }
}

impl Manifest {
    /// The manifest of a folder.
    ///
    /// # Errors
    /// [`ResultsError`] where there is none, or it is not one of this program.
    pub fn read(folder: &Path) -> Result<Self, ResultsError> {
        let document = document(folder, MANIFEST)?;
        let damaged = |detail: &str| ResultsError::Damaged {
            file: folder.join(MANIFEST),
            detail: detail.to_owned(),
        };
        if document["tool"] != "lifecircle" || !document["inputs"].is_array() {
            return Err(damaged("no manifest of lifecircle"));
        }
        let manifest = Self { document };
        let told = manifest.document["rules"]["rules"].as_array();
        if told.map(Vec::len) != Some(manifest.rules().len()) {
            return Err(damaged("its rules"));
        }
        Ok(manifest)
    }

    /// The whole document.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// The version of the program.
    pub fn version(&self) -> &str {
        self.document["version"].as_str().unwrap_or_default()
    }

    /// The version of the results ([`RESULTS_VERSION`](crate::write::RESULTS_VERSION)).
    pub fn format(&self) -> u64 {
        self.document["format"].as_u64().unwrap_or(1)
    }

    /// The digest of the tables of categories and people; empty where it is not told.
    pub fn tables(&self) -> &str {
        self.document["tables"].as_str().unwrap_or_default()
    }

    /// The attribution.
    pub fn attribution(&self) -> &str {
        self.document["attribution"].as_str().unwrap_or_default()
    }

    /// What the city is called, where a city file said so.
    pub fn city(&self) -> Option<Words> {
        let name = |lang: &str| self.document["city"][lang].as_str().map(str::to_owned);
        Some(Words {
            en: name("en")?,
            zh: name("zh")?,
        })
    }

    /// An option that changes results.
    pub fn option(&self, name: &str) -> &Value {
        &self.document["options"][name]
    }

    /// All of them.
    pub fn options(&self) -> Option<&Map<String, Value>> {
        self.document["options"].as_object()
    }

    /// What was asked for, where it is told.
    pub fn asked(&self) -> Option<&Value> {
        self.document.get("asked")
    }

    /// The files that went in.
    pub fn inputs(&self) -> Vec<ManifestFile> {
        files(&self.document["inputs"]).unwrap_or_default()
    }

    /// The files that were written beside it; `None` where an earlier version wrote it.
    pub fn outputs(&self) -> Option<Vec<ManifestFile>> {
        files(self.document.get("outputs")?)
    }

    /// The rules. One that is not as it is written is left out.
    pub fn rules(&self) -> Vec<ManifestRule> {
        let rules = self.document["rules"]["rules"].as_array();
        let rules = rules.into_iter().flatten();
        rules.filter_map(rule).collect()
    }

    /// The id of the rule pack.
    pub fn pack(&self) -> &str {
        self.document["rules"]["id"].as_str().unwrap_or_default()
    }
}

fn files(value: &Value) -> Option<Vec<ManifestFile>> {
    let text = |file: &Value, name: &str| file[name].as_str().unwrap_or_default().to_owned();
    // Never a path: what a manifest says may not lead out of its folder.
    let base = |name: String| {
        let base = Path::new(&name).file_name().unwrap_or_default();
        base.to_string_lossy().into_owned()
    };
    let file = |file: &Value| ManifestFile {
        role: text(file, "role"),
        name: base(text(file, "name")),
        bytes: file["bytes"].as_u64().unwrap_or_default(),
        sha256: text(file, "sha256"),
    };
    Some(value.as_array()?.iter().map(file).collect())
}

fn rule(value: &Value) -> Option<ManifestRule> {
    let number = |name: &str| value[name].as_u64().and_then(|n| u32::try_from(n).ok());
    let limit = match (number("limit_ms"), number("limit_mm")) {
        (Some(ms), None) => Limit::TimeMs(ms),
        (None, Some(mm)) => Limit::LengthMm(mm),
        _ => return None,
    };
    let categories = value["categories"].as_array()?.iter();
    let categories = categories.map(|id| id.as_str().map(str::to_owned));
    Some(ManifestRule {
        id: value["id"].as_str()?.to_owned(),
        categories: categories.collect::<Option<_>>()?,
        limit,
        min_count: number("min_count")?,
    })
}
