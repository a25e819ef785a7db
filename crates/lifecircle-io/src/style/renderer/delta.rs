//! How homes before and after are drawn.

use lifecircle_core::coverage::{Became, Verdict};
use lifecircle_core::rules::RulePack;
use lifecircle_texts::{Lang, text};

use super::super::{rule as rule_colour, verdict};
use super::{Renderer, Symbol, column, groups, literal};

/// Homes by what became of them; those that changed by form as well as by colour.
pub(super) fn delta(pack: &RulePack, lang: Lang) -> Renderer {
    let classes = |rule: Option<&str>| {
        let change = column(rule, "change");
        let class = |became: Became| {
            let filter = format!("{change} = {}", literal(became.word()));
            let key = match became {
                Became::Gained => "drawn-became-gained",
                Became::Lost => "drawn-became-lost",
                Became::Covered => "drawn-became-covered",
                Became::Uncovered => "drawn-became-uncovered",
            };
            (filter, text!(lang, key))
        };
        (None, Became::ALL.map(class).into())
    };
    let symbol = |became: Became| match became {
        Became::Covered => Symbol::home(Verdict::Covered),
        Became::Uncovered => Symbol::home(Verdict::Unknown),
        Became::Lost => Symbol::facility(verdict(Verdict::NotCovered), "cross_fill"),
        Became::Gained => Symbol::facility(rule_colour(2), "star"),
    };
    Renderer {
        classes: groups(pack, lang, classes),
        symbols: Became::ALL.map(symbol).into(),
        order: Some(("people", false)),
    }
}
