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

pub mod graph;
pub mod id;
pub mod observer;
pub mod search;
pub mod sweep;
pub mod units;

#[cfg(feature = "osm")]
pub mod assemble;
#[cfg(feature = "osm")]
mod bits;
#[cfg(feature = "osm")]
pub mod build;
#[cfg(feature = "osm")]
pub mod coverage;
#[cfg(feature = "osm")]
pub mod gap;
#[cfg(feature = "osm")]
pub mod geodesy;
#[cfg(feature = "osm")]
pub mod isochrone;
#[cfg(feature = "osm")]
mod lists;
#[cfg(feature = "osm")]
pub mod metric;
#[cfg(feature = "osm")]
pub mod network;
#[cfg(feature = "osm")]
pub mod osm;
pub mod par;
#[cfg(feature = "osm")]
pub mod place;
#[cfg(feature = "osm")]
pub mod reach;
#[cfg(feature = "osm")]
pub mod rules;
#[cfg(feature = "osm")]
pub mod shapes;
#[cfg(feature = "osm")]
pub mod snap;
#[cfg(feature = "osm")]
mod sorted;
#[cfg(feature = "osm")]
pub mod streets;
#[cfg(feature = "osm")]
pub mod texts;
#[cfg(feature = "osm")]
pub mod walk;
