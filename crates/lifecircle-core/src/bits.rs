//! Sets of positions, one bit each: small enough to stay in the cache while millions of references are looked up.

use crate::units::narrow;

/// A set of numbers below a bound.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// The empty set of numbers below `bound`.
    pub(crate) fn below(bound: usize) -> Self {
        Self(vec![0; bound.div_ceil(64)])
    }

    /// Adds a number; whether it was new.
    ///
    /// # Panics
    /// If it is not below the bound.
    pub(crate) fn insert(&mut self, number: u32) -> bool {
        let word = &mut self.0[number as usize / 64];
        let bit = 1 << (number % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Whether it holds a number; none at or beyond the bound.
    pub(crate) fn contains(&self, number: u32) -> bool {
        let word = self.0.get(number as usize / 64).copied().unwrap_or(0);
        word >> (number % 64) & 1 == 1
    }

    /// Its numbers, increasing.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().zip(0..).flat_map(|(&word, at)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(at * 64 + bit)
            })
        })
    }
}

/// A set whose numbers can be counted: how many are smaller.
pub(crate) struct Ranks {
    bits: Bits,
    /// Numbers before each word.
    before: Vec<u32>,
    count: usize,
}

impl Ranks {
    pub(crate) fn of(bits: Bits) -> Self {
        let mut count = 0;
        let before = bits.0.iter().map(|word| {
            let before = narrow(count);
            count += word.count_ones() as usize;
            before
        });
        Self {
            before: before.collect(),
            count,
            bits,
        }
    }

    /// Size of the set.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Its numbers, increasing.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        self.bits.iter()
    }

    /// How many of the set are smaller than `number`, `None` if it is not in the set.
    pub(crate) fn rank(&self, number: u32) -> Option<u32> {
        let at = number as usize / 64;
        let (word, bit) = (*self.bits.0.get(at)?, number % 64);
        (word >> bit & 1 == 1).then(|| self.before[at] + (word & ((1 << bit) - 1)).count_ones())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_and_ranked() {
        let members = [0, 1, 63, 64, 127, 200, 319];
        let mut bits = Bits::below(320);
        for &n in &members {
            assert!(bits.insert(n) && !bits.insert(n));
        }
        assert_eq!(bits.iter().collect::<Vec<_>>(), members);
        for n in [2, 62, 65, 318, 320, u32::MAX] {
            assert!(!bits.contains(n), "{n}");
        }
        let ranks = Ranks::of(bits);
        assert_eq!(ranks.count(), members.len());
        for (rank, &n) in members.iter().enumerate() {
            assert_eq!(ranks.rank(n), Some(narrow(rank)));
        }
        assert_eq!(ranks.rank(u32::MAX), None);
        assert_eq!(ranks.rank(199), None);
    }
}
