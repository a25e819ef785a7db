//! Outlets as the lines of scenarios leave them: which one a line means, and what it does to it.

use std::collections::{BTreeMap, HashMap};

use super::super::fault::ScenarioFault;
use super::super::line::{Line, NewOutlet, OutletEdit, OutletName, Says};
use super::{Edit, OutletChanges};
use crate::geodesy::{LonLat, leg_mm};
use crate::near::near;
use crate::place::{CategorySet, Facilities, Facility, SAME_NAME_MM, WayIn, normalise};
use crate::units::narrow;

/// Outlets offered in the place of one that is not there.
const MOST_NEAR: usize = 3;
/// How far around a place outlets are offered, in mm.
const OFFERED_MM: u32 = 1_000_000;

/// An outlet that a line means.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Meant {
    /// By rank.
    Former(u32),
    /// By id.
    Added(String),
}

/// What an outlet is told to do by the lines of one scenario: at most one line each, and a close alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    Close,
    Move,
    Change,
    Open,
}

/// The outlets as the scenarios so far leave them.
pub(in crate::scenario) struct Draft<'a> {
    base: &'a Facilities,
    /// Which scenario closes an outlet.
    closed: BTreeMap<u32, String>,
    edited: BTreeMap<u32, Edit>,
    added: BTreeMap<String, NewOutlet>,
    closed_again: HashMap<String, String>,
    scenario: String,
    /// What the lines of this scenario have told each outlet to do, by id, and in which line.
    told: HashMap<String, Vec<(Does, u64)>>,
}

impl<'a> Draft<'a> {
    pub(in crate::scenario) fn of(base: &'a Facilities) -> Self {
        Self {
            base,
            closed: BTreeMap::new(),
            edited: BTreeMap::new(),
            added: BTreeMap::new(),
            closed_again: HashMap::new(),
            scenario: String::new(),
            told: HashMap::new(),
        }
    }

    /// A scenario begins.
    pub(in crate::scenario) fn begin(&mut self, name: &str) {
        name.clone_into(&mut self.scenario);
        self.told.clear();
    }

    /// What all scenarios come to.
    pub(in crate::scenario) fn changes(self) -> OutletChanges {
        let Self {
            base,
            closed,
            edited,
            added,
            ..
        } = self;
        let open = edited
            .into_iter()
            .filter(|(rank, _)| !closed.contains_key(rank));
        let left = open.filter_map(|(rank, edit)| {
            let edit = edit.against(&base.rows[rank as usize])?;
            Some((rank, edit))
        });
        OutletChanges {
            edited: left.collect(),
            closed: closed.into_keys().collect(),
            added,
        }
    }

    pub(in crate::scenario) fn take(&mut self, line: &Line) -> Result<(), ScenarioFault> {
        match &line.says {
            Says::Add(new) => self.add(new, line.at),
            Says::Close(name) => {
                match self.tell(name, Does::Close, line.at)? {
                    Meant::Former(rank) => {
                        self.closed.insert(rank, self.scenario.clone());
                    }
                    Meant::Added(id) => {
                        self.added.remove(&id);
                        self.closed_again.insert(id, self.scenario.clone());
                    }
                }
                Ok(())
            }
            Says::Move(name, to) => {
                match self.tell(name, Does::Move, line.at)? {
                    Meant::Former(rank) => self.edited.entry(rank).or_default().to = Some(*to),
                    Meant::Added(id) => self.change_added(&id, |new| new.at = *to),
                }
                Ok(())
            }
            Says::Change(name, edit) => {
                match self.tell(name, Does::Change, line.at)? {
                    Meant::Former(rank) => {
                        let own = self.edited.entry(rank).or_default();
                        own.categories = edit.categories.or(own.categories);
                        own.hours = edit.hours.clone().or(own.hours.take());
                    }
                    Meant::Added(id) => self.change_added(&id, |new| change(new, edit)),
                }
                Ok(())
            }
            Says::Access(_) | Says::Link(_) | Says::People(..) => Ok(()),
        }
    }

    fn change_added(&mut self, id: &str, f: impl FnOnce(&mut NewOutlet)) {
        if let Some(new) = self.added.get_mut(id) {
            f(new);
        }
    }

    fn add(&mut self, new: &NewOutlet, at: u64) -> Result<(), ScenarioFault> {
        if let Some(&(_, first)) = self.told.get(&new.id).and_then(|told| told.first()) {
            let what = new.id.clone();
            return Err(ScenarioFault::Twice { what, first });
        }
        let is_taken = self.rows().any(|row| row.id == new.id) || self.by_id(&new.id).is_some();
        if is_taken {
            let id = new.id.clone();
            return Err(ScenarioFault::TakenId { id });
        }
        if let Some(name) = &new.name {
            self.check_is_new(name, new)?;
        }
        self.told.insert(new.id.clone(), vec![(Does::Open, at)]);
        self.closed_again.remove(&new.id);
        self.added.insert(new.id.clone(), new.clone());
        Ok(())
    }

    /// A fault where the outlet would be a duplicate by the rule for lists: one name, a shared category, 50 m.
    fn check_is_new(&self, name: &str, new: &NewOutlet) -> Result<(), ScenarioFault> {
        let plain = normalise(name);
        let same = |row: &Seen| {
            let distance_mm = row.distance_mm(new.at);
            let is_named = || row.name.is_some_and(|other| normalise(other) == plain);
            // Names last: most outlets are far.
            let is_same = !plain.is_empty()
                && distance_mm <= SAME_NAME_MM
                && row.categories.meets(new.categories)
                && is_named();
            is_same.then(|| (distance_mm, row.id.to_owned()))
        };
        match self.rows().filter_map(|row| same(&row)).min() {
            None => Ok(()),
            Some((distance_mm, id)) => Err(ScenarioFault::SameOutlet {
                name: name.to_owned(),
                id,
                distance_m: u64::from(distance_mm / 1000),
            }),
        }
    }

    /// Finds the outlet of a name, and notes what a line tells it to do.
    fn tell(&mut self, name: &OutletName, does: Does, at: u64) -> Result<Meant, ScenarioFault> {
        // What a line of the same scenario closes is still there to be named.
        let meant = self.find(name)?;
        let id = match &meant {
            Meant::Former(rank) => self.base.rows[*rank as usize].id.clone(),
            Meant::Added(id) => id.clone(),
        };
        let told = self.told.entry(id.clone()).or_default();
        let conflicts = |other: Does| {
            does == Does::Close || other == Does::Close || other == does || other == Does::Open
        };
        if let Some(&(_, first)) = told.iter().find(|(other, _)| conflicts(*other)) {
            return Err(ScenarioFault::Twice { what: id, first });
        }
        told.push((does, at));
        let by = match &meant {
            Meant::Former(rank) => self.closed.get(rank),
            Meant::Added(id) => self.closed_again.get(id),
        };
        match by {
            Some(by) => Err(ScenarioFault::Closed { id, by: by.clone() }),
            None => Ok(meant),
        }
    }

    fn find(&self, name: &OutletName) -> Result<Meant, ScenarioFault> {
        if let Some(id) = &name.id {
            return self.by_id(id).ok_or_else(|| ScenarioFault::NoOutlet {
                given: format!("`{id}`"),
                near: self.like(id, true),
            });
        }
        let wanted = name.name.as_deref().map(normalise);
        let is_named = |row: &Seen| match &wanted {
            Some(wanted) => row.name.is_some_and(|name| normalise(name) == *wanted),
            None => true,
        };
        let far = |row: &Seen| name.at.map_or(0, |at| row.distance_mm(at));
        let limit_mm = name.at.map_or(u32::MAX, |_| name.within_mm);
        let mut found: Vec<(u32, Meant, String)> = self
            .rows()
            .filter(|row| is_named(row) && far(row) <= limit_mm)
            .map(|row| (far(&row), row.meant(), row.id.to_owned()))
            .collect();
        found.sort_by(|a, b| (a.0, &a.2).cmp(&(b.0, &b.2)));
        match found.as_slice() {
            [] => Err(ScenarioFault::NoOutlet {
                given: given(name),
                near: self.near(name),
            }),
            [_] => Ok(found.swap_remove(0).1),
            [first, second, ..] if first.0 < second.0 => Ok(found.swap_remove(0).1),
            [first, ..] => {
                let tied = found.iter().filter(|other| other.0 == first.0);
                Err(ScenarioFault::SeveralOutlets {
                    given: given(name),
                    found: tied.map(|other| other.2.clone()).collect(),
                })
            }
        }
    }

    /// The outlet of an id: its own, or that of a duplicate merged into it. One that is closed is found too.
    fn by_id(&self, id: &str) -> Option<Meant> {
        if self.added.contains_key(id) || self.closed_again.contains_key(id) {
            return Some(Meant::Added(id.to_owned()));
        }
        let has = |row: &Facility| row.id == id || row.merged.iter().any(|other| other == id);
        let found = self.base.rows.iter().position(has);
        found.map(|rank| Meant::Former(narrow(rank)))
    }

    /// The outlets that are open before this line.
    fn rows(&self) -> impl Iterator<Item = Seen<'_>> {
        let former = (0..).zip(&self.base.rows);
        let former = former.filter(|(rank, _)| {
            // Contradictions within one scenario are told by what is named twice.
            self.closed.get(rank).is_none_or(|by| *by == self.scenario)
        });
        let former = former.map(|(rank, row)| Seen {
            rank: Some(rank),
            id: &row.id,
            name: row.name.as_deref(),
            categories: row.categories,
            ways_in: &row.ways_in,
            at: self.edited.get(&rank).and_then(|edit| edit.to),
        });
        let added = self.added.values().map(|new| Seen {
            rank: None,
            id: &new.id,
            name: new.name.as_deref(),
            categories: new.categories,
            ways_in: &[],
            at: Some(new.at),
        });
        former.chain(added)
    }

    /// Outlets whose id or name is like a text.
    fn like(&self, text: &str, by_id: bool) -> Vec<String> {
        let rows: Vec<Seen> = self.rows().collect();
        let word = |row: &Seen| {
            if by_id {
                Some(row.id.to_owned())
            } else {
                row.name.map(str::to_owned)
            }
        };
        let words: Vec<String> = rows.iter().filter_map(word).collect();
        let found = near(text, words.iter().map(String::as_str), MOST_NEAR);
        let told = |like: &str| {
            let row = rows.iter().find(|row| word(row).as_deref() == Some(like));
            row.map(Seen::told)
        };
        found.into_iter().filter_map(told).collect()
    }

    /// Outlets that may be meant by a name or place.
    fn near(&self, name: &OutletName) -> Vec<String> {
        let mut found = name
            .name
            .as_deref()
            .map_or(Vec::new(), |name| self.like(name, false));
        if let Some(at) = name.at {
            let mut around: Vec<(u32, String)> = self
                .rows()
                .map(|row| (row.distance_mm(at), row.told()))
                .filter(|&(distance_mm, _)| distance_mm <= OFFERED_MM)
                .collect();
            around.sort();
            let told = around
                .into_iter()
                .map(|(mm, told)| format!("{told} ({} m)", mm / 1000));
            found.extend(told.take(MOST_NEAR));
        }
        found
    }
}

/// An outlet as lines see it.
struct Seen<'a> {
    rank: Option<u32>,
    id: &'a str,
    name: Option<&'a str>,
    categories: CategorySet,
    ways_in: &'a [WayIn],
    /// Where it stands in the place of its ways in.
    at: Option<LonLat>,
}

impl Seen<'_> {
    fn distance_mm(&self, from: LonLat) -> u32 {
        if let Some(at) = self.at {
            return leg_mm(from, at);
        }
        let ways_in = self.ways_in.iter().map(|way_in| leg_mm(from, way_in.at));
        ways_in.min().unwrap_or(u32::MAX)
    }

    fn meant(&self) -> Meant {
        match self.rank {
            Some(rank) => Meant::Former(rank),
            None => Meant::Added(self.id.to_owned()),
        }
    }

    fn told(&self) -> String {
        match self.name {
            Some(name) => format!("{} “{name}”", self.id),
            None => self.id.to_owned(),
        }
    }
}

fn change(new: &mut NewOutlet, edit: &OutletEdit) {
    new.categories = edit.categories.unwrap_or(new.categories);
    new.hours = edit.hours.clone().or(new.hours.take());
}

/// An outlet as it was named.
fn given(name: &OutletName) -> String {
    let mut told = name
        .name
        .as_ref()
        .map_or(String::new(), |name| format!("`{name}`"));
    if let Some(at) = name.at {
        let place = format!(
            "within {} m of {:.6},{:.6}",
            name.within_mm / 1000,
            at.lon,
            at.lat
        );
        told = if told.is_empty() {
            place
        } else {
            format!("{told} {place}")
        };
    }
    told
}
