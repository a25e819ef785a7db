//! What stands between homes and outlets that exist: gates, closed ways, streets that do not join, what has no bridge.
//!
//! ```text
//! StreetNetwork, Surroundings ── find ──▶ Found …        obstacles, each with the homes that may gain if it is opened
//!                                 rank ──▶ Ranking        the greatest true gains; a rerun with each opened is asked for
//!            … ── probable_links ─ doubts ─▶ Doubts       homes whose verdict one link would change that the map may lack
//! ```
//!
//! A gain is what a rerun of [`check`](crate::coverage::check()) counts with that gate open, or that link there
//! ([`Obstacle::changes`]). Before it, searches from both sides tell which homes can gain at all ([`Turn`]): nobody else
//! can, so that only the greatest are run. `docs/obstacles.md` says what is looked for and how it is judged.

mod doubt;
mod find;
mod grounds;
mod links;
mod pairs;
mod plazas;
mod rank;
mod through;
mod turns;
mod what;

use crate::audit::{Hindered, Walk};
use crate::geodesy::LonLat;
use crate::network::StreetNetwork;
use crate::osm::ElementId;
use crate::scenario::{OnSegment, StreetChanges};

pub use doubt::{Doubts, ProbableLink, doubts, links_to_pass, probable_links, with_links};
pub use find::{Found, ObstacleInput, find};
pub use rank::{Gains, Ranked, Ranking, gains, rank};
pub use turns::{Turn, TurnTo};
pub use what::Blocked;

/// A kind of obstacle, in the order in which equal ones stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObstacleKind {
    /// A private or closed gate, or another barrier on a way.
    Gate,
    /// Ways that are private or closed, with the gates on them.
    Passage,
    /// Streets cross without a common node.
    Crossing,
    /// A street ends beside another.
    DeadEnd,
    /// Streets hang on nothing, close to others.
    Island,
    /// Two streets run close to each other, and it is far from one to the other.
    Gap,
    /// A railway, water or motorway that has no crossing nearby.
    Across,
    /// A square that can only be walked around.
    Plaza,
}

impl ObstacleKind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Gate,
        Self::Passage,
        Self::Crossing,
        Self::DeadEnd,
        Self::Island,
        Self::Gap,
        Self::Across,
        Self::Plaza,
    ];

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Gate => "gate",
            Self::Passage => "passage",
            Self::Crossing => "crossing",
            Self::DeadEnd => "dead_end",
            Self::Island => "island",
            Self::Gap => "gap",
            Self::Across => "across",
            Self::Plaza => "plaza",
        }
    }

    /// The kind of a word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What an obstacle most likely is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// Nothing is known to be in the way: the map probably lacks something.
    Map,
    /// Somebody or something is in the way: work to plan.
    Barrier,
}

impl Nature {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Map, Self::Barrier];

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::Barrier => "barrier",
        }
    }
}

/// Something that stands between homes and outlets.
#[derive(Clone, Debug, PartialEq)]
pub struct Obstacle {
    /// Its kind.
    pub kind: ObstacleKind,
    /// What it most likely is.
    pub nature: Nature,
    /// What lies between its two sides.
    pub between: Option<Hindered>,
    /// Where it is.
    pub at: LonLat,
    /// The link that would open it.
    pub line: Option<[LonLat; 2]>,
    /// How far its sides are apart, in mm.
    pub gap_mm: u32,
    /// The walk from one side to the other through any gate, where it was measured.
    pub walk: Option<Walk>,
    /// The elements that it is about, the one to look at first.
    pub elements: Vec<ElementId>,
    /// What it is, in words.
    pub what: Blocked,
    /// What opens it.
    opening: Opening,
}

impl Obstacle {
    /// What opens it: its gates and ways open to all, or a level link to which no place is joined.
    pub fn changes(&self, network: &StreetNetwork) -> StreetChanges {
        self.opening.changes(network)
    }
}

/// What opens an obstacle.
#[derive(Clone, Debug, PartialEq)]
enum Opening {
    /// Gates, by node, and ways, by position.
    Ground { gates: Vec<u32>, ways: Vec<u32> },
    /// A link.
    Link([OnSegment; 2]),
}

impl Opening {
    /// What becomes of the streets of a network.
    fn changes(&self, network: &StreetNetwork) -> StreetChanges {
        match self {
            Self::Ground { gates, ways } => {
                StreetChanges::opening(gates.iter().copied(), ways.iter().copied())
            }
            Self::Link(points) => StreetChanges::linking(network, [*points]),
        }
    }
}
