//! Arterial roads: centre lines, sidewalks, crossings, and the nodes that side streets join.
//!
//! A road piece belongs to the cell at its south-western end. Its nodes have fixed slots, so that the blocks
//! on both sides can join them without having drawn them.

use crate::axis::Class;
use crate::course::{Course, PARTS};
use crate::geometry::Point;
use crate::names;
use crate::pen::Pen;
use crate::plan::{Cell, Dir, Edge, Plan, Road};
use crate::rng::{Rng, Stream};
use crate::sheet::{NodeId, Tags};
use crate::units::m;

/// From the centre line to a sidewalk.
const SIDEWALK_OFFSET: i32 = m(11);
/// Distance between the nodes of a road outside the city.
const OUTSIDE_STEP: i32 = m(120);

const JUNCTION_SLOT: i64 = 0;
const CORNER_SLOT: i64 = 1;
const EDGE_SLOT: i64 = 5;
const EDGE_SLOTS: i64 = 13 + 2 * 11;
/// Slots of the river's left bank, middle and right bank.
pub(crate) const RIVER_SLOT: i64 = EDGE_SLOT + 2 * EDGE_SLOTS;
/// Slot of the railway.
pub(crate) const RAILWAY_SLOT: i64 = RIVER_SLOT + 3;
/// The first slot that a cell fills as it likes.
pub(crate) const FIRST_FREE_SLOT: i64 = RAILWAY_SLOT + 1;

/// A sidewalk's side, seen in the direction of the road piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hand {
    Left,
    Right,
}

/// The corners of a junction between its arms, anticlockwise from the north-east.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Corner {
    NorthEast,
    NorthWest,
    SouthWest,
    SouthEast,
}

/// The node where the lines cross.
pub(crate) fn junction(plan: &Plan, cell: Cell) -> NodeId {
    plan.node_id(cell, JUNCTION_SLOT)
}

fn corner(plan: &Plan, cell: Cell, corner: Corner) -> NodeId {
    plan.node_id(cell, CORNER_SLOT + corner as i64)
}

/// The node on the centre line after `part` parts; 0 and 12 are the crossings at the two ends.
pub(crate) fn centre(plan: &Plan, edge: Edge, part: i32) -> NodeId {
    plan.node_id(edge.at, edge_slot(edge) + i64::from(part))
}

/// The node on a sidewalk after `part` parts, 1 to 11.
pub(crate) fn sidewalk(plan: &Plan, edge: Edge, hand: Hand, part: i32) -> NodeId {
    plan.node_id(
        edge.at,
        edge_slot(edge) + 12 + 11 * (hand as i64) + i64::from(part),
    )
}

fn edge_slot(edge: Edge) -> i64 {
    EDGE_SLOT + EDGE_SLOTS * (edge.dir as i64)
}

/// Draws the junction of the pen's cell, its corners, and the two road pieces that start here.
pub(crate) fn draw(pen: &mut Pen<'_>) {
    let (plan, cell) = (pen.plan, pen.cell);
    let at = plan.junction(cell);
    let signals = has_signals(plan, cell);
    let tags: &[_] = if signals {
        &[("highway", "traffic_signals")]
    } else {
        &[]
    };
    pen.slot_node(JUNCTION_SLOT, at, Tags::of(tags));
    let corners = plan.has_corners(cell);
    if corners {
        for (slot, (x, y)) in (CORNER_SLOT..).zip([(1, 1), (-1, 1), (-1, -1), (1, -1)]) {
            let offset = Point {
                x: at.x + x * SIDEWALK_OFFSET,
                y: at.y + y * SIDEWALK_OFFSET,
            };
            pen.slot_node(slot, offset, Tags::none());
        }
    }
    for dir in [Dir::East, Dir::North] {
        let edge = Edge { at: cell, dir };
        if let Some(road) = plan.road(edge) {
            draw_nodes(pen, edge, road);
        }
    }
}

/// Draws the ways over the nodes of [`draw`].
pub(crate) fn draw_ways(pen: &mut Pen<'_>) {
    for dir in [Dir::East, Dir::North] {
        let edge = Edge { at: pen.cell, dir };
        if let Some(road) = pen.plan.road(edge) {
            draw_road(pen, edge, road);
            if !road.bridge && road.class >= Class::Secondary {
                draw_bus_stop(pen, edge);
            }
            if road.sidewalks {
                draw_sidewalks(pen, edge);
            }
        }
    }
    if pen.plan.has_corners(pen.cell) {
        draw_crossings(pen);
    }
    draw_way_out(pen);
}

fn has_signals(plan: &Plan, cell: Cell) -> bool {
    let large = |a: Option<Road>, b: Option<Road>| {
        [a, b]
            .iter()
            .flatten()
            .any(|road| road.class >= Class::Secondary)
    };
    let [east, north, west, south] = plan.arms(cell);
    large(east, west) && large(north, south)
}

/// The part at which pedestrians cross between two junctions.
fn crossing_part(plan: &Plan, edge: Edge) -> i32 {
    Rng::new(
        plan.seed,
        Stream::Crossing,
        edge.at.i * 2 + edge.dir as usize,
        edge.at.j,
    )
    .range(4, 8)
}

fn draw_nodes(pen: &mut Pen<'_>, edge: Edge, road: Road) {
    let plan = pen.plan;
    let course = Course::new(plan, edge);
    let crossing = crossing_part(plan, edge);
    for part in Course::parts(plan, edge, road) {
        let end = if part == 0 { edge.at } else { edge.end() };
        let kind = match part {
            0 | PARTS if has_signals(plan, end) => Some("traffic_signals"),
            0 | PARTS => Some("uncontrolled"),
            _ if road.sidewalks && part == crossing => Some("uncontrolled"),
            _ => None,
        };
        let tags = kind.map_or(Tags::none(), |kind| {
            Tags::of(&[("highway", "crossing")]).and("crossing", kind)
        });
        pen.slot_node(edge_slot(edge) + i64::from(part), course.at(part, 0), tags);
    }
    if road.sidewalks {
        for (hand, offset) in [
            (Hand::Left, SIDEWALK_OFFSET),
            (Hand::Right, -SIDEWALK_OFFSET),
        ] {
            for part in 1..PARTS {
                let slot = edge_slot(edge) + 12 + 11 * (hand as i64) + i64::from(part);
                pen.slot_node(slot, course.at(part, offset), Tags::none());
            }
        }
    }
}

fn draw_road(pen: &mut Pen<'_>, edge: Edge, road: Road) {
    let plan = pen.plan;
    let mut refs = vec![junction(plan, edge.at)];
    refs.extend(Course::parts(plan, edge, road).map(|part| centre(plan, edge, part)));
    refs.push(junction(plan, edge.end()));
    let line = match edge.dir {
        Dir::East => &plan.rows.lines[edge.at.j],
        Dir::North => &plan.columns.lines[edge.at.i],
    };
    let tags = Tags::of(&[
        ("highway", road.class.highway()),
        ("lanes", road.class.lanes()),
    ])
    .and("name", line.name.clone())
    .and("sidewalk", if road.sidewalks { "separate" } else { "both" })
    .with(if road.bridge {
        &[("bridge", "yes"), ("layer", "1")]
    } else {
        &[]
    });
    pen.way(refs, tags);
}

/// A bus stop beside the road.
fn draw_bus_stop(pen: &mut Pen<'_>, edge: Edge) {
    let mut rng = Rng::new(pen.plan.seed, Stream::BusStop, edge.at.i, edge.at.j);
    let at = Course::new(pen.plan, edge).at(rng.range(2, 10), SIDEWALK_OFFSET - m(3));
    let name = format!("{}站", names::place(pen.plan.seed, rng.index(418)));
    pen.global_node(at, Tags::of(&[("highway", "bus_stop")]).and("name", name));
}

fn draw_sidewalks(pen: &mut Pen<'_>, edge: Edge) {
    let plan = pen.plan;
    let ends = match edge.dir {
        Dir::East => [
            (Hand::Left, Corner::NorthEast, Corner::NorthWest),
            (Hand::Right, Corner::SouthEast, Corner::SouthWest),
        ],
        Dir::North => [
            (Hand::Left, Corner::NorthWest, Corner::SouthWest),
            (Hand::Right, Corner::NorthEast, Corner::SouthEast),
        ],
    };
    for (hand, first, last) in ends {
        let mut refs = vec![corner(plan, edge.at, first)];
        refs.extend((1..PARTS).map(|part| sidewalk(plan, edge, hand, part)));
        refs.push(corner(plan, edge.end(), last));
        pen.way(
            refs,
            Tags::of(&[("highway", "footway"), ("footway", "sidewalk")]),
        );
    }
    let part = crossing_part(plan, edge);
    let refs = vec![
        sidewalk(plan, edge, Hand::Left, part),
        centre(plan, edge, part),
        sidewalk(plan, edge, Hand::Right, part),
    ];
    pen.way(
        refs,
        Tags::of(&[("highway", "footway"), ("footway", "crossing")]),
    );
}

/// Joins the corners of the junction: over each arm by a crossing, elsewhere by a sidewalk.
fn draw_crossings(pen: &mut Pen<'_>) {
    let (plan, cell) = (pen.plan, pen.cell);
    let corners = [
        (Corner::SouthEast, Corner::NorthEast, 0),
        (Corner::NorthEast, Corner::NorthWest, 0),
        (Corner::NorthWest, Corner::SouthWest, PARTS),
        (Corner::SouthWest, Corner::SouthEast, PARTS),
    ];
    for ((from, to, part), edge) in corners.into_iter().zip(Plan::arm_edges(cell)) {
        let arm = edge.filter(|&edge| plan.road(edge).is_some());
        let middle = arm.map(|edge| centre(plan, edge, part));
        let kind = if middle.is_some() {
            "crossing"
        } else {
            "sidewalk"
        };
        let refs = [
            Some(corner(plan, cell, from)),
            middle,
            Some(corner(plan, cell, to)),
        ];
        pen.way(
            refs.into_iter().flatten().collect(),
            Tags::of(&[("highway", "footway"), ("footway", kind)]),
        );
    }
}

/// Main roads go on through the land around the city and are cut by the edge of the file.
fn draw_way_out(pen: &mut Pen<'_>) {
    let (plan, Cell { i, j }) = (pen.plan, pen.cell);
    let (column, row) = (&plan.columns.lines[i], &plan.rows.lines[j]);
    let (start, bounds) = (plan.junction(pen.cell), plan.bounds());
    let mut ends = Vec::new();
    if row.passes() {
        ends.extend((i == 0).then_some((
            row,
            Point {
                x: bounds.south_west.x,
                y: start.y,
            },
        )));
        ends.extend((i + 1 == plan.columns.lines.len()).then_some((
            row,
            Point {
                x: bounds.north_east.x,
                y: start.y,
            },
        )));
    }
    if column.passes() {
        ends.extend((j == 0).then_some((
            column,
            Point {
                x: start.x,
                y: bounds.south_west.y,
            },
        )));
        ends.extend((j + 1 == plan.rows.lines.len()).then_some((
            column,
            Point {
                x: start.x,
                y: bounds.north_east.y,
            },
        )));
    }
    for (line, end) in ends {
        let steps = (end.x - start.x).abs().max((end.y - start.y).abs()) / OUTSIDE_STEP;
        let mut refs = vec![junction(plan, pen.cell)];
        refs.extend((1..=steps).map(|step| {
            let between = |a: i32, b: i32| {
                if step == steps {
                    b
                } else {
                    a + (b - a) / steps * step
                }
            };
            let at = Point {
                x: between(start.x, end.x),
                y: between(start.y, end.y),
            };
            pen.global_node(at, Tags::none())
        }));
        pen.way(
            refs,
            Tags::of(&[("highway", line.class.highway())]).and("name", line.name.clone()),
        );
    }
}
