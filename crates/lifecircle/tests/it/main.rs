//! The library face, as a program that links it sees it.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that fails says where; times are for who runs it by hand"
)]

mod cancelled;
mod causes;
mod comparison;
mod coordinates;
mod edited;
mod errors;
mod incremental;
mod inferred;
mod levels;
mod lists;
mod obstacles;
mod page_map;
mod planted;
mod plazas;
mod report;
mod scenario;
mod shared;
mod strata;
mod study;
