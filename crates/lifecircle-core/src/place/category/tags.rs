//! The rules that read tags: what an element serves as.

use std::collections::BTreeMap;

use super::raw::{NameRule, Rebrand, Rules};
use super::{Category, CategorySet, CategoryTable};
use crate::osm::{Key, PlaceFilter, Reading, Tags, lifecycle, list, name};

/// The tags of an element, of which the table's keys can be looked up.
type TableTags<'a> = Reading<'a, String>;

/// Keys that say what an element mainly is; where one has another value, its name does not decide.
const MAIN_KEYS: [&str; 17] = [
    "shop",
    "amenity",
    "office",
    "craft",
    "tourism",
    "leisure",
    "healthcare",
    "railway",
    "public_transport",
    "highway",
    "man_made",
    "route",
    "boundary",
    "place",
    "natural",
    "waterway",
    "historic",
];
/// Keys of names and chains.
const NAME_KEYS: [Key; 4] = ["name", "name:zh", "brand", "brand:wikidata"];
/// Keys by which a name alone may make a facility.
const NAMING: [Key; 3] = ["shop", "name", "name:zh"];

/// Every key that an entry of the table, or the way in which tables are read, looks up.
pub(super) fn keys(categories: &[Category], rules: &Rules) -> Vec<String> {
    let accept = categories.iter().flat_map(Category::keys);
    let named = rules.names.iter().filter_map(|rule| rule.on_tag.as_ref());
    let rebranded = rules.rebrands.iter().map(|rule| &rule.on_tag);
    let downgraded = rules.downgrades.iter().map(|rule| &rule.on_tag);
    let on_tag = named.chain(rebranded).chain(downgraded);
    let needs = rules.names.iter().flat_map(|rule| &rule.needs);
    let needed = needs.map(|need| need.split_once('=').map_or(need.as_str(), |pair| pair.0));
    let fixed = MAIN_KEYS.iter().chain(&NAME_KEYS).map(ToString::to_string);
    let mut keys: Vec<String> = accept
        .chain(on_tag.flat_map(BTreeMap::keys))
        .cloned()
        .chain(needed.map(str::to_owned))
        .chain(fixed)
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

impl Category {
    fn keys(&self) -> impl Iterator<Item = &String> {
        self.accept.iter().flat_map(BTreeMap::keys)
    }
}

impl CategoryTable {
    /// What an element with these tags serves as, its footprint and date aside (walking model §4.7).
    pub fn classify(&self, tags: Tags) -> CategorySet {
        let tags = tags.reading(&self.keys);
        let accepted = |c: &Category| c.accept.iter().any(|rule| accepts(rule, tags));
        let by_tag = (0..self.categories.len()).filter(|&i| accepted(&self.categories[i]));
        let set = by_tag.fold(CategorySet::default(), |set, i| {
            set.union(CategorySet::of(i))
        });
        self.by_name(tags, set)
    }

    /// Whether a tag makes it something that its name denies: it counts, but on thin grounds.
    pub fn is_denied_by_name(&self, set: CategorySet, tags: Tags) -> bool {
        name::of_place(tags).is_some_and(|n| {
            set.iter()
                .any(|i| contains_any(n, &self.categories[i].reject_names))
        })
    }

    /// What the tag says, changed by what the name decides.
    fn by_name(&self, tags: TableTags, by_tag: CategorySet) -> CategorySet {
        let vague = main_tag_says_nothing(tags);
        let mut set = by_tag;
        let Some(name) = name::of_place(tags.tags()) else {
            return self.by_brand(tags, set, vague);
        };
        if self
            .categories
            .iter()
            .any(|c| contains_any(name, &c.reject_names))
        {
            return set;
        }
        for (rule, category) in &self.names {
            let on_tag = rule.on_tag.as_ref().is_some_and(|tag| accepts(tag, tags));
            let says = contains_any(name, &rule.contains) && !contains_any(name, &rule.unless);
            if !says || !(vague || on_tag) || !rule.has_needed(tags) {
                continue;
            }
            if rule.replaces {
                set = set.without(by_tag);
            }
            set = set.union(CategorySet::of(*category));
            if !rule.also {
                break;
            }
        }
        self.by_brand(tags, set, vague)
    }

    /// Where neither tag nor name said anything, the chain does.
    fn by_brand(&self, tags: TableTags, set: CategorySet, vague: bool) -> CategorySet {
        let rebranded = |(rule, category): &&(Rebrand, usize)| {
            accepts(&rule.on_tag, tags) && self.is_brand_of(*category, tags)
        };
        if let Some((_, category)) = self.rebrands.iter().find(rebranded) {
            return CategorySet::of(*category);
        }
        if !vague || !set.is_empty() || !tags.has("shop") {
            return set;
        }
        let brand = (0..self.categories.len()).find(|&i| self.is_brand_of(i, tags));
        brand.map_or(set, CategorySet::of)
    }

    fn is_brand_of(&self, category: usize, tags: TableTags) -> bool {
        self.categories[category].brands.iter().any(|brand| {
            tags.is("brand", brand)
                || name::of_place(tags.tags()).is_some_and(|name| begins_with_brand(name, brand))
        })
    }

    /// What a place of `area_m2` also serves as because it is small and no chain; such a place is doubtful.
    pub fn downgrade(&self, set: CategorySet, tags: Tags, area_m2: f64) -> CategorySet {
        let tags = tags.reading(&self.keys);
        let mut also = CategorySet::default();
        for (rule, from, to) in &self.downgrades {
            let small = area_m2 < rule.below_m2 && accepts(&rule.on_tag, tags);
            let chain =
                tags.has("brand") || tags.has("brand:wikidata") || self.is_brand_of(*from, tags);
            if small && set.meets(CategorySet::of(*from)) && !chain {
                also = also.union(CategorySet::of(*to));
            }
        }
        also.without(set)
    }
}

impl NameRule {
    fn has_needed(&self, tags: TableTags) -> bool {
        let present = |need: &String| match need.split_once('=') {
            Some((key, "*")) => tags.has(key),
            Some((key, value)) => tags.is(key, value),
            None => tags.has(need),
        };
        self.needs.is_empty() || self.needs.iter().any(present)
    }
}

/// What may follow a chain's name in the name of one of its shops.
const AFTER_BRAND: [&str; 8] = ["(", "（", " ", "·", "-", "便利", "超市", "店"];

/// `罗森`, `罗森(三里桥店)`, `罗森便利店`; not `罗森堡家具`.
pub(super) fn begins_with_brand(name: &str, brand: &str) -> bool {
    let Some(rest) = name.strip_prefix(brand) else {
        return false;
    };
    rest.is_empty() || AFTER_BRAND.iter().any(|after| rest.starts_with(after))
}

fn contains_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

fn accepts(rule: &BTreeMap<String, String>, tags: TableTags) -> bool {
    rule.iter().all(|(key, wanted)| {
        let Some(value) = tags.get(key) else {
            return false;
        };
        if wanted == "*" {
            return true;
        }
        match key.as_str() {
            "brand" | "name" => wanted.split('|').any(|w| value.contains(w)),
            _ => list(value).any(|v| wanted.split('|').any(|w| v == w)),
        }
    })
}

/// Whether the main tag is absent, `yes` or `general`, and was never anything else.
fn main_tag_says_nothing(tags: TableTags) -> bool {
    let vague = |value: &str| matches!(value, "yes" | "general");
    let silent = |key: &str| {
        tags.get(key)
            .is_none_or(|value| key == "shop" && vague(value))
    };
    MAIN_KEYS.iter().all(|key| silent(key)) && !lifecycle::has_former_use(tags.tags())
}

impl PlaceFilter for CategoryTable {
    fn keys(&self) -> &[String] {
        &self.keys
    }

    fn trigger_keys(&self) -> Vec<String> {
        let accept = self.categories.iter().flat_map(Category::keys);
        accept.cloned().chain(NAMING.map(str::to_owned)).collect()
    }

    fn is_candidate(&self, tags: Tags) -> bool {
        !self.classify(tags).is_empty()
    }

    fn categories_of(&self, tags: Tags, date_s: Option<i64>) -> Vec<usize> {
        if lifecycle::is_gone(tags, date_s) {
            return Vec::new();
        }
        self.classify(tags).iter().collect()
    }
}
