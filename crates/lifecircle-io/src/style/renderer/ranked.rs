//! Renderers of layers that stand by rank: sites, findings of an audit, obstacles.

use lifecircle_core::audit::AuditKind;
use lifecircle_core::coverage::Verdict;
use lifecircle_core::obstacle::Nature;
use lifecircle_core::osm::BuildingUse;
use lifecircle_core::site::SiteKind;
use lifecircle_texts::Lang;

use super::super::symbol::Symbol;
use super::super::{SITE_KINDS, rule, site_kind_text, verdict};
use super::{Classes, Renderer};
use crate::write::{AuditLayer, ObstacleLayer, audit_kind_name, nature_name};

/// Sites by what they are; where candidates are of one kind, all look alike.
pub(super) fn sites(lang: Lang) -> Renderer {
    let values = SITE_KINDS.map(|kind| (kind.word().to_owned(), site_kind_text(kind, lang)));
    let symbol = |kind: SiteKind| match kind {
        SiteKind::Listed => Symbol::facility(rule(0), "star"),
        SiteKind::Street => Symbol::facility(rule(1), "star"),
        SiteKind::Gap => Symbol::facility(rule(2), "star"),
        SiteKind::Outlet => Symbol::facility(rule(3), "star"),
        SiteKind::Building(BuildingUse::Empty) => Symbol::facility(rule(4), "star"),
        SiteKind::Building(_) => Symbol::facility(rule(5), "star"),
    };
    Renderer {
        classes: Classes::Values("kind", values.into()),
        symbols: SITE_KINDS.map(symbol).into(),
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
