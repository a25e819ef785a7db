//! Verdicts: which home has what within walking distance, and what is not known (walking model §4.8).

mod delta;
mod engine;
mod flips;
mod forest;
mod forward;
mod gather;
mod groups;
mod matrix;
mod pieces;
mod plan;
mod reached;
mod recheck;
mod reverse;
mod route;
mod summary;
mod swept;
mod turnover;
mod verdict;
mod verdicts;
mod week;

pub use delta::{Amount, Became, Change, DeltaRow, Side, delta, delta_by_group};
pub use engine::{CheckInput, Coverage, RuleColumns, check, check_at, check_by};
pub use flips::{Flips, changed_homes, flips};
pub use forest::{Hop, Next, Piece, WalkEnd, WalkForest, WalkStart, Way, walk_forests};
pub(crate) use gather::{cut_ends, nearest};
pub use groups::{GroupRow, GroupRule, Minutes, summarise_groups};
pub use matrix::{Matrix, Walk, rows_by_size};
pub use pieces::Step;
pub use plan::{Engine, EngineChoice, Kernel, KernelChoice, Plan};
pub use recheck::Recheck;
pub(crate) use reverse::each_destination;
pub use route::{Route, RouteLeg, routes};
pub use summary::{AtLimits, ReasonCounts, RuleSummary, Shares, Split, Summary, summarise};
pub(crate) use swept::each_origin_swept;
pub use turnover::Turnover;
pub use verdict::{Verdict, joint};
pub use verdicts::{Verdicts, verdicts};
pub use week::{WeekColumns, WeekCoverage, WeekSums, week};

pub use crate::walk::{Found, Reason, Stops};
