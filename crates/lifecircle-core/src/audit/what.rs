//! What was found, as messages: codes and fields, and their English.

use crate::coded;
use crate::evidence::Direction;
use crate::osm::Hindrance;

/// What is wrong, or looks so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// An area has fewer homes along its streets than areas of its level have.
    #[error(
        "{area} ({level}): homes along {km} km of residential streets: {homes}, where {expected} would be as in half of the areas"
    )]
    FewHomes {
        /// The level.
        level: String,
        /// Name of the area.
        area: String,
        /// Homes.
        homes: u64,
        /// Length of residential streets in km.
        km: String,
        /// Homes at the median density of the level.
        expected: u64,
    },
    /// An area has fewer people in its homes than areas of its level have.
    #[error(
        "{area} ({level}): people in {homes} homes: {people}, where {expected} would be as in half of the areas"
    )]
    FewPeople {
        /// The level.
        level: String,
        /// Name of the area.
        area: String,
        /// Homes.
        homes: u64,
        /// People.
        people: u64,
        /// People at the median of the level.
        expected: u64,
    },
    /// Homes far from their street.
    #[error("homes far from the nearest street, up to {metres} m: {homes}")]
    FarHomes {
        /// How many.
        homes: u64,
        /// The longest leg in metres.
        metres: u32,
    },
    /// Homes without a street in reach.
    #[error("homes without a street within {metres} m: {homes}")]
    UnreachedHomes {
        /// How many.
        homes: u64,
        /// How far a street may be.
        metres: u32,
    },
    /// A facility far from its street.
    #[error("{outlet} is {metres} m from the nearest street")]
    FarOutlet {
        /// Its name.
        outlet: String,
        /// Its leg in metres.
        metres: u32,
    },
    /// A facility without a street in reach.
    #[error("{outlet} has no street within {metres} m")]
    UnreachedOutlet {
        /// Its name.
        outlet: String,
        /// How far a street may be.
        metres: u32,
    },
    /// Homes joined to a street through something that nobody walks through.
    #[error("homes joined to {street} through {hindrance} ({element}): {homes}")]
    CutHomes {
        /// How many.
        homes: u64,
        /// What is in the way.
        hindrance: Hindrance,
        /// Its element.
        element: String,
        /// The street.
        street: String,
    },
    /// A facility joined to a street through something that nobody walks through.
    #[error("{outlet} is joined to {street} through {hindrance} ({element})")]
    CutOutlet {
        /// Its name.
        outlet: String,
        /// What is in the way.
        hindrance: Hindrance,
        /// Its element.
        element: String,
        /// The street.
        street: String,
    },
    /// Streets that cross without joining.
    #[error("{one} and {other} cross without joining; from one to the other it is {walk}")]
    Crossing {
        /// A street.
        one: String,
        /// The other.
        other: String,
        /// The walk between the two sides.
        walk: Walk,
    },
    /// A street that ends beside another.
    #[error(
        "{street} ends {gap} m from {other} and does not join it; from one to the other it is {walk}"
    )]
    LooseEnd {
        /// The street that ends.
        street: String,
        /// The one beside it.
        other: String,
        /// How far they are apart, in metres.
        gap: String,
        /// The walk between the two.
        walk: Walk,
    },
    /// Streets that hang on nothing.
    #[error("{metres} m of streets around {street} hang on nothing, {gap} m from {other}")]
    Island {
        /// One of the streets.
        street: String,
        /// A street of the network close to it.
        other: String,
        /// Their length in metres.
        metres: u64,
        /// How far they are apart, in metres.
        gap: String,
    },
    /// Two facilities that may be one.
    #[error("{one} and {other}, {metres} m apart, may be one")]
    Duplicate {
        /// Name and id of one.
        one: String,
        /// Of the other.
        other: String,
        /// How far they are apart, in metres.
        metres: u32,
    },
    /// A category of which there are few outlets.
    #[error("{en}: {outlets} in the data, where one for {plausible} people is plausible")]
    Rare {
        /// Its English name.
        en: String,
        /// Its Chinese name.
        zh: String,
        /// Outlets.
        outlets: u64,
        /// People for each that would be plausible.
        plausible: u64,
    },
    /// A list of which all places lie shifted.
    #[error("all places of {list} lie {metres} m {direction} of where they should be")]
    Shifted {
        /// Its name.
        list: String,
        /// How far.
        metres: u32,
        /// In which direction.
        direction: Direction,
    },
}

coded!(What {
    Self::FewHomes { level, area, homes, km, expected } => "audit-few-homes" {
        level: level, area: area, homes: homes, km: km, expected: expected
    }
    Self::FewPeople { level, area, homes, people, expected } => "audit-few-people" {
        level: level, area: area, homes: homes, people: people, expected: expected
    }
    Self::FarHomes { homes, metres } => "audit-far-homes" { homes: homes, metres: metres }
    Self::UnreachedHomes { homes, metres } => "audit-unreached-homes" { homes: homes, metres: metres }
    Self::FarOutlet { outlet, metres } => "audit-far-outlet" { outlet: outlet, metres: metres }
    Self::UnreachedOutlet { outlet, metres } => "audit-unreached-outlet" { outlet: outlet, metres: metres }
    Self::CutHomes { homes, hindrance, element, street } => "audit-cut-homes" {
        homes: homes, hindrance: hindrance.message(), element: element, street: street
    }
    Self::CutOutlet { outlet, hindrance, element, street } => "audit-cut-outlet" {
        outlet: outlet, hindrance: hindrance.message(), element: element, street: street
    }
    Self::Crossing { one, other, walk } => "audit-crossing" { one: one, other: other, walk: walk.message() }
    Self::LooseEnd { street, other, gap, walk } => "audit-loose-end" {
        street: street, other: other, gap: gap, walk: walk.message()
    }
    Self::Island { street, other, metres, gap } => "audit-island" {
        street: street, other: other, metres: *metres, gap: gap
    }
    Self::Duplicate { one, other, metres } => "audit-duplicate" { one: one, other: other, metres: metres }
    Self::Rare { en, zh, outlets, plausible } => "audit-rare" {
        en: en, zh: zh, outlets: outlets, plausible: plausible
    }
    Self::Shifted { list, metres, direction } => "audit-shifted" {
        list: list, metres: metres, direction: direction.message()
    }
});

/// The walk between two sides of what does not join.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Walk {
    /// So many metres.
    #[error("{0} m today")]
    Metres(u32),
    /// More than so many metres, or there is none.
    #[error("more than {0} m today, if there is a way at all")]
    Beyond(u32),
}

coded!(Walk {
    Self::Metres(metres) => "audit-walk" { metres: metres }
    Self::Beyond(metres) => "audit-walk-beyond" { metres: metres }
});

impl std::fmt::Display for Hindrance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Water => "water",
            Self::Railway => "a railway",
            Self::Motorway => "a motorway",
            Self::Wall => "a wall or fence",
            Self::Building => "a building",
        })
    }
}

coded!(Hindrance {
    Self::Water => "hindrance-water" {}
    Self::Railway => "hindrance-railway" {}
    Self::Motorway => "hindrance-motorway" {}
    Self::Wall => "hindrance-wall" {}
    Self::Building => "hindrance-building" {}
});

/// Why something was not looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotLooked {
    /// The city is not divided.
    #[error("the city is not divided into areas")]
    NotDivided,
    /// No level has enough areas to compare.
    #[error("no level has {0} areas with homes and streets to compare")]
    FewAreas(u32),
    /// Points stand in for homes.
    #[error("points along streets stand in for homes")]
    SampledPoints,
    /// What lies around the streets was not read.
    #[error("a network made before does not hold what lies around its streets")]
    NoSurroundings,
    /// A list is complete by assertion.
    #[error("the list stands in the place of what the extract has")]
    ListReplaces,
}

coded!(NotLooked {
    Self::NotDivided => "audit-not-divided" {}
    Self::FewAreas(areas) => "audit-few-areas" { areas: areas }
    Self::SampledPoints => "audit-sampled-points" {}
    Self::NoSurroundings => "audit-no-surroundings" {}
    Self::ListReplaces => "audit-list-replaces" {}
});
