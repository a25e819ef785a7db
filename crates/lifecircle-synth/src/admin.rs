//! Boundaries of sub-districts (街道) and communities (社区): a grid that follows the arterial roads.

use crate::axis::Axis;
use crate::course::PARTS;
use crate::edges::{centre, junction};
use crate::names;
use crate::pen::Pen;
use crate::plan::{Cell, Dir, Edge, Plan};
use crate::sheet::{Relation, Tags, WayId};
use std::ops::Range;

/// The first way slot that a cell fills as it likes; below are its two boundary ways.
pub(crate) const FIRST_FREE_WAY_SLOT: i64 = 2;

/// Draws the boundary ways along the road pieces of the pen's cell; they share the roads' nodes.
pub(crate) fn draw_boundaries(pen: &mut Pen<'_>) {
    for dir in [Dir::East, Dir::North] {
        let edge = Edge { at: pen.cell, dir };
        let Some(level) = level(pen.plan, edge) else {
            continue;
        };
        let plan = pen.plan;
        let mut refs = vec![junction(plan, edge.at)];
        if plan.road(edge).is_some_and(|road| !road.bridge) {
            refs.extend((1..PARTS).map(|part| centre(plan, edge, part)));
        }
        refs.push(junction(plan, edge.end()));
        let tags = Tags::of(&[("boundary", "administrative"), ("admin_level", level)]);
        pen.slot_way(dir as i64, refs, tags);
    }
}

/// The level of the boundary along an edge: 8 between sub-districts, 10 between communities.
fn level(plan: &Plan, edge: Edge) -> Option<&'static str> {
    let (along, across, strip, line) = match edge.dir {
        Dir::East => (&plan.columns, &plan.rows, edge.at.i, edge.at.j),
        Dir::North => (&plan.rows, &plan.columns, edge.at.j, edge.at.i),
    };
    along.strips.get(strip)?;
    let before = line.checked_sub(1).map(|line| across.strips[line]);
    let after = across.strips.get(line);
    if before.map(|strip| strip.district) != after.map(|strip| strip.district) {
        return Some("8");
    }
    (before.map(|strip| strip.community) != after.map(|strip| strip.community)).then_some("10")
}

/// All boundary relations, sub-districts first.
pub(crate) fn relations(plan: &Plan) -> impl Iterator<Item = Relation> + '_ {
    let zones = |axis: &Axis, district: bool| {
        ranges(axis.strips.iter().map(|strip| {
            if district {
                strip.district
            } else {
                strip.community
            }
        }))
    };
    let levels = [("8", "街道", true, 0), ("10", "社区", false, 40)];
    let areas = levels
        .into_iter()
        .flat_map(move |(level, kind, district, first_name)| {
            let columns = zones(&plan.columns, district);
            let rows = zones(&plan.rows, district);
            let pairs = rows.into_iter().flat_map(move |row| {
                columns
                    .clone()
                    .into_iter()
                    .map(move |column| (column, row.clone()))
            });
            pairs
                .enumerate()
                .map(move |(index, area)| (level, kind, first_name + index, area))
        });
    areas
        .zip(0..)
        .map(|((level, kind, name, (columns, rows)), slot)| Relation {
            id: plan.free_relation_id(slot),
            members: border(plan, columns, rows),
            tags: Tags::of(&[
                ("type", "boundary"),
                ("boundary", "administrative"),
                ("admin_level", level),
            ])
            .and(
                "name",
                format!("{}{kind}", names::place(plan.seed, 100 + name)),
            ),
        })
}

/// The runs of equal numbers.
fn ranges(zones: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut runs: Vec<(usize, Range<usize>)> = Vec::new();
    for (index, zone) in zones.enumerate() {
        match runs.last_mut() {
            Some((last, run)) if *last == zone => run.end = index + 1,
            _ => runs.push((zone, index..index + 1)),
        }
    }
    runs.into_iter().map(|(_, run)| run).collect()
}

/// The boundary ways around a rectangle of cells, anticlockwise from the south-west.
fn border(plan: &Plan, columns: Range<usize>, rows: Range<usize>) -> Vec<(WayId, &'static str)> {
    let way = |i: usize, j: usize, dir: Dir| (plan.way_id(Cell { i, j }, dir as i64), "outer");
    let (left, right, low, high) = (columns.start, columns.end, rows.start, rows.end);
    let south = columns.clone().map(|i| way(i, low, Dir::East));
    let east = rows.clone().map(|j| way(right, j, Dir::North));
    let north = columns.rev().map(|i| way(i, high, Dir::East));
    let west = rows.rev().map(|j| way(left, j, Dir::North));
    south.chain(east).chain(north).chain(west).collect()
}
