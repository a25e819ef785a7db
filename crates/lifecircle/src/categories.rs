//! The categories that a city is asked for by: built-in lists and files of the user's, merged.

use std::path::Path;

use lifecircle_core::near::near;
use lifecircle_core::place::{BUILT_IN_LISTS, CategoryTable};
use lifecircle_io::cache::FileNote;
use lifecircle_io::read;

use crate::options::note;
use crate::tables::BuiltInTables;
use crate::{CityOptions, Error};

/// The list that all others add to.
const BASE: &str = BUILT_IN_LISTS[0].0;

/// The names of the built-in lists of categories; the first is in every table.
pub fn category_lists() -> impl ExactSizeIterator<Item = &'static str> {
    BUILT_IN_LISTS.iter().map(|list| list.0)
}

impl CityOptions {
    /// The table of categories.
    ///
    /// # Errors
    /// [`Error::NoCategoryList`], [`Error::Categories`], or why a file cannot be read.
    pub fn category_table(&self) -> Result<CategoryTable, Error> {
        Ok(tables(&self.categories)?.0.categories)
    }
}

/// The tables of some lists, and what a manifest tells of the user's own among them.
pub(crate) fn tables(lists: &[String]) -> Result<(BuiltInTables, Vec<FileNote>), Error> {
    if lists.is_empty() {
        return Ok((BuiltInTables::default(), Vec::new()));
    }
    let mut texts = vec![(BASE, text(BASE)?.0)];
    let mut notes = Vec::new();
    for list in lists.iter().filter(|list| *list != BASE) {
        let (text, note) = text(list)?;
        texts.push((list, text));
        notes.extend(note);
    }
    let merged: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let tables = BuiltInTables::with_categories(&merged).map_err(Error::Categories)?;
    Ok((tables, notes))
}

/// The text of a list, and the note of a file.
fn text(list: &str) -> Result<(String, Option<FileNote>), Error> {
    if let Some(text) = CategoryTable::built_in_list(list) {
        return Ok((text.to_owned(), None));
    }
    let file = Path::new(list);
    if !list.contains(['/', '\\', '.']) && !file.exists() {
        let nearest = near(list, category_lists(), 1);
        return Err(Error::NoCategoryList {
            name: list.to_owned(),
            nearest: nearest.first().map(ToString::to_string),
            known: category_lists().collect(),
        });
    }
    Ok((read::text(file)?, Some(note(file)?)))
}
