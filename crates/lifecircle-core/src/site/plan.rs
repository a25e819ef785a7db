//! The sites that are chosen, what each adds, and how good the choice is.

use super::choose::{Choice, Chooser};
use super::covering::{Covering, Gain};
use super::exact::Proof;
use super::priced::{Priced, PricedHomes, PricedWalks};
use super::relax::Relaxation;
use super::saving::Savings;
use super::state::{Covered, Saved, State};
use super::{Candidates, Objective, SiteError, SiteKind, SiteQuestion, Terms};
use crate::coverage::{CheckInput, Coverage, Verdict, joint};
use crate::observer::{Observer, Stage, go_on};
use crate::units::narrow;

/// Rounds in which all choices are bounded.
const ROUNDS: usize = 400;
/// So often a choice is shaken.
const SHAKES: usize = 60;
/// Up to so many sites the best gain is told for each number of them.
const LONGEST_CURVE: usize = 30;

/// One site of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedSite {
    /// The candidate, by position.
    pub candidate: usize,
    /// What it adds by itself.
    pub alone: Gain,
    /// What it adds to the sites before it.
    pub marginal: Gain,
    /// Of that, homes that were unknown, not known to be not covered.
    pub unknown: Gain,
    /// What it and the sites before it add together.
    pub cumulative: Gain,
    /// People in thousandths times milliseconds by which it shortens their walks, beyond what the sites before it do.
    pub saved_milli_ms: u64,
}

/// Sites chosen together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SitePlan {
    /// The sites: outlets that stay where they are, then others, each the one that adds most to those before it.
    pub sites: Vec<PlannedSite>,
    /// Outlets that are moved away from where they are, by candidate.
    pub moved: Vec<usize>,
    /// Whom the outlets that may be moved cover where they are; other gains count from none of them.
    pub today: Gain,
    /// Homes that are not covered, with none of the outlets that may be moved.
    pub lacking: Gain,
    /// Homes that are covered before, likewise.
    pub covered: Gain,
    /// What is as large as possible: worth of the homes covered, or times milliseconds saved.
    pub value: u64,
    /// No choice is worth more. For [`Objective::WorstArea`] no choice covers more.
    pub bound: u64,
    /// Whether no choice is worth more than this one.
    pub is_best: bool,
    /// The best gain found with so many sites.
    pub curve: Vec<(usize, Gain)>,
    /// Candidates that a home lacking an outlet can walk to.
    pub reaching: usize,
}

/// Chooses sites.
///
/// `deadline` wants a stop when the time is over in which the choice may be proved or improved by branch and bound; without
/// one that is not tried. A proof that is not finished changes nothing: the plan is then that of greed, exchanges
/// and relaxation, the same on every machine.
///
/// # Complexity
/// A search bounded by the limit for each candidate, some hundred passes over the pairs of candidates and homes, and the proof.
///
/// # Errors
/// [`SiteError`] where no site can be chosen so.
///
/// # Panics
/// If worths, groups or areas are not of these homes and candidates.
pub fn plan(
    input: CheckInput,
    coverage: &Coverage,
    question: &SiteQuestion,
    candidates: &Candidates,
    deadline: Option<&dyn Observer>,
    observer: &dyn Observer,
) -> Result<SitePlan, SiteError> {
    check_terms(question.terms, candidates)?;
    observer.stage(Stage::Sites, 0);
    let covering = Covering::new(input, coverage, question, candidates, observer)?;
    let chooser = Chooser {
        candidates: &candidates.rows,
        terms: question.terms,
        observer,
    };
    let planner = Planner {
        candidates,
        chooser,
        deadline,
    };
    let fresh = Covered::new(&covering);
    let homes = PricedHomes::new(&covering);
    let mut found = match question.objective {
        Objective::People => {
            let choice = chooser.best(|| fresh.clone())?;
            let choice = chooser.shaken(&fresh, choice, SHAKES)?;
            planner.bounded(&homes, || fresh.clone(), &choice)?
        }
        Objective::Minutes => {
            let savings = Savings::new(input, coverage, question, candidates, observer)?;
            let fresh = Saved::new(&savings);
            let choice = chooser.best(|| fresh.clone())?;
            let choice = chooser.shaken(&fresh, choice, SHAKES)?;
            planner.bounded(&PricedWalks::new(&savings), || fresh.clone(), &choice)?
        }
        Objective::WorstArea => {
            let areas = question.areas.ok_or(SiteError::NoAreas)?;
            let people = people_of_areas(input, coverage, question);
            let choice = chooser.worst_first(&covering, areas, people)?;
            let most = planner.bounded(&homes, || fresh.clone(), &choice)?;
            Found {
                choice,
                bound: most.bound,
                is_best: false,
            }
        }
    };
    if question.objective != Objective::WorstArea {
        found.choice.sites = in_order(&fresh, candidates, &found.choice.sites);
    }
    let told = Told {
        input,
        coverage,
        question,
        candidates,
        covering: &covering,
        fresh: &fresh,
        observer,
    };
    told.plan(&found)
}

fn check_terms(terms: &Terms, candidates: &Candidates) -> Result<(), SiteError> {
    let rows = candidates.rows.iter().enumerate();
    let joined = rows.filter(|(row, _)| !candidates.snaps(*row).is_empty());
    let costs: Vec<u64> = joined.map(|(_, row)| row.cost_milli).collect();
    if terms.count == 0 {
        return Err(SiteError::NoSite);
    }
    if candidates.count() == 0 {
        return Err(SiteError::NoCandidate);
    }
    let Some(&cheapest) = costs.iter().min() else {
        return Err(SiteError::NoStreet(candidates.count() as u64));
    };
    if terms.count > costs.len() {
        return Err(SiteError::TooFew {
            wanted: terms.count as u64,
            candidates: costs.len() as u64,
        });
    }
    if let Some(budget) = terms.budget_milli.filter(|&budget| budget < cheapest) {
        let said = |milli: u64| crate::units::milli_to_people(milli).to_string();
        return Err(SiteError::Budget {
            budget: said(budget),
            cheapest: said(cheapest),
        });
    }
    Ok(())
}

/// Per area the worth of the homes that are covered, and of all.
fn people_of_areas(
    input: CheckInput,
    coverage: &Coverage,
    question: &SiteQuestion,
) -> (Vec<u64>, Vec<u64>) {
    let Some(areas) = question.areas else {
        return Default::default();
    };
    let worth = question.worth_of(input);
    let count = areas.level.areas.len();
    let (mut covered, mut all) = (vec![0; count], vec![0; count]);
    for (home, worth) in worth.iter().enumerate() {
        if let Some(area) = areas.homes.group_of(home) {
            all[area] += worth;
            if question.verdict(input, coverage, home) == Verdict::Covered {
                covered[area] += worth;
            }
        }
    }
    (covered, all)
}

impl SiteQuestion<'_> {
    /// The verdict of a home in the rules that count.
    fn verdict(&self, input: CheckInput, coverage: &Coverage, home: usize) -> Verdict {
        let all = (0..coverage.rules.len()).collect();
        let rules: Vec<usize> = if self.jointly { all } else { self.rules(input) };
        joint(rules.into_iter().map(|rule| coverage.verdict(rule, home).0))
    }
}

/// A choice, and how good any can be.
struct Found {
    choice: Choice,
    bound: u64,
    is_best: bool,
}

/// Bounds a choice, and improves it on the way.
struct Planner<'a> {
    candidates: &'a Candidates,
    chooser: Chooser<'a>,
    deadline: Option<&'a dyn Observer>,
}

impl Planner<'_> {
    fn bounded<P: Priced, S: State>(
        &self,
        priced: &P,
        fresh: impl Fn() -> S,
        choice: &Choice,
    ) -> Result<Found, SiteError> {
        let chooser = self.chooser;
        if chooser.terms.count == 1 {
            // Greed has looked at every candidate: the best of them is the best choice, also where homes lack several outlets.
            let choice = chooser.best(fresh)?;
            return Ok(Found {
                bound: choice.value,
                is_best: true,
                choice,
            });
        }
        let mut best = choice.clone();
        let relaxation = Relaxation::new(priced, self.candidates, chooser);
        let mut root = relaxation.root();
        // At full prices the bound is what the sites come to one by one: exact for one site. Half of them are a better start.
        let mut bounded = relaxation.bound(&mut root, &mut best, 1)?;
        if bounded.most > best.value {
            root.prices.iter_mut().for_each(|price| *price /= 2);
            let again = relaxation.bound(&mut root, &mut best, ROUNDS)?;
            bounded.most = bounded.most.min(again.most);
        }
        if best.value > choice.value {
            best = chooser.exchanged(&mut fresh(), best)?;
        }
        let mut found = Found {
            bound: bounded.most.max(best.value),
            is_best: bounded.most <= best.value,
            choice: best,
        };
        if let Some(deadline) = self.deadline.filter(|_| !found.is_best) {
            let timed = Chooser {
                observer: deadline,
                ..chooser
            };
            let proof = Proof {
                relaxation: &Relaxation::new(priced, self.candidates, timed),
                candidates: chooser.candidates,
                terms: chooser.terms,
                deadline,
            };
            let mut best = found.choice.clone();
            if proof.run(root, &mut best).is_ok() {
                found = Found {
                    bound: best.value,
                    is_best: true,
                    choice: best,
                };
            }
            go_on(chooser.observer)?;
        }
        Ok(found)
    }
}

/// Sites in the order in which they are told: outlets that stay, then always the one that covers most people more.
fn in_order(fresh: &Covered, candidates: &Candidates, sites: &[u32]) -> Vec<u32> {
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
struct Told<'a> {
    input: CheckInput<'a>,
    coverage: &'a Coverage,
    question: &'a SiteQuestion<'a>,
    candidates: &'a Candidates,
    covering: &'a Covering,
    fresh: &'a Covered<'a>,
    observer: &'a dyn Observer,
}

impl Told<'_> {
    fn plan(&self, found: &Found) -> Result<SitePlan, SiteError> {
        let sites = &found.choice.sites;
        let outlets: Vec<u32> = (0..narrow(self.candidates.count()))
            .filter(|&own| self.candidates.rows[own as usize].kind == SiteKind::Outlet)
            .collect();
        let today = self.gains(&outlets).into_iter();
        let mut plan = SitePlan {
            sites: self.sites(sites)?,
            today: today.fold(Gain::default(), |sum, (gain, _)| sum.plus(gain)),
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

    /// What each site adds to those before it, and how much of that was unknown.
    fn gains(&self, sites: &[u32]) -> Vec<(Gain, Gain)> {
        let mut state = self.fresh.clone();
        let of_site = |&own: &u32| {
            let (mut gain, mut unknown) = (Gain::default(), Gain::default());
            for row in state.cover(own) {
                let milli = self.covering.people_milli[row as usize];
                gain.add(milli);
                if self.covering.was_unknown[row as usize] {
                    unknown.add(milli);
                }
            }
            (gain, unknown)
        };
        sites.iter().map(of_site).collect()
    }

    fn sites(&self, sites: &[u32]) -> Result<Vec<PlannedSite>, SiteError> {
        // Minutes are told of people, whatever a home weighs in the choice.
        let people = SiteQuestion {
            worth: None,
            ..*self.question
        };
        let chosen = self.candidates.some(sites);
        let savings = Savings::new(self.input, self.coverage, &people, &chosen, self.observer)?;
        let mut saved = Saved::new(&savings);
        let mut cumulative = Gain::default();
        let mut planned = Vec::with_capacity(sites.len());
        let gains = self.gains(sites).into_iter();
        for ((position, &own), (marginal, unknown)) in (0..).zip(sites).zip(gains) {
            cumulative = cumulative.plus(marginal);
            let before = saved.value();
            saved.put_in(position);
            planned.push(PlannedSite {
                candidate: own as usize,
                alone: self.covering.gain(own as usize),
                marginal,
                unknown,
                cumulative,
                saved_milli_ms: saved.value() - before,
            });
        }
        Ok(planned)
    }

    /// The best gain found with fewer sites, and that of these.
    fn curve(&self, sites: &[u32]) -> Result<Vec<(usize, Gain)>, SiteError> {
        let sum = |sites: &[u32]| {
            let gains = self.gains(sites).into_iter();
            gains.fold(Gain::default(), |sum, (gain, _)| sum.plus(gain))
        };
        let mut curve = Vec::new();
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
            curve.push((count, sum(&chooser.best(|| self.fresh.clone())?.sites)));
        }
        if !sites.is_empty() {
            curve.push((sites.len(), sum(sites)));
        }
        Ok(curve)
    }
}
