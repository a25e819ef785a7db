//! The same sums for groups of homes: areas of a level, strata, or whatever parts a city.

use super::engine::{CheckInput, Coverage};
use super::summary::Shares;
use super::verdict::Verdict;
use crate::area::Grouping;
use crate::par;
use crate::walk::HORIZON_MS;

/// How long people walk to the nearest facility of a rule.
///
/// Homes that reach none within the horizon count as walking that long; homes of which nothing is known are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Minutes {
    /// People in thousandths whose walk is known.
    pub people_milli: u64,
    /// Of them, those who reach none within the horizon.
    pub beyond_milli: u64,
    /// The shortest time within which half of them are there; `None` without people.
    pub median_ms: Option<u32>,
    /// The tenth of them who walk farthest walk at least so long.
    pub worst_decile_ms: Option<u32>,
    /// Gini coefficient of the time over people: 0 where all walk equally long. `None` without people or walks.
    pub gini: Option<f64>,
}

impl Minutes {
    /// From times in ms and people in thousandths, in any order.
    ///
    /// # Complexity
    /// `O(n log n)`.
    pub fn of(mut walks: Vec<(u32, u64)>) -> Self {
        walks.retain(|walk| walk.1 > 0);
        walks.sort_unstable();
        let people: u64 = walks.iter().map(|walk| walk.1).sum();
        let at_least = |numerator: u64| {
            // The first at which so many tenths of the people are reached, in whole numbers.
            let mut so_far = 0_u128;
            let reached = |&&(_, milli): &&(u32, u64)| {
                so_far += u128::from(milli);
                so_far * 10 >= u128::from(people) * u128::from(numerator)
            };
            walks.iter().find(reached).map(|walk| walk.0)
        };
        // Beyond nine tenths: the first walk of those who come after them.
        let mut after = 0_u128;
        let worst = walks.iter().find(|&&(_, milli)| {
            after += u128::from(milli);
            after * 10 > u128::from(people) * 9
        });
        let beyond = walks.iter().filter(|walk| walk.0 >= HORIZON_MS);
        Self {
            people_milli: people,
            beyond_milli: beyond.map(|walk| walk.1).sum(),
            median_ms: at_least(5),
            worst_decile_ms: worst.map(|walk| walk.0),
            gini: gini(&walks, people),
        }
    }
}

/// One less twice the area under the Lorenz curve of sorted walks.
fn gini(walks: &[(u32, u64)], people: u64) -> Option<f64> {
    let mut sum = 0_u128;
    let mut under = 0_u128;
    for &(ms, milli) in walks {
        let before = sum;
        sum += u128::from(ms) * u128::from(milli);
        under += u128::from(milli) * (before + sum);
    }
    let whole = u128::from(people) * sum;
    // Both fit: thousandths of people below 2^54, times of at most an hour below 2^22 ms.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a ratio of two sums, told to some digits"
    )]
    (whole > 0).then(|| (whole - under) as f64 / whole as f64)
}

/// One rule in one group.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GroupRule {
    /// Homes and people by verdict.
    pub shares: Shares,
    /// Walks to the nearest facility.
    pub minutes: Minutes,
}

/// The sums of one group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupRow {
    /// Homes.
    pub homes: u64,
    /// People in thousandths.
    pub people_milli: u64,
    /// All rules together.
    pub joint: Shares,
    /// Per rule.
    pub rules: Vec<GroupRule>,
}

/// The sums of every group, and last of the homes in none.
///
/// # Complexity
/// `O(n log n)` in the homes, per rule.
pub fn summarise_groups(
    input: CheckInput,
    coverage: &Coverage,
    grouping: &Grouping,
) -> Vec<GroupRow> {
    let homes = grouping.members();
    par::map_range(homes.len(), |group| row(input, coverage, &homes[group]))
}

fn row(input: CheckInput, coverage: &Coverage, homes: &[u32]) -> GroupRow {
    let people = &input.residences.people_milli;
    let mut row = GroupRow::default();
    for &home in homes {
        let home = home as usize;
        row.homes += 1;
        row.people_milli += people[home];
        row.joint.add(coverage.joint_at(home, 100), people[home]);
    }
    let rules = 0..coverage.rules.len();
    row.rules = rules
        .map(|rule| rule_row(people, coverage, rule, homes))
        .collect();
    row
}

fn rule_row(people: &[u64], coverage: &Coverage, rule: usize, homes: &[u32]) -> GroupRule {
    let mut shares = Shares::default();
    let mut walks = Vec::with_capacity(homes.len());
    for &home in homes {
        let home = home as usize;
        let (verdict, _) = coverage.verdict(rule, home);
        shares.add(verdict, people[home]);
        match (coverage.rules[rule].nearest[home], verdict) {
            (Some(found), _) => walks.push((found.ms.min(HORIZON_MS), people[home])),
            (None, Verdict::Unknown) => {}
            (None, _) => walks.push((HORIZON_MS, people[home])),
        }
    }
    GroupRule {
        shares,
        minutes: Minutes::of(walks),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// By definition: half the mean difference of all pairs over the mean.
    fn gini_of_pairs(walks: &[(u32, u64)]) -> Option<f64> {
        let weight = |milli: u64| f64::from(u32::try_from(milli).unwrap());
        let people: f64 = walks.iter().map(|w| weight(w.1)).sum();
        let sum: f64 = walks.iter().map(|w| f64::from(w.0) * weight(w.1)).sum();
        let mut apart = 0.0;
        for a in walks {
            for b in walks {
                apart += f64::from(a.0.abs_diff(b.0)) * weight(a.1) * weight(b.1);
            }
        }
        (people * sum > 0.0).then(|| apart / (2.0 * people * sum))
    }

    /// Every thousandth of a person by itself.
    fn one_by_one(walks: &[(u32, u64)]) -> Vec<u32> {
        let each = walks
            .iter()
            .flat_map(|&(ms, milli)| (0..milli).map(move |_| ms));
        let mut each: Vec<u32> = each.collect();
        each.sort_unstable();
        each
    }

    proptest! {
        #[test]
        fn minutes_equal_a_plain_count(walks in prop::collection::vec((0_u32..4_000_000, 0_u64..30), 0..40)) {
            let minutes = Minutes::of(walks.clone());
            let each = one_by_one(&walks);
            prop_assert_eq!(minutes.people_milli, each.len() as u64);
            let median = (!each.is_empty()).then(|| each[each.len().div_ceil(2) - 1]);
            prop_assert_eq!(minutes.median_ms, median);
            // The farthest tenth, rounded down to whole ones but never nobody.
            let worst = (!each.is_empty()).then(|| each[each.len() * 9 / 10]);
            prop_assert_eq!(minutes.worst_decile_ms, worst);
            match (minutes.gini, gini_of_pairs(&walks)) {
                (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-9, "{} {}", a, b),
                (a, b) => prop_assert_eq!(a, b),
            }
        }
    }

    #[test]
    fn equal_walks_are_equal_and_one_who_walks_alone_is_not() {
        assert_eq!(Minutes::of(vec![(60_000, 3), (60_000, 9)]).gini, Some(0.0));
        let one_walks = Minutes::of(vec![(0, 9_000), (60_000, 1_000)]);
        assert!((one_walks.gini.unwrap() - 0.9).abs() < 1e-12);
        assert_eq!(Minutes::of(vec![(60_000, 0)]), Minutes::default());
    }
}
