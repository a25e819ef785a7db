//! Everything around the map: title, legend, north arrow, scale bar, source.

use std::fmt::Write as _;

use super::frame::{Layout, Projection, SMALL, SUBTITLE, SWATCH, TEXT, TITLE};
use super::path::px;
use super::picture::{LegendEntry, Picture, Swatch};
use super::svg::{Font, Ink, street_stroke, symbol, text};
use super::text::{width_em, wrap};
use crate::style::Colour;
use lifecircle_texts::{Lang, text};

/// Title and subtitle, made smaller where they would not fit the width.
pub(super) fn head(out: &mut String, picture: &Picture, layout: &Layout) {
    let room = layout.side.right - layout.map.left;
    let fitted =
        |content: &str, size: f64| (size * layout.unit).min(room / width_em(content).max(1.0));
    let left = layout.map.left;
    let gap = if picture.subtitle.is_empty() {
        28.0
    } else {
        66.0
    };
    let font = Font {
        size: fitted(&picture.title, TITLE),
        bold: true,
        ink: Ink::Strong,
    };
    text(
        out,
        &picture.title,
        [left, layout.map.top - gap * layout.unit],
        "start",
        font,
    );
    let font = Font {
        size: fitted(&picture.subtitle, SUBTITLE),
        bold: false,
        ink: Ink::Soft,
    };
    text(
        out,
        &picture.subtitle,
        [left, layout.map.top - 26.0 * layout.unit],
        "start",
        font,
    );
}

/// The source line, made smaller where it would not fit the width.
pub(super) fn foot(out: &mut String, picture: &Picture, layout: &Layout) {
    let room = layout.side.right - layout.map.left;
    let widest = room / width_em(&picture.source).max(1.0);
    let font = Font {
        size: (SMALL * layout.unit).min(widest),
        bold: false,
        ink: Ink::Soft,
    };
    let at = [layout.map.left, layout.map.bottom + 34.0 * layout.unit];
    text(out, &picture.source, at, "start", font);
}

/// The letters and units that a picture writes of its own accord.
pub(super) fn own_texts(lang: Lang) -> [String; 5] {
    [
        text!(lang, "drawn-north"),
        length_text(1.0, lang),
        length_text(1000.0, lang),
        legend_word(lang),
        "0123456789…".to_owned(),
    ]
}

/// What the legend is headed by.
pub(super) fn legend_word(lang: Lang) -> String {
    text!(lang, "drawn-legend")
}

/// Kept free below the legend for north arrow and scale bar, at 1600 × 1200.
const BELOW_LEGEND: f64 = 190.0;
const LINE: f64 = 30.0;
const BETWEEN: f64 = 8.0;

/// The legend, made smaller when its lines would not fit.
pub(super) fn legend(out: &mut String, picture: &Picture, layout: &Layout) {
    if picture.legend.is_empty() {
        return;
    }
    let side = layout.side;
    let most_em = ((side.right - side.left) / layout.unit - SWATCH) / TEXT;
    let entries: Vec<(&LegendEntry, Vec<String>)> = picture
        .legend
        .iter()
        .map(|e| {
            let beside = if matches!(e.swatch, Swatch::Heading) {
                SWATCH / TEXT
            } else {
                0.0
            };
            (e, wrap(&e.text, most_em + beside))
        })
        .collect();
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
        self::entry(out, entry, &lines, [side.left, y], unit);
        y += height(entry, lines.len()) * unit;
    }
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

fn entry(out: &mut String, entry: &LegendEntry, lines: &[String], [x, y]: [f64; 2], unit: f64) {
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
    for line in lines {
        text(out, line, [left, base], "start", font);
        base += TEXT * 1.25 * unit;
    }
}

/// A swatch of 36 × 22 whose left edge's middle is at the place.
fn swatch(out: &mut String, swatch: Swatch, [x, y]: [f64; 2], unit: f64) {
    let (wide, high) = (36.0 * unit, 22.0 * unit);
    let stroke = |out: &mut String, attributes: &str| {
        let _ = writeln!(
            out,
            "<path d=\"M{} {}h{}\" fill=\"none\" {attributes}/>",
            px(x),
            px(y),
            px(wide)
        );
    };
    match swatch {
        Swatch::Heading => {}
        Swatch::Area(colour, opacity) => {
            let place = format!(
                "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                px(x),
                px(y - high / 2.0),
                px(wide),
                px(high)
            );
            let _ = writeln!(
                out,
                "<rect {place} fill=\"{}\"/><rect {place} fill=\"{colour}\" fill-opacity=\"{opacity}\" stroke=\"{colour}\" stroke-width=\"{}\"/>",
                Colour::GROUND,
                px(unit.max(0.5))
            );
        }
        Swatch::Line(colour, width) => {
            let width = px(width * unit);
            stroke(
                out,
                &format!("stroke=\"{colour}\" stroke-width=\"{width}\""),
            );
        }
        Swatch::Street(class) => {
            // As wide as on a map that shows a few kilometres.
            let (attributes, _) = street_stroke(class, 0.25 * unit, unit);
            stroke(out, &attributes);
        }
        Swatch::Point(colour, shape) => {
            let mut data = String::new();
            symbol(&mut data, [x + wide / 2.0, y], shape, 7.0 * unit);
            let _ = writeln!(out, "<path d=\"{data}\" fill=\"{colour}\"/>");
        }
    }
}

/// The longest of 1, 2, 5, 10, 20, … metres that is no longer than this.
pub(super) fn round_metres(most: f64) -> f64 {
    let mut power = 1.0;
    while power * 10.0 <= most && power < 1e8 {
        power *= 10.0;
    }
    let steps = [5.0, 2.0].map(|s| s * power);
    steps.into_iter().find(|s| *s <= most).unwrap_or(power)
}

/// A length as the scale bar writes it.
pub(super) fn length_text(metres: f64, lang: Lang) -> String {
    if metres < 1000.0 {
        text!(lang, "measure-metres", length = metres)
    } else {
        text!(lang, "measure-kilometres", length = metres / 1000.0)
    }
}

/// The scale bar at the foot of the side, in two halves, and the north arrow above it.
pub(super) fn scale_and_north(
    out: &mut String,
    picture: &Picture,
    layout: &Layout,
    projection: &Projection,
) {
    let (side, unit) = (layout.side, layout.unit);
    let room = ((side.right - side.left) * 0.85).min(240.0 * unit);
    let metres = round_metres(room / projection.px_per_metre());
    let half = metres * projection.px_per_metre() / 2.0;
    let high = 7.0 * unit;
    let top = side.bottom - 2.0 * unit - high;
    let ink = Colour::INK;
    let line = px(1.2 * unit);
    for (index, fill) in [(0.0, ink), (1.0, Colour::WHITE)] {
        let _ = writeln!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\" stroke=\"{ink}\" stroke-width=\"{line}\"/>",
            px(side.left + index * half + unit),
            px(top),
            px(half),
            px(high)
        );
    }
    let font = Font {
        size: SMALL * unit,
        bold: false,
        ink: Ink::Strong,
    };
    let y = top - 9.0 * unit;
    text(out, "0", [side.left, y], "start", font);
    let whole = length_text(metres, picture.lang);
    text(
        out,
        &whole,
        [side.left + 2.0 * half + unit, y],
        "middle",
        font,
    );
    north(
        out,
        picture.lang,
        [side.left + 20.0 * unit, top - 62.0 * unit],
        unit,
    );
}

/// An arrow whose foot is at the place, half dark, half light.
fn north(out: &mut String, lang: Lang, [x, y]: [f64; 2], unit: f64) {
    let (high, half, notch) = (44.0 * unit, 13.0 * unit, 10.0 * unit);
    for (side, fill) in [(-1.0, Colour::INK), (1.0, Colour::WHITE)] {
        let _ = writeln!(
            out,
            "<path d=\"M{} {}L{} {}L{} {}z\" fill=\"{fill}\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"/>",
            px(x),
            px(y - high),
            px(x + side * half),
            px(y),
            px(x),
            px(y - notch),
            Colour::INK,
            px(1.2 * unit)
        );
    }
    let font = Font {
        size: TEXT * unit,
        bold: true,
        ink: Ink::Strong,
    };
    text(
        out,
        &text!(lang, "drawn-north"),
        [x, y - high - 8.0 * unit],
        "middle",
        font,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_round_numbers() {
        for (most, round) in [
            (0.4, 1.0),
            (9.9, 5.0),
            (10.0, 10.0),
            (430.0, 200.0),
            (5000.0, 5000.0),
            (99_999.0, 50_000.0),
        ] {
            assert!((round_metres(most) - round).abs() < 1e-9, "{most}");
        }
        assert_eq!(length_text(500.0, Lang::En), "500 m");
        assert_eq!(length_text(500.0, Lang::Zh), "500 米");
        assert_eq!(length_text(2000.0, Lang::En), "2 km");
        assert_eq!(length_text(10_000.0, Lang::Zh), "10 公里");
    }
}
