//! A network drawn in ASCII.

use std::collections::BTreeMap;

use crate::numbers::{metres_units, units_mm};

/// Longitude of the left edge in 1e-7 degrees; the top row lies on the equator.
const WEST: i32 = 100_000_000;

/// Letters and digits of a drawing, each a node; every other character is only a line of the drawing.
///
/// One character to the right or one line down is one cell; blank lines above the drawing and
/// common indentation are taken off.
#[derive(Clone, Debug)]
pub struct Map {
    cell_units: i32,
    places: BTreeMap<char, (i32, i32)>,
}

impl Map {
    /// Reads a drawing whose cells are as near to `metres` as 1e-7 degrees allow.
    ///
    /// # Panics
    /// If a letter stands twice.
    pub fn new(metres: u32, drawing: &str) -> Self {
        let cell_units = metres_units(metres);
        let blank = |line: &&str| line.trim().is_empty();
        let lines: Vec<&str> = drawing.lines().skip_while(blank).collect();
        let drawn = lines.iter().filter(|l| !blank(l));
        let margin = drawn
            .map(|l| l.len() - l.trim_start().len())
            .min()
            .unwrap_or(0);
        let mut places = BTreeMap::new();
        for (row, line) in lines.iter().enumerate() {
            for (column, letter) in line.chars().skip(margin).enumerate() {
                if letter.is_ascii_alphanumeric() {
                    let at = (
                        WEST + column as i32 * cell_units,
                        -(row as i32) * cell_units,
                    );
                    assert!(places.insert(letter, at).is_none(), "{letter} stands twice");
                }
            }
        }
        Self { cell_units, places }
    }

    /// All letters and their longitude and latitude in 1e-7 degrees.
    pub fn places(&self) -> impl Iterator<Item = (char, i32, i32)> {
        self.places
            .iter()
            .map(|(&letter, &(lon, lat))| (letter, lon, lat))
    }

    /// Longitude and latitude of a letter in 1e-7 degrees.
    pub fn place(&self, letter: char) -> (i32, i32) {
        *self
            .places
            .get(&letter)
            .unwrap_or_else(|| panic!("{letter} is not on the map"))
    }

    /// The node number of a letter: a = 1 … z = 26, A = 101 … Z = 126, 0 = 200 … 9 = 209.
    pub fn id(letter: char) -> i64 {
        let from = |base: char| i64::from(u32::from(letter) - u32::from(base));
        match letter {
            'a'..='z' => 1 + from('a'),
            'A'..='Z' => 101 + from('A'),
            '0'..='9' => 200 + from('0'),
            _ => panic!("{letter} is no node"),
        }
    }

    /// Millimetres of that many cells in a straight line.
    pub fn mm(&self, cells: u32) -> u32 {
        units_mm(u64::from(cells) * self.cell_units as u64)
    }

    /// The size of a cell in 1e-7 degrees.
    pub fn cell_units(&self) -> i32 {
        self.cell_units
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_where_they_are_drawn() {
        let map = Map::new(
            100,
            "
            a--b
            |
            c
            ",
        );
        assert_eq!(map.place('a'), (WEST, 0));
        assert_eq!(map.place('b'), (WEST + 3 * 8993, 0));
        assert_eq!(map.place('c'), (WEST, -2 * 8993));
        assert_eq!(map.mm(1), 99_998);
    }
}
