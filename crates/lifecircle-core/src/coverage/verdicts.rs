//! Verdicts alone: what a city is asked that is held against another.

use super::engine::{CheckInput, Coverage, search};
use super::{EngineChoice, KernelChoice, Verdict};
use crate::observer::{Cancelled, Observer};
use crate::walk::Found;

/// The verdict of every home by every rule, and the facility that decides it; how many are within the limits was not counted.
#[derive(Clone, Debug)]
pub struct Verdicts(Coverage);

impl Verdicts {
    /// What is known about a home and a rule.
    ///
    /// # Panics
    /// If there is no such rule or home.
    pub fn of(&self, rule: usize, home: usize) -> Verdict {
        self.0.verdict(rule, home).0
    }

    /// The facility that decides: the nearest, or the last of as many as the rule asks for; `None` beyond its limit.
    ///
    /// # Panics
    /// If there is no such rule or home.
    pub fn deciding(&self, rule: usize, home: usize) -> Option<Found> {
        self.0.rules[rule].deciding[home]
    }
}

/// Judges every home by every rule: the verdicts of [`check`](super::check), without what it counts.
///
/// # Complexity
/// One multi-source pass per rule, bounded by its limit.
///
/// # Errors
/// [`Cancelled`].
pub fn verdicts(input: CheckInput, observer: &dyn Observer) -> Result<Verdicts, Cancelled> {
    let choices = (EngineChoice::Auto, KernelChoice::Auto);
    search(input, None, choices, false, observer).map(Verdicts)
}
