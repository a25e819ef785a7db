//! The category table: tags, names, words and codes of lists → what a facility serves as. Data, not code.

mod chains;
mod error;
mod lists;
mod miss;
mod poi;
mod raw;
mod row;
mod set;
mod tags;
mod words;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use serde::Deserialize;

pub use error::TableError;
pub use miss::{CategoryMiss, FormatName};
pub use poi::PoiTypes;
pub use row::{RowCategories, RowEvidence, RowWords};
pub use set::CategorySet;

use raw::{Downgrade, NameRule, Rebrand};
use row::RowIndex;

/// What kind of format a category is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// 基本保障类: what daily life needs.
    Basic,
    /// 品质提升类: what makes it better.
    Quality,
    /// A device without staff: counted apart from outlets.
    Device,
    /// Care of the old and the young.
    Care,
}

impl Class {
    /// The word for it in data and outputs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Quality => "quality",
            Self::Device => "device",
            Self::Care => "care",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Whether somebody serves at a kind of facility.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum Staffing {
    /// Somebody does.
    Staffed,
    /// A machine that sells, which may stand in a shop.
    Machine,
    /// A locker that parcels wait in, which may stand in a shop.
    Locker,
    /// Nobody, whatever else the place serves as.
    Unstaffed,
}

impl Staffing {
    /// The word for it in data and outputs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Staffed => "staffed",
            Self::Machine => "machine",
            Self::Locker => "locker",
            Self::Unstaffed => "unstaffed",
        }
    }
}

/// One kind of facility.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Category {
    /// Its id, as rules name it.
    pub id: String,
    /// English name.
    pub en: String,
    /// Chinese name.
    pub zh: String,
    /// Other words for it, in any language.
    pub synonyms: Vec<String>,
    /// Its class in the last list that names one.
    pub class: Option<Class>,
    /// Whether somebody serves there, if a list says; else its class tells.
    pub staffing: Option<Staffing>,
    /// The lists that have it, in the order given.
    pub listed: Vec<Listing>,
    /// People one outlet plausibly serves.
    pub people_per_outlet: Option<u64>,
    /// Tags that make an element one of the kind: any of these, and inside one every key.
    pub accept: Vec<BTreeMap<String, String>>,
    /// A name that contains one of these decides nothing.
    pub reject_names: Vec<String>,
    /// Its chains.
    pub brands: Vec<String>,
    /// Types of points of interest, as `AMap` (高德) gives them.
    pub amap: Vec<PoiTypes>,
}

impl Category {
    /// Whether somebody serves there: as its list says, else nobody where it is a device.
    pub fn staffing(&self) -> Staffing {
        let by_class = match self.class {
            Some(Class::Device) => Staffing::Machine,
            _ => Staffing::Staffed,
        };
        self.staffing.unwrap_or(by_class)
    }
}

/// That a list has a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The name of the list.
    pub list: String,
    /// Its class there.
    pub class: Option<Class>,
    /// From which of the list's sources that is known.
    pub source: Option<String>,
}

/// A list that a table was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CategoryList {
    /// The name under which it was given.
    pub name: String,
    /// Its version or date.
    pub version: Option<String>,
    /// English title, may be empty.
    pub en: String,
    /// Chinese title, may be empty.
    pub zh: String,
    /// Where its entries are from, by short name.
    pub sources: BTreeMap<String, String>,
}

/// All categories, and how elements and rows of lists are assigned to them.
#[derive(Clone, Debug)]
pub struct CategoryTable {
    lists: Vec<CategoryList>,
    categories: Vec<Category>,
    names: Vec<(NameRule, usize)>,
    rebrands: Vec<(Rebrand, usize)>,
    downgrades: Vec<(Downgrade, usize, usize)>,
    /// Every key that is looked up, sorted.
    keys: Vec<String>,
    /// Made at the first row of a list.
    index: OnceLock<RowIndex>,
}

impl CategoryTable {
    /// The categories in table order.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// The lists that it was made from, in the order given.
    pub fn lists(&self) -> &[CategoryList] {
        &self.lists
    }

    /// All of its categories.
    pub fn all(&self) -> CategorySet {
        (0..self.categories.len()).collect()
    }

    /// The position of a category.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.categories.iter().position(|c| c.id == id)
    }

    /// The ids of a set, in table order.
    pub fn ids(&self, set: CategorySet) -> Vec<&str> {
        set.iter().map(|i| self.categories[i].id.as_str()).collect()
    }
}

#[cfg(test)]
#[path = "category_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "category_docs_tests.rs"]
mod docs_tests;
