//! Which day is meant, and whether it is a holiday.

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Datelike, Days, NaiveDate};
use compact_calendar::CompactCalendar;
use opening_hours::localization;

use super::moment::{FIRST_YEAR, LAST_YEAR, Moment, When};
use crate::coded;

/// A country whose holidays are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country(localization::Country);

/// Why there is no such country.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no holidays are known of a country `{code}`: give two letters as `CN` or `ES`")]
pub struct CountryError {
    /// What was given.
    pub code: String,
}

coded!(CountryError {
    Self { code } => "hours-country" { country: code }
});

impl Country {
    /// China.
    pub const CHINA: Self = Self(localization::Country::CN);

    /// Its two letters.
    pub fn code(self) -> &'static str {
        self.0.iso_code()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Country {
    type Err = CountryError;

    /// The country of two letters, large or small (ISO 3166-1).
    fn from_str(code: &str) -> Result<Self, CountryError> {
        let found = code.trim().to_uppercase().parse();
        found.map(Self).map_err(|_| CountryError {
            code: code.to_owned(),
        })
    }
}

/// One minute of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    pub(super) date: NaiveDate,
    pub(super) minute: u16,
    /// Whether the day stands for all of its weekday, holidays apart.
    pub(super) is_ordinary: bool,
    said: Moment,
}

impl Clock {
    /// What was asked for.
    pub fn moment(&self) -> Moment {
        self.said
    }

    /// Year, month and day.
    pub fn date(&self) -> (i32, u32, u32) {
        (self.date.year(), self.date.month(), self.date.day())
    }
}

impl fmt::Display for Clock {
    /// `Tue 2023-02-21 22:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = weekday(self.date);
        let (hour, minute) = (self.minute / 60, self.minute % 60);
        let word = super::weekday_word(day);
        write!(f, "{word} {} {hour:02}:{minute:02}", self.date)
    }
}

/// The holidays that a day may have: each possibility is a set of days.
#[derive(Debug)]
pub(super) struct Holidays {
    pub(super) public: Vec<Arc<CompactCalendar>>,
    pub(super) school: Vec<Arc<CompactCalendar>>,
}

/// The days that hours are asked of.
///
/// A weekday without a date stands for every such day outside of holidays; its season is that of the data: it is the first
/// such day on or after the data's date that is no public holiday of the country. Of a date the country's holidays count;
/// where no country is known, or of school holidays where the country's are not known, what depends on them is unknown.
#[derive(Debug)]
pub struct Calendar {
    country: Option<Country>,
    week: [NaiveDate; 7],
    dated: Holidays,
    ordinary: Holidays,
}

/// Days are counted from here where data tells no date: a Monday.
const UNDATED: NaiveDate = NaiveDate::from_ymd_opt(2024, 3, 4).expect("a day of the calendar");

/// Every day that can be asked of.
static EVERY_DAY: LazyLock<Arc<CompactCalendar>> = LazyLock::new(|| {
    let first = NaiveDate::from_ymd_opt(FIRST_YEAR - 1, 1, 1).into_iter();
    let days = first.flat_map(|first| first.iter_days());
    let mut every = CompactCalendar::default();
    for day in days.take_while(|day| day.year() <= LAST_YEAR + 1) {
        every.insert(day);
    }
    Arc::new(every)
});

impl Calendar {
    /// The calendar of a country, for data of a date in seconds since 1970.
    ///
    /// # Complexity
    /// Constant, but for the country's holidays, which are unpacked once.
    pub fn new(country: Option<Country>, date_s: Option<i64>) -> Self {
        let data = date_s.and_then(|s| DateTime::from_timestamp(s, 0));
        let data = data.map(|at| at.date_naive());
        let in_range = |day: &NaiveDate| (FIRST_YEAR..LAST_YEAR).contains(&day.year());
        let data = data.filter(in_range).unwrap_or(UNDATED);
        let none = || Arc::new(CompactCalendar::default());
        let known =
            country.map(|Country(country)| (country.holidays(), country.holidays_regional()));
        let (public, school) = match &known {
            Some((all, some)) => (
                possible(all.get_public(), some.get_public()),
                possible(all.get_school(), some.get_school()),
            ),
            None => (either(), either()),
        };
        let is_holiday = |day: NaiveDate| {
            let known = known.as_ref();
            known.is_some_and(|(all, _)| all.get_public().contains(day))
        };
        Self {
            country,
            week: std::array::from_fn(|day| first_day(data, day, is_holiday)),
            dated: Holidays { public, school },
            ordinary: Holidays {
                public: vec![none()],
                school: vec![none()],
            },
        }
    }

    /// The country whose holidays count.
    pub fn country(&self) -> Option<Country> {
        self.country
    }

    /// The minute that a moment means.
    pub fn clock(&self, moment: Moment) -> Clock {
        let (date, is_ordinary) = match moment.when() {
            When::Weekday(day) => (self.week[day], true),
            When::Date(date) => (date, false),
        };
        Clock {
            date,
            minute: moment.minute(),
            is_ordinary,
            said: moment,
        }
    }

    /// The days that stand for Monday to Sunday.
    pub(super) fn week(&self) -> [NaiveDate; 7] {
        self.week
    }

    /// The first and the last of the days that stand for Monday to Sunday, as year, month and day.
    pub fn week_dates(&self) -> [(i32, u32, u32); 2] {
        let ymd = |day: Option<&NaiveDate>| {
            let day = day.copied().unwrap_or(UNDATED);
            (day.year(), day.month(), day.day())
        };
        [ymd(self.week.iter().min()), ymd(self.week.iter().max())]
    }

    pub(super) fn holidays(&self, is_ordinary: bool) -> &Holidays {
        if is_ordinary {
            &self.ordinary
        } else {
            &self.dated
        }
    }
}

/// Monday is 0.
fn weekday(day: NaiveDate) -> usize {
    day.weekday().num_days_from_monday() as usize
}

/// The first such weekday from `start` on that is no holiday.
fn first_day(start: NaiveDate, wanted: usize, is_holiday: impl Fn(NaiveDate) -> bool) -> NaiveDate {
    let ahead = (7 + wanted - weekday(start)) % 7;
    let first = start + Days::new(ahead as u64);
    let mut weeks = (0..53).map(|week| first + Days::new(7 * week));
    weeks.find(|&day| !is_holiday(day)).unwrap_or(first)
}

/// A day may be a holiday, or not.
fn either() -> Vec<Arc<CompactCalendar>> {
    vec![Arc::new(CompactCalendar::default()), Arc::clone(&EVERY_DAY)]
}

/// The holidays of a whole country, and these with those of its parts: of which of them a place is is not known.
fn possible(all: &CompactCalendar, parts: &CompactCalendar) -> Vec<Arc<CompactCalendar>> {
    let is_empty = |days: &CompactCalendar| days.iter().next().is_none();
    match (is_empty(all), is_empty(parts)) {
        (true, true) => either(),
        (false, true) => vec![Arc::new(all.clone())],
        _ => {
            let mut both = all.clone();
            for day in parts.iter() {
                both.insert(day);
            }
            vec![Arc::new(all.clone()), Arc::new(both)]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-09-30, a Wednesday.
    const BEFORE_NATIONAL_DAY_S: i64 = 1_790_726_400;

    #[test]
    fn a_weekday_is_the_first_that_is_no_holiday() {
        let day = |country, text| {
            let calendar = Calendar::new(country, Some(BEFORE_NATIONAL_DAY_S));
            calendar.clock(Moment::parse(text).unwrap()).to_string()
        };
        let china = Some(Country::CHINA);
        assert_eq!(day(china, "Wed 08:00"), "Wed 2026-09-30 08:00");
        assert_eq!(day(china, "Thu 08:00"), "Thu 2026-10-08 08:00");
        assert_eq!(day(None, "Thu 08:00"), "Thu 2026-10-01 08:00");
        assert_eq!(day(china, "Tue 22:05"), "Tue 2026-10-06 22:05");
        assert_eq!(day(china, "2026-10-01 09:00"), "Thu 2026-10-01 09:00");
    }

    #[test]
    fn without_a_date_there_is_a_week_all_the_same() {
        let calendar = Calendar::new(None, None);
        assert_eq!(calendar.week_dates(), [(2024, 3, 4), (2024, 3, 10)]);
        let odd = Calendar::new(None, Some(i64::MAX));
        assert_eq!(odd.week_dates(), calendar.week_dates());
    }

    #[test]
    fn countries_have_two_letters() {
        assert_eq!("es".parse::<Country>().unwrap().code(), "ES");
        for code in ["", "XX", "China"] {
            assert!(code.parse::<Country>().is_err(), "{code}");
        }
    }
}
