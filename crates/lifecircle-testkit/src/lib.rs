//! Test help for Lifecircle: small worlds with answers known in advance, and oracles that
//! compute the same answers another way.
//!
//! * [`OsmBuilder`] writes nodes, ways and relations as real `.osm.pbf` bytes.
//! * [`Scene`] draws a network in ASCII, adds ways, homes and shops, and checks it.
//! * [`GridCity`] has walking times in closed form.
//! * [`Multigraph`] is a random graph that prints itself as the code that builds it.
//! * [`workbook`] and [`bomb_workbook`] are spreadsheets that no program writes.
//! * [`WildWorld`] is a file that no city would be, made at random.
//! * [`oracle`] holds Floyd–Warshall and petgraph's Dijkstra over explicit (node, phase) states.
//!
//! Worlds lie on the equator, where a step of 1e-7 degrees is 11.119508023 mm in either
//! direction, so that lengths are products of integers ([`units_mm`]).
#![allow(
    clippy::missing_panics_doc,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a test helper that is used wrongly should stop the test"
)]

mod encode;
mod grid;
mod map;
mod multigraph;
mod numbers;
pub mod oracle;
mod osm;
mod packed;
mod rng;
mod scene;
mod strip;
mod wild;
mod world;

pub use encode::{
    Encoding, HeaderBox, Order, data_block, file, framed, header_block, raw_blob, zlib_blob,
};
pub use grid::GridCity;
pub use map::Map;
pub use multigraph::{Multigraph, Street};
pub use numbers::{metres_units, units_mm, walk_ms, walk_ms_at};
pub use osm::{Member, Node, OsmBuilder, Relation, TagList, Way, tags};
pub use packed::{bomb_workbook, workbook};
pub use rng::Rng;
pub use scene::Scene;
pub use strip::without_box;
pub use wild::{Ground, Shore, WildWorld};
pub use world::{Checked, Settings, World, pack_of, rule};

pub use osmpbfreader::{fileformat, osmformat};
