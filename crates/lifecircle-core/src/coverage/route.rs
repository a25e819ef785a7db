//! The walks behind one verdict, for explanation.

use std::collections::HashMap;

use super::engine::CheckInput;
use super::pieces::{Pieces, Step};
use crate::lists::Lists;
use crate::metric::{Terminal, Unit};
use crate::observer::{Cancelled, Observer, go_on};
use crate::place::WayIn;
use crate::search::{Label, LengthLabel, Reached, SearchSpace, TimeLabel};
use crate::snap::Snap;
use crate::units::narrow;
use crate::walk::{Between, Found, HORIZON_MS, Stops, UnitWalks, along_to};

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
struct Search<'a> {
    between: Between<'a>,
    pieces: Pieces<'a>,
}

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
        Self {
            between: Between::new(
                walks,
                &Stops::new([snaps(input.residences.ways_in_of(home))]),
                &facilities,
                Lists::group(1, &inside),
            ),
            pieces: Pieces::new(walks),
        }
    }

    fn routes<L: Label>(&self, most: usize) -> Vec<Route> {
        let Between { walks, origins, .. } = &self.between;
        let mut space = SearchSpace::<L>::new(walks.states().state_count());
        let seeds = origins.seeds_of(HOME);
        let horizon = self.between.metric().reach(HORIZON_MS);
        let reached = space.run(&walks.states().forward, &seeds, horizon);
        let ranks = 0..narrow(self.between.destinations.count());
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
        let between = &self.between;
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
                let step = self
                    .pieces
                    .along(from.street, from.offset_mm, to.offset_mm, 0)?;
                (Some([from, to]), vec![step])
            }
            End::From(terminal, to) => {
                let (from, steps) = self.trace(reached, terminal, to)?;
                (Some([from, to]), steps)
            }
        };
        let leg = |snap: Snap| RouteLeg {
            snap,
            ms: self.pieces.ms(self.between.metric().leg(snap.leg_mm)),
        };
        let is_walk = |step: &Step| step.from_mm != step.to_mm || step.wait_ms > 0;
        let is_gate = |step: &Step| {
            self.between
                .walks
                .network()
                .streets
                .links(step.street)
                .is_empty()
        };
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

    /// Follows tight arcs back from a settled state to a start: where that is, and the pieces in the order walked.
    fn trace<L: Label>(
        &self,
        reached: Reached<L>,
        end: Terminal,
        to: Snap,
    ) -> Option<(Snap, Vec<Step>)> {
        let states = self.between.walks.states();
        let starts = self.between.origins.of(HOME).iter();
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
                let mut steps = vec![self.pieces.between(from, terminal, true)?];
                let mut at = state;
                while let Some(&Some((next, weight))) = onward.get(&at) {
                    let (from, to) = (states.node_of(at), states.node_of(next));
                    steps.extend(self.pieces.street_between(from, to, weight));
                    at = next;
                }
                steps.push(self.pieces.between(to, end, false)?);
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
}
