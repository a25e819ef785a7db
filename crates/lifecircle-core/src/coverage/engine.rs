//! Runs the searches a rule pack needs and turns them into columns.

use super::plan::{Engine, EngineChoice, Kernel, KernelChoice, Plan};
use super::reverse::{self, Wanted};
use super::verdict::{Verdict, joint};
use super::{forward, gather, swept};
use crate::hours::State;
use crate::metric::Unit;
use crate::observer::{Cancelled, Observer, Stage};
use crate::par;
use crate::place::{Facilities, Residences};
use crate::rules::{Limit, Rule, RulePack};
use crate::search::{Label, LengthLabel, TimeLabel};
use crate::walk::{Between, Found, HORIZON_MS, Reason, Stops, Walks, inside, stranded};

/// Everything a check looks at.
#[derive(Clone, Copy, Debug)]
pub struct CheckInput<'a> {
    /// The network, and how people walk on it.
    pub walks: &'a Walks,
    /// The homes.
    pub residences: &'a Residences,
    /// The facilities.
    pub facilities: &'a Facilities,
    /// The rules.
    pub pack: &'a RulePack,
    /// Whether the user's list replaced the extract's facilities: it is then complete by assertion.
    pub list_replaces: bool,
}

/// One rule's results, one row per home.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleColumns {
    /// The nearest facility, within the horizon.
    pub nearest: Vec<Option<Found>>,
    /// The facility that decides: the `min_count`-th nearest.
    pub deciding: Vec<Option<Found>>,
    /// Distinct facilities within the limit.
    pub count: Vec<u32>,
    /// The nearest cut end in the rule's unit, `u32::MAX` beyond 110 % of the limit.
    pub cut_end: Vec<u32>,
    /// Whether any facility of the rule's categories is in the input.
    pub(crate) any_facility: bool,
    /// At a time: the weight of the `min_count`-th nearest that is open or may be, `u32::MAX` without one.
    pub(crate) perhaps: Option<Vec<u32>>,
}

impl RuleColumns {
    /// Whether the rule would be met if every facility of unknown hours were open.
    fn may_be_open(&self, home: usize, limit: u32) -> bool {
        let perhaps = self.perhaps.as_ref();
        perhaps.is_some_and(|weights| weights[home] <= limit)
    }
}

/// The results of a check.
///
/// ```
/// use lifecircle_core::coverage::{CheckInput, EngineChoice, check, summarise};
/// use lifecircle_core::observer::Silent;
/// # use lifecircle_testkit::{Settings, World};
/// # let demo = include_bytes!("../../../../data/demo.osm.pbf");
/// # let city = World::new(demo, &Settings::default()).unwrap(); // as `assemble` builds it
///
/// let input = CheckInput {
///     walks: &city.walks,
///     residences: &city.residences,
///     facilities: &city.facilities,
///     pack: &city.pack,
///     list_replaces: false,
/// };
/// let coverage = check(input, EngineChoice::Auto, &Silent)?;
/// let sums = summarise(input, &coverage);
/// assert_eq!(sums.joint.exact.homes.total() as usize, coverage.home_count());
/// # Ok::<(), lifecircle_core::Cancelled>(())
/// ```
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Per rule of the pack.
    pub rules: Vec<RuleColumns>,
    /// How the facilities within the limits were counted.
    pub plan: Plan,
    /// Per home: it has no street in reach, or is on an island.
    pub(super) stranded: Vec<Option<Reason>>,
    pub(super) limits: Vec<Limit>,
    pub(super) list_replaces: bool,
}

impl Coverage {
    /// Number of homes.
    pub fn home_count(&self) -> usize {
        self.stranded.len()
    }

    /// The verdict of one rule for one home with the limit at `percent` of the rule's, and why if unknown.
    pub fn verdict_at(&self, rule: usize, home: usize, percent: u32) -> (Verdict, Option<Reason>) {
        let columns = &self.rules[rule];
        let limit = self.limits[rule].scaled(percent);
        if columns.deciding[home].is_some_and(|found| found.weight <= limit) {
            return (Verdict::Covered, None);
        }
        let reason = self.stranded[home]
            .or_else(|| (!columns.any_facility && !self.list_replaces).then_some(Reason::NoData))
            .or_else(|| (columns.cut_end[home] <= limit).then_some(Reason::Edge))
            .or_else(|| columns.may_be_open(home, limit).then_some(Reason::Hours));
        match reason {
            Some(_) => (Verdict::Unknown, reason),
            None => (Verdict::NotCovered, None),
        }
    }

    /// The verdict of one rule for one home, and why if unknown.
    pub fn verdict(&self, rule: usize, home: usize) -> (Verdict, Option<Reason>) {
        self.verdict_at(rule, home, 100)
    }

    /// The verdict of all rules together with limits at `percent`.
    pub fn joint_at(&self, home: usize, percent: u32) -> Verdict {
        joint((0..self.rules.len()).map(|rule| self.verdict_at(rule, home, percent).0))
    }

    /// The home's leg in mm on the path to the nearest facility of any rule (by time; of equal ones the first rule's).
    pub fn leg_mm(&self, home: usize) -> Option<u32> {
        let found = self.rules.iter().filter_map(|r| r.nearest[home]);
        found.min_by_key(|f| f.ms).map(|f| f.leg_mm)
    }
}

/// Checks every home against every rule.
///
/// # Complexity
/// One multi-source pass per rule, plus a bounded search per facility (reverse) or per street end
/// with homes (forward), or a sweep over all homes.
///
/// # Errors
/// [`Cancelled`].
pub fn check(
    input: CheckInput,
    choice: EngineChoice,
    observer: &dyn Observer,
) -> Result<Coverage, Cancelled> {
    check_by(input, choice, KernelChoice::Auto, observer)
}

/// The same, by a kernel of one's choice. A choice never changes a result.
///
/// # Errors
/// [`Cancelled`].
pub fn check_by(
    input: CheckInput,
    choice: EngineChoice,
    kernel: KernelChoice,
    observer: &dyn Observer,
) -> Result<Coverage, Cancelled> {
    search(input, None, (choice, kernel), true, observer)
}

/// Checks every home at a time at which so much is known of each facility, in order of rank.
///
/// A rule is met by facilities that are known to be open. Where it is not, but would be if those of which nothing is known
/// were open, it is unknown ([`Reason::Hours`]).
///
/// # Complexity
/// That of [`check`] and one more pass per rule.
///
/// # Errors
/// [`Cancelled`].
///
/// # Panics
/// If there are fewer states than facilities.
pub fn check_at(
    input: CheckInput,
    states: &[State],
    choice: EngineChoice,
    kernel: KernelChoice,
    observer: &dyn Observer,
) -> Result<Coverage, Cancelled> {
    search(input, Some(states), (choice, kernel), true, observer)
}

/// What decides the verdicts, and unless nobody asks how many facilities are within the limits.
pub(super) fn search(
    input: CheckInput,
    states: Option<&[State]>,
    choices: (EngineChoice, KernelChoice),
    is_counted: bool,
    observer: &dyn Observer,
) -> Result<Coverage, Cancelled> {
    let rules = &input.pack.rules;
    let mut columns: Vec<RuleColumns> = vec![RuleColumns::default(); rules.len()];
    let prepared = Prepared::new(input, choices, observer)?;
    let mut counted = is_counted.then_some(prepared.plan);
    prepared.each_unit(observer, |between, unit, own| {
        let plan = counted.as_mut();
        let found = match unit {
            Unit::Time => run::<TimeLabel>(input, states, between, own, plan, observer)?,
            Unit::Length => run::<LengthLabel>(input, states, between, own, plan, observer)?,
        };
        for (&rule, found) in own.iter().zip(found) {
            columns[rule] = found;
        }
        Ok(())
    })?;
    Ok(Coverage {
        rules: columns,
        plan: counted.unwrap_or(prepared.plan),
        stranded: prepared.stranded(),
        limits: rules.iter().map(|r| r.limit).collect(),
        list_replaces: input.list_replaces,
    })
}

/// Homes, facilities and walks, ready to be searched.
pub(super) struct Prepared<'a> {
    input: CheckInput<'a>,
    homes: Stops,
    facilities: Stops,
    /// How the searches will run.
    pub(super) plan: Plan,
}

impl<'a> Prepared<'a> {
    /// Makes the walks that the rules need, and a plan.
    pub(super) fn new(
        input: CheckInput<'a>,
        (choice, kernel): (EngineChoice, KernelChoice),
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        // The walks first: their stage is over when the searches begin.
        for (unit, _) in units(&input.pack.rules) {
            input.walks.by(unit, observer)?;
        }
        observer.stage(Stage::Search, input.pack.rules.len() as u64);
        let homes = Stops::of_residences(input.residences);
        let facilities = Stops::of_facilities(input.facilities);
        let plan = Plan::new(
            choice,
            kernel,
            homes.count(),
            facilities.count(),
            input.walks.network().graph.node_count(),
        );
        Ok(Self {
            input,
            homes,
            facilities,
            plan,
        })
    }

    /// Hands over the rules of each unit, with what is between homes and facilities in it.
    pub(super) fn each_unit(
        &self,
        observer: &dyn Observer,
        mut f: impl FnMut(&Between, Unit, &[usize]) -> Result<(), Cancelled>,
    ) -> Result<(), Cancelled> {
        for (unit, own) in units(&self.input.pack.rules) {
            let walks = self.input.walks.by(unit, observer)?;
            let at_hand = inside(self.input.residences);
            let between = Between::new(walks, &self.homes, &self.facilities, at_hand);
            f(&between, unit, &own)?;
        }
        Ok(())
    }

    /// Per home: it has no street in reach, or is on an island.
    pub(super) fn stranded(&self) -> Vec<Option<Reason>> {
        let streets = &self.input.walks.network().streets;
        let homes = 0..self.homes.count();
        homes
            .map(|home| stranded(streets, self.homes.of(home)))
            .collect()
    }
}

/// The units of some rules, with the rules of each.
pub(super) fn units(rules: &[Rule]) -> impl Iterator<Item = (Unit, Vec<usize>)> {
    let units = [Unit::Time, Unit::Length].into_iter().map(|unit| {
        let own = (0..rules.len()).filter(|&r| rules[r].limit.unit() == unit);
        (unit, own.collect::<Vec<_>>())
    });
    units.filter(|(_, own)| !own.is_empty())
}

/// The columns of the rules `own`, all of one unit; with a plan also what is counted by it. Notes there when a sweep was not
/// possible.
fn run<L: Label>(
    input: CheckInput,
    states: Option<&[State]>,
    between: &Between,
    own: &[usize],
    plan: Option<&mut Plan>,
    observer: &dyn Observer,
) -> Result<Vec<RuleColumns>, Cancelled> {
    let rules: Vec<&Rule> = own.iter().map(|&r| &input.pack.rules[r]).collect();
    let wanted: Vec<Wanted> = rules
        .iter()
        .map(|r| Wanted {
            members: members(input.facilities, r, states, |s| s == State::Open),
            limit: r.limit.value(),
        })
        .collect();
    let k: Vec<usize> = rules.iter().map(|r| r.min_count as usize).collect();
    let farthest = farthest(&rules);
    let horizon = horizon(between, farthest);
    let nearest = |i: usize| {
        let Wanted { members, limit } = &wanted[i];
        // Where nothing is counted, verdicts are asked alone.
        let horizon = if plan.is_some() { horizon } else { *limit };
        let found = gather::nearest::<L>(between, members, horizon, k[i], observer);
        observer.advance(1);
        found
    };
    let (nearest, cut_end) = par::join(
        || par::map_range(rules.len(), nearest),
        || gather::cut_ends::<L>(between, farthest, observer),
    );
    let nearest: Vec<Vec<[Option<Found>; 2]>> = nearest.into_iter().collect::<Result<_, _>>()?;
    let cut_end = cut_end?;
    let mut columns: Vec<RuleColumns> = nearest
        .into_iter()
        .zip(&rules)
        .map(|(found, rule)| RuleColumns {
            nearest: found.iter().map(|f| f[0]).collect(),
            deciding: found.iter().map(|f| f[1]).collect(),
            count: Vec::new(),
            cut_end: cut_end.clone(),
            any_facility: input.facilities.are_anywhere(rule.categories),
            perhaps: None,
        })
        .collect();
    if let Some(states) = states {
        for ((columns, rule), &k) in columns.iter_mut().zip(&rules).zip(&k) {
            let members = members(input.facilities, rule, Some(states), |s| s != State::Closed);
            let found =
                gather::nearest::<L>(between, &members, rule.limit.scaled(110), k, observer)?;
            let weight = |f: &[Option<Found>; 2]| f[1].map_or(u32::MAX, |found| found.weight);
            columns.perhaps = Some(found.iter().map(weight).collect());
        }
    }
    if let Some(plan) = plan {
        count::<L>(between, &wanted, &k, plan, &mut columns, observer)?;
    }
    Ok(columns)
}

/// Where cut ends matter still: a little beyond the longest limit of some rules.
fn farthest(rules: &[&Rule]) -> u32 {
    rules.iter().map(|r| r.limit.scaled(110)).max().unwrap_or(0)
}

/// How far the nearest facility is looked for, for rules that look so far themselves.
fn horizon(between: &Between, farthest: u32) -> u32 {
    between.metric().reach(HORIZON_MS).max(farthest)
}

/// The same of some rules.
pub(super) fn horizon_of(between: &Between, rules: &[&Rule]) -> u32 {
    horizon(between, farthest(rules))
}

/// Per facility, whether it serves a rule, and at a time whether it counts by its state.
pub(super) fn members(
    facilities: &Facilities,
    rule: &Rule,
    states: Option<&[State]>,
    counts: impl Fn(State) -> bool,
) -> Vec<bool> {
    let mut members = facilities.serving(rule.categories);
    if let Some(states) = states {
        for (member, &state) in members.iter_mut().zip(states) {
            *member &= counts(state);
        }
    }
    members
}

/// Fills in how many facilities are within the limits.
fn count<L: Label>(
    between: &Between,
    wanted: &[Wanted],
    k: &[usize],
    plan: &mut Plan,
    columns: &mut [RuleColumns],
    observer: &dyn Observer,
) -> Result<(), Cancelled> {
    if plan.kernel == Kernel::Sweep {
        if let Some(counts) = swept::counts(between, wanted, observer)? {
            fill(columns, counts);
            return Ok(());
        }
        plan.kernel = Kernel::Bounded;
    }
    match plan.engine {
        Engine::Reverse => fill(columns, reverse::counts(between, wanted, observer)?),
        Engine::Forward => {
            let within = forward::within::<L>(between, wanted, k, observer)?;
            overlay(columns, &within, k);
        }
    }
    Ok(())
}

fn fill(columns: &mut [RuleColumns], counts: Vec<Vec<u32>>) {
    for (columns, counts) in columns.iter_mut().zip(counts) {
        columns.count = counts;
    }
}

/// Lays what the forward searches found within the limits over what the reverse pass found beyond.
fn overlay(columns: &mut [RuleColumns], within: &[Vec<forward::Within>], k: &[usize]) {
    for (rule, columns) in columns.iter_mut().enumerate() {
        columns.count = within.iter().map(|home| home[rule].count).collect();
        for (home, found) in within.iter().enumerate() {
            if let Some(first) = found[rule].nearest.first() {
                columns.nearest[home] = Some(*first);
            }
            if let Some(last) = found[rule].nearest.get(k[rule] - 1) {
                columns.deciding[home] = Some(*last);
            }
        }
    }
}
