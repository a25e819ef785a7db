//! What the library carries along: the demo city, the tables of categories and people.

use lifecircle_core::assemble::Tables;
use lifecircle_core::place::{
    BUILT_IN_FORMATS, BUILT_IN_TABLES, CategoryTable, PeopleTable, TableError,
};
use lifecircle_io::write::Sha256Hex;

/// The demo city, a synthetic one.
pub(crate) const DEMO: &[u8] = include_bytes!("../../../data/demo.osm.pbf");
pub(crate) const DEMO_NAME: &str = "demo.osm.pbf";

/// Name and bytes of the demo city.
pub fn demo() -> (&'static str, &'static [u8]) {
    (DEMO_NAME, DEMO)
}

/// The tables by which tags and rows of lists are understood.
#[derive(Clone, Debug)]
pub struct BuiltInTables {
    /// What is a facility of which category.
    pub categories: CategoryTable,
    /// Storeys assumed where tags do not tell.
    pub people: PeopleTable,
    digest: Sha256Hex,
}

impl Default for BuiltInTables {
    fn default() -> Self {
        Self {
            categories: CategoryTable::built_in(),
            people: PeopleTable::built_in(),
            digest: Sha256Hex::of(BUILT_IN_TABLES.concat().as_bytes()),
        }
    }
}

impl BuiltInTables {
    /// The tables with categories of several lists, merged in this order: name and text of each.
    ///
    /// # Errors
    /// [`TableError`] naming list, line and id.
    pub fn with_categories(lists: &[(&str, &str)]) -> Result<Self, TableError> {
        // Lengths, so that no two sets of lists have the same bytes.
        let mut text = BUILT_IN_TABLES.concat();
        for part in [BUILT_IN_FORMATS]
            .iter()
            .chain(lists.iter().map(|(_, text)| text))
        {
            text.push_str(&part.len().to_string());
            text.push('\n');
            text.push_str(part);
        }
        Ok(Self {
            categories: CategoryTable::merged(lists)?,
            people: PeopleTable::built_in(),
            digest: Sha256Hex::of(text.as_bytes()),
        })
    }

    /// The same, as the core takes them.
    pub fn as_core(&self) -> Tables<'_> {
        Tables {
            categories: &self.categories,
            people: &self.people,
        }
    }

    /// The digest of what they were made from: networks made with others are refused.
    pub fn digest(&self) -> Sha256Hex {
        self.digest.clone()
    }
}
