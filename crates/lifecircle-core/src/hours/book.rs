//! The hours of all facilities: every distinct text parsed once.

use std::collections::HashMap;

use super::{Calendar, Clock, Hours, Opening, State};
use crate::par;
use crate::place::{CategorySet, Facilities, Facility};
use crate::units::narrow;

/// How many malformed texts a report tells.
pub const MALFORMED_TOLD: usize = 10;

/// What is assumed of facilities that tell no hours: only what somebody stated for a category.
#[derive(Clone, Debug, Default)]
pub struct HoursDefaults {
    /// Categories, and the hours of each facility that is of these alone.
    pub rows: Vec<(CategorySet, Hours)>,
}

impl HoursDefaults {
    /// The rows for one facility: empty where one of its categories has none.
    fn of(&self, categories: CategorySet) -> Vec<u32> {
        let meets = |row: &&(CategorySet, Hours)| row.0.meets(categories);
        let stated = self.rows.iter().filter(meets);
        let stated = stated.fold(CategorySet::default(), |set, row| set.union(row.0));
        if categories.bits() & !stated.bits() != 0 {
            return Vec::new();
        }
        let rows = self.rows.iter().enumerate();
        let rows = rows.filter(|(_, row)| row.0.meets(categories));
        rows.map(|(i, _)| narrow(i)).collect()
    }
}

/// A text that tells no hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The facility that has it.
    pub id: String,
    /// The text.
    pub text: String,
}

/// What was counted; every facility is in one of the first four.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HoursReport {
    /// Facilities whose hours are known.
    pub read: u64,
    /// Facilities without hours, of categories for which somebody stated them.
    pub by_default: u64,
    /// Facilities whose text tells no hours: they stay unknown.
    pub malformed: u64,
    /// Facilities without a text: they stay unknown.
    pub missing: u64,
    /// Distinct texts, each parsed once.
    pub texts: u64,
    /// The first malformed ones, in order of rank; at most [`MALFORMED_TOLD`].
    pub malformed_first: Vec<Malformed>,
}

/// What a facility's hours come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Source {
    /// The text at this position.
    Text(u32),
    /// The defaults at these positions.
    Defaults(Vec<u32>),
    Unknown,
}

/// The hours of all facilities.
#[derive(Clone, Debug)]
pub struct HoursBook {
    texts: Vec<Hours>,
    defaults: HoursDefaults,
    /// Distinct sources.
    sources: Vec<Source>,
    /// Per facility, its source.
    of: Vec<u32>,
    report: HoursReport,
}

impl HoursBook {
    /// Reads the hours of all facilities.
    ///
    /// # Complexity
    /// Linear in facilities, and in the characters of distinct texts.
    pub fn new(facilities: &Facilities, defaults: HoursDefaults) -> Self {
        let mut distinct: Vec<&str> = Vec::new();
        let mut position: HashMap<&str, u32> = HashMap::new();
        for text in facilities.rows.iter().filter_map(|f| f.hours.as_deref()) {
            position.entry(text).or_insert_with(|| {
                distinct.push(text);
                narrow(distinct.len() - 1)
            });
        }
        let parsed = par::map_range(distinct.len(), |i| Hours::parse(distinct[i]).ok());
        let mut kept: Vec<Option<u32>> = Vec::with_capacity(parsed.len());
        let mut texts = Vec::new();
        for hours in parsed {
            kept.push(hours.map(|hours| {
                texts.push(hours);
                narrow(texts.len() - 1)
            }));
        }
        let mut report = HoursReport {
            texts: distinct.len() as u64,
            ..HoursReport::default()
        };
        let source = |row: &Facility| match &row.hours {
            Some(text) => {
                let known = kept[position[text.as_str()] as usize];
                note(&mut report, row, text, known.is_some());
                known.map_or(Source::Unknown, Source::Text)
            }
            None => by_default(&defaults, row.categories, &mut report),
        };
        let (sources, of) = distinct_sources(facilities.rows.iter().map(source));
        Self {
            texts,
            defaults,
            sources,
            of,
            report,
        }
    }

    /// What was counted.
    pub fn report(&self) -> &HoursReport {
        &self.report
    }

    /// What is known of each facility at one time.
    ///
    /// # Complexity
    /// Linear in facilities, and in the rules of distinct texts.
    pub fn at(&self, clock: &Clock, calendar: &Calendar) -> Vec<State> {
        let ask = |hours: &Hours| hours.state(clock, calendar);
        let states = par::map_range(self.sources.len(), |i| match &self.sources[i] {
            Source::Text(text) => ask(&self.texts[*text as usize]),
            Source::Defaults(rows) => {
                let mut states = rows
                    .iter()
                    .map(|&row| ask(&self.defaults.rows[row as usize].1));
                let first = states.next().unwrap_or(State::Unknown);
                if states.all(|state| state == first) {
                    first
                } else {
                    State::Unknown
                }
            }
            Source::Unknown => State::Unknown,
        });
        self.of
            .iter()
            .map(|&source| states[source as usize])
            .collect()
    }

    /// What is known of each facility in the hours of the calendar's week.
    ///
    /// # Complexity
    /// Linear in facilities; seven times [`Self::at`] in texts.
    pub fn weeks(&self, calendar: &Calendar) -> Vec<Opening> {
        let ask = |hours: &Hours| hours.week(calendar);
        let weeks = par::map_range(self.sources.len(), |i| match &self.sources[i] {
            Source::Text(text) => ask(&self.texts[*text as usize]),
            Source::Defaults(rows) => {
                let weeks = rows
                    .iter()
                    .map(|&row| ask(&self.defaults.rows[row as usize].1));
                let agreed = weeks.reduce(|a, b| Opening {
                    open: a.open.and(b.open),
                    perhaps: a.perhaps.or(b.perhaps),
                });
                agreed.unwrap_or(Opening::UNKNOWN)
            }
            Source::Unknown => Opening::UNKNOWN,
        });
        self.of
            .iter()
            .map(|&source| weeks[source as usize])
            .collect()
    }
}

fn note(report: &mut HoursReport, row: &Facility, text: &str, is_known: bool) {
    if is_known {
        report.read += 1;
        return;
    }
    report.malformed += 1;
    if report.malformed_first.len() < MALFORMED_TOLD {
        report.malformed_first.push(Malformed {
            id: row.id.clone(),
            text: text.to_owned(),
        });
    }
}

fn by_default(
    defaults: &HoursDefaults,
    categories: CategorySet,
    report: &mut HoursReport,
) -> Source {
    let rows = defaults.of(categories);
    if rows.is_empty() {
        report.missing += 1;
        return Source::Unknown;
    }
    report.by_default += 1;
    Source::Defaults(rows)
}

/// Each source once, and which of them every facility has.
fn distinct_sources(sources: impl Iterator<Item = Source>) -> (Vec<Source>, Vec<u32>) {
    let mut distinct: Vec<Source> = Vec::new();
    let mut position: HashMap<Source, u32> = HashMap::new();
    let of = sources.map(|source| {
        *position.entry(source).or_insert_with_key(|source| {
            distinct.push(source.clone());
            narrow(distinct.len() - 1)
        })
    });
    let of = of.collect();
    (distinct, of)
}
