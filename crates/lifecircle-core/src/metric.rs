//! What walking costs: profiles, speeds, gates, and the weight of every piece of street (walking model §3, 4.4).

use crate::build::BuildOptions;
use smallvec::SmallVec;

use crate::graph::{Phases, StateGraph, StreetWeight, WalkGraph};
use crate::id::StreetId;
use crate::observer::{Cancelled, Observer};
use crate::osm::{Access, Oneway};
use crate::snap::Snap;
use crate::streets::Streets;
use crate::units::{MAX_WEIGHT, Speed, walk_ms, walked_mm};

/// Who walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub name: &'static str,
    /// Speed on the level.
    pub speed: Speed,
    /// Time on stairs in per cent of level time, `None` where stairs are closed.
    pub stairs_pct: Option<u32>,
    /// Whether `wheelchair=no` is closed.
    pub step_free: bool,
}

/// The profiles, the default first; sources in walking model §3.
const PROFILES: [Profile; 5] = [
    Profile::new("adult", Speed::of_mm_per_h(4_320_000), Some(200), false),
    Profile::new("elderly", Speed::of_mm_per_h(3_240_000), Some(300), false),
    Profile::new("child", Speed::of_mm_per_h(3_600_000), Some(200), false),
    Profile::new("stroller", Speed::of_mm_per_h(3_600_000), None, false),
    Profile::new("wheelchair", Speed::of_mm_per_h(3_240_000), None, true),
];

impl Default for Profile {
    /// An adult.
    fn default() -> Self {
        PROFILES[0]
    }
}

impl Profile {
    const fn new(
        name: &'static str,
        speed: Speed,
        stairs_pct: Option<u32>,
        step_free: bool,
    ) -> Self {
        Self {
            name,
            speed,
            stairs_pct,
            step_free,
        }
    }

    /// The names of all profiles, the default first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        PROFILES.iter().map(|p| p.name)
    }

    /// The profile of that name.
    pub fn named(name: &str) -> Option<Self> {
        PROFILES.into_iter().find(|p| p.name == name)
    }
}

/// What compounds and gates do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Gates {
    /// As tagged: in and out of private ground, never through.
    #[default]
    Tagged,
    /// Private ways and passages are open and nothing is enclosed; what is closed stays closed.
    Open,
    /// Nobody enters private ground that is not their own.
    Closed,
}

impl Gates {
    /// All of them, the default first.
    pub const ALL: [Self; 3] = [Self::Tagged, Self::Open, Self::Closed];

    /// The one of that word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gates| gates.word() == word)
    }

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tagged => "tagged",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

/// What is minimised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Milliseconds.
    Time,
    /// Millimetres; milliseconds are carried along.
    Length,
}

/// How people walk, whatever the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walking {
    /// Who walks.
    pub profile: Profile,
    /// Their speed on the level (the profile's own, or the user's).
    pub speed: Speed,
    /// What compounds and gates do.
    pub gates: Gates,
    /// Milliseconds lost at each crossing and signal.
    pub crossing_delay_ms: u32,
}

impl Walking {
    /// The build options that these walkers' streets need.
    pub fn build_options(&self, no_trunk: bool) -> BuildOptions {
        BuildOptions {
            step_free: self.profile.step_free,
            no_trunk,
            crossings: self.crossing_delay_ms > 0,
        }
    }
}

/// Weights over one topology, in one unit. A weight is a pair: the unit minimised, and the second one.
#[derive(Clone, Copy, Debug)]
pub struct Metric<'a> {
    streets: &'a Streets,
    walking: Walking,
    unit: Unit,
}

/// The ways from a place to the ends of its street, or back: at most two.
pub type Terminals = SmallVec<[Terminal; 2]>;

/// A way onto or off a street end: a state, and what it costs to get there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// The state.
    pub state: u32,
    /// What it costs, in the unit that is minimised.
    pub weight: u32,
    /// The same in the second unit.
    pub second: u32,
}

fn add(a: (u32, u32), b: (u32, u32)) -> (u32, u32) {
    (a.0 + b.0, a.1 + b.1)
}

/// How the weight grows along one street, counted from its tail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Along {
    /// Milliseconds: per cent of level time, and the speed on the level.
    Time(u32, Speed),
    /// Millimetres.
    Length,
}

impl Along {
    /// The weight from the tail to `mm`: what `street_time` takes differences of.
    pub(crate) fn at(self, mm: u32) -> u32 {
        match self {
            Self::Time(factor_pct, speed) => walk_ms(mm, factor_pct, speed),
            Self::Length => mm,
        }
    }

    /// The farthest offset whose weight is at most `weight`.
    pub(crate) fn last_within(self, weight: u32) -> u32 {
        match self {
            Self::Time(factor_pct, speed) => walked_mm(weight, factor_pct, speed),
            Self::Length => weight.min(MAX_WEIGHT),
        }
    }

    /// The first offset whose weight is at least `weight`.
    pub(crate) fn first_from(self, weight: u32) -> u32 {
        weight.checked_sub(1).map_or(0, |w| self.last_within(w) + 1)
    }
}

impl<'a> Metric<'a> {
    /// The weights of `streets` for these walkers.
    pub fn new(streets: &'a Streets, walking: Walking, unit: Unit) -> Self {
        Self {
            streets,
            walking,
            unit,
        }
    }

    /// The unit that is minimised.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// Time on this street in per cent of level time, `None` where it is closed.
    fn factor_pct(&self, street: StreetId) -> Option<u32> {
        if self.streets.is_closed(street) {
            None
        } else if self.streets.stairs[street.index()] {
            self.walking.profile.stairs_pct
        } else {
            Some(100)
        }
    }

    /// Whether the street is private ground.
    pub fn is_private(&self, street: StreetId) -> bool {
        let s = street.index();
        self.walking.gates != Gates::Open
            && (self.streets.access[s] == Access::Private || self.streets.enclosed[s])
    }

    fn pair(&self, mm: u32, ms: u32) -> (u32, u32) {
        match self.unit {
            Unit::Time => (ms, 0),
            Unit::Length => (mm, ms),
        }
    }

    /// The cost of a leg: straight, on the level.
    pub fn leg(&self, mm: u32) -> (u32, u32) {
        self.pair(mm, walk_ms(mm, 100, self.walking.speed))
    }

    /// From one offset to another along a street, `None` against a one-way or where it is closed.
    ///
    /// The one function for partial times: times are differences of the rounded time from the
    /// tail, so that `t(u, p) + t(p, v) = t(u, v)` exactly, in either direction.
    pub fn street_time(&self, street: StreetId, from_mm: u32, to_mm: u32) -> Option<(u32, u32)> {
        let factor = self.factor_pct(street)?;
        let against = match self.streets.oneway[street.index()] {
            Oneway::Both => false,
            Oneway::Forward => to_mm < from_mm,
            Oneway::Backward => to_mm > from_mm,
        };
        let ms = |mm| walk_ms(mm, factor, self.walking.speed);
        (!against).then(|| self.pair(from_mm.abs_diff(to_mm), ms(from_mm).abs_diff(ms(to_mm))))
    }

    /// How weights grow along a street, `None` where it is closed.
    pub(crate) fn along(&self, street: StreetId) -> Option<Along> {
        let factor_pct = self.factor_pct(street)?;
        Some(match self.unit {
            Unit::Time => Along::Time(factor_pct, self.walking.speed),
            Unit::Length => Along::Length,
        })
    }

    /// What arriving at the tail and at the head of a street adds, in the unit that is minimised.
    pub(crate) fn waits(&self, street: StreetId) -> [u32; 2] {
        let s = street.index();
        let ends = [self.streets.waits_at_tail[s], self.streets.waits_at_head[s]];
        ends.map(|waits| self.wait(waits).0)
    }

    /// What arriving at an end of the street adds: waiting at a crossing or signals.
    pub(crate) fn wait(&self, waits: bool) -> (u32, u32) {
        self.pair(
            0,
            if waits {
                self.walking.crossing_delay_ms
            } else {
                0
            },
        )
    }

    /// The weights of a whole street, as the state graph wants them.
    pub fn street_weight(&self, street: StreetId) -> StreetWeight {
        let s = street.index();
        let length = self.streets.length_mm[s];
        // A street of no length has no direction to tell from its offsets.
        let oneway = self.streets.oneway[s];
        let forward = self
            .street_time(street, 0, length)
            .filter(|_| oneway != Oneway::Backward);
        let backward = self
            .street_time(street, length, 0)
            .filter(|_| oneway != Oneway::Forward);
        StreetWeight {
            forward: forward.map(|t| add(t, self.wait(self.streets.waits_at_head[s]))),
            backward: backward.map(|t| add(t, self.wait(self.streets.waits_at_tail[s]))),
            private: self.is_private(street),
        }
    }

    /// The states of a graph under this metric.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn states(
        &self,
        graph: &WalkGraph,
        observer: &dyn Observer,
    ) -> Result<StateGraph, Cancelled> {
        let phases = match self.walking.gates {
            Gates::Closed => Phases::OutOnly,
            Gates::Tagged | Gates::Open => Phases::InAndOut,
        };
        StateGraph::new(graph, phases, |street| self.street_weight(street), observer)
    }

    /// How someone who starts at `snap` reaches the ends of its street, leg included; not at all where it is closed.
    pub fn starts(&self, states: &StateGraph, snap: Snap) -> Terminals {
        let s = snap.street.index();
        let (offset, length) = (snap.offset_mm, self.streets.length_mm[s]);
        let private = self.is_private(snap.street);
        let leg = self.leg(snap.leg_mm);
        let ends = [
            (self.streets.tail[s], 0, self.streets.waits_at_tail[s]),
            (self.streets.head[s], length, self.streets.waits_at_head[s]),
        ];
        let mut starts = Terminals::new();
        if self.streets.is_closed(snap.street) {
            return starts;
        }
        for (node, end_mm, waits) in ends {
            let walk = if offset == end_mm {
                Some((0, 0))
            } else if offset == 0 || offset == length {
                // Already at the other end node: its own arcs lead here.
                None
            } else {
                self.street_time(snap.street, offset, end_mm)
                    .map(|t| add(t, self.wait(waits)))
            };
            if let (Some(walk), Some(state)) = (walk, states.start(node, private)) {
                let (weight, second) = add(leg, walk);
                starts.push(Terminal {
                    state,
                    weight,
                    second,
                });
            }
        }
        starts
    }

    /// How someone who ends at `snap` comes from the ends of its street, leg included; not at all where it is closed.
    pub fn ends(&self, states: &StateGraph, snap: Snap) -> Terminals {
        let s = snap.street.index();
        let (offset, length) = (snap.offset_mm, self.streets.length_mm[s]);
        let private = self.is_private(snap.street);
        let leg = self.leg(snap.leg_mm);
        let mut ends = Terminals::new();
        if self.streets.is_closed(snap.street) {
            return ends;
        }
        for (node, end_mm) in [(self.streets.tail[s], 0), (self.streets.head[s], length)] {
            let walk = if offset == end_mm {
                Some((0, 0))
            } else if offset == 0 || offset == length {
                None
            } else {
                self.street_time(snap.street, end_mm, offset)
            };
            if let (Some(walk), Some(state)) = (walk, states.end(node, private)) {
                let (weight, second) = add(leg, walk);
                ends.push(Terminal {
                    state,
                    weight,
                    second,
                });
            }
        }
        ends
    }

    /// Straight along one street from one place to another, legs included.
    pub(crate) fn direct(&self, from: Snap, to: Snap) -> Option<(u32, u32)> {
        let along = self.street_time(from.street, from.offset_mm, to.offset_mm)?;
        debug_assert_eq!(from.street, to.street);
        Some(add(add(self.leg(from.leg_mm), along), self.leg(to.leg_mm)))
    }

    /// How far a weight reaches on the level, in mm.
    pub(crate) fn level_mm(&self, weight: u32) -> u32 {
        match self.unit {
            Unit::Time => self.walking.speed.reach_mm(weight),
            Unit::Length => weight,
        }
    }

    /// How far `ms` milliseconds reach in the unit that is minimised.
    pub fn reach(&self, ms: u32) -> u32 {
        match self.unit {
            Unit::Time => ms.min(MAX_WEIGHT),
            Unit::Length => self.walking.speed.reach_mm(ms),
        }
    }
}
