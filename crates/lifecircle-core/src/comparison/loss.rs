//! What is lost from one result to another, as an exact share.

use std::fmt;

use crate::coverage::Split;
use crate::units::f64_to_u64;

/// Millionths of a percentage point in a point.
const MICRO: f64 = 1e6;
/// The same as a whole number.
const MICRO_OF_POINT: u64 = 1_000_000;
/// Hundredths of a point in a whole.
const HUNDREDTHS: u128 = 10_000;
/// Millionths of a point in a whole.
const MICRO_OF_WHOLE: u128 = 100_000_000;

/// Bits that [`MICRO_OF_WHOLE`] takes.
const SPARE_BITS: u32 = 27;

/// Percentage points, in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points(u64);

impl Points {
    /// So many points, rounded to a millionth.
    pub fn new(points: f64) -> Self {
        Self(f64_to_u64((points * MICRO).round()))
    }
}

impl fmt::Display for Points {
    /// Without zeros at the end: `0.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:06}", self.0 / MICRO_OF_POINT, self.0 % MICRO_OF_POINT);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// A share of all people, or of all homes, that is lost: never below nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    part: u128,
    whole: u128,
}

impl Loss {
    /// Whether it is more than so many points, to the last person.
    pub fn exceeds(self, most: Points) -> bool {
        self.part * MICRO_OF_WHOLE > u128::from(most.0) * self.whole
    }

    /// In hundredths of a point, rounded up: a limit that is just missed does not look met.
    pub fn hundredths(self) -> u64 {
        u64::try_from((self.part * HUNDREDTHS).div_ceil(self.whole)).unwrap_or(u64::MAX)
    }
}

/// The fall of the covered share or, where that share has not risen, the rise of the unknown share, whichever is greater.
///
/// So people who become unknown count as lost once, whether they were covered or known to be not covered; and a share that
/// rises although more is unknown is no loss.
///
/// # Complexity
/// Constant. Shares are exact up to 10^15 people in thousandths, and lose their last digits beyond.
pub fn loss(before: Split, after: Split) -> Loss {
    let totals = [before, after].map(|split| u128::from(split.total().max(1)));
    let whole = totals[0] * totals[1];
    // Of one whole, so that shares of different totals can be told apart to the last person.
    let of_whole = |part: u64, other: usize| u128::from(part) * totals[other];
    let covered = [of_whole(before.covered, 1), of_whole(after.covered, 0)];
    // What is multiplied by millionths later must still fit.
    let shift = SPARE_BITS.saturating_sub(whole.leading_zeros());
    let share = |part: u128| Loss {
        part: part >> shift,
        whole: whole >> shift,
    };
    if covered[1] > covered[0] {
        return share(0);
    }
    let unknown = [of_whole(before.unknown, 1), of_whole(after.unknown, 0)];
    share((covered[0] - covered[1]).max(unknown[1].saturating_sub(unknown[0])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(covered: u64, not_covered: u64, unknown: u64) -> Split {
        Split {
            covered,
            not_covered,
            unknown,
        }
    }

    #[test]
    fn a_fall_of_covered_is_a_loss_and_a_rise_is_none() {
        let before = split(600, 400, 0);
        assert_eq!(loss(before, split(595, 405, 0)).hundredths(), 50);
        assert_eq!(loss(before, split(601, 99, 300)).hundredths(), 0);
        assert_eq!(loss(before, before).hundredths(), 0);
    }

    #[test]
    fn unknown_counts_once_and_only_where_covered_has_not_risen() {
        let before = split(600, 400, 0);
        assert_eq!(loss(before, split(600, 350, 50)).hundredths(), 500);
        assert_eq!(loss(before, split(550, 400, 50)).hundredths(), 500);
        assert_eq!(loss(before, split(580, 350, 70)).hundredths(), 700);
    }

    #[test]
    fn a_limit_just_missed_is_missed_and_does_not_look_met() {
        let lost = loss(split(1_000_000_000, 0, 0), split(994_999_999, 5_000_001, 0));
        assert!(lost.exceeds(Points::new(0.5)));
        assert_eq!(lost.hundredths(), 51);
        let just = loss(split(1000, 0, 0), split(995, 5, 0));
        assert_eq!(Points::new(0.5).to_string(), "0.5");
        assert_eq!(Points::new(10.0).to_string(), "10");
        assert!(!just.exceeds(Points::new(0.5)) && just.exceeds(Points::new(0.499_999)));
    }

    #[test]
    fn totals_may_differ_and_nobody_is_no_loss() {
        assert_eq!(loss(split(1, 1, 0), split(3, 3, 0)).hundredths(), 0);
        assert_eq!(loss(split(0, 0, 0), split(0, 0, 0)).hundredths(), 0);
        assert_eq!(loss(split(2, 0, 0), split(0, 0, 0)).hundredths(), 10_000);
        let all = u64::MAX / 4;
        assert_eq!(
            loss(split(all, 0, 0), split(0, all, 0)).hundredths(),
            10_000
        );
    }
}
