//! The edge of town (城乡结合部): scattered houses, farm tracks, fields.

use crate::block::Entry;
use crate::geometry::{Point, Rect, Side};
use crate::homes::{self, HomeStyle};
use crate::names;
use crate::pen::Pen;
use crate::sheet::Tags;
use crate::units::m;

/// Distance between two places for a house.
const HOUSE_PITCH: i32 = m(23);

/// Draws a village around a crossroads, with fields on one side of it.
pub(crate) fn draw(pen: &mut Pen<'_>, rect: Rect, entries: &[Entry]) {
    let middle = rect.centre();
    let hub_at = Point {
        x: middle.x + pen.rng.range(-m(15), m(15)),
        y: middle.y + pen.rng.range(-m(12), m(12)),
    };
    let hub = pen.node(hub_at);
    let mut roads = Vec::new();
    for (entry, class) in entries.iter().zip(["unclassified", "track", "path"]) {
        let border = entry.side.point(rect, entry.at, 0);
        let bend = Point {
            x: i32::midpoint(border.x, hub_at.x) + pen.rng.range(-m(9), m(9)),
            y: i32::midpoint(border.y, hub_at.y) + pen.rng.range(-m(9), m(9)),
        };
        let mut refs = entry.way_to(pen.node(border));
        refs.extend([pen.node(bend), hub]);
        pen.way(refs, Tags::of(&[("highway", class)]));
        roads.extend([(border, bend), (bend, hub_at)]);
    }
    let fields = *pen.rng.pick(&Side::ALL);
    let (low, high) = fields.span(rect);
    let depth = if matches!(fields, Side::South | Side::North) {
        rect.height()
    } else {
        rect.width()
    } / 3;
    pen.area(
        fields.strip(rect, (low, high), (0, depth - m(4))),
        Tags::of(&[("landuse", "farmland")]),
    );
    let village = fields.cut(rect, depth);
    draw_houses(pen, village, &roads);
    let name = names::village(&mut pen.rng);
    pen.area(
        village,
        Tags::of(&[("landuse", "residential")]).and("name", name),
    );
}

fn draw_houses(pen: &mut Pen<'_>, ground: Rect, roads: &[(Point, Point)]) {
    let building = *pen.rng.pick(&["house", "house", "yes", "detached", "farm"]);
    let style = HomeStyle {
        building,
        levels: None,
        entrances: false,
        notched: false,
        street: None,
    };
    for row in 0..ground.height() / HOUSE_PITCH {
        for place in 0..ground.width() / HOUSE_PITCH {
            let x = ground.x0 + HOUSE_PITCH * place + pen.rng.range(m(1), m(10));
            let y = ground.y0 + HOUSE_PITCH * row + pen.rng.range(m(1), m(12));
            let house = Rect::new(
                x,
                y,
                x + pen.rng.range(m(9), m(12)),
                y + pen.rng.range(m(8), m(10)),
            );
            if pen.rng.percent(55) && !roads.iter().any(|&road| crosses(house.inset(-m(3)), road)) {
                homes::draw(pen, house, &style, 1);
            }
        }
    }
}

/// A road comes through the rectangle; looked at every twentieth of its length, which is less than a house.
fn crosses(rect: Rect, (from, to): (Point, Point)) -> bool {
    (0..=20).any(|step| {
        rect.contains(Point {
            x: from.x + (to.x - from.x) * step / 20,
            y: from.y + (to.y - from.y) * step / 20,
        })
    })
}
