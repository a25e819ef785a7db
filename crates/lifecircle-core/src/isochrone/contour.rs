//! Marching squares: the line at the cap around everything that is inside.
//!
//! Rings run with the inside on their left: anticlockwise around areas, clockwise around holes. A
//! ring crosses each side of a cell at most once, strictly between two nodes, and stays inside the
//! cell between; so rings never touch themselves or one another, also in whole 1e-7 degrees. Where
//! all distances are smaller, every ring lies farther out: areas of longer times contain those of
//! shorter ones.

use super::canvas::{AT_CAP, Canvas, FAR};
use super::grid::Grid;

/// Closed lines in 1e-7 degrees (lon, lat), flat; the first point is not repeated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rings {
    pub(super) point: Vec<[i32; 2]>,
    /// Where each ring ends.
    pub(super) end: Vec<u32>,
}

impl Rings {
    pub(super) fn iter(&self) -> impl Iterator<Item = &[[i32; 2]]> {
        let starts = std::iter::once(0).chain(self.end.iter().copied());
        starts
            .zip(&self.end)
            .map(|(start, &end)| &self.point[start as usize..end as usize])
    }
}

/// What one worker reuses: which nodes are inside, and which crossings are not on a ring yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Tracer {
    inside: Vec<u64>,
    /// Bit `x` of a row: the side from node `x` to `x + 1` is crossed.
    crossed: Vec<u64>,
    words: usize,
}

/// Which way a ring runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heading {
    North,
    West,
    South,
    East,
}

impl Tracer {
    /// Adds the rings of a canvas to `rings`, from the south-west on.
    pub(super) fn trace(&mut self, canvas: &Canvas, grid: &Grid, rings: &mut Rings) {
        self.find(canvas);
        let window = canvas.window;
        let origin = [window.col[0] * grid.step[0], window.row[0] * grid.step[1]];
        let mut marked = Marked {
            tracer: self,
            canvas,
        };
        for row in 0..canvas.rows() {
            for word in 0..marked.tracer.words {
                loop {
                    let left = marked.tracer.crossed[row * marked.tracer.words + word];
                    if left == 0 {
                        break;
                    }
                    let col = word * 64 + left.trailing_zeros() as usize;
                    follow(&mut marked, grid, origin, [col, row], rings);
                }
            }
        }
    }

    /// Marks the nodes inside, and the sides in each row that lead in or out.
    fn find(&mut self, canvas: &Canvas) {
        let rows = canvas.rows();
        self.words = canvas.stride.div_ceil(64);
        self.inside.clear();
        self.inside.resize(rows * self.words, 0);
        for row in 0..rows {
            let bits = &mut self.inside[row * self.words..(row + 1) * self.words];
            let (eights, _) = canvas.row(row).as_chunks::<8>();
            for (i, eight) in eights.iter().enumerate() {
                bits[i / 8] |= inside_of(*eight) << (i % 8 * 8);
            }
        }
        self.crossed.clear();
        for row in self.inside.chunks(self.words.max(1)) {
            for (word, &bits) in row.iter().enumerate() {
                let next = row.get(word + 1).map_or(0, |next| next << 63);
                self.crossed.push(bits ^ (bits >> 1 | next));
            }
        }
    }
}

/// A raster that rings are drawn on: columns and rows are counted from its south-western node.
pub(super) trait Nodes {
    /// The value at a node.
    fn at(&self, col: usize, row: usize) -> u8;
    /// Whether a node is inside.
    fn is_inside(&self, col: usize, row: usize) -> bool;
    /// Notes that the side east of a node is on a ring.
    fn uncross(&mut self, col: usize, row: usize);
}

/// A canvas with the bits that were found of it.
struct Marked<'a> {
    tracer: &'a mut Tracer,
    canvas: &'a Canvas,
}

impl Nodes for Marked<'_> {
    #[inline]
    fn at(&self, col: usize, row: usize) -> u8 {
        self.canvas.at(col, row)
    }

    #[inline]
    fn is_inside(&self, col: usize, row: usize) -> bool {
        self.tracer.inside[row * self.tracer.words + col / 64] >> (col % 64) & 1 == 1
    }

    #[inline]
    fn uncross(&mut self, col: usize, row: usize) {
        self.tracer.crossed[row * self.tracer.words + col / 64] &= !(1 << (col % 64));
    }
}

/// Adds the ring that crosses the side east of a node. `origin` is where columns and rows begin, in 1e-7 degrees.
pub(super) fn follow(
    nodes: &mut impl Nodes,
    grid: &Grid,
    origin: [i32; 2],
    [col, row]: [usize; 2],
    rings: &mut Rings,
) {
    let start = if nodes.is_inside(col, row) {
        (Heading::North, col, row)
    } else {
        (Heading::South, col, row)
    };
    let (mut heading, mut col, mut row) = start;
    loop {
        // A side from west to east begins at (col, row) and is crossed going north or south;
        // one from south to north is crossed going west or east.
        let at = match heading {
            Heading::North | Heading::South => {
                nodes.uncross(col, row);
                eastward(nodes, grid.step, [col, row], heading == Heading::North)
            }
            Heading::West | Heading::East => {
                northward(nodes, grid.step, [col, row], heading == Heading::East)
            }
        };
        rings
            .point
            .push([origin[0].wrapping_add(at[0]), origin[1].wrapping_add(at[1])]);
        (heading, col, row) = next(nodes, heading, col, row);
        if (heading, col, row) == start {
            break;
        }
    }
    rings.end.push(crate::units::narrow(rings.point.len()));
}

/// The side by which a ring leaves the cell that it enters.
#[inline]
fn next(nodes: &impl Nodes, heading: Heading, col: usize, row: usize) -> (Heading, usize, usize) {
    use Heading::{East, North, South, West};
    // South-west corner of the cell ahead; then the two nodes ahead, as seen by the walker.
    let (x, y) = match heading {
        North | East => (col, row),
        South => (col, row - 1),
        West => (col - 1, row),
    };
    let ahead = match heading {
        North => [(x, y + 1), (x + 1, y + 1)],
        South => [(x + 1, y), (x, y)],
        West => [(x, y), (x, y + 1)],
        East => [(x + 1, y + 1), (x + 1, y)],
    };
    let [left, right] = ahead.map(|(x, y)| nodes.is_inside(x, y));
    let turn = match (left, right) {
        (true, false) => heading,
        (true, true) => rightward(heading),
        // Two corners inside, opposite each other: joined where the middle of the cell is inside.
        (false, true) if middle_is_inside(nodes, x, y) => rightward(heading),
        (false, _) => leftward(heading),
    };
    match turn {
        North => (North, x, y + 1),
        South => (South, x, y),
        West => (West, x, y),
        East => (East, x + 1, y),
    }
}

fn leftward(heading: Heading) -> Heading {
    match heading {
        Heading::North => Heading::West,
        Heading::West => Heading::South,
        Heading::South => Heading::East,
        Heading::East => Heading::North,
    }
}

fn rightward(heading: Heading) -> Heading {
    match heading {
        Heading::North => Heading::East,
        Heading::East => Heading::South,
        Heading::South => Heading::West,
        Heading::West => Heading::North,
    }
}

/// One bit per byte: whether it is at most [`AT_CAP`].
fn inside_of(eight: [u8; 8]) -> u64 {
    // Such bytes are those without the highest bit; a product gathers the bits of eight bytes.
    let highest = !u64::from_le_bytes(eight) & 0x8080_8080_8080_8080;
    (highest >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

fn middle_is_inside(nodes: &impl Nodes, x: usize, y: usize) -> bool {
    let corners = [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)];
    let sum: u32 = corners.map(|(x, y)| u32::from(nodes.at(x, y))).iter().sum();
    // The line runs half a step above the cap's value.
    sum * 2 <= (2 * u32::from(AT_CAP) + 1) * 4
}

/// Where the side from a node to the next one east is crossed.
#[inline]
fn eastward(
    nodes: &impl Nodes,
    step: [i32; 2],
    [col, row]: [usize; 2],
    first_inside: bool,
) -> [i32; 2] {
    let values = [nodes.at(col, row), nodes.at(col + 1, row)];
    let [lon, lat] = node(step, col, row);
    [
        lon.wrapping_add(between(values, first_inside, step[0])),
        lat,
    ]
}

/// Where the side from a node to the next one north is. Going east the inside is north of the line.
#[inline]
fn northward(
    nodes: &impl Nodes,
    step: [i32; 2],
    [col, row]: [usize; 2],
    second_inside: bool,
) -> [i32; 2] {
    let values = [nodes.at(col, row), nodes.at(col, row + 1)];
    let [lon, lat] = node(step, col, row);
    [
        lon,
        lat.wrapping_add(between(values, !second_inside, step[1])),
    ]
}

/// A node in 1e-7 degrees from where columns and rows begin; a raster around the whole earth is the
/// one case in which it does not fit by itself, and the sum with the beginning does again.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "columns and rows of a raster on the earth fit 32 bits"
)]
fn node(step: [i32; 2], col: usize, row: usize) -> [i32; 2] {
    [
        (col as i32).wrapping_mul(step[0]),
        (row as i32).wrapping_mul(step[1]),
    ]
}

/// How far from the first of two nodes the line runs, strictly between them.
#[inline]
fn between(values: [u8; 2], first_inside: bool, step: i32) -> i32 {
    let [first, second] = values.map(i64::from);
    let (inside, outside) = if first_inside {
        (first, second)
    } else {
        (second, first)
    };
    // In halves, so that the line half a step above the cap's value is a whole number.
    let rest = 2 * i64::from(AT_CAP) + 1 - 2 * inside;
    let from_inside = i64::from(step) * rest / (2 * (outside - inside)).max(1);
    let from_inside = i32::try_from(from_inside)
        .unwrap_or(step)
        .clamp(1, step - 1);
    if first_inside {
        from_inside
    } else {
        step - from_inside
    }
}

const _: () = assert!(
    AT_CAP < 128 && FAR == 255,
    "the highest bit tells inside from outside"
);
