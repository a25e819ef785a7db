//! How homes and outlets of two results are drawn.

use lifecircle_core::comparison::HomeFate;
use lifecircle_core::coverage::Verdict;
use lifecircle_core::rules::RulePack;
use lifecircle_texts::Lang;

use super::super::{fate_text, outlet_change_text, rule as rule_colour, verdict};
use super::{Classes, Renderer, Symbol, column, delta, groups, literal};
use crate::write::OutletChange;

/// Homes by what became of them; those that changed by form as well as by colour.
pub(super) fn homes(pack: &RulePack, lang: Lang) -> Renderer {
    let classes = |rule: Option<&str>| {
        let change = column(rule, "change");
        let class = |fate: HomeFate| {
            let filter = format!("{change} = {}", literal(fate.word()));
            (filter, fate_text(fate, lang))
        };
        (None, HomeFate::ALL.map(class).into())
    };
    let symbol = |fate: HomeFate| match fate {
        HomeFate::Became(became) => delta::symbol(became),
        HomeFate::New => Symbol::facility(rule_colour(1), "triangle"),
        HomeFate::Vanished => Symbol::facility(verdict(Verdict::Unknown), "diamond"),
    };
    Renderer {
        classes: groups(pack, lang, classes),
        symbols: HomeFate::ALL.map(symbol).into(),
        order: Some(("people", false)),
    }
}

/// Outlets by what changed, by form as well as by colour.
pub(super) fn outlets(lang: Lang) -> Renderer {
    let value = |change: OutletChange| (change.word().to_owned(), outlet_change_text(change, lang));
    let symbol = |change: OutletChange| match change {
        OutletChange::New => Symbol::facility(rule_colour(2), "star"),
        OutletChange::Closed => Symbol::facility(verdict(Verdict::NotCovered), "cross_fill"),
        OutletChange::Moved => Symbol::facility(rule_colour(1), "triangle"),
        OutletChange::Serves => Symbol::facility(rule_colour(3), "diamond"),
    };
    Renderer {
        classes: Classes::Values("change", OutletChange::ALL.map(value).into()),
        symbols: OutletChange::ALL.map(symbol).into(),
        order: None,
    }
}
