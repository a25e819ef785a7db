//! A city of equal blocks, whose walking times are known in closed form.

use lifecircle_core::geodesy::LonLat;

use crate::numbers::{metres_units, units_mm};
use crate::osm::OsmBuilder;

/// `columns` × `rows` junctions, every row and every column one residential street.
#[derive(Clone, Copy, Debug)]
pub struct GridCity {
    /// Junctions from west to east.
    pub columns: u32,
    /// Junctions from north to south.
    pub rows: u32,
    /// Length of a block in 1e-7 degrees.
    pub block_units: i32,
}

impl GridCity {
    /// A grid with blocks as near to `block_m` as 1e-7 degrees allow.
    pub fn new(columns: u32, rows: u32, block_m: u32) -> Self {
        Self {
            columns,
            rows,
            block_units: metres_units(block_m),
        }
    }

    /// Length of a block in mm.
    pub fn block_mm(&self) -> u32 {
        units_mm(self.block_units as u64)
    }

    /// Number of the junction in a column and row.
    pub fn node(&self, column: u32, row: u32) -> i64 {
        i64::from(row * self.columns + column) + 1
    }

    /// Number of the street along a row; columns follow.
    pub fn row_way(&self, row: u32) -> i64 {
        i64::from(row) + 1
    }

    /// Number of the street along a column.
    pub fn column_way(&self, column: u32) -> i64 {
        i64::from(self.rows + column) + 1
    }

    /// Where a junction lies.
    pub fn place(&self, column: u32, row: u32) -> LonLat {
        let (lon, lat) = self.units(column, row);
        LonLat::from_decimicro(lon, lat)
    }

    fn units(&self, column: u32, row: u32) -> (i32, i32) {
        // Centred on the equator, where parallels and meridians measure the same.
        let north = self.rows as i32 / 2;
        (
            100_000_000 + column as i32 * self.block_units,
            (north - row as i32) * self.block_units,
        )
    }

    /// The grid as a file, with `tags` on every street.
    pub fn osm(&self, tags: &str) -> OsmBuilder {
        let mut osm = OsmBuilder::new();
        for row in 0..self.rows {
            for column in 0..self.columns {
                let (lon, lat) = self.units(column, row);
                osm.node(self.node(column, row), lon, lat, "");
            }
        }
        for row in 0..self.rows {
            let nodes: Vec<i64> = (0..self.columns).map(|c| self.node(c, row)).collect();
            osm.way(self.row_way(row), &nodes, tags);
        }
        for column in 0..self.columns {
            let nodes: Vec<i64> = (0..self.rows).map(|r| self.node(column, r)).collect();
            osm.way(self.column_way(column), &nodes, tags);
        }
        osm
    }

    /// Junctions within `k` blocks of one that is at least `k` blocks from every edge.
    pub fn reach_count(k: u32) -> u32 {
        2 * k * k + 2 * k + 1
    }
}
