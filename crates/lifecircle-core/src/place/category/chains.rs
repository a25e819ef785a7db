//! Chains: what a table and the tags of a place know of them.

use super::CategoryTable;
use crate::osm::Tags;

impl CategoryTable {
    /// The chains of all categories, as they are written there.
    pub(crate) fn chains(&self) -> impl Iterator<Item = &str> {
        let brands = self.categories.iter().flat_map(|c| &c.brands);
        brands.map(String::as_str)
    }

    /// The chain that a place is mapped with.
    pub(crate) fn brand_of(&self, tags: Tags) -> Option<String> {
        tags.reading(&self.keys).get("brand").map(str::to_owned)
    }
}
