//! Verdicts alone: what a city is asked that is held against another.

use super::engine::{CheckInput, Coverage, search};
use super::{EngineChoice, KernelChoice, Verdict};
use crate::observer::{Cancelled, Observer};

/// The verdict of every home by every rule, and nothing else.
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
