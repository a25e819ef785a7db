//! Two results held against each other: which homes and outlets are the same, who is gained and lost, and why.
//!
//! ```text
//! Findings, Findings ─pair─→ Pairing ─causes→ Causes ─sums→ ComparisonRow
//! ```
//!
//! [`Findings`] are what a check found, in a form that a city and a folder of files both can give: so results are compared
//! in one way wherever they come from.

mod causes;
mod findings;
mod loss;
mod outlets;
mod pairs;
mod sums;

pub use causes::{Alone, Cause, Causes, causes};
pub use findings::{Findings, LevelFindings, OutletFound, RuleFindings};
pub use loss::{Loss, Points, loss};
pub use outlets::{outlets_with, stands_elsewhere};
pub use pairs::{OutletFate, OutletPairs, Pairing, Pairs, SAME_OUTLET_MM};
pub use sums::{
    AreaRow, CauseAmounts, ComparedChange, ComparedHome, ComparisonRow, HomeFate, compare,
    compare_by_area,
};
