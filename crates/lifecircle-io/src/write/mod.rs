//! Results as files.

mod areas;
mod audit;
mod census;
mod changed_outlets;
mod column;
mod comparison;
mod conflation;
mod delta;
#[cfg(test)]
mod docs_tests;
mod facilities;
mod folder;
mod gap_areas;
mod gap_streets;
mod hash;
mod hours;
mod isochrones;
mod layers;
mod manifest;
mod matrix;
mod obstacles;
mod parts;
mod rejects;
mod residences;
mod routes;
mod service_areas;
mod shape;
mod sides;
mod sites;
mod staging;
mod summary;

pub use areas::Divided;
pub(crate) use audit::audit_aliases;
pub use audit::{AuditContents, AuditLayer, audit_advice, audit_kind_name, element_link};
pub use census::{CensusContents, CensusLayer};
pub(crate) use changed_outlets::changed_outlet_aliases;
pub use changed_outlets::{OutletChange, changed_outlet_places, changed_outlets_layer};
pub(crate) use column::{Alias, Spread};
pub(crate) use comparison::comparison_aliases;
pub use comparison::{ComparisonContents, ComparisonSink, comparison_layer};
pub(crate) use delta::delta_aliases;
pub use delta::{DeltaContents, delta_layer};
pub use folder::{Folder, Waiting, WriteError, place, spool_in, waiting_file};
pub(crate) use gap_areas::JOINT;
pub use hash::{Sha256Hex, sha256};
pub use hours::{WeekWords, week_csv, week_svg, weekday_names};
pub(crate) use isochrones::isochrone_aliases;
pub use isochrones::{
    IsochroneFacts, IsochroneShape, area_row, isochrone_schema, network_row, street_rows,
};
pub use layers::{CheckLayer, LayerContents, LayerFiles, LayersError, layer_tables, write_layers};
pub use manifest::{MANIFEST, ManifestInput, RESULTS_VERSION, manifest};
pub use matrix::{MatrixError, MatrixFormat, MatrixWriter};
pub(crate) use obstacles::obstacle_aliases;
pub use obstacles::{
    ObstacleContents, ObstacleLayer, ToldObstacle, nature_name, obstacle_advice, obstacle_name,
};
pub use parts::{StratumSums, strata_csv, week_areas_csv};
pub use rejects::rejects;
pub use routes::{RoutePiece, RouteRow, route_layer};
pub(crate) use sites::site_aliases;
pub use sites::{SitePart, SiteRow, covering_csv, site_layer, site_parts};
pub use staging::abandon;
pub use summary::{Remarks, Reports, dropped_counts, network_counts, summary};

use lifecircle_core::isochrone::Area;
use lifecircle_core::metric::Unit;
use lifecircle_core::units::{mm_to_m, ms_to_s, round_m2};

use crate::layer::Value;

/// The attribution every output carries when OpenStreetMap data went in.
pub const ATTRIBUTION: &str = "© OpenStreetMap contributors, ODbL 1.0";
/// The same for data made by `lifecircle synth`.
pub const SYNTHETIC: &str = "synthetic data, not OpenStreetMap";

/// A time, where there is one.
fn seconds(ms: Option<u32>) -> Value {
    ms.map_or(Value::Null, |ms| Value::Number(ms_to_s(ms)))
}

/// A length, where there is one.
fn metres(mm: Option<u32>) -> Value {
    mm.map_or(Value::Null, |mm| Value::Number(mm_to_m(mm)))
}

/// A weight, or what lies between two, in the unit of its rule.
fn weight(value: Option<u32>, unit: Unit) -> Value {
    match unit {
        Unit::Time => seconds(value),
        Unit::Length => metres(value),
    }
}

/// A count.
fn whole(count: usize) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The size of an area in square metres, 1 decimal.
fn area_m2(area: &Area) -> Value {
    Value::Number(round_m2(area.area_m2()))
}
