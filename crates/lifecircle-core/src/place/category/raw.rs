//! The shape of a list of categories as TOML.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Class, PoiTypes, Staffing};

/// A whole text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    #[serde(default)]
    pub(super) list: RawList,
    pub(super) category: Vec<RawCategory>,
    #[serde(default)]
    pub(super) name: Vec<NameRule>,
    #[serde(default)]
    pub(super) rebrand: Vec<Rebrand>,
    #[serde(default)]
    pub(super) downgrade: Vec<Downgrade>,
}

/// What the list is.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawList {
    pub(super) version: Option<String>,
    pub(super) en: Option<String>,
    pub(super) zh: Option<String>,
    pub(super) sources: BTreeMap<String, String>,
}

/// A category, or what a later list says of one; fields ending in `_more` are added to what there is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCategory {
    pub(super) id: Spanned<String>,
    pub(super) en: Option<String>,
    pub(super) zh: Option<String>,
    pub(super) class: Option<Class>,
    pub(super) staffing: Option<Staffing>,
    pub(super) source: Option<String>,
    pub(super) people_per_outlet: Option<u64>,
    pub(super) synonyms: Option<Vec<String>>,
    #[serde(default)]
    pub(super) synonyms_more: Vec<String>,
    pub(super) accept: Option<Vec<BTreeMap<String, String>>>,
    #[serde(default)]
    pub(super) accept_more: Vec<BTreeMap<String, String>>,
    pub(super) reject_names: Option<Vec<String>>,
    #[serde(default)]
    pub(super) reject_names_more: Vec<String>,
    pub(super) brands: Option<Vec<String>>,
    #[serde(default)]
    pub(super) brands_more: Vec<String>,
    pub(super) amap: Option<Vec<PoiTypes>>,
    #[serde(default)]
    pub(super) amap_more: Vec<PoiTypes>,
}

/// What a name decides.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub(super) struct NameRule {
    pub(super) contains: Vec<String>,
    #[serde(default)]
    pub(super) unless: Vec<String>,
    pub(super) category: Spanned<String>,
    pub(super) on_tag: Option<BTreeMap<String, String>>,
    #[serde(default)]
    pub(super) needs: Vec<String>,
    #[serde(default)]
    pub(super) also: bool,
    #[serde(default)]
    pub(super) replaces: bool,
}

/// A chain of a category on an element of another.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub(super) struct Rebrand {
    pub(super) category: Spanned<String>,
    pub(super) on_tag: BTreeMap<String, String>,
}

/// What a small place also serves as.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub(super) struct Downgrade {
    pub(super) category: Spanned<String>,
    pub(super) also: Spanned<String>,
    pub(super) on_tag: BTreeMap<String, String>,
    pub(super) below_m2: f64,
}

/// Rules of all three kinds, first ones first.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    pub(super) names: Vec<NameRule>,
    pub(super) rebrands: Vec<Rebrand>,
    pub(super) downgrades: Vec<Downgrade>,
}

impl Rules {
    /// The ids of categories that the rules name, where they stand in the text.
    pub(super) fn named(&self) -> impl Iterator<Item = &Spanned<String>> {
        let names = self.names.iter().map(|rule| &rule.category);
        let rebrands = self.rebrands.iter().map(|rule| &rule.category);
        let downgrades = self.downgrades.iter();
        let downgraded = downgrades.flat_map(|rule| [&rule.category, &rule.also]);
        names.chain(rebrands).chain(downgraded)
    }

    /// These rules, then those of `later` that are not among them and name only what is `there`.
    pub(super) fn then(&mut self, later: &Self, there: impl Fn(&str) -> bool) {
        fn add<T: Clone + PartialEq>(to: &mut Vec<T>, from: &[T], wanted: impl Fn(&T) -> bool) {
            let new: Vec<T> = from.iter().filter(|&rule| wanted(rule)).cloned().collect();
            let new = new
                .into_iter()
                .filter(|rule| !to.contains(rule))
                .collect::<Vec<_>>();
            to.extend(new);
        }
        add(&mut self.names, &later.names, |rule| {
            there(rule.category.get_ref())
        });
        add(&mut self.rebrands, &later.rebrands, |rule| {
            there(rule.category.get_ref())
        });
        add(&mut self.downgrades, &later.downgrades, |rule| {
            there(rule.category.get_ref()) && there(rule.also.get_ref())
        });
    }
}
