//! Sunrise and sunset, of which no more is known than between which times they are.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use opening_hours::localization::Localize;
use opening_hours_syntax::rules::time::TimeEvent;

/// A day on which the sun rises and sets at these minutes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sky {
    rises: u16,
    sets: u16,
}

/// Dawn and sunrise lie between these, whatever the season and the time zone, up to 60 degrees from the equator.
const RISES: [u16; 2] = [2 * 60, 10 * 60 + 30];
/// Sunset and dusk lie between these.
const SETS: [u16; 2] = [14 * 60 + 30, 23 * 60 + 59];

impl Sky {
    /// Some day: for texts that ask for no sun.
    pub(super) const ANY: Self = Self {
        rises: RISES[0],
        sets: SETS[0],
    };

    /// The extremes: what is the same under all of them is known.
    pub(super) fn extremes() -> impl Iterator<Item = Self> {
        RISES
            .iter()
            .flat_map(|&rises| SETS.map(|sets| Self { rises, sets }))
    }
}

impl Localize for Sky {
    type DateTime = NaiveDateTime;

    fn naive(&self, local: NaiveDateTime) -> NaiveDateTime {
        local
    }

    fn datetime(&self, local: NaiveDateTime) -> NaiveDateTime {
        local
    }

    fn event_time(&self, _: NaiveDate, event: TimeEvent) -> Option<NaiveTime> {
        let minute = match event {
            TimeEvent::Dawn | TimeEvent::Sunrise => self.rises,
            TimeEvent::Sunset | TimeEvent::Dusk => self.sets,
        };
        NaiveTime::from_num_seconds_from_midnight_opt(u32::from(minute) * 60, 0)
    }
}
