//! The stretches of all rules together.

use std::ops::Range;

use super::streets::{GapStretch, push};
use crate::coverage::CheckInput;
use crate::metric::Unit;
use crate::par;
use crate::units::{narrow, walk_ms};

/// How many streets one worker looks at between two answers.
const STREETS: u32 = 4096;

/// A stretch of street along which no rule changes: in a gap of at least one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapPiece {
    /// The stretch as the worst rule has it: its class, and its walks in milliseconds (metres on the level).
    pub worst: GapStretch,
    /// Per rule of the pack, the stretch as that rule has it, in its unit; `None` where it is within the limit.
    pub rules: Vec<Option<GapStretch>>,
}

/// The stretches of some streets (by number), cut wherever a rule changes, in order. `per_rule` is what
/// [`gap_streets`](super::gap_streets) gave.
///
/// # Complexity
/// Linear in the stretches of those streets, but for a sort within each, and a binary search per rule.
pub fn gap_pieces(
    input: CheckInput,
    per_rule: &[impl AsRef<[GapStretch]>],
    streets: Range<u32>,
) -> Vec<GapPiece> {
    let own = per_rule.iter().map(|stretches| {
        let stretches = stretches.as_ref();
        let before = |end: u32| stretches.partition_point(|s| s.street.0 < end);
        &stretches[before(streets.start)..before(streets.end)]
    });
    let mut left: Vec<&[GapStretch]> = own.collect();
    let mut pieces = Vec::new();
    while let Some(street) = left.iter().filter_map(|s| Some(s.first()?.street)).min() {
        let here: Vec<&[GapStretch]> = left
            .iter_mut()
            .map(|stretches| {
                let of_street = stretches.partition_point(|s| s.street == street);
                let (here, rest) = stretches.split_at(of_street);
                *stretches = rest;
                here
            })
            .collect();
        of_street(input, &here, &mut pieces);
    }
    pieces
}

fn of_street(input: CheckInput, per_rule: &[&[GapStretch]], pieces: &mut Vec<GapPiece>) {
    let all = per_rule.iter().copied().flatten();
    let mut breaks: Vec<u32> = all.flat_map(|s| [s.from_mm, s.to_mm]).collect();
    breaks.sort_unstable();
    breaks.dedup();
    for ends in breaks.windows(2) {
        let (from_mm, to_mm) = (ends[0], ends[1]);
        let over = |stretches: &&[GapStretch]| {
            let mut stretches = stretches.iter();
            stretches
                .find(|s| s.from_mm <= from_mm && to_mm <= s.to_mm)
                .copied()
        };
        let over: Vec<Option<GapStretch>> = per_rule.iter().map(over).collect();
        let timed = over
            .iter()
            .enumerate()
            .filter_map(|(rule, whole)| Some(in_time(input, rule, (*whole)?)));
        let cut = |whole: GapStretch| whole.part(from_mm, to_mm);
        if let Some(worst) = timed.max_by_key(|s| (s.class, s.from.max(s.to))) {
            let rules = over.iter().map(|whole| whole.map(cut)).collect();
            let worst = cut(worst);
            pieces.push(GapPiece { worst, rules });
        }
    }
}

/// A rule's stretch with its walks in milliseconds, metres on the level.
fn in_time(input: CheckInput, rule: usize, stretch: GapStretch) -> GapStretch {
    let ms = |walk: u32| match input.pack.rules[rule].limit.unit() {
        Unit::Time => walk,
        Unit::Length => walk_ms(walk, 100, input.walks.walking().speed),
    };
    GapStretch {
        from: stretch.from.map(ms),
        to: stretch.to.map(ms),
        ..stretch
    }
}

impl GapPiece {
    /// The part of it between two of its offsets.
    #[must_use]
    pub fn part(&self, from_mm: u32, to_mm: u32) -> Self {
        let cut = |stretch: &GapStretch| stretch.part(from_mm, to_mm);
        Self {
            worst: cut(&self.worst),
            rules: self.rules.iter().map(|own| own.as_ref().map(cut)).collect(),
        }
    }
}

/// All rules together: a stretch is in a gap where it is for some rule, and its class is that of the worst.
///
/// # Complexity
/// That of [`gap_pieces`] for all streets.
pub fn joint_streets(input: CheckInput, per_rule: &[Vec<GapStretch>]) -> Vec<GapStretch> {
    let streets = narrow(input.walks.network().streets.count());
    let blocks = streets.div_ceil(STREETS);
    let of_block = |block: usize| {
        let first = narrow(block) * STREETS;
        gap_pieces(input, per_rule, first..(first + STREETS).min(streets))
    };
    let mut joint = Vec::new();
    for pieces in par::map_range(blocks as usize, of_block) {
        for piece in pieces {
            push(&mut joint, piece.worst);
        }
    }
    joint
}
