//! One small generator, `SplitMix64`, and the hash and noise made of it.
//!
//! Our own fifteen lines instead of a crate: the file must have the same bytes for the same seed in every
//! release, and a dependency may change its stream.

#![allow(
    clippy::cast_possible_truncation,
    reason = "the high half of a 64-bit product, smaller than its 32-bit factor by construction"
)]

use crate::units::{int, narrow};

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
/// Cells between two lattice points of a [`field`].
const FIELD_STEP: usize = 4;

/// What a random number is for; each purpose has a stream of its own. New ones go to the end, because the
/// numbers of the others choose the cities.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stream {
    Widths = 1,
    Lines,
    WarpX,
    WarpY,
    Jitter,
    Bend,
    Cell,
    Density,
    Age,
    Retail,
    Names,
    Crossing,
    BusStop,
    Tunnel,
}

/// A stream of random numbers that depends on nothing but how it was made.
#[derive(Clone, Debug)]
pub(crate) struct Rng(u64);

impl Rng {
    /// The stream of one purpose at one place.
    pub(crate) fn new(seed: u64, stream: Stream, i: usize, j: usize) -> Self {
        Self(hash(seed, stream, i, j))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// A number in `0..n`; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        (((self.next() >> 32) * u64::from(n)) >> 32) as u32
    }

    /// An index of a list of `n` things.
    pub(crate) fn index(&mut self, n: usize) -> usize {
        self.below(u32::try_from(n).unwrap_or(u32::MAX)) as usize
    }

    /// A number in `low..=high`.
    pub(crate) fn range(&mut self, low: i32, high: i32) -> i32 {
        let span = u32::try_from(i64::from(high) - i64::from(low) + 1).unwrap_or(1);
        narrow(i64::from(low) + i64::from(self.below(span)))
    }

    /// True `percent` times of a hundred.
    pub(crate) fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of `items`, which is not empty.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.index(items.len())]
    }

    /// `amount / unit` rounded up or down at random, so that it is exact on average.
    pub(crate) fn round(&mut self, amount: u64, unit: u32) -> usize {
        let whole = usize::try_from(amount / u64::from(unit)).unwrap_or(usize::MAX);
        let rest = amount % u64::from(unit);
        whole + usize::from(u64::from(self.below(unit)) < rest)
    }

    /// Puts `items` in a random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.index(last + 1));
        }
    }
}

/// The finaliser of `SplitMix64` (Steele, Lea and Flood 2014).
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// 64 bits that depend on the seed, the purpose and the place alone.
fn hash(seed: u64, stream: Stream, i: usize, j: usize) -> u64 {
    let step = |state: u64, word: u64| mix(state.wrapping_add(GOLDEN) ^ word.wrapping_mul(GOLDEN));
    [stream as u64, i as u64, j as u64]
        .into_iter()
        .fold(mix(seed), step)
}

/// Smooth noise in -1000..=1000: random at every fourth cell, interpolated between.
pub(crate) fn field(seed: u64, stream: Stream, i: usize, j: usize) -> i32 {
    let corner = |di: usize, dj: usize| {
        Rng::new(seed, stream, i / FIELD_STEP + di, j / FIELD_STEP + dj).range(-1000, 1000)
    };
    let step = int(FIELD_STEP);
    let (x, y) = (int(i % FIELD_STEP), int(j % FIELD_STEP));
    let row = |dj: usize| corner(0, dj) * (step - x) + corner(1, dj) * x;
    (row(0) * (step - y) + row(1) * y) / (step * step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_splitmix64() {
        // The first two values of the reference implementation for the state 1234567.
        let mut rng = Rng(1_234_567);
        assert_eq!(rng.next(), 6_457_827_717_110_365_317);
        assert_eq!(rng.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn numbers_stay_in_range() {
        let mut rng = Rng::new(1, Stream::Cell, 2, 3);
        assert!((0..1000).all(|_| (-3..=4).contains(&rng.range(-3, 4))));
        assert!((0..1000).all(|_| rng.below(7) < 7));
        assert_eq!(rng.below(0), 0);
        let total: usize = (0..10_000).map(|_| rng.round(25, 100)).sum();
        assert!((2_300..2_700).contains(&total), "{total}");
    }

    #[test]
    fn a_field_is_smooth() {
        for i in 0..40 {
            let step = field(9, Stream::Retail, i, 5) - field(9, Stream::Retail, i + 1, 5);
            assert!(step.abs() <= 500);
        }
    }
}
