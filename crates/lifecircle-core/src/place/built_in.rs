//! The tables of `data/` that the library carries along.

use super::{CategoryTable, PeopleTable};

/// The texts of the built-in tables, of categories and of people: what a digest of them is taken from.
pub const BUILT_IN_TABLES: [&str; 2] = [
    include_str!("../../../../data/categories.toml"),
    include_str!("../../../../data/people.toml"),
];

impl CategoryTable {
    /// The table in `data/categories.toml`.
    ///
    /// # Panics
    /// Never: the tests read it.
    pub fn built_in() -> Self {
        Self::parse(BUILT_IN_TABLES[0]).expect("the table in data/ is valid")
    }
}

impl PeopleTable {
    /// The table in `data/people.toml`.
    ///
    /// # Panics
    /// Never: the tests read it.
    pub fn built_in() -> Self {
        Self::parse(BUILT_IN_TABLES[1]).expect("the table in data/ is valid")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_valid() {
        assert!(!CategoryTable::built_in().categories().is_empty());
        PeopleTable::built_in();
    }
}
