//! A time as people give it: `Tue 22:00`, `2026-10-01 09:00`, `周二 22:00`.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::week::weekday_word;
use crate::coded;

/// The first year that can be asked of.
pub(super) const FIRST_YEAR: i32 = 1970;
/// The last year that can be asked of.
pub(super) const LAST_YEAR: i32 = 2099;

/// A day: a weekday, or a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Monday is 0.
    Weekday(usize),
    /// A day of the calendar.
    Date(NaiveDate),
}

/// A time as it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    when: When,
    minute: u16,
}

/// Why a text is no time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MomentError {
    /// It does not have two parts.
    #[error(
        "`{text}` is no time: give a weekday or a date and the time of day, as `Tue 22:00` or `2026-10-01 09:00`"
    )]
    Shape {
        /// The text.
        text: String,
    },
    /// There is no such weekday.
    #[error("no weekday `{day}`: Mon, Tue, Wed, Thu, Fri, Sat, Sun, or a date as 2026-10-01")]
    NoDay {
        /// What stands in its place.
        day: String,
    },
    /// There is no such date.
    #[error("there is no day {date}: {month} has {days} days")]
    NoDate {
        /// The date.
        date: String,
        /// Its year and month.
        month: String,
        /// How many days the month has.
        days: u32,
    },
    /// There is no such month.
    #[error("there is no day {date}: months are 01 to 12")]
    NoMonth {
        /// The date.
        date: String,
    },
    /// The year is out of bounds.
    #[error("{date}: years are {FIRST_YEAR} to {LAST_YEAR}")]
    NoYear {
        /// The date.
        date: String,
    },
    /// There is no such time of day.
    #[error("no time of day `{time}`: 00:00 to 23:59")]
    NoTime {
        /// What stands in its place.
        time: String,
    },
}

coded!(MomentError {
    Self::Shape { text } => "moment-shape" { text: text }
    Self::NoDay { day } => "moment-no-day" { day: day }
    Self::NoDate { date, month, days } => "moment-no-date" { date: date, month: month, days: days.to_string() }
    Self::NoMonth { date } => "moment-no-month" { date: date }
    Self::NoYear { date } => "moment-no-year" {
        date: date, first: FIRST_YEAR.to_string(), last: LAST_YEAR.to_string(),
    }
    Self::NoTime { time } => "moment-no-time" { time: time }
});

const ENGLISH: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
const CHINESE: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
const CHINESE_WEEK: [&str; 3] = ["星期", "礼拜", "周"];

impl Moment {
    /// A weekday (Monday is 0), and the minute of the day.
    ///
    /// `None` where there is no such day or minute.
    pub fn on_weekday(day: usize, minute: u16) -> Option<Self> {
        let exists = day < 7 && minute < 24 * 60;
        exists.then_some(Self {
            when: When::Weekday(day),
            minute,
        })
    }

    /// Reads a weekday (`Tue`, `Tu`, `Tuesday`, `周二`, `星期二`) or a date (`2026-10-01`), a space and a time of day
    /// (`22:00`); behind Chinese weekdays the space may be left out.
    ///
    /// # Errors
    /// [`MomentError`], which says what is possible.
    pub fn parse(text: &str) -> Result<Self, MomentError> {
        let shape = || MomentError::Shape {
            text: text.to_owned(),
        };
        let trimmed = text.trim().replace('：', ":");
        let (day, time) = match trimmed.rsplit_once([' ', 'T', '\u{3000}']) {
            Some((day, time)) => (day.trim().to_owned(), time.trim().to_owned()),
            None => split_chinese(&trimmed).ok_or_else(shape)?,
        };
        let when = if day.starts_with(|c: char| c.is_ascii_digit()) {
            When::Date(date(&day)?)
        } else {
            When::Weekday(weekday(&day).ok_or(MomentError::NoDay { day })?)
        };
        let minute = minute(&time).ok_or(MomentError::NoTime { time })?;
        Ok(Self { when, minute })
    }

    /// The day.
    pub fn when(&self) -> When {
        self.when
    }

    /// The minute of the day.
    pub fn minute(&self) -> u16 {
        self.minute
    }
}

impl fmt::Display for Moment {
    /// `Tue 22:00` or `2026-10-01 09:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.when {
            When::Weekday(day) => write!(f, "{}", weekday_word(day))?,
            When::Date(date) => write!(f, "{date}")?,
        }
        write!(f, " {:02}:{:02}", self.minute / 60, self.minute % 60)
    }
}

/// `周二22:00` in two parts.
fn split_chinese(text: &str) -> Option<(String, String)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (day, time) = text.split_at(digits);
    (!day.is_empty() && !day.is_ascii()).then(|| (day.to_owned(), time.to_owned()))
}

/// The weekday of a word, Monday being 0.
fn weekday(word: &str) -> Option<usize> {
    let chinese = CHINESE_WEEK.iter().find_map(|week| word.strip_prefix(week));
    if let Some(day) = chinese {
        let day = if day == "天" { "日" } else { day };
        return CHINESE.iter().position(|&c| c == day);
    }
    let word = word.trim_end_matches('.').to_lowercase();
    let is_word = |day: &str| word.len() >= 2 && word.is_ascii() && day.starts_with(&word);
    ENGLISH.iter().position(|day| is_word(day))
}

/// `2026-10-01`.
fn date(text: &str) -> Result<NaiveDate, MomentError> {
    let date = || text.to_owned();
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let numbers: Vec<u32> = parts.iter().filter_map(|p| p.parse().ok()).collect();
    let ([year, month, day], 3) = (numbers.as_slice(), parts.len()) else {
        return Err(MomentError::NoDay { day: date() });
    };
    let in_range = |year: &i32| (FIRST_YEAR..=LAST_YEAR).contains(year);
    let year = i32::try_from(*year).ok().filter(in_range);
    let year = year.ok_or_else(|| MomentError::NoYear { date: date() })?;
    let first = NaiveDate::from_ymd_opt(year, *month, 1);
    let first = first.ok_or_else(|| MomentError::NoMonth { date: date() })?;
    first.with_day(*day).ok_or_else(|| MomentError::NoDate {
        date: date(),
        month: format!("{year}-{month:02}"),
        days: u32::from(first.num_days_in_month()),
    })
}

/// The minute of `22:05`.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let number = |part: &str, most: u16| {
        let is_number = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let number = is_number.then(|| part.parse().ok()).flatten();
        number.filter(|&n: &u16| n <= most)
    };
    let is_whole = minute.len() == 2;
    Some(number(hour, 23)? * 60 + number(minute, 59).filter(|_| is_whole)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Coded;

    #[test]
    fn times_are_read_and_written() {
        for (text, said) in [
            ("Tue 22:00", "Tue 22:00"),
            ("tu 8:05", "Tue 08:05"),
            ("Sunday 00:00", "Sun 00:00"),
            ("周二 22:00", "Tue 22:00"),
            ("周日22:00", "Sun 22:00"),
            ("星期天 9：30", "Sun 09:30"),
            ("2026-10-01 09:00", "2026-10-01 09:00"),
            ("2026-10-01T09:00", "2026-10-01 09:00"),
            ("2028-02-29 23:59", "2028-02-29 23:59"),
        ] {
            assert_eq!(Moment::parse(text).unwrap().to_string(), said, "{text}");
        }
    }

    #[test]
    fn impossible_times_say_what_is_possible() {
        for (text, code, says) in [
            ("", "moment-shape", "Tue 22:00"),
            ("22:00", "moment-shape", "weekday or a date"),
            ("Xyz 22:00", "moment-no-day", "Mon, Tue"),
            ("周八 22:00", "moment-no-day", "周八"),
            ("2026-10 22:00", "moment-no-day", "2026-10-01"),
            ("Tue 24:00", "moment-no-time", "23:59"),
            ("Tue 7:5", "moment-no-time", "00:00"),
            ("2026-02-30 09:00", "moment-no-date", "2026-02 has 28 days"),
            ("2026-13-01 09:00", "moment-no-month", "01 to 12"),
            ("0026-01-01 09:00", "moment-no-year", "1970 to 2099"),
        ] {
            let error = Moment::parse(text).unwrap_err();
            assert_eq!(error.code(), code, "{text}");
            assert!(error.to_string().contains(says), "{text}: {error}");
        }
    }
}
