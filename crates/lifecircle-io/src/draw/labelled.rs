//! Labels as they are written, and what is not told for lack of room.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::labels::Placed;
use super::path::px;
use super::sheet::{Label, LabelKind};
use super::text::{shortened, without};
use crate::style::Colour;
use crate::xml::escape;

/// Labels that a picture does not show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Labels of all kinds with a place on the map: others lie there, or no font has their characters.
    pub labels: usize,
    /// Areas, sites and outlets with a label that lie beyond the frame.
    pub beyond: usize,
    /// What would be told of an area, a site or an outlet on the map, and finds no room.
    pub untold: usize,
}

impl LeftOut {
    /// What is not told of the places of labels; names of the ground are not missed.
    pub(super) fn of(
        labels: &[&Label],
        placed: &[Placed],
        is_on_map: impl Fn(&Label) -> bool,
    ) -> Self {
        let is_fact = |label: &Label| label.kind == LabelKind::Fact;
        // An area has a number besides.
        let is_first = |label: &Label| {
            label.kind == LabelKind::Rank || is_fact(label) && label.area.is_empty()
        };
        let labels = || labels.iter().copied();
        let beyond = labels().filter(|label| is_first(label) && !is_on_map(label));
        let facts = labels().filter(|label| is_fact(label) && is_on_map(label));
        let told = placed.iter().filter(|placed| is_fact(placed.label));
        Self {
            labels: 0,
            beyond: beyond.count(),
            untold: facts.count() - told.count(),
        }
    }

    /// The most of each.
    #[must_use]
    pub fn most(self, other: Self) -> Self {
        Self {
            labels: self.labels.max(other.labels),
            beyond: self.beyond.max(other.beyond),
            untold: self.untold.max(other.untold),
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            labels: self.labels + other.labels,
            beyond: self.beyond + other.beyond,
            untold: self.untold + other.untold,
        }
    }
}

/// No text of a label is longer, in characters; what is longer ends with `…`.
pub(super) const LONGEST_LABEL: usize = 40;
/// The same of a name after a text.
const LONGEST_NAME: usize = 28;

/// Text and name of a label; a name that cannot be written is one `…`, so that the text is still told.
pub(super) fn shown(label: &Label, missing: &BTreeSet<char>) -> String {
    let text = shortened(&without(&label.text, missing), LONGEST_LABEL);
    let Some(name) = &label.name else {
        return text;
    };
    if name.chars().any(|c| missing.contains(&c)) {
        return format!("{text} · …");
    }
    format!("{text} · {}", shortened(name, LONGEST_NAME))
}

/// A number on its disc.
fn rank(out: &mut String, placed: &Placed, unit: f64) {
    let ([x, y], size, room) = (placed.middle, placed.size, placed.room);
    let high = room.bottom - room.top;
    let _ = writeln!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{}\" stroke=\"#ffffff\" \
         stroke-width=\"{}\"/>",
        px(room.left),
        px(room.top),
        px(room.right - room.left),
        px(high),
        px(high / 2.0),
        Colour::INK,
        px(1.6 * unit)
    );
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"{}\" font-weight=\"700\" \
         fill=\"#ffffff\">{}</text>",
        px(x),
        px(y + size * 0.36),
        px(size),
        escape(&placed.label.text)
    );
}

/// A label where it found room: a number on a disc, or a text with a halo.
pub(super) fn label(out: &mut String, placed: &Placed, unit: f64) {
    let [x, y] = placed.middle;
    let size = placed.size;
    let base = y + size * 0.36;
    let (ink, slant) = match placed.label.kind {
        LabelKind::Rank => return rank(out, placed, unit),
        LabelKind::Fact => (Colour::INK, " font-weight=\"700\""),
        LabelKind::Place => (Colour(0x62, 0x66, 0x6c), ""),
        LabelKind::Water => (Colour(0x2f, 0x6c, 0x94), ""),
        LabelKind::Green => (Colour(0x3f, 0x73, 0x33), ""),
    };
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"{}\"{slant} fill=\"{ink}\" stroke=\"#ffffff\" \
         stroke-width=\"{}\" stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>",
        px(x),
        px(base),
        px(size),
        px(size * 0.24),
        escape(&placed.label.text)
    );
}
