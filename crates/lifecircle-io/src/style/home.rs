//! How people at home and the ground below them look on a map.

use lifecircle_core::coverage::Coverage;
use lifecircle_core::gap::{GapClass, Scope};
use lifecircle_core::obstacle::Doubts;
use lifecircle_core::osm::GroundKind;
use lifecircle_texts::{Lang, text};

use super::{Colour, gap_street, gap_street_text};

/// What is known of the walk of people at home; in the order in which a map draws them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HomeClass {
    /// Within the limit.
    Within,
    /// Within or beyond it, as one takes the data.
    Doubtful,
    /// It cannot be told.
    Unknown,
    /// Beyond it, up to 1.5 times.
    UpTo150,
    /// Up to twice.
    UpTo200,
    /// Up to three times.
    UpTo300,
    /// Beyond that.
    Beyond300,
    /// Nothing within the hour.
    None,
}

impl HomeClass {
    /// All of them in order.
    pub const ALL: [Self; 8] = [
        Self::Within,
        Self::Doubtful,
        Self::Unknown,
        Self::UpTo150,
        Self::UpTo200,
        Self::UpTo300,
        Self::Beyond300,
        Self::None,
    ];

    /// The class of a home that is beyond a limit, or not known to be within; `None`: it is within.
    pub fn of(gap: Option<GapClass>) -> Self {
        match gap {
            None => Self::Within,
            Some(GapClass::Unknown) => Self::Unknown,
            Some(GapClass::UpTo150) => Self::UpTo150,
            Some(GapClass::UpTo200) => Self::UpTo200,
            Some(GapClass::UpTo300) => Self::UpTo300,
            Some(GapClass::Beyond300) => Self::Beyond300,
            Some(GapClass::None) => Self::None,
        }
    }

    /// The class that a home is drawn in: where its verdict hangs on one link that the map probably lacks it is doubtful.
    pub fn drawn(scope: Scope, coverage: &Coverage, doubts: Option<&Doubts>, home: usize) -> Self {
        if doubts.is_some_and(|doubts| doubts.of(scope, home).is_some()) {
            return Self::Doubtful;
        }
        Self::of(scope.class(coverage, home))
    }

    /// The number of the class of streets that looks alike, 0 for those that are not beyond.
    fn number(self) -> u8 {
        match self {
            Self::Within | Self::Doubtful | Self::Unknown => 0,
            Self::UpTo150 => 1,
            Self::UpTo200 => 2,
            Self::UpTo300 => 3,
            Self::Beyond300 => 4,
            Self::None => 5,
        }
    }
}

/// What a class of homes is filled with.
pub fn home(class: HomeClass) -> Colour {
    match class {
        HomeClass::Within => Colour(0xd4, 0xe1, 0xee),
        HomeClass::Doubtful => Colour(0xe1, 0xcf, 0x97),
        HomeClass::Unknown => Colour(0xf4, 0xf4, 0xf4),
        beyond => gap_street(beyond.number()),
    }
}

/// The rim of a class of homes.
pub fn home_rim(class: HomeClass) -> Colour {
    match class {
        HomeClass::Within => Colour(0x9f, 0xb4, 0xc8),
        HomeClass::Doubtful => Colour(0x8a, 0x5a, 0x00),
        HomeClass::Unknown => Colour(0x55, 0x55, 0x55),
        _ => Colour::WHITE,
    }
}

/// The rim of a class of homes where dots are small: of those whose rim is white their own colour.
pub fn dot_rim(class: HomeClass) -> Colour {
    match home_rim(class) {
        Colour::WHITE => home(class),
        rim => rim,
    }
}

/// What tells a class of homes from the others beside its colour, where colours are not printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HomeMark {
    /// Nothing: the colours of these classes are told apart by how dark they are.
    Plain,
    /// Lines of a colour, rising to the right.
    Hatched(Colour),
    /// One half is filled with a colour: within the limit by one reading of the data, beyond it by another.
    Halved(Colour),
}

/// The mark of a class of homes.
pub fn home_mark(class: HomeClass) -> HomeMark {
    match class {
        HomeClass::Unknown => HomeMark::Hatched(home_rim(class)),
        HomeClass::Doubtful => HomeMark::Halved(home_rim(class)),
        _ => HomeMark::Plain,
    }
}

/// A class of homes in a legend.
pub fn home_text(class: HomeClass, lang: Lang) -> String {
    match class {
        HomeClass::Within => text!(lang, "drawn-within"),
        HomeClass::Doubtful => text!(lang, "drawn-doubtful"),
        other => gap_street_text(other.number(), lang),
    }
}

/// The rim of areas where people lack something.
pub const AREA_RIM: Colour = Colour(0x5b, 0x2a, 0x86);
/// What these areas are filled with.
pub const AREA_FILL: Colour = Colour(0xe4, 0xd9, 0xef);

/// The border of the study area.
pub const BORDER: Colour = Colour(0x3c, 0x40, 0x47);

/// The rim of buildings.
pub const BUILDING_RIM: Colour = Colour(0xc9, 0xc4, 0xbc);

/// The colour of what lies on the ground, quiet enough for people to stand out on it.
pub fn ground(kind: GroundKind) -> Colour {
    match kind {
        GroundKind::Farmland => Colour(0xf3, 0xf2, 0xe4),
        GroundKind::BuiltUp => Colour(0xed, 0xec, 0xea),
        GroundKind::Wood => Colour(0xd9, 0xe6, 0xcf),
        GroundKind::Sand => Colour(0xf5, 0xec, 0xcf),
        GroundKind::Park => Colour(0xcb, 0xe3, 0xba),
        GroundKind::Water => Colour(0xbc, 0xd9, 0xea),
        GroundKind::Stream | GroundKind::River => Colour(0x9c, 0xc4, 0xdd),
        GroundKind::Coastline => Colour(0x86, 0xb2, 0xcf),
        GroundKind::Building => Colour(0xdf, 0xdb, 0xd5),
        GroundKind::Railway => Colour(0x8f, 0x93, 0x99),
    }
}

/// What lies on the ground, in a legend; `None` for what a reader knows at once or that another stands for.
pub fn ground_text(kind: GroundKind, lang: Lang) -> Option<String> {
    let key = match kind {
        GroundKind::Farmland => "drawn-ground-farmland",
        GroundKind::BuiltUp => "drawn-ground-built",
        GroundKind::Wood => "drawn-ground-wood",
        GroundKind::Sand => "drawn-ground-sand",
        GroundKind::Park => "drawn-ground-park",
        GroundKind::Water => "drawn-ground-water",
        GroundKind::Railway => "drawn-ground-railway",
        GroundKind::Stream | GroundKind::River | GroundKind::Coastline | GroundKind::Building => {
            return None;
        }
    };
    Some(text!(lang, key))
}
