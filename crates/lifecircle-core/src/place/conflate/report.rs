//! What was found, with what it was found of: for tables and maps.

use super::{Conflation, Finding, FindingCounts, Found, KeptWord, ListPolicy, Outlet};
use crate::geodesy::LonLat;
use crate::place::category::CategorySet;

/// What a source knows of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its id there.
    pub id: String,
    /// Its name there.
    pub name: Option<String>,
    /// What it serves as there.
    pub categories: CategorySet,
    /// Its address, of rows of a list that tells.
    pub address: Option<String>,
}

/// One place of the list, of OpenStreetMap, or of both.
#[derive(Clone, Debug, PartialEq)]
pub struct ConflationRow {
    /// What was found.
    pub finding: Finding,
    /// Whose counts.
    pub kept: KeptWord,
    /// What the list knows, unless OpenStreetMap alone has it.
    pub list: Option<Known>,
    /// What OpenStreetMap knows, unless the list alone has it.
    pub osm: Option<Known>,
    /// Where the list has it, else OpenStreetMap.
    pub at: LonLat,
    /// How far the two are apart, of pairs.
    pub distance_mm: Option<u32>,
    /// How alike their names are, in thousandths, of pairs of which both have a telling name.
    pub likeness_permille: Option<u32>,
}

/// What a list and OpenStreetMap have of each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConflationReport {
    /// Which of both counts.
    pub policy: ListPolicy,
    /// One row per place, those of the list by id, then what OpenStreetMap alone has, by id. What OpenStreetMap alone
    /// has and has as closed is left out.
    pub rows: Vec<ConflationRow>,
}

impl ConflationReport {
    /// Tells everything that was found of these outlets.
    pub(super) fn new(
        conflation: &Conflation,
        policy: ListPolicy,
        osm: &[Outlet],
        own: &[Outlet],
    ) -> Self {
        let row = |found: &Found| {
            let list = found.own.map(|i| &own[i as usize]);
            let osm = found.osm.map(|i| &osm[i as usize]);
            let is_gone = list.is_none() && osm.is_some_and(super::is_closed);
            (!is_gone).then_some(ConflationRow {
                finding: found.finding,
                kept: conflation.kept(found, policy),
                list: list.map(Known::of),
                osm: osm.map(Known::of),
                at: list.or(osm)?.at,
                distance_mm: found.distance_mm,
                likeness_permille: found.likeness_permille,
            })
        };
        Self {
            policy,
            rows: conflation.found.iter().filter_map(row).collect(),
        }
    }

    /// How many rows there are of each finding.
    pub fn counts(&self) -> FindingCounts {
        Finding::count(self.rows.iter().map(|row| row.finding))
    }

    /// How many rows of the list it holds.
    pub fn of_list(&self) -> u64 {
        self.rows.iter().filter(|row| row.list.is_some()).count() as u64
    }

    /// How many outlets of OpenStreetMap it holds.
    pub fn of_osm(&self) -> u64 {
        self.rows.iter().filter(|row| row.osm.is_some()).count() as u64
    }
}

impl Known {
    fn of(outlet: &Outlet) -> Self {
        Self {
            id: outlet.id.to_owned(),
            name: outlet.name.map(str::to_owned),
            categories: outlet.categories,
            address: outlet.address.map(str::to_owned),
        }
    }
}
