//! Renderers of layers that stand by rank: sites, findings of an audit, obstacles.

use lifecircle_core::audit::AuditKind;
use lifecircle_core::coverage::Verdict;
use lifecircle_core::obstacle::Nature;
use lifecircle_core::site::SiteKind;
use lifecircle_texts::{Lang, text};

use super::super::symbol::Symbol;
use super::super::{rule, verdict};
use super::{Classes, Renderer};
use crate::write::{AuditLayer, ObstacleLayer, audit_kind_name, nature_name};

/// Sites by what they are; where candidates are of one kind, all look alike.
pub(super) fn sites(lang: Lang) -> Renderer {
    let kinds = [
        (SiteKind::Listed, "drawn-site-listed"),
        (SiteKind::Street, "drawn-site-street"),
        (SiteKind::Gap, "drawn-site-gap"),
        (SiteKind::Outlet, "drawn-site-outlet"),
    ];
    let values = kinds.map(|(kind, key)| (kind.word().to_owned(), text!(lang, key)));
    let symbols = (0..kinds.len()).map(|index| Symbol::facility(rule(index), "star"));
    Renderer {
        classes: Classes::Values("kind", values.into()),
        symbols: symbols.collect(),
        // The best lies on top.
        order: Some(("rank", false)),
    }
}

/// Kinds by form as well as by colour, since there are more of them than colours that everybody tells apart.
pub(super) fn audit(layer: AuditLayer, lang: Lang) -> Renderer {
    const FORMS: [&str; 5] = ["circle", "square", "triangle", "diamond", "star"];
    let value = |kind: AuditKind| (kind.word().to_owned(), audit_kind_name(kind, lang));
    let symbols = AuditKind::ALL.iter().enumerate().map(|(number, _)| {
        let colour = rule(number);
        match layer {
            AuditLayer::Points => Symbol::facility(colour, FORMS[number % FORMS.len()]),
            AuditLayer::Lines => Symbol::line(colour),
        }
    });
    Renderer {
        classes: Classes::Values("kind", AuditKind::ALL.map(value).into()),
        symbols: symbols.collect(),
        // What touches most people lies on top.
        order: Some(("rank", false)),
    }
}

/// What the map lacks and what is in the way, by form as well as by colour.
pub(super) fn obstacles(layer: ObstacleLayer, lang: Lang) -> Renderer {
    let value = |nature: Nature| (nature.word().to_owned(), nature_name(nature, lang));
    let symbol = |nature: Nature| {
        let (colour, form) = match nature {
            Nature::Map => (rule(1), "triangle"),
            Nature::Barrier => (verdict(Verdict::NotCovered), "square"),
        };
        match layer {
            ObstacleLayer::Points => Symbol::facility(colour, form),
            ObstacleLayer::Links => Symbol::line(colour),
        }
    };
    Renderer {
        classes: Classes::Values("nature", Nature::ALL.map(value).into()),
        symbols: Nature::ALL.map(symbol).into(),
        // What keeps most people from something lies on top.
        order: Some(("rank", false)),
    }
}
