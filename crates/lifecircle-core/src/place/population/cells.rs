//! People counted in the cells of a raster.

use super::share::share;
use super::{MAX_PEOPLE_MILLI, PopulationError};
use crate::units::narrow;

/// A window of a population raster: people per cell, and the cell that each home stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    columns: u32,
    rows: u32,
    people_milli: Vec<u64>,
    cell_of_home: Vec<Option<u32>>,
}

/// What each cell has to give to the homes in it, after people of cells without homes have gone to those around.
pub(super) struct Given {
    /// Per cell, people in thousandths.
    pub(super) people_milli: Vec<u64>,
    pub(super) cells: u64,
    pub(super) cells_moved: u64,
    pub(super) moved_milli: u64,
    pub(super) cells_without_homes: u64,
    pub(super) unplaced_milli: u64,
}

impl Cells {
    /// A window of `columns × rows` cells, row by row: people in thousandths, 0 where the raster tells none, and per
    /// home the position of its cell, `None` outside of the raster.
    ///
    /// # Errors
    /// [`PopulationError::TooMany`].
    ///
    /// # Panics
    /// If there are not so many cells, or a home stands in none of them.
    pub fn new(
        columns: u32,
        rows: u32,
        people_milli: Vec<u64>,
        cell_of_home: Vec<Option<u32>>,
    ) -> Result<Self, PopulationError> {
        assert_eq!(
            people_milli.len() as u64,
            u64::from(columns) * u64::from(rows)
        );
        let count = narrow(people_milli.len());
        assert!(cell_of_home.iter().flatten().all(|&cell| cell < count));
        let sum = people_milli
            .iter()
            .fold(0u64, |sum, &n| sum.saturating_add(n));
        if sum > MAX_PEOPLE_MILLI {
            return Err(PopulationError::TooMany);
        }
        Ok(Self {
            columns,
            rows,
            people_milli,
            cell_of_home,
        })
    }

    /// Per home its cell.
    pub(super) fn of_homes(&self) -> &[Option<u32>] {
        &self.cell_of_home
    }

    /// What cells give, for homes of these weights. A cell with people and without homes gives to the homes in the up
    /// to eight cells around it, by their weights: a raster and the buildings may be off by a cell.
    pub(super) fn given(&self, weights: &[u64]) -> Given {
        let mut homes = vec![0u32; self.people_milli.len()];
        let mut weight = vec![0u64; self.people_milli.len()];
        for (cell, &own) in self.cell_of_home.iter().zip(weights) {
            if let Some(cell) = *cell {
                homes[cell as usize] += 1;
                let sum = &mut weight[cell as usize];
                *sum = sum.saturating_add(own);
            }
        }
        let mut given = Given {
            people_milli: vec![0; self.people_milli.len()],
            cells: 0,
            cells_moved: 0,
            moved_milli: 0,
            cells_without_homes: 0,
            unplaced_milli: 0,
        };
        for (cell, &milli) in self.people_milli.iter().enumerate().filter(|c| *c.1 > 0) {
            given.cells += 1;
            if homes[cell] > 0 {
                given.people_milli[cell] += milli;
                continue;
            }
            let mut around = self.around(cell);
            around.retain(|&other| homes[other] > 0);
            if around.is_empty() {
                given.cells_without_homes += 1;
                given.unplaced_milli += milli;
                continue;
            }
            given.cells_moved += 1;
            given.moved_milli += milli;
            let weights: Vec<u64> = around.iter().map(|&other| weight[other]).collect();
            for (other, part) in around.iter().zip(share(milli, &weights, |i| i)) {
                given.people_milli[*other] += part;
            }
        }
        given
    }

    /// The cells around one, in order.
    fn around(&self, cell: usize) -> Vec<usize> {
        let (columns, rows) = (self.columns as usize, self.rows as usize);
        let (column, row) = (cell % columns, cell / columns);
        let near = |at: usize, count: usize| at.saturating_sub(1)..=(at + 1).min(count - 1);
        let cells =
            near(row, rows).flat_map(|r| near(column, columns).map(move |c| r * columns + c));
        cells.filter(|&other| other != cell).collect()
    }
}
