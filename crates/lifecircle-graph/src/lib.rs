//! The graph of Lifecircle and the searches that run on it, in whole milliseconds or millimetres.
//!
//! ```text
//! graph   WalkGraph   the topology of a city: compact rows, with petgraph's traits
//!         StateGraph  where a legal walk may be, and what it may do next, under one metric
//! search  SearchSpace one origin, up to a limit        nearest_k  many targets at once
//! sweep   SweepSpace  32 origins at once, over a Hierarchy
//! ```
//!
//! Nothing here knows of OpenStreetMap, of geometry, of files: streets are numbers, and what walking
//! one costs is a closure's answer. That is why it is a crate of its own: an import of any of them does
//! not compile. Who builds these graphs from maps and searches from each home is `lifecircle-core`,
//! which shows all of this under the same paths.
//!
//! Beside it stands what every layer needs: [`id`]s, the [`observer`] of long work, [`par`] to share it out.

pub mod graph;
pub mod id;
pub mod observer;
pub mod par;
pub mod search;
pub mod sweep;
pub mod units;
