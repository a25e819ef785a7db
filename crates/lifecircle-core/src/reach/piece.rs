//! Weights between two neighbouring sources on a street: one line rising, one falling.

use smallvec::SmallVec;

use super::line::Line;
use crate::metric::Along;

/// A place on a street from which weights grow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source {
    pub(crate) offset_mm: u32,
    pub(crate) weight: u32,
}

/// A part of a street without a source inside.
///
/// With `w` the weight from the tail ([`Along::at`]), the weight at `x` is the lesser of
/// `rising + w(x)` and `falling - w(x)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) low_mm: u32,
    pub(crate) high_mm: u32,
    pub(crate) rising: Option<i64>,
    pub(crate) falling: Option<i64>,
}

/// A weight as it is stored.
pub(super) fn clamp(weight: i64) -> u32 {
    u32::try_from(weight.max(0)).unwrap_or(u32::MAX)
}

impl Piece {
    /// Whether all of it is within a limit, as most pieces tell without a division.
    ///
    /// Of two weights the lesser is at most half their sum, and that is the same all along.
    #[inline]
    pub(crate) fn is_surely_within(&self, limit: u32) -> bool {
        let both = self.rising.zip(self.falling);
        both.is_some_and(|(rising, falling)| rising + falling <= 2 * i64::from(limit))
    }

    /// The last offset at which the rising line, and the first at which the falling line, is within a
    /// limit. Every millimetre is within it where the second is at most one beyond the first.
    pub(crate) fn ends(&self, along: Along, limit: u32) -> [Option<u32>; 2] {
        let limit = i64::from(limit);
        let rising = self.rising.and_then(|rising| {
            let rest = u32::try_from(limit - rising).ok()?;
            (along.at(self.low_mm) <= rest).then(|| along.last_within(rest).min(self.high_mm))
        });
        let falling = self.falling.and_then(|falling| {
            let least = clamp(falling - limit);
            (along.at(self.high_mm) >= least).then(|| along.first_from(least).max(self.low_mm))
        });
        [rising, falling]
    }

    /// The parts within a limit: from its beginning on, up to its end, or all of it as the first.
    pub(crate) fn covered(&self, along: Along, limit: u32) -> [Option<(u32, u32)>; 2] {
        let part = |from: u32, to: u32| (from < to).then_some((from, to));
        match self.ends(along, limit) {
            [Some(last), Some(first)] if last + 1 >= first => {
                [part(self.low_mm, self.high_mm), None]
            }
            [last, first] => [
                last.and_then(|last| part(self.low_mm, last)),
                first.and_then(|first| part(first, self.high_mm)),
            ],
        }
    }

    /// Hands over the stretches within a limit: from, to, weight at from, weight at to.
    pub(crate) fn within(
        &self,
        along: Along,
        limit: u32,
        mut stretch: impl FnMut(u32, u32, u32, u32),
    ) {
        let mut hand = |from: u32, to: u32| {
            if from < to {
                let weight = |mm| clamp(self.at(along, mm).unwrap_or(0));
                stretch(from, to, weight(from), weight(to));
            }
        };
        if !self.is_surely_within(limit) {
            match self.ends(along, limit) {
                [Some(last), Some(first)] if last + 1 >= first => {}
                [last, first] => {
                    if let Some(last) = last {
                        hand(self.low_mm, last);
                    }
                    if let Some(first) = first {
                        hand(first, self.high_mm);
                    }
                    return;
                }
            }
        }
        let meeting = self.meeting(along);
        // The millimetre in which they meet is part of the stretch that grows towards its later end:
        // then every stretch grows from one end only, and a limit can cut it later on.
        let next = meeting.saturating_add(1).min(self.high_mm);
        let grows = self.at(along, next) > self.at(along, meeting);
        let turn = if grows { next } else { meeting };
        hand(self.low_mm, turn);
        hand(turn, self.high_mm);
    }

    /// The weight at an offset inside, `None` without a source.
    pub(crate) fn at(&self, along: Along, mm: u32) -> Option<i64> {
        let walked = i64::from(along.at(mm));
        let rising = self.rising.map(|r| r + walked);
        let falling = self.falling.map(|f| f - walked);
        rising.into_iter().chain(falling).min()
    }

    /// Where the two lines meet: the last offset at which the rising one is not above the other.
    pub(crate) fn meeting(&self, along: Along) -> u32 {
        match (self.rising, self.falling) {
            (Some(rising), Some(falling)) => {
                match u32::try_from((falling - rising).div_euclid(2)) {
                    Ok(half) => along.last_within(half).clamp(self.low_mm, self.high_mm),
                    Err(_) if falling > rising => self.high_mm,
                    Err(_) => self.low_mm,
                }
            }
            (Some(_), None) => self.high_mm,
            _ => self.low_mm,
        }
    }
}

/// The pieces of a street on which places stand, from its tail to its head.
pub(crate) struct Pieces {
    pieces: SmallVec<[Piece; 4]>,
}

impl Pieces {
    /// The pieces between the weights at the ends and the sources on it.
    pub(crate) fn new(
        line: &Line,
        tail: Option<u32>,
        head: Option<u32>,
        sources: impl Iterator<Item = Source>,
    ) -> Self {
        let [at_tail, at_head] = line.ends(tail, head);
        let [up, down] = line.ways();
        let along = line.along();
        let mut sources: SmallVec<[(u32, i64); 4]> = sources
            .map(|s| (s.offset_mm, i64::from(s.weight)))
            .collect();
        sources.sort_unstable();
        let mut cuts: SmallVec<[u32; 6]> = SmallVec::new();
        cuts.push(0);
        cuts.extend(sources.iter().map(|s| s.0));
        cuts.push(line.length_mm());
        let walked = |mm: u32| i64::from(along.at(mm));
        let piece = |ends: &[u32]| {
            let (low, high) = (ends[0], ends[1]);
            let below = sources.iter().filter(|s| up && s.0 <= low);
            let above = sources.iter().filter(|s| down && s.0 >= high);
            let rising = below.map(|s| s.1 - walked(s.0)).chain(at_tail).min();
            let falling = above.map(|s| s.1 + walked(s.0));
            let falling = falling
                .chain(at_head.map(|w| w + walked(line.length_mm())))
                .min();
            Piece {
                low_mm: low,
                high_mm: high,
                rising,
                falling,
            }
        };
        let pieces = cuts.windows(2).filter(|c| c[0] < c[1]).map(piece).collect();
        Self { pieces }
    }
}

impl IntoIterator for Pieces {
    type Item = Piece;
    type IntoIter = smallvec::IntoIter<[Piece; 4]>;

    fn into_iter(self) -> Self::IntoIter {
        self.pieces.into_iter()
    }
}
