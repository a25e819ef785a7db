//! Parcels without homes: schools, parks, factories.

use crate::block::Entry;
use crate::geometry::{Point, Rect, Side};
use crate::names;
use crate::pen::{Outline, Pen};
use crate::sheet::{NodeId, Tags};
use crate::units::m;

/// A school behind a fence, with one gate that is not for everybody.
pub(crate) fn draw_school(pen: &mut Pen<'_>, rect: Rect, entries: &[Entry]) {
    let gate = [("barrier", "gate"), ("access", "private")];
    let fence = draw_fenced(pen, rect, entries, &gate);
    let name = format!(
        "{}小学",
        names::place(pen.plan.seed, pen.cell.i * 7 + pen.cell.j)
    );
    pen.way(
        fence,
        Tags::of(&[("amenity", "school"), ("barrier", "fence")]).and("name", name),
    );
    let ground = rect.inset(m(14));
    let middle = ground.centre().x;
    let houses = (ground.height() / m(42)).clamp(1, 4);
    for house in 0..houses {
        let y = ground.y0 + ground.height() / houses * house;
        let levels = *pen.rng.pick(&["3", "4", "5"]);
        let house = Rect::new(ground.x0, y, middle - m(6), y + m(14));
        pen.area(
            house,
            Tags::of(&[("building", "school"), ("building:levels", levels)]),
        );
    }
    let width = m(66).min(ground.x1 - middle - m(6));
    let pitch = Rect::new(
        ground.x1 - width,
        ground.y0,
        ground.x1,
        ground.y1.min(ground.y0 + m(110)),
    );
    pen.area(
        pitch,
        Tags::of(&[("leisure", "pitch"), ("sport", "athletics")]),
    );
}

/// A factory: nobody lives there, though some of its buildings are only tagged `building=yes`.
pub(crate) fn draw_works(pen: &mut Pen<'_>, rect: Rect, entries: &[Entry]) {
    let gate = [("barrier", "lift_gate"), ("access", "private")];
    let fence = draw_fenced(pen, rect, entries, &gate);
    pen.way(fence.clone(), Tags::of(&[("landuse", "industrial")]));
    pen.way(fence, Tags::of(&[("barrier", "wall")]));
    let ground = rect.inset(m(15));
    let halls = (ground.height() / m(50)).max(1);
    for hall in 0..halls {
        let y = ground.y0 + ground.height() / halls * hall;
        let building = *pen.rng.pick(&["industrial", "warehouse", "yes"]);
        pen.area(
            Rect::new(ground.x0, y, ground.x1, y + m(28)),
            Tags::of(&[("building", building)]),
        );
    }
}

/// A closed ring with a gate for each entry and a private way from it along the inside.
fn draw_fenced(
    pen: &mut Pen<'_>,
    rect: Rect,
    entries: &[Entry],
    gate_tags: &[(&'static str, &'static str)],
) -> Vec<NodeId> {
    let mut fence = Outline::new(rect);
    let mut yard = Outline::new(rect.inset(m(8)));
    for entry in entries {
        let gate = fence.mark(pen, entry.side, entry.at, Tags::of(gate_tags));
        let inside = yard.mark(pen, entry.side, entry.at, Tags::none());
        pen.way(entry.way_to(gate), Tags::of(&[("highway", "service")]));
        pen.way(
            vec![gate, inside],
            Tags::of(&[("highway", "service"), ("access", "private")]),
        );
    }
    let ring = yard.close(pen);
    pen.way(
        ring,
        Tags::of(&[("highway", "service"), ("access", "private")]),
    );
    fence.close(pen)
}

/// A park with a round path, paths to the streets, and a pond.
pub(crate) fn draw_park(pen: &mut Pen<'_>, rect: Rect, entries: &[Entry]) {
    let mut path = Outline::new(rect.inset(m(14)));
    for entry in entries {
        let inside = path.mark(pen, entry.side, entry.at, Tags::none());
        pen.way(entry.way_to(inside), Tags::of(&[("highway", "footway")]));
    }
    let ground = path.rect();
    let middle = ground.centre();
    let ends = [Side::South, Side::North].map(|side| path.mark(pen, side, middle.x, Tags::none()));
    let bend = pen.node(Point {
        x: middle.x + m(20),
        y: middle.y,
    });
    pen.way(
        vec![ends[0], bend, ends[1]],
        Tags::of(&[("highway", "path")]),
    );
    let ring = path.close(pen);
    pen.way(ring, Tags::of(&[("highway", "footway")]));
    let pond = Rect::new(
        ground.x0 + m(12),
        middle.y - m(18),
        middle.x - m(4),
        middle.y + m(18),
    );
    pen.area(pond, Tags::of(&[("natural", "water"), ("water", "pond")]));
    let name = format!(
        "{}公园",
        names::place(pen.plan.seed, pen.cell.i * 5 + pen.cell.j * 3)
    );
    pen.area(rect, Tags::of(&[("leisure", "park")]).and("name", name));
}
