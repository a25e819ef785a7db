//! Rule packs: what a home is tested on. Data, not code.

use serde::Deserialize;

use crate::metric::Unit;
use crate::place::{CategorySet, CategoryTable};
use crate::{TomlFault, coded};

/// How far a facility may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Milliseconds of walking.
    TimeMs(u32),
    /// Millimetres of walking.
    LengthMm(u32),
}

impl Limit {
    /// The unit that decides.
    pub fn unit(self) -> Unit {
        match self {
            Self::TimeMs(_) => Unit::Time,
            Self::LengthMm(_) => Unit::Length,
        }
    }

    /// The number in that unit.
    pub fn value(self) -> u32 {
        match self {
            Self::TimeMs(value) | Self::LengthMm(value) => value,
        }
    }

    /// The number scaled to `percent`, rounded down.
    pub fn scaled(self, percent: u32) -> u32 {
        let scaled = u64::from(self.value()) * u64::from(percent) / 100;
        u32::try_from(scaled).unwrap_or(u32::MAX)
    }
}

/// One rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its id, a prefix of column names.
    pub id: String,
    /// English name.
    pub en: String,
    /// Chinese name.
    pub zh: String,
    /// Any of these categories serve.
    pub categories: CategorySet,
    /// How far they may be, inclusive.
    pub limit: Limit,
    /// So many distinct facilities must be within the limit.
    pub min_count: u32,
    /// What its author weighs it by among the rules of the pack: noted in the manifest for whoever sums up by
    /// weight. No share here does.
    pub weight: f64,
}

/// A set of rules that a home is tested on together.
///
/// ```
/// use lifecircle_core::RulePack;
/// use lifecircle_core::place::CategoryTable;
/// use lifecircle_core::rules::{Limit, RuleError};
///
/// let text = r#"
///     id = "market"
///     [[rule]]
///     id = "market"
///     categories = ["market"]
///     minutes = 10
/// "#;
/// let pack = RulePack::parse(text, &CategoryTable::built_in())?;
/// assert_eq!(pack.rules[0].limit, Limit::TimeMs(600_000));
/// # Ok::<(), RuleError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RulePack {
    /// Its id.
    pub id: String,
    /// English name.
    pub en: String,
    /// Chinese name.
    pub zh: String,
    /// Its rules.
    pub rules: Vec<Rule>,
}

/// Why a rule pack is unusable.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RuleError {
    /// It is not TOML of the right shape.
    #[error(transparent)]
    Syntax(#[from] TomlFault),
    /// It holds no rule.
    #[error("no [[rule]] in it")]
    Empty,
    /// An id cannot be part of a column name.
    #[error("rule id `{0}`: use small letters, digits and _, starting with a letter")]
    BadId(String),
    /// An id occurs twice.
    #[error("rule `{0}` is defined twice")]
    Repeated(String),
    /// A category is not in the table.
    #[error("rule `{rule}`: no category `{category}`; the table has: {known}")]
    UnknownCategory {
        /// The rule.
        rule: String,
        /// What it asks for.
        category: String,
        /// What there is.
        known: String,
    },
    /// Not exactly one limit, or one without sense.
    #[error("rule `{0}`: give either `minutes` (up to 120) or `metres` (up to 20000), above 0")]
    BadLimit(String),
    /// A count or weight without sense.
    #[error("rule `{0}`: `min_count` must be 1 to 100 and `weight` 0 or more")]
    BadNumber(String),
    /// No category at all.
    #[error("rule `{0}`: `categories` is empty")]
    NoCategory(String),
}

coded!(RuleError {
    Self::Syntax(fault) => "rules-syntax" { fault: fault.message() }
    Self::Empty => "rules-empty" {}
    Self::BadId(rule) => "rules-bad-id" { rule: rule }
    Self::Repeated(rule) => "rules-repeated" { rule: rule }
    Self::UnknownCategory { rule, category, known } => "rules-unknown-category" {
        rule: rule, category: category, known: known,
    }
    Self::BadLimit(rule) => "rules-bad-limit" { rule: rule }
    Self::BadNumber(rule) => "rules-bad-number" { rule: rule }
    Self::NoCategory(rule) => "rules-no-category" { rule: rule }
});

/// The English and the Chinese name: where one is not given the other stands in, and then the id.
fn names(id: &str, en: Option<String>, zh: Option<String>) -> (String, String) {
    let en = en.or_else(|| zh.clone()).unwrap_or_else(|| id.to_owned());
    let zh = zh.unwrap_or_else(|| en.clone());
    (en, zh)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPack {
    id: String,
    en: Option<String>,
    zh: Option<String>,
    #[serde(default)]
    rule: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    en: Option<String>,
    zh: Option<String>,
    categories: Vec<String>,
    minutes: Option<f64>,
    metres: Option<f64>,
    #[serde(default = "one")]
    min_count: u32,
    #[serde(default = "one_f64")]
    weight: f64,
}

fn one() -> u32 {
    1
}

fn one_f64() -> f64 {
    1.0
}

impl RulePack {
    /// Reads a pack against a category table.
    ///
    /// # Errors
    /// [`RuleError`], with line and column where the text is at fault.
    pub fn parse(text: &str, table: &CategoryTable) -> Result<Self, RuleError> {
        let raw: RawPack = toml::from_str(text).map_err(|e| TomlFault::of(text, &e))?;
        let rules = raw.rule.into_iter().map(|rule| read_rule(rule, table));
        let rules = rules.collect::<Result<Vec<Rule>, RuleError>>()?;
        if rules.is_empty() {
            return Err(RuleError::Empty);
        }
        for (i, rule) in rules.iter().enumerate() {
            if rules[..i].iter().any(|other| other.id == rule.id) {
                return Err(RuleError::Repeated(rule.id.clone()));
            }
        }
        let (en, zh) = names(&raw.id, raw.en, raw.zh);
        Ok(Self {
            id: raw.id,
            en,
            zh,
            rules,
        })
    }
}

fn read_rule(raw: RawRule, table: &CategoryTable) -> Result<Rule, RuleError> {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !raw.id.starts_with(|c: char| c.is_ascii_lowercase()) || !raw.id.chars().all(good) {
        return Err(RuleError::BadId(raw.id));
    }
    let mut categories = CategorySet::default();
    for category in &raw.categories {
        let position = table
            .position(category)
            .ok_or_else(|| RuleError::UnknownCategory {
                rule: raw.id.clone(),
                category: category.clone(),
                known: table
                    .categories()
                    .iter()
                    .map(|c| c.id.as_str())
                    .collect::<Vec<_>>()
                    .join(", "),
            })?;
        categories = categories.union(CategorySet::of(position));
    }
    if categories.is_empty() {
        return Err(RuleError::NoCategory(raw.id));
    }
    let limit = match (raw.minutes, raw.metres) {
        (Some(minutes), None) if minutes > 0.0 && minutes <= 120.0 => {
            Limit::TimeMs(crate::units::minutes_to_ms(minutes))
        }
        (None, Some(metres)) if metres > 0.0 && metres <= 20_000.0 => {
            Limit::LengthMm(crate::units::m_to_mm(metres))
        }
        _ => return Err(RuleError::BadLimit(raw.id)),
    };
    if !(1..=100).contains(&raw.min_count) || !(0.0..=1e6).contains(&raw.weight) {
        return Err(RuleError::BadNumber(raw.id));
    }
    let (en, zh) = names(&raw.id, raw.en, raw.zh);
    Ok(Rule {
        id: raw.id,
        en,
        zh,
        categories,
        limit,
        min_count: raw.min_count,
        weight: raw.weight,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(rules: &str) -> Result<RulePack, RuleError> {
        let table = include_str!("../../../data/categories.toml");
        let table = CategoryTable::parse(table).unwrap();
        RulePack::parse(&format!("id='x'\nen=''\nzh=''\n{rules}"), &table)
    }

    const GOOD: &str = "[[rule]]\nid='a'\nen=''\nzh=''\ncategories=['market']\n";

    #[test]
    fn minutes_and_metres_become_integers() {
        let pack = parse(&format!("{GOOD}minutes=7.5")).unwrap();
        assert_eq!(pack.rules[0].limit, Limit::TimeMs(450_000));
        assert_eq!(pack.rules[0].limit.scaled(110), 495_000);
        let pack = parse(&format!("{GOOD}metres=300")).unwrap();
        assert_eq!(pack.rules[0].limit, Limit::LengthMm(300_000));
    }

    #[test]
    fn a_name_in_one_language_stands_in_for_the_other() {
        let named = |names: &str| {
            let rule = format!("[[rule]]\nid='a'\n{names}\ncategories=['market']\nminutes=5");
            let rule = parse(&rule).unwrap().rules.swap_remove(0);
            (rule.en, rule.zh)
        };
        let pair = |en: &str, zh: &str| (en.to_owned(), zh.to_owned());
        assert_eq!(named("en='shop'\nzh='店'"), pair("shop", "店"));
        assert_eq!(named("en='shop'"), pair("shop", "shop"));
        assert_eq!(named("zh='店'"), pair("店", "店"));
        assert_eq!(named(""), pair("a", "a"));
    }

    #[test]
    fn mistakes_are_named() {
        let cases = [
            (String::new(), "no [[rule]]"),
            (GOOD.to_owned(), "either `minutes`"),
            (format!("{GOOD}minutes=5\nmetres=3"), "either `minutes`"),
            (format!("{GOOD}minutes=-5"), "either `minutes`"),
            (format!("{GOOD}minutes=nan"), "either `minutes`"),
            (format!("{GOOD}minutes=5\nminimum=2"), "unknown field"),
            (format!("{GOOD}minutes=5\nmin_count=0"), "min_count"),
            (format!("{GOOD}minutes=5\n{GOOD}minutes=5"), "defined twice"),
            (
                GOOD.replace("'market'", "'markt'") + "minutes=5",
                "no category `markt`",
            ),
            (GOOD.replace("'market'", "") + "minutes=5", "is empty"),
            (
                GOOD.replace("id='a'", "id='A b'") + "minutes=5",
                "small letters",
            ),
        ];
        for (text, expected) in cases {
            let message = parse(&text).unwrap_err().to_string();
            assert!(message.contains(expected), "{text}: {message}");
        }
    }
}
