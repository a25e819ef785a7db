//! A picture as SVG: no scripts, nothing from outside, the same bytes each time.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::frame::{Layout, Rect};
use super::furniture;
use super::labelled::LeftOut;
use super::map::Map;
use super::path::{self, px};
use super::picture::Picture;
use super::sheet::{Pattern, StreetClass, Symbol};
use super::text::is_wide;
use crate::style::Colour;
use crate::xml::escape;
use lifecircle_texts::Lang;

/// A picture as SVG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Svg {
    /// The file's text.
    pub text: String,
    /// Labels that are not drawn.
    pub left_out: LeftOut,
}

/// Draws a picture as SVG. Texts stay texts: fonts are needed where it is opened, not where it is made.
pub fn svg(picture: &Picture) -> Svg {
    with(picture, &Setting::default())
}

/// What is known of the fonts that a picture will be drawn with.
#[derive(Default)]
pub(super) struct Setting {
    /// Characters that none of them has: labels with any of these are left out.
    pub(super) missing: BTreeSet<char>,
    /// Whether they have Chinese letters, but no bold ones: then a stroke makes bold texts bold.
    pub(super) thicken: bool,
}

/// The fonts asked for: of each system the Latin sans-serif, then the Chinese one that goes with it.
const FAMILIES: &str = "'Noto Sans','Segoe UI','Helvetica Neue',Arial,'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC',\
                        'Microsoft YaHei','WenQuanYi Micro Hei',sans-serif";

/// Draws a picture for some fonts.
pub(super) fn with(picture: &Picture, setting: &Setting) -> Svg {
    let map = Map::of(picture);
    let mut out = opening(picture, &map.layout, setting);
    let left_out = map.draw(&mut out, picture, &setting.missing);
    let _ = writeln!(
        out,
        "<rect {} fill=\"none\" stroke=\"#8b9098\" stroke-width=\"{}\"/>",
        place(map.layout.map),
        px(1.2 * map.layout.unit)
    );
    furniture::head(&mut out, picture, &map.layout);
    super::legend::legend(&mut out, picture, &map);
    furniture::scale_and_north(&mut out, picture, &map.layout, &map.projection);
    furniture::foot(&mut out, picture, &map.layout);
    out.push_str("</svg>\n");
    Svg {
        text: out,
        left_out,
    }
}

fn opening(picture: &Picture, layout: &Layout, setting: &Setting) -> String {
    let (width, height) = picture.size;
    let paper = picture.paper.map_or_else(
        || format!("width=\"{width}\" height=\"{height}\""),
        |paper| {
            let (wide, high) = paper.size_mm();
            format!("width=\"{wide}mm\" height=\"{high}mm\"")
        },
    );
    let map = place(layout.map);
    let language = match picture.lang {
        Lang::En => "en",
        Lang::Zh => "zh-Hans",
    };
    // One rule for all bold texts with letters that the stroke is for.
    let thick = if setting.thicken {
        "<style>.cjk{stroke:#1f242b;stroke-width:0.035em;stroke-linejoin:round}</style>\n"
    } else {
        ""
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" {paper} \
         viewBox=\"0 0 {width} {height}\" xml:lang=\"{language}\" font-family=\"{FAMILIES}\">\n\
         <title>{}</title>\n{thick}<defs><clipPath id=\"map\"><rect {map}/></clipPath></defs>\n\
         <rect {} fill=\"{}\"/>\n<rect {map} fill=\"{}\"/>\n",
        escape(&picture.title),
        place(layout.page),
        Colour::WHITE,
        Colour::GROUND,
    )
}

fn place(rect: Rect) -> String {
    format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        px(rect.left),
        px(rect.top),
        px(rect.right - rect.left),
        px(rect.bottom - rect.top)
    )
}

/// How strong a text looks.
#[derive(Clone, Copy)]
pub(super) enum Ink {
    /// What is read first.
    Strong,
    /// What explains it.
    Soft,
    /// On something dark.
    Paper,
}

/// How a text is set.
#[derive(Clone, Copy)]
pub(super) struct Font {
    /// Its size in px.
    pub(super) size: f64,
    /// Whether it is bold.
    pub(super) bold: bool,
    /// Its colour.
    pub(super) ink: Ink,
}

/// A text at a place; an empty one leaves nothing.
pub(super) fn text(out: &mut String, content: &str, [x, y]: [f64; 2], anchor: &str, font: Font) {
    if content.is_empty() {
        return;
    }
    let bold = match (font.bold, content.chars().any(is_wide)) {
        (false, _) => "",
        (true, false) => " font-weight=\"700\"",
        (true, true) => " font-weight=\"700\" class=\"cjk\"",
    };
    let ink = match font.ink {
        Ink::Strong => Colour::INK,
        Ink::Soft => Colour(0x5a, 0x61, 0x6b),
        Ink::Paper => Colour::WHITE,
    };
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" font-size=\"{}\"{bold} fill=\"{ink}\">{}</text>",
        px(x),
        px(y),
        px(font.size),
        escape(content)
    );
}

/// How a street is drawn: the attributes of its stroke, and its width in px.
pub(super) fn street_stroke(class: StreetClass, px_per_metre: f64, unit: f64) -> (String, f64) {
    // Width in metres; the least and the most in px at 1600 × 1200; colour. Quiet: people carry the colour of a map.
    let (metres, least, most, colour) = match class {
        StreetClass::Closed => (3.0, 0.7, 1.4, "#d8cdc9"),
        StreetClass::Path => (2.5, 0.5, 1.4, "#d3d5d4"),
        StreetClass::Minor => (6.0, 0.7, 4.0, "#cfd1d2"),
        StreetClass::Major => (13.0, 1.5, 8.0, "#bbbfc3"),
    };
    let width = (metres * px_per_metre).clamp(least * unit, most * unit);
    let dashes = match class {
        StreetClass::Closed => dashes(7.0 * unit, 5.0 * unit),
        StreetClass::Path => dashes(3.0 * unit, 2.5 * unit),
        StreetClass::Minor | StreetClass::Major => String::new(),
    };
    let attributes = format!("stroke=\"{colour}\" stroke-width=\"{width:.2}\"{dashes}");
    (attributes, width)
}

/// The attributes of the stroke of a line so many px wide.
pub(super) fn line_stroke(colour: Colour, width: f64, pattern: Pattern) -> String {
    let dashes = match pattern {
        Pattern::Solid => String::new(),
        Pattern::Dotted => dashes(width, width * 2.5),
        Pattern::Dashed => dashes(width * 4.0, width * 3.0),
    };
    format!("stroke=\"{colour}\" stroke-width=\"{}\"{dashes}", px(width))
}

fn dashes(on: f64, off: f64) -> String {
    format!(" stroke-dasharray=\"{} {}\"", px(on), px(off))
}

/// Adds two crossing bars to path data, each as long as the diagonal of a square with half this side.
fn cross(out: &mut String, [x, y]: [f64; 2], half: f64) {
    let thin = half * 0.35;
    let (far, near) = (half, half - thin);
    // Clockwise from the left end of the upper rim.
    let corners = [
        [-far, -near],
        [-near, -far],
        [0.0, -thin],
        [near, -far],
        [far, -near],
        [thin, 0.0],
        [far, near],
        [near, far],
        [0.0, thin],
        [-near, far],
        [-far, near],
        [-thin, 0.0],
    ];
    path::ring(out, &corners.map(|[dx, dy]| [x + dx, y + dy]));
}

/// Adds a symbol of the area of a disc of this radius to path data.
pub(super) fn symbol(out: &mut String, [x, y]: [f64; 2], symbol: Symbol, radius: f64) {
    match symbol {
        Symbol::Circle => {
            let (r, d) = (px(radius), px(radius * 2.0));
            let _ = write!(
                out,
                "M{} {}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z",
                px(x - radius),
                px(y)
            );
        }
        Symbol::Square => {
            let half = radius * 0.886;
            let (d, left, top) = (px(half * 2.0), px(x - half), px(y - half));
            let _ = write!(out, "M{left} {top}h{d}v{d}h-{d}z");
        }
        Symbol::Triangle => {
            let (half, up, down) = (radius * 1.347, radius * 1.555, radius * 0.778);
            let corners = [[x, y - up], [x + half, y + down], [x - half, y + down]];
            path::ring(out, &corners);
        }
        Symbol::Diamond => {
            let far = radius * 1.253;
            let corners = [[x, y - far], [x + far, y], [x, y + far], [x - far, y]];
            path::ring(out, &corners);
        }
        Symbol::Cross => cross(out, [x, y], radius * 1.25),
    }
}
