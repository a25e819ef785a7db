//! Lists row by row: places, facilities, homes, zones, strata.

mod cells;
mod facility;
mod plain;
mod reader;
mod residence;
mod site;
mod status;
mod stratum;
mod zone;

pub use facility::{FacilityEntry, facilities};
pub use plain::{Place, PlaceEntry, places};
pub(crate) use reader::input_error;
pub use reader::open_table;
pub use residence::{ResidenceEntry, residences};
pub use site::{SiteEntry, SitePlace, sites};
pub use stratum::{StratumEntry, StratumRow, strata};
pub use zone::{ZoneEntry, ZoneRow, zones};

use super::import::Located;

/// What a row says beside its position.
pub trait Entry: Sized {
    /// What it becomes.
    type Row;

    /// The id that the file gives it.
    fn own_id(&self) -> Option<&str>;

    /// The id of what it has become.
    fn id_of(row: &Self::Row) -> &str;

    /// What people call it.
    fn name(&self) -> Option<&str> {
        None
    }

    /// Gives it an id.
    fn set_id(&mut self, id: String);

    /// The row, once its position is known; `None` for one that must be somewhere and is nowhere.
    fn at(self, position: Option<Located>) -> Option<Self::Row>;
}
