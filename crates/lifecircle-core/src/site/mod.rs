//! Where new outlets serve most people: candidates, whom each would serve, and which of them to choose.
//!
//! ```text
//! Candidate …, SnapIndex ── Candidates::new ──▶ Candidates          places on the streets, as facilities of a list stand
//! CheckInput, Coverage ──── Covering::new ───▶ Covering             per candidate the homes that it would cover
//!                       └── Savings::new ────▶ Savings              per candidate the walks that it would shorten
//! Candidates, Covering, Terms ── plan ───────▶ SitePlan             the sites chosen, with a bound on what is possible
//! ```
//!
//! A gain is what a rerun of [`check`](crate::coverage::check()) counts with a facility at the candidate: every home that it
//! covers then and did not before, also one that was unknown.

mod candidate;
mod choose;
mod covering;
mod exact;
mod plan;
mod points;
mod priced;
mod question;
mod relax;
mod saving;
mod state;
mod terms;
mod told;

pub(crate) use candidate::street_and_quarter;
pub use candidate::{Candidate, Candidates, SiteKind, place_name};
pub use covering::{Covering, Gain};
pub use plan::{PlannedSite, SitePlan, plan};
pub use points::{StreetPoints, street_points};
pub use question::{Objective, SiteAreas, SiteError, SiteQuestion, without};
pub use saving::Savings;
pub use terms::Terms;

#[cfg(test)]
mod tests;
