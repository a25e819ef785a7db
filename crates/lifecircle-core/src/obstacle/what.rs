//! What an obstacle is, as messages: codes and fields, and their English.

use crate::audit::Walk;
use crate::coded;
use crate::osm::Access;

/// What is in the way.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Blocked {
    /// A gate that not everybody may pass.
    #[error("{gate} lets nobody pass but those who live there")]
    PrivateGate {
        /// Its element.
        gate: String,
    },
    /// A gate or another barrier that nobody may pass.
    #[error("{gate} lets nobody pass")]
    ClosedGate {
        /// Its element.
        gate: String,
    },
    /// Ways that not everybody may walk through.
    #[error("{street} is private: nobody walks through{}", further(*.ways))]
    PrivateWays {
        /// The longest of them.
        street: String,
        /// How many further ways hang together with it.
        ways: u64,
    },
    /// Ways that nobody may walk.
    #[error("{street} is closed to walkers{}", further(*.ways))]
    ClosedWays {
        /// The longest of them.
        street: String,
        /// How many further ways hang together with it.
        ways: u64,
    },
    /// Streets cross without joining.
    #[error("{one} and {other} cross without joining; from one to the other it is {walk}")]
    Crossing {
        /// A street.
        one: String,
        /// The other.
        other: String,
        /// The walk between the two.
        walk: Walk,
    },
    /// A street ends beside another.
    #[error("{street} ends {gap} m from {other}; from one to the other it is {walk}")]
    DeadEnd {
        /// The street that ends.
        street: String,
        /// The one beside it.
        other: String,
        /// How far they are apart, in metres.
        gap: String,
        /// The walk between the two.
        walk: Walk,
    },
    /// Streets hang on nothing.
    #[error("{street} hangs on nothing, {gap} m from {other}")]
    Island {
        /// One of the streets.
        street: String,
        /// A street of the network close to it.
        other: String,
        /// How far they are apart, in metres.
        gap: String,
    },
    /// Streets close to each other, far apart for walkers.
    #[error("{one} and {other} are {gap} m apart; from one to the other it is {walk}")]
    Gap {
        /// A street.
        one: String,
        /// The other.
        other: String,
        /// How far they are apart, in metres.
        gap: String,
        /// The walk between the two.
        walk: Walk,
    },
    /// A square that is walked around.
    #[error("{square} is {gap} m across and can only be walked around: {walk}")]
    Plaza {
        /// The square.
        square: String,
        /// How far it is across, in metres.
        gap: String,
        /// The walk around.
        walk: Walk,
    },
}

/// How many ways hang together with the one that is named.
fn further(ways: u64) -> String {
    match ways {
        0 => String::new(),
        ways => format!("; further ways of its kind hang on it: {ways}"),
    }
}

coded!(Blocked {
    Self::PrivateGate { gate } => "obstacle-private-gate" { gate: gate }
    Self::ClosedGate { gate } => "obstacle-closed-gate" { gate: gate }
    Self::PrivateWays { street, ways } => "obstacle-private-ways" { street: street, ways: ways }
    Self::ClosedWays { street, ways } => "obstacle-closed-ways" { street: street, ways: ways }
    Self::Crossing { one, other, walk } => "obstacle-crossing" { one: one, other: other, walk: walk.message() }
    Self::DeadEnd { street, other, gap, walk } => "obstacle-dead-end" {
        street: street, other: other, gap: gap, walk: walk.message()
    }
    Self::Island { street, other, gap } => "obstacle-island" { street: street, other: other, gap: gap }
    Self::Gap { one, other, gap, walk } => "obstacle-gap" {
        one: one, other: other, gap: gap, walk: walk.message()
    }
    Self::Plaza { square, gap, walk } => "obstacle-plaza" { square: square, gap: gap, walk: walk.message() }
});

impl Blocked {
    /// Of ways that hang together: the longest, how many others, and whether nobody may walk any of them.
    pub(super) fn ways(street: String, others: u64, access: Access) -> Self {
        let ways = others;
        if access == Access::Closed {
            Self::ClosedWays { street, ways }
        } else {
            Self::PrivateWays { street, ways }
        }
    }
}
