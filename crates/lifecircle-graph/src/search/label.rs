//! What a search minimises.

use std::borrow::Borrow;

use crate::graph::Arc;

/// A label of a search: ordered, and never smaller after an arc.
pub trait Label: Copy + Ord + Send + Sync + std::fmt::Debug {
    /// Larger than every label in use.
    const UNREACHED: Self;
    /// The label of a start: what it costs, in both units, and the rank of where it leads.
    fn seed(weight: u32, second: u32, rank: u32) -> Self;
    /// This label after walking `arc`.
    #[must_use]
    #[inline]
    fn step(self, arc: impl Borrow<Arc>) -> Self {
        let arc = arc.borrow();
        self.plus(arc.weight, arc.second)
    }
    /// This label after walking some more.
    #[must_use]
    fn plus(self, weight: u32, second: u32) -> Self;
    /// The weight that is minimised.
    fn weight(self) -> u32;
    /// The rank of the seed it came from.
    fn rank(self) -> u32;
    /// The weight in the second unit.
    fn second(self) -> u32;
}

/// Milliseconds and rank in one integer; the second unit is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeLabel(u64);

impl Label for TimeLabel {
    const UNREACHED: Self = Self(u64::MAX);

    #[inline]
    fn seed(weight: u32, _: u32, rank: u32) -> Self {
        Self(u64::from(weight) << 32 | u64::from(rank))
    }

    #[inline]
    fn plus(self, weight: u32, _: u32) -> Self {
        Self(self.0 + (u64::from(weight) << 32))
    }

    #[inline]
    fn weight(self) -> u32 {
        (self.0 >> 32) as u32
    }

    #[allow(clippy::cast_possible_truncation, reason = "the low half is the rank")]
    #[inline]
    fn rank(self) -> u32 {
        self.0 as u32
    }

    #[inline]
    fn second(self) -> u32 {
        self.weight()
    }
}

/// Millimetres, rank, and the milliseconds of the same path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LengthLabel(u128);

impl Label for LengthLabel {
    const UNREACHED: Self = Self(u128::MAX);

    #[inline]
    fn seed(weight: u32, second: u32, rank: u32) -> Self {
        Self(u128::from(weight) << 64 | u128::from(rank) << 32 | u128::from(second))
    }

    #[inline]
    fn plus(self, weight: u32, second: u32) -> Self {
        Self(self.0 + (u128::from(weight) << 64) + u128::from(second))
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "weights are 32 bits, and two of them do not overflow"
    )]
    #[inline]
    fn weight(self) -> u32 {
        (self.0 >> 64) as u32
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "the middle part is the rank"
    )]
    #[inline]
    fn rank(self) -> u32 {
        (self.0 >> 32) as u32
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "the low part is the second unit"
    )]
    #[inline]
    fn second(self) -> u32 {
        self.0 as u32
    }
}

/// The weight alone, for searches that only ask whether something is within a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WeightLabel(u32);

impl Label for WeightLabel {
    const UNREACHED: Self = Self(u32::MAX);

    #[inline]
    fn seed(weight: u32, _: u32, _: u32) -> Self {
        Self(weight)
    }

    #[inline]
    fn plus(self, weight: u32, _: u32) -> Self {
        Self(self.0.saturating_add(weight))
    }

    #[inline]
    fn weight(self) -> u32 {
        self.0
    }

    #[inline]
    fn rank(self) -> u32 {
        0
    }

    #[inline]
    fn second(self) -> u32 {
        self.0
    }
}
