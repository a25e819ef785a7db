//! Sums over homes: shares by homes and by people, reasons, medians.

use super::engine::{CheckInput, Coverage};
use super::verdict::Verdict;
use crate::par;
use crate::sorted::percentile;
use crate::walk::Reason;

/// A total split by verdict; the parts add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// Covered.
    pub covered: u64,
    /// Not covered.
    pub not_covered: u64,
    /// Unknown.
    pub unknown: u64,
}

impl Split {
    /// Adds an amount to the part of a verdict.
    pub fn add(&mut self, verdict: Verdict, amount: u64) {
        match verdict {
            Verdict::Covered => self.covered += amount,
            Verdict::NotCovered => self.not_covered += amount,
            Verdict::Unknown => self.unknown += amount,
        }
    }

    /// The sum of the parts.
    pub fn total(&self) -> u64 {
        self.covered + self.not_covered + self.unknown
    }
}

/// Homes and people (in thousandths) by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// Homes.
    pub homes: Split,
    /// People in thousandths.
    pub people_milli: Split,
}

impl Shares {
    /// Adds a home.
    pub(crate) fn add(&mut self, verdict: Verdict, people_milli: u64) {
        self.homes.add(verdict, 1);
        self.people_milli.add(verdict, people_milli);
    }
}

/// Homes per reason, in the order of [`Reason::ALL`].
pub type ReasonCounts = [u64; 5];

/// One rule, or all together, at the limit and with limits moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AtLimits {
    /// With limits at 90 %.
    pub tighter: Shares,
    /// At the limits.
    pub exact: Shares,
    /// With limits at 110 %.
    pub looser: Shares,
}

impl AtLimits {
    fn add(&mut self, verdict_at: impl Fn(u32) -> Verdict, people_milli: u64) {
        self.tighter.add(verdict_at(90), people_milli);
        self.exact.add(verdict_at(100), people_milli);
        self.looser.add(verdict_at(110), people_milli);
    }
}

/// The sums of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleSummary {
    /// Shares.
    pub shares: AtLimits,
    /// Why homes are unknown.
    pub reasons: ReasonCounts,
    /// Median walk to the nearest facility in ms over all homes, `None` beyond the horizon.
    pub median_ms: Option<u32>,
    /// 90th percentile of the same.
    pub p90_ms: Option<u32>,
    /// Facilities that serve the rule.
    pub facilities: u64,
}

/// The sums of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Homes.
    pub homes: u64,
    /// People in thousandths.
    pub people_milli: u64,
    /// All rules together.
    pub joint: AtLimits,
    /// Homes with an unknown rule, by reason; a home may have several.
    pub joint_reasons: ReasonCounts,
    /// Per rule.
    pub rules: Vec<RuleSummary>,
}

/// Sums up a check.
pub fn summarise(input: CheckInput, coverage: &Coverage) -> Summary {
    let (mut summary, rules) = par::join(
        || jointly(input, coverage),
        || par::map_range(coverage.rules.len(), |rule| of_rule(input, coverage, rule)),
    );
    summary.rules = rules;
    summary
}

/// The sums over all rules together.
fn jointly(input: CheckInput, coverage: &Coverage) -> Summary {
    let people = &input.residences.people_milli;
    let mut summary = Summary {
        homes: input.residences.count() as u64,
        people_milli: people.iter().sum(),
        ..Summary::default()
    };
    for (home, &milli) in people.iter().enumerate() {
        summary
            .joint
            .add(|percent| coverage.joint_at(home, percent), milli);
        for (i, reason) in Reason::ALL.iter().enumerate() {
            let has =
                (0..coverage.rules.len()).any(|r| coverage.verdict(r, home).1 == Some(*reason));
            summary.joint_reasons[i] += u64::from(has);
        }
    }
    summary
}

/// The sums of one rule.
fn of_rule(input: CheckInput, coverage: &Coverage, rule: usize) -> RuleSummary {
    let columns = &coverage.rules[rule];
    let mut sums = RuleSummary::default();
    for (home, &milli) in input.residences.people_milli.iter().enumerate() {
        sums.shares
            .add(|percent| coverage.verdict_at(rule, home, percent).0, milli);
        if let Some(reason) = coverage.verdict(rule, home).1 {
            sums.reasons[reason as usize] += 1;
        }
    }
    let nearest = columns.nearest.iter();
    let mut walks: Vec<u32> = nearest.map(|f| f.map_or(u32::MAX, |f| f.ms)).collect();
    walks.sort_unstable();
    sums.median_ms = percentile(&walks, 50);
    sums.p90_ms = percentile(&walks, 90);
    let serves = input.facilities.serving(input.pack.rules[rule].categories);
    sums.facilities = serves.iter().filter(|&&serves| serves).count() as u64;
    sums
}
