//! Homes and facilities: which elements they are, where people enter them, how many live there.

mod address;
mod around;
mod built_in;
mod candidate;
mod category;
mod clear;
mod conflate;
mod facility;
mod merge;
mod name;
mod outline;
mod own;
mod people;
mod plausible;
mod population;
mod premises;
mod residence;

pub(crate) use merge::SAME_NAME_MM;
pub(crate) use name::normalise;
pub(crate) use population::share;

pub use crate::osm::tagging::people::PEOPLE_PER_HOUSEHOLD;
pub use address::{ADDRESS_REACH_MM, AddressFound, CalledHome, HomeAddresses, is_address};
pub use around::Legs;
pub use built_in::{BUILT_IN_FORMATS, BUILT_IN_LISTS, BUILT_IN_TABLES};
pub use candidate::{Candidate, FacilityCandidates};
pub use category::{
    Category, CategoryList, CategoryMiss, CategorySet, CategoryTable, Class, FormatName, Listing,
    PoiTypes, RowCategories, RowEvidence, RowWords, Staffing, TableError,
};
pub use clear::ClearedLegs;
pub use conflate::{
    ConflateOptions, Conflation, ConflationReport, ConflationRow, Finding, FindingCounts, Found,
    Kept, KeptWord, Known, ListPolicy, Outlet, Status, conflate, join_lists,
};
pub use facility::{Facilities, Facility, FacilityReport, FacilitySites, Resolved, facilities};
pub use merge::Shape;
pub use own::{OwnFacility, OwnList};
pub use people::PeopleTable;
pub use plausible::{ThinCategory, thin_categories};
pub use population::{
    Ages, Allocation, Cells, JoinedNames, MAX_PEOPLE_MILLI, Population, PopulationError,
    PopulationReport, UnjoinedName, Zone, ZoneShare, Zones, allocate, join_names,
};
pub use premises::Premises;
pub use residence::{
    HomeId, HomeKind, HomeSites, HomesChoice, LeftOut, Outlines, OwnResidence, ResidenceChoice,
    ResidenceReport, Residences, residences,
};

use crate::geodesy::LonLat;
use crate::snap::Snap;

/// One way into a place: where its leg starts, and the street it leads to, if one is in reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WayIn {
    /// Where the leg starts.
    pub at: LonLat,
    /// The entrance node, where it is one.
    pub entrance: Option<i64>,
    /// The connection to the network.
    pub snap: Option<Snap>,
}
