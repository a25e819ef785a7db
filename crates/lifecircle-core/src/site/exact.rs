//! The best choice, proved: branch and bound on the relaxation.

use super::Candidate;
use super::choose::Choice;
use super::priced::Priced;
use super::relax::{Node, Relaxation};
use super::terms::Terms;
use crate::observer::{Cancelled, Observer, go_on};

/// Rounds in which the choices of a node below the root are bounded.
const ROUNDS: usize = 24;

/// Looks through all choices of a node that may be better than the best known one.
pub(super) struct Proof<'a, P> {
    pub(super) relaxation: &'a Relaxation<'a, P>,
    pub(super) candidates: &'a [Candidate],
    pub(super) terms: &'a Terms,
    /// Wants a stop when the time for a proof is over.
    pub(super) deadline: &'a dyn Observer,
}

impl<P: Priced> Proof<'_, P> {
    /// The best choice of a node, if it is better than `best`: which it takes the place of.
    ///
    /// # Errors
    /// [`Cancelled`] when the time is over; `best` may be better by then, but nothing is proved.
    pub(super) fn run(&self, mut node: Node, best: &mut Choice) -> Result<(), Cancelled> {
        loop {
            go_on(self.deadline)?;
            let Node { fixed, open, .. } = &mut node;
            open.retain(|&own| self.terms.allow(self.candidates, fixed, own));
            let bounded = self.relaxation.bound(&mut node, best, ROUNDS)?;
            let Some(first) = bounded.first.filter(|_| bounded.most > best.value) else {
                return Ok(());
            };
            node.open.retain(|&own| own != first);
            let mut with = node.clone();
            with.fixed.push(first);
            self.run(with, best)?;
        }
    }
}
