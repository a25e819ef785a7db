//! The path behind one verdict, for explanation.

use std::collections::HashSet;

use super::engine::CheckInput;
use crate::build::BuiltNetwork;
use crate::id::{NodeId, StreetId};
use crate::lists::Lists;
use crate::metric::{Terminal, Unit};
use crate::observer::{Cancelled, Observer, go_on};
use crate::place::WayIn;
use crate::search::{Label, LengthLabel, Reached, SearchSpace, TimeLabel};
use crate::snap::Snap;
use crate::units::narrow;
use crate::walk::{Between, HORIZON_MS, Stops, UnitWalks, along_to};

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
/// One search bounded by the horizon, and the facilities of the rule.
///
/// # Errors
/// [`Cancelled`].
///
/// # Panics
/// If there is no such home or rule.
pub fn route(
    input: CheckInput,
    home: usize,
    rule: usize,
    observer: &dyn Observer,
) -> Result<Option<Vec<Step>>, Cancelled> {
    let unit = input.pack.rules[rule].limit.unit();
    let walks = input.walks.by(unit, observer)?;
    let search = Search::new(input, walks, home, rule);
    go_on(observer)?;
    Ok(match unit {
        Unit::Time => search.route::<TimeLabel>(),
        Unit::Length => search.route::<LengthLabel>(),
    })
}

/// How a path ends.
enum End {
    /// Inside the home, or along one street.
    Direct(Vec<Step>),
    /// From a settled state to a place on a street.
    From(u32, Snap),
}

/// The home, alone among the origins.
const HOME: u32 = 0;

/// A search from one home to the facilities of one rule.
struct Search<'a>(Between<'a>);

impl<'a> Search<'a> {
    fn new(input: CheckInput, walks: &'a UnitWalks, home: usize, rule: usize) -> Self {
        let rule = &input.pack.rules[rule];
        let serves = input.facilities.serving(rule.categories);
        let snaps = |ways_in: &[WayIn]| ways_in.iter().filter_map(|w| w.snap).collect::<Vec<_>>();
        let rows = input.facilities.rows.iter().zip(&serves);
        let facilities = Stops::new(rows.map(|(facility, &serves)| {
            if serves {
                snaps(&facility.ways_in)
            } else {
                Vec::new()
            }
        }));
        let inside = input.residences.zero_of(home).iter();
        let inside = inside.filter(|&&rank| serves[rank as usize]);
        let inside: Vec<(u32, u32)> = inside.map(|&rank| (HOME, rank)).collect();
        Self(Between::new(
            walks,
            &Stops::new([snaps(input.residences.ways_in_of(home))]),
            &facilities,
            Lists::group(1, &inside),
        ))
    }

    fn route<L: Label>(&self) -> Option<Vec<Step>> {
        let Between { walks, origins, .. } = &self.0;
        let mut space = SearchSpace::<L>::new(walks.states().state_count());
        let seeds = origins.seeds_of(HOME);
        let horizon = self.0.metric().reach(HORIZON_MS);
        let reached = space.run(&walks.states().forward, &seeds, horizon);
        match self.best_end(reached)? {
            End::Direct(steps) => Some(steps),
            End::From(state, to) => self.trace(reached, state, to),
        }
    }

    /// The way to end at the nearest facility.
    fn best_end<L: Label>(&self, reached: Reached<L>) -> Option<End> {
        let between = &self.0;
        let mut best: Option<(L, End)> = None;
        let mut offer = |label: L, end: End| {
            if best.as_ref().is_none_or(|b| label < b.0) {
                best = Some((label, end));
            }
        };
        for rank in 0..narrow(between.destinations.count()) {
            if between.at_hand(HOME).contains(&rank) {
                offer(L::seed(0, 0, rank), End::Direct(Vec::new()));
            }
            for to in between.destinations.of(rank) {
                let metric = between.metric();
                along_to(
                    metric,
                    &between.origins,
                    to.snap,
                    |from, (weight, second)| {
                        let step = Step {
                            street: to.snap.street,
                            from_mm: from.snap.offset_mm,
                            to_mm: to.snap.offset_mm,
                        };
                        offer(L::seed(weight, second, rank), End::Direct(vec![step]));
                    },
                );
                for terminal in &to.terminals {
                    if let Some(label) = reached.label(terminal.state) {
                        let total = label.plus(terminal.weight, terminal.second);
                        let total = L::seed(total.weight(), total.second(), rank);
                        offer(total, End::From(terminal.state, to.snap));
                    }
                }
            }
        }
        best.map(|(_, end)| end)
    }

    /// Follows tight arcs back from a settled state to a start.
    fn trace<L: Label>(&self, reached: Reached<L>, end: u32, to: Snap) -> Option<Vec<Step>> {
        let states = self.0.walks.states();
        let starts = self.0.origins.of(HOME).iter();
        let starts: Vec<(Snap, &Terminal)> = starts
            .flat_map(|s| s.terminals.iter().map(move |t| (s.snap, t)))
            .collect();
        let node_mm = self.end_of(to, states.node_of(end));
        let mut steps = vec![Step {
            street: to.street,
            from_mm: node_mm,
            to_mm: to.offset_mm,
        }];
        let mut state = end;
        let mut visited = HashSet::new();
        while visited.insert(state) {
            let label = reached.label(state)?;
            let is_start = |(_, t): &&(Snap, &Terminal)| {
                t.state == state && L::seed(t.weight, t.second, 0) == label
            };
            if let Some((from, _)) = starts.iter().find(is_start) {
                let to_mm = self.end_of(*from, states.node_of(state));
                steps.push(Step {
                    street: from.street,
                    from_mm: from.offset_mm,
                    to_mm,
                });
                break;
            }
            let tight = states.reverse.out(state).find(|arc| {
                let before = reached
                    .label(arc.head)
                    .map(|l| l.plus(arc.weight, arc.second));
                !visited.contains(&arc.head) && before == Some(label)
            })?;
            let (from, to) = (states.node_of(tight.head), states.node_of(state));
            steps.extend(self.street_between(from, to, (tight.weight, tight.second)));
            state = tight.head;
        }
        steps.reverse();
        steps.retain(|step| step.from_mm != step.to_mm);
        Some(steps)
    }

    /// The offset at which the street of a place meets a node; of a loop's two the nearer to the place.
    fn end_of(&self, place: Snap, node: NodeId) -> u32 {
        let streets = &self.0.walks.network().streets;
        let s = place.street.index();
        let length = streets.length_mm[s];
        let at_head = streets.head[s] == node
            && (streets.tail[s] != node || place.offset_mm > length - place.offset_mm);
        if at_head { length } else { 0 }
    }

    /// The street that an arc of this weight runs along, `None` for a change of phase.
    fn street_between(&self, from: NodeId, to: NodeId, weight: (u32, u32)) -> Option<Step> {
        let BuiltNetwork { graph, streets, .. } = self.0.walks.network();
        graph
            .out(from)
            .filter(|&e| graph.head(e) == to)
            .find_map(|e| {
                let arc = graph.street(e);
                let weights = self.0.metric().street_weight(arc.street());
                let own = if arc.backward() {
                    weights.backward
                } else {
                    weights.forward
                };
                let length = streets.length_mm[arc.street().index()];
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
