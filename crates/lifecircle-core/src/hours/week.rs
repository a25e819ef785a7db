//! The 168 hours of a week as bits.

use super::State;

/// Hours of a week; hour 0 is Monday 00:00, hour 167 Sunday 23:00.
pub const HOURS_OF_WEEK: usize = 7 * 24;

const WORDS: usize = 3;
/// The bits of the last word that are hours.
const LAST: u64 = (1 << (HOURS_OF_WEEK - 128)) - 1;

/// The short English name of a weekday, Monday being 0: the word for it in every output.
///
/// # Panics
/// From 7 on.
pub fn weekday_word(day: usize) -> &'static str {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day]
}

/// A set of hours of the week. An hour stands for its first minute: what holds at 08:00 sharp holds in hour 8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Week([u64; WORDS]);

impl Week {
    /// No hour.
    pub const NONE: Self = Self([0; WORDS]);
    /// Every hour.
    pub const ALL: Self = Self([u64::MAX, u64::MAX, LAST]);

    /// Adds an hour below [`HOURS_OF_WEEK`].
    pub fn insert(&mut self, hour: usize) {
        debug_assert!(hour < HOURS_OF_WEEK);
        self.0[hour / 64] |= 1 << (hour % 64);
    }

    /// Whether it has an hour below [`HOURS_OF_WEEK`].
    pub fn contains(&self, hour: usize) -> bool {
        self.0[hour / 64] >> (hour % 64) & 1 == 1
    }

    /// Number of hours in it.
    pub fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Its hours, in order.
    pub fn hours(&self) -> impl Iterator<Item = usize> {
        (0..HOURS_OF_WEEK).filter(|&hour| self.contains(hour))
    }

    /// Hours of either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] | other.0[i]))
    }

    /// Hours of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] & other.0[i]))
    }

    /// Hours of one of them alone.
    #[must_use]
    pub fn xor(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] ^ other.0[i]))
    }

    /// Hours of this one alone.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] & !other.0[i]))
    }
}

impl FromIterator<usize> for Week {
    fn from_iter<T: IntoIterator<Item = usize>>(hours: T) -> Self {
        let mut week = Self::NONE;
        hours.into_iter().for_each(|hour| week.insert(hour));
        week
    }
}

/// What is known of a place in each hour of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Opening {
    /// Hours in which it is open, and that is known.
    pub open: Week,
    /// Hours in which it may be open: these, and those of which nothing is known.
    pub perhaps: Week,
}

impl Opening {
    /// Nothing is known of any hour.
    pub const UNKNOWN: Self = Self {
        open: Week::NONE,
        perhaps: Week::ALL,
    };

    /// What is known of one hour below [`HOURS_OF_WEEK`].
    pub fn state(&self, hour: usize) -> State {
        match (self.open.contains(hour), self.perhaps.contains(hour)) {
            (true, _) => State::Open,
            (false, true) => State::Unknown,
            (false, false) => State::Closed,
        }
    }

    /// The week in which each hour has the state that is given for it.
    pub(super) fn of_states(state: impl Fn(usize) -> State) -> Self {
        let mut opening = Self {
            open: Week::NONE,
            perhaps: Week::NONE,
        };
        for hour in 0..HOURS_OF_WEEK {
            let state = state(hour);
            if state == State::Open {
                opening.open.insert(hour);
            }
            if state != State::Closed {
                opening.perhaps.insert(hour);
            }
        }
        opening
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn set(hours: &BTreeSet<usize>) -> Week {
        hours.iter().copied().collect()
    }

    proptest! {
        #[test]
        fn a_week_is_a_set_of_hours(
            a in proptest::collection::btree_set(0..HOURS_OF_WEEK, 0..60),
            b in proptest::collection::btree_set(0..HOURS_OF_WEEK, 0..60),
        ) {
            let (left, right) = (set(&a), set(&b));
            prop_assert_eq!(left.or(right), set(&(&a | &b)));
            prop_assert_eq!(left.and(right), set(&(&a & &b)));
            prop_assert_eq!(left.xor(right), set(&(&a ^ &b)));
            prop_assert_eq!(left.without(right), set(&(&a - &b)));
            prop_assert_eq!(left.count() as usize, a.len());
            prop_assert_eq!(left.hours().collect::<BTreeSet<usize>>(), a);
        }
    }

    #[test]
    fn all_hours_are_168() {
        assert_eq!(Week::ALL.count(), 168);
        assert_eq!((0..HOURS_OF_WEEK).collect::<Week>(), Week::ALL);
    }
}
