//! QGIS style files (`.qml`, QGIS 3.x), written as text.

use std::fmt::Write as _;

use lifecircle_core::coverage::Verdict;

use lifecircle_texts::{Lang, text};

use super::{
    Colour, GAP_STREET_CLASSES, LayerStyle, RANK_CLASSES, band, gap_street, gap_street_text,
    minutes_text, rank, rank_text, rule, verdict, verdict_text,
};
use crate::xml::escape;

/// The style of a layer, with legend, attribute names and labels in a language.
///
/// The text belongs into a file beside the layer's, with the same name and the ending `.qml`: QGIS then takes
/// it when the layer is opened. Same input, same bytes.
pub fn qml(layer: LayerStyle, lang: Lang) -> String {
    let mut text = String::from(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n\
         <qgis version=\"3.16.0\" styleCategories=\"Symbology|Labeling|Fields|MapTips|Rendering\" labelsEnabled=\"",
    );
    let labels = labels(layer, lang);
    text.push_str(if labels.is_some() { "1" } else { "0" });
    text.push_str("\">\n");
    text.push_str(&renderer(layer, lang));
    text.push_str(&labels.unwrap_or_default());
    text.push_str(" <aliases>\n");
    for (index, (field, name)) in layer.aliases(lang).into_iter().enumerate() {
        let _ = writeln!(
            text,
            "  <alias index=\"{index}\" field=\"{field}\" name=\"{}\"/>",
            escape(name)
        );
    }
    let _ = writeln!(
        text,
        " </aliases>\n <mapTip>{}</mapTip>\n <layerOpacity>{}</layerOpacity>\n \
         <layerGeometryType>{}</layerGeometryType>\n</qgis>",
        escape(&tip(layer, lang)),
        match layer {
            // See-through as a whole, so that areas over each other do not mix their colours.
            LayerStyle::Isochrones { .. } => 0.7,
            _ => 1.0,
        },
        match layer {
            LayerStyle::GapResidences => 0,
            LayerStyle::GapStreets => 1,
            _ => 2,
        }
    );
    text
}

/// What QGIS shows under the pointer: each attribute with its name.
fn tip(layer: LayerStyle, lang: Lang) -> String {
    let line = |(field, name)| format!("{name}: [% coalesce(\"{field}\", '–') %]");
    let lines: Vec<String> = layer.aliases(lang).into_iter().map(line).collect();
    lines.join("<br>")
}

/// One class of a renderer: how its elements begin, its label and its symbol's drawing.
struct Class {
    what: String,
    label: String,
    symbol: Symbol,
}

fn value(value: impl std::fmt::Display) -> String {
    format!("value=\"{}\"", escape(&value.to_string()))
}

fn renderer(layer: LayerStyle, lang: Lang) -> String {
    let classes = classes(layer, lang);
    let (attribute, order) = match layer {
        // Cumulative areas: the largest first, or it would hide the others.
        LayerStyle::Isochrones { .. } => ("minutes", Some(("minutes", false))),
        // What matters most lies on top.
        LayerStyle::GapResidences => ("verdict", Some(("people", false))),
        LayerStyle::GapStreets => ("class", Some(("class", true))),
        LayerStyle::GapAreas => ("rank", None),
        LayerStyle::ServiceAreas { .. } => ("rule", None),
    };
    let graduated = matches!(layer, LayerStyle::GapAreas);
    let (kind, group, item) = if graduated {
        ("graduatedSymbol", "ranges", "range")
    } else {
        ("categorizedSymbol", "categories", "category")
    };
    let mut text = format!(
        " <renderer-v2 type=\"{kind}\" attr=\"{attribute}\" symbollevels=\"0\" forceraster=\"0\" \
         graduatedMethod=\"GraduatedColor\" enableorderby=\"{}\">\n  <{group}>\n",
        u8::from(order.is_some())
    );
    for (index, class) in classes.iter().enumerate() {
        let _ = writeln!(
            text,
            "   <{item} symbol=\"{index}\" {} label=\"{}\" render=\"true\"/>",
            class.what,
            escape(&class.label)
        );
    }
    let _ = writeln!(text, "  </{group}>\n  <symbols>");
    for (index, class) in classes.iter().enumerate() {
        class.symbol.write(&mut text, index);
    }
    text.push_str("  </symbols>\n");
    if let Some((field, ascending)) = order {
        let ascending = u8::from(ascending);
        let _ = writeln!(
            text,
            "  <orderby><orderByClause asc=\"{ascending}\" nullsFirst=\"1\">&quot;{field}&quot;</orderByClause></orderby>"
        );
    }
    text.push_str(" </renderer-v2>\n");
    text
}

fn classes(layer: LayerStyle, lang: Lang) -> Vec<Class> {
    match layer {
        LayerStyle::Isochrones { minutes } => {
            let class = |(index, &m): (usize, &f64)| Class {
                what: value(m),
                label: minutes_text(m, lang),
                symbol: Symbol::area(band(index, minutes.len()), 1.0),
            };
            minutes.iter().enumerate().map(class).collect()
        }
        LayerStyle::GapResidences => {
            let class = |v: Verdict| Class {
                what: value(v.word()),
                label: verdict_text(v, lang),
                symbol: Symbol::home(v),
            };
            [Verdict::NotCovered, Verdict::Unknown].map(class).into()
        }
        LayerStyle::GapStreets => {
            let class = |&c: &u8| Class {
                what: value(c),
                label: gap_street_text(c, lang),
                symbol: Symbol::street(c),
            };
            // The heat first, what is unknown last.
            let order = GAP_STREET_CLASSES[1..]
                .iter()
                .chain(&GAP_STREET_CLASSES[..1]);
            order.map(class).collect()
        }
        LayerStyle::GapAreas => {
            let class = |(index, &(first, last)): (usize, &(u32, u32))| Class {
                what: format!("lower=\"{first}\" upper=\"{last}\""),
                label: rank_text(index, lang),
                symbol: Symbol::area(rank(first), 0.55),
            };
            RANK_CLASSES.iter().enumerate().map(class).collect()
        }
        LayerStyle::ServiceAreas { rules } => {
            let class = |(index, r): (usize, &super::RuleName)| Class {
                what: value(r.id),
                label: r.label.to_owned(),
                symbol: Symbol::area(rule(index), 0.4),
            };
            rules.iter().enumerate().map(class).collect()
        }
    }
}

/// Wider with each class, so that print without colours tells them apart.
const STREET_WIDTHS_MM: [&str; 6] = ["0.2", "0.35", "0.4", "0.45", "0.5", "0.5"];

/// A symbol of one layer.
struct Symbol {
    kind: &'static str,
    class: &'static str,
    opacity: f64,
    properties: Vec<(&'static str, String)>,
    /// An expression that gives the size in mm.
    size: Option<&'static str>,
}

fn rgba(colour: Colour) -> String {
    format!("{},{},{},255", colour.0, colour.1, colour.2)
}

impl Symbol {
    fn area(colour: Colour, opacity: f64) -> Self {
        Self {
            kind: "fill",
            class: "SimpleFill",
            opacity,
            properties: vec![
                ("color", rgba(colour)),
                ("style", "solid".into()),
                ("outline_color", rgba(colour)),
                ("outline_style", "solid".into()),
                ("outline_width", "0.3".into()),
                ("outline_width_unit", "MM".into()),
                ("joinstyle", "round".into()),
            ],
            size: None,
        }
    }

    fn street(class: u8) -> Self {
        Self {
            kind: "line",
            class: "SimpleLine",
            opacity: 1.0,
            properties: vec![
                ("line_color", rgba(gap_street(class))),
                (
                    "line_style",
                    if class == 0 { "dot" } else { "solid" }.into(),
                ),
                (
                    "line_width",
                    STREET_WIDTHS_MM[usize::from(class.min(5))].into(),
                ),
                ("line_width_unit", "MM".into()),
                ("capstyle", "round".into()),
                ("joinstyle", "round".into()),
            ],
            size: None,
        }
    }

    fn home(v: Verdict) -> Self {
        let shape = if v == Verdict::Unknown {
            "square"
        } else {
            "circle"
        };
        Self {
            kind: "marker",
            class: "SimpleMarker",
            opacity: 0.9,
            properties: vec![
                ("name", shape.into()),
                ("color", rgba(verdict(v))),
                ("outline_color", rgba(Colour::WHITE)),
                ("outline_style", "solid".into()),
                ("outline_width", "0.2".into()),
                ("outline_width_unit", "MM".into()),
                ("size", "2.2".into()),
                ("size_unit", "MM".into()),
                ("scale_method", "diameter".into()),
            ],
            // By area: 10 people 1 mm, 100 people 2 mm, never more than 5 mm.
            size: Some("min(5, 0.5 + 0.15 * sqrt(max(10, coalesce(\"people\", 10))))"),
        }
    }

    fn write(&self, text: &mut String, name: usize) {
        let _ = writeln!(
            text,
            "   <symbol type=\"{}\" name=\"{name}\" alpha=\"{}\" clip_to_extent=\"1\" force_rhr=\"0\">\n    \
             <layer class=\"{}\" enabled=\"1\" locked=\"0\" pass=\"0\">\n     <Option type=\"Map\">",
            self.kind, self.opacity, self.class
        );
        for (key, value) in &self.properties {
            let _ = writeln!(
                text,
                "      <Option type=\"QString\" name=\"{key}\" value=\"{value}\"/>"
            );
        }
        text.push_str("     </Option>\n");
        // Read by versions before 3.18.
        for (key, value) in &self.properties {
            let _ = writeln!(text, "     <prop k=\"{key}\" v=\"{value}\"/>");
        }
        if let Some(expression) = self.size {
            write_size(text, expression);
        }
        text.push_str("    </layer>\n   </symbol>\n");
    }
}

fn write_size(text: &mut String, expression: &str) {
    let _ = writeln!(
        text,
        "     <data_defined_properties>\n      <Option type=\"Map\">\n       \
         <Option type=\"QString\" name=\"name\" value=\"\"/>\n       \
         <Option type=\"Map\" name=\"properties\">\n        <Option type=\"Map\" name=\"size\">\n         \
         <Option type=\"bool\" name=\"active\" value=\"true\"/>\n         \
         <Option type=\"QString\" name=\"expression\" value=\"{}\"/>\n         \
         <Option type=\"int\" name=\"type\" value=\"3\"/>\n        </Option>\n       </Option>\n       \
         <Option type=\"QString\" name=\"type\" value=\"collection\"/>\n      </Option>\n     \
         </data_defined_properties>",
        escape(expression)
    );
}

/// What follows the number in a label of so many people; QGIS writes the number itself.
fn after_number(people: u64, lang: Lang) -> String {
    let label = text!(lang, "map-label-people", people = people);
    label
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .to_owned()
}

/// `#rank name · people` of the first five, `#rank` of the first twenty, where a layer has labels.
fn labels(layer: LayerStyle, lang: Lang) -> Option<String> {
    if !matches!(layer, LayerStyle::GapAreas) {
        return None;
    }
    let [one, many] = [1, 2].map(|people| after_number(people, lang));
    let people =
        format!("format_number(\"people\", 0) || if(round(\"people\") = 1, '{one}', '{many}')");
    let expression = format!(
        "if(\"rank\" > 20, '', '#' || \"rank\" || if(\"rank\" > 5, '', coalesce(' ' || \"name\", '') || ' · ' || {people}))"
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
