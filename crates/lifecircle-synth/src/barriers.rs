//! Rivers and railways: what cuts the city, and the few ways under and over it.

use crate::course::PARTS;
use crate::edges::{self, Hand, RAILWAY_SLOT, RIVER_SLOT};
use crate::geometry::Point;
use crate::names;
use crate::pen::Pen;
use crate::plan::{Cell, Dir, Edge, Plan};
use crate::rng::{Rng, Stream};
use crate::sheet::{NodeId, Tags};
use crate::units::m;

/// From the middle of the road along a river to the water.
const BANK: i32 = m(24);
/// From the middle of the road along a river to the path on its bank.
const BANK_PATH: i32 = m(15);
/// From the middle of the road along a railway to its fence.
const FENCE: i32 = m(16);
/// Percent of the blocks along a railway that have a foot tunnel.
const TUNNEL_PERCENT: u32 = 30;

/// Draws the nodes of rivers and railways that the next cell needs too.
pub(crate) fn draw_slots(pen: &mut Pen<'_>) {
    let (plan, cell) = (pen.plan, pen.cell);
    if plan
        .columns
        .strips
        .get(cell.i)
        .is_some_and(|column| column.barrier)
    {
        let west = plan.junction(cell);
        let east = plan.junction(Cell {
            i: cell.i + 1,
            ..cell
        });
        let xs = [west.x + BANK, i32::midpoint(west.x, east.x), east.x - BANK];
        for (slot, x) in (RIVER_SLOT..).zip(xs) {
            pen.slot_node(slot, Point { x, y: west.y }, Tags::none());
        }
    }
    if plan.rows.strips.get(cell.j).is_some_and(|row| row.barrier) {
        let south = plan.junction(cell);
        let north = plan.junction(Cell {
            j: cell.j + 1,
            ..cell
        });
        let at = Point {
            x: south.x,
            y: i32::midpoint(south.y, north.y),
        };
        pen.slot_node(RAILWAY_SLOT, at, Tags::none());
    }
}

/// The river in a cell of a river column.
pub(crate) fn draw_river(pen: &mut Pen<'_>) {
    let (plan, cell) = (pen.plan, pen.cell);
    let above = Cell {
        j: cell.j + 1,
        ..cell
    };
    let bank = |cell: Cell, slot: i64| plan.node_id(cell, RIVER_SLOT + slot);
    let extent = pen.extent();
    let mut shore = |x: i32, percent: i32| {
        let x = x + pen.rng.range(-m(4), m(4));
        pen.node(Point {
            x,
            y: extent.height() * percent / 100,
        })
    };
    let east = [35, 68].map(|percent| shore(extent.x1 - BANK, percent));
    let west = [70, 31].map(|percent| shore(BANK, percent));
    let middle = shore(extent.centre().x, 50);
    let ring = [
        bank(cell, 0),
        bank(cell, 2),
        east[0],
        east[1],
        bank(above, 2),
        bank(above, 0),
        west[0],
        west[1],
        bank(cell, 0),
    ];
    pen.way(
        ring.to_vec(),
        Tags::of(&[("natural", "water"), ("water", "river")]),
    );
    let name = names::place(plan.seed, 200 + cell.i);
    let stream = vec![bank(cell, 1), middle, bank(above, 1)];
    pen.way(
        stream,
        Tags::of(&[("waterway", "river")]).and("name", format!("{name}河")),
    );
}

/// The path between the water and the road on the west bank.
pub(crate) fn draw_bank_path(pen: &mut Pen<'_>) {
    let road = Edge {
        at: pen.cell,
        dir: Dir::North,
    };
    let height = pen.extent().height();
    let mut refs = joint(pen.plan, road, Hand::Right, 2);
    refs.extend((3..=9).step_by(2).map(|part| {
        pen.node(Point {
            x: BANK_PATH,
            y: height * part / PARTS,
        })
    }));
    refs.extend(joint(pen.plan, road, Hand::Right, 10).into_iter().rev());
    pen.way(
        refs,
        Tags::of(&[("highway", "footway"), ("name", "滨河步道")]),
    );
}

/// The railway in a cell of a railway row; `over_water` where it crosses a river.
pub(crate) fn draw_railway(pen: &mut Pen<'_>, over_water: bool) {
    let (plan, cell) = (pen.plan, pen.cell);
    let next = Cell {
        i: cell.i + 1,
        ..cell
    };
    let track = vec![
        plan.node_id(cell, RAILWAY_SLOT),
        plan.node_id(next, RAILWAY_SLOT),
    ];
    let bridge: &[_] = if over_water {
        &[("bridge", "yes"), ("layer", "1")]
    } else {
        &[]
    };
    pen.way(
        track,
        Tags::of(&[("railway", "rail"), ("electrified", "contact_line")]).with(bridge),
    );
    if over_water {
        return;
    }
    let extent = pen.extent();
    for y in [FENCE, extent.y1 - FENCE] {
        let ends = [m(14), extent.x1 - m(14)].map(|x| pen.node(Point { x, y }));
        pen.way(ends.to_vec(), Tags::of(&[("barrier", "fence")]));
    }
    if has_tunnel(plan, cell) {
        draw_tunnel(pen);
    }
}

/// The first block has a tunnel, and so has the first one east of each river: no part of the city is cut off.
fn has_tunnel(plan: &Plan, cell: Cell) -> bool {
    let west = cell.i.checked_sub(1).map(|i| plan.columns.strips[i]);
    west.is_none_or(|strip| strip.barrier)
        || Rng::new(plan.seed, Stream::Tunnel, cell.i, cell.j).percent(TUNNEL_PERCENT)
}

/// A foot tunnel under the railway from street to street, with stairs at one end.
fn draw_tunnel(pen: &mut Pen<'_>) {
    let (plan, cell, extent) = (pen.plan, pen.cell, pen.extent());
    let south = Edge {
        at: cell,
        dir: Dir::East,
    };
    let north = Edge {
        at: Cell {
            j: cell.j + 1,
            ..cell
        },
        dir: Dir::East,
    };
    let x = extent.width() / 2;
    let ends = [m(14), extent.y1 - m(14)].map(|y| pen.node(Point { x, y }));
    let mut ramp = joint(plan, south, Hand::Left, PARTS / 2);
    ramp.push(ends[0]);
    pen.way(ramp, Tags::of(&[("highway", "footway")]));
    pen.way(
        ends.to_vec(),
        Tags::of(&[("highway", "footway"), ("tunnel", "yes"), ("layer", "-1")]),
    );
    let mut stairs = joint(plan, north, Hand::Right, PARTS / 2);
    stairs.push(ends[1]);
    let kind = if pen.rng.percent(50) {
        "steps"
    } else {
        "footway"
    };
    pen.way(stairs, Tags::of(&[("highway", kind)]));
}

/// The nodes by which a path joins a road: the centre line, and the sidewalk where it is drawn.
pub(crate) fn joint(plan: &Plan, road: Edge, hand: Hand, part: i32) -> Vec<NodeId> {
    let sidewalks = plan.road(road).is_some_and(|road| road.sidewalks);
    let mut nodes = vec![edges::centre(plan, road, part)];
    nodes.extend(sidewalks.then(|| edges::sidewalk(plan, road, hand, part)));
    nodes
}
