//! The layers that have a style: what they are called, and what their attributes are.

use lifecircle_texts::{Lang, text};

/// A rule as a legend names it.
#[derive(Clone, Copy, Debug)]
pub struct RuleName<'a> {
    /// The value of the attribute `rule`.
    pub id: &'a str,
    /// The text in the legend, already in the language asked for.
    pub label: &'a str,
}

/// A layer with a QGIS style.
#[derive(Clone, Copy, Debug)]
pub enum LayerStyle<'a> {
    /// `isochrones`: cumulative multipolygons by the attribute `minutes`.
    Isochrones {
        /// The limits in minutes, as the attribute holds them, shortest first.
        minutes: &'a [f64],
    },
    /// `gap_residences`: points by `verdict`, as large as `people`.
    GapResidences,
    /// `gap_streets`: lines by `class`, see [`GAP_STREET_CLASSES`](super::GAP_STREET_CLASSES).
    GapStreets,
    /// `gap_areas`: multipolygons by `rank`, labelled with rank, `name` and `people`.
    GapAreas,
    /// `service_areas`: multipolygons by `rule`.
    ServiceAreas {
        /// The rules in the pack's order, which decides their colours.
        rules: &'a [RuleName<'a>],
    },
}

impl LayerStyle<'_> {
    /// The layer's file name without ending.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Isochrones { .. } => "isochrones",
            Self::GapResidences => "gap_residences",
            Self::GapStreets => "gap_streets",
            Self::GapAreas => "gap_areas",
            Self::ServiceAreas { .. } => "service_areas",
        }
    }

    /// What a person calls the layer; QGIS takes it as the layer's title.
    pub fn title(&self, lang: Lang) -> String {
        let key = match self {
            Self::Isochrones { .. } => "drawn-title-isochrones",
            Self::GapResidences => "drawn-title-gap-residences",
            Self::GapStreets => "drawn-title-gap-streets",
            Self::GapAreas => "drawn-title-gap-areas",
            Self::ServiceAreas { .. } => "drawn-title-service-areas",
        };
        text!(lang, key)
    }

    /// The attributes that people read, each with its name in the language.
    pub(super) fn aliases(&self, lang: Lang) -> Vec<(&'static str, &'static str)> {
        let fields: &[(&str, &str, &str)] = match self {
            Self::Isochrones { .. } => &[("minutes", "Walking time (min)", "步行时间（分钟）")],
            Self::GapResidences => &[
                ("verdict", "Verdict", "判定"),
                ("people", "People", "人口"),
                ("excess_s", "Walk beyond the limit (s)", "超出限值（秒）"),
                ("rule", "Rule", "规则"),
            ],
            Self::GapStreets => &[("class", "Class", "等级")],
            Self::GapAreas => &[
                ("rank", "Rank", "排名"),
                ("name", "Name", "名称"),
                ("people", "People", "人口"),
            ],
            Self::ServiceAreas { .. } => &[
                ("rule", "Rule", "规则"),
                ("category", "Category", "设施类别"),
            ],
        };
        let in_language = |&(field, en, zh)| (field, lang.name(en, zh));
        fields.iter().map(in_language).collect()
    }
}
