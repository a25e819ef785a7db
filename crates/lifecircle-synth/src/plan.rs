//! The plan of the whole city: everything a cell must know about its neighbours.
//!
//! The plan is small (two axes); junctions, roads and ids are functions of it, so that any cell can be drawn
//! alone, in any order, and still share its border nodes with the cells around it.

use crate::axis::{Axis, AxisStyle, Class};
use crate::geometry::{Frame, Point};
use crate::rng::{Rng, Stream, field};
use crate::sheet::{NodeId, WayId};
use crate::units::{int, lon_lat, m};

/// Free land around the city; the main roads run on through it to the edge of the file.
const MARGIN: i32 = m(800);
/// How far the large bends of the street grid move a junction, at most.
const WARP: i32 = m(90);
/// How far a junction lies from where the bends alone would put it, at most.
const JITTER: i32 = m(18);
/// Width to height of the city, as a fraction.
const ASPECT: (f64, f64) = (5.0, 4.0);

/// Node ids per cell.
const NODE_STRIDE: i64 = 1 << 14;
/// Way ids per cell.
const WAY_STRIDE: i64 = 1 << 13;
/// Relation ids per cell.
const RELATION_STRIDE: i64 = 1 << 6;

/// A cell of the grid, or the junction at its south-west corner.
///
/// One more column and one more row of cells than there are strips hold the last lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) i: usize,
    pub(crate) j: usize,
}

/// The direction of a road piece, away from its cell's junction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dir {
    East,
    North,
}

/// The road from a junction to its eastern or northern neighbour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) at: Cell,
    pub(crate) dir: Dir,
}

impl Edge {
    /// The junction at the far end.
    pub(crate) fn end(self) -> Cell {
        match self.dir {
            Dir::East => Cell {
                i: self.at.i + 1,
                ..self.at
            },
            Dir::North => Cell {
                j: self.at.j + 1,
                ..self.at
            },
        }
    }
}

/// What is built on an [`Edge`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Road {
    pub(crate) class: Class,
    /// Crosses a river or railway: without side streets and sidewalks, on a bridge.
    pub(crate) bridge: bool,
    /// Sidewalks are ways of their own.
    pub(crate) sidewalks: bool,
}

/// What fills a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ground {
    pub(crate) river: bool,
    pub(crate) railway: bool,
}

/// The edges of the file in decimetres of the plan.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub(crate) south_west: Point,
    pub(crate) north_east: Point,
}

/// The plan of the city.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) columns: Axis,
    pub(crate) rows: Axis,
}

impl Plan {
    /// Plans a city of `km2` square kilometres, which the caller has validated.
    pub(crate) fn new(km2: f64, seed: u64) -> Self {
        let width = decimetres((km2 * ASPECT.0 / ASPECT.1).sqrt());
        let height = decimetres((km2 * ASPECT.1 / ASPECT.0).sqrt());
        let columns = AxisStyle {
            index: 0,
            barrier_width: m(105),
            district_blocks: 3,
            community_blocks: 2,
            suffix: "路",
        };
        let rows = AxisStyle {
            index: 1,
            barrier_width: m(58),
            district_blocks: 5,
            community_blocks: 1,
            suffix: "街",
        };
        Self {
            seed,
            columns: Axis::new(seed, width, columns),
            rows: Axis::new(seed, height, rows),
        }
    }

    /// Cells in all, with the last column and row.
    pub(crate) fn cell_count(&self) -> usize {
        self.columns.lines.len() * self.rows.lines.len()
    }

    /// The cell with the given index, row by row from the south-west.
    pub(crate) fn cell(&self, index: usize) -> Cell {
        let across = self.columns.lines.len();
        Cell {
            i: index % across,
            j: index / across,
        }
    }

    /// What fills the cell; `None` in the last column and row.
    pub(crate) fn ground(&self, cell: Cell) -> Option<Ground> {
        let (column, row) = (
            self.columns.strips.get(cell.i)?,
            self.rows.strips.get(cell.j)?,
        );
        Some(Ground {
            river: column.barrier,
            railway: row.barrier,
        })
    }

    /// The block in the middle, where the things no city can do without are built.
    pub(crate) fn centre(&self) -> Cell {
        let middle = |axis: &Axis| {
            let at = (axis.strips.len() - 1) / 2;
            at - usize::from(axis.strips[at].barrier)
        };
        Cell {
            i: middle(&self.columns),
            j: middle(&self.rows),
        }
    }

    /// Where the junction at the cell's corner lies.
    pub(crate) fn junction(&self, cell: Cell) -> Point {
        let (column, row) = (&self.columns.lines[cell.i], &self.rows.lines[cell.j]);
        let mut rng = Rng::new(self.seed, Stream::Jitter, column.twin, row.twin);
        let bend = |stream| field(self.seed, stream, column.twin, row.twin) * WARP / 1000;
        Point {
            x: column.at + bend(Stream::WarpX) + rng.range(-JITTER, JITTER),
            y: row.at + bend(Stream::WarpY) + rng.range(-JITTER, JITTER),
        }
    }

    /// The frame of a cell that is not in the last column or row.
    pub(crate) fn frame(&self, cell: Cell) -> Frame {
        let (east, north) = (cell.i + 1, cell.j + 1);
        Frame {
            south_west: self.junction(cell),
            south_east: self.junction(Cell { i: east, j: cell.j }),
            north_west: self.junction(Cell {
                i: cell.i,
                j: north,
            }),
            north_east: self.junction(Cell { i: east, j: north }),
            width: self.columns.lines[east].at - self.columns.lines[cell.i].at,
            height: self.rows.lines[north].at - self.rows.lines[cell.j].at,
        }
    }

    /// The road on an edge; `None` outside the city and where a river or railway has no bridge.
    pub(crate) fn road(&self, edge: Edge) -> Option<Road> {
        let Cell { i, j } = edge.at;
        let (along, across, strip, line) = match edge.dir {
            Dir::East => (&self.columns, &self.rows, i, j),
            Dir::North => (&self.rows, &self.columns, j, i),
        };
        let road = across.lines.get(line)?;
        let bridge = along.strips.get(strip)?.barrier;
        let on_ring = match (across.ring(), along.ring()) {
            (Some((first, last)), Some((from, to))) => {
                (line == first || line == last) && (from..to).contains(&strip)
            }
            _ => false,
        };
        let class = if on_ring { Class::Trunk } else { road.class };
        let sidewalks = !bridge && (road.sidewalks || on_ring);
        (!bridge || on_ring || road.passes()).then_some(Road {
            class,
            bridge,
            sidewalks,
        })
    }

    /// The four roads at a junction: to the east, north, west and south.
    pub(crate) fn arms(&self, cell: Cell) -> [Option<Road>; 4] {
        Self::arm_edges(cell).map(|edge| edge.and_then(|edge| self.road(edge)))
    }

    /// The four edges at a junction, in the order of [`Plan::arms`].
    pub(crate) fn arm_edges(cell: Cell) -> [Option<Edge>; 4] {
        let Cell { i, j } = cell;
        let edge = |i: Option<usize>, j: Option<usize>, dir| {
            Some(Edge {
                at: Cell { i: i?, j: j? },
                dir,
            })
        };
        [
            edge(Some(i), Some(j), Dir::East),
            edge(Some(i), Some(j), Dir::North),
            edge(i.checked_sub(1), Some(j), Dir::East),
            edge(Some(i), j.checked_sub(1), Dir::North),
        ]
    }

    /// Sidewalks meet at this junction, so that it has corners and crossings of its own.
    pub(crate) fn has_corners(&self, cell: Cell) -> bool {
        self.arms(cell).iter().flatten().any(|road| road.sidewalks)
    }

    /// The box of the file.
    pub(crate) fn bounds(&self) -> Bounds {
        Bounds {
            south_west: Point {
                x: -MARGIN,
                y: -MARGIN,
            },
            north_east: Point {
                x: self.columns.length() + MARGIN,
                y: self.rows.length() + MARGIN,
            },
        }
    }

    /// Longitude and latitude in 1e-7 degrees of a point of the plan.
    pub(crate) fn lon_lat(&self, point: Point) -> (i32, i32) {
        lon_lat(Point {
            x: point.x - self.columns.length() / 2,
            y: point.y - self.rows.length() / 2,
        })
    }

    fn index(&self, cell: Cell) -> i64 {
        i64::from(int(cell.j * self.columns.lines.len() + cell.i))
    }

    /// The node in a numbered slot of a cell.
    pub(crate) fn node_id(&self, cell: Cell, slot: i64) -> NodeId {
        debug_assert!(
            slot < NODE_STRIDE,
            "a cell draws fewer nodes than it has ids"
        );
        NodeId(1 + self.index(cell) * NODE_STRIDE + slot)
    }

    /// The way in a numbered slot of a cell.
    pub(crate) fn way_id(&self, cell: Cell, slot: i64) -> WayId {
        debug_assert!(slot < WAY_STRIDE, "a cell draws fewer ways than it has ids");
        WayId(1 + self.index(cell) * WAY_STRIDE + slot)
    }

    /// The relation in a numbered slot of a cell.
    pub(crate) fn relation_id(&self, cell: Cell, slot: i64) -> i64 {
        debug_assert!(
            slot < RELATION_STRIDE,
            "a cell draws fewer relations than it has ids"
        );
        1 + self.index(cell) * RELATION_STRIDE + slot
    }

    /// A relation that belongs to no cell; their ids come after all others.
    pub(crate) fn free_relation_id(&self, number: i64) -> i64 {
        1 + i64::from(int(self.cell_count())) * RELATION_STRIDE + number
    }
}

/// Kilometres as decimetres.
fn decimetres(km: f64) -> i32 {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "at most 160 km, which is 1.6 million decimetres"
    )]
    let length = (km * 10_000.0).round() as i32;
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_has_blocks_and_a_middle_one() {
        for km2 in [0.2, 0.5, 1.0, 2.5, 5.0, 25.0, 400.0, 20_000.0] {
            let plan = Plan::new(km2, 7);
            let ground = plan.ground(plan.centre());
            assert_eq!(
                ground,
                Some(Ground {
                    river: false,
                    railway: false
                }),
                "{km2}"
            );
        }
    }

    #[test]
    fn rivers_and_railways_can_be_crossed() {
        for (km2, seed) in [(3.0, 1), (5.0, 2), (25.0, 3), (400.0, 4)] {
            let plan = Plan::new(km2, seed);
            let cells = (0..plan.cell_count()).map(|index| plan.cell(index));
            for dir in [Dir::East, Dir::North] {
                let bridges = cells
                    .clone()
                    .filter(|&at| plan.road(Edge { at, dir }).is_some_and(|road| road.bridge));
                assert!(bridges.count() > 0, "{km2} {seed}");
            }
        }
    }

    #[test]
    fn the_city_has_the_area_asked_for() {
        let plan = Plan::new(25.0, 3);
        let area = f64::from(plan.columns.length()) * f64::from(plan.rows.length()) / 1e8;
        assert!((area - 25.0).abs() < 1.5, "{area}");
    }
}
