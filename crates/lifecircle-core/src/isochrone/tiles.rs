//! The raster where what is stamped is little of the box around it: tiles, made where something is stamped.
//!
//! Distances are the bytes that a [`Canvas`](super::canvas::Canvas) of the whole box would hold, and the rings are
//! traced in its order, so both give the same areas. Tiles know no box: what crosses the antimeridian or ends at a pole
//! is stamped beyond ±180° and ±90°, and cut off afterwards ([`Area::on_earth`](super::Area::on_earth)).

use std::collections::HashMap;

use super::canvas::{AT_CAP, CHUNK, FAR, Window};
use super::contour::{Nodes, Rings, follow};
use super::grid::Grid;

/// Columns and rows of a tile: the bits of a word.
const SIDE: usize = 64;
/// The same with a sign.
const SIDE_COLS: i32 = 64;
/// Chunks of a row.
const CHUNKS: usize = SIDE / CHUNK;

#[derive(Clone, Debug)]
struct Tile {
    /// Its column and row among the tiles.
    at: [i32; 2],
    near: [[[u8; CHUNK]; CHUNKS]; SIDE],
    /// Per row, which nodes are inside.
    inside: [u64; SIDE],
    /// Per row, which sides from a node to the next one east are crossed and on no ring yet.
    crossed: [u64; SIDE],
}

/// Distances to what is reached, where something is.
#[derive(Clone, Debug, Default)]
pub(super) struct Tiles {
    position: HashMap<[i32; 2], u32>,
    /// Each on its own, so that growing moves none of them.
    tile: Vec<Box<Tile>>,
}

impl Tiles {
    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.position.clear();
        self.tile.clear();
    }

    /// What it takes.
    pub(super) fn bytes(&self) -> u64 {
        (self.tile.len() * size_of::<Tile>()) as u64
    }

    /// Hands over the chunks of a part of the raster, with the column and row at which each begins.
    pub(super) fn each_chunk(
        &mut self,
        part: Window,
        mut visit: impl FnMut(&mut [u8; CHUNK], i32, i32),
    ) {
        let tiles =
            |[low, high]: [i32; 2]| low.div_euclid(SIDE_COLS)..(high - 1).div_euclid(SIDE_COLS) + 1;
        if part.col[0] >= part.col[1] || part.row[0] >= part.row[1] {
            return;
        }
        for ty in tiles(part.row) {
            for tx in tiles(part.col) {
                let start = [tx * SIDE_COLS, ty * SIDE_COLS];
                let tile = self.at_mut([tx, ty]);
                let within = |low: i32, axis: usize| {
                    (low - start[axis]).clamp(0, SIDE_COLS).cast_unsigned() as usize
                };
                let chunks = within(part.col[0], 0) / CHUNK..within(part.col[1], 0).div_ceil(CHUNK);
                let rows = within(part.row[0], 1)..within(part.row[1], 1);
                for (row, chunk_row) in (start[1]..)
                    .zip(&mut tile.near)
                    .take(rows.end)
                    .skip(rows.start)
                {
                    let cols = (start[0]..).step_by(CHUNK);
                    let row_chunks = cols.zip(chunk_row).take(chunks.end).skip(chunks.start);
                    row_chunks.for_each(|(col, chunk)| visit(chunk, col, row));
                }
            }
        }
    }

    fn at_mut(&mut self, at: [i32; 2]) -> &mut Tile {
        let next = crate::units::narrow(self.tile.len());
        let position = *self.position.entry(at).or_insert(next);
        if position == next {
            self.tile.push(Box::new(Tile {
                at,
                near: [[[FAR; CHUNK]; CHUNKS]; SIDE],
                inside: [0; SIDE],
                crossed: [0; SIDE],
            }));
        }
        &mut self.tile[position as usize]
    }

    /// Adds the rings around what is inside to `rings`, from the south-west on.
    pub(super) fn trace(&mut self, grid: &Grid, rings: &mut Rings) {
        self.find();
        let lowest = |axis: usize| self.tile.iter().map(|t| t.at[axis]).min().unwrap_or(0);
        // A tile of room, so that what lies west and south of a node has a place.
        let base = [lowest(0) - 1, lowest(1) - 1];
        let mut order: Vec<([i32; 2], u32)> = self
            .position
            .iter()
            .map(|(&[tx, ty], &position)| ([ty, tx], position))
            .collect();
        order.sort_unstable();
        let mut nodes = Placed { tiles: self, base };
        let origin = [0, 1].map(|axis| base[axis] * SIDE_COLS * grid.step[axis]);
        for tile_row in order.chunk_by(|a, b| a.0[0] == b.0[0]) {
            for row in 0..SIDE {
                for &([ty, tx], position) in tile_row {
                    loop {
                        let left = nodes.tiles.tile[position as usize].crossed[row];
                        if left == 0 {
                            break;
                        }
                        let start = |at: i32, axis: usize| at.abs_diff(base[axis]) as usize * SIDE;
                        let col = start(tx, 0) + left.trailing_zeros() as usize;
                        follow(&mut nodes, grid, origin, [col, start(ty, 1) + row], rings);
                    }
                }
            }
        }
    }

    /// Marks the nodes inside, and the sides that lead in or out.
    fn find(&mut self) {
        for tile in &mut self.tile {
            for (inside, row) in tile.inside.iter_mut().zip(&tile.near) {
                let bytes = row.as_flattened().iter().enumerate();
                *inside = bytes.fold(0, |bits, (i, &near)| bits | u64::from(near <= AT_CAP) << i);
            }
        }
        // A side belongs to its western node, which may lie where nothing was stamped.
        let first_inside = |tile: &Tile| tile.inside.iter().any(|bits| bits & 1 == 1);
        let at_edge = self.tile.iter().filter(|tile| first_inside(tile));
        let at_edge: Vec<[i32; 2]> = at_edge.map(|tile| tile.at).collect();
        for [tx, ty] in at_edge {
            self.at_mut([tx - 1, ty]);
        }
        for position in 0..self.tile.len() {
            let [tx, ty] = self.tile[position].at;
            let east = self.position.get(&[tx + 1, ty]).copied();
            let crossed = std::array::from_fn(|row| {
                let bits = self.tile[position].inside[row];
                let next =
                    east.map_or(0, |east| self.tile[east as usize].inside[row] << (SIDE - 1));
                bits ^ (bits >> 1 | next)
            });
            self.tile[position].crossed = crossed;
        }
    }
}

/// Tiles whose columns and rows are counted from one of them.
struct Placed<'a> {
    tiles: &'a mut Tiles,
    base: [i32; 2],
}

impl Placed<'_> {
    /// The tile of a node, and the node's column and row in it.
    fn find(&self, col: usize, row: usize) -> Option<(usize, usize, usize)> {
        let tile = |at: usize, axis: usize| {
            self.base[axis] + crate::units::narrow(at / SIDE).cast_signed()
        };
        let position = self.tiles.position.get(&[tile(col, 0), tile(row, 1)])?;
        Some((*position as usize, col % SIDE, row % SIDE))
    }
}

impl Nodes for Placed<'_> {
    fn at(&self, col: usize, row: usize) -> u8 {
        self.find(col, row).map_or(FAR, |(tile, col, row)| {
            self.tiles.tile[tile].near[row][col / CHUNK][col % CHUNK]
        })
    }

    fn is_inside(&self, col: usize, row: usize) -> bool {
        self.find(col, row)
            .is_some_and(|(tile, col, row)| self.tiles.tile[tile].inside[row] >> col & 1 == 1)
    }

    fn uncross(&mut self, col: usize, row: usize) {
        if let Some((tile, col, row)) = self.find(col, row) {
            self.tiles.tile[tile].crossed[row] &= !(1 << col);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::canvas::Canvas;
    use super::super::contour::Tracer;
    use super::super::stamp::Stamps;
    use super::*;
    use crate::shapes::StreetShapes;

    /// Numbers that look like chance.
    fn numbers(seed: u64) -> impl FnMut(u64) -> i32 {
        let mut state = seed;
        move |below| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            i32::try_from((state >> 33) % below).unwrap_or(0)
        }
    }

    #[test]
    fn tiles_give_the_rings_of_a_canvas() {
        let shapes = StreetShapes::default();
        for seed in 0..60 {
            let mut number = numbers(seed);
            let (lon, lat) = (
                number(2_000_000_000) - 1_000_000_000,
                number(1_600_000_000) - 800_000_000,
            );
            let Some(grid) = Grid::new(10.0, f64::from(lat) / 1e7) else {
                panic!("10 m are drawn everywhere");
            };
            let stamps = Stamps::new(grid.clone(), &shapes, 50.0);
            let far = [20_000, 200_000, 3_000_000][usize::try_from(seed % 3).unwrap_or(0)];
            let mut place = || [lon + number(far), lat + number(far)];
            let links: Vec<_> = (0..12).map(|_| (place(), place())).collect();
            let windows = links.iter().map(|&(a, b)| stamps.link_window(a, b));
            let Some(window) = windows.reduce(Window::union) else {
                panic!("there are links");
            };
            let room = Window {
                col: [window.col[0] - 16, window.col[1] + 16],
                row: [window.row[0] - 1, window.row[1] + 1],
            };
            let (mut canvas, mut tiles) = (Canvas::new(), Tiles::default());
            canvas.clear(room);
            for &(a, b) in &links {
                stamps.link(&mut canvas, a, b, 0.0);
                stamps.spread_link(&mut tiles, a, b, 0.0);
            }
            let (mut dense, mut sparse) = (Rings::default(), Rings::default());
            Tracer::default().trace(&canvas, &grid, &mut dense);
            tiles.trace(&grid, &mut sparse);
            assert!(!dense.end.is_empty());
            assert!(dense == sparse, "seed {seed}");
            // 1 km diagonally is 12 nodes across, not 1 km.
            assert!(tiles.bytes() < 12 * 400 * size_of::<Tile>() as u64);
        }
    }
}
