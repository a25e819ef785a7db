//! How long steps of work report their progress, and learn that they are no longer wanted.

/// Receives progress from long work; every method may be called from any thread.
pub trait Observer: Sync {
    /// A new stage of the work begins, with this many steps (0 = unknown).
    fn stage(&self, stage: Stage, steps: u64);
    /// That many more steps of the stage are done.
    fn advance(&self, steps: u64);
    /// Whether the caller wants the work to stop; asked between pieces of work.
    fn cancelled(&self) -> bool {
        false
    }
}

/// The stages of a run, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading and decoding the blocks of the extract.
    Read,
    /// Building the street network.
    Build,
    /// Connecting homes and facilities to it.
    Snap,
    /// Searching.
    Search,
}

/// The observer that ignores everything.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Observer for Silent {
    fn stage(&self, _: Stage, _: u64) {}
    fn advance(&self, _: u64) {}
}
