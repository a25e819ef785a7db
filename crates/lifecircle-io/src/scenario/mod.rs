//! Scenario files: what would be if, in TOML or as GeoJSON with the same keys as properties (docs/scenarios.md).

mod entry;
mod fault;
mod reader;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use lifecircle_core::place::CategoryTable;
use lifecircle_core::scenario::Scenario;

pub use fault::ScenarioFileFault;

use crate::{InputError, Place, read};

/// A scenario with the file that it is from.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioFile {
    /// The file.
    pub file: PathBuf,
    /// What it says.
    pub scenario: Scenario,
    is_geojson: bool,
}

impl ScenarioFile {
    /// Reads a scenario. Positions come in WGS-84, from the system that the file names.
    ///
    /// # Errors
    /// [`InputError`]: it cannot be read; a key that nobody knows, with the nearest one; a value that a key cannot have,
    /// with what is possible; positions in China of which nobody says in which system they are.
    ///
    /// # Complexity
    /// Linear in the file.
    pub fn read(file: &Path, table: &CategoryTable) -> Result<Self, InputError> {
        let text = read::text(file)?;
        Self::parse(file, &text, table)
    }

    /// The same of a text at hand; files that it names are beside `file`.
    ///
    /// # Errors
    /// As with [`Self::read`].
    pub fn parse(file: &Path, text: &str, table: &CategoryTable) -> Result<Self, InputError> {
        let is_geojson = text.trim_start().starts_with('{');
        let document = if is_geojson {
            entry::of_geojson(file, text)?
        } else {
            entry::of_toml(file, text)?
        };
        Ok(Self {
            file: file.to_owned(),
            scenario: reader::scenario(file, &document, table)?,
            is_geojson,
        })
    }

    /// The place of the line or feature of that number.
    pub fn place(&self, at: u64) -> Place {
        if self.is_geojson {
            Place::Feature(at)
        } else {
            Place::Line(at)
        }
    }
}
