//! What every gate and way lets through at one time, and in each hour of a week.

use std::collections::HashMap;

use super::clause::{Clause, parse};
use crate::hours::{
    Calendar, Clock, HOURS_OF_WEEK, Hours, MALFORMED_TOLD, Malformed, Opening, State, Week,
};
use crate::network::{Conditional, NetworkPart, StreetNetwork};
use crate::osm::{Access, ConditionalTags, ElementKind};
use crate::par;
use crate::units::narrow;

/// What was counted; elements that are not understood stay as they are without a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessReport {
    /// Gates of the network with hours or conditions that are understood.
    pub gates: u64,
    /// Ways of the network with conditions that are understood.
    pub ways: u64,
    /// Gates and ways with hours or conditions that are not.
    pub malformed: u64,
    /// The first of these, gates before ways, by number; at most [`MALFORMED_TOLD`].
    pub malformed_first: Vec<Malformed>,
}

/// A gate or way whose texts are understood; times are positions in [`AccessBook::times`].
#[derive(Clone, Debug)]
struct Element {
    part: NetworkPart,
    tags: ConditionalTags,
    /// Of `foot` and of `access`.
    clauses: [Vec<Clause<u32>>; 2],
    opening: Option<u32>,
    /// Who may pass whatever the time.
    always: Access,
}

/// The hours and conditions of all gates and ways of a network, each distinct text of times parsed once.
#[derive(Clone, Debug, Default)]
pub struct AccessBook {
    times: Vec<Hours>,
    elements: Vec<Element>,
    report: AccessReport,
}

/// Who may pass where at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessAt {
    /// Per element of the book.
    access: Vec<Access>,
    /// Elements of which it cannot be told: they are as they are without a time.
    pub unknown: u64,
}

/// Hours of a week in which the same may pass everywhere.
#[derive(Clone, Debug)]
pub struct AccessHours {
    /// The hours.
    pub hours: Week,
    /// What holds in them; of the elements of which it cannot be told, the most in one of these hours.
    pub access: AccessAt,
}

impl AccessBook {
    /// Reads the hours and conditions of a network.
    ///
    /// # Complexity
    /// Linear in their characters.
    pub fn new(network: &StreetNetwork) -> Self {
        let mut reader = Reader::default();
        let mut elements = Vec::new();
        let mut report = AccessReport::default();
        for row in &network.conditional {
            match reader.element(row, network) {
                Ok(element) => {
                    match element.part {
                        NetworkPart::Node(_) => report.gates += 1,
                        NetworkPart::Way(_) => report.ways += 1,
                    }
                    elements.push(element);
                }
                Err(text) => report.note(row, text),
            }
        }
        Self {
            times: reader.times,
            elements,
            report,
        }
    }

    /// What was counted.
    pub fn report(&self) -> &AccessReport {
        &self.report
    }

    /// Who may pass at one time.
    ///
    /// # Complexity
    /// Linear in the elements, and in the rules of distinct texts.
    pub fn at(&self, clock: &Clock, calendar: &Calendar) -> AccessAt {
        let times = par::map_range(self.times.len(), |i| self.times[i].state(clock, calendar));
        self.when(|time| times[time as usize])
    }

    /// Who may pass in the hours of the calendar's week: hours in which it is the same stand together, in order of
    /// the first of each.
    ///
    /// # Complexity
    /// 168 times the elements; seven times [`Self::at`] in texts.
    pub fn weeks(&self, calendar: &Calendar) -> Vec<AccessHours> {
        let times: Vec<Opening> =
            par::map_range(self.times.len(), |i| self.times[i].week(calendar));
        let mut groups: Vec<AccessHours> = Vec::new();
        let mut known: HashMap<Vec<Access>, usize> = HashMap::new();
        for hour in 0..HOURS_OF_WEEK {
            let access = self.when(|time| times[time as usize].state(hour));
            let group = *known.entry(access.access.clone()).or_insert(groups.len());
            if group == groups.len() {
                groups.push(AccessHours {
                    hours: Week::NONE,
                    access,
                });
            } else {
                let most = &mut groups[group].access.unknown;
                *most = access.unknown.max(*most);
            }
            groups[group].hours.insert(hour);
        }
        groups
    }

    fn when(&self, state: impl Fn(u32) -> State) -> AccessAt {
        let mut unknown = 0;
        let access = self.elements.iter().map(|element| {
            element.access(&state).unwrap_or_else(|| {
                unknown += 1;
                element.always
            })
        });
        let access = access.collect();
        AccessAt { access, unknown }
    }

    /// How many gates and ways are not as they are without a time.
    pub fn changed(&self, at: &AccessAt) -> u64 {
        self.changes(at).count() as u64
    }

    /// The parts of the network that are not as they are without a time, and who may pass.
    pub(super) fn changes<'a>(
        &'a self,
        at: &'a AccessAt,
    ) -> impl Iterator<Item = (NetworkPart, Access)> + 'a {
        let pairs = self.elements.iter().zip(&at.access);
        let changed = pairs.filter(|(element, now)| element.always != **now);
        changed.map(|(element, &now)| (element.part, now))
    }
}

/// The texts that were read, each once.
#[derive(Default)]
struct Reader<'a> {
    times: Vec<Hours>,
    conditions: HashMap<(usize, &'a str), Option<Vec<Clause<u32>>>>,
    openings: HashMap<&'a str, Option<u32>>,
}

impl<'a> Reader<'a> {
    /// An element, or the text of it that is not understood.
    fn element(
        &mut self,
        row: &'a Conditional,
        network: &StreetNetwork,
    ) -> Result<Element, &'a str> {
        let mut clauses = [Vec::new(), Vec::new()];
        for (which, text) in row.tags.conditions().into_iter().enumerate() {
            if let Some(text) = text {
                clauses[which] = self.clauses(which, text).ok_or(text)?;
            }
        }
        let opening = row.tags.hours();
        let opening = opening.map(|text| self.opening(text).ok_or(text));
        Ok(Element {
            part: row.part,
            tags: row.tags.clone(),
            clauses,
            opening: opening.transpose()?,
            always: match row.part {
                NetworkPart::Node(node) => network.passage(node).into(),
                NetworkPart::Way(way) => network.way_attr[way as usize].access,
            },
        })
    }

    fn clauses(&mut self, which: usize, text: &'a str) -> Option<Vec<Clause<u32>>> {
        let Self {
            times, conditions, ..
        } = self;
        let read = conditions.entry((which, text)).or_insert_with(|| {
            let clauses = parse(text, which == 0)?.into_iter();
            let clauses = clauses.map(|clause| Clause {
                value: clause.value,
                when: add(times, clause.when),
            });
            Some(clauses.collect())
        });
        read.clone()
    }

    fn opening(&mut self, text: &'a str) -> Option<u32> {
        let Self {
            times, openings, ..
        } = self;
        let read = || Some(add(times, Hours::parse(text).ok()?));
        *openings.entry(text).or_insert_with(read)
    }
}

/// The position of hours put behind others.
fn add(times: &mut Vec<Hours>, hours: Hours) -> u32 {
    times.push(hours);
    narrow(times.len() - 1)
}

impl Element {
    /// Who may pass, `None` where it cannot be told.
    fn access(&self, state: impl Fn(u32) -> State) -> Option<Access> {
        let opening = self.opening.map(&state);
        if opening == Some(State::Closed) {
            return Some(Access::Closed);
        }
        let mut instead = [None, None];
        for (instead, clauses) in instead.iter_mut().zip(&self.clauses) {
            *instead = last_that_holds(clauses, &state)?;
        }
        let kind = match self.part {
            NetworkPart::Node(_) => ElementKind::Node,
            NetworkPart::Way(_) => ElementKind::Way,
        };
        let by_tags = if instead == [None, None] {
            self.always
        } else {
            self.tags.access_with(kind, instead)
        };
        let is_told = opening != Some(State::Unknown) || by_tags == Access::Closed;
        is_told.then_some(by_tags)
    }
}

/// The value of the last clause that holds, if any does; `None` where it cannot be told which.
fn last_that_holds(clauses: &[Clause<u32>], state: impl Fn(u32) -> State) -> Option<Option<&str>> {
    for clause in clauses.iter().rev() {
        match state(clause.when) {
            State::Open => return Some(Some(&clause.value)),
            State::Closed => {}
            State::Unknown => return None,
        }
    }
    Some(None)
}

impl AccessReport {
    fn note(&mut self, row: &Conditional, text: &str) {
        self.malformed += 1;
        if self.malformed_first.len() < MALFORMED_TOLD {
            self.malformed_first.push(Malformed {
                id: row.element.to_string(),
                text: text.to_owned(),
            });
        }
    }
}
