//! Checks at a time, and the week of 168 hours.

use lifecircle_core::conditional::{AccessAt, AccessBook, AccessReport, PlacesAt, StreetsByClock};
use lifecircle_core::coverage::{
    CheckInput, Coverage, Verdict, WeekSums, check_at, check_by, week,
};
use lifecircle_core::evidence::maps_are_shifted_at;
use lifecircle_core::hours::{
    Calendar, Clock, Country, Hours, HoursBook, HoursDefaults, HoursReport, Malformed, Moment,
    State,
};
use lifecircle_core::place::CategorySet;
use lifecircle_core::units::milli_to_people;
use serde_json::{Value, json};

use crate::check::CheckOptions;
use crate::{City, Error};

/// How opening hours are understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HoursChoice {
    /// Whose holidays count; `None`: China's in China, elsewhere nobody's.
    pub country: Option<Country>,
    /// Hours of facilities that tell none, by the id of their category. Nothing is assumed of others.
    pub defaults: Vec<(String, String)>,
}

/// Gates and ways that let people through at some times only.
#[derive(Clone, Debug, Default)]
pub struct ByClock {
    /// How many there are, and how many are not understood.
    pub report: AccessReport,
    /// Of these, how many are not as they are without a time: at the time, or most in any hour of the week.
    pub changed: u64,
    /// Of how many it cannot be told, at the time or most in any hour: they are as they are without one.
    pub unknown: u64,
    /// How often the streets were searched: once for the time, or for each kind of hour of the week.
    pub streets: usize,
}

/// The time of a check, and what is known of the facilities then.
#[derive(Clone, Debug)]
pub struct AtTime {
    /// The time.
    pub clock: Clock,
    /// Whose holidays counted.
    pub country: Option<Country>,
    /// Per facility, in order of rank.
    pub states: Vec<State>,
    /// How many tell their hours.
    pub report: HoursReport,
    /// Gates and ways that ask the clock.
    pub by_clock: ByClock,
    pub(crate) access: AccessAt,
}

/// Homes and people by verdict in each hour of a week.
#[derive(Clone, Debug)]
pub struct CityWeek {
    /// The sums of the 168 hours from Monday 00:00 on.
    pub sums: WeekSums,
    /// The same by area: per level as in [`City::division`] each area, and last what is in none.
    pub by_area: Vec<Vec<WeekSums>>,
    /// Whose holidays were left out.
    pub country: Option<Country>,
    /// First and last of the days that stand for the weekdays: year, month, day.
    pub dates: [(i32, u32, u32); 2],
    /// How many facilities tell their hours.
    pub report: HoursReport,
    /// Gates and ways that ask the clock.
    pub by_clock: ByClock,
}

impl AtTime {
    /// How many facilities are open, closed, and unknown.
    pub fn counts(&self) -> [usize; 3] {
        let of = |state| self.states.iter().filter(|&&s| s == state).count();
        [State::Open, State::Closed, State::Unknown].map(of)
    }

    /// The same for a summary.
    pub(crate) fn value(&self) -> Value {
        let [open, closed, unknown] = self.counts();
        json!({
            "asked": self.clock.moment().to_string(),
            "time": self.clock.to_string(),
            "country": self.country.map(Country::code),
            "facilities": { "open": open, "closed": closed, "unknown": unknown },
            "hours": report_value(&self.report),
            "gates": self.by_clock.value(),
        })
    }
}

impl CityWeek {
    /// The same for a summary: people by hour for all rules together, and per rule by its id.
    pub(crate) fn value(&self, rules: &[String]) -> Value {
        let people = |hours: &[lifecircle_core::coverage::Shares]| -> Value {
            let of = |verdict: Verdict| -> Vec<f64> {
                let split = hours.iter().map(|shares| shares.people_milli);
                let part = split.map(|split| match verdict {
                    Verdict::Covered => split.covered,
                    Verdict::NotCovered => split.not_covered,
                    Verdict::Unknown => split.unknown,
                });
                part.map(milli_to_people).collect()
            };
            json!({
                "covered": of(Verdict::Covered),
                "not_covered": of(Verdict::NotCovered),
                "unknown": of(Verdict::Unknown),
            })
        };
        let of_rules = rules.iter().zip(&self.sums.rules);
        let of_rules = of_rules.map(|(id, hours)| (id.clone(), people(hours)));
        let date = |(year, month, day): (i32, u32, u32)| format!("{year:04}-{month:02}-{day:02}");
        json!({
            "country": self.country.map(Country::code),
            "days": self.dates.map(date),
            "people": {
                "joint": people(&self.sums.joint),
                "rules": of_rules.collect::<serde_json::Map<_, _>>(),
            },
            "hours": report_value(&self.report),
            "gates": self.by_clock.value(),
        })
    }
}

impl ByClock {
    fn value(&self) -> Value {
        json!({
            "gates": self.report.gates,
            "ways": self.report.ways,
            "malformed": self.report.malformed,
            "malformed_first": malformed_value(&self.report.malformed_first),
            "changed": self.changed,
            "unknown": self.unknown,
            "networks": self.streets,
        })
    }
}

fn malformed_value(first: &[Malformed]) -> Vec<Value> {
    let rows = first.iter();
    rows.map(|row| json!({ "id": row.id, "text": row.text }))
        .collect()
}

fn report_value(report: &HoursReport) -> Value {
    json!({
        "told": report.read,
        "by_city_file": report.by_default,
        "missing": report.missing,
        "malformed": report.malformed,
        "malformed_first": malformed_value(&report.malformed_first),
        "distinct_texts": report.texts,
    })
}

/// The hours of a city's facilities and gates, and the days they are asked of.
pub(crate) struct HoursOf {
    book: HoursBook,
    access: AccessBook,
    calendar: Calendar,
}

impl City {
    /// Reads the hours of all facilities and gates.
    pub(crate) fn hours(&self, choice: &HoursChoice) -> Result<HoursOf, Error> {
        let table = self.categories();
        let row = |(id, text): &(String, String)| -> Result<(CategorySet, Hours), Error> {
            let position = table.position(id).ok_or_else(|| Error::HoursCategory {
                id: id.clone(),
                known: table.ids(table.all()).join(", "),
            })?;
            Ok((CategorySet::of(position), Hours::parse(text)?))
        };
        let rows = choice.defaults.iter().map(row);
        let rows = rows.collect::<Result<Vec<_>, Error>>()?;
        let country = choice
            .country
            .or_else(|| self.lies_in_china().then_some(Country::CHINA));
        let date_s = self.provenance().origin.header.date_s;
        Ok(HoursOf {
            book: HoursBook::new(self.facilities(), HoursDefaults { rows }),
            access: self.access_book()?,
            calendar: Calendar::new(country, date_s),
        })
    }

    /// What gates and ways let through by the clock; a network made before is unpacked only where any do.
    fn access_book(&self) -> Result<AccessBook, Error> {
        let parts = &self.parts;
        if let (None, Some(cache)) = (parts.network.get(), &parts.cache)
            && !cache.asks_the_clock()?
        {
            return Ok(AccessBook::default());
        }
        Ok(AccessBook::new(self.network()?))
    }

    /// Whether its first facility or home lies in China.
    fn lies_in_china(&self) -> bool {
        let facilities = self.facilities().rows.iter();
        let first = facilities.flat_map(|row| &row.ways_in).next();
        first.is_some_and(|way_in| maps_are_shifted_at(way_in.at))
    }
}

impl HoursOf {
    /// What is known at a time.
    pub(crate) fn at(&self, moment: Moment) -> AtTime {
        let clock = self.calendar.clock(moment);
        let access = self.access.at(&clock, &self.calendar);
        AtTime {
            clock,
            country: self.calendar.country(),
            states: self.book.at(&clock, &self.calendar),
            report: self.book.report().clone(),
            by_clock: ByClock {
                report: self.access.report().clone(),
                changed: self.access.changed(&access),
                unknown: access.unknown,
                streets: 1,
            },
            access,
        }
    }

    /// The places of a check on the streets of a time, `None` where these are as they are without one.
    pub(crate) fn places(
        &self,
        at: &AtTime,
        input: CheckInput,
        city: &City,
    ) -> Result<Option<PlacesAt>, Error> {
        if at.by_clock.changed == 0 {
            return Ok(None);
        }
        Ok(self.streets(city)?.at(&at.access, input, &*city.observer)?)
    }

    fn streets(&self, city: &City) -> Result<StreetsByClock<'_>, Error> {
        let (network, options) = (city.network()?, city.recipe().build);
        Ok(StreetsByClock::new(network, options, &self.access))
    }

    /// Checks the week: hours of the same streets together.
    pub(crate) fn week(
        &self,
        input: CheckInput,
        options: &CheckOptions,
        city: &City,
    ) -> Result<CityWeek, Error> {
        let openings = self.book.weeks(&self.calendar);
        let groups = self.access.weeks(&self.calendar);
        let changed = groups.iter().map(|g| self.access.changed(&g.access));
        let by_clock = ByClock {
            report: self.access.report().clone(),
            changed: changed.max().unwrap_or(0),
            unknown: groups.iter().map(|g| g.access.unknown).max().unwrap_or(0),
            streets: groups.len(),
        };
        let (choice, observer) = ((options.engine, options.kernel), &*city.observer);
        let found = if by_clock.changed == 0 {
            week(input, &openings, choice.0, choice.1, observer)?
        } else {
            let mut streets = self.streets(city)?;
            streets.week(&groups, input, &openings, choice, observer)?
        };
        let people = &input.residences.people_milli;
        let groupings = city.division().map_or(&[][..], |d| &d.homes);
        let by_area = groupings.iter().map(|grouping| {
            let members = grouping.members();
            members
                .iter()
                .map(|homes| found.sums_of(homes, people))
                .collect()
        });
        Ok(CityWeek {
            sums: found.sums(people),
            by_area: by_area.collect(),
            country: self.calendar.country(),
            dates: self.calendar.week_dates(),
            report: self.book.report().clone(),
            by_clock,
        })
    }
}

/// A check, at a time where one is given.
pub(crate) fn coverage(
    input: CheckInput,
    at: Option<&AtTime>,
    options: &CheckOptions,
    city: &City,
) -> Result<Coverage, Error> {
    let (engine, kernel, observer) = (options.engine, options.kernel, &*city.observer);
    Ok(match at {
        Some(at) => check_at(input, &at.states, engine, kernel, observer)?,
        None => check_by(input, engine, kernel, observer)?,
    })
}
