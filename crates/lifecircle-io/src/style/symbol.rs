//! Symbols of QGIS styles.

use std::fmt::Write as _;

use lifecircle_core::coverage::Verdict;

use super::{Colour, gap_street, verdict};
use crate::xml::escape;

/// Wider with each class, so that print without colours tells them apart.
const STREET_WIDTHS_MM: [&str; 6] = ["0.2", "0.35", "0.4", "0.45", "0.5", "0.5"];

/// A symbol of one layer.
pub(super) struct Symbol {
    kind: &'static str,
    class: &'static str,
    opacity: f64,
    properties: Vec<(&'static str, String)>,
    /// An expression that gives the size in mm.
    size: Option<&'static str>,
}

pub(super) fn rgba(colour: Colour) -> String {
    format!("{},{},{},255", colour.0, colour.1, colour.2)
}

impl Symbol {
    pub(super) fn area(colour: Colour, opacity: f64) -> Self {
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

    /// An area of which nothing is known: hatched.
    pub(super) fn hatched_area(colour: Colour) -> Self {
        let mut symbol = Self::area(colour, 0.6);
        for (name, value) in &mut symbol.properties {
            if *name == "style" {
                *value = "b_diagonal".into();
            }
        }
        symbol
    }

    pub(super) fn street(class: u8) -> Self {
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

    /// A line of one colour.
    pub(super) fn line(colour: Colour) -> Self {
        Self {
            kind: "line",
            class: "SimpleLine",
            opacity: 1.0,
            properties: vec![
                ("line_color", rgba(colour)),
                ("line_style", "solid".into()),
                ("line_width", "0.6".into()),
                ("line_width_unit", "MM".into()),
                ("capstyle", "round".into()),
                ("joinstyle", "round".into()),
            ],
            size: None,
        }
    }

    pub(super) fn home(v: Verdict) -> Self {
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

    /// What is hatched over a home that is doubtful: as large as the home.
    pub(super) fn hatch() -> Self {
        let mut symbol = Self::home(Verdict::Unknown);
        symbol.opacity = 1.0;
        for (name, value) in &mut symbol.properties {
            match *name {
                "name" => *value = "cross2".into(),
                "outline_color" => *value = rgba(Colour::INK),
                "outline_width" => *value = "0.4".into(),
                _ => {}
            }
        }
        symbol
    }

    /// A facility: filled by what it is, not by how many go there.
    pub(super) fn facility(colour: Colour, shape: &str) -> Self {
        Self {
            kind: "marker",
            class: "SimpleMarker",
            opacity: 1.0,
            properties: vec![
                ("name", shape.into()),
                ("color", rgba(colour)),
                ("outline_color", rgba(Colour::WHITE)),
                ("outline_style", "solid".into()),
                ("outline_width", "0.2".into()),
                ("outline_width_unit", "MM".into()),
                ("size", "2.6".into()),
                ("size_unit", "MM".into()),
                ("scale_method", "diameter".into()),
            ],
            size: None,
        }
    }

    /// Appends it to a style, under the name that classes use.
    pub(super) fn write(&self, text: &mut String, name: usize) {
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
