//! Can the people of every home in a city walk to a convenience store in 5 minutes, a food market in 10, a
//! supermarket in 15?
//!
//! A [`City`] is opened once, from an OpenStreetMap extract, and answers questions: a [`Check`] of every home, the
//! [`Gaps`] where people lack what, [`Isochrones`], a [`Matrix`] of walking times, and the [`Explanation`] of one
//! verdict. It never changes, is cheap to clone, and may be asked by many threads at once.
//!
//! ```
//! use lifecircle::{CheckOptions, City, CityOptions, Source};
//!
//! # fn main() -> Result<(), lifecircle::Error> {
//! let city = City::open(Source::Demo, &CityOptions::default())?;
//! let check = city.check(&CheckOptions::default())?;
//! let joint = check.summary().joint.exact.homes;
//! assert_eq!(joint.total(), check.summary().homes);
//! println!("{} of {} homes have everything they need", joint.covered, joint.total());
//! # Ok(())
//! # }
//! ```
//!
//! Results are values: this library prints nothing, and puts into words only what a [`report`](Check::report) says, or who asks
//! [`words`]. Units are milliseconds,
//! millimetres and thousandths of a person in integers, degrees of WGS-84 (lon, lat) in that order.

#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;

mod audit;
mod audit_files;
mod categories;
mod census;
mod census_files;
mod check;
mod city;
mod compared;
mod comparison;
pub mod coordinates;
mod delta;
mod doubt;
mod error;
mod explain;
mod explain_files;
mod far;
mod gaps;
mod home;
mod hours;
mod init;
mod inspect;
mod isochrones;
mod kept_walks;
mod layer_files;
mod levels;
mod linked;
mod lists;
mod manifest;
mod maps;
mod matrix;
mod obstacle_files;
#[cfg(test)]
mod obstacle_tests;
mod obstacles;
mod options;
mod origins;
mod output;
mod page_map;
mod plan;
mod population;
mod profiles;
mod project;
mod provenance;
mod reopen;
mod scenario;
mod site_files;
mod site_offers;
mod sites;
mod source;
mod strata;
mod study;
mod tables;
mod verify;
mod warnings;

pub mod report;
pub mod rules;
pub mod words;

pub use audit::{Audit, AuditOptions};
pub use categories::category_lists;
pub use census::{Census, CensusOptions};
pub use census_files::{CensusFileOptions, CensusFormat};
pub use check::{Check, CheckOptions};
pub use city::City;
pub use compared::{LegsCompared, PlazasCompared};
pub use comparison::{
    Against, AgainstRow, Baseline, ComparedLevel, Comparison, ComparisonOptions, Edition, Matter,
    Mismatch, Mismatches,
};
pub use delta::Delta;
pub use doubt::Links;
pub use error::Error;
pub use explain::{Along, Explanation, Leg, OUTLETS_TOLD, Opened, Outlet, RuleExplanation};
pub use gaps::{GapOptions, Gaps};
pub use home::{HomeError, may_be_address};
pub use hours::{AtTime, ByClock, CityWeek, HoursChoice};
pub use init::{Draft, FileRole, Guess, Sighting};
pub use inspect::Inspection;
pub use isochrones::{Isochrone, IsochroneOptions, Isochrones, Reached};
pub use layer_files::LayerFileOptions;
pub use levels::{AreaSums, LevelChoice, LevelFile};
pub use linked::Linked;
pub use lists::{ImportReport, List, ListFile};
pub use maps::{Frame, MapLayer, MapOptions, MapSize};
pub use matrix::{Matrix, MatrixOptions, PlaceSet, Stations};
pub use obstacles::{ObstacleOptions, ObstacleRow, Obstacles};
pub use options::{CityOptions, Misfit, Walker};
pub use origins::{Far, LOOK_MM, LeftOut, LocatedPlaces, Origin, OriginChoice, Origins, PlaceList};
pub use output::{Compared, FileOptions};
pub use plan::{CityPlan, WalkerChoice};
pub use population::{Counted, PopulationChoice};
pub use profiles::{Changed, ProfileCheck, ProfileSums};
pub use project::{PROJECT_FILE, project_format};
pub use provenance::Provenance;
pub use report::{CityReport, ReportOptions, TextDocument};
pub use rules::{Pack, Rules};
pub use scenario::Scenario;
pub use sites::{CandidateChoice, PartWeight, SiteOptions, Sites};
pub use source::Source;
pub use strata::{StrataFault, StrataFile};
pub use study::AreaChoice;
pub use tables::{BuiltInTables, demo};
pub use verify::{FileDifference, Inputs, RerunFault, ResultFolder, Values};
pub use warnings::Warning;

pub use lifecircle_core::area::{Division, MarginCheck, StudyArea};
pub use lifecircle_core::audit::{AuditFinding, AuditKind};
pub use lifecircle_core::comparison::{Cause, Findings, Loss, Points};
pub use lifecircle_core::coverage::{EngineChoice, KernelChoice, Verdict};
pub use lifecircle_core::directions::{Compass, Ground, Passage, Turn};
pub use lifecircle_core::gap::Scope;
pub use lifecircle_core::geodesy::LonLat;
pub use lifecircle_core::hours::{Country, Moment};
pub use lifecircle_core::isochrone::AreaOptions;
pub use lifecircle_core::metric::{Gates, Profile};
pub use lifecircle_core::network::Plazas;
pub use lifecircle_core::observer::{Cancelled, Observer, Silent, Stage};
pub use lifecircle_core::obstacle::{Doubts, Nature, Obstacle, ObstacleKind};
pub use lifecircle_core::place::{
    CalledHome, CategoryTable, HomeAddresses, HomesChoice, Legs, ListPolicy,
};
pub use lifecircle_core::site::Objective;
pub use lifecircle_core::units::Speed;
pub use lifecircle_core::walk::{Found, Reason};
pub use lifecircle_io::city_file::AreaEntry;
pub use lifecircle_io::draw;
pub use lifecircle_io::layer::{Crs, Format};
pub use lifecircle_io::read::Place;
pub use lifecircle_io::results::{Difference, Digests};
pub use lifecircle_io::write::{CheckLayer, Folder, IsochroneShape};
pub use lifecircle_texts::Lang;
