//! Runs the searches a rule pack needs and turns them into columns.

use super::HORIZON_MS;
use super::forward;
use super::gather;
use super::layer::Layer;
use super::reverse::{self, Wanted};
use super::verdict::{Reason, Verdict, joint};
use crate::build::BuiltNetwork;
use crate::id::NodeId;
use crate::metric::{Unit, Walking};
use crate::observer::{Observer, Stage};
use crate::place::{Facilities, Residences};
use crate::rules::{Limit, Rule, RulePack};
use crate::search::{Label, LengthLabel, TimeLabel};
use crate::units::narrow;

/// Which way the searches run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EngineChoice {
    /// Whichever needs fewer searches.
    #[default]
    Auto,
    /// From every home.
    Forward,
    /// From every facility.
    Reverse,
}

/// The engine that ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// From every home.
    Forward,
    /// From every facility.
    Reverse,
}

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
    /// The engine that counted.
    pub engine: Engine,
    /// Per home: it has no street in reach, or is on an island.
    stranded: Vec<Option<Reason>>,
    limits: Vec<Limit>,
    list_replaces: bool,
}

impl Coverage {
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
/// One multi-source pass per rule, plus a bounded search per facility (reverse) or home (forward).
pub fn check(input: CheckInput, choice: EngineChoice, observer: &dyn Observer) -> Coverage {
    let rules = &input.pack.rules;
    observer.stage(Stage::Search, rules.len() as u64);
    let fewer_facilities = input.facilities.rows.len() <= input.residences.count();
    let engine = match choice {
        EngineChoice::Forward => Engine::Forward,
        EngineChoice::Auto if !fewer_facilities => Engine::Forward,
        EngineChoice::Auto | EngineChoice::Reverse => Engine::Reverse,
    };
    let mut columns: Vec<RuleColumns> = vec![RuleColumns::default(); rules.len()];
    for unit in [Unit::Time, Unit::Length] {
        let own: Vec<usize> = (0..rules.len())
            .filter(|&r| rules[r].limit.unit() == unit)
            .collect();
        if own.is_empty() {
            continue;
        }
        let layer = Layer::new(
            input.built,
            input.walking,
            unit,
            input.residences,
            input.facilities,
        );
        let found = match unit {
            Unit::Time => run::<TimeLabel>(input, &layer, &own, engine, observer),
            Unit::Length => run::<LengthLabel>(input, &layer, &own, engine, observer),
        };
        for (rule, found) in own.into_iter().zip(found) {
            columns[rule] = found;
        }
    }
    Coverage {
        rules: columns,
        engine,
        stranded: stranded(input),
        limits: rules.iter().map(|r| r.limit).collect(),
        list_replaces: input.list_replaces,
    }
}

fn members(input: CheckInput, rule: &Rule) -> Vec<bool> {
    input
        .facilities
        .rows
        .iter()
        .map(|f| f.categories.meets(rule.categories))
        .collect()
}

/// The columns of the rules `own`, all of one unit.
fn run<L: Label>(
    input: CheckInput,
    layer: &Layer,
    own: &[usize],
    engine: Engine,
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
    let cut_nodes: Vec<NodeId> = input
        .built
        .streets
        .node_cut
        .iter()
        .enumerate()
        .filter(|(_, cut)| cut.is_cut())
        .map(|(node, _)| NodeId(narrow(node)))
        .collect();
    let cut_end = gather::cut_ends::<L>(layer, input.residences, &cut_nodes, farthest);
    let nearest = crate::par::map_range(rules.len(), |i| {
        let found =
            gather::nearest::<L>(layer, input.residences, &wanted[i].members, horizon, k[i]);
        observer.advance(1);
        found
    });
    let mut columns: Vec<RuleColumns> = nearest
        .into_iter()
        .zip(&wanted)
        .zip(&k)
        .map(|((found, wanted), &k)| RuleColumns {
            nearest: found.iter().map(|f| f.first().copied()).collect(),
            deciding: found.iter().map(|f| f.get(k - 1).copied()).collect(),
            count: Vec::new(),
            cut_end: cut_end.clone(),
            any_facility: wanted.members.contains(&true),
        })
        .collect();
    match engine {
        Engine::Reverse => {
            let counts = reverse::counts::<L>(layer, input.residences, &wanted);
            columns
                .iter_mut()
                .zip(counts)
                .for_each(|(c, count)| c.count = count);
        }
        Engine::Forward => {
            let within = forward::within::<L>(layer, input.residences, &wanted, &k);
            overlay(&mut columns, &within, &k);
        }
    }
    columns
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
