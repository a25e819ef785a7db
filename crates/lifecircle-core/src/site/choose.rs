//! Choosing sites: greedily, then by exchanging one for another as long as that helps.

use super::state::{Covered, State};
use super::{Candidate, Covering, SiteAreas, Terms};
use crate::area::OUTSIDE;
use crate::observer::{Cancelled, Observer, go_on};
use crate::units::narrow;

/// By what the next site is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// By what it adds.
    Gain,
    /// By what it adds for its cost.
    GainPerCost,
}

/// Sites that are chosen, and what they are worth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// Candidates, in the order in which they were taken.
    pub(super) sites: Vec<u32>,
    pub(super) value: u64,
}

/// What is chosen from, and what a choice must keep to.
#[derive(Clone, Copy)]
pub(super) struct Chooser<'a> {
    pub(super) candidates: &'a [Candidate],
    pub(super) terms: &'a Terms,
    pub(super) observer: &'a dyn Observer,
}

impl Chooser<'_> {
    /// The best choice that greed and exchanges find; `fresh` makes a state with no site in it.
    ///
    /// What one more site adds falls with every site where each home lacks one outlet; greed alone comes to at least
    /// 1 − 1/e of the best then, where nothing but the count binds.
    ///
    /// # Complexity
    /// Linear in the pairs of candidates and homes for each state; a scan of the candidates for every site that is tried.
    pub(super) fn best<S: State>(&self, fresh: impl Fn() -> S) -> Result<Choice, Cancelled> {
        let mut best = self.greedy(&mut fresh(), By::Gain)?;
        if self.terms.budget_milli.is_some() {
            let other = self.greedy(&mut fresh(), By::GainPerCost)?;
            if other.value > best.value {
                best = other;
            }
        }
        self.exchanged(&mut fresh(), best)
    }

    /// A choice after shaking: some of its sites are given up for a candidate picked by lot, greed and exchanges make a whole
    /// choice of the rest, and the better one is kept; so many times.
    ///
    /// The lots are the same every time, and so is the result.
    pub(super) fn shaken<S: State + Clone>(
        &self,
        fresh: &S,
        choice: Choice,
        times: usize,
    ) -> Result<Choice, Cancelled> {
        /// Candidates by gain among which lots are drawn.
        const MOST_DRAWN: usize = 3000;
        let mut best = choice;
        let mut lots = Lots(0);
        for _ in 0..times {
            let given_up = 2 + lots.below(3);
            if best.sites.len() < given_up {
                break;
            }
            let mut sites = best.sites.clone();
            for _ in 0..given_up {
                sites.remove(lots.below(sites.len()));
            }
            let mut state = fresh.clone();
            for &own in &sites {
                state.put_in(own);
            }
            let mut offered: Vec<(u64, u32)> = (0..narrow(self.candidates.len()))
                .map(|own| (state.gain(own), own))
                .filter(|own| own.0 > 0)
                .collect();
            offered.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            offered.truncate(MOST_DRAWN);
            if offered.is_empty() {
                continue;
            }
            let drawn = offered[lots.below(offered.len())].1;
            if self.terms.allow(self.candidates, &sites, drawn) {
                state.put_in(drawn);
                sites.push(drawn);
            }
            self.fill(&mut state, &mut sites, By::Gain)?;
            let whole = Choice {
                value: state.value(),
                sites,
            };
            let other = self.exchanged(&mut fresh.clone(), whole)?;
            if other.value > best.value {
                best = other;
            }
        }
        Ok(best)
    }

    /// The candidate that is best to take next, and what it adds.
    fn next<S: State>(&self, state: &S, sites: &[u32], by: By) -> Option<u32> {
        let mut best: Option<(u64, u32)> = None;
        let cost = |candidate: u32| u128::from(self.candidates[candidate as usize].cost_milli);
        for candidate in 0..narrow(self.candidates.len()) {
            let gain = state.gain(candidate);
            let is_better = match (best, by) {
                _ if gain == 0 => false,
                (None, _) => true,
                (Some((most, _)), By::Gain) => gain > most,
                (Some((most, own)), By::GainPerCost) => {
                    u128::from(gain) * cost(own) > u128::from(most) * cost(candidate)
                }
            };
            if is_better && self.terms.allow(self.candidates, sites, candidate) {
                best = Some((gain, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }

    /// The candidate that brings homes farthest that lack more than any candidate alone gives.
    fn next_step<S: State>(&self, state: &S, sites: &[u32]) -> Option<u32> {
        let mut best = (0, None);
        for candidate in 0..narrow(self.candidates.len()) {
            let progress = state.progress(candidate);
            if progress > best.0 && self.terms.allow(self.candidates, sites, candidate) {
                best = (progress, Some(candidate));
            }
        }
        best.1
    }

    fn greedy<S: State>(&self, state: &mut S, by: By) -> Result<Choice, Cancelled> {
        let mut sites = Vec::new();
        self.fill(state, &mut sites, by)?;
        Ok(Choice {
            value: state.value(),
            sites,
        })
    }

    /// Takes sites until no further one is allowed or adds anything.
    fn fill<S: State>(&self, state: &mut S, sites: &mut Vec<u32>, by: By) -> Result<(), Cancelled> {
        loop {
            go_on(self.observer)?;
            let next = self.next(state, sites, by);
            let Some(next) = next.or_else(|| self.next_step(state, sites)) else {
                break;
            };
            state.put_in(next);
            sites.push(next);
        }
        Self::leave_out_useless(state, sites);
        Ok(())
    }

    /// Takes out the sites, last first, without which the others are worth as much.
    fn leave_out_useless<S: State>(state: &mut S, sites: &mut Vec<u32>) {
        for position in (0..sites.len()).rev() {
            let (own, value) = (sites[position], state.value());
            state.take_out(own);
            if state.value() == value {
                sites.remove(position);
            } else {
                state.put_in(own);
            }
        }
    }

    /// Exchanges one site of a choice for a better one until there is none, and fills up what is left of the terms.
    pub(super) fn exchanged<S: State>(
        &self,
        state: &mut S,
        choice: Choice,
    ) -> Result<Choice, Cancelled> {
        let mut sites = choice.sites;
        for &own in &sites {
            state.put_in(own);
        }
        loop {
            let before = state.value();
            for position in 0..sites.len() {
                go_on(self.observer)?;
                let (own, value) = (sites[position], state.value());
                state.take_out(own);
                sites.remove(position);
                let loss = value - state.value();
                let other = self.next(state, &sites, By::Gain);
                let better = other.filter(|&other| state.gain(other) > loss);
                let taken = better.unwrap_or(own);
                state.put_in(taken);
                sites.insert(position, taken);
            }
            self.fill(state, &mut sites, By::Gain)?;
            if state.value() == before {
                break;
            }
        }
        Ok(Choice {
            value: state.value(),
            sites,
        })
    }

    /// Takes sites, again and again, for the area with the smallest share of people covered in which one adds anything.
    ///
    /// Of its candidates the one that covers most of the area's people, then most people, then the first. `covered` and `all`
    /// are the people of each area, in thousandths.
    pub(super) fn worst_first(
        &self,
        covering: &Covering,
        areas: SiteAreas,
        (mut covered, all): (Vec<u64>, Vec<u64>),
    ) -> Result<Choice, Cancelled> {
        let mut state = Covered::new(covering);
        let mut sites = Vec::new();
        let mut rows_of = vec![Vec::new(); areas.level.areas.len()];
        for (row, &home) in (0..).zip(&covering.home) {
            if let Some(area) = areas.homes.group_of(home as usize) {
                rows_of[area].push(row);
            }
        }
        loop {
            go_on(self.observer)?;
            let mut order: Vec<usize> = (0..all.len())
                .filter(|&area| all[area] > covered[area])
                .collect();
            order.sort_by(|&a, &b| {
                let share =
                    |one: usize, other: usize| u128::from(covered[one]) * u128::from(all[other]);
                share(a, b).cmp(&share(b, a)).then(a.cmp(&b))
            });
            let best_in = |&area: &usize| self.best_for(covering, &state, &rows_of[area], &sites);
            let Some(next) = order.iter().find_map(best_in) else {
                break;
            };
            let open: Vec<u32> = (0..)
                .take(covering.home.len())
                .filter(|&row| !state.is_covered(row))
                .collect();
            state.put_in(next);
            sites.push(next);
            for row in open.into_iter().filter(|&row| state.is_covered(row)) {
                let area = areas.homes.of[covering.home[row as usize] as usize];
                if area != OUTSIDE {
                    covered[area as usize] += covering.worth[row as usize];
                }
            }
        }
        Ok(Choice {
            value: state.value(),
            sites,
        })
    }

    /// The candidate that covers most of some rows.
    fn best_for(
        &self,
        covering: &Covering,
        state: &Covered,
        rows: &[u32],
        sites: &[u32],
    ) -> Option<u32> {
        let mut own = vec![0u64; self.candidates.len()];
        for &row in rows.iter().filter(|&&row| !state.is_covered(row)) {
            state.each_that_covers(row, |candidate| {
                own[candidate as usize] += covering.worth[row as usize];
            });
        }
        let mut best: Option<((u64, u64), u32)> = None;
        for (candidate, &here) in (0..).zip(&own) {
            let gain = (here, state.gain(candidate));
            if here > 0
                && best.is_none_or(|(most, _)| gain > most)
                && self.terms.allow(self.candidates, sites, candidate)
            {
                best = Some((gain, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }
}

/// Lots that are always drawn alike (Weyl sequence, mixed).
struct Lots(u64);

impl Lots {
    /// A number below a bound, which is not 0.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let drawn = (mixed ^ (mixed >> 29)) % (bound as u64).max(1);
        usize::try_from(drawn).unwrap_or(0)
    }
}
