//! How long work tells its caller what it is doing, and hears that it is to stop.

use std::sync::atomic::{AtomicBool, Ordering};

/// Receives progress from long work; every method may be called from any thread.
pub trait Observer: Sync {
    /// A new stage of the work begins, with this many steps (0 = unknown).
    fn stage(&self, stage: Stage, steps: u64);
    /// That many more steps of the stage are done.
    fn advance(&self, steps: u64);
    /// Whether the caller wants the work to stop; asked between pieces of work of some
    /// milliseconds at most, so it has to answer at once.
    fn cancelled(&self) -> bool {
        false
    }
}

/// The stages of a run, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Reading the user's own tables.
    Lists,
    /// Reading and decoding the blocks of the extract.
    Read,
    /// Building the street network.
    Build,
    /// Connecting homes and facilities to it.
    Snap,
    /// Preparing the legal walks of one kind of walker in one unit.
    Walks,
    /// Searching.
    Search,
    /// Drawing isochrones.
    Isochrones,
    /// Finding gaps and drawing their areas.
    Gaps,
    /// Counting outlets and who reaches them, by area.
    Census,
    /// Choosing sites for new outlets.
    Sites,
    /// Looking for what would make results wrong.
    Audit,
    /// Looking for what stands between homes and outlets.
    Obstacles,
    /// Writing results.
    Write,
}

/// The work was stopped, because [`Observer::cancelled`] said so; nothing of it is left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// An error when the caller wants the work to stop.
///
/// # Errors
/// [`Cancelled`] then.
#[inline]
pub fn go_on(observer: &dyn Observer) -> Result<(), Cancelled> {
    if observer.cancelled() {
        Err(Cancelled)
    } else {
        Ok(())
    }
}

/// The same at every `every`-th item of a loop whose items are too short to ask at each.
///
/// # Errors
/// [`Cancelled`] then.
#[inline]
pub fn go_on_at(item: usize, every: usize, observer: &dyn Observer) -> Result<(), Cancelled> {
    if item.is_multiple_of(every) {
        go_on(observer)
    } else {
        Ok(())
    }
}

/// Asks an observer for many threads, and remembers that it said yes: then all of them stop,
/// whatever it says later.
pub struct Stop<'a> {
    observer: &'a dyn Observer,
    stopped: AtomicBool,
}

impl<'a> Stop<'a> {
    /// Nobody has asked yet.
    pub fn new(observer: &'a dyn Observer) -> Self {
        Self {
            observer,
            stopped: AtomicBool::new(false),
        }
    }

    /// Whether to stop; asks the observer.
    #[inline]
    pub fn now(&self) -> bool {
        if !self.stopped.load(Ordering::Relaxed) && self.observer.cancelled() {
            self.stopped.store(true, Ordering::Relaxed);
        }
        self.stopped.load(Ordering::Relaxed)
    }

    /// Whether it was told to stop before.
    #[inline]
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// An error when to stop; asks the observer.
    ///
    /// # Errors
    /// [`Cancelled`] then.
    pub fn go_on(&self) -> Result<(), Cancelled> {
        if self.now() { Err(Cancelled) } else { Ok(()) }
    }

    /// What was made, unless something was left out because of a stop.
    ///
    /// # Errors
    /// [`Cancelled`] then.
    pub fn unless_stopped<T>(self, made: T) -> Result<T, Cancelled> {
        if self.stopped.into_inner() {
            Err(Cancelled)
        } else {
            Ok(made)
        }
    }
}

/// The observer that ignores everything.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Observer for Silent {
    fn stage(&self, _: Stage, _: u64) {}
    fn advance(&self, _: u64) {}
}
