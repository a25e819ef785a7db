//! What would be if: outlets added, closed, moved or changed, gates and ways opened or shut, links added, people changed.
//!
//! ```text
//! Scenario … ── Changes::of ──▶ Changes ─┬─ facilities ──▶ Facilities
//!   (held against a Base: a city)        ├─ network ─────▶ StreetNetwork, to be built and rejoined
//!                                        └─ people ──────▶ Residences
//! ```
//!
//! A scenario says what changes in words of a file; [`Changes`] are what that comes to for one city, whatever the order in
//! which it was said, and nothing where what one scenario changes another changes back. Applied, they give what the same
//! edits of the extract and of a list would give (docs/scenarios.md).

mod fault;
mod line;
mod links;
mod outlets;
mod people;
mod rejoin;
mod relaid;
mod streets;

use crate::network::StreetNetwork;
use crate::place::{Facilities, Residences};

pub use fault::{Misfit, ScenarioFault};
pub use line::{
    AccessChange, Line, LinkKind, NewLink, NewOutlet, NewPeople, OutletEdit, OutletName, PeopleOf,
    Says, Scenario, StreetName,
};
pub use links::OnSegment;
pub use outlets::{OutletChanges, Ranked};
pub use people::PeopleChanges;
pub use rejoin::{rejoined_facilities, rejoined_homes};
pub use relaid::{Laid, Relaid};
pub use streets::StreetChanges;

/// The city that scenarios are held against.
#[derive(Clone, Copy, Debug)]
pub struct Base<'a> {
    /// Its walkable ways.
    pub network: &'a StreetNetwork,
    /// Its outlets.
    pub facilities: &'a Facilities,
    /// Its homes.
    pub residences: &'a Residences,
}

/// What scenarios come to for one city.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Of outlets.
    pub outlets: OutletChanges,
    /// Of streets.
    pub streets: StreetChanges,
    /// Of people.
    pub people: PeopleChanges,
}

impl Changes {
    /// Holds scenarios against a city, each upon what the ones before it made.
    ///
    /// # Errors
    /// [`Misfit`]: which line of which scenario names what is not there, or contradicts another.
    ///
    /// # Complexity
    /// Linear in the outlets for each line that names one; linear in the segments for each that names a place on the
    /// streets.
    pub fn of(scenarios: &[&Scenario], base: Base) -> Result<Self, Misfit> {
        let mut outlets = outlets::Draft::of(base.facilities);
        let mut streets = streets::Draft::of(base.network);
        let mut people = people::Draft::of(base.residences);
        for (number, scenario) in scenarios.iter().enumerate() {
            outlets.begin(&scenario.name);
            streets.begin();
            people.begin();
            // Whatever the order in the file: what is there is named before anything is added to it.
            let mut lines: Vec<&Line> = scenario.lines.iter().collect();
            lines.sort_by_key(|line| line.says.turn());
            for line in lines {
                let taken = match &line.says {
                    Says::Add(_) | Says::Close(_) | Says::Move(..) | Says::Change(..) => {
                        outlets.take(line)
                    }
                    Says::Access(_) | Says::Link(_) => streets.take(line),
                    Says::People(of, to) => people.take(line.at, of, *to),
                };
                taken.map_err(|fault| Misfit {
                    scenario: number,
                    at: line.at,
                    fault,
                })?;
            }
        }
        Ok(Self {
            outlets: outlets.changes(),
            streets: streets.changes(),
            people: people.changes(),
        })
    }

    /// Whether the city stays as it is.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}
