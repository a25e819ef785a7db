//! A picture as SVG: no scripts, nothing from outside, the same bytes each time.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::frame::{Layout, Projection, Rect};
use super::path::{self, px};
use super::picture::{Area, Label, Line, Picture, Point, Sheet, Street, StreetClass, Symbol};
use super::text::is_wide;
use super::{clip, furniture};
use crate::style::Colour;
use crate::xml::escape;
use lifecircle_texts::Lang;

/// A picture as SVG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Svg {
    /// The file's text.
    pub text: String,
    /// Labels with a place on the map that are not drawn: others lie there, or no font has their characters.
    pub labels_left_out: usize,
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
    let layout = Layout::of(picture);
    let projection = Projection::of(picture, layout.map);
    let mut out = opening(picture, &layout, setting);
    let map = Map { layout, projection };
    let _ = writeln!(out, "<g clip-path=\"url(#map)\">");
    for sheet in &picture.sheets {
        match sheet {
            Sheet::Streets(streets) => map.streets(&mut out, streets),
            Sheet::Areas { areas, opacity } => map.areas(&mut out, areas, *opacity),
            Sheet::Lines(lines) => map.lines(&mut out, lines),
            Sheet::Points(points) => map.points(&mut out, points),
            Sheet::Labels(_) => {}
        }
    }
    out.push_str("</g>\n");
    let labels_left_out = map.labels(&mut out, picture, &setting.missing);
    let _ = writeln!(
        out,
        "<rect {} fill=\"none\" stroke=\"#8b9098\" stroke-width=\"{}\"/>",
        place(layout.map),
        px(1.2 * layout.unit)
    );
    furniture::head(&mut out, picture, &layout);
    furniture::legend(&mut out, picture, &layout);
    furniture::scale_and_north(&mut out, picture, &layout, &projection);
    furniture::foot(&mut out, picture, &layout);
    out.push_str("</svg>\n");
    Svg {
        text: out,
        labels_left_out,
    }
}

fn opening(picture: &Picture, layout: &Layout, setting: &Setting) -> String {
    let (width, height) = picture.size;
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
         <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
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
    // Width in metres; the least and the most in px at 1600 × 1200; colour.
    let (metres, least, most, colour) = match class {
        StreetClass::Closed => (3.0, 1.2, 2.0, "#c4b1ad"),
        StreetClass::Path => (2.5, 0.9, 1.8, "#bcc2c8"),
        StreetClass::Minor => (6.0, 0.8, 4.0, "#c4c9ce"),
        StreetClass::Major => (13.0, 1.3, 8.0, "#aeb4bb"),
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

fn dashes(on: f64, off: f64) -> String {
    format!(" stroke-dasharray=\"{} {}\"", px(on), px(off))
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
    }
}

/// The map and how places come onto it.
struct Map {
    layout: Layout,
    projection: Projection,
}

impl Map {
    fn points_of(&self, line: &[lifecircle_core::geodesy::LonLat]) -> Vec<[f64; 2]> {
        line.iter().map(|&at| self.projection.at(at)).collect()
    }

    /// Adds what is on the map of a line to path data.
    fn line(&self, data: &mut String, line: &[lifecircle_core::geodesy::LonLat], width: f64) {
        for piece in clip::line(&self.points_of(line), self.layout.map.grown(width)) {
            path::line(data, &piece);
        }
    }

    fn streets(&self, out: &mut String, streets: &[Street]) {
        for class in StreetClass::ALL {
            let (attributes, width) =
                street_stroke(class, self.projection.px_per_metre(), self.layout.unit);
            let mut data = String::new();
            for street in streets.iter().filter(|s| s.class == class) {
                self.line(&mut data, &street.line, width);
            }
            stroke(out, &data, &attributes);
        }
    }

    fn areas(&self, out: &mut String, areas: &[Area], opacity: f64) {
        let _ = writeln!(out, "<g opacity=\"{opacity}\" fill-rule=\"evenodd\">");
        for area in areas {
            let width = area.outline.map_or(0.0, |(_, w)| w * self.layout.unit);
            let inside = self.layout.map.grown(width + 2.0);
            let mut data = String::new();
            for ring in &area.rings {
                path::ring(&mut data, &clip::ring(&self.points_of(ring), inside));
            }
            if data.is_empty() {
                continue;
            }
            let outline = area.outline.map_or(String::new(), |(colour, _)| {
                format!(
                    " stroke=\"{colour}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
                    px(width)
                )
            });
            let _ = writeln!(out, "<path d=\"{data}\" fill=\"{}\"{outline}/>", area.fill);
        }
        out.push_str("</g>\n");
    }

    /// Neighbours in the order that look alike share a path.
    fn lines(&self, out: &mut String, lines: &[Line]) {
        let alike =
            |a: &Line, b: &Line| a.colour == b.colour && a.width.to_bits() == b.width.to_bits();
        for run in lines.chunk_by(alike) {
            let width = run[0].width * self.layout.unit;
            let mut data = String::new();
            for line in run {
                self.line(&mut data, &line.line, width);
            }
            let attributes = format!(
                "stroke=\"{}\" stroke-width=\"{}\"",
                run[0].colour,
                px(width)
            );
            stroke(out, &data, &attributes);
        }
    }

    fn points(&self, out: &mut String, points: &[Point]) {
        let alike = |a: &Point, b: &Point| {
            (a.colour, a.symbol, a.radius.to_bits()) == (b.colour, b.symbol, b.radius.to_bits())
        };
        for run in points.chunk_by(alike) {
            let radius = run[0].radius * self.layout.unit;
            let seen = self.layout.map.grown(radius * 2.0);
            let mut data = String::new();
            for point in run {
                let at = self.projection.at(point.at);
                if seen.holds(at) {
                    symbol(&mut data, at, point.symbol, radius);
                }
            }
            if !data.is_empty() {
                // The rims below the symbols: where these crowd, rims would hide them.
                let _ = writeln!(
                    out,
                    "<path d=\"{data}\" fill=\"{}\" stroke=\"#ffffff\" stroke-width=\"{}\" paint-order=\"stroke\"/>",
                    run[0].colour,
                    px((radius * 0.4).min(2.4 * self.layout.unit))
                );
            }
        }
    }

    /// Draws the labels that find room, and says how many do not.
    fn labels(&self, out: &mut String, picture: &Picture, missing: &BTreeSet<char>) -> usize {
        let mut labels: Vec<&Label> = Vec::new();
        let mut unreadable = 0;
        for sheet in &picture.sheets {
            let Sheet::Labels(more) = sheet else { continue };
            for label in more {
                if label.text.chars().any(|c| missing.contains(&c)) {
                    unreadable += usize::from(self.layout.map.holds(self.projection.at(label.at)));
                } else {
                    labels.push(label);
                }
            }
        }
        let Layout { map, unit, .. } = self.layout;
        let (placed, crowded) = super::text::place(&labels, &self.projection, map, unit);
        for label in placed {
            let _ = writeln!(
                out,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"{}\" font-size=\"{}\" fill=\"{}\" stroke=\"#ffffff\" \
                 stroke-width=\"{}\" stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>",
                px(label.at[0]),
                px(label.at[1]),
                label.anchor,
                px(label.size),
                Colour::INK,
                px(label.size * 0.22),
                escape(label.text)
            );
        }
        crowded + unreadable
    }
}

fn stroke(out: &mut String, data: &str, attributes: &str) {
    if !data.is_empty() {
        let _ = writeln!(
            out,
            "<path d=\"{data}\" fill=\"none\" {attributes} stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
        );
    }
}
