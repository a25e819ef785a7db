//! Candidates of an extract and of a list, and what is left of both once they are conflated.

use std::ops::Range;

use super::{ConflateOptions, ConflationReport, ListPolicy, Outlet, Status, conflate};
use crate::observer::{Cancelled, Observer};
use crate::place::candidate::Candidate;
use crate::place::category::{CategorySet, CategoryTable};
use crate::place::merge::merge;

/// The candidates of both sources, open and closed ones apart.
#[derive(Default)]
pub(in crate::place) struct Sources {
    osm: Vec<Candidate>,
    osm_closed: Vec<Candidate>,
    own: Vec<Candidate>,
    own_closed: Vec<Candidate>,
}

/// Candidates, those that are one place grouped by position, and what was found of them.
pub(in crate::place) type Settled = (Vec<Candidate>, Vec<Vec<usize>>, Option<ConflationReport>);

impl Sources {
    /// Adds candidates.
    pub(in crate::place) fn add(&mut self, candidates: impl IntoIterator<Item = Candidate>) {
        for candidate in candidates {
            let is_closed = candidate.status == Status::Closed;
            let source = match (candidate.element.is_some(), is_closed) {
                (true, false) => &mut self.osm,
                (true, true) => &mut self.osm_closed,
                (false, false) => &mut self.own,
                (false, true) => &mut self.own_closed,
            };
            source.push(candidate);
        }
    }

    /// How many of both are open.
    pub(in crate::place) fn open(&self) -> u64 {
        (self.osm.len() + self.own.len()) as u64
    }

    /// How many rows of the list are closed.
    pub(in crate::place) fn closed(&self) -> u64 {
        self.own_closed.len() as u64
    }

    /// Open candidates of both, duplicates of either source merged with each other.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub(in crate::place) fn united(self, observer: &dyn Observer) -> Result<Settled, Cancelled> {
        let mut candidates = self.osm;
        candidates.extend(self.own);
        let clusters = merge(&candidates, observer)?;
        Ok((candidates, clusters, None))
    }

    /// Duplicates within each source merged, both conflated, and what counts by a policy.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub(in crate::place) fn conflated(
        self,
        table: &CategoryTable,
        policy: ListPolicy,
        observer: &dyn Observer,
    ) -> Result<Settled, Cancelled> {
        let mut candidates = Vec::new();
        let mut append = |mut part: Vec<Candidate>| -> Range<usize> {
            let first = candidates.len();
            candidates.append(&mut part);
            first..candidates.len()
        };
        let [osm, osm_closed, own, own_closed] =
            [self.osm, self.osm_closed, self.own, self.own_closed].map(&mut append);
        let osm = clusters_of(&candidates, [osm, osm_closed], observer)?;
        let own = clusters_of(&candidates, [own, own_closed], observer)?;
        let outlets = |clusters: &[Vec<usize>]| -> Vec<Outlet> {
            clusters.iter().map(|c| outlet(&candidates, c)).collect()
        };
        let (osm_outlets, own_outlets) = (outlets(&osm), outlets(&own));
        let options = ConflateOptions {
            chains: table.chains().map(str::to_owned).collect(),
            ..ConflateOptions::default()
        };
        let conflation = conflate(&osm_outlets, &own_outlets, &options, observer)?;
        let report = ConflationReport::new(&conflation, policy, &osm_outlets, &own_outlets);
        let kept = conflation.apply(policy);
        let counted = |clusters: &[Vec<usize>], kept: &[u32]| -> Vec<Vec<usize>> {
            kept.iter().map(|&i| clusters[i as usize].clone()).collect()
        };
        let clusters = [counted(&osm, &kept.osm), counted(&own, &kept.own)].concat();
        Ok((candidates, clusters, Some(report)))
    }
}

/// The groups of duplicates in some parts of all candidates, part by part.
fn clusters_of(
    candidates: &[Candidate],
    parts: [Range<usize>; 2],
    observer: &dyn Observer,
) -> Result<Vec<Vec<usize>>, Cancelled> {
    let mut clusters = Vec::new();
    for part in parts {
        let first = part.start;
        let merged = merge(&candidates[part], observer)?;
        let moved = merged
            .into_iter()
            .map(|cluster| cluster.into_iter().map(|i| first + i).collect());
        clusters.extend(moved);
    }
    Ok(clusters)
}

/// A group of duplicates as one place: the first stands for all, and the others tell what it does not.
fn outlet<'a>(candidates: &'a [Candidate], cluster: &[usize]) -> Outlet<'a> {
    let first = &candidates[cluster[0]];
    let members = || cluster.iter().map(|&i| &candidates[i]);
    let (at, half_box_mm) = first.shape.bounds();
    Outlet {
        id: &first.id,
        name: members().find_map(|c| c.name.as_deref()),
        categories: members().fold(CategorySet::default(), |set, c| set.union(c.categories)),
        at,
        half_box_mm,
        status: first.status,
        brand: members().find_map(|c| c.brand.as_deref()),
        address: members().find_map(|c| c.address.as_deref()),
    }
}
