//! The path behind one verdict, for explanation.

use super::HORIZON_MS;
use super::engine::CheckInput;
use crate::id::StreetId;
use crate::metric::{Metric, Terminal, Unit};
use crate::search::{Label, LengthLabel, SearchSpace, TimeLabel};
use crate::snap::Snap;

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
pub fn route(input: CheckInput, home: usize, rule: usize) -> Option<Vec<Step>> {
    match input.pack.rules[rule].limit.unit() {
        Unit::Time => find::<TimeLabel>(input, home, rule, Unit::Time),
        Unit::Length => find::<LengthLabel>(input, home, rule, Unit::Length),
    }
}

/// A way to end: total label, then how.
struct Best<L> {
    label: L,
    end: End,
}

enum End {
    /// Inside the home, or along one street.
    Direct(Vec<Step>),
    /// From a settled state to a place on a street.
    At { state: u32, to: Snap, node_mm: u32 },
}

fn find<L: Label>(input: CheckInput, home: usize, rule: usize, unit: Unit) -> Option<Vec<Step>> {
    let streets = &input.built.streets;
    let metric = Metric::new(streets, input.walking, unit);
    let states = metric.states(&input.built.graph);
    let snaps: Vec<Snap> = input
        .residences
        .access_of(home)
        .iter()
        .filter_map(|a| a.snap)
        .collect();
    let starts: Vec<(Snap, Terminal)> = snaps
        .iter()
        .flat_map(|&s| metric.starts(&states, s).into_iter().map(move |t| (s, t)))
        .collect();
    let seeds: Vec<(u32, L)> = starts
        .iter()
        .map(|(_, t)| (t.state, L::seed(t.weight, t.second, 0)))
        .collect();
    let mut space = SearchSpace::<L>::new(states.state_count());
    let reached = space.run(&states.forward, &seeds, metric.reach(HORIZON_MS));
    let categories = input.pack.rules[rule].categories;
    let mut best: Option<Best<L>> = None;
    let mut offer = |label: L, end: End| {
        if best.as_ref().is_none_or(|b| label < b.label) {
            best = Some(Best { label, end });
        }
    };
    for (rank, facility) in input.facilities.rows.iter().enumerate() {
        if !facility.categories.meets(categories) {
            continue;
        }
        let rank = crate::units::narrow(rank);
        if input.residences.zero_of(home).contains(&rank) {
            offer(L::seed(0, 0, rank), End::Direct(Vec::new()));
        }
        for to in facility.access.iter().filter_map(|a| a.snap) {
            for &from in snaps.iter().filter(|s| s.street == to.street) {
                if let Some((weight, second)) = metric.direct(from, to) {
                    let step = Step {
                        street: to.street,
                        from_mm: from.offset_mm,
                        to_mm: to.offset_mm,
                    };
                    offer(L::seed(weight, second, rank), End::Direct(vec![step]));
                }
            }
            for terminal in metric.ends(&states, to) {
                if let Some(label) = reached.label(terminal.state) {
                    let label = label.plus(terminal.weight, terminal.second);
                    let label = L::seed(label.weight(), label.second(), rank);
                    let node = states.node_of(terminal.state);
                    let s = to.street.index();
                    let at_head = streets.head[s] == node
                        && (streets.tail[s] != node || to.offset_mm * 2 > streets.length_mm[s]);
                    let node_mm = if at_head { streets.length_mm[s] } else { 0 };
                    offer(
                        label,
                        End::At {
                            state: terminal.state,
                            to,
                            node_mm,
                        },
                    );
                }
            }
        }
    }
    match best?.end {
        End::Direct(steps) => Some(steps),
        End::At { state, to, node_mm } => {
            let mut steps = vec![Step {
                street: to.street,
                from_mm: node_mm,
                to_mm: to.offset_mm,
            }];
            let mut state = state;
            // Every label but a seed's has a tight arc into it from an earlier state.
            let label_of = |s: u32| reached.label(s);
            let mut visited = std::collections::HashSet::new();
            while visited.insert(state) {
                let label = label_of(state)?;
                if let Some((from, _)) = starts
                    .iter()
                    .find(|(_, t)| t.state == state && L::seed(t.weight, t.second, 0) == label)
                {
                    let s = from.street.index();
                    let at_tail = streets.tail[s] == states.node_of(state);
                    let to_mm = if at_tail { 0 } else { streets.length_mm[s] };
                    steps.push(Step {
                        street: from.street,
                        from_mm: from.offset_mm,
                        to_mm,
                    });
                    break;
                }
                let tight = states.reverse.out(state).iter().find(|arc| {
                    !visited.contains(&arc.head)
                        && label_of(arc.head)
                            .is_some_and(|l| l.plus(arc.weight, arc.second) == label)
                })?;
                let (u, v) = (states.node_of(tight.head), states.node_of(state));
                if let Some(step) =
                    street_between(input, &metric, u, v, (tight.weight, tight.second))
                {
                    steps.push(step);
                }
                state = tight.head;
            }
            steps.reverse();
            steps.retain(|s| s.from_mm != s.to_mm);
            Some(steps)
        }
    }
}

/// The street that an arc of this weight from `u` to `v` runs along, `None` for a change of phase.
fn street_between(
    input: CheckInput,
    metric: &Metric,
    u: crate::id::NodeId,
    v: crate::id::NodeId,
    weight: (u32, u32),
) -> Option<Step> {
    let graph = &input.built.graph;
    graph.out(u).filter(|&e| graph.head(e) == v).find_map(|e| {
        let arc = graph.street(e);
        let weights = metric.street_weight(arc.street());
        let own = if arc.backward() {
            weights.backward
        } else {
            weights.forward
        };
        let length = input.built.streets.length_mm[arc.street().index()];
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
