//! Clock time: when facilities are open, as `opening_hours` and lists write it (docs/hours.md).
//!
//! ```text
//! text ── Hours::parse ──▶ Hours ──┐
//! Moment ── Calendar::clock ──▶ Clock ──┴─ Hours::state ──▶ State: open, closed, unknown
//!                Calendar ── Hours::week ──▶ Opening: 168 hours, known open and perhaps open
//! ```
//!
//! Times are local times of the place, so no time zones are needed. Nothing is taken for granted: a text that cannot be
//! read, a comment such as `"by appointment"`, a rule for holidays where nobody knows whether the day is one, and the
//! time of sunrise are unknown, neither open nor closed.

mod book;
mod calendar;
mod mend;
mod moment;
mod sky;
mod text;
mod week;
mod written;

pub use book::{HoursBook, HoursDefaults, HoursReport, MALFORMED_TOLD, Malformed};
pub use calendar::{Calendar, Clock, Country, CountryError};
pub use moment::{Moment, MomentError, When};
pub use text::{Hours, HoursError, MAX_HOURS_CHARS};
pub use week::{HOURS_OF_WEEK, Opening, Week, weekday_word};

/// What is known of a place at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It is open.
    Open,
    /// It is closed.
    Closed,
    /// It cannot be told.
    Unknown,
}

impl State {
    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        }
    }
}
