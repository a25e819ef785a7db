//! Runs the searches a rule pack needs and turns them into columns.

use super::HORIZON_MS;
use super::layer::{Layer, Stops};
use super::plan::{Engine, EngineChoice, Kernel, KernelChoice, Plan};
use super::reverse::{self, Wanted};
use super::verdict::{Reason, Verdict, joint};
use super::{forward, gather, swept};
use crate::build::BuiltNetwork;
use crate::id::NodeId;
use crate::metric::{Unit, Walking};
use crate::observer::{Observer, Stage};
use crate::par;
use crate::place::{Facilities, Residences};
use crate::rules::{Limit, Rule, RulePack};
use crate::search::{Label, LengthLabel, TimeLabel};
use crate::units::narrow;

/// Everything a check looks at.
#[derive(Clone, Copy, Debug)]
pub struct CheckInput<'a> {
    /// The network.
    pub built: &'a BuiltNetwork,
    /// The homes.
    pub residences: &'a Residences,
    /// The facilities.
    pub facilities: &'a Facilities,
    /// The rules.
    pub pack: &'a RulePack,
    /// How people walk.
    pub walking: Walking,
    /// Whether the user's list replaced the extract's facilities: it is then complete by assertion.
    pub list_replaces: bool,
}

/// A facility found from a home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// In the rule's unit, legs included.
    pub weight: u32,
    /// The facility's rank.
    pub rank: u32,
    /// The home's leg on that path, in mm; 0 for a facility inside the home.
    pub leg_mm: u32,
    /// Milliseconds of that path.
    pub ms: u32,
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
    pub any_facility: bool,
}

/// The results of a check.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Per rule of the pack.
    pub rules: Vec<RuleColumns>,
    /// How the facilities within the limits were counted.
    pub plan: Plan,
    /// Per home: it has no street in reach, or is on an island.
    stranded: Vec<Option<Reason>>,
    limits: Vec<Limit>,
    list_replaces: bool,
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
            .or_else(|| (columns.cut_end[home] <= limit).then_some(Reason::Edge));
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
pub fn check(input: CheckInput, choice: EngineChoice, observer: &dyn Observer) -> Coverage {
    check_by(input, choice, KernelChoice::Auto, observer)
}

/// The same, by a kernel of one's choice. A choice never changes a result.
pub fn check_by(
    input: CheckInput,
    choice: EngineChoice,
    kernel: KernelChoice,
    observer: &dyn Observer,
) -> Coverage {
    let rules = &input.pack.rules;
    observer.stage(Stage::Search, rules.len() as u64);
    let homes = Stops::of_residences(input.residences);
    let facilities = Stops::of_facilities(input.facilities);
    let mut plan = Plan::new(
        choice,
        kernel,
        homes.count(),
        facilities.count(),
        input.built.graph.node_count(),
    );
    let mut columns: Vec<RuleColumns> = vec![RuleColumns::default(); rules.len()];
    for unit in [Unit::Time, Unit::Length] {
        let own: Vec<usize> = (0..rules.len())
            .filter(|&r| rules[r].limit.unit() == unit)
            .collect();
        if own.is_empty() {
            continue;
        }
        let layer = Layer::new(input.built, input.walking, unit, &homes, &facilities);
        let found = match unit {
            Unit::Time => run::<TimeLabel>(input, &layer, &own, &mut plan, observer),
            Unit::Length => run::<LengthLabel>(input, &layer, &own, &mut plan, observer),
        };
        for (rule, found) in own.into_iter().zip(found) {
            columns[rule] = found;
        }
    }
    Coverage {
        rules: columns,
        plan,
        stranded: stranded(input),
        limits: rules.iter().map(|r| r.limit).collect(),
        list_replaces: input.list_replaces,
    }
}

pub(crate) fn members(input: CheckInput, rule: &Rule) -> Vec<bool> {
    input
        .facilities
        .rows
        .iter()
        .map(|f| f.categories.meets(rule.categories))
        .collect()
}

/// The columns of the rules `own`, all of one unit. Notes in `plan` when a sweep was not possible.
fn run<L: Label>(
    input: CheckInput,
    layer: &Layer,
    own: &[usize],
    plan: &mut Plan,
    observer: &dyn Observer,
) -> Vec<RuleColumns> {
    let rules: Vec<&Rule> = own.iter().map(|&r| &input.pack.rules[r]).collect();
    let wanted: Vec<Wanted> = rules
        .iter()
        .map(|r| Wanted {
            members: members(input, r),
            limit: r.limit.value(),
        })
        .collect();
    let k: Vec<usize> = rules.iter().map(|r| r.min_count as usize).collect();
    let farthest = rules.iter().map(|r| r.limit.scaled(110)).max().unwrap_or(0);
    let horizon = layer.metric.reach(HORIZON_MS).max(farthest);
    let nearest = |i: usize| {
        let members = &wanted[i].members;
        let found = gather::nearest::<L>(layer, input.residences, members, horizon, k[i]);
        observer.advance(1);
        found
    };
    let cut_nodes = cut_nodes(input.built);
    let (nearest, cut_end) = par::join(
        || par::map_range(rules.len(), nearest),
        || gather::cut_ends::<L>(layer, input.residences, &cut_nodes, farthest),
    );
    let mut columns: Vec<RuleColumns> = nearest
        .into_iter()
        .zip(&wanted)
        .map(|(found, wanted)| RuleColumns {
            nearest: found.iter().map(|f| f[0]).collect(),
            deciding: found.iter().map(|f| f[1]).collect(),
            count: Vec::new(),
            cut_end: cut_end.clone(),
            any_facility: wanted.members.contains(&true),
        })
        .collect();
    count::<L>(input, layer, &wanted, &k, plan, &mut columns);
    columns
}

/// Fills in how many facilities are within the limits.
fn count<L: Label>(
    input: CheckInput,
    layer: &Layer,
    wanted: &[Wanted],
    k: &[usize],
    plan: &mut Plan,
    columns: &mut [RuleColumns],
) {
    if plan.kernel == Kernel::Sweep {
        if let Some(counts) = swept::counts(layer, input.residences, wanted) {
            fill(columns, counts);
            return;
        }
        plan.kernel = Kernel::Bounded;
    }
    match plan.engine {
        Engine::Reverse => fill(columns, reverse::counts(layer, input.residences, wanted)),
        Engine::Forward => {
            let within = forward::within::<L>(layer, input.residences, wanted, k);
            overlay(columns, &within, k);
        }
    }
}

fn fill(columns: &mut [RuleColumns], counts: Vec<Vec<u32>>) {
    for (columns, counts) in columns.iter_mut().zip(counts) {
        columns.count = counts;
    }
}

/// The nodes at which the data ends.
pub(crate) fn cut_nodes(built: &BuiltNetwork) -> Vec<NodeId> {
    let cuts = built.streets.node_cut.iter().enumerate();
    cuts.filter(|(_, cut)| cut.is_cut())
        .map(|(node, _)| NodeId(narrow(node)))
        .collect()
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

/// Homes without any street in reach, and homes all of whose streets are on islands.
fn stranded(input: CheckInput) -> Vec<Option<Reason>> {
    let of_home = |home: usize| {
        let mut snaps = input
            .residences
            .access_of(home)
            .iter()
            .filter_map(|a| a.snap)
            .peekable();
        if snaps.peek().is_none() {
            return Some(Reason::Unreachable);
        }
        snaps
            .all(|s| input.built.streets.is_island(s.street))
            .then_some(Reason::Island)
    };
    (0..input.residences.count()).map(of_home).collect()
}
