//! The layers that have a style: what they are called, and what their attributes are.

use lifecircle_core::area::Level;
use lifecircle_core::place::HomeKind;
use lifecircle_core::rules::RulePack;
use lifecircle_texts::{Lang, text};

use crate::write::{
    Alias, AuditLayer, CheckLayer, ObstacleLayer, Spread, audit_aliases, changed_outlet_aliases,
    comparison_aliases, delta_aliases, isochrone_aliases, obstacle_aliases, site_aliases,
};

/// A layer with a QGIS style.
#[derive(Clone, Copy, Debug)]
pub enum LayerStyle<'a> {
    /// `isochrones`: cumulative multipolygons by the attribute `minutes`.
    Isochrones {
        /// The limits in minutes, as the attribute holds them, shortest first.
        minutes: &'a [f64],
    },
    /// `sites`: where new outlets would be, by kind.
    Sites,
    /// `delta`: homes before and after, by what became of them.
    Delta {
        /// The rules.
        pack: &'a RulePack,
        /// What the homes are.
        homes: HomeKind,
    },
    /// `comparison`: homes of two results, by what became of them.
    Comparison {
        /// The rules that both have.
        pack: &'a RulePack,
        /// Whether the homes are points that stand for streets.
        is_sampled: bool,
    },
    /// `outlets` of a comparison, by what changed.
    ChangedOutlets,
    /// A layer of a check: all rules together and each rule by itself, which a person switches between.
    Check {
        /// Which.
        layer: CheckLayer,
        /// The rules, whose order decides their colours.
        pack: &'a RulePack,
        /// The levels of areas, where the city is divided.
        levels: &'a [Level],
        /// What its homes are: points that stand for streets are called points, not people.
        homes: HomeKind,
        /// Whether doubtful homes are marked.
        doubt: bool,
    },
    /// A layer of obstacles: by what they most likely are.
    Obstacles {
        /// Which.
        layer: ObstacleLayer,
        /// The rules that people are counted by.
        pack: &'a RulePack,
        /// What the homes of the city are.
        homes: HomeKind,
    },
    /// A layer of an audit: findings by kind.
    Audit {
        /// Which.
        layer: AuditLayer,
        /// What the homes of the city are.
        homes: HomeKind,
    },
}

impl LayerStyle<'_> {
    /// The layer's file name without ending.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Isochrones { .. } => "isochrones",
            Self::Sites => "sites",
            Self::Delta { .. } => "delta",
            Self::Comparison { .. } => "comparison",
            Self::ChangedOutlets => "outlets",
            Self::Check { layer, .. } => layer.name(),
            Self::Audit { layer, .. } => layer.name(),
            Self::Obstacles { layer, .. } => layer.name(),
        }
    }

    /// What a person calls the layer; QGIS takes it as the layer's title.
    pub fn title(&self, lang: Lang) -> String {
        let key = match self {
            Self::Isochrones { .. } => "drawn-title-isochrones",
            Self::Sites => "drawn-title-sites",
            Self::Delta { .. } => "drawn-title-delta",
            Self::Comparison { .. } => "compare-title-comparison",
            Self::ChangedOutlets => "compare-title-outlets",
            Self::Check { layer, .. } => match layer {
                CheckLayer::Residences => "drawn-title-residences",
                CheckLayer::Facilities => "drawn-title-facilities",
                CheckLayer::GapStreets => "drawn-title-gap-streets",
                CheckLayer::GapAreas => "drawn-title-gap-areas",
                CheckLayer::ServiceAreas => "drawn-title-service-areas",
                CheckLayer::Conflation => "drawn-title-conflation",
                CheckLayer::Areas => "drawn-title-areas",
            },
            Self::Audit { layer, .. } => match layer {
                AuditLayer::Points => "drawn-title-audit",
                AuditLayer::Lines => "drawn-title-audit-lines",
            },
            Self::Obstacles { layer, .. } => match layer {
                ObstacleLayer::Points => "drawn-title-obstacles",
                ObstacleLayer::Links => "drawn-title-obstacle-links",
            },
        };
        text!(lang, key)
    }

    /// Whether its homes are points, which are no people.
    pub(super) fn has_points(&self) -> bool {
        match self {
            Self::Isochrones { .. } | Self::Sites | Self::ChangedOutlets => false,
            Self::Comparison { is_sampled, .. } => *is_sampled,
            Self::Check { homes, .. }
            | Self::Audit { homes, .. }
            | Self::Delta { homes, .. }
            | Self::Obstacles { homes, .. } => homes.is_sampled(),
        }
    }

    /// The attributes, each with its name in the language.
    pub(super) fn aliases(&self, lang: Lang) -> Vec<Alias> {
        let mut aliases = match self {
            Self::Isochrones { .. } => isochrone_aliases(lang),
            Self::Sites => site_aliases(lang),
            Self::Delta { pack, .. } => delta_aliases(Spread::of_rules(&pack.rules), lang),
            Self::Comparison { pack, .. } => comparison_aliases(&pack.rules, lang),
            Self::ChangedOutlets => changed_outlet_aliases(lang),
            Self::Audit { .. } => audit_aliases(lang),
            Self::Obstacles { pack, .. } => obstacle_aliases(&pack.rules, lang),
            Self::Check {
                layer,
                pack,
                levels,
                doubt,
                ..
            } => {
                let rules = &pack.rules;
                layer.aliases(Spread { rules, levels }, *doubt, lang)
            }
        };
        if self.has_points() {
            for alias in &mut aliases {
                alias.name = alias
                    .name
                    .replace("People", "Points")
                    .replace("人口", "采样点");
                alias.name = alias.name.replace("people", "points");
            }
        }
        aliases
    }
}
