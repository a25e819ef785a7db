//! QGIS style files (`.qml`, QGIS 3.x), written as text.

use std::fmt::Write as _;

use lifecircle_texts::{Lang, text};

use super::renderer::renderer;
use super::symbol::rgba;
use super::{Colour, LayerStyle};
use crate::write::{Alias, AuditLayer, CheckLayer, JOINT, ObstacleLayer};
use crate::xml::escape;

/// The style of a layer, with legend, attribute names and labels in a language.
///
/// The text belongs into a file beside the layer's, with the same name and the ending `.qml`: QGIS then takes
/// it when the layer is opened. Same input, same bytes.
pub fn qml(layer: LayerStyle, lang: Lang) -> String {
    let style = Elements::of(layer, lang);
    format!(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n\
         <qgis version=\"{QGIS}\" styleCategories=\"Symbology|Labeling|Fields|MapTips|Rendering\" labelsEnabled=\"{}\">\n\
         {} <layerGeometryType>{}</layerGeometryType>\n</qgis>\n",
        u8::from(style.has_labels),
        style.text,
        geometry(layer) as u8
    )
}

/// The version of QGIS that styles and projects are written for.
pub(super) const QGIS: &str = "3.16.0";

/// How a layer is drawn, as elements of a style or of a project's layer.
pub(super) struct Elements {
    pub(super) has_labels: bool,
    pub(super) text: String,
}

impl Elements {
    pub(super) fn of(layer: LayerStyle, lang: Lang) -> Self {
        let labels = labels(layer, lang);
        let has_labels = labels.is_some();
        let mut text = renderer(layer, lang);
        text.push_str(&labels.unwrap_or_default());
        text.push_str(" <aliases>\n");
        for (index, alias) in layer.aliases(lang).into_iter().enumerate() {
            let _ = writeln!(
                text,
                "  <alias index=\"{index}\" field=\"{}\" name=\"{}\"/>",
                escape(&alias.field),
                escape(&alias.name)
            );
        }
        let opacity = match layer {
            // See-through as a whole, so that areas over each other do not mix their colours.
            LayerStyle::Isochrones { .. } => 0.7,
            LayerStyle::Sites
            | LayerStyle::ChangedOutlets
            | LayerStyle::Comparison { .. }
            | LayerStyle::Delta { .. }
            | LayerStyle::Check { .. }
            | LayerStyle::Audit { .. }
            | LayerStyle::Obstacles { .. } => 1.0,
        };
        let _ = writeln!(
            text,
            " </aliases>\n <mapTip>{}</mapTip>\n <layerOpacity>{opacity}</layerOpacity>",
            escape(&tip(layer, lang))
        );
        Self { has_labels, text }
    }
}

/// What the rows of a layer are; the numbers are those of QGIS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Geometry {
    Point = 0,
    Line = 1,
    Polygon = 2,
}

pub(super) fn geometry(layer: LayerStyle) -> Geometry {
    match layer {
        LayerStyle::Isochrones { .. } => Geometry::Polygon,
        LayerStyle::Sites
        | LayerStyle::ChangedOutlets
        | LayerStyle::Comparison { .. }
        | LayerStyle::Delta { .. } => Geometry::Point,
        LayerStyle::Audit { layer, .. } => match layer {
            AuditLayer::Points => Geometry::Point,
            AuditLayer::Lines => Geometry::Line,
        },
        LayerStyle::Obstacles { layer, .. } => match layer {
            ObstacleLayer::Points => Geometry::Point,
            ObstacleLayer::Links => Geometry::Line,
        },
        LayerStyle::Check { layer, .. } => match layer {
            CheckLayer::Residences | CheckLayer::Facilities | CheckLayer::Conflation => {
                Geometry::Point
            }
            CheckLayer::GapStreets => Geometry::Line,
            CheckLayer::GapAreas | CheckLayer::ServiceAreas | CheckLayer::Areas => {
                Geometry::Polygon
            }
        },
    }
}

/// What QGIS shows under the pointer: each attribute with its name.
fn tip(layer: LayerStyle, lang: Lang) -> String {
    let line = |alias: Alias| {
        let field = alias.field.replace('"', "\"\"");
        format!("{}: [% coalesce(\"{field}\", '–') %]", alias.name)
    };
    let shown = layer.aliases(lang).into_iter().filter(|alias| alias.shown);
    let lines: Vec<String> = shown.map(line).collect();
    lines.join("<br>")
}

/// What follows the number in a label of so many people or points; QGIS writes the number itself.
fn after_number(count: u64, points: bool, lang: Lang) -> String {
    let label = if points {
        text!(lang, "map-label-points", points = count)
    } else {
        text!(lang, "map-label-people", people = count)
    };
    label
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .to_owned()
}

/// `#rank name · people` of the first five of all rules together, `#rank` of the first twenty, where a layer has labels.
fn labels(layer: LayerStyle, lang: Lang) -> Option<String> {
    let LayerStyle::Check {
        layer: CheckLayer::GapAreas,
        ..
    } = layer
    else {
        return None;
    };
    let points = layer.has_points();
    let [one, many] = [1, 2].map(|count| after_number(count, points, lang));
    let people =
        format!("format_number(\"people\", 0) || if(round(\"people\") = 1, '{one}', '{many}')");
    let expression = format!(
        "if(\"rule\" <> '{JOINT}' or \"rank\" > 20, '', '#' || \"rank\" || if(\"rank\" > 5, '', coalesce(' ' || \"name\", '') || ' · ' || {people}))"
    );
    Some(format!(
        " <labeling type=\"simple\">\n  <settings calloutType=\"simple\">\n   \
         <text-style fieldName=\"{}\" isExpression=\"1\" fontSize=\"9\" fontSizeUnit=\"Point\" fontWeight=\"63\" \
         textColor=\"{}\" textOpacity=\"1\" multilineHeight=\"1\">\n    \
         <text-buffer bufferDraw=\"1\" bufferSize=\"0.9\" bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,255\" \
         bufferOpacity=\"0.9\" bufferJoinStyle=\"128\" bufferNoFill=\"1\"/>\n   </text-style>\n   \
         <text-format wrapChar=\"\" multilineAlign=\"1\" decimals=\"3\"/>\n   \
         <placement placement=\"1\" centroidInside=\"1\" quadOffset=\"4\" priority=\"7\" dist=\"0\" polygonPlacementFlags=\"2\"/>\n   \
         <rendering drawLabels=\"1\" obstacle=\"1\" obstacleFactor=\"1\" displayAll=\"0\" zIndex=\"0\"/>\n  \
         </settings>\n </labeling>\n",
        escape(&expression),
        rgba(Colour::INK)
    ))
}
