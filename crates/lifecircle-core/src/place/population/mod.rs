//! People as somebody counted them, shared among homes by floor area (walking model §5, option *counted people*).
//!
//! Homes have an estimate of their people each. Counts by zone, by raster cell or for the whole replace it: what a
//! zone holds is shared among its homes by their floor area, to the thousandth of a person. Nothing is dropped: what
//! no home can take is in the report.

mod ages;
mod allocate;
mod cells;
mod join;
mod report;
mod share;
mod zones;

pub use ages::Ages;
pub use allocate::{Allocation, Population, allocate};
pub use cells::Cells;
pub use join::{JoinedNames, UnjoinedName, join_names};
pub use report::{PopulationReport, ZoneShare};
pub(crate) use share::share;
pub use zones::{PopulationError, Zone, Zones};

/// A thousand times everybody on earth, in thousandths: sums and shares of it stay within 64 bits.
pub const MAX_PEOPLE_MILLI: u64 = 10_000_000_000_000_000;
