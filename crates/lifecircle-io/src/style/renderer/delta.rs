//! How homes before and after are drawn.

use lifecircle_core::coverage::{Became, Verdict};
use lifecircle_core::rules::RulePack;
use lifecircle_texts::Lang;

use super::super::{became_text, rule as rule_colour, verdict};
use super::{Renderer, Symbol, column, groups, literal};

/// Homes by what became of them; those that changed by form as well as by colour.
pub(super) fn delta(pack: &RulePack, lang: Lang) -> Renderer {
    let classes = |rule: Option<&str>| {
        let change = column(rule, "change");
        let class = |became: Became| {
            let filter = format!("{change} = {}", literal(became.word()));
            (filter, became_text(became, lang))
        };
        (None, Became::ALL.map(class).into())
    };
    Renderer {
        classes: groups(pack, lang, classes),
        symbols: Became::ALL.map(symbol).into(),
        order: Some(("people", false)),
    }
}

/// What became of a home.
pub(super) fn symbol(became: Became) -> Symbol {
    match became {
        Became::Covered => Symbol::home(Verdict::Covered),
        Became::Uncovered => Symbol::home(Verdict::Unknown),
        Became::Lost => Symbol::facility(verdict(Verdict::NotCovered), "cross_fill"),
        Became::Gained => Symbol::facility(rule_colour(2), "star"),
    }
}
