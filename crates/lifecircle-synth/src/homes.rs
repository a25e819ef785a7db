//! Residential buildings, tagged in the different ways that mappers tag them.

use crate::geometry::{Rect, Side};
use crate::pen::{Outline, Pen};
use crate::rng::Rng;
use crate::sheet::{NodeId, Tags};
use crate::units::m;

/// Distance between two staircases of a long building.
const STAIRCASE_DISTANCE: i32 = m(17);

/// How the buildings of one compound look and are tagged.
#[derive(Clone, Debug)]
pub(crate) struct HomeStyle {
    /// Value of the `building` key.
    pub(crate) building: &'static str,
    /// Range of `building:levels`, where it is tagged.
    pub(crate) levels: Option<(i32, i32)>,
    /// Entrances are drawn.
    pub(crate) entrances: bool,
    /// The south side has a recess.
    pub(crate) notched: bool,
    /// `addr:street`, where it is tagged.
    pub(crate) street: Option<String>,
}

impl HomeStyle {
    /// The style of one compound with buildings of `levels`.
    pub(crate) fn of_compound(rng: &mut Rng, levels: (i32, i32), street: &str) -> Self {
        let building = match rng.below(100) {
            0..76 => "apartments",
            76..88 => "residential",
            _ => "yes",
        };
        Self {
            building,
            levels: (building == "apartments" && rng.percent(88)).then_some(levels),
            entrances: rng.percent(38),
            notched: rng.percent(35),
            street: rng.percent(15).then(|| street.to_owned()),
        }
    }

    fn tags(&self, rng: &mut Rng, number: usize) -> Tags {
        let levels = self
            .levels
            .map(|(low, high)| rng.range(low, high).to_string());
        let number = self.street.as_ref().map(|_| number.to_string());
        Tags::of(&[("building", self.building)])
            .maybe("building:levels", levels)
            .maybe("addr:street", self.street.clone())
            .maybe("addr:housenumber", number)
    }
}

/// Draws one building with its staircases on the north side; returns where along x those are.
pub(crate) fn draw(
    pen: &mut Pen<'_>,
    rect: Rect,
    style: &HomeStyle,
    number: usize,
) -> Vec<(i32, NodeId)> {
    pen.sheet.homes += 1;
    let mut outline = Outline::new(rect);
    if style.notched && rect.width() > m(18) {
        let third = rect.width() / 3;
        outline = outline.notched(rect.x0 + third, rect.x1 - third, m(3));
    }
    let mut staircases = Vec::new();
    if style.entrances {
        let doors = (rect.width() / STAIRCASE_DISTANCE).clamp(1, 4);
        for door in 0..doors {
            let at = rect.x0 + rect.width() * (2 * door + 1) / (2 * doors);
            let kind = if doors == 1 { "main" } else { "staircase" };
            let door = outline.mark(pen, Side::North, at, Tags::of(&[("entrance", kind)]));
            staircases.push((at, door));
        }
    }
    let ring = outline.close(pen);
    let tags = style.tags(&mut pen.rng, number);
    pen.way(ring, tags);
    staircases
}

/// Draws a building around a courtyard: a multipolygon whose outer way has no tags.
pub(crate) fn draw_courtyard(pen: &mut Pen<'_>, rect: Rect, levels: &'static str) {
    pen.sheet.homes += 1;
    let mut outline = Outline::new(rect);
    if pen.rng.percent(50) {
        outline.mark(
            pen,
            Side::South,
            rect.centre().x,
            Tags::of(&[("entrance", "main")]),
        );
    }
    let ring = outline.close(pen);
    let outer = pen.way(ring, Tags::none());
    let inner = pen.area(rect.inset(m(9)), Tags::none());
    pen.multipolygon(
        outer,
        inner,
        Tags::of(&[("building", "apartments"), ("building:levels", levels)]),
    );
}
