//! How two checks of the same homes differ.

use super::{Coverage, Verdict};

/// How two checks compare, counted in homes by their joint verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flips {
    /// Homes covered in the second check.
    pub covered: u64,
    /// Homes whose verdict is better in the second: not covered, unknown, covered.
    pub better: u64,
    /// Homes whose verdict is worse.
    pub worse: u64,
}

/// Compares the joint verdicts of two checks of the same homes.
///
/// # Panics
/// If the second check has fewer homes.
///
/// # Complexity
/// Linear in homes and rules.
pub fn flips(from: &Coverage, to: &Coverage) -> Flips {
    let rank = |verdict| match verdict {
        Verdict::Covered => 2,
        Verdict::Unknown => 1,
        Verdict::NotCovered => 0,
    };
    let mut flips = Flips::default();
    for home in 0..from.home_count() {
        let (before, after) = (from.joint_at(home, 100), to.joint_at(home, 100));
        flips.covered += u64::from(after == Verdict::Covered);
        flips.better += u64::from(rank(after) > rank(before));
        flips.worse += u64::from(rank(after) < rank(before));
    }
    flips
}
