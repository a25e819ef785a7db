//! Per candidate, the homes that an outlet there would cover.

use super::{Candidates, SiteQuestion};
use crate::coverage::{CheckInput, Coverage, Verdict, each_destination, each_origin_swept};
use crate::lists::Lists;
use crate::metric::Unit;
use crate::observer::{Cancelled, Observer};
use crate::units::narrow;
use crate::walk::{Between, Stops};

/// What a site adds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gain {
    /// People newly covered, in thousandths.
    pub people_milli: u64,
    /// Their homes.
    pub homes: u64,
}

impl Gain {
    pub(crate) fn add(&mut self, people_milli: u64) {
        self.people_milli += people_milli;
        self.homes += 1;
    }

    /// This and more.
    #[must_use]
    pub fn plus(self, more: Self) -> Self {
        Self {
            people_milli: self.people_milli + more.people_milli,
            homes: self.homes + more.homes,
        }
    }

    /// This without what another adds.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self {
            people_milli: self.people_milli.saturating_sub(other.people_milli),
            homes: self.homes.saturating_sub(other.homes),
        }
    }
}

/// No demand.
const NONE: u32 = u32::MAX;

/// Homes that are not covered, what each lacks, and which candidate gives it.
///
/// A home has a demand for each rule that it lacks: so many more outlets within the rule's limit. It is covered once all of
/// its demands are met. A candidate meets a demand at most once.
#[derive(Clone, Debug, Default)]
pub struct Covering {
    /// Per row, the home.
    pub(super) home: Vec<u32>,
    pub(super) people_milli: Vec<u64>,
    /// What a row weighs in the choice.
    pub(super) worth: Vec<u64>,
    /// Whether the home was unknown, not known to be not covered.
    pub(super) was_unknown: Vec<bool>,
    /// Per row, where its demands begin; one more at the end.
    pub(super) first_demand: Vec<u32>,
    /// Per demand, how many outlets are lacking; at least 1.
    pub(super) lacking: Vec<u32>,
    /// Per demand, its row.
    pub(super) row_of: Vec<u32>,
    /// Per candidate, the demands that it meets, increasing.
    pub(super) meets: Lists<u32>,
    /// Per demand, the candidates that meet it, increasing.
    pub(super) met_by: Lists<u32>,
}

impl Covering {
    /// Finds out whom each candidate would serve.
    ///
    /// # Complexity
    /// A search bounded by the limit for each candidate and unit, or sweeps over the homes where that is less work.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn new(
        input: CheckInput,
        coverage: &Coverage,
        question: &SiteQuestion,
        candidates: &Candidates,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let rules = question.rules(input);
        let (mut covering, demand_at) = Self::demands(input, coverage, question, &rules);
        let reach = Reach {
            input,
            homes: &covering.home,
            rules: &rules,
            candidates,
        };
        let demand_of = |row: u32, rule: usize| {
            let demand = demand_at[row as usize * rules.len() + rule];
            (demand != NONE).then_some(demand)
        };
        let met_by = reach.met_by(covering.lacking.len(), demand_of, observer)?;
        covering.met_by = Lists::of(met_by);
        covering.meets = covering.met_by.transposed(candidates.count());
        Ok(covering)
    }

    /// The homes that sites may gain and their demands; per row and rule served, the demand.
    fn demands(
        input: CheckInput,
        coverage: &Coverage,
        question: &SiteQuestion,
        rules: &[usize],
    ) -> (Self, Vec<u32>) {
        let worth = question.worth_of(input);
        let mut covering = Self {
            first_demand: vec![0],
            ..Self::default()
        };
        let mut demand_at = Vec::new();
        for (home, &weighs) in worth.iter().enumerate() {
            let lacks = |rule: usize| coverage.verdict(rule, home).0 != Verdict::Covered;
            let others = (0..coverage.rules.len()).filter(|rule| !rules.contains(rule));
            if !rules.iter().any(|&rule| lacks(rule))
                || (question.jointly && others.into_iter().any(lacks))
            {
                continue;
            }
            let row = narrow(covering.home.len());
            for &rule in rules {
                demand_at.push(if lacks(rule) {
                    narrow(covering.lacking.len())
                } else {
                    NONE
                });
                if lacks(rule) {
                    let wanted = input.pack.rules[rule].min_count;
                    let lacking = wanted.saturating_sub(coverage.rules[rule].count[home]);
                    covering.lacking.push(lacking.max(1));
                    covering.row_of.push(row);
                }
            }
            let known = rules
                .iter()
                .any(|&rule| coverage.verdict(rule, home).0.is_not_covered());
            covering.home.push(narrow(home));
            covering
                .people_milli
                .push(input.residences.people_milli[home]);
            covering.worth.push(weighs);
            covering.was_unknown.push(!known);
            covering.first_demand.push(narrow(covering.lacking.len()));
        }
        (covering, demand_at)
    }

    /// How many candidates there are.
    pub fn candidate_count(&self) -> usize {
        self.meets.keys()
    }

    /// Homes that are not covered, with their people: whom sites may gain.
    pub fn lacking(&self) -> Gain {
        let mut all = Gain::default();
        self.people_milli.iter().for_each(|&milli| all.add(milli));
        all
    }

    /// Whether every home lacks one outlet of one rule: then it is covered by whichever candidate is near.
    pub fn is_plain(&self) -> bool {
        self.lacking.len() == self.home.len() && self.lacking.iter().all(|&lacking| lacking == 1)
    }

    /// The demands of a row.
    pub(super) fn demands_of(&self, row: u32) -> std::ops::Range<u32> {
        self.first_demand[row as usize]..self.first_demand[row as usize + 1]
    }

    /// The rows that a candidate covers by itself.
    pub(super) fn covered_alone(&self, candidate: u32) -> impl Iterator<Item = u32> {
        let met = self.meets.at(candidate);
        met.chunk_by(|&a, &b| self.row_of[a as usize] == self.row_of[b as usize])
            .filter_map(|own| {
                let row = self.row_of[own[0] as usize];
                let is_all = own.len() == self.demands_of(row).len();
                let lacks_one = |&demand: &u32| self.lacking[demand as usize] == 1;
                (is_all && own.iter().all(lacks_one)).then_some(row)
            })
    }

    /// What a candidate adds by itself.
    ///
    /// # Complexity
    /// Linear in the homes that it is within the limit of.
    ///
    /// # Panics
    /// If there is no such candidate.
    pub fn gain(&self, candidate: usize) -> Gain {
        let mut gain = Gain::default();
        for row in self.covered_alone(narrow(candidate)) {
            gain.add(self.people_milli[row as usize]);
        }
        gain
    }

    /// The homes that a candidate covers by itself, in their order, with their people in thousandths.
    ///
    /// # Panics
    /// If there is no such candidate.
    pub fn homes_of(&self, candidate: usize) -> impl Iterator<Item = (u32, u64)> {
        let rows = self.covered_alone(narrow(candidate));
        rows.map(|row| (self.home[row as usize], self.people_milli[row as usize]))
    }

    /// Pairs of a candidate and a demand that it meets.
    pub fn pair_count(&self) -> usize {
        self.meets.items()
    }
}

/// The rules of a unit, by position, with their limits.
struct OfUnit(Vec<(usize, u32)>);

impl OfUnit {
    fn farthest(&self) -> u32 {
        self.0.iter().map(|rule| rule.1).max().unwrap_or(0)
    }

    /// The rules whose limit a walk is within.
    fn within(&self, weight: u32) -> impl Iterator<Item = usize> {
        let near = self.0.iter().filter(move |rule| weight <= rule.1);
        near.map(|rule| rule.0)
    }
}

/// Walks from homes to candidates.
pub(super) struct Reach<'a> {
    pub(super) input: CheckInput<'a>,
    /// Per row, the home.
    pub(super) homes: &'a [u32],
    pub(super) rules: &'a [usize],
    pub(super) candidates: &'a Candidates,
}

impl Reach<'_> {
    /// Hands what `made` makes of each candidate to `keep`, in order, for each unit of the rules; `made` is given the rows
    /// within the limit of each rule: (row, position of the rule, weight).
    pub(super) fn each<T: Default + Send>(
        &self,
        observer: &dyn Observer,
        made: impl Fn(usize, &mut dyn Iterator<Item = (u32, usize, u32)>) -> (usize, T) + Sync + Send,
        mut keep: impl FnMut(usize, T),
    ) -> Result<(), Cancelled> {
        self.each_unit(observer, |between, own| {
            let found = each_destination(
                between,
                |_| Some(own.farthest()),
                observer,
                |candidate, found| {
                    let mut within = found.iter().flat_map(|&(row, weight)| {
                        own.within(weight).map(move |rule| (row, rule, weight))
                    });
                    made(candidate, &mut within)
                },
            )?;
            for (candidate, made) in found {
                keep(candidate, made);
            }
            Ok(())
        })
    }

    /// Per demand, the candidates that meet it, increasing; `demand_of` tells that of a row and the position of a rule.
    fn met_by(
        &self,
        demands: usize,
        demand_of: impl Fn(u32, usize) -> Option<u32> + Sync + Send,
        observer: &dyn Observer,
    ) -> Result<Vec<Vec<u32>>, Cancelled> {
        let demand_of = &demand_of;
        let mut met_by: Vec<Vec<u32>> = vec![Vec::new(); demands];
        self.each_unit(observer, |between, own| {
            let pairs = |row: u32, candidate: u32, weight: u32| {
                let met = own
                    .within(weight)
                    .filter_map(move |rule| demand_of(row, rule));
                met.map(move |demand| (demand, candidate))
            };
            let of_row = |row: u32, found: &[(u32, u32)]| {
                let met = found
                    .iter()
                    .flat_map(|&(at, weight)| pairs(row, at, weight));
                let mut met: Vec<(u32, u32)> = met.collect();
                met.sort_unstable();
                met
            };
            let of_candidate = |at: usize, found: &[(u32, u32)]| {
                let met = found
                    .iter()
                    .flat_map(|&(row, weight)| pairs(row, narrow(at), weight));
                met.collect()
            };
            let farthest = own.farthest();
            let met = match each_origin_swept(between, farthest, observer, of_row)? {
                Some(met) => met,
                None => each_destination(between, |_| Some(farthest), observer, of_candidate)?,
            };
            // A demand is of one row, and candidates come in order there as they do one by one.
            for (demand, candidate) in met.into_iter().flatten() {
                met_by[demand as usize].push(candidate);
            }
            Ok(())
        })?;
        Ok(met_by)
    }

    /// Hands over the rules of each unit, with the walks in it from homes to candidates.
    fn each_unit(
        &self,
        observer: &dyn Observer,
        mut f: impl FnMut(&Between, &OfUnit) -> Result<(), Cancelled>,
    ) -> Result<(), Cancelled> {
        let residences = self.input.residences;
        let snaps = |&home: &u32| {
            let ways_in = residences.ways_in_of(home as usize).iter();
            ways_in.filter_map(|way| way.snap)
        };
        let origins = Stops::new(self.homes.iter().map(snaps));
        for unit in [Unit::Time, Unit::Length] {
            let rules = self.rules.iter().enumerate();
            let limits =
                rules.map(|(position, &rule)| (position, self.input.pack.rules[rule].limit));
            let own = limits.filter(|(_, limit)| limit.unit() == unit);
            let own = OfUnit(
                own.map(|(position, limit)| (position, limit.value()))
                    .collect(),
            );
            if own.0.is_empty() {
                continue;
            }
            let walks = self.input.walks.by(unit, observer)?;
            let between = Between::new(walks, &origins, &self.candidates.stops, self.at_hand());
            f(&between, &own)?;
        }
        Ok(())
    }

    /// Per row, the candidates that are outlets inside the home.
    fn at_hand(&self) -> Lists<u32> {
        let inside = self.candidates.inside.iter();
        let row = |home: u32| self.homes.binary_search(&home).ok().map(narrow);
        let pairs: Vec<(u32, u32)> = inside
            .filter_map(|&(home, candidate)| Some((row(home)?, candidate)))
            .collect();
        Lists::group(self.homes.len(), &pairs)
    }
}
