//! What searches did, in counts that no machine changes.

use std::ops::AddAssign;

/// Counts of work done: the same on every machine and for any number of threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Searches run.
    pub searches: u64,
    /// States labelled, over all searches.
    pub settled: u64,
    /// Arcs looked at.
    pub relaxed: u64,
    /// Labels taken from the queue, those overtaken meanwhile included.
    pub queued: u64,
}

impl AddAssign for Work {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        self.searches += other.searches;
        self.settled += other.settled;
        self.relaxed += other.relaxed;
        self.queued += other.queued;
    }
}
