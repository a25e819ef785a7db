//! Results held against each other, and against what they were made of.

mod against;
mod comparable;

pub use against::{Against, AgainstRow, Baseline};
pub use comparable::{Matter, Mismatch, Mismatches};
