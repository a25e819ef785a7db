//! Where homes come from, and what they are.

use super::OwnResidence;

/// Where homes come from.
#[derive(Clone, Debug)]
pub enum ResidenceChoice {
    /// Buildings of the extract, or sampled points where there are too few.
    Mapped {
        /// Which of them are homes.
        which: HomesChoice,
        /// Whether the points keep off steps, for walkers who climb none.
        no_stairs: bool,
    },
    /// The user's own list.
    Own(Vec<OwnResidence>),
}

/// Which buildings of an extract are homes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HomesChoice {
    /// Those whose type says so, and `building=yes` inside residential land (walking model §4.7).
    #[default]
    Typed,
    /// Also `building=yes` elsewhere that is of no other use, no smaller than a dwelling and on no land of another use.
    All,
    /// All where the typed ones hold less than two thirds of the floor area of all, or are too few to go without
    /// sampled points; else the typed ones.
    Auto,
}

impl HomesChoice {
    /// All of them.
    pub const EVERY: [Self; 3] = [Self::Typed, Self::All, Self::Auto];

    /// The word for it: `typed`, `all`, `auto`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::All => "all",
            Self::Auto => "auto",
        }
    }

    /// The choice of that word.
    pub fn named(word: &str) -> Option<Self> {
        Self::EVERY.into_iter().find(|choice| choice.word() == word)
    }
}

/// What the homes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HomeKind {
    /// Dwellings mapped in OpenStreetMap.
    #[default]
    Buildings,
    /// These, and buildings of no known use outside residential land ([`HomesChoice::All`]).
    AllBuildings,
    /// Points sampled along streets inside residential landuse.
    Points,
    /// Points sampled along residential and living streets.
    StreetPoints,
    /// The user's own list.
    Own,
}

impl HomeKind {
    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Buildings => "buildings",
            Self::AllBuildings => "all_buildings",
            Self::Points | Self::StreetPoints => "points",
            Self::Own => "own",
        }
    }

    /// Whether points along streets stand in for homes: nobody is known to live there, and a point is no person.
    pub fn is_sampled(self) -> bool {
        matches!(self, Self::Points | Self::StreetPoints)
    }
}
