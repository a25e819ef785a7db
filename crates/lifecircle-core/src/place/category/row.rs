//! Rows of lists: what their words, codes and names say.

use std::collections::HashMap;

use super::poi::{self, Match, PoiMatcher};
use super::words::{given, plain};
use super::{CategoryMiss, CategorySet, CategoryTable, FormatName};
use crate::message::shown;
use crate::near::Heard;

/// What a row of a list says of what it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowWords<'a> {
    /// Declared categories: ids, names or synonyms.
    pub category: Option<&'a str>,
    /// Codes of types, as `060200`, several separated by `|`.
    pub type_code: Option<&'a str>,
    /// Paths of types, as `购物服务;便民商店/便利店;便民商店/便利店`, several separated by `|`.
    pub type_path: Option<&'a str>,
    /// The name of the place.
    pub name: Option<&'a str>,
    /// The chain that it belongs to.
    pub brand: Option<&'a str>,
}

/// By what a row was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowEvidence {
    /// By its declared words.
    Word,
    /// By the code of its type.
    Code,
    /// By the path of its type.
    Path,
    /// By its type, which needed the name.
    Name,
    /// By the chain alone.
    Brand,
}

/// What a row serves as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowCategories {
    /// At least one category.
    pub set: CategorySet,
    /// How that is known.
    pub by: RowEvidence,
}

/// Words and types of a table made ready to be compared.
#[derive(Clone, Debug)]
pub(super) struct RowIndex {
    /// Every word in plain form with its category, in table order.
    listed: Vec<(Heard, usize)>,
    words: HashMap<String, CategorySet>,
    types: Vec<(PoiMatcher, usize)>,
}

/// What separates several words or types.
const SEPARATORS: [char; 9] = [';', '；', '、', ',', '，', '|', '｜', '/', '\n'];

/// The declared words of a row.
#[derive(Default)]
struct Declared {
    asked: CategorySet,
    not_asked: Option<FormatName>,
    unknown: Option<String>,
}

/// The types of a row.
struct Types {
    codes: Vec<String>,
    paths: Vec<Vec<String>>,
    name: String,
    given: String,
}

impl RowIndex {
    fn of(table: &CategoryTable) -> Self {
        let mut listed = Vec::new();
        let mut types = Vec::new();
        for (position, category) in table.categories().iter().enumerate() {
            let names = [&category.id, &category.en, &category.zh];
            let words = names.into_iter().chain(&category.synonyms);
            let words = words.map(|word| (plain(word), position));
            let words = words.filter(|(word, _)| !word.is_empty());
            listed.extend(words.map(|(word, position)| (Heard::of(word), position)));
            types.extend(category.amap.iter().map(|t| (PoiMatcher::of(t), position)));
        }
        let mut words: HashMap<String, CategorySet> = HashMap::new();
        for (word, position) in &listed {
            let set = words.entry(word.name().to_owned()).or_default();
            *set = set.union(CategorySet::of(*position));
        }
        Self {
            listed,
            words,
            types,
        }
    }
}

impl CategoryTable {
    /// What a row of a list serves as: by its declared words, else by the code of its type, else by its path, some of
    /// which need a word in the name; where nothing of all this is there, by its chain.
    ///
    /// A row that declares a word and has a type is understood by the type only where none of its words is known. A code
    /// that some format takes or leaves out decides, whatever the path says; only that of a whole class leaves it the
    /// word.
    ///
    /// # Errors
    /// [`CategoryMiss`]: which word is unknown, or that the row is of a format that the table has not.
    ///
    /// # Complexity
    /// Linear in the row's texts, times the types of the table.
    pub fn of_row(&self, row: &RowWords) -> Result<RowCategories, CategoryMiss> {
        let declared = given(row.category).map(|text| (self.declared(text), text));
        let mut types = match &declared {
            Some((words, _)) if words.says_something() => return words.decide(self),
            // An export's column of types may stand under the name of categories.
            Some((_, text)) => Types::of(row, Some(text)),
            None => Types::of(row, None),
        };
        if types.codes.iter().any(|code| self.knows_code(code)) {
            types.paths.clear();
        }
        if let Some(found) = self.by_types(&types) {
            return Ok(found);
        }
        let other = Self::known().by_types(&types);
        if let Some(position) = other.and_then(|found| found.set.iter().next()) {
            let category = FormatName::from(&Self::known().categories()[position]);
            return Err(CategoryMiss::NotAsked { category });
        }
        if types.is_known() {
            return Err(CategoryMiss::Outside {
                given: shown(&types.given),
            });
        }
        if let Some((words, _)) = declared {
            return words.decide(self);
        }
        if types.given.is_empty() {
            return self.by_chain(row);
        }
        Err(self.unknown(&types.given))
    }

    fn index(&self) -> &RowIndex {
        self.index.get_or_init(|| RowIndex::of(self))
    }

    /// The words of its categories in plain form, in table order.
    pub(super) fn plain_words(&self) -> impl Iterator<Item = (&Heard, usize)> {
        let listed = self.index().listed.iter();
        listed.map(|(word, position)| (word, *position))
    }

    /// Whether some format, of this table or of all, says of a code that it has it or has it not.
    fn knows_code(&self, code: &str) -> bool {
        let knows = |table: &Self| {
            let types = &table.index().types;
            types.iter().any(|(types, _)| types.names_code(code))
        };
        !poi::is_class(code) && (knows(self) || knows(Self::known()))
    }

    /// What a word means in this table.
    fn meaning(&self, word: &str) -> Option<CategorySet> {
        self.index().words.get(word).copied()
    }

    fn declared(&self, text: &str) -> Declared {
        let mut declared = Declared::default();
        // A name may hold what separates others: 便民商店/便利店.
        if declared.take(self, text) || !paths(text).is_empty() {
            return declared;
        }
        for word in text.split(SEPARATORS).map(str::trim) {
            if !plain(word).is_empty() && !declared.take(self, word) && declared.unknown.is_none() {
                declared.unknown = Some(word.to_owned());
            }
        }
        declared
    }

    fn by_types(&self, types: &Types) -> Option<RowCategories> {
        let by_code = types.codes.iter().flat_map(|code| {
            let each = self.index().types.iter();
            each.filter_map(move |(t, position)| {
                Some((t.matches_code(code, &types.name)?, *position))
            })
        });
        let by_path = types.paths.iter().flat_map(|path| {
            let each = self.index().types.iter();
            each.filter_map(move |(t, position)| {
                Some((t.matches_path(path, &types.name)?, *position))
            })
        });
        let together = |found: Vec<(Match, usize)>, by: RowEvidence| {
            let set: CategorySet = found.iter().map(|&(_, position)| position).collect();
            let needs_name = found.iter().all(|&(how, _)| how == Match::ByName);
            let by = if needs_name { RowEvidence::Name } else { by };
            (!set.is_empty()).then_some(RowCategories { set, by })
        };
        together(by_code.collect(), RowEvidence::Code)
            .or_else(|| together(by_path.collect(), RowEvidence::Path))
    }

    /// What a row that says nothing else is by its chain.
    fn by_chain(&self, row: &RowWords) -> Result<RowCategories, CategoryMiss> {
        if let Some(position) = self.chain_of(row) {
            let set = CategorySet::of(position);
            let by = RowEvidence::Brand;
            return Ok(RowCategories { set, by });
        }
        Err(match Self::known().chain_of(row) {
            Some(position) => CategoryMiss::NotAsked {
                category: FormatName::from(&Self::known().categories()[position]),
            },
            None => CategoryMiss::Missing,
        })
    }

    fn chain_of(&self, row: &RowWords) -> Option<usize> {
        let (brand, name) = (given(row.brand), given(row.name));
        let mut each = self.categories().iter();
        each.position(|category| category.has_chain(brand, name))
    }
}

impl Declared {
    /// Takes a word in, if anything knows it.
    fn take(&mut self, table: &CategoryTable, word: &str) -> bool {
        let plain = plain(word);
        if let Some(set) = table.meaning(&plain) {
            self.asked = self.asked.union(set);
            return true;
        }
        let known = CategoryTable::known();
        let other = known.meaning(&plain).and_then(|set| set.iter().next());
        if let Some(position) = other {
            let first = || FormatName::from(&known.categories()[position]);
            self.not_asked.get_or_insert_with(first);
        }
        other.is_some()
    }

    fn says_something(&self) -> bool {
        !self.asked.is_empty() || self.not_asked.is_some()
    }

    fn decide(&self, table: &CategoryTable) -> Result<RowCategories, CategoryMiss> {
        if let Some(word) = &self.unknown {
            return Err(table.unknown(word));
        }
        match &self.not_asked {
            _ if !self.asked.is_empty() => Ok(RowCategories {
                set: self.asked,
                by: RowEvidence::Word,
            }),
            Some(category) => Err(CategoryMiss::NotAsked {
                category: category.clone(),
            }),
            None => Err(CategoryMiss::Missing),
        }
    }
}

impl Types {
    fn of(row: &RowWords, category: Option<&str>) -> Self {
        let (codes_given, paths_given) = (given(row.type_code), given(row.type_path));
        let code_texts = codes_given.into_iter().chain(category);
        let codes = code_texts.flat_map(|text| text.split(SEPARATORS));
        let codes = codes.filter_map(poi::code);
        let path_texts = paths_given.into_iter().chain(category);
        Self {
            codes: codes.collect(),
            paths: path_texts.flat_map(paths).collect(),
            name: plain(row.name.unwrap_or_default()),
            given: (codes_given.or(paths_given).or(category))
                .unwrap_or_default()
                .to_owned(),
        }
    }

    /// Whether there is a type that the map has.
    fn is_known(&self) -> bool {
        !self.codes.is_empty() || !self.paths.is_empty()
    }
}

/// The paths of the map's in a text, in parts; a class alone is a word.
fn paths(text: &str) -> Vec<Vec<String>> {
    let each = text.split(['|', '｜']).map(poi::parts);
    each.filter(|path| path.len() > 1 && poi::is_path(path))
        .collect()
}
