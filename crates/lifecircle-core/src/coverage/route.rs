//! The walks behind one verdict, for explanation.

use std::collections::HashMap;

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
use crate::walk::{Between, Found, HORIZON_MS, Stops, UnitWalks, along_to};

/// A piece of a path: along one street from one offset to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The street.
    pub street: StreetId,
    /// Where the piece begins, in mm from the street's tail.
    pub from_mm: u32,
    /// Where it ends.
    pub to_mm: u32,
    /// Milliseconds of walking.
    pub ms: u32,
    /// Milliseconds of waiting where it ends: at a crossing or signals.
    pub wait_ms: u32,
}

impl Step {
    /// How far it goes, in mm.
    pub fn length_mm(&self) -> u32 {
        self.from_mm.abs_diff(self.to_mm)
    }
}

/// A straight walk between a place and its street.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteLeg {
    /// Which street it joins, where, and how long it is.
    pub snap: Snap,
    /// Milliseconds of walking.
    pub ms: u32,
}

/// A shortest walk from a home to a facility, whose milliseconds add up to those of `found`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The facility and the walk, as a check finds them.
    pub found: Found,
    /// The legs of home and facility; `None` where the facility is inside the home.
    pub legs: Option<[RouteLeg; 2]>,
    /// The pieces between them, in the order walked. Passages through private gates are pieces of no length.
    pub steps: Vec<Step>,
}

impl Route {
    /// How far it goes, legs included, in mm.
    pub fn length_mm(&self) -> u32 {
        let legs = self.legs.iter().flatten().map(|leg| leg.snap.leg_mm);
        legs.chain(self.steps.iter().map(Step::length_mm)).sum()
    }
}

/// Shortest walks from a home to the `most` nearest facilities of a rule within the horizon, nearest first.
///
/// Of equally short walks it is always the same one; the first is that of the home's verdict.
///
/// # Complexity
/// One search bounded by the horizon, and the facilities of the rule.
///
/// # Errors
/// [`Cancelled`].
///
/// # Panics
/// If there is no such home or rule.
pub fn routes(
    input: CheckInput,
    home: usize,
    rule: usize,
    most: usize,
    observer: &dyn Observer,
) -> Result<Vec<Route>, Cancelled> {
    let unit = input.pack.rules[rule].limit.unit();
    let walks = input.walks.by(unit, observer)?;
    let search = Search::new(input, walks, home, rule);
    go_on(observer)?;
    Ok(match unit {
        Unit::Time => search.routes::<TimeLabel>(most),
        Unit::Length => search.routes::<LengthLabel>(most),
    })
}

/// How a path ends.
enum End {
    /// Inside the home.
    Inside,
    /// Along one street, from one place on it to another.
    Direct(Snap, Snap),
    /// From a settled state to a place on a street, by one of the ways from its street's ends.
    From(Terminal, Snap),
}

/// The state that one leads to, and the weight of the way there.
type Onward = (u32, (u32, u32));

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

    fn routes<L: Label>(&self, most: usize) -> Vec<Route> {
        let Between { walks, origins, .. } = &self.0;
        let mut space = SearchSpace::<L>::new(walks.states().state_count());
        let seeds = origins.seeds_of(HOME);
        let horizon = self.0.metric().reach(HORIZON_MS);
        let reached = space.run(&walks.states().forward, &seeds, horizon);
        let ranks = 0..narrow(self.0.destinations.count());
        let ends = ranks.filter_map(|rank| self.best_end(reached, rank));
        let mut ends: Vec<(L, End)> = ends
            .filter(|(label, _)| label.weight() <= horizon)
            .collect();
        ends.sort_by_key(|(label, _)| *label);
        ends.truncate(most);
        let ends = ends.into_iter();
        ends.filter_map(|(label, end)| self.route(reached, label, &end))
            .collect()
    }

    /// The way to end at a facility.
    fn best_end<L: Label>(&self, reached: Reached<L>, rank: u32) -> Option<(L, End)> {
        let between = &self.0;
        let metric = between.metric();
        let mut best: Option<(L, End)> = None;
        let mut offer = |label: L, end: End| {
            if best.as_ref().is_none_or(|b| label < b.0) {
                best = Some((label, end));
            }
        };
        if between.at_hand(HOME).contains(&rank) {
            offer(L::seed(0, 0, rank), End::Inside);
        }
        for to in between.destinations.of(rank) {
            along_to(
                metric,
                &between.origins,
                to.snap,
                |from, (weight, second)| {
                    let direct = End::Direct(from.snap, to.snap);
                    offer(L::seed(weight, second, rank), direct);
                },
            );
            for terminal in &to.terminals {
                if let Some(label) = reached.label(terminal.state) {
                    let total = label.plus(terminal.weight, terminal.second);
                    let total = L::seed(total.weight(), total.second(), rank);
                    offer(total, End::From(*terminal, to.snap));
                }
            }
        }
        best
    }

    fn route<L: Label>(&self, reached: Reached<L>, label: L, end: &End) -> Option<Route> {
        let (legs, steps) = match *end {
            End::Inside => (None, Vec::new()),
            End::Direct(from, to) => {
                let step = self.step(from.street, from.offset_mm, to.offset_mm, 0)?;
                (Some([from, to]), vec![step])
            }
            End::From(terminal, to) => {
                let (from, steps) = self.trace(reached, terminal, to)?;
                (Some([from, to]), steps)
            }
        };
        let leg = |snap: Snap| RouteLeg {
            snap,
            ms: self.ms(self.0.metric().leg(snap.leg_mm)),
        };
        let is_walk = |step: &Step| step.from_mm != step.to_mm || step.wait_ms > 0;
        let is_gate = |step: &Step| self.0.walks.network().streets.links(step.street).is_empty();
        Some(Route {
            found: Found {
                weight: label.weight(),
                rank: label.rank(),
                leg_mm: legs.map_or(0, |[from, _]| from.leg_mm),
                ms: label.second(),
            },
            legs: legs.map(|legs| legs.map(leg)),
            steps: steps
                .into_iter()
                .filter(|step| is_walk(step) || is_gate(step))
                .collect(),
        })
    }

    /// Milliseconds of a pair of weights.
    fn ms(&self, (weight, second): (u32, u32)) -> u32 {
        match self.0.metric().unit() {
            Unit::Time => weight,
            Unit::Length => second,
        }
    }

    fn step(&self, street: StreetId, from_mm: u32, to_mm: u32, wait_ms: u32) -> Option<Step> {
        let walk = self.0.metric().street_time(street, from_mm, to_mm)?;
        Some(Step {
            street,
            from_mm,
            to_mm,
            ms: self.ms(walk),
            wait_ms,
        })
    }

    /// Follows tight arcs back from a settled state to a start: where that is, and the pieces in the order walked.
    fn trace<L: Label>(
        &self,
        reached: Reached<L>,
        end: Terminal,
        to: Snap,
    ) -> Option<(Snap, Vec<Step>)> {
        let states = self.0.walks.states();
        let starts = self.0.origins.of(HOME).iter();
        let starts: Vec<(Snap, &Terminal)> = starts
            .flat_map(|s| s.terminals.iter().map(move |t| (s.snap, t)))
            .collect();
        // Per state looked at, the state that it leads to on the way to the end, and the weight between them.
        let mut onward: HashMap<u32, Option<Onward>> = HashMap::from([(end.state, None)]);
        // Not one way alone is followed: ways that cost nothing may lead in a circle.
        let mut open = vec![end.state];
        let is_start = |state: u32, label: L| {
            let is_it = |(_, t): &&(Snap, &Terminal)| {
                t.state == state && L::seed(t.weight, t.second, 0) == label
            };
            starts.iter().find(is_it).copied()
        };
        while let Some(state) = open.pop() {
            let label = reached.label(state)?;
            if let Some((from, &terminal)) = is_start(state, label) {
                let mut steps = vec![self.between(from, terminal, true)?];
                let mut at = state;
                while let Some(&Some((next, weight))) = onward.get(&at) {
                    let (from, to) = (states.node_of(at), states.node_of(next));
                    steps.extend(self.street_between(from, to, weight));
                    at = next;
                }
                steps.push(self.between(to, end, false)?);
                return Some((from, steps));
            }
            for arc in states.reverse.out(state) {
                let before = reached.label(arc.head);
                let is_tight = before.map(|l| l.plus(arc.weight, arc.second)) == Some(label);
                if is_tight && !onward.contains_key(&arc.head) {
                    onward.insert(arc.head, Some((state, (arc.weight, arc.second))));
                    open.push(arc.head);
                }
            }
        }
        None
    }

    /// The piece between a place and the end of its street that a terminal leads to, away from the place or towards it.
    fn between(&self, place: Snap, terminal: Terminal, away: bool) -> Option<Step> {
        let (streets, metric) = (&self.0.walks.network().streets, self.0.metric());
        let s = place.street.index();
        let node = self.0.walks.states().node_of(terminal.state);
        let ends = [
            (streets.tail[s], 0, streets.waits_at_tail[s]),
            (
                streets.head[s],
                streets.length_mm[s],
                streets.waits_at_head[s],
            ),
        ];
        // Of a loop both ends are the node: the one that costs what the terminal costs is meant.
        let leg_ms = self.ms(metric.leg(place.leg_mm));
        let total_ms = self.ms((terminal.weight, terminal.second));
        ends.into_iter().find_map(|(end, end_mm, waits)| {
            let is_walked = away && place.offset_mm != end_mm;
            let wait_ms = self.ms(metric.wait(waits && is_walked));
            let (from_mm, to_mm) = if away {
                (place.offset_mm, end_mm)
            } else {
                (end_mm, place.offset_mm)
            };
            let step = self.step(place.street, from_mm, to_mm, wait_ms)?;
            let is_meant = end == node && leg_ms + step.ms + wait_ms == total_ms;
            is_meant.then_some(step)
        })
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
                if own != Some(weight) {
                    return None;
                }
                let length = streets.length_mm[arc.street().index()];
                let (from_mm, to_mm) = if arc.backward() {
                    (length, 0)
                } else {
                    (0, length)
                };
                let step = self.step(arc.street(), from_mm, to_mm, 0)?;
                let wait_ms = self.ms(weight) - step.ms;
                Some(Step { wait_ms, ..step })
            })
    }
}
