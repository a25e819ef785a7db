//! Several lists as one table: merged by id.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::raw::{Raw, RawCategory, Rules};
use super::{Category, CategoryList, CategorySet, CategoryTable, Listing, TableError};
use crate::place::built_in::{BASIC, BUILT_IN_FORMATS};
use crate::{TomlFault, place_in_text};

/// Categories and rules before they refer to each other by position.
#[derive(Clone, Debug, Default)]
struct Draft {
    lists: Vec<CategoryList>,
    categories: Vec<Category>,
    rules: Rules,
}

impl CategoryTable {
    /// Reads a table that is complete in itself.
    ///
    /// # Errors
    /// [`TableError`] with line and column where the text is at fault.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        Self::complete("categories", text)
    }

    /// The same, known as some list.
    pub(in crate::place) fn complete(list: &str, text: &str) -> Result<Self, TableError> {
        Self::read(&[(list, text)], None)
    }

    /// Merges lists, each with the name under which errors and [`Category::listed`] know it.
    ///
    /// A category of an id that stands in an earlier list keeps what the later one does not give; a later field
    /// replaces an earlier one, and a field that ends in `_more` adds to it. An id that no earlier list has begins as
    /// the built-in format of that id, if there is one, with the rules on names that belong to it; else it needs both
    /// names. Rules on names of later lists come before those of earlier ones.
    ///
    /// # Errors
    /// [`TableError`] naming list, line and id.
    ///
    /// # Complexity
    /// Linear in the texts, times the number of categories.
    pub fn merged(lists: &[(&str, &str)]) -> Result<Self, TableError> {
        Self::read(lists, Some(built_in_formats()))
    }

    /// Every built-in format, in or out of the table in use: what a word can mean at all.
    pub(super) fn known() -> &'static Self {
        static KNOWN: OnceLock<CategoryTable> = OnceLock::new();
        KNOWN.get_or_init(|| Self::of(built_in_formats().clone()))
    }

    fn read(lists: &[(&str, &str)], base: Option<&Draft>) -> Result<Self, TableError> {
        let mut draft = Draft::default();
        for &(list, text) in lists {
            draft.add(list, text, base)?;
        }
        if draft.categories.len() > CategorySet::CAPACITY {
            return Err(TableError::TooMany(draft.categories.len()));
        }
        if let Some(base) = base {
            let categories = &draft.categories;
            let there = |id: &str| categories.iter().any(|c| c.id == id);
            draft.rules.then(&base.rules, there);
        }
        Ok(Self::of(draft))
    }

    /// The table of a draft whose rules name only categories that it has.
    fn of(draft: Draft) -> Self {
        let keys = super::tags::keys(&draft.categories, &draft.rules);
        let categories = draft.categories;
        let find = |id: &str| categories.iter().position(|c| c.id == id).unwrap_or(0);
        let Rules {
            names,
            rebrands,
            downgrades,
        } = draft.rules;
        let names = names.into_iter().map(|rule| {
            let category = find(rule.category.get_ref());
            (rule, category)
        });
        let rebrands = rebrands.into_iter().map(|rule| {
            let category = find(rule.category.get_ref());
            (rule, category)
        });
        let downgrades = downgrades.into_iter().map(|rule| {
            let (from, to) = (find(rule.category.get_ref()), find(rule.also.get_ref()));
            (rule, from, to)
        });
        Self {
            names: names.collect(),
            rebrands: rebrands.collect(),
            downgrades: downgrades.collect(),
            lists: draft.lists,
            categories,
            keys,
            index: OnceLock::new(),
        }
    }
}

/// The definitions of all built-in formats.
fn built_in_formats() -> &'static Draft {
    static FORMATS_DRAFT: OnceLock<Draft> = OnceLock::new();
    FORMATS_DRAFT.get_or_init(|| {
        let read = |text| {
            let mut draft = Draft::default();
            let added = draft.add("formats", text, None);
            debug_assert!(added.is_ok(), "{added:?}");
            draft
        };
        let (mut all, formats) = (read(BASIC), read(BUILT_IN_FORMATS));
        all.categories.extend(formats.categories);
        all.rules.then(&formats.rules, |_| true);
        for category in &mut all.categories {
            category.listed.clear();
        }
        all.lists.clear();
        all
    })
}

impl Draft {
    fn add(&mut self, list: &str, text: &str, base: Option<&Self>) -> Result<(), TableError> {
        let raw: Raw = toml::from_str(text).map_err(|e| TableError::Syntax {
            list: list.to_owned(),
            fault: TomlFault::of(text, &e),
        })?;
        let header = CategoryList {
            name: list.to_owned(),
            version: raw.list.version,
            en: raw.list.en.unwrap_or_default(),
            zh: raw.list.zh.unwrap_or_default(),
            sources: raw.list.sources,
        };
        let mut seen = BTreeSet::new();
        for entry in raw.category {
            let entry = Entry {
                line: place_in_text(text, entry.id.span().start).0,
                list: &header,
                raw: entry,
            };
            if !seen.insert(entry.raw.id.get_ref().clone()) {
                return Err(entry.repeated());
            }
            self.take(entry, base)?;
        }
        let mut rules = Rules {
            names: raw.name,
            rebrands: raw.rebrand,
            downgrades: raw.downgrade,
        };
        if let Some(stray) = rules
            .named()
            .find(|id| self.position(id.get_ref()).is_none())
        {
            return Err(TableError::Unknown {
                list: list.to_owned(),
                line: place_in_text(text, stray.span().start).0,
                category: stray.get_ref().clone(),
            });
        }
        rules.then(&self.rules, |_| true);
        self.rules = rules;
        self.lists.push(header);
        Ok(())
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.categories.iter().position(|c| c.id == id)
    }

    fn take(&mut self, entry: Entry, base: Option<&Self>) -> Result<(), TableError> {
        entry.check()?;
        let id = entry.raw.id.get_ref();
        let at = if let Some(at) = self.position(id) {
            at
        } else {
            let known = base.and_then(|base| Some(&base.categories[base.position(id)?]));
            let first = known.cloned().map_or_else(|| entry.new_category(), Ok)?;
            self.categories.push(first);
            self.categories.len() - 1
        };
        entry.change(&mut self.categories[at]);
        Ok(())
    }
}

/// An entry of a list, and where it stands.
struct Entry<'a> {
    list: &'a CategoryList,
    line: u64,
    raw: RawCategory,
}

impl Entry<'_> {
    fn list(&self) -> String {
        self.list.name.clone()
    }

    fn id(&self) -> String {
        self.raw.id.get_ref().clone()
    }

    fn repeated(&self) -> TableError {
        TableError::Repeated {
            list: self.list(),
            line: self.line,
            category: self.id(),
        }
    }

    /// What can be wrong with an entry in itself.
    fn check(&self) -> Result<(), TableError> {
        let types = self.raw.amap.iter().flatten().chain(&self.raw.amap_more);
        let mut codes = types.flat_map(|t| t.codes.iter().chain(&t.except));
        let is_code = |code: &&String| {
            (2..=6).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit())
        };
        if let Some(code) = codes.find(|code| !is_code(code)) {
            return Err(TableError::BadCode {
                list: self.list(),
                line: self.line,
                category: self.id(),
                code: code.clone(),
            });
        }
        match &self.raw.source {
            Some(source) if !self.list.sources.contains_key(source) => Err(TableError::NoSource {
                list: self.list(),
                line: self.line,
                category: self.id(),
                source_id: source.clone(),
            }),
            _ => Ok(()),
        }
    }

    /// A category that nobody knew before.
    fn new_category(&self) -> Result<Category, TableError> {
        for (field, value) in [("en", &self.raw.en), ("zh", &self.raw.zh)] {
            if value.is_none() {
                return Err(TableError::NoName {
                    list: self.list(),
                    line: self.line,
                    category: self.id(),
                    field: field.to_owned(),
                });
            }
        }
        Ok(Category {
            id: self.id(),
            ..Category::default()
        })
    }

    /// What the entry says of its category.
    fn change(self, category: &mut Category) {
        fn replace<T>(old: &mut Vec<T>, new: Option<Vec<T>>, more: Vec<T>) {
            if let Some(new) = new {
                *old = new;
            }
            old.extend(more);
        }
        let raw = self.raw;
        category.en = raw.en.unwrap_or(std::mem::take(&mut category.en));
        category.zh = raw.zh.unwrap_or(std::mem::take(&mut category.zh));
        category.class = raw.class.or(category.class);
        category.staffing = raw.staffing.or(category.staffing);
        category.people_per_outlet = raw.people_per_outlet.or(category.people_per_outlet);
        replace(&mut category.synonyms, raw.synonyms, raw.synonyms_more);
        replace(&mut category.accept, raw.accept, raw.accept_more);
        replace(
            &mut category.reject_names,
            raw.reject_names,
            raw.reject_names_more,
        );
        replace(&mut category.brands, raw.brands, raw.brands_more);
        replace(&mut category.amap, raw.amap, raw.amap_more);
        category.listed.push(Listing {
            list: self.list.name.clone(),
            class: category.class,
            source: raw.source,
        });
    }
}
