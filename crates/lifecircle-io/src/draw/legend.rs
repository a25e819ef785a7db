//! The legend: what is on the map, with totals.

use std::fmt::Write as _;

use lifecircle_core::osm::GroundKind;

use super::frame::{SWATCH, TEXT, TOTAL};
use super::furniture::{legend_word, people_text};
use super::homes;
use super::map::Map;
use super::path::{self, px};
use super::picture::{LegendEntry, Picture, Swatch};
use super::sheet::Symbol;
use super::svg::{Font, Ink, line_stroke, street_stroke, symbol, text};
use super::text::{width_em, wrap};
use super::{ground, hatch};
use crate::style::{self, Colour};

/// Kept free below the legend for north arrow and scale bar, at 1600 × 1200.
const BELOW_LEGEND: f64 = 190.0;
const LINE: f64 = 30.0;
const BETWEEN: f64 = 8.0;

/// The legend, made smaller when its lines would not fit.
pub(super) fn legend(out: &mut String, picture: &Picture, map: &Map) {
    if picture.legend.is_empty() {
        return;
    }
    let layout = &map.layout;
    let side = layout.side;
    let all = entries_of(picture, map);
    let most_em = ((side.right - side.left) / layout.unit - SWATCH) / TEXT;
    let wrapped = |e: &LegendEntry| {
        let beside = match e.swatch {
            Swatch::Heading => SWATCH / TEXT,
            _ if e.total.is_empty() => 0.0,
            _ => -TOTAL * width_em(&e.total) - 0.4,
        };
        wrap(&e.text, (most_em + beside).max(4.0))
    };
    let entries: Vec<(&LegendEntry, Vec<String>)> = all.iter().map(|e| (e, wrapped(e))).collect();
    let heights = entries.iter().map(|(e, lines)| height(e, lines.len()));
    let needed = heights.sum::<f64>() + 56.0;
    let room = (side.bottom - side.top) / layout.unit - BELOW_LEGEND;
    let unit = layout.unit * (room / needed).min(1.0);
    let heading = Font {
        size: 24.0 * unit,
        bold: true,
        ink: Ink::Strong,
    };
    let mut y = side.top + 22.0 * unit;
    text(
        out,
        &legend_word(picture.lang),
        [side.left, y],
        "start",
        heading,
    );
    y += 20.0 * unit;
    for (entry, lines) in entries {
        self::entry(out, entry, &lines, [side.left, y, side.right], unit);
        y += height(entry, lines.len()) * unit;
    }
}

/// The lines that were given, but for ground that the scale is too small for; and an example of a disc of people.
fn entries_of(picture: &Picture, map: &Map) -> Vec<LegendEntry> {
    let mut all: Vec<LegendEntry> = picture.legend.clone();
    all.retain(|entry| match entry.swatch {
        Swatch::Ground(kind) => ground::is_shown(kind, map.scale()),
        _ => true,
    });
    let example = map.cells.as_ref();
    let example = example.and_then(|cells| Some((cells.unit, cells.example()?)));
    if let Some((unit, (people, radius))) = example {
        let is_homes = |entry: &LegendEntry| matches!(entry.swatch, Swatch::Homes(_));
        let after = all.iter().rposition(is_homes);
        let entry = LegendEntry {
            swatch: Swatch::Disc(radius / map.layout.unit),
            text: people_text(people, unit, picture.lang),
            total: String::new(),
        };
        all.insert(after.map_or(all.len(), |at| at + 1), entry);
    }
    all
}

fn above(entry: &LegendEntry) -> f64 {
    if matches!(entry.swatch, Swatch::Heading) {
        16.0
    } else {
        0.0
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a legend's text has a handful of lines"
)]
fn height(entry: &LegendEntry, lines: usize) -> f64 {
    above(entry) + LINE + (lines as f64 - 1.0) * TEXT * 1.25 + BETWEEN
}

/// A line of the legend from a left edge and a top on, its total before a right edge.
fn entry(
    out: &mut String,
    entry: &LegendEntry,
    lines: &[String],
    [x, y, right]: [f64; 3],
    unit: f64,
) {
    let heading = matches!(entry.swatch, Swatch::Heading);
    let font = Font {
        size: TEXT * unit,
        bold: heading,
        ink: Ink::Strong,
    };
    let top = y + above(entry) * unit;
    swatch(out, entry.swatch, [x, top + LINE / 2.0 * unit], unit);
    let left = if heading { x } else { x + SWATCH * unit };
    let mut base = top + (LINE / 2.0 + TEXT * 0.36) * unit;
    let total = Font {
        size: TOTAL * TEXT * unit,
        bold: false,
        ink: Ink::Soft,
    };
    text(out, &entry.total, [right, base], "end", total);
    for line in lines {
        text(out, line, [left, base], "start", font);
        base += TEXT * 1.25 * unit;
    }
}

/// Width and height of a swatch at 1600 × 1200.
const SIZE: [f64; 2] = [36.0, 22.0];

/// A swatch whose left edge's middle is at the place.
fn swatch(out: &mut String, swatch: Swatch, [x, y]: [f64; 2], unit: f64) {
    let size = SIZE.map(|side| side * unit);
    let middle = [x + size[0] / 2.0, y];
    match swatch {
        Swatch::Heading => {}
        Swatch::Area(colour, opacity) => {
            let place = boxed([x, y], size);
            let _ = writeln!(
                out,
                "<rect {place} fill=\"{}\"/><rect {place} fill=\"{colour}\" fill-opacity=\"{opacity}\" stroke=\"{colour}\" stroke-width=\"{}\"/>",
                Colour::GROUND,
                px(unit.max(0.5))
            );
        }
        Swatch::Line(colour, width, pattern) => {
            let attributes = line_stroke(colour, width * unit, pattern);
            stroke(out, [x, y], unit, &attributes);
        }
        Swatch::Street(class) => {
            // As wide as on a map that shows a few kilometres.
            let (attributes, _) = street_stroke(class, 0.25 * unit, unit);
            stroke(out, [x, y], unit, &attributes);
        }
        Swatch::Homes(class) => homes::symbols(out, &[(middle, 9.0 * unit)], class, unit),
        Swatch::Disc(radius) => {
            let mut data = String::new();
            symbol(&mut data, middle, Symbol::Circle, radius * unit);
            let _ = writeln!(
                out,
                "<path d=\"{data}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>",
                Colour::INK,
                px(1.2 * unit)
            );
        }
        Swatch::Ground(kind) => on_the_ground(out, kind, [x, y], unit),
        Swatch::CutOff => cut_off(out, [x, y], unit),
        Swatch::Rank => rank(out, [x, y], unit),
        Swatch::Point(colour, shape) => {
            let mut data = String::new();
            symbol(&mut data, middle, shape, 7.0 * unit);
            let _ = writeln!(out, "<path d=\"{data}\" fill=\"{colour}\"/>");
        }
    }
}

/// A line as wide as a swatch.
fn stroke(out: &mut String, [x, y]: [f64; 2], unit: f64, attributes: &str) {
    let _ = writeln!(
        out,
        "<path d=\"M{} {}h{}\" fill=\"none\" {attributes}/>",
        px(x),
        px(y),
        px(SIZE[0] * unit)
    );
}

fn on_the_ground(out: &mut String, kind: GroundKind, at: [f64; 2], unit: f64) {
    let colour = style::ground(kind);
    if !kind.is_line() {
        let _ = writeln!(
            out,
            "<rect {} fill=\"{colour}\" stroke=\"#c4c4c0\" stroke-width=\"{}\"/>",
            boxed(at, SIZE.map(|side| side * unit)),
            px((0.8 * unit).max(0.5))
        );
        return;
    }
    let width = px(2.6 * unit);
    let attributes = format!("stroke=\"{colour}\" stroke-width=\"{width}\"");
    stroke(out, at, unit, &attributes);
    if kind == GroundKind::Railway {
        let (thin, dash) = (px(1.4 * unit), px(6.0 * unit));
        let light = format!(
            "stroke=\"#ffffff\" stroke-width=\"{thin}\" stroke-dasharray=\"{dash} {dash}\""
        );
        stroke(out, at, unit, &light);
    }
}

fn cut_off(out: &mut String, [x, y]: [f64; 2], unit: f64) {
    let [wide, high] = SIZE.map(|side| side * unit);
    let (top, bottom) = (y - high / 2.0, y + high / 2.0);
    let ring = [[x, top], [x + wide, top], [x + wide, bottom], [x, bottom]];
    let mut data = String::new();
    for line in hatch::lines(&[ring.to_vec()], 6.0 * unit) {
        path::line(&mut data, &line);
    }
    path::ring(&mut data, &ring);
    let _ = writeln!(
        out,
        "<path d=\"{data}\" fill=\"none\" stroke=\"#b0b0ac\" stroke-width=\"{}\"/>",
        px(0.9 * unit)
    );
}

fn rank(out: &mut String, [x, y]: [f64; 2], unit: f64) {
    let [wide, high] = SIZE.map(|side| side * unit);
    let _ = writeln!(
        out,
        "<rect {} rx=\"{}\" fill=\"{}\"/>",
        boxed([x + 5.0 * unit, y], [26.0 * unit, high]),
        px(high / 2.0),
        Colour::INK
    );
    let font = Font {
        size: 15.0 * unit,
        bold: true,
        ink: Ink::Paper,
    };
    let base = y + 5.4 * unit;
    text(out, "1", [x + wide / 2.0, base], "middle", font);
}

/// A box whose left edge's middle is at the place.
fn boxed([x, y]: [f64; 2], [wide, high]: [f64; 2]) -> String {
    format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        px(x),
        px(y - high / 2.0),
        px(wide),
        px(high)
    )
}
