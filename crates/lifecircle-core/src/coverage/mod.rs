//! Verdicts: which homes have which facilities within walking distance, and what is not known (§4.8).

mod engine;
mod forward;
mod gather;
pub(crate) mod layer;
mod matrix;
mod plan;
pub(crate) mod reverse;
mod route;
mod summary;
mod swept;
mod verdict;

pub use engine::{CheckInput, Coverage, Found, RuleColumns, check, check_by};
pub(crate) use engine::{cut_nodes, members};
pub use layer::Stops;
pub use matrix::{Matrix, Walk, rows_by_size};
pub use plan::{Engine, EngineChoice, Kernel, KernelChoice, Plan};
pub use route::{Step, route};
pub use summary::{
    AtLimits, ReasonCounts, RuleSummary, Shares, Split, Summary, percentile, summarise,
};
pub use verdict::{Reason, Verdict, joint};

/// How far nearest facilities are looked for, in ms: 60 minutes.
pub const HORIZON_MS: u32 = 3_600_000;
