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
        for row in 0..canvas.rows() {
            for word in 0..self.words {
                loop {
                    let left = self.crossed[row * self.words + word];
                    if left == 0 {
                        break;
                    }
                    let col = word * 64 + left.trailing_zeros() as usize;
                    self.follow(canvas, grid, origin, col, row, rings);
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

    #[inline]
    fn is_inside(&self, col: usize, row: usize) -> bool {
        self.inside[row * self.words + col / 64] >> (col % 64) & 1 == 1
    }

    /// Adds the ring that crosses the side east of a node.
    fn follow(
        &mut self,
        canvas: &Canvas,
        grid: &Grid,
        origin: [i32; 2],
        col: usize,
        row: usize,
        rings: &mut Rings,
    ) {
        let start = if self.is_inside(col, row) {
            (Heading::North, col, row)
        } else {
            (Heading::South, col, row)
        };
        let crossing = Crossing {
            canvas,
            grid,
            origin,
        };
        let (mut heading, mut col, mut row) = start;
        loop {
            // A side from west to east begins at (col, row) and is crossed going north or south;
            // one from south to north is crossed going west or east.
            match heading {
                Heading::North | Heading::South => {
                    self.crossed[row * self.words + col / 64] &= !(1 << (col % 64));
                    rings
                        .point
                        .push(crossing.eastward(col, row, heading == Heading::North));
                }
                Heading::West | Heading::East => {
                    rings
                        .point
                        .push(crossing.northward(col, row, heading == Heading::East));
                }
            }
            (heading, col, row) = self.next(canvas, heading, col, row);
            if (heading, col, row) == start {
                break;
            }
        }
        rings.end.push(crate::units::narrow(rings.point.len()));
    }

    /// The side by which a ring leaves the cell that it enters.
    #[inline]
    fn next(
        &self,
        canvas: &Canvas,
        heading: Heading,
        col: usize,
        row: usize,
    ) -> (Heading, usize, usize) {
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
        let [left, right] = ahead.map(|(x, y)| self.is_inside(x, y));
        let turn = match (left, right) {
            (true, false) => heading,
            (true, true) => rightward(heading),
            // Two corners inside, opposite each other: joined where the middle of the cell is inside.
            (false, true) if middle_is_inside(canvas, x, y) => rightward(heading),
            (false, _) => leftward(heading),
        };
        match turn {
            North => (North, x, y + 1),
            South => (South, x, y),
            West => (West, x, y),
            East => (East, x + 1, y),
        }
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

fn middle_is_inside(canvas: &Canvas, x: usize, y: usize) -> bool {
    let corners = [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)];
    let sum: u32 = corners
        .map(|(x, y)| u32::from(canvas.at(x, y)))
        .iter()
        .sum();
    // The line runs half a step above the cap's value.
    sum * 2 <= (2 * u32::from(AT_CAP) + 1) * 4
}

/// Where sides are crossed.
struct Crossing<'a> {
    canvas: &'a Canvas,
    grid: &'a Grid,
    origin: [i32; 2],
}

impl Crossing<'_> {
    /// On the side from a node to the next one east.
    #[inline]
    fn eastward(&self, col: usize, row: usize, first_inside: bool) -> [i32; 2] {
        let values = [self.canvas.at(col, row), self.canvas.at(col + 1, row)];
        let along = between(values, first_inside, self.grid.step[0]);
        let [lon, lat] = self.node(col, row);
        [lon + along, lat]
    }

    /// On the side from a node to the next one north. Going east the inside is north of the line.
    #[inline]
    fn northward(&self, col: usize, row: usize, second_inside: bool) -> [i32; 2] {
        let values = [self.canvas.at(col, row), self.canvas.at(col, row + 1)];
        let along = between(values, !second_inside, self.grid.step[1]);
        let [lon, lat] = self.node(col, row);
        [lon, lat + along]
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        reason = "a window lies within the longitudes and latitudes that 32 bits hold"
    )]
    fn node(&self, col: usize, row: usize) -> [i32; 2] {
        [
            self.origin[0] + col as i32 * self.grid.step[0],
            self.origin[1] + row as i32 * self.grid.step[1],
        ]
    }
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
