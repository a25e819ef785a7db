//! What a choice of sites must keep to.

use std::collections::BTreeMap;

use super::{Candidate, Candidates, SiteError};
use crate::area::OUTSIDE;
use crate::geodesy::{LocalPlane, LonLat, haversine_m};
use crate::units::{m_to_mm, mm_to_m, narrow};

/// What a choice of sites must keep to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// So many sites at most.
    pub count: usize,
    /// What they may cost together, in thousandths.
    pub budget_milli: Option<u64>,
    /// How far apart any two must be at least, as the crow flies, in mm.
    pub spacing_mm: Option<u32>,
    /// Per candidate its group, of which at most one is chosen; `u32::MAX` for none.
    pub group: Option<Vec<u32>>,
}

impl Terms {
    /// That some choice keeps to these terms.
    ///
    /// # Errors
    /// [`SiteError`] where none does.
    pub(super) fn check(&self, candidates: &Candidates) -> Result<(), SiteError> {
        let rows = candidates.rows.iter().enumerate();
        let joined = rows.filter(|(row, _)| !candidates.snaps(*row).is_empty());
        let costs: Vec<u64> = joined.map(|(_, row)| row.cost_milli).collect();
        if self.count == 0 {
            return Err(SiteError::NoSite);
        }
        if candidates.count() == 0 {
            return Err(SiteError::NoCandidate);
        }
        let Some(&cheapest) = costs.iter().min() else {
            return Err(SiteError::NoStreet(candidates.count() as u64));
        };
        if self.count > costs.len() {
            return Err(SiteError::TooFew {
                wanted: self.count as u64,
                candidates: costs.len() as u64,
            });
        }
        if let Some(budget) = self.budget_milli.filter(|&budget| budget < cheapest) {
            let said = |milli: u64| crate::units::milli_to_people(milli).to_string();
            return Err(SiteError::Budget {
                budget: said(budget),
                cheapest: said(cheapest),
            });
        }
        Ok(())
    }

    /// Whether a candidate may stand beside those that are chosen.
    pub(super) fn allow(&self, candidates: &[Candidate], chosen: &[u32], next: u32) -> bool {
        let row = |own: u32| &candidates[own as usize];
        if chosen.len() >= self.count || chosen.contains(&next) {
            return false;
        }
        if let Some(budget) = self.budget_milli {
            let spent = chosen.iter().map(|&own| u128::from(row(own).cost_milli));
            let cost = spent.sum::<u128>() + u128::from(row(next).cost_milli);
            if cost > u128::from(budget) {
                return false;
            }
        }
        if let Some(group) = &self.group {
            let own = group[next as usize];
            if own != OUTSIDE && chosen.iter().any(|&c| group[c as usize] == own) {
                return false;
            }
        }
        self.spacing_mm.is_none_or(|spacing_mm| {
            let apart = |&own: &u32| m_to_mm(haversine_m(row(own).at, row(next).at)) >= spacing_mm;
            chosen.iter().all(apart)
        })
    }

    /// Groups of which no choice that keeps to these terms holds two: those of the terms, or squares so small that any two
    /// candidates in one are too near.
    pub(super) fn groups(&self, candidates: &Candidates) -> Option<Vec<u32>> {
        if let Some(group) = &self.group {
            return Some(group.clone());
        }
        let spacing_mm = self.spacing_mm.filter(|&mm| mm > 0)?;
        let rows = &candidates.rows;
        // Where a degree is widest: no distance is longer than it looks in this plane.
        let widest = rows
            .iter()
            .map(|row| row.at.lat.abs())
            .min_by(f64::total_cmp)?;
        let plane = LocalPlane::at(LonLat {
            lon: 0.0,
            lat: widest,
        });
        let side_m = mm_to_m(spacing_mm) / 1.5;
        let mut squares: BTreeMap<[i64; 2], u32> = BTreeMap::new();
        let square = |row: &Candidate| {
            let [x, y] = plane.project(row.at);
            [x, y].map(|m| crate::units::m_to_signed_mm((m / side_m).floor()) / 1000)
        };
        let group = rows.iter().map(|row| {
            let next = narrow(squares.len());
            *squares.entry(square(row)).or_insert(next)
        });
        Some(group.collect())
    }
}
