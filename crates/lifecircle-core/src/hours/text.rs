//! One text of opening hours, parsed.

use chrono::NaiveDate;
use opening_hours::{Context, ContextHolidays, OpeningHours, RuleKind};
use opening_hours_syntax::rules::RuleSequence;
use opening_hours_syntax::rules::day::{HolidayKind, WeekDayRange};
use opening_hours_syntax::rules::time::Time;

use super::calendar::{Calendar, Clock};
use super::sky::Sky;
use super::week::Opening;
use super::{State, written};
use crate::coded;

/// Longest text that is looked at, in characters: four times what a tag can hold.
pub const MAX_HOURS_CHARS: usize = 1020;

/// Minutes of a day.
const DAY: usize = 24 * 60;

/// Why a text tells no opening hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HoursError {
    /// There is nothing in it.
    #[error("no opening hours: the text is empty")]
    Empty,
    /// It is too long to be opening hours.
    #[error("opening hours of {chars} characters: at most {MAX_HOURS_CHARS} are read")]
    TooLong {
        /// Its length.
        chars: usize,
    },
    /// It is in no syntax that is known here.
    #[error(
        "`{text}` are no opening hours: write them as `Mo-Fr 08:00-18:00; Sa 09:00-12:00` or `24/7`"
    )]
    Syntax {
        /// The text.
        text: String,
    },
}

coded!(HoursError {
    Self::Empty => "hours-empty" {}
    Self::TooLong { chars } => "hours-too-long" { chars: chars.to_string(), most: MAX_HOURS_CHARS.to_string() }
    Self::Syntax { text } => "hours-syntax" { text: text }
});

/// Opening hours, ready to be asked.
///
/// ```
/// use lifecircle_core::hours::{Calendar, Hours, Moment, State};
///
/// let calendar = Calendar::new(Some("CN".parse()?), None);
/// let hours = Hours::parse("Mo-Fr 08:00-18:00; Sa \"by appointment\"; PH off")?;
/// let at = |text: &str| Ok::<_, Box<dyn std::error::Error>>(calendar.clock(Moment::parse(text)?));
/// assert_eq!(hours.state(&at("Tue 17:59")?, &calendar), State::Open);
/// assert_eq!(hours.state(&at("Tue 18:00")?, &calendar), State::Closed);
/// assert_eq!(hours.state(&at("Sat 10:00")?, &calendar), State::Unknown);
/// assert_eq!(hours.state(&at("2026-10-01 10:00")?, &calendar), State::Closed, "a holiday");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Hours {
    rules: OpeningHours,
    asks: Asks,
}

/// What beside the weekday and the season a text asks for.
#[derive(Clone, Copy, Debug, Default)]
struct Asks {
    public_holidays: bool,
    school_holidays: bool,
    sun: bool,
}

impl Asks {
    fn of(rules: &[RuleSequence]) -> Self {
        let days = || rules.iter().flat_map(|rule| &rule.day_selector.weekday);
        let asks = |wanted: HolidayKind| {
            days().any(|day| matches!(day, WeekDayRange::Holiday { kind, .. } if *kind == wanted))
        };
        let mut spans = rules.iter().flat_map(|rule| &rule.time_selector.spans);
        let is_sun = |time: &Time| matches!(time, Time::Variable(_));
        Self {
            public_holidays: asks(HolidayKind::Public),
            school_holidays: asks(HolidayKind::School),
            sun: spans.any(|span| is_sun(&span.range.start) || is_sun(&span.range.end)),
        }
    }
}

impl Hours {
    /// Reads a text: in the syntax of OpenStreetMap's `opening_hours`, else as Chinese lists write hours
    /// (`8:00—21:30`, `24小时营业`, `周一至周五 9:00-18:00；周末休息`).
    ///
    /// # Errors
    /// [`HoursError`] where it is neither.
    ///
    /// # Complexity
    /// Linear in the text.
    pub fn parse(text: &str) -> Result<Self, HoursError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(HoursError::Empty);
        }
        let chars = text.chars().count();
        if chars > MAX_HOURS_CHARS {
            return Err(HoursError::TooLong { chars });
        }
        let read = |text: &str| text.parse::<OpeningHours>().ok();
        let in_words = || written::translate(text).and_then(|translated| read(&translated));
        let rules = read(text)
            .or_else(in_words)
            .ok_or_else(|| HoursError::Syntax {
                text: text.to_owned(),
            })?;
        let asks = Asks::of(&rules.get_expression().rules);
        Ok(Self { rules, asks })
    }

    /// What is known of one minute.
    ///
    /// # Complexity
    /// Linear in the rules of the text.
    pub fn state(&self, clock: &Clock, calendar: &Calendar) -> State {
        let states = self.day(clock.date, clock.is_ordinary, calendar);
        states[usize::from(clock.minute)]
    }

    /// What is known of each hour of the calendar's week ([`Calendar::week`]), at its first minute.
    ///
    /// # Complexity
    /// Seven times that of [`Self::state`].
    pub fn week(&self, calendar: &Calendar) -> Opening {
        let days = calendar.week().map(|date| self.day(date, true, calendar));
        Opening::of_states(|hour| days[hour / 24][hour % 24 * 60])
    }

    /// What is known of each minute of a day: what holds whatever is not known of the day.
    fn day(&self, date: NaiveDate, is_ordinary: bool, calendar: &Calendar) -> Vec<State> {
        let holidays = calendar.holidays(is_ordinary);
        let public = one_or_all(self.asks.public_holidays, &holidays.public);
        let school = one_or_all(self.asks.school_holidays, &holidays.school);
        let skies: Vec<Sky> = if self.asks.sun {
            Sky::extremes().collect()
        } else {
            vec![Sky::ANY]
        };
        let mut known: Option<Vec<State>> = None;
        for (public, school) in public
            .iter()
            .flat_map(|p| school.iter().map(move |s| (p, s)))
        {
            for &sky in &skies {
                let days = ContextHolidays::new(public.clone(), school.clone());
                let context = Context::default().with_holidays(days).with_locale(sky);
                let states = minutes(&self.rules.clone().with_context(context), date);
                known = Some(match known {
                    None => states,
                    Some(known) => agreed(known, &states),
                });
            }
        }
        known.unwrap_or_else(|| vec![State::Unknown; DAY])
    }
}

/// All possibilities where they matter, else one of them.
fn one_or_all<T>(all: bool, possible: &[T]) -> &[T] {
    if all { possible } else { &possible[..1] }
}

/// What two days have in common, minute by minute.
fn agreed(mut known: Vec<State>, other: &[State]) -> Vec<State> {
    for (known, other) in known.iter_mut().zip(other) {
        if known != other {
            *known = State::Unknown;
        }
    }
    known
}

/// The state of each minute of a day.
fn minutes(hours: &OpeningHours<Sky>, date: NaiveDate) -> Vec<State> {
    let mut states = vec![State::Closed; DAY];
    for range in hours.schedule_at(date) {
        let state = match range.kind {
            RuleKind::Open => State::Open,
            RuleKind::Closed => State::Closed,
            RuleKind::Unknown => State::Unknown,
        };
        let end = usize::from(range.range.end.mins_from_midnight()).min(DAY);
        let start = usize::from(range.range.start.mins_from_midnight()).min(end);
        states[start..end].fill(state);
    }
    states
}
