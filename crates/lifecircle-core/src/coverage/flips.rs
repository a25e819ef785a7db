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
    /// People in thousandths whose homes have a better verdict.
    pub better_people_milli: u64,
    /// People in thousandths whose homes have a worse one.
    pub worse_people_milli: u64,
}

/// Compares the joint verdicts of two checks of the same homes, in which so many people live.
///
/// # Panics
/// If the second check or the list of people has fewer homes.
///
/// # Complexity
/// Linear in homes and rules.
pub fn flips(from: &Coverage, to: &Coverage, people_milli: &[u64]) -> Flips {
    let mut flips = Flips::default();
    for home in 0..from.home_count() {
        let (before, after) = (from.joint_at(home, 100), to.joint_at(home, 100));
        flips.covered += u64::from(after == Verdict::Covered);
        let people_milli = people_milli[home];
        if after.rank() > before.rank() {
            flips.better += 1;
            flips.better_people_milli += people_milli;
        } else if after.rank() < before.rank() {
            flips.worse += 1;
            flips.worse_people_milli += people_milli;
        }
    }
    flips
}
