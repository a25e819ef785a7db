//! Outlets of a scenario, and what becomes of them.

mod draft;

use std::collections::BTreeMap;

pub(super) use draft::Draft;

use super::line::NewOutlet;
use crate::geodesy::LonLat;
use crate::place::{CategorySet, Facilities, Facility, Resolved, WayIn};
use crate::snap::SnapIndex;

/// What becomes of the outlets of a city.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutletChanges {
    /// Ranks of those that close, in order.
    closed: Vec<u32>,
    /// What those that stay become, by rank.
    edited: BTreeMap<u32, Edit>,
    /// Those that open, by id.
    added: BTreeMap<String, NewOutlet>,
}

/// What an outlet that stays becomes; `None` where it is as it was.
#[derive(Clone, Debug, Default, PartialEq)]
struct Edit {
    categories: Option<CategorySet>,
    hours: Option<String>,
    to: Option<LonLat>,
}

/// Outlets as changes leave them, and which of the former ones they are.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// The outlets.
    pub facilities: Facilities,
    /// Per former rank the present one of the same outlet, `None` where it is gone, stands elsewhere or serves otherwise.
    pub present: Vec<Option<u32>>,
    /// Present ranks of those that were not there, not there, or served otherwise, in order.
    pub fresh: Vec<u32>,
    /// Present ranks of those that have moved, in order.
    pub moved: Vec<u32>,
}

impl OutletChanges {
    /// Whether nothing becomes of any.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Where outlets open or move to.
    pub fn places(&self) -> impl Iterator<Item = LonLat> {
        let moved = self.edited.values().filter_map(|edit| edit.to);
        moved.chain(self.added.values().map(|outlet| outlet.at))
    }

    /// The outlets of the city with these changes; those at new places are joined to the streets of an index.
    ///
    /// # Complexity
    /// `O(n log n)` in the outlets.
    pub fn facilities(&self, base: &Facilities, index: &SnapIndex) -> Ranked {
        let mut rows: Vec<(Facility, Option<u32>, bool)> = Vec::with_capacity(base.rows.len());
        for (rank, row) in (0..).zip(&base.rows) {
            if self.closed.binary_search(&rank).is_ok() {
                continue;
            }
            let edit = self.edited.get(&rank);
            let row = edit.map_or_else(|| row.clone(), |edit| edit.apply(row, index));
            // Hours decide nothing but at a time, at which everything is looked at anew.
            let serves_on = edit.is_none_or(|edit| edit.to.is_none() && edit.categories.is_none());
            rows.push((
                row,
                serves_on.then_some(rank),
                edit.is_some_and(|e| e.to.is_some()),
            ));
        }
        rows.extend(
            self.added
                .values()
                .map(|new| (facility(new, index), None, false)),
        );
        rows.sort_by(|a, b| a.0.rank_key().cmp(&b.0.rank_key()));
        let mut present = vec![None; base.rows.len()];
        let (mut fresh, mut moved) = (Vec::new(), Vec::new());
        for (rank, (_, former, has_moved)) in (0..).zip(&rows) {
            match former {
                Some(former) => present[*former as usize] = Some(rank),
                None => fresh.push(rank),
            }
            if *has_moved {
                moved.push(rank);
            }
        }
        let mut facilities = Facilities {
            rows: rows.into_iter().map(|(row, ..)| row).collect(),
            report: base.report,
            conflation: base.conflation.clone(),
            elsewhere: base.elsewhere,
        };
        facilities.count_anew();
        let (added, closed) = (self.added.len() as u64, self.closed.len() as u64);
        let report = &mut facilities.report;
        report.candidates = (report.candidates + added).saturating_sub(closed);
        report.closed += closed;
        Ranked {
            facilities,
            present,
            fresh,
            moved,
        }
    }
}

impl Edit {
    /// What remains of it for an outlet: nothing where it changes back.
    fn against(mut self, row: &Facility) -> Option<Self> {
        self.categories = self.categories.filter(|&set| set != row.categories);
        self.hours = self.hours.filter(|hours| Some(hours) != row.hours.as_ref());
        let stays = |to: &LonLat| row.resolved == Resolved::Node && row.ways_in[0].at == *to;
        self.to = self.to.filter(|to| !stays(to));
        (self != Self::default()).then_some(self)
    }

    fn apply(&self, row: &Facility, index: &SnapIndex) -> Facility {
        let mut row = row.clone();
        if let Some(categories) = self.categories {
            // Whoever changes them says what it is: that is no thin ground.
            (row.categories, row.doubtful) = (categories, false);
        }
        if let Some(hours) = &self.hours {
            row.hours = Some(hours.clone());
        }
        if let Some(at) = self.to {
            row.resolved = Resolved::Node;
            row.ways_in = vec![standing(at, index)];
        }
        row
    }
}

fn standing(at: LonLat, index: &SnapIndex) -> WayIn {
    WayIn {
        at,
        entrance: None,
        snap: index.point(at),
    }
}

fn facility(new: &NewOutlet, index: &SnapIndex) -> Facility {
    Facility {
        id: new.id.clone(),
        element: None,
        name: new.name.clone(),
        categories: new.categories,
        brand: new.brand.clone(),
        hours: new.hours.clone(),
        resolved: Resolved::Node,
        merged: Vec::new(),
        doubtful: false,
        ways_in: vec![standing(new.at, index)],
    }
}
