//! What a scenario says, before it is held against a city. Positions are WGS-84.

use crate::area::StudyArea;
use crate::geodesy::LonLat;
use crate::osm::{Access, ElementId};
use crate::place::CategorySet;

/// A scenario, named and dated.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// What it is called.
    pub name: String,
    /// Its date, as it says it.
    pub date: Option<String>,
    /// What it changes.
    pub lines: Vec<Line>,
}

/// One change, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Line of its file, or number of its feature, from 1.
    pub at: u64,
    /// What it says.
    pub says: Says,
}

/// A change, in the words of its author.
#[derive(Clone, Debug, PartialEq)]
pub enum Says {
    /// An outlet opens.
    Add(NewOutlet),
    /// An outlet closes.
    Close(OutletName),
    /// An outlet moves there.
    Move(OutletName, LonLat),
    /// An outlet serves as something else, or opens at other hours.
    Change(OutletName, OutletEdit),
    /// A gate or way is opened or shut.
    Access(AccessChange),
    /// A way that is not there yet.
    Link(NewLink),
    /// Others live there.
    People(PeopleOf, NewPeople),
}

impl Says {
    /// When its turn is among the lines of one scenario.
    pub(super) fn turn(&self) -> u8 {
        match self {
            Self::Close(_) => 0,
            Self::Move(..) => 1,
            Self::Change(..) => 2,
            Self::Add(_) => 3,
            Self::Access(_) => 4,
            Self::Link(_) => 5,
            Self::People(..) => 6,
        }
    }
}

/// An outlet that is not there yet.
#[derive(Clone, Debug, PartialEq)]
pub struct NewOutlet {
    /// Its id, which no other outlet has.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// What it serves as.
    pub categories: CategorySet,
    /// Its chain.
    pub brand: Option<String>,
    /// When it is open.
    pub hours: Option<String>,
    /// Where it is.
    pub at: LonLat,
}

/// How an outlet is named: by its id, or by its name, a place near it, or both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutletName {
    /// `node/123`, or the id of a row of a list.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Where it is, about.
    pub at: Option<LonLat>,
    /// How far from there at most, in mm.
    pub within_mm: u32,
}

/// What is told anew of an outlet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutletEdit {
    /// What it serves as.
    pub categories: Option<CategorySet>,
    /// When it is open.
    pub hours: Option<String>,
}

/// A gate or way, and who may pass from now on.
#[derive(Clone, Debug, PartialEq)]
pub struct AccessChange {
    /// Which.
    pub street: StreetName,
    /// Who may pass.
    pub access: Access,
}

/// How a gate or way is named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StreetName {
    /// By its number.
    Id(ElementId),
    /// The gate nearest to a place, at most so far from it in mm.
    GateNear(LonLat, u32),
    /// The way nearest to a place, at most so far from it in mm.
    WayNear(LonLat, u32),
}

/// A way that is not there yet. Its ends are joined to the nearest streets.
#[derive(Clone, Debug, PartialEq)]
pub struct NewLink {
    /// What it is.
    pub kind: LinkKind,
    /// Where it runs, two points at least.
    pub line: Vec<LonLat>,
    /// Whether it is a flight of steps.
    pub stairs: bool,
    /// Whether people in a wheelchair can take it.
    pub wheelchair: bool,
    /// How far its ends may be from the streets that they are joined to, in mm.
    pub within_mm: u32,
}

/// What a new way is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// A crossing on the level.
    Crossing,
    /// A bridge for walkers: no place is joined to it.
    Footbridge,
    /// A path.
    Path,
}

impl LinkKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Crossing, Self::Footbridge, Self::Path];

    /// The one of that word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The word for it in every file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Crossing => "crossing",
            Self::Footbridge => "footbridge",
            Self::Path => "path",
        }
    }
}

/// Whose number changes.
#[derive(Clone, Debug, PartialEq)]
pub enum PeopleOf {
    /// Those of a home, by its id.
    Home(String),
    /// Those of all homes of an area.
    Area(StudyArea),
}

/// How many there are from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewPeople {
    /// So many in all, in thousandths.
    Milli(u64),
    /// So many millionths of those who are there.
    Millionths(u64),
}
