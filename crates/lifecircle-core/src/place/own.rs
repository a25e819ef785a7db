//! The user's own facilities.

use super::category::CategorySet;
use super::conflate::{ListPolicy, Status};
use crate::geodesy::LonLat;

/// A row of the user's own list.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnFacility {
    /// The row's own id.
    pub id: String,
    /// Its name, if the list has one.
    pub name: Option<String>,
    /// What it serves as.
    pub categories: CategorySet,
    /// Where it is.
    pub at: LonLat,
    /// Whether it is open; a closed one is no facility, and takes its like in the extract with it.
    pub status: Status,
    /// Its chain, if the list tells.
    pub brand: Option<String>,
    /// When it is open, if the list tells.
    pub hours: Option<String>,
    /// Its address, if the list tells; for people alone, in the layer of conflation.
    pub address: Option<String>,
}

impl OwnFacility {
    /// An open one of which no more is known.
    pub fn new(id: String, categories: CategorySet, at: LonLat) -> Self {
        Self {
            id,
            name: None,
            categories,
            at,
            status: Status::default(),
            brand: None,
            hours: None,
            address: None,
        }
    }
}

/// The user's own facilities, and what they count for beside the extract's.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnList<'a> {
    /// The rows.
    pub rows: &'a [OwnFacility],
    /// Whether the extract's own facilities are left out unseen.
    pub replace: bool,
    /// Which of both counts where both have a place.
    pub policy: ListPolicy,
}

impl OwnList<'_> {
    /// Whether it is held against the extract.
    pub(super) fn is_conflated(&self) -> bool {
        !self.replace && self.policy != ListPolicy::Union && !self.rows.is_empty()
    }
}
