//! The tables of `data/` that the library carries along.

use super::{CategoryTable, PeopleTable};

/// The four categories of the default table.
pub(super) const BASIC: &str = include_str!("../../../../data/categories.toml");
/// Every other format that a list can ask for by its id alone.
pub const BUILT_IN_FORMATS: &str = include_str!("../../../../data/formats.toml");
const PEOPLE: &str = include_str!("../../../../data/people.toml");

/// The texts of the tables that are used unasked, of categories and of people: what a digest of them is taken from.
pub const BUILT_IN_TABLES: [&str; 2] = [BASIC, PEOPLE];

/// The lists of categories that can be asked for by name: their names and texts.
///
/// They name formats by their ids; what those are stands in the first one and in `data/formats.toml`.
pub const BUILT_IN_LISTS: [(&str, &str); 3] = [
    ("basic", BASIC),
    ("seed", include_str!("../../../../data/lists/seed.toml")),
    (
        "national",
        include_str!("../../../../data/lists/national.toml"),
    ),
];

impl CategoryTable {
    /// The table in `data/categories.toml`.
    ///
    /// # Panics
    /// Never: the tests read it.
    pub fn built_in() -> Self {
        Self::complete("basic", BASIC).expect("the table in data/ is valid")
    }

    /// The text of a built-in list.
    pub fn built_in_list(name: &str) -> Option<&'static str> {
        let found = BUILT_IN_LISTS.iter().find(|list| list.0 == name);
        found.map(|list| list.1)
    }
}

impl PeopleTable {
    /// The table in `data/people.toml`.
    ///
    /// # Panics
    /// Never: the tests read it.
    pub fn built_in() -> Self {
        Self::parse(PEOPLE).expect("the table in data/ is valid")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_valid() {
        assert!(!CategoryTable::built_in().categories().is_empty());
        PeopleTable::built_in();
        for (name, text) in BUILT_IN_LISTS {
            CategoryTable::merged(&[(name, text)]).unwrap();
        }
    }
}
