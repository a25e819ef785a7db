//! `lifecircle bench`: the arrows of the data flow timed in turns, each beside its yardstick.
//!
//! Machines are noisy and differ. So every arrow names a *yardstick* that ran in the same round
//! (the bare pass over the file for reading, a textbook search for searching), and runs are
//! compared by the ratio to it. *Work counts* (states settled, arcs relaxed, labels queued) differ
//! on no machine and are compared exactly.

mod arrows;
mod compare;
mod document;
mod isochrones;
mod machine;
mod plain;
mod recorder;

pub(crate) use arrows::{Subject, measure};
pub(crate) use compare::{compare, readable};
pub(crate) use document::{Run, document, table};
pub(crate) use machine::Machine;
