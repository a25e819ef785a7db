//! What the library carries along: the demo city, the tables of categories and people.

use lifecircle_core::assemble::Tables;
use lifecircle_core::place::{BUILT_IN_TABLES, CategoryTable, PeopleTable};
use lifecircle_io::write::Sha256Hex;

/// The demo city, a synthetic one.
pub(crate) const DEMO: &[u8] = include_bytes!("../../../data/demo.osm.pbf");
pub(crate) const DEMO_NAME: &str = "demo.osm.pbf";

/// Name and bytes of the demo city.
pub fn demo() -> (&'static str, &'static [u8]) {
    (DEMO_NAME, DEMO)
}

/// The tables by which tags are understood.
#[derive(Debug)]
pub struct BuiltInTables {
    /// What is a facility of which category.
    pub categories: CategoryTable,
    /// Storeys assumed where tags do not tell.
    pub people: PeopleTable,
}

impl Default for BuiltInTables {
    fn default() -> Self {
        Self {
            categories: CategoryTable::built_in(),
            people: PeopleTable::built_in(),
        }
    }
}

impl BuiltInTables {
    /// The same, as the core takes them.
    pub fn as_core(&self) -> Tables<'_> {
        Tables {
            categories: &self.categories,
            people: &self.people,
        }
    }

    /// The digest of both: networks made with others are refused.
    pub fn digest() -> Sha256Hex {
        Sha256Hex::of(BUILT_IN_TABLES.concat().as_bytes())
    }
}
