//! The sites that are chosen, what each adds, and how good the choice is.

use super::choose::{Choice, Chooser};
use super::covering::{Covering, Gain};
use super::exact::Proof;
use super::priced::{Priced, PricedHomes, PricedWalks};
use super::relax::Relaxation;
use super::saving::Savings;
use super::state::{Covered, Saved, State};
use super::told::{Told, in_order};
use super::{Candidates, Objective, SiteError, SiteQuestion};
use crate::coverage::{CheckInput, Coverage, Found, Verdict};
use crate::observer::{Observer, Stage, go_on};

/// Rounds in which all choices are bounded.
const ROUNDS: usize = 400;
/// So often a choice is shaken.
const SHAKES: usize = 60;

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
    /// Of that, homes from which some rule that they lacked had no outlet within an hour's walk.
    pub from_nothing: Gain,
    /// What it and the sites before it add together.
    pub cumulative: Gain,
    /// People in thousandths times milliseconds by which it shortens their walks, beyond what the sites before it do.
    pub saved_milli_ms: u64,
    /// The homes that it adds, in their order.
    pub homes: Vec<u32>,
    /// The nearest outlet of these categories that is there already, and the walk to it; `None` beyond an hour.
    pub nearest: Option<Found>,
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

/// Chooses sites among candidates, of which it is known whom each would serve.
///
/// `deadline` wants a stop when the time is over in which the choice may be proved or improved by branch and bound; without
/// one that is not tried. A proof that is not finished changes nothing: the plan is then that of greed, exchanges
/// and relaxation, the same on every machine.
///
/// # Complexity
/// Some hundred passes over the pairs of candidates and homes, and the proof; for [`Objective::Minutes`] also a search bounded
/// by the limit for each candidate.
///
/// # Errors
/// [`SiteError`] where no site can be chosen so.
///
/// # Panics
/// If weights, groups, areas or the covering are not of these homes and candidates.
pub fn plan(
    input: CheckInput,
    coverage: &Coverage,
    question: &SiteQuestion,
    (candidates, covering): (&Candidates, &Covering),
    deadline: Option<&dyn Observer>,
    observer: &dyn Observer,
) -> Result<SitePlan, SiteError> {
    let is_of_minutes = question.objective == Objective::Minutes;
    let is_lacking = covering.lacking().homes > 0;
    if is_lacking || is_of_minutes {
        question.terms.check(candidates)?;
    }
    if is_lacking && !is_of_minutes && covering.pair_count() == 0 {
        return Err(SiteError::NoneReaches(candidates.count() as u64));
    }
    observer.stage(Stage::Sites, 0);
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
    let fresh = Covered::new(covering);
    let homes = PricedHomes::new(covering);
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
            let choice = chooser.worst_first(covering, areas, people)?;
            let most = planner.bounded(&homes, || fresh.clone(), &choice)?;
            Bounded {
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
        covering,
        fresh: &fresh,
        observer,
    };
    told.plan(&found)
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

/// A choice, and how good any can be.
pub(super) struct Bounded {
    pub(super) choice: Choice,
    pub(super) bound: u64,
    pub(super) is_best: bool,
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
    ) -> Result<Bounded, SiteError> {
        let chooser = self.chooser;
        if chooser.terms.count == 1 {
            // Greed has looked at every candidate: the best of them is the best choice, also where homes lack several outlets.
            let choice = chooser.best(fresh)?;
            return Ok(Bounded {
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
        let mut found = Bounded {
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
                found = Bounded {
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
