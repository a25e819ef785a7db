//! What a plan tells of the sites that were chosen.

use super::choose::{Choice, Chooser};
use super::covering::{Covering, Gain};
use super::plan::{Bounded, PlannedSite, SitePlan};
use super::saving::Savings;
use super::state::{Covered, Saved, State};
use super::{Candidates, SiteError, SiteKind, SiteQuestion, Terms};
use crate::coverage::{CheckInput, Coverage, Found, Stops, Verdict, nearest};
use crate::lists::Lists;
use crate::metric::Unit;
use crate::observer::{Cancelled, Observer};
use crate::search::TimeLabel;
use crate::units::narrow;
use crate::walk::{Between, HORIZON_MS};

/// Up to so many sites the best gain is told for each number of them.
const LONGEST_CURVE: usize = 30;

/// Sites in the order in which they are told: outlets that stay, then always the one that covers most people more.
pub(super) fn in_order(fresh: &Covered, candidates: &Candidates, sites: &[u32]) -> Vec<u32> {
    let is_outlet = |own: &u32| candidates.rows[*own as usize].kind == SiteKind::Outlet;
    let (mut order, mut rest): (Vec<u32>, Vec<u32>) = sites.iter().partition(|own| is_outlet(own));
    rest.sort_unstable();
    let mut state = fresh.clone();
    for &own in &order {
        state.put_in(own);
    }
    while !rest.is_empty() {
        let gain = |position: &usize| (state.gain(rest[*position]), std::cmp::Reverse(*position));
        let next = (0..rest.len()).max_by_key(gain).unwrap_or(0);
        let next = rest.remove(next);
        state.put_in(next);
        order.push(next);
    }
    order
}

/// Everything that a plan tells of its sites.
pub(super) struct Told<'a> {
    pub(super) input: CheckInput<'a>,
    pub(super) coverage: &'a Coverage,
    pub(super) question: &'a SiteQuestion<'a>,
    pub(super) candidates: &'a Candidates,
    pub(super) covering: &'a Covering,
    pub(super) fresh: &'a Covered<'a>,
    pub(super) observer: &'a dyn Observer,
}

impl Told<'_> {
    pub(super) fn plan(&self, found: &Bounded) -> Result<SitePlan, SiteError> {
        let sites = &found.choice.sites;
        let outlets: Vec<u32> = (0..narrow(self.candidates.count()))
            .filter(|&own| self.candidates.rows[own as usize].kind == SiteKind::Outlet)
            .collect();
        let mut plan = SitePlan {
            sites: self.sites(sites)?,
            today: self.together(&outlets),
            moved: outlets
                .iter()
                .filter(|own| !sites.contains(own))
                .map(|&own| own as usize)
                .collect(),
            lacking: self.covering.lacking(),
            value: found.choice.value,
            bound: found.bound,
            is_best: found.is_best,
            curve: self.curve(sites)?,
            ..SitePlan::default()
        };
        for (home, &milli) in self.input.residences.people_milli.iter().enumerate() {
            if self.question.verdict(self.input, self.coverage, home) == Verdict::Covered {
                plan.covered.add(milli);
            }
        }
        let all = 0..narrow(self.candidates.count());
        plan.reaching = all
            .filter(|&own| !self.covering.meets.at(own).is_empty())
            .count();
        Ok(plan)
    }

    /// The rows that each site covers beyond those before it.
    fn rows(&self, sites: &[u32]) -> Vec<Vec<u32>> {
        let mut state = self.fresh.clone();
        sites.iter().map(|&own| state.cover(own)).collect()
    }

    /// What some rows come to, of those that a test picks.
    fn gain(&self, rows: &[u32], picks: impl Fn(u32) -> bool) -> Gain {
        let mut gain = Gain::default();
        for &row in rows.iter().filter(|&&row| picks(row)) {
            gain.add(self.covering.people_milli[row as usize]);
        }
        gain
    }

    /// What sites come to together.
    fn together(&self, sites: &[u32]) -> Gain {
        let rows = self.rows(sites).concat();
        self.gain(&rows, |_| true)
    }

    /// Whether some rule that a home lacked had no outlet within an hour's walk.
    fn had_nothing(&self, row: u32) -> bool {
        let home = self.covering.home[row as usize] as usize;
        let mut rules = self.question.rules(self.input).into_iter();
        rules.any(|rule| self.coverage.rules[rule].nearest[home].is_none())
    }

    fn sites(&self, sites: &[u32]) -> Result<Vec<PlannedSite>, SiteError> {
        // Minutes are told of people, whatever a home weighs in the choice.
        let people = SiteQuestion {
            weight_milli: None,
            ..*self.question
        };
        let chosen = self.candidates.some(sites);
        let savings = Savings::new(self.input, self.coverage, &people, &chosen, self.observer)?;
        let mut saved = Saved::new(&savings);
        let mut cumulative = Gain::default();
        let mut planned = Vec::with_capacity(sites.len());
        let nearest = self.nearest_outlets(&chosen)?;
        let rows = self.rows(sites).into_iter().zip(nearest);
        for ((position, &own), (rows, nearest)) in (0..).zip(sites).zip(rows) {
            let marginal = self.gain(&rows, |_| true);
            cumulative = cumulative.plus(marginal);
            let before = saved.value();
            saved.put_in(position);
            planned.push(PlannedSite {
                candidate: own as usize,
                alone: self.covering.gain(own as usize),
                marginal,
                unknown: self.gain(&rows, |row| self.covering.was_unknown[row as usize]),
                from_nothing: self.gain(&rows, |row| self.had_nothing(row)),
                cumulative,
                saved_milli_ms: saved.value() - before,
                homes: rows
                    .iter()
                    .map(|&row| self.covering.home[row as usize])
                    .collect(),
                nearest,
            });
        }
        Ok(planned)
    }

    /// Per site, the nearest outlet that is there already; of one that may be moved and stays, itself is none.
    fn nearest_outlets(&self, chosen: &Candidates) -> Result<Vec<Option<Found>>, Cancelled> {
        let facilities = self.input.facilities;
        let members = facilities.rows.iter();
        let members: Vec<bool> = members
            .map(|row| row.categories.meets(self.question.categories))
            .collect();
        let walks = self.input.walks.by(Unit::Time, self.observer)?;
        let at_hand = Lists::of(vec![Vec::new(); chosen.count()]);
        let outlets = Stops::of_facilities(facilities);
        let between = Between::new(walks, &chosen.stops, &outlets, at_hand);
        let found = nearest::<TimeLabel>(&between, &members, HORIZON_MS, 1, self.observer)?;
        Ok(found.into_iter().map(|found| found[0]).collect())
    }

    /// The best gain found with fewer sites, and that of these.
    fn curve(&self, sites: &[u32]) -> Result<Vec<(usize, Gain)>, SiteError> {
        let mut curve = Vec::new();
        let mut best = Choice::default();
        for count in 1..sites.len().min(LONGEST_CURVE + 1) {
            let terms = Terms {
                count,
                ..self.question.terms.clone()
            };
            let chooser = Chooser {
                candidates: &self.candidates.rows,
                terms: &terms,
                observer: self.observer,
            };
            // From the best choice of one site less: few exchanges are left then.
            best = chooser.exchanged(&mut self.fresh.clone(), best)?;
            if terms.budget_milli.is_some() {
                let other = chooser.best(|| self.fresh.clone())?;
                best = if other.value > best.value {
                    other
                } else {
                    best
                };
            }
            let first = self.together(&sites[..count]);
            curve.push((count, self.together(&best.sites).max(first)));
        }
        if !sites.is_empty() {
            curve.push((sites.len(), self.together(sites)));
        }
        Ok(curve)
    }
}
