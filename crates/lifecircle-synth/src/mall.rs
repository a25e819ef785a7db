//! A shopping centre between two squares: one square is an `area=yes` way, the other a multipolygon around
//! the building.

use crate::block::Entry;
use crate::catalog::{CATALOG, Size};
use crate::geometry::{Point, Rect, Side};
use crate::names;
use crate::pen::{Outline, Pen};
use crate::retail;
use crate::sheet::Tags;
use crate::units::{int, m};

/// Lawn between the two squares.
const LAWN: i32 = m(8);
/// From the edge of the square to the building.
const FORECOURT: i32 = m(14);

/// Draws the squares, the building, and the shops in it.
pub(crate) fn draw(pen: &mut Pen<'_>, rect: Rect, entries: &[Entry]) {
    let cut = rect.x0 + rect.width() / 3;
    let mut square = Outline::new(Rect::new(rect.x0, rect.y0, cut, rect.y1));
    let mut forecourt = Outline::new(Rect::new(cut + LAWN, rect.y0, rect.x1, rect.y1));
    for entry in entries {
        let west = match entry.side {
            Side::West => true,
            Side::East => false,
            Side::South | Side::North => entry.at <= cut,
        };
        let place = if west { &mut square } else { &mut forecourt };
        let (low, high) = entry.side.span(place.rect());
        let edge = place.mark(
            pen,
            entry.side,
            entry.at.clamp(low + m(2), high - m(2)),
            Tags::none(),
        );
        pen.way(entry.way_to(edge), Tags::of(&[("highway", "footway")]));
    }
    for share in [1, 2] {
        let y = rect.y0 + rect.height() * share / 3;
        let ends = vec![
            square.mark(pen, Side::East, y, Tags::none()),
            forecourt.mark(pen, Side::West, y, Tags::none()),
        ];
        pen.way(ends, Tags::of(&[("highway", "footway")]));
    }
    let name = names::place(pen.plan.seed, pen.cell.i + pen.cell.j);
    let ring = square.close(pen);
    pen.way(
        ring,
        Tags::of(&[("highway", "pedestrian"), ("area", "yes")]).and("name", format!("{name}广场")),
    );
    let building = forecourt.rect().inset(FORECOURT);
    let ring = forecourt.close(pen);
    let outer = pen.way(ring, Tags::none());
    let mut walls = Outline::new(building);
    walls.mark(
        pen,
        Side::South,
        building.centre().x,
        Tags::of(&[("entrance", "main")]),
    );
    walls.mark(
        pen,
        Side::North,
        building.centre().x,
        Tags::of(&[("entrance", "yes")]),
    );
    let ring = walls.close(pen);
    let tags = [
        ("building", "retail"),
        ("shop", "mall"),
        ("building:levels", "4"),
    ];
    pen.sheet.facilities += 1;
    let inner = pen.way(ring, Tags::of(&tags).and("name", format!("{name}购物中心")));
    pen.multipolygon(outer, inner, Tags::of(&[("highway", "pedestrian")]));
    draw_shops(pen, building);
}

/// Shops on the floors of the building.
fn draw_shops(pen: &mut Pen<'_>, building: Rect) {
    let ground = building.inset(m(5));
    for _ in 0..pen.rng.index(14) + 10 {
        let outlet = &CATALOG[12 + pen.rng.index(CATALOG.len() - 12)];
        if outlet.size != Size::Unit {
            continue;
        }
        let level = int(pen.rng.index(4)).to_string();
        let at = Point {
            x: pen.rng.range(ground.x0, ground.x1),
            y: pen.rng.range(ground.y0, ground.y1),
        };
        let tags = retail::tags(pen, outlet).and("level", level);
        pen.tagged(at, tags);
    }
}
