//! People of a scenario: at which homes, and how many.

use std::collections::{BTreeMap, HashMap};

use super::fault::ScenarioFault;
use super::line::{NewPeople, PeopleOf};
use crate::near::near;
use crate::place::{MAX_PEOPLE_MILLI, Residences, share};

/// Homes offered in the place of one that is not there.
const MOST_NEAR: usize = 3;
const MILLION: u128 = 1_000_000;

/// How many live in homes where that changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleChanges {
    /// By home, in thousandths.
    by_home: BTreeMap<usize, u64>,
}

impl PeopleChanges {
    /// Whether all homes stay as they are.
    pub fn is_nothing(&self) -> bool {
        self.by_home.is_empty()
    }

    /// Puts the people into their homes; age groups keep their shares.
    ///
    /// # Complexity
    /// Linear in the changes, times the age groups.
    pub fn apply(&self, residences: &mut Residences) {
        for (&home, &milli) in &self.by_home {
            let before = std::mem::replace(&mut residences.people_milli[home], milli);
            for group in &mut residences.ages.milli {
                group[home] = scaled(group[home], milli, before);
            }
        }
    }
}

/// `part` of `before` as a part of `now`, rounded half up; nobody where there was nobody.
fn scaled(part: u64, now: u64, before: u64) -> u64 {
    if before == 0 {
        return 0;
    }
    times(part, u128::from(now), u128::from(before)).unwrap_or(now)
}

/// A number times a fraction, rounded half up, `None` where it has more than 64 bits.
fn times(number: u64, numerator: u128, denominator: u128) -> Option<u64> {
    let product = u128::from(number).checked_mul(numerator)?;
    u64::try_from((product + denominator / 2) / denominator).ok()
}

/// The people as the scenarios so far leave them.
pub(super) struct Draft<'a> {
    base: &'a Residences,
    by_home: BTreeMap<usize, u64>,
    /// Lines of this scenario by home.
    told: HashMap<usize, u64>,
    /// Positions of homes by id, made when one is asked for.
    positions: Option<HashMap<String, usize>>,
}

impl<'a> Draft<'a> {
    pub(super) fn of(base: &'a Residences) -> Self {
        Self {
            base,
            by_home: BTreeMap::new(),
            told: HashMap::new(),
            positions: None,
        }
    }

    /// A scenario begins.
    pub(super) fn begin(&mut self) {
        self.told.clear();
    }

    /// What all scenarios come to.
    pub(super) fn changes(self) -> PeopleChanges {
        let base = &self.base.people_milli;
        let by_home = self
            .by_home
            .into_iter()
            .filter(|&(home, milli)| base[home] != milli);
        PeopleChanges {
            by_home: by_home.collect(),
        }
    }

    pub(super) fn take(
        &mut self,
        at: u64,
        of: &PeopleOf,
        to: NewPeople,
    ) -> Result<(), ScenarioFault> {
        let homes = match of {
            PeopleOf::Home(id) => vec![self.find(id)?],
            PeopleOf::Area(area) => {
                let is_inside = |&home: &usize| area.holds(self.base.ways_in_of(home)[0].at);
                let homes: Vec<usize> = (0..self.base.count()).filter(is_inside).collect();
                if homes.is_empty() {
                    let area = area.name.clone();
                    return Err(ScenarioFault::NobodyThere { area });
                }
                homes
            }
        };
        for &home in &homes {
            if let Some(first) = self.told.insert(home, at) {
                let what = self.base.id[home].to_string();
                return Err(ScenarioFault::Twice { what, first });
            }
        }
        let now = |&home: &usize| {
            *self
                .by_home
                .get(&home)
                .unwrap_or(&self.base.people_milli[home])
        };
        let people: Vec<u64> = homes.iter().map(now).collect();
        let made: Vec<u64> = match to {
            NewPeople::Milli(total) => share(total, &people, |i| &self.base.id[homes[i]]),
            NewPeople::Millionths(factor) => {
                let each = |&people: &u64| times(people, u128::from(factor), MILLION);
                let made: Option<Vec<u64>> = people.iter().map(each).collect();
                made.ok_or(ScenarioFault::TooMany)?
            }
        };
        let sum: u128 = made.iter().map(|&milli| u128::from(milli)).sum();
        if sum > u128::from(MAX_PEOPLE_MILLI) {
            return Err(ScenarioFault::TooMany);
        }
        self.by_home.extend(homes.into_iter().zip(made));
        Ok(())
    }

    fn find(&mut self, id: &str) -> Result<usize, ScenarioFault> {
        let base = self.base;
        let positions = self.positions.get_or_insert_with(|| {
            let ids = base.id.iter().enumerate();
            ids.map(|(home, id)| (id.to_string(), home)).collect()
        });
        positions.get(id).copied().ok_or_else(|| {
            let mut known: Vec<&str> = positions.keys().map(String::as_str).collect();
            known.sort_unstable();
            let near = near(id, known, MOST_NEAR);
            ScenarioFault::NoHome {
                given: id.to_owned(),
                near: near.into_iter().map(str::to_owned).collect(),
            }
        })
    }
}
