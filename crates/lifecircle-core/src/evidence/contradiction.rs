//! A system that is declared, and that the evidence contradicts.

use super::Evidence;
use crate::coded;
use crate::datum::Datum;
use crate::geodesy::LocalPlane;

/// Namesakes that tell a shift together.
const NAMESAKES: usize = 3;
/// Namesakes that are shifted alike lie at most this far from the middle of their shifts, in metres.
const ALIKE_M: f64 = 50.0;
/// A shift below this may be the width of a block: an entrance here, a middle there.
const LEAST_M: f64 = 100.0;

/// All places of a list lie shifted in one direction from where they should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contradiction {
    /// The system that the list is read in.
    pub declared: Datum,
    /// How far its places are off, in metres.
    pub offset_m: f64,
    /// In which direction from where they should be.
    pub direction: Direction,
    /// The system that would put them right; `None` where none does.
    pub better: Option<Datum>,
}

/// An eighth of the horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Direction {
    /// Towards the north.
    #[error("north")]
    North,
    /// Towards the north-east.
    #[error("north-east")]
    NorthEast,
    /// Towards the east.
    #[error("east")]
    East,
    /// Towards the south-east.
    #[error("south-east")]
    SouthEast,
    /// Towards the south.
    #[error("south")]
    South,
    /// Towards the south-west.
    #[error("south-west")]
    SouthWest,
    /// Towards the west.
    #[error("west")]
    West,
    /// Towards the north-west.
    #[error("north-west")]
    NorthWest,
}

coded!(Direction {
    Self::North => "direction-north" {}
    Self::NorthEast => "direction-north-east" {}
    Self::East => "direction-east" {}
    Self::SouthEast => "direction-south-east" {}
    Self::South => "direction-south" {}
    Self::SouthWest => "direction-south-west" {}
    Self::West => "direction-west" {}
    Self::NorthWest => "direction-north-west" {}
});

impl Direction {
    /// All, clockwise from the north.
    pub const ALL: [Self; 8] = [
        Self::North,
        Self::NorthEast,
        Self::East,
        Self::SouthEast,
        Self::South,
        Self::SouthWest,
        Self::West,
        Self::NorthWest,
    ];

    /// The direction nearest to one in metres east and north.
    pub fn of([east, north]: [f64; 2]) -> Self {
        let along = |direction: usize| {
            let eighths = f64::from(u32::try_from(direction).unwrap_or(0));
            let angle = eighths * std::f64::consts::FRAC_PI_4;
            east * libm::sin(angle) + north * libm::cos(angle)
        };
        let nearest = (0..8).max_by(|&a, &b| along(a).total_cmp(&along(b)));
        Self::ALL[nearest.unwrap_or(0)]
    }
}

impl Evidence {
    /// What speaks against a system that was declared, `None` where nothing does.
    ///
    /// Either the evidence is clear for another system, or three namesakes and more, two thirds of all, lie the same
    /// 100 m or more off.
    pub fn contradiction(&self, declared: Datum) -> Option<Contradiction> {
        let told = |offset: [f64; 2], better: Option<Datum>| Contradiction {
            declared,
            offset_m: length(offset),
            direction: Direction::of(offset),
            better,
        };
        if let Some(better) = self.verdict.datum() {
            if better == declared {
                return None;
            }
            let plane = LocalPlane::at(better.to_wgs84(self.middle));
            return Some(told(
                plane.project(declared.to_wgs84(self.middle)),
                Some(better),
            ));
        }
        let offset = self.shift_of_names(declared)?;
        let better = Datum::ALL.into_iter().find(|&other| {
            let left = self.shift_of_names(other);
            left.is_some_and(|left| length(left) <= ALIKE_M)
        });
        (length(offset) >= LEAST_M).then(|| told(offset, better))
    }

    /// The one shift of most namesakes under a system, in metres east and north.
    fn shift_of_names(&self, datum: Datum) -> Option<[f64; 2]> {
        let which = Datum::ALL.iter().position(|&other| other == datum)?;
        let offsets = &self.offsets_m[which];
        let middle = [0, 1].map(|axis| {
            let mut all: Vec<f64> = offsets.iter().map(|offset| offset[axis]).collect();
            all.sort_by(f64::total_cmp);
            all.get(all.len() / 2).copied()
        });
        let [Some(x), Some(y)] = middle else {
            return None;
        };
        let is_alike = |offset: &&[f64; 2]| length([offset[0] - x, offset[1] - y]) <= ALIKE_M;
        let alike = offsets.iter().filter(is_alike).count();
        (alike >= NAMESAKES && alike * 3 >= offsets.len() * 2).then_some([x, y])
    }
}

fn length([x, y]: [f64; 2]) -> f64 {
    libm::hypot(x, y)
}
