//! Everything around the map: title, legend, north arrow, scale bar, source.

use std::fmt::Write as _;

use super::frame::{Layout, Projection, SMALL, SUBTITLE, TEXT, TITLE};
use super::path::px;
use super::picture::Picture;
use super::sheet::HomeUnit;
use super::svg::{Font, Ink, text};
use super::text::{fitted, width_em};
use crate::style::Colour;
use lifecircle_texts::{Lang, text};

/// A text is made no smaller than to this part of its size to fit a line: a longer one is cut.
const LEAST: f64 = 0.6;

/// A text that fits a line, and its size.
fn line(content: &str, size: f64, room: f64) -> (String, f64) {
    let content = fitted(content, room / (size * LEAST));
    let size = size.min(room / width_em(&content).max(1.0));
    (content, size)
}

/// Title and subtitle, made smaller where they would not fit the width.
pub(super) fn head(out: &mut String, picture: &Picture, layout: &Layout) {
    let room = layout.side.right - layout.map.left;
    let left = layout.map.left;
    let gap = if picture.subtitle.is_empty() {
        28.0
    } else {
        66.0
    };
    let (title, size) = line(&picture.title, TITLE * layout.unit, room);
    let font = Font {
        size,
        bold: true,
        ink: Ink::Strong,
    };
    let at = [left, layout.map.top - gap * layout.unit];
    text(out, &title, at, "start", font);
    let (subtitle, size) = line(&picture.subtitle, SUBTITLE * layout.unit, room);
    let font = Font {
        size,
        bold: false,
        ink: Ink::Soft,
    };
    let at = [left, layout.map.top - 26.0 * layout.unit];
    text(out, &subtitle, at, "start", font);
}

/// The source line, made smaller where it would not fit the width.
pub(super) fn foot(out: &mut String, picture: &Picture, layout: &Layout) {
    let room = layout.side.right - layout.map.left;
    let (source, size) = line(&picture.source, SMALL * layout.unit, room);
    let font = Font {
        size,
        bold: false,
        ink: Ink::Soft,
    };
    let at = [layout.map.left, layout.map.bottom + 34.0 * layout.unit];
    text(out, &source, at, "start", font);
}

/// The letters and units that a picture writes of its own accord.
pub(super) fn own_texts(lang: Lang) -> [String; 6] {
    [
        people_text(1, HomeUnit::People, lang),
        text!(lang, "drawn-north"),
        length_text(1.0, lang),
        length_text(1000.0, lang),
        legend_word(lang),
        "0123456789…".to_owned(),
    ]
}

/// What an example of a disc stands for.
pub(super) fn people_text(count: u64, unit: HomeUnit, lang: Lang) -> String {
    let key = match unit {
        HomeUnit::People => "drawn-people",
        HomeUnit::Points => "count-points",
        HomeUnit::Homes => "count-homes",
    };
    if unit == HomeUnit::People {
        text!(lang, key, people = count)
    } else {
        text!(lang, key, count = count)
    }
}

/// What the legend is headed by.
pub(super) fn legend_word(lang: Lang) -> String {
    text!(lang, "drawn-legend")
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
