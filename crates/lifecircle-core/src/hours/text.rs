//! One text of opening hours, parsed.

use chrono::NaiveDate;
use opening_hours::{Context, ContextHolidays, OpeningHours, RuleKind};
use opening_hours_syntax::rules::RuleSequence;
use opening_hours_syntax::rules::day::{HolidayKind, WeekDayRange};
use opening_hours_syntax::rules::time::Time;

use super::calendar::{Calendar, Clock};
use super::mend::{self, Layer, Mended};
use super::sky::Sky;
use super::week::Opening;
use super::{State, written};
use crate::coded;

/// Longest text that is looked at, in characters: four times what a tag can hold.
pub const MAX_HOURS_CHARS: usize = 1020;

/// Farthest from sunrise or sunset that a time may be, in minutes: what is farther leaves the day.
const MAX_SUN_OFFSET_MIN: i16 = 120;

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
    layers: Vec<Layer>,
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
    /// `None` where sunrise is so far from what is meant that it is no time of the day.
    fn of(rules: &[RuleSequence]) -> Option<Self> {
        let days = || rules.iter().flat_map(|rule| &rule.day_selector.weekday);
        let asks = |wanted: HolidayKind| {
            days().any(|day| matches!(day, WeekDayRange::Holiday { kind, .. } if *kind == wanted))
        };
        let spans = rules.iter().flat_map(|rule| &rule.time_selector.spans);
        let ends = spans.flat_map(|span| [span.range.start, span.range.end]);
        let offsets = ends.filter_map(|time| match time {
            Time::Variable(time) => Some(time.offset),
            Time::Fixed(_) => None,
        });
        let offsets: Vec<i16> = offsets.collect();
        let are_near = offsets
            .iter()
            .all(|offset| offset.abs() <= MAX_SUN_OFFSET_MIN);
        are_near.then(|| Self {
            public_holidays: asks(HolidayKind::Public),
            school_holidays: asks(HolidayKind::School),
            sun: !offsets.is_empty(),
        })
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
        let in_words = || written::translate(text).and_then(|translated| mend::read(&translated));
        let read = mend::read(text).or_else(in_words);
        let syntax = || HoursError::Syntax {
            text: text.to_owned(),
        };
        let Mended { layers, rules } = read.ok_or_else(syntax)?;
        Ok(Self {
            layers,
            asks: Asks::of(&rules).ok_or_else(syntax)?,
        })
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
                let states = self.minutes(&context, date);
                known = Some(match known {
                    None => states,
                    Some(known) => agreed(known, &states),
                });
            }
        }
        known.unwrap_or_else(|| vec![State::Unknown; DAY])
    }
}

impl Hours {
    /// The state of each minute of a day of which everything is known.
    fn minutes(&self, context: &Context<Sky>, date: NaiveDate) -> Vec<State> {
        let mut layers = self.layers.iter();
        let mut states = vec![State::Closed; DAY];
        while states.contains(&State::Closed)
            && let Some(layer) = layers.next()
        {
            let below = layer.minutes(context, date);
            for (state, below) in states.iter_mut().zip(below) {
                if *state == State::Closed {
                    *state = below;
                }
            }
        }
        states
    }
}

impl Layer {
    fn minutes(&self, context: &Context<Sky>, date: NaiveDate) -> Vec<State> {
        let mut states = minutes(&self.day.clone().with_context(context.clone()), date);
        if let Some((rules, before)) = self.morning_after.clone().zip(date.pred_opt()) {
            let morning = minutes(&rules.with_context(context.clone()), before);
            for (state, morning) in states.iter_mut().zip(morning) {
                match (morning, *state) {
                    (State::Open, _) => *state = State::Open,
                    (State::Unknown, State::Closed) => *state = State::Unknown,
                    _ => {}
                }
            }
        }
        states
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::{HOURS_OF_WEEK, Moment};
    use proptest::prelude::*;

    fn calendar() -> Calendar {
        Calendar::new(Some("ES".parse().unwrap()), None)
    }

    fn at(text: &str, moment: &str, calendar: &Calendar) -> State {
        let clock = calendar.clock(Moment::parse(moment).unwrap());
        Hours::parse(text).unwrap().state(&clock, calendar)
    }

    #[test]
    fn what_nobody_knows_is_unknown() {
        use State::{Closed, Open, Unknown};
        let (spain, nowhere) = (calendar(), Calendar::new(None, None));
        for (text, moment, state) in [
            ("\"by appointment\"", "Mon 10:00", Unknown),
            ("10:00-12:00 \"ring\"", "Mon 11:00", Unknown),
            ("10:00-12:00 open \"ring\"", "Mon 11:00", Open),
            ("10:00-12:00 \"ring\"", "Mon 12:00", Closed),
            ("Mo-Fr 08:00-16:00 || \"ask\"", "Mon 18:00", Unknown),
            ("17:00+", "Mon 16:00", Closed),
            ("17:00+", "Mon 18:00", Unknown),
            ("10:00-18:00+", "Mon 17:59", Open),
            ("10:00-18:00+", "Mon 18:00", Unknown),
            ("sunrise-sunset", "Mon 12:00", Open),
            ("sunrise-sunset", "Mon 07:00", Unknown),
            ("sunrise-sunset", "Mon 01:00", Closed),
            ("08:00-20:00; PH off", "2024-12-25 10:00", Closed),
            ("08:00-20:00; PH off", "2024-12-26 22:00", Closed),
            ("Mo-Fr 08:00-20:00; SH off", "Tue 10:00", Open),
        ] {
            assert_eq!(at(text, moment, &spain), state, "{text} at {moment}");
        }
        // Where no country is known a date may be a holiday, and a weekday stands for a day that is none.
        let text = "08:00-20:00; PH off";
        assert_eq!(at(text, "2024-12-25 10:00", &nowhere), Unknown);
        assert_eq!(at(text, "2024-12-25 22:00", &nowhere), Closed);
        assert_eq!(at(text, "Wed 10:00", &nowhere), Open);
    }

    #[test]
    fn a_night_belongs_to_the_day_on_which_it_begins() {
        let calendar = calendar();
        let text = "Mo 12:00-02:00; Tu 10:00-01:00; We off";
        for (moment, state) in [
            ("Tue 01:00", State::Open),
            ("Tue 02:00", State::Closed),
            ("Wed 00:59", State::Open),
            ("Wed 01:00", State::Closed),
            ("Mon 01:00", State::Closed),
        ] {
            assert_eq!(at(text, moment, &calendar), state, "{moment}");
        }
    }

    #[test]
    fn days_with_a_blank_between_are_one_list() {
        let calendar = calendar();
        let text = "Fr 14:00-20:00; Sa, Su 14:00-18:00";
        assert_eq!(at(text, "Sat 10:00", &calendar), State::Closed);
        assert_eq!(at(text, "Sun 15:00", &calendar), State::Open);
    }

    #[test]
    fn what_is_no_text_of_hours_is_refused() {
        assert_eq!(Hours::parse(" ").unwrap_err(), HoursError::Empty);
        let long = "Mo 10:00-12:00; ".repeat(100);
        let chars = long.trim().chars().count();
        assert_eq!(
            Hours::parse(&long).unwrap_err(),
            HoursError::TooLong { chars }
        );
        for text in [
            "always",
            "Mo-Fr",
            "25:00-26:00",
            "Mo 10-",
            "(sunset+20:00)-23:00",
        ] {
            let is_whole_days = text == "Mo-Fr";
            assert_eq!(Hours::parse(text).is_ok(), is_whole_days, "{text}");
        }
    }

    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("Mo"),
            Just("Tu-Fr"),
            Just("Sa, Su"),
            Just("PH"),
            Just("SH"),
            Just("PH -1 day"),
            Just(" "),
            Just("; "),
            Just(", "),
            Just(","),
            Just(" || "),
            Just("-"),
            Just("+"),
            Just("08:00-12:00"),
            Just("22:00-04:00"),
            Just("23:00-26:00"),
            Just("00:00-24:00"),
            Just("sunset-02:00"),
            Just("(sunrise-01:30)-(sunset+02:00)"),
            Just("10:00"),
            Just("17:00+"),
            Just("off"),
            Just("open"),
            Just("unknown"),
            Just("\"x\""),
            Just("24/7"),
            Just("easter"),
            Just("Jan-Mar"),
            Just("week 1-53/2"),
            Just("2024"),
            Just("Dec 25-Jan 6"),
            Just("Su[-1]"),
            Just("Feb 30"),
            Just("Mo[1-5]"),
            Just("10:00-16:00/01:30"),
            Just("easter -2 days"),
            Just("周一"),
            Just("24小时"),
            Just(":"),
        ];
        proptest::collection::vec(piece, 1..9).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_week_is_its_hours(text in pieces()) {
            let calendar = calendar();
            if let Ok(hours) = Hours::parse(&text) {
                let week = hours.week(&calendar);
                for hour in (0..HOURS_OF_WEEK).step_by(5) {
                    let minute = u16::try_from(hour % 24 * 60).unwrap();
                    let moment = Moment::on_weekday(hour / 24, minute).unwrap();
                    let state = hours.state(&calendar.clock(moment), &calendar);
                    prop_assert_eq!(week.state(hour), state, "hour {}", hour);
                }
            }
        }

        #[test]
        fn no_text_and_no_date_panics(text in "[MoTuWeFrSaPH0-9:;, +/\"-]{0,24}", day in 1..28u32) {
            let calendar = Calendar::new(None, None);
            if let Ok(hours) = Hours::parse(&text) {
                let moment = Moment::parse(&format!("2026-02-{day:02} 12:30")).unwrap();
                hours.state(&calendar.clock(moment), &calendar);
            }
        }
    }
}
