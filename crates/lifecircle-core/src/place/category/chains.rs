//! Chains: what a table and the tags of a place know of them.

use super::tags::begins_with_brand;
use super::{Category, CategoryTable};
use crate::osm::Tags;

impl Category {
    /// Whether a brand is one of its chains, or a name begins with one.
    pub(super) fn has_chain(&self, brand: Option<&str>, name: Option<&str>) -> bool {
        self.brands.iter().any(|chain| {
            brand.is_some_and(|brand| brand.eq_ignore_ascii_case(chain))
                || name.is_some_and(|name| begins_with_brand(name, chain))
        })
    }
}

impl CategoryTable {
    /// The chains of all categories, as they are written there.
    pub(crate) fn chains(&self) -> impl Iterator<Item = &str> {
        let brands = self.categories.iter().flat_map(|c| &c.brands);
        brands.map(String::as_str)
    }

    /// Whether a brand is a chain of some category, or a name begins with one.
    pub(crate) fn knows_chain(&self, brand: Option<&str>, name: Option<&str>) -> bool {
        let mut each = self.categories.iter();
        each.any(|category| category.has_chain(brand, name))
    }

    /// The chain that a place is mapped with.
    pub(crate) fn brand_of(&self, tags: Tags) -> Option<String> {
        tags.reading(&self.keys).get("brand").map(str::to_owned)
    }
}
