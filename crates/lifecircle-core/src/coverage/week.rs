//! The verdicts of all 168 hours of a week from one search: what is open changes, where it is does not.

use std::collections::HashMap;

use super::engine::{CheckInput, Prepared};
use super::gather;
use super::plan::{EngineChoice, KernelChoice, Plan};
use super::reached::each_home;
use super::reverse::Wanted;
use super::summary::Shares;
use super::verdict::Verdict;
use crate::hours::{HOURS_OF_WEEK, Opening, Week};
use crate::metric::Unit;
use crate::observer::{Cancelled, Observer};
use crate::par;
use crate::rules::Rule;
use crate::search::{Label, LengthLabel, TimeLabel};
use crate::units::narrow;
use crate::walk::{Between, Reason};

/// One rule in each hour of the week, one row per home.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeekColumns {
    /// Hours in which the rule is met.
    pub covered: Vec<Week>,
    /// Hours of which it cannot be told.
    pub unknown: Vec<Week>,
}

/// The verdicts of a week.
#[derive(Clone, Debug)]
pub struct WeekCoverage {
    /// Per rule of the pack.
    pub rules: Vec<WeekColumns>,
    /// How the facilities within the limits were found.
    pub plan: Plan,
    homes: usize,
}

/// Homes and people by verdict, hour by hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekSums {
    /// All rules together, [`HOURS_OF_WEEK`] rows.
    pub joint: Vec<Shares>,
    /// Per rule, as many rows.
    pub rules: Vec<Vec<Shares>>,
}

impl WeekColumns {
    /// The verdict of an hour below [`HOURS_OF_WEEK`] for one home.
    pub fn verdict(&self, home: usize, hour: usize) -> Verdict {
        if self.covered[home].contains(hour) {
            Verdict::Covered
        } else if self.unknown[home].contains(hour) {
            Verdict::Unknown
        } else {
            Verdict::NotCovered
        }
    }
}

impl WeekCoverage {
    /// Number of homes.
    pub fn home_count(&self) -> usize {
        self.homes
    }

    /// Takes some hours from another week of the same homes and rules: one of other streets, say.
    ///
    /// # Complexity
    /// Linear in homes and rules.
    ///
    /// # Panics
    /// In debug builds, where homes or rules are not as many.
    pub fn take(&mut self, hours: Week, other: &Self) {
        debug_assert_eq!(
            (self.homes, self.rules.len()),
            (other.homes, other.rules.len())
        );
        let take = |own: &mut [Week], others: &[Week]| {
            for (own, other) in own.iter_mut().zip(others) {
                *own = own.without(hours).or(other.and(hours));
            }
        };
        for (own, other) in self.rules.iter_mut().zip(&other.rules) {
            take(&mut own.covered, &other.covered);
            take(&mut own.unknown, &other.unknown);
        }
    }

    /// The sums over homes in which so many people live, in thousandths.
    ///
    /// # Panics
    /// If the list of people has fewer homes.
    ///
    /// # Complexity
    /// Linear in homes and rules, and in the 168 hours of each distinct pattern.
    pub fn sums(&self, people_milli: &[u64]) -> WeekSums {
        let homes: Vec<u32> = (0..narrow(self.homes)).collect();
        self.sums_of(&homes, people_milli)
    }

    /// The same over some homes.
    ///
    /// # Panics
    /// If the list of people has fewer homes.
    ///
    /// # Complexity
    /// As with [`Self::sums`].
    pub fn sums_of(&self, homes: &[u32], people_milli: &[u64]) -> WeekSums {
        let of = |rule: usize| {
            let column = &self.rules[rule];
            summed(homes, people_milli, |home| {
                (column.covered[home], column.unknown[home])
            })
        };
        WeekSums {
            joint: summed(homes, people_milli, |home| self.joint(home)),
            rules: par::map_range(self.rules.len(), of),
        }
    }

    /// Hours in which all rules are met, and those of which it cannot be told.
    fn joint(&self, home: usize) -> (Week, Week) {
        let (mut covered, mut possible) = (Week::ALL, Week::ALL);
        for column in &self.rules {
            covered = covered.and(column.covered[home]);
            possible = possible.and(column.covered[home].or(column.unknown[home]));
        }
        (covered, possible.without(covered))
    }
}

/// Homes and people by verdict in each hour; homes of one pattern are added up first.
fn summed(
    homes: &[u32],
    people_milli: &[u64],
    pattern: impl Fn(usize) -> (Week, Week),
) -> Vec<Shares> {
    let mut patterns: HashMap<(Week, Week), (u64, u64)> = HashMap::new();
    for &home in homes {
        let home = home as usize;
        let sums = patterns.entry(pattern(home)).or_default();
        sums.0 += 1;
        sums.1 += people_milli[home];
    }
    let mut hours = vec![Shares::default(); HOURS_OF_WEEK];
    for ((covered, unknown), (homes, people)) in patterns {
        for (hour, shares) in hours.iter_mut().enumerate() {
            let verdict = if covered.contains(hour) {
                Verdict::Covered
            } else if unknown.contains(hour) {
                Verdict::Unknown
            } else {
                Verdict::NotCovered
            };
            shares.homes.add(verdict, homes);
            shares.people_milli.add(verdict, people);
        }
    }
    hours
}

/// Checks every home in each hour of a week, where so much is known of each facility, in order of rank.
///
/// Every hour is what [`check_at`](super::check_at) gives for it.
///
/// # Complexity
/// One search per facility, or a sweep over all homes, as for the counts of [`check`](super::check()); then a few words per
/// home, rule and facility within the limit.
///
/// # Errors
/// [`Cancelled`].
///
/// # Panics
/// If there are fewer openings than facilities.
pub fn week(
    input: CheckInput,
    openings: &[Opening],
    choice: EngineChoice,
    kernel: KernelChoice,
    observer: &dyn Observer,
) -> Result<WeekCoverage, Cancelled> {
    let prepared = Prepared::new(input, (choice, kernel), observer)?;
    let stranded = prepared.stranded();
    let mut plan = prepared.plan;
    let mut rules = vec![WeekColumns::default(); input.pack.rules.len()];
    prepared.each_unit(observer, |between, unit, own| {
        let asked = Asked {
            input,
            openings,
            stranded: &stranded,
            own,
        };
        let found = match unit {
            Unit::Time => asked.run::<TimeLabel>(between, &mut plan, observer)?,
            Unit::Length => asked.run::<LengthLabel>(between, &mut plan, observer)?,
        };
        for (&rule, found) in own.iter().zip(found) {
            rules[rule] = found;
        }
        Ok(())
    })?;
    Ok(WeekCoverage {
        rules,
        plan,
        homes: stranded.len(),
    })
}

/// The rules of one unit, and what decides them.
struct Asked<'a> {
    input: CheckInput<'a>,
    openings: &'a [Opening],
    stranded: &'a [Option<Reason>],
    own: &'a [usize],
}

impl Asked<'_> {
    fn run<L: Label>(
        &self,
        between: &Between,
        plan: &mut Plan,
        observer: &dyn Observer,
    ) -> Result<Vec<WeekColumns>, Cancelled> {
        let rules: Vec<&Rule> = self
            .own
            .iter()
            .map(|&r| &self.input.pack.rules[r])
            .collect();
        let facilities = self.input.facilities;
        let wanted = rules.iter().map(|rule| Wanted {
            members: facilities.serving(rule.categories),
            limit: rule.limit.value(),
        });
        let wanted: Vec<Wanted> = wanted.collect();
        let farthest = wanted.iter().map(|rule| rule.limit).max().unwrap_or(0);
        let cut_end = gather::cut_ends::<L>(between, farthest, observer)?;
        let no_data =
            |rule: &&Rule| !self.input.list_replaces && !facilities.are_anywhere(rule.categories);
        let no_data: Vec<bool> = rules.iter().map(no_data).collect();
        let of_home = |home: u32, reached: &[(u32, u32)]| {
            let home = home as usize;
            let of_rule = |(i, wanted): (usize, &Wanted)| {
                let is_unknown =
                    self.stranded[home].is_some() || no_data[i] || cut_end[home] <= wanted.limit;
                let [open, perhaps] = self.met(wanted, rules[i].min_count, reached);
                let possible = if is_unknown { Week::ALL } else { perhaps };
                (open, possible.without(open))
            };
            wanted.iter().enumerate().map(of_rule).collect::<Vec<_>>()
        };
        let homes = each_home::<L, _>(between, &wanted, plan, observer, of_home)?;
        let column = |rule: usize| WeekColumns {
            covered: homes.iter().map(|home| home[rule].0).collect(),
            unknown: homes.iter().map(|home| home[rule].1).collect(),
        };
        Ok((0..rules.len()).map(column).collect())
    }

    /// Hours in which so many facilities within a rule's limit are open, and in which they may be.
    fn met(&self, rule: &Wanted, min_count: u32, reached: &[(u32, u32)]) -> [Week; 2] {
        let serving = reached
            .iter()
            .filter(|&&(rank, weight)| rule.members[rank as usize] && weight <= rule.limit);
        let openings = serving.map(|&(rank, _)| &self.openings[rank as usize]);
        if min_count == 1 {
            let none = [Week::NONE; 2];
            return openings.fold(none, |[open, perhaps], own| {
                [open.or(own.open), perhaps.or(own.perhaps)]
            });
        }
        let mut counts = [Counts::default(), Counts::default()];
        for own in openings {
            counts[0].add(own.open);
            counts[1].add(own.perhaps);
        }
        counts.map(|counts| counts.at_least(min_count))
    }
}

/// Bits of a count; `min_count` is at most 100.
const PLANES: usize = 7;

/// A count for each hour of the week, bit by bit: a plane holds one binary digit of all 168.
#[derive(Clone, Copy, Default)]
struct Counts {
    planes: [Week; PLANES],
    /// Hours that counted beyond all planes.
    more: Week,
}

impl Counts {
    /// Counts one in these hours.
    fn add(&mut self, hours: Week) {
        let mut carry = hours;
        for plane in &mut self.planes {
            (*plane, carry) = (plane.xor(carry), plane.and(carry));
        }
        self.more = self.more.or(carry);
    }

    /// Hours with a count of `least` or more; `least` is below 2 to the number of planes.
    fn at_least(&self, least: u32) -> Week {
        let (mut above, mut equal) = (self.more, Week::ALL);
        for (bit, &plane) in self.planes.iter().enumerate().rev() {
            if least >> bit & 1 == 1 {
                equal = equal.and(plane);
            } else {
                above = above.or(equal.and(plane));
                equal = equal.without(plane);
            }
        }
        above.or(equal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_are_counts(
            hours in proptest::collection::vec(proptest::collection::vec(0..HOURS_OF_WEEK, 0..168), 0..300),
            least in 1..=100u32,
        ) {
            let mut counts = Counts::default();
            let mut plain = [0u32; HOURS_OF_WEEK];
            for hours in hours {
                let week: Week = hours.into_iter().collect();
                counts.add(week);
                week.hours().for_each(|hour| plain[hour] += 1);
            }
            let expected: Week = (0..HOURS_OF_WEEK).filter(|&h| plain[h] >= least).collect();
            prop_assert_eq!(counts.at_least(least), expected);
        }
    }
}
