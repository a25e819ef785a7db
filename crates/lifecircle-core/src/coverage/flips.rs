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

/// A walk has changed by more than this, in ms or mm of its rule: streets that are cut elsewhere round otherwise.
const ROUNDING: u32 = 1000;

/// How many homes have another verdict of some rule in the second of two checks, or a walk to its nearest facility that is
/// longer or shorter by more than a second, or a metre.
///
/// # Panics
/// If the second check has fewer homes or rules.
///
/// # Complexity
/// Linear in homes and rules.
pub fn changed_homes(from: &Coverage, to: &Coverage) -> u64 {
    let is_changed = |home: &usize| {
        (0..from.rules.len()).any(|rule| {
            let weight = |coverage: &Coverage| {
                let nearest = coverage.rules[rule].nearest[*home];
                nearest.map(|found| found.weight)
            };
            let walks = match (weight(from), weight(to)) {
                (Some(before), Some(after)) => before.abs_diff(after) > ROUNDING,
                (before, after) => before.is_some() != after.is_some(),
            };
            walks || from.verdict(rule, *home) != to.verdict(rule, *home)
        })
    };
    (0..from.home_count()).filter(is_changed).count() as u64
}
