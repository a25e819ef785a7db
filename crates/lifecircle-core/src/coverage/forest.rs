//! The walks of all homes to their nearest facilities at once: what they share is told once.
//!
//! From every state of the streets the way on to the nearest facility is the same, whoever comes by. So the walks of a
//! rule are trees with facilities at their roots: per state the street to take and the state after it.

use std::collections::{HashMap, VecDeque};

use super::engine::{CheckInput, Prepared, horizon_of, members};
use super::gather;
use super::pieces::{Pieces, Step};
use super::plan::{EngineChoice, KernelChoice};
use crate::hours::State;
use crate::id::StreetId;
use crate::metric::{Terminal, Unit};
use crate::observer::{Cancelled, Observer, go_on};
use crate::par;
use crate::rules::Rule;
use crate::search::{Label, LengthLabel, NearestK, TimeLabel};
use crate::snap::Snap;
use crate::streets::Streets;
use crate::units::narrow;
use crate::walk::{Between, Found, along_from};

/// What follows at the end of a street.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Another street: a position in [`WalkForest::hops`].
    Hop(u32),
    /// The street of the facility: a position in [`WalkForest::ends`].
    End(u32),
}

/// A street walked from one end to the other, and what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hop {
    /// The street; a private gate is one of no length.
    pub street: StreetId,
    /// Whether from its head to its tail.
    pub is_backward: bool,
    /// Where the walk goes on; of hops always one that stands before this.
    pub next: Next,
}

/// The last piece of walks: along the street of a facility, and up to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WalkEnd {
    /// The facility's rank.
    pub rank: u32,
    /// Where it joins its street.
    pub snap: Snap,
    /// Where the street is entered, in mm from its tail: at one of its ends, or where the facility joins it for who walks
    /// straight there.
    pub from_mm: u32,
}

/// A street, and from where to where it is walked, in mm from its tail.
pub type Piece = (StreetId, u32, u32);

/// How a walk leaves home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Where the home joins its street.
    pub snap: Snap,
    /// How far it is walked along, in mm from the street's tail.
    pub to_mm: u32,
    /// What follows.
    pub next: Next,
}

/// A home's walk to its nearest facility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WalkStart {
    /// The facility and the walk, as a check finds them.
    pub found: Found,
    /// How it begins; `None` for a facility inside the home.
    pub way: Option<Way>,
}

/// The walk of every home to the nearest facility of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WalkForest {
    /// Streets on the way, those nearer to a facility before those that lead to them.
    pub hops: Vec<Hop>,
    /// Last pieces.
    pub ends: Vec<WalkEnd>,
    /// Per home, where anything is within the horizon.
    pub starts: Vec<Option<WalkStart>>,
}

impl WalkForest {
    /// The pieces of street of a home's walk in the order walked, and the last of them as all who take it share it; `None`
    /// without a walk.
    ///
    /// # Panics
    /// If there is no such home, or the streets are others.
    pub fn walk(&self, home: usize, streets: &Streets) -> Option<(Vec<Piece>, WalkEnd)> {
        let Way {
            snap,
            to_mm,
            mut next,
        } = self.starts[home]?.way?;
        let mut pieces = vec![(snap.street, snap.offset_mm, to_mm)];
        loop {
            match next {
                Next::Hop(at) => {
                    let hop = self.hops[at as usize];
                    let length_mm = streets.length_mm[hop.street.index()];
                    let (from_mm, to_mm) = if hop.is_backward {
                        (length_mm, 0)
                    } else {
                        (0, length_mm)
                    };
                    pieces.push((hop.street, from_mm, to_mm));
                    next = hop.next;
                }
                Next::End(at) => {
                    let end = self.ends[at as usize];
                    pieces.push((end.snap.street, end.from_mm, end.snap.offset_mm));
                    return Some((pieces, end));
                }
            }
        }
    }
}

/// The walks of every home to the nearest facility of each rule, to the millisecond those of the check; at a time at which so
/// much is known of each facility, to the nearest that is open.
///
/// # Complexity
/// One multi-source pass per rule, and linear in states, arcs and homes.
///
/// # Errors
/// [`Cancelled`].
///
/// # Panics
/// If there are fewer states of knowledge than facilities.
pub fn walk_forests(
    input: CheckInput,
    states: Option<&[State]>,
    observer: &dyn Observer,
) -> Result<Vec<WalkForest>, Cancelled> {
    let rules = &input.pack.rules;
    let mut forests = vec![WalkForest::default(); rules.len()];
    let choices = (EngineChoice::Auto, KernelChoice::Auto);
    let prepared = Prepared::new(input, choices, observer)?;
    prepared.each_unit(observer, |between, unit, own| {
        let together: Vec<&Rule> = own.iter().map(|&rule| &rules[rule]).collect();
        let horizon = horizon_of(between, &together);
        let made = par::map_range(own.len(), |i| {
            let members = members(input.facilities, together[i], states, |s| s == State::Open);
            match unit {
                Unit::Time => forest::<TimeLabel>(between, &members, horizon, observer),
                Unit::Length => forest::<LengthLabel>(between, &members, horizon, observer),
            }
        });
        for (&rule, made) in own.iter().zip(made) {
            forests[rule] = made?;
            observer.advance(1);
        }
        Ok(())
    })?;
    Ok(forests)
}

fn forest<L: Label>(
    between: &Between,
    members: &[bool],
    horizon: u32,
    observer: &dyn Observer,
) -> Result<WalkForest, Cancelled> {
    let labels = gather::pass::<L>(between, members, horizon, 1, observer)?;
    go_on(observer)?;
    let onward = onward(between, members, &labels);
    go_on(observer)?;
    let mut planting = Planting {
        between,
        pieces: Pieces::new(between.walks),
        onward: &onward,
        numbers: vec![None; between.walks.states().state_count()],
        ends: HashMap::new(),
        forest: WalkForest::default(),
    };
    for home in 0..between.origins.count() {
        let best = first_step(between, members, &labels, horizon, narrow(home));
        let start = best.and_then(|(found, first)| planting.start(found, first));
        planting.forest.starts.push(start);
    }
    Ok(planting.forest)
}

/// What is walked from a state on the way to the nearest facility.
#[derive(Clone, Copy, Debug)]
enum Onward {
    /// To another state, by an arc of this weight.
    To(u32, (u32, u32)),
    /// To a facility, by a terminal of its street.
    Arrive(u32, Snap, Terminal),
}

/// Per state that a facility is ahead of, what is walked on.
///
/// Arcs that cost nothing may form circles, so that following any arc that loses no time could go on for ever: an arc is taken
/// only when its far end has its own way on.
fn onward<L: Label>(
    between: &Between,
    members: &[bool],
    labels: &NearestK<L>,
) -> Vec<Option<Onward>> {
    let states = between.walks.states();
    let mut onward: Vec<Option<Onward>> = vec![None; states.state_count()];
    let mut open: VecDeque<u32> = VecDeque::new();
    for rank in (0..).take(between.destinations.count()) {
        if !members[rank as usize] {
            continue;
        }
        for standing in between.destinations.of(rank) {
            for &terminal in &standing.terminals {
                let label = L::seed(terminal.weight, terminal.second, rank);
                let slot = &mut onward[terminal.state as usize];
                if slot.is_none() && labels.labels(terminal.state).first() == Some(&label) {
                    *slot = Some(Onward::Arrive(rank, standing.snap, terminal));
                    open.push_back(terminal.state);
                }
            }
        }
    }
    while let Some(state) = open.pop_front() {
        let Some(&ahead) = labels.labels(state).first() else {
            continue;
        };
        for arc in states.reverse.out(state) {
            let slot = &mut onward[arc.head as usize];
            let own = labels.labels(arc.head).first();
            if slot.is_none() && own == Some(&ahead.plus(arc.weight, arc.second)) {
                *slot = Some(Onward::To(state, (arc.weight, arc.second)));
                open.push_back(arc.head);
            }
        }
    }
    onward
}

/// How a home's walk begins.
#[derive(Clone, Copy, Debug)]
enum First {
    Inside,
    Direct(Snap, u32, Snap),
    By(Snap, Terminal),
}

/// The nearest facility of a home and how the walk begins; of equal walks the first.
fn first_step<L: Label>(
    between: &Between,
    members: &[bool],
    labels: &NearestK<L>,
    horizon: u32,
    home: u32,
) -> Option<(Found, First)> {
    let mut best: Option<(Found, First)> = None;
    let mut offer = |label: L, leg_mm: u32, first: First| {
        let found = Found {
            weight: label.weight(),
            rank: label.rank(),
            leg_mm,
            ms: label.second(),
        };
        let is_better = best.is_none_or(|(known, _)| found < known);
        if is_better && found.weight <= horizon && members[found.rank as usize] {
            best = Some((found, first));
        }
    };
    for &rank in between.at_hand(home) {
        offer(L::seed(0, 0, rank), 0, First::Inside);
    }
    for from in between.origins.of(home) {
        let (metric, here) = (between.metric(), from.snap);
        along_from(
            metric,
            here,
            &between.destinations,
            |to, (weight, second)| {
                let first = First::Direct(here, to.owner, to.snap);
                offer(L::seed(weight, second, to.owner), here.leg_mm, first);
            },
        );
        for &terminal in &from.terminals {
            if let Some(&ahead) = labels.labels(terminal.state).first() {
                let label = ahead.plus(terminal.weight, terminal.second);
                offer(label, here.leg_mm, First::By(here, terminal));
            }
        }
    }
    best
}

/// What has been numbered so far.
struct Planting<'a> {
    between: &'a Between<'a>,
    pieces: Pieces<'a>,
    onward: &'a [Option<Onward>],
    /// Per state, what follows from there.
    numbers: Vec<Option<Next>>,
    /// Ends by rank, street, offset, leg and where the street is entered.
    ends: HashMap<(u32, [u32; 4]), u32>,
    forest: WalkForest,
}

impl Planting<'_> {
    fn start(&mut self, found: Found, first: First) -> Option<WalkStart> {
        let way = match first {
            First::Inside => None,
            First::Direct(snap, rank, to) => Some(Way {
                snap,
                to_mm: to.offset_mm,
                next: self.end(rank, to, to.offset_mm),
            }),
            First::By(snap, terminal) => Some(Way {
                snap,
                to_mm: self.pieces.between(snap, terminal, true)?.to_mm,
                next: self.next(terminal.state)?,
            }),
        };
        Some(WalkStart { found, way })
    }

    fn end(&mut self, rank: u32, snap: Snap, from_mm: u32) -> Next {
        let Snap {
            street,
            offset_mm,
            leg_mm,
        } = snap;
        let ends = &mut self.forest.ends;
        let key = (rank, [street.0, offset_mm, leg_mm, from_mm]);
        let number = self.ends.entry(key).or_insert_with(|| {
            ends.push(WalkEnd {
                rank,
                snap,
                from_mm,
            });
            narrow(ends.len() - 1)
        });
        Next::End(*number)
    }

    /// What follows from a state, numbered with all that comes after it.
    fn next(&mut self, state: u32) -> Option<Next> {
        let states = self.between.walks.states();
        let mut path: Vec<(u32, Option<Step>)> = Vec::new();
        let mut at = state;
        let mut next = loop {
            if let Some(known) = self.numbers[at as usize] {
                break known;
            }
            match self.onward[at as usize]? {
                Onward::To(ahead, weight) => {
                    let (from, to) = (states.node_of(at), states.node_of(ahead));
                    path.push((at, self.pieces.street_between(from, to, weight)));
                    at = ahead;
                }
                Onward::Arrive(rank, snap, terminal) => {
                    let last = self.pieces.between(snap, terminal, false)?;
                    let end = self.end(rank, snap, last.from_mm);
                    self.numbers[at as usize] = Some(end);
                    break end;
                }
            }
        };
        // From the facility outwards; a change of phase at a node is no street.
        while let Some((at, step)) = path.pop() {
            if let Some(step) = step {
                self.forest.hops.push(Hop {
                    street: step.street,
                    is_backward: step.from_mm > step.to_mm,
                    next,
                });
                next = Next::Hop(narrow(self.forest.hops.len() - 1));
            }
            self.numbers[at as usize] = Some(next);
        }
        Some(next)
    }
}
