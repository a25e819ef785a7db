//! The walkability engine of Lifecircle.
//!
//! For every home of a city: can its people walk to a convenience store in 5 minutes, a food
//! market in 10, a supermarket in 15? Data flows one way, one public function per arrow:
//!
//! ```text
//! osm::read        .osm.pbf            → OsmData
//! street_network   OsmData             → StreetNetwork
//! build            StreetNetwork       → BuiltNetwork: WalkGraph, Streets, BuildReport
//! SnapIndex        Streets             → Snap of a place
//! assemble         all of these, and facilities and residences with snapped entrances
//! Walks            BuiltNetwork        → state graphs and hierarchies, made once
//! coverage::check  Walks, places, RulePack → verdict per home and rule
//! ```
//!
//! Units: millimetres and milliseconds in integers, degrees of WGS-84 (lon, lat) in that order.
//! The library prints nothing and reads no clock and no environment.
//!
//! # The main nouns
//! Each module is a namespace; the nouns that most programs name are here at the root as well.
//!
//! * [`OsmData`] is an extract as it was read, [`StreetNetwork`] its walkable ways, [`BuiltNetwork`] graph
//!   and streets. [`SnapIndex`] finds where a [`LonLat`] joins them.
//! * [`Facilities`] and [`Residences`] are the places that walks lead to and start from; a [`RulePack`] says what
//!   a home is tested on.
//! * [`Walking`] is how people walk: a [`Profile`] at a speed, with what [`Gates`] do. [`Walks`] are the legal walks of
//!   such people on one network, prepared once and lent to every question.
//! * [`Coverage`] holds the verdicts of a check, [`Summary`] their sums, [`GapMap`] where people lack what.
//! * [`Reach`] searches from one place and cuts streets to the millimetre; [`Areas`] draws each [`Area`] around them.
//! * An [`Observer`] hears of progress and stops long work, which then returns [`Cancelled`].
//!
//! Graphs and searches themselves are [`lifecircle_graph`], shown here under the same paths.

pub mod area;
pub mod assemble;
pub mod audit;
pub mod basemap;
mod bits;
pub mod build;
pub mod census;
pub mod comparison;
pub mod conditional;
pub mod coverage;
pub mod datum;
pub mod directions;
pub mod evidence;
pub mod gap;
pub mod geodesy;
pub mod hindrances;
pub mod hours;
pub mod isochrone;
mod lists;
pub mod message;
pub mod metric;
pub mod near;
pub mod network;
pub mod obstacle;
pub mod osm;
pub mod place;
pub mod reach;
pub mod rules;
pub mod scenario;
pub mod shapes;
pub mod site;
pub mod snap;
mod sorted;
pub mod streets;
pub mod texts;
mod toml_fault;
pub mod units;
pub mod walk;

pub use lifecircle_graph::{graph, id, observer, par, search, sweep};

pub use build::BuiltNetwork;
pub use coverage::{Coverage, Summary};
pub use gap::GapMap;
pub use geodesy::LonLat;
pub use isochrone::{Area, Areas};
pub use metric::{Gates, Profile, Walking};
pub use network::StreetNetwork;
pub use observer::{Cancelled, Observer};
pub use osm::OsmData;
pub use place::{Facilities, Residences};
pub use reach::Reach;
pub use rules::RulePack;
pub use snap::SnapIndex;
pub use toml_fault::{TomlFault, place as place_in_text};
pub use walk::Walks;
