//! A walled residential compound (小区): gates, a loop road, footways between rows of buildings.

use crate::block::{Entry, Purpose};
use crate::catalog::CATALOG;
use crate::geometry::{Point, Rect, Side};
use crate::homes::{self, HomeStyle};
use crate::names;
use crate::pen::{Outline, Pen};
use crate::retail;
use crate::sheet::{NodeId, Tags};
use crate::units::m;

/// From the wall to the loop road.
const LOOP_INSET: i32 = m(6);
/// From the loop road to the buildings.
const GARDEN: i32 = m(6);

/// Sizes of the buildings in decimetres.
struct Layout {
    levels: (i32, i32),
    /// Distance from row to row.
    pitch: i32,
    depth: i32,
    length: i32,
    /// Between two buildings of a row.
    gap: i32,
}

impl Layout {
    fn of(purpose: Purpose) -> Self {
        match purpose {
            Purpose::Tower => Self {
                levels: (17, 33),
                pitch: m(56),
                depth: m(17),
                length: m(29),
                gap: m(26),
            },
            Purpose::Slab => Self {
                levels: (9, 11),
                pitch: m(38),
                depth: m(13),
                length: m(48),
                gap: m(14),
            },
            _ => Self {
                levels: (5, 7),
                pitch: m(28),
                depth: m(12),
                length: m(50),
                gap: m(9),
            },
        }
    }
}

/// Tags of a gate for cars and people.
const MAIN_GATES: [&[(&str, &str)]; 6] = [
    &[("barrier", "lift_gate"), ("foot", "yes")],
    &[
        ("barrier", "lift_gate"),
        ("foot", "yes"),
        ("access", "private"),
    ],
    &[("barrier", "gate")],
    &[("barrier", "gate")],
    &[("barrier", "gate"), ("access", "private")],
    &[("barrier", "gate"), ("access", "private")],
];

/// Tags of a small gate.
const SIDE_GATES: [&[(&str, &str)]; 10] = [
    &[("barrier", "gate")],
    &[("barrier", "gate"), ("access", "private")],
    &[("barrier", "gate"), ("access", "private")],
    &[
        ("barrier", "gate"),
        ("access", "private"),
        ("locked", "yes"),
    ],
    &[("barrier", "gate"), ("locked", "yes")],
    &[("barrier", "gate"), ("locked", "yes")],
    &[("barrier", "swing_gate"), ("access", "private")],
    &[("barrier", "kissing_gate"), ("foot", "yes")],
    &[("barrier", "turnstile"), ("foot", "private")],
    &[("barrier", "entrance")],
];

/// Draws a compound behind a wall along `rect`; the first entry is its main gate.
pub(crate) fn draw(pen: &mut Pen<'_>, rect: Rect, purpose: Purpose, entries: &[Entry]) {
    let layout = Layout::of(purpose);
    let access = *pen
        .rng
        .pick(&[Some("private"), Some("private"), None, None]);
    let mut wall = Outline::new(rect);
    let mut road = Outline::new(rect.inset(LOOP_INSET));
    for (index, entry) in entries.iter().enumerate() {
        draw_gate(pen, entry, index == 0, access, &mut wall, &mut road);
    }
    draw_rows(pen, &layout, access, &mut road);
    draw_extras(pen, road.rect());
    let ring = road.close(pen);
    pen.way(
        ring,
        Tags::of(&[("highway", "service")]).maybe("access", access),
    );
    draw_wall(pen, wall);
}

/// The tags of a gate; the main gates of the middle block are plain ones, so that every city has some.
fn gate_tags(pen: &mut Pen<'_>, main: bool) -> Tags {
    let kinds: &[&'static [_]] = if main { &MAIN_GATES } else { &SIDE_GATES };
    let tags = pen.rng.pick::<&[_]>(kinds);
    if main && pen.cell == pen.plan.centre() {
        return Tags::of(&[("barrier", "gate")]);
    }
    Tags::of(tags)
}

/// A gate in the wall with the way from the street and the way on to the loop road.
fn draw_gate(
    pen: &mut Pen<'_>,
    entry: &Entry,
    main: bool,
    access: Option<&'static str>,
    wall: &mut Outline,
    road: &mut Outline,
) {
    let tags = gate_tags(pen, main);
    let gate = wall.mark(pen, entry.side, entry.at, tags);
    let inside = road.mark(pen, entry.side, entry.at, Tags::none());
    let highway = if main { "service" } else { "footway" };
    pen.way(entry.way_to(gate), Tags::of(&[("highway", highway)]));
    pen.way(
        vec![gate, inside],
        Tags::of(&[("highway", highway)]).maybe("access", access),
    );
    if main && pen.rng.percent(75) {
        let (at, rect) = (entry.at + m(5), road.rect());
        pen.sheet.facilities += 1;
        let locker = Tags::of(&[("amenity", "parcel_locker"), ("name", "智能快件箱")]);
        pen.tagged(entry.side.point(rect, at, m(2)), locker);
    }
}

/// The rows of buildings, a footway north of each, and a path across them in the middle.
fn draw_rows(pen: &mut Pen<'_>, layout: &Layout, access: Option<&'static str>, road: &mut Outline) {
    let ground = road.rect().inset(GARDEN);
    let rows = (ground.height() / layout.pitch).max(1);
    let pitch = ground.height() / rows;
    let middle = ground.centre().x;
    let street = pen.plan.rows.lines[pen.cell.j].name.clone();
    let style = HomeStyle::of_compound(&mut pen.rng, layout.levels, &street);
    let mut spine = vec![road.mark(pen, Side::South, middle, Tags::none())];
    let mut number = 1;
    for row in 0..rows {
        let y = ground.y0 + pitch * row + m(1);
        let path = y + layout.depth + m(5);
        let mut refs = vec![road.mark(pen, Side::West, path, Tags::none())];
        let west = draw_half_row(
            pen,
            layout,
            &style,
            (ground.x0, middle - m(4)),
            y,
            &mut number,
        );
        refs.extend(join_doors(pen, &west, path, access));
        let cross = pen.node(Point { x: middle, y: path });
        refs.push(cross);
        spine.push(cross);
        let east = draw_half_row(
            pen,
            layout,
            &style,
            (middle + m(4), ground.x1),
            y,
            &mut number,
        );
        refs.extend(join_doors(pen, &east, path, access));
        refs.push(road.mark(pen, Side::East, path, Tags::none()));
        pen.way(refs, footway(access));
    }
    spine.push(road.mark(pen, Side::North, middle, Tags::none()));
    pen.way(spine, footway(access));
}

/// The buildings of a row on one side of the middle path; returns their doors from west to east.
fn draw_half_row(
    pen: &mut Pen<'_>,
    layout: &Layout,
    style: &HomeStyle,
    (from, to): (i32, i32),
    y: i32,
    number: &mut usize,
) -> Vec<(i32, NodeId)> {
    let places = ((to - from + layout.gap) / (layout.length + layout.gap)).max(1);
    let pitch = (to - from + layout.gap) / places;
    let mut doors = Vec::new();
    for place in 0..places {
        let x = from + pitch * place + pen.rng.range(0, m(2));
        let length = (pitch - layout.gap).min(layout.length + m(14));
        let ground = Rect::new(x, y, x + length, y + layout.depth);
        let instead: &[_] = match pen.rng.below(100) {
            0..4 => &[("leisure", "garden")],
            4..7 => &[("amenity", "parking"), ("access", "private")],
            _ => {
                doors.extend(homes::draw(pen, ground, style, *number));
                *number += 1;
                continue;
            }
        };
        pen.area(ground, Tags::of(instead));
    }
    doors
}

/// Short paths from the doors to the footway along the row; returns the nodes where they meet it.
fn join_doors(
    pen: &mut Pen<'_>,
    doors: &[(i32, NodeId)],
    path: i32,
    access: Option<&'static str>,
) -> Vec<NodeId> {
    let mut joints = Vec::with_capacity(doors.len());
    for &(x, door) in doors {
        let joint = pen.node(Point { x, y: path });
        pen.way(vec![door, joint], footway(access));
        joints.push(joint);
    }
    joints
}

fn footway(access: Option<&'static str>) -> Tags {
    Tags::of(&[("highway", "footway")]).maybe("access", access)
}

/// A playground, and sometimes a shop that only residents reach.
fn draw_extras(pen: &mut Pen<'_>, ground: Rect) {
    let Point { x, y } = ground.centre();
    if pen.rng.percent(30) {
        pen.tagged(
            Point { x: x + m(9), y },
            Tags::of(&[("leisure", "playground")]),
        );
    }
    if pen.rng.percent(14) {
        let tags = retail::tags(pen, &CATALOG[0]);
        pen.tagged(
            Point {
                x: x - m(8),
                y: y + m(1),
            },
            tags,
        );
    }
}

/// The wall, and the residential area inside it: two ways over the same nodes, or one.
fn draw_wall(pen: &mut Pen<'_>, wall: Outline) {
    let ring: Vec<NodeId> = wall.close(pen);
    let barrier = *pen.rng.pick(&["wall", "wall", "fence"]);
    let name = names::compound(&mut pen.rng);
    let area = Tags::of(&[("landuse", "residential")]).and("name", name);
    if pen.rng.percent(30) {
        pen.way(ring, area.and("barrier", barrier));
    } else {
        pen.way(ring.clone(), area);
        pen.way(ring, Tags::of(&[("barrier", barrier)]));
    }
}
