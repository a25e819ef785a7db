//! A window of the raster in which distances to what is reached are collected.

/// Bytes that are compared at a time: one vector register of every target.
pub(super) const CHUNK: usize = 16;
/// The same as a number of columns.
const CHUNK_COLS: i32 = 16;
/// The value of the cap: what is at most this far is inside.
pub(super) const AT_CAP: u8 = 127;
/// What nothing was stamped near.
pub(super) const FAR: u8 = u8::MAX;

/// Half the way around the earth, and how far north metres of longitude are those of the earth, in 1e-7 degrees.
const EAST: i64 = 1_800_000_000;
const NORTH: i64 = 893_000_000;

/// Columns and rows of the raster, the ends not included. Columns are multiples of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) col: [i32; 2],
    pub(super) row: [i32; 2],
}

impl Window {
    /// The smallest window of both.
    pub(super) fn union(self, other: Self) -> Self {
        Self {
            col: [self.col[0].min(other.col[0]), self.col[1].max(other.col[1])],
            row: [self.row[0].min(other.row[0]), self.row[1].max(other.row[1])],
        }
    }

    /// Columns and rows.
    pub(super) fn size(self) -> [u64; 2] {
        [self.col, self.row].map(|[low, high]| u64::from(high.abs_diff(low)))
    }

    /// Nodes of it.
    pub(super) fn nodes(self) -> u64 {
        self.size().iter().product()
    }

    /// Whether it ends before the antimeridian, so that nothing in it is near what lies on the other side, and before
    /// the poles, where the raster is wider than the earth.
    pub(super) fn is_within_globe(self, step: [i32; 2]) -> bool {
        let ends = |axis: [i32; 2], step: i32| axis.map(|end| i64::from(end) * i64::from(step));
        let ([west, east], [south, north]) = (ends(self.col, step[0]), ends(self.row, step[1]));
        -EAST <= west && east <= EAST && -NORTH <= south && north <= NORTH
    }

    /// Chunks that its rows take.
    pub(super) fn chunks(self) -> u64 {
        self.size()[0].div_ceil(CHUNK as u64) * self.size()[1]
    }
}

/// One byte per node of a window: its distance to what is reached, around the cap.
///
/// 0 is a cell or more within the cap, [`AT_CAP`] the cap itself, 254 a cell beyond it.
#[derive(Clone, Debug)]
pub(super) struct Canvas {
    near: Vec<u8>,
    pub(super) window: Window,
    /// Bytes per row: a whole number of chunks.
    pub(super) stride: usize,
}

impl Canvas {
    /// A canvas of no size.
    pub(super) fn new() -> Self {
        Self {
            near: Vec::new(),
            window: Window {
                col: [0; 2],
                row: [0; 2],
            },
            stride: 0,
        }
    }

    /// Forgets everything and looks at `window` from now on.
    pub(super) fn clear(&mut self, window: Window) {
        let width = window.col[0].abs_diff(window.col[1]) as usize;
        let rows = window.row[0].abs_diff(window.row[1]) as usize;
        self.window = window;
        self.stride = width.next_multiple_of(CHUNK);
        self.near.clear();
        self.near.resize(self.stride * rows, FAR);
    }

    /// Becomes a copy of another.
    pub(super) fn copy(&mut self, other: &Self) {
        self.window = other.window;
        self.stride = other.stride;
        self.near.clone_from(&other.near);
    }

    /// Rows of the window.
    pub(super) fn rows(&self) -> usize {
        self.near.len().checked_div(self.stride).unwrap_or(0)
    }

    /// All bytes of a row.
    pub(super) fn row(&self, row: usize) -> &[u8] {
        &self.near[row * self.stride..(row + 1) * self.stride]
    }

    /// The value at a node, by column and row within the window.
    #[inline]
    pub(super) fn at(&self, col: usize, row: usize) -> u8 {
        self.near[row * self.stride + col]
    }

    /// Hands over chunks that hold a part of the raster, as far as it lies in the window, with the
    /// column and row at which each begins; a narrow part lies in one chunk a row.
    #[inline]
    pub(super) fn each_chunk(
        &mut self,
        part: Window,
        mut visit: impl FnMut(&mut [u8; CHUNK], i32, i32),
    ) {
        let of_window = |axis: fn(&Window) -> [i32; 2]| {
            let ([low, high], part) = (axis(&self.window), axis(&part));
            [low.max(part[0]), high.min(part[1])]
        };
        let ([west, east], [south, north]) = (of_window(|w| w.col), of_window(|w| w.row));
        if west >= east {
            return;
        }
        let [first, end] = self.window.col;
        let west = if east - west <= CHUNK_COLS {
            west.min(end - CHUNK_COLS)
        } else {
            // Where a chunk of all begins, so that the last one ends in the window.
            west - (west - first) % CHUNK_COLS
        };
        let from = (west - first).cast_unsigned() as usize;
        let chunks = (east - west)
            .cast_unsigned()
            .div_ceil(CHUNK_COLS.cast_unsigned()) as usize;
        for row in south..north {
            let start = (row - self.window.row[0]).cast_unsigned() as usize * self.stride + from;
            let (row_chunks, _) = self.near[start..start + chunks * CHUNK].as_chunks_mut::<CHUNK>();
            let mut col = west;
            for chunk in row_chunks {
                visit(chunk, col, row);
                col += CHUNK_COLS;
            }
        }
    }

    /// Takes the lesser of what is there and some rows as wide as a chunk.
    ///
    /// # Panics
    /// Where they begin or end outside the window, which is made to hold all that is stamped.
    #[inline]
    pub(super) fn merge(&mut self, col: i32, row: i32, rows: &[[u8; CHUNK]]) {
        let (col, row) = (col - self.window.col[0], row - self.window.row[0]);
        let mut at = row.cast_unsigned() as usize * self.stride + col.cast_unsigned() as usize;
        for from in rows {
            let Some(to) = self.near[at..].first_chunk_mut::<CHUNK>() else {
                unreachable!("the window holds all that is stamped");
            };
            *to = lesser(*to, *from);
            at += self.stride;
        }
    }
}

/// The lesser of each pair. By value, so that it becomes one vector instruction.
#[inline]
pub(super) fn lesser(a: [u8; CHUNK], b: [u8; CHUNK]) -> [u8; CHUNK] {
    std::array::from_fn(|i| a[i].min(b[i]))
}
