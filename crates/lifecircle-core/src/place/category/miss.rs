//! Why a row of a list is of no category of the table.

use std::fmt;

use super::words::plain;
use super::{Category, CategoryTable};
use crate::coded;
use crate::message::shown;
use crate::near::Heard;

/// How a category is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatName {
    /// Its id.
    pub id: String,
    /// English name.
    pub en: String,
    /// Chinese name.
    pub zh: String,
}

impl From<&Category> for FormatName {
    fn from(category: &Category) -> Self {
        Self {
            id: category.id.clone(),
            en: category.en.clone(),
            zh: category.zh.clone(),
        }
    }
}

impl fmt::Display for FormatName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.id, self.en)
    }
}

/// Why a row has no category of the table in use.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CategoryMiss {
    /// It is of a format that the table in use has not: nothing is wrong with it.
    #[error("is a {category}, which the table in use has not")]
    NotAsked {
        /// Which.
        category: FormatName,
    },
    /// The map's type is known, and of no format at all: nothing is wrong with it.
    #[error("type `{given}` is of no format")]
    Outside {
        /// The type as given.
        given: String,
    },
    /// A word that means nothing, but almost.
    #[error("no category `{given}`; did you mean {}?", said(near))]
    Near {
        /// What the row says.
        given: String,
        /// What is near it, the nearest first.
        near: Vec<FormatName>,
    },
    /// A word that means nothing.
    #[error("no category `{given}`; the table has: {}", ids(known))]
    Unknown {
        /// What the row says.
        given: String,
        /// What there is.
        known: Vec<FormatName>,
    },
    /// The row says nothing.
    #[error("category is empty")]
    Missing,
}

coded!(CategoryMiss {
    Self::NotAsked { category } => "category-not-asked" {
        category: &category.id, en: &category.en, zh: &category.zh,
    }
    Self::Outside { given } => "category-outside" { given: given }
    Self::Near { given, near } => "category-near" {
        given: given, near: said(near), near_zh: said_zh(near),
    }
    Self::Unknown { given, known } => "category-unknown" {
        given: given, known: ids(known), known_zh: said_zh(known),
    }
    Self::Missing => "category-missing" {}
});

impl CategoryMiss {
    /// Whether the row is fine and only not asked for: such rows are counted apart from mistakes.
    pub fn is_of_other_kind(&self) -> bool {
        matches!(self, Self::NotAsked { .. } | Self::Outside { .. })
    }
}

fn said(names: &[FormatName]) -> String {
    let each: Vec<String> = names.iter().map(ToString::to_string).collect();
    each.join(", ")
}

fn said_zh(names: &[FormatName]) -> String {
    let each: Vec<&str> = names.iter().map(|name| name.zh.as_str()).collect();
    each.join("、")
}

fn ids(names: &[FormatName]) -> String {
    let each: Vec<&str> = names.iter().map(|name| name.id.as_str()).collect();
    each.join(", ")
}

/// How many near categories are told.
const TOLD: usize = 3;
/// A longer text is no word.
const LONGEST: usize = 40;

impl CategoryTable {
    /// The miss of a word that names no format: with what is near it, in either language.
    ///
    /// # Complexity
    /// Linear in the words of the table, times the length of the word.
    pub fn unknown(&self, given: &str) -> CategoryMiss {
        let near = self.near(plain(given));
        let given = shown(given);
        if near.is_empty() {
            let known = self.categories().iter().map(FormatName::from).collect();
            CategoryMiss::Unknown { given, known }
        } else {
            CategoryMiss::Near { given, near }
        }
    }

    /// The categories that a plain word may mean, the nearest first.
    fn near(&self, given: String) -> Vec<FormatName> {
        let given = Heard::of(given);
        let length = given.name().chars().count();
        if length == 0 || length > LONGEST {
            return Vec::new();
        }
        let near = |(word, at): (&Heard, usize)| Some((given.farness(word)?, at));
        let mut found: Vec<(u32, usize)> = self.plain_words().filter_map(near).collect();
        if found.is_empty() && !given.name().is_ascii() {
            let alike = |(word, _): &(&Heard, usize)| share_characters(given.name(), word.name());
            let alike = self.plain_words().filter(alike);
            found = alike
                .map(|(word, at)| (given.difference(word), at))
                .collect();
        }
        found.sort_by_key(|&(farness, _)| farness);
        let mut names: Vec<FormatName> = Vec::new();
        for (_, at) in found {
            let category = &self.categories()[at];
            if names.len() < TOLD && names.iter().all(|name| name.id != category.id) {
                names.push(FormatName::from(category));
            }
        }
        names
    }
}

/// Whether half of the characters of two words, of both together, are the same: in Chinese one typed wrong is often
/// half of a word.
fn share_characters(a: &str, b: &str) -> bool {
    let mut rest: Vec<char> = b.chars().collect();
    let all = a.chars().count() + rest.len();
    let common = a.chars().filter(|c| {
        let at = rest.iter().position(|other| other == c);
        at.map(|at| rest.swap_remove(at)).is_some()
    });
    let common = common.count();
    common > 0 && 4 * common >= all
}
