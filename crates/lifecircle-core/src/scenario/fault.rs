//! Why a scenario does not fit a city.

use crate::coded;

/// A line that does not fit, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// Which scenario, by position.
    pub scenario: usize,
    /// Where its line stands.
    pub at: u64,
    /// Why.
    pub fault: ScenarioFault,
}

/// Why a line of a scenario does not fit a city.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ScenarioFault {
    /// An outlet that is not there, with those that were perhaps meant.
    #[error("no outlet {given}{}", meant(near))]
    NoOutlet {
        /// As it was named.
        given: String,
        /// Perhaps meant.
        near: Vec<String>,
    },
    /// A name that several outlets have.
    #[error("{given} are several outlets: {}; name one by its id, or by a place near it", found.join(", "))]
    SeveralOutlets {
        /// As it was named.
        given: String,
        /// Their ids.
        found: Vec<String>,
    },
    /// A new outlet by the id of another.
    #[error("id `{id}` is taken: every outlet has an id of its own")]
    TakenId {
        /// Which.
        id: String,
    },
    /// A new outlet that is there already, as duplicates are told.
    #[error(
        "`{name}` is there already: {id} has this name and a category of it, {distance_m} m away; change that one, or give \
         the new one a name of its own"
    )]
    SameOutlet {
        /// Its name.
        name: String,
        /// The id of the one that is there.
        id: String,
        /// How far that is.
        distance_m: u64,
    },
    /// A place far from every street.
    #[error(
        "no street within {within_m} m: is the place in the sea, or in another coordinate system?"
    )]
    OffStreet {
        /// How far was looked.
        within_m: u64,
    },
    /// Two lines that cannot both hold.
    #[error("{what} is in line {first} too: which of both is meant?")]
    Twice {
        /// What both are about.
        what: String,
        /// Where the other stands.
        first: u64,
    },
    /// An outlet that an earlier scenario closes.
    #[error("{id} is closed already, by the scenario `{by}`")]
    Closed {
        /// Which.
        id: String,
        /// The scenario.
        by: String,
    },
    /// A gate that is not there, with those that were perhaps meant.
    #[error("no gate {given} on a walkable way{}", meant(near))]
    NoGate {
        /// As it was named.
        given: String,
        /// Perhaps meant.
        near: Vec<String>,
    },
    /// A way that is not there, with those that were perhaps meant.
    #[error("no walkable way {given}{}", meant(near))]
    NoWay {
        /// As it was named.
        given: String,
        /// Perhaps meant.
        near: Vec<String>,
    },
    /// A gate or way that is open, or shut, as it is to be.
    #[error("{what} is so already")]
    AsItIs {
        /// Which.
        what: String,
    },
    /// A link both of whose ends are joined to one place.
    #[error("both ends of the link are joined to one point of one street")]
    NoLink,
    /// A home that is not there.
    #[error("no home `{given}`{}", meant(near))]
    NoHome {
        /// As it was named.
        given: String,
        /// Perhaps meant.
        near: Vec<String>,
    },
    /// An area without homes.
    #[error("no home is in {area}")]
    NobodyThere {
        /// Which.
        area: String,
    },
    /// More people than there are on earth.
    #[error("more people than there are")]
    TooMany,
}

/// What may have been meant, at the end of a message.
fn meant(near: &[String]) -> String {
    match near {
        [] => String::new(),
        near => format!("; near it are {}", near.join(", ")),
    }
}

/// A list of what may have been meant, as messages in other languages hold it.
fn listed(near: &[String]) -> String {
    if near.is_empty() {
        return "none".to_owned();
    }
    near.join(", ")
}

coded!(ScenarioFault {
    Self::NoOutlet { given, near } => "scenario-no-outlet" { given: given, near: listed(near) }
    Self::SeveralOutlets { given, found } => "scenario-several-outlets" {
        given: given, found: found.join(", "),
    }
    Self::TakenId { id } => "scenario-taken-id" { id: id }
    Self::SameOutlet { name, id, distance_m } => "scenario-same-outlet" {
        name: name, id: id, distance: distance_m.to_string(),
    }
    Self::OffStreet { within_m } => "scenario-off-street" { within: within_m.to_string() }
    Self::Twice { what, first } => "scenario-twice" { what: what, first: first.to_string() }
    Self::Closed { id, by } => "scenario-closed" { id: id, by: by }
    Self::NoGate { given, near } => "scenario-no-gate" { given: given, near: listed(near) }
    Self::NoWay { given, near } => "scenario-no-way" { given: given, near: listed(near) }
    Self::AsItIs { what } => "scenario-as-it-is" { what: what }
    Self::NoLink => "scenario-no-link" {}
    Self::NoHome { given, near } => "scenario-no-home" { given: given, near: listed(near) }
    Self::NobodyThere { area } => "scenario-nobody-there" { area: area }
    Self::TooMany => "scenario-too-many" {}
});
