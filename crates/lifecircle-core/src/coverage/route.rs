//! The path behind one verdict, for explanation.

use std::collections::HashSet;

use super::HORIZON_MS;
use super::engine::CheckInput;
use crate::graph::StateGraph;
use crate::id::{NodeId, StreetId};
use crate::metric::{Metric, Terminal, Unit};
use crate::search::{Label, LengthLabel, Reached, SearchSpace, TimeLabel};
use crate::snap::Snap;
use crate::units::narrow;

/// A piece of a path: along one street from one offset to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The street.
    pub street: StreetId,
    /// Where the piece begins, in mm from the street's tail.
    pub from_mm: u32,
    /// Where it ends.
    pub to_mm: u32,
}

/// A shortest path from a home to the nearest facility of a rule, leg to leg; empty for one inside the home.
///
/// `None` when nothing is within the horizon. Of equally short paths it is always the same one.
///
/// # Complexity
/// One search bounded by the horizon, and the states of the whole network.
pub fn route(input: CheckInput, home: usize, rule: usize) -> Option<Vec<Step>> {
    match input.pack.rules[rule].limit.unit() {
        Unit::Time => Search::<TimeLabel>::new(input, home, Unit::Time).route(rule),
        Unit::Length => Search::<LengthLabel>::new(input, home, Unit::Length).route(rule),
    }
}

/// How a path ends.
enum End {
    /// Inside the home, or along one street.
    Direct(Vec<Step>),
    /// From a settled state to a place on a street.
    From(u32, Snap),
}

/// A search from one home.
struct Search<'a, L> {
    input: CheckInput<'a>,
    home: usize,
    metric: Metric<'a>,
    states: StateGraph,
    snaps: Vec<Snap>,
    starts: Vec<(Snap, Terminal)>,
    space: SearchSpace<L>,
}

impl<'a, L: Label> Search<'a, L> {
    fn new(input: CheckInput<'a>, home: usize, unit: Unit) -> Self {
        let metric = Metric::new(&input.built.streets, input.walking, unit);
        let states = metric.states(&input.built.graph);
        let snaps: Vec<Snap> = input
            .residences
            .access_of(home)
            .iter()
            .filter_map(|a| a.snap)
            .collect();
        let terminals = |&snap: &Snap| {
            metric
                .starts(&states, snap)
                .into_iter()
                .map(move |t| (snap, t))
        };
        let starts = snaps.iter().flat_map(terminals).collect();
        let space = SearchSpace::new(states.state_count());
        Self {
            input,
            home,
            metric,
            states,
            snaps,
            starts,
            space,
        }
    }

    fn route(mut self, rule: usize) -> Option<Vec<Step>> {
        let seeds: Vec<(u32, L)> = self
            .starts
            .iter()
            .map(|(_, t)| (t.state, L::seed(t.weight, t.second, 0)))
            .collect();
        let mut space = std::mem::replace(&mut self.space, SearchSpace::new(0));
        let reached = space.run(&self.states.forward, &seeds, self.metric.reach(HORIZON_MS));
        match self.best_end(reached, rule)? {
            End::Direct(steps) => Some(steps),
            End::From(state, to) => self.trace(reached, state, to),
        }
    }

    /// The way to end at the nearest facility of the rule.
    fn best_end(&self, reached: Reached<L>, rule: usize) -> Option<End> {
        let mut best: Option<(L, End)> = None;
        let mut offer = |label: L, end: End| {
            if best.as_ref().is_none_or(|b| label < b.0) {
                best = Some((label, end));
            }
        };
        let wanted = self.input.pack.rules[rule].categories;
        let rows = self.input.facilities.rows.iter().enumerate();
        for (rank, facility) in rows.filter(|(_, f)| f.categories.meets(wanted)) {
            let rank = narrow(rank);
            if self.input.residences.zero_of(self.home).contains(&rank) {
                offer(L::seed(0, 0, rank), End::Direct(Vec::new()));
            }
            for to in facility.access.iter().filter_map(|a| a.snap) {
                for &from in self.snaps.iter().filter(|s| s.street == to.street) {
                    if let Some((weight, second)) = self.metric.direct(from, to) {
                        let step = Step {
                            street: to.street,
                            from_mm: from.offset_mm,
                            to_mm: to.offset_mm,
                        };
                        offer(L::seed(weight, second, rank), End::Direct(vec![step]));
                    }
                }
                for terminal in self.metric.ends(&self.states, to) {
                    if let Some(label) = reached.label(terminal.state) {
                        let total = label.plus(terminal.weight, terminal.second);
                        let total = L::seed(total.weight(), total.second(), rank);
                        offer(total, End::From(terminal.state, to));
                    }
                }
            }
        }
        best.map(|(_, end)| end)
    }

    /// Follows tight arcs back from a settled state to a start.
    fn trace(&self, reached: Reached<L>, end: u32, to: Snap) -> Option<Vec<Step>> {
        let node_mm = self.end_of(to, self.states.node_of(end));
        let mut steps = vec![Step {
            street: to.street,
            from_mm: node_mm,
            to_mm: to.offset_mm,
        }];
        let mut state = end;
        let mut visited = HashSet::new();
        while visited.insert(state) {
            let label = reached.label(state)?;
            let is_start = |(_, t): &&(Snap, Terminal)| {
                t.state == state && L::seed(t.weight, t.second, 0) == label
            };
            if let Some((from, _)) = self.starts.iter().find(is_start) {
                let to_mm = self.end_of(*from, self.states.node_of(state));
                steps.push(Step {
                    street: from.street,
                    from_mm: from.offset_mm,
                    to_mm,
                });
                break;
            }
            let tight = self.states.reverse.out(state).find(|arc| {
                let before = reached
                    .label(arc.head)
                    .map(|l| l.plus(arc.weight, arc.second));
                !visited.contains(&arc.head) && before == Some(label)
            })?;
            let (from, to) = (self.states.node_of(tight.head), self.states.node_of(state));
            steps.extend(self.street_between(from, to, (tight.weight, tight.second)));
            state = tight.head;
        }
        steps.reverse();
        steps.retain(|step| step.from_mm != step.to_mm);
        Some(steps)
    }

    /// The offset at which the street of a place meets a node; of a loop's two the nearer to the place.
    fn end_of(&self, place: Snap, node: NodeId) -> u32 {
        let streets = &self.input.built.streets;
        let s = place.street.index();
        let length = streets.length_mm[s];
        let at_head = streets.head[s] == node
            && (streets.tail[s] != node || place.offset_mm > length - place.offset_mm);
        if at_head { length } else { 0 }
    }

    /// The street that an arc of this weight runs along, `None` for a change of phase.
    fn street_between(&self, from: NodeId, to: NodeId, weight: (u32, u32)) -> Option<Step> {
        let graph = &self.input.built.graph;
        graph
            .out(from)
            .filter(|&e| graph.head(e) == to)
            .find_map(|e| {
                let arc = graph.street(e);
                let weights = self.metric.street_weight(arc.street());
                let own = if arc.backward() {
                    weights.backward
                } else {
                    weights.forward
                };
                let length = self.input.built.streets.length_mm[arc.street().index()];
                let (from_mm, to_mm) = if arc.backward() {
                    (length, 0)
                } else {
                    (0, length)
                };
                (own == Some(weight)).then_some(Step {
                    street: arc.street(),
                    from_mm,
                    to_mm,
                })
            })
    }
}
