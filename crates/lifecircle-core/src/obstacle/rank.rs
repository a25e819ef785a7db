//! Which obstacles keep most people from what they need: few reruns, and no gain that a rerun did not count.

use std::collections::{BTreeSet, HashSet};

use super::find::Found;
use super::turns::TurnTo;
use crate::coverage::{CheckInput, Coverage, Verdict, Verdicts, joint};
use crate::gap::Scope;
use crate::par;
use crate::site::Gain;
use crate::units::narrow;

/// An obstacle is another way to what a greater one gives when that gives so many per cent of its homes the same.
const SAME_PERCENT: usize = 90;

/// What a city with an obstacle opened has more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gains {
    /// Homes that are covered then by a rule that is asked about and did not cover them before.
    pub any: Gain,
    /// Homes that all rules cover then, and did not before.
    pub joint: Gain,
    /// Per rule.
    pub rules: Vec<Gain>,
    /// The homes of `any`, in order.
    pub homes: Vec<u32>,
}

/// What is gained between two checks of the same homes; `scope` is what is asked about.
///
/// # Complexity
/// Linear in the homes, times the rules.
///
/// # Panics
/// If they are of other homes or rules.
pub fn gains(input: CheckInput, scope: Scope, before: &Coverage, after: &Verdicts) -> Gains {
    let rules = before.rules.len();
    let mut gains = Gains {
        rules: vec![Gain::default(); rules],
        ..Gains::default()
    };
    for (home, &people_milli) in input.residences.people_milli.iter().enumerate() {
        let was = (0..rules).map(|rule| before.verdict(rule, home).0);
        let was: Vec<Verdict> = was.collect();
        let is: Vec<Verdict> = (0..rules).map(|rule| after.of(rule, home)).collect();
        let turned = |was: Verdict, is: Verdict| is == Verdict::Covered && was != is;
        let mut counts = false;
        for rule in (0..rules).filter(|&rule| turned(was[rule], is[rule])) {
            gains.rules[rule].add(people_milli);
            counts |= scope == Scope::Joint || scope == Scope::Rule(rule);
        }
        if counts {
            gains.any.add(people_milli);
            gains.homes.push(narrow(home));
        }
        if turned(joint(was), joint(is)) {
            gains.joint.add(people_milli);
        }
    }
    gains
}

/// An obstacle among the greatest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Its position among those that were found.
    pub found: usize,
    /// What it gives, as a rerun counts.
    pub gains: Gains,
    /// How many others that were found give about the same homes the same.
    pub others: u64,
}

/// The greatest obstacles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranking {
    /// The greatest first; of equal ones in the order in which they were found.
    pub rows: Vec<Ranked>,
    /// Reruns that were made.
    pub reruns: u64,
    /// Obstacles that might give as much as the last of these and were not run, because reruns were enough.
    pub not_run: u64,
}

/// What somebody may gain at most.
struct Bound {
    found: usize,
    most: Gain,
    homes: Vec<u32>,
}

impl Bound {
    /// Whether what was run gives as much as this can, to about the same homes.
    fn is_within(&self, known: &Gains) -> bool {
        known.any >= self.most && are_among(&self.homes, &known.homes)
    }
}

/// Finds the `top` obstacles by people gained; `rerun` tells what the city has more with one of them opened. Those who may
/// gain most are run first, two at a time, until nobody else can be among the greatest, or `most_reruns` are made.
///
/// # Complexity
/// As many reruns, and few more than `top` where searches told rightly who gains.
///
/// # Errors
/// What `rerun` returns.
pub fn rank<E: Send>(
    input: CheckInput,
    scope: Scope,
    found: &[Found],
    (top, most_reruns): (usize, u64),
    rerun: impl Fn(&Found) -> Result<Gains, E> + Sync + Send,
) -> Result<Ranking, E> {
    let bounds = bounds(input, scope, found);
    let mut ahead: Option<(usize, Gains)> = None;
    let mut run: Vec<Ranked> = Vec::new();
    let mut ranking = Ranking::default();
    for (nth, bound) in bounds.iter().enumerate() {
        ranking.rows = told(&run);
        let last = top.checked_sub(1).and_then(|last| ranking.rows.get(last));
        if top == 0 || last.is_some_and(|last| last.gains.any >= bound.most) {
            break;
        }
        if let Some(same) = run.iter_mut().find(|known| bound.is_within(&known.gains)) {
            same.others += 1;
            continue;
        }
        if ranking.reruns == most_reruns {
            ranking.not_run = (bounds.len() - nth) as u64;
            break;
        }
        ranking.reruns += 1;
        let gains = if let Some((_, gains)) = ahead.take_if(|made| made.0 == nth) {
            gains
        } else {
            // With the next that will be asked for as things stand.
            let is_new = |nth: &usize| !run.iter().any(|own| bounds[*nth].is_within(&own.gains));
            let next = (nth + 1..bounds.len()).find(is_new);
            let run = |nth: usize| rerun(&found[bounds[nth].found]);
            let (gains, made) = par::join(|| run(nth), || next.map(|next| (next, run(next))));
            ahead = made.map(|(next, gains)| Ok((next, gains?))).transpose()?;
            gains?
        };
        if gains.any.homes > 0 {
            run.push(Ranked {
                found: bound.found,
                gains,
                others: 0,
            });
        }
    }
    ranking.rows = told(&run);
    ranking.rows.truncate(top);
    Ok(ranking)
}

/// Who may gain at most, those first who may gain most.
fn bounds(input: CheckInput, scope: Scope, found: &[Found]) -> Vec<Bound> {
    let people = &input.residences.people_milli;
    let bound = |(number, found): (usize, &Found)| {
        let counts = |rule: u32| match scope {
            Scope::Joint => true,
            Scope::Rule(own) => own == rule as usize,
        };
        let own = found.turns.iter();
        let own = own.filter(|turn| turn.to == TurnTo::Covered && counts(turn.rule));
        let homes: BTreeSet<u32> = own.map(|turn| turn.home).collect();
        let mut most = Gain::default();
        for &home in &homes {
            most.add(people[home as usize]);
        }
        Bound {
            found: number,
            most,
            homes: homes.into_iter().collect(),
        }
    };
    let mut bounds: Vec<Bound> = found.iter().enumerate().map(bound).collect();
    bounds.retain(|bound| bound.most.homes > 0);
    bounds.sort_by_key(|bound| (std::cmp::Reverse(bound.most), bound.found));
    bounds
}

/// The obstacles that were run, the greatest first; those that give about the same as a greater one are counted with it.
fn told(run: &[Ranked]) -> Vec<Ranked> {
    let mut order: Vec<&Ranked> = run.iter().collect();
    order.sort_by_key(|row| (std::cmp::Reverse(row.gains.any), row.found));
    let mut told: Vec<Ranked> = Vec::new();
    for row in order {
        let same = told
            .iter_mut()
            .find(|known| are_among(&row.gains.homes, &known.gains.homes));
        match same {
            Some(same) => same.others += 1 + row.others,
            None => told.push(row.clone()),
        }
    }
    told
}

/// Whether most of some homes are among others.
fn are_among(homes: &[u32], others: &[u32]) -> bool {
    let others: HashSet<&u32> = others.iter().collect();
    let shared = homes.iter().filter(|home| others.contains(home)).count();
    shared * 100 >= homes.len() * SAME_PERCENT
}
