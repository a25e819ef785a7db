//! How good any choice can be at most: Lagrangian relaxation, in whole numbers.
//!
//! What ties homes to sites is given up and paid for instead: a home that a choice counts as served without a site pays its
//! price, and each site earns the prices of the homes that it serves. Then the best choice is simply the sites that earn
//! most, and what it comes to is never less than the best real choice, whatever the prices. They are moved down the
//! slope until the bound falls no more. Candidates that no choice better than the best known one can hold are given up
//! on the way.

use super::Candidates;
use super::choose::{Choice, Chooser};
use super::priced::Priced;
use crate::area::OUTSIDE;
use crate::observer::{Cancelled, go_on};
use crate::par;

/// Pairs of candidates and homes that are worth more than one thread.
const PARALLEL_PAIRS: usize = 1 << 15;

/// Lengths of steps are counted in parts of this.
const STEP: i128 = 1 << 10;
/// The first step, by Polyak's rule: what would close the gap if the bound were straight.
const FIRST_STEP: i128 = STEP;
/// Slopes are counted in parts of this.
const PART: i64 = 1 << 8;
/// So many parts of the way of a round are gone again in the next: slopes zigzag, and what they have in common adds up.
const KEPT: i64 = 230;
/// Steps shorter than this close no gap.
const LAST_STEP: i128 = STEP / 64;
/// Rounds without a better bound after which steps are halved.
const PATIENCE: usize = 15;

/// A part of all choices: those that hold some candidates, and others of some more.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Candidates that are in.
    pub(super) fixed: Vec<u32>,
    /// Candidates that may be in, increasing.
    pub(super) open: Vec<u32>,
    /// The best prices found.
    pub(super) prices: Vec<i64>,
}

/// What is known of the choices of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounded {
    /// None is worth more, unless it is worth no more than the best known choice.
    pub(super) most: u64,
    /// The open candidate that earns most; `None` where none is open.
    pub(super) first: Option<u32>,
}

/// Bounds for choices under some terms.
pub(super) struct Relaxation<'a, P> {
    priced: &'a P,
    chooser: Chooser<'a>,
    groups: Option<Vec<u32>>,
    group_count: usize,
}

/// The sites that earn most under some prices.
struct Round {
    /// No choice is worth more, in parts of a unit.
    most: i128,
    /// The same where the budget is left out of account.
    by_count: i128,
    /// What the last of the sites earns.
    last: i128,
    picked: Vec<u32>,
    /// The sites of the least bound, where these are others.
    way: Option<Vec<u32>>,
    /// Open candidates by what they earn, most first.
    order: Vec<(i64, u32)>,
}

/// Some of the open candidates, and those that are in.
#[derive(Default)]
struct Taken {
    picked: Vec<u32>,
    /// What the open ones earn.
    sum: i128,
    /// What the last of them earns, if there may be no more.
    last: i128,
}

impl<'a, P: Priced> Relaxation<'a, P> {
    pub(super) fn new(priced: &'a P, candidates: &Candidates, chooser: Chooser<'a>) -> Self {
        let groups = chooser.terms.groups(candidates);
        let numbers = groups.iter().flatten().filter(|&&group| group != OUTSIDE);
        let group_count = numbers.max().map_or(0, |&last| last as usize + 1);
        Self {
            priced,
            chooser,
            groups,
            group_count,
        }
    }

    /// All choices.
    pub(super) fn root(&self) -> Node {
        let all = (0..).take(self.chooser.candidates.len());
        Node {
            fixed: Vec::new(),
            open: all.collect(),
            prices: self.priced.start(),
        }
    }

    /// Bounds what the choices of a node are worth, in so many rounds at most; ends early once none can beat `best`. Better
    /// choices that are met take its place, and candidates that none of them holds are closed.
    ///
    /// # Complexity
    /// Linear in the pairs of open candidates and homes, each round.
    pub(super) fn bound(
        &self,
        node: &mut Node,
        best: &mut Choice,
        rounds: usize,
    ) -> Result<Bounded, Cancelled> {
        let scale = i128::from(self.priced.scale());
        let mut prices = node.prices.clone();
        let (mut least, mut first, mut step, mut idle) = (i128::MAX, None, FIRST_STEP, 0);
        let mut way: Vec<i64> = vec![0; prices.len()];
        for _ in 0..rounds {
            go_on(self.chooser.observer)?;
            let round = self.round(node, &prices);
            if round.most < least {
                (least, idle) = (round.most, 0);
                node.prices.clone_from(&prices);
                self.try_real(node, &round, best);
                self.close(node, &round, best);
                let is_open = |own: &&(i64, u32)| node.open.binary_search(&own.1).is_ok();
                first = round.order.iter().find(is_open).map(|own| own.1);
            } else {
                idle += 1;
            }
            let target = i128::from(best.value) * scale;
            if least < target + scale {
                break;
            }
            if idle >= PATIENCE {
                (step, idle) = (step / 2, 0);
                prices.clone_from(&node.prices);
                way.fill(0);
                if step < LAST_STEP {
                    break;
                }
                continue;
            }
            if !self.descend(
                &mut prices,
                &mut way,
                round.way.as_ref().unwrap_or(&round.picked),
                step * (round.most - target),
            ) {
                break;
            }
        }
        let most = u64::try_from(least / scale).unwrap_or(u64::MAX);
        Ok(Bounded { most, first })
    }

    /// What the open candidates earn, and those of them that earn most.
    fn round(&self, node: &Node, prices: &[i64]) -> Round {
        let earns = |position: usize| {
            let own = node.open[position];
            (self.priced.earns(own, prices), own)
        };
        let mut order: Vec<(i64, u32)> = if self.priced.pairs() < PARALLEL_PAIRS {
            (0..node.open.len()).map(earns).collect()
        } else {
            par::map_range(node.open.len(), earns)
        };
        order.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let fixed: i128 = node
            .fixed
            .iter()
            .map(|&own| i128::from(self.priced.earns(own, prices)))
            .sum();
        let free = self.priced.free(prices) + fixed;
        let earned = order.iter().map(|&(earned, own)| (earned.into(), own));
        let by_count = self.take(node, earned);
        let by_budget = self.by_budget(node, &order);
        let mut round = Round {
            most: free + by_count.sum,
            by_count: free + by_count.sum,
            last: by_count.last,
            way: None,
            picked: by_count.picked,
            order,
        };
        if let Some((sum, picked)) = by_budget.filter(|by_budget| free + by_budget.0 < round.most) {
            round.most = free + sum;
            round.way = Some(picked);
        }
        round
    }

    /// As many of some open candidates as there may be, one of each group, in their order, as long as they earn anything.
    fn take(&self, node: &Node, offered: impl Iterator<Item = (i128, u32)>) -> Taken {
        let most = self.chooser.terms.count;
        let mut is_full = vec![false; self.group_count];
        let mut enter = |own: u32| {
            let group = self
                .groups
                .as_ref()
                .map_or(OUTSIDE, |groups| groups[own as usize]);
            group == OUTSIDE || !std::mem::replace(&mut is_full[group as usize], true)
        };
        node.fixed.iter().for_each(|&own| {
            enter(own);
        });
        let mut taken = Taken {
            picked: node.fixed.clone(),
            ..Taken::default()
        };
        for (earned, own) in offered {
            if taken.picked.len() >= most || earned <= 0 {
                break;
            }
            if enter(own) {
                taken.picked.push(own);
                taken.sum = taken.sum.saturating_add(earned);
                taken.last = earned;
            }
        }
        if taken.picked.len() < most {
            taken.last = 0;
        }
        taken
    }

    /// What the rest of the budget buys at most, and the sites that it does; `None` where it pays for all that earn anything.
    ///
    /// The budget is priced too: of every site the cost times a rate is taken, and the whole rest times the rate is given. The
    /// rate is looked for around what the site earns for its cost at which the money would run out.
    fn by_budget(&self, node: &Node, order: &[(i64, u32)]) -> Option<(i128, Vec<u32>)> {
        /// Rates are counted in parts of that one, and go up to twice as much.
        const RATE: i128 = 32;
        let cost = |own: u32| i128::from(self.chooser.candidates[own as usize].cost_milli);
        let spent: i128 = node.fixed.iter().map(|&own| cost(own)).sum();
        let rest = (i128::from(self.chooser.terms.budget_milli?) - spent).max(0);
        let earning = order.iter().filter(|own| own.0 > 0);
        let mut offers: Vec<(i128, i128)> = earning
            .map(|own| (i128::from(own.0), cost(own.1)))
            .collect();
        offers.sort_by(|a, b| (b.0 * a.1).cmp(&(a.0 * b.1)));
        let mut left = rest;
        let (earned, unit) = offers.into_iter().find(|offer| {
            left -= offer.1;
            left < 0
        })?;
        let parts = unit * RATE;
        let at_rate = |rate: i128| {
            let taken_off = |own: u32| (earned * rate).saturating_mul(cost(own));
            let score = |&(own_earned, own): &(i64, u32)| {
                let gross = i128::from(own_earned).saturating_mul(parts);
                (gross.saturating_sub(taken_off(own)), own)
            };
            let mut scores: Vec<(i128, u32)> = order.iter().map(score).collect();
            scores.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            let taken = self.take(node, scores.into_iter());
            let sum = taken
                .sum
                .saturating_add((earned * rate).saturating_mul(rest));
            // Rounded up: a bound.
            (sum / parts + 1, taken.picked)
        };
        // Convex in the rate: what is worse than its neighbour lies on the far side of the best.
        let (mut low, mut high) = (0, 2 * RATE);
        while high - low > 1 {
            let middle = i128::midpoint(low, high);
            if at_rate(middle).0 <= at_rate(middle + 1).0 {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        let best = at_rate(low);
        let other = at_rate(high);
        Some(if other.0 < best.0 { other } else { best })
    }

    /// Takes the sites that earn most, and those that do for their costs, as far as the terms allow, for real choices.
    fn try_real(&self, node: &Node, round: &Round, best: &mut Choice) {
        let Chooser {
            candidates, terms, ..
        } = self.chooser;
        for first in [&[], round.way.as_deref().unwrap_or_default()] {
            let mut sites = node.fixed.clone();
            let order = round.order.iter().map(|own| own.1);
            for own in first.iter().copied().chain(order) {
                if sites.len() >= terms.count {
                    break;
                }
                if terms.allow(candidates, &sites, own) {
                    sites.push(own);
                }
            }
            let value = self.priced.value(&sites);
            if value > best.value {
                *best = Choice { sites, value };
            }
        }
    }

    /// Closes the candidates that would have to displace one that earns too much more.
    fn close(&self, node: &mut Node, round: &Round, best: &Choice) {
        let wanted = (i128::from(best.value) + 1) * i128::from(self.priced.scale());
        let rest = round.by_count - round.last;
        let mut kept: Vec<u32> = round
            .order
            .iter()
            .filter(|own| rest + i128::from(own.0) >= wanted || round.picked.contains(&own.1))
            .map(|own| own.1)
            .collect();
        kept.sort_unstable();
        node.open = kept;
    }

    /// Moves prices down the slope, and on along the way of the rounds before; `false` where they are at the bottom.
    fn descend(&self, prices: &mut [i64], way: &mut [i64], picked: &[u32], step: i128) -> bool {
        let slope = self.priced.slope(prices, picked);
        let mut norm = 0;
        for (number, (way, (slope, &price))) in
            way.iter_mut().zip(slope.iter().zip(&*prices)).enumerate()
        {
            // What is at the end of its range goes no farther.
            let is_end = self.priced.in_range(number, price - slope.signum()) == price;
            let own = if is_end { 0 } else { slope * PART };
            *way = own + *way * KEPT / PART;
            norm += i128::from(*way) * i128::from(*way);
        }
        if norm == 0 {
            return false;
        }
        for (number, (&way, price)) in way.iter().zip(prices.iter_mut()).enumerate() {
            if way != 0 {
                let by = i128::from(way) * step * i128::from(PART) / (norm * STEP);
                let to = i128::from(*price) - by;
                let to = i64::try_from(to).unwrap_or(if by > 0 { i64::MIN } else { i64::MAX });
                *price = self.priced.in_range(number, to);
            }
        }
        true
    }
}
