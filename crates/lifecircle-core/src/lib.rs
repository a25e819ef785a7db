//! The walkability engine of Lifecircle.
//!
//! For every home of a city: can its people walk to a convenience store in 5 minutes, a food
//! market in 10, a supermarket in 15? Data flows one way, one public function per arrow:
//!
//! ```text
//! osm::read        .osm.pbf            → OsmData
//! street_network   OsmData             → StreetNetwork
//! build            StreetNetwork       → WalkGraph + Streets + BuildReport
//! SnapIndex        Streets             → Snap of a place
//! facilities, residences               → places with snapped entrances
//! coverage::check  all of these, rules → verdict per home and rule
//! ```
//!
//! Units: millimetres and milliseconds in integers, degrees of WGS-84 (lon, lat) in that order.
//! The library prints nothing and reads no clock and no environment.

pub mod assemble;
mod bits;
pub mod build;
pub mod coverage;
pub mod gap;
pub mod geodesy;
pub mod isochrone;
mod lists;
pub mod message;
pub mod metric;
pub mod network;
pub mod osm;
pub mod place;
pub mod reach;
pub mod rules;
pub mod shapes;
pub mod snap;
mod sorted;
pub mod streets;
pub mod texts;
mod toml_fault;
pub mod units;
pub mod walk;

pub use lifecircle_graph::{graph, id, observer, par, search, sweep};
pub use toml_fault::TomlFault;
