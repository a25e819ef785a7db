//! An old neighbourhood: open lanes between the streets, small houses and low apartment blocks.

use crate::block::Entry;
use crate::geometry::{Point, Rect, Side};
use crate::homes::{self, HomeStyle};
use crate::names;
use crate::pen::Pen;
use crate::sheet::{NodeId, Tags};
use crate::units::m;

/// From the middle of a lane to the houses.
const LANE_INSET: i32 = m(4);

/// Every second place along the streets, so that lanes run through from street to street.
pub(crate) fn entries(pen: &mut Pen<'_>, mut entries: Vec<Entry>) -> Vec<Entry> {
    let mut positions: [Vec<i32>; 2] = [Vec::new(), Vec::new()];
    for entry in &entries {
        positions[axis(entry.side)].push(entry.at);
    }
    for list in &mut positions {
        list.sort_unstable();
        list.dedup();
        let first = pen.rng.index(2.min(list.len()));
        *list = list.iter().copied().skip(first).step_by(2).collect();
    }
    entries.retain(|entry| positions[axis(entry.side)].contains(&entry.at));
    entries
}

/// 0 for the lanes that run north, 1 for those that run east.
fn axis(side: Side) -> usize {
    usize::from(matches!(side, Side::East | Side::West))
}

/// Draws the neighbourhood.
pub(crate) fn draw(pen: &mut Pen<'_>, rect: Rect, entries: &[Entry]) {
    let xs = positions(entries, 0);
    let ys = positions(entries, 1);
    let crossings: Vec<Vec<NodeId>> = ys
        .iter()
        .map(|&y| xs.iter().map(|&x| pen.node(Point { x, y })).collect())
        .collect();
    let find = |side: Side, at: i32| {
        entries
            .iter()
            .find(|entry| entry.side == side && entry.at == at)
    };
    for (column, &x) in xs.iter().enumerate() {
        let inner: Vec<NodeId> = crossings.iter().map(|row| row[column]).collect();
        draw_lane(pen, find(Side::South, x), &inner, find(Side::North, x));
    }
    for (row, &y) in ys.iter().enumerate() {
        draw_lane(
            pen,
            find(Side::West, y),
            &crossings[row],
            find(Side::East, y),
        );
    }
    draw_houses(pen, rect, &xs, &ys);
    let name = format!("{}片区", names::lane(&mut pen.rng));
    pen.area(
        rect,
        Tags::of(&[("landuse", "residential")]).and("name", name),
    );
}

fn positions(entries: &[Entry], along: usize) -> Vec<i32> {
    let mut list: Vec<i32> = entries
        .iter()
        .filter(|entry| axis(entry.side) == along)
        .map(|entry| entry.at)
        .collect();
    list.sort_unstable();
    list.dedup();
    list
}

/// One lane from street to street; some are dead ends, some have stairs.
fn draw_lane(pen: &mut Pen<'_>, start: Option<&Entry>, inner: &[NodeId], end: Option<&Entry>) {
    let end = end.filter(|_| start.is_none() || inner.is_empty() || pen.rng.percent(82));
    let first = start.map_or(0, |entry| entry.street.len());
    let mut refs: Vec<NodeId> = start.map(|entry| entry.street.clone()).unwrap_or_default();
    refs.extend(inner);
    refs.extend(end.iter().flat_map(|entry| entry.street.iter().rev()));
    if refs.len() < 2 {
        return;
    }
    let class = *pen.rng.pick(&[
        "living_street",
        "residential",
        "footway",
        "pedestrian",
        "service",
        "path",
    ]);
    let named = pen.rng.percent(60);
    let name = named.then(|| names::lane(&mut pen.rng));
    let tags = Tags::of(&[("highway", class)]).maybe("name", name);
    let stairs = first + pen.rng.index(inner.len());
    if inner.len() < 2 || stairs + 1 >= first + inner.len() || !pen.rng.percent(30) {
        pen.way(refs, tags);
        return;
    }
    let (low, rest) = (refs[..=stairs].to_vec(), &refs[stairs..]);
    let pieces = [
        (low, tags.clone()),
        (rest[..2].to_vec(), Tags::of(&[("highway", "steps")])),
        (rest[1..].to_vec(), tags),
    ];
    for (refs, tags) in pieces {
        if refs.len() > 1 {
            pen.way(refs, tags);
        }
    }
}

/// Houses in every field between the lanes.
fn draw_houses(pen: &mut Pen<'_>, rect: Rect, xs: &[i32], ys: &[i32]) {
    let fields = |low: i32, cuts: &[i32], high: i32| -> Vec<(i32, i32)> {
        let starts = [low]
            .into_iter()
            .chain(cuts.iter().map(|cut| cut + LANE_INSET));
        starts
            .zip(cuts.iter().map(|cut| cut - LANE_INSET).chain([high]))
            .collect()
    };
    for (y0, y1) in fields(rect.y0, ys, rect.y1) {
        for (x0, x1) in fields(rect.x0, xs, rect.x1) {
            let field = Rect::new(x0, y0, x1, y1);
            if field.width() > m(12) && field.height() > m(11) {
                draw_field(pen, field);
            }
        }
    }
}

fn draw_field(pen: &mut Pen<'_>, field: Rect) {
    let roomy = field.width() > m(34) && field.height() > m(30);
    match pen.rng.below(100) {
        0..12 if roomy => {
            let (width, height) = (field.width().min(m(46)), field.height().min(m(38)));
            let courtyard = Rect::new(field.x0, field.y0, field.x0 + width, field.y0 + height);
            homes::draw_courtyard(pen, courtyard, "5");
        }
        12..42 if roomy => draw_low_blocks(pen, field),
        _ => draw_cottages(pen, field),
    }
}

/// Blocks of three to five storeys.
fn draw_low_blocks(pen: &mut Pen<'_>, field: Rect) {
    let style = HomeStyle {
        building: "apartments",
        levels: Some((3, 5)),
        entrances: pen.rng.percent(40),
        notched: false,
        street: None,
    };
    let rows = field.height() / m(22);
    for row in 0..rows {
        let y = field.y0 + field.height() / rows * row;
        let x1 = field.x1.min(field.x0 + m(48));
        homes::draw(pen, Rect::new(field.x0, y, x1, y + m(11)), &style, 1);
    }
}

/// Houses of one or two families, tagged with little care.
fn draw_cottages(pen: &mut Pen<'_>, field: Rect) {
    let building = *pen
        .rng
        .pick(&["house", "residential", "yes", "yes", "terrace"]);
    let levels = pen.rng.percent(30).then_some((1, 3));
    let style = HomeStyle {
        building,
        levels,
        entrances: false,
        notched: false,
        street: None,
    };
    let rows = (field.height() / m(19)).max(1);
    let places = (field.width() / m(14)).max(1);
    for row in 0..rows {
        for place in 0..places {
            if pen.rng.percent(22) {
                continue;
            }
            let (x, y) = (
                field.x0 + field.width() / places * place,
                field.y0 + field.height() / rows * row,
            );
            let (width, depth) = (pen.rng.range(m(8), m(11)), pen.rng.range(m(8), m(10)));
            homes::draw(pen, Rect::new(x, y, x + width, y + depth), &style, 1);
        }
    }
}
