//! Results held against each other, and against what they were made of.

mod against;
mod comparable;
mod edition;
mod files;
mod held;
mod reruns;

pub use against::{Against, AgainstRow, Baseline};
pub use comparable::{Matter, Mismatch, Mismatches};
pub use edition::Edition;
pub use held::{ComparedLevel, Comparison, ComparisonOptions};
