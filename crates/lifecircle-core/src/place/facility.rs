//! Facilities: elements and list rows that serve as something, duplicates merged.

use super::WayIn;
use super::candidate::{Candidate, FacilityCandidates};
use super::category::{CategorySet, CategoryTable};
use super::conflate::{ConflationReport, Sources};
use super::outline::{Entered, enter_at};
use super::own::OwnList;
use crate::evidence::Known;
use crate::observer::{Cancelled, Observer, Stage, go_on};
use crate::osm::ElementId;
use crate::par;
use crate::snap::SnapIndex;

/// How a facility's position was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// By entrance nodes on its outline.
    Entrance,
    /// By the point of its outline nearest to a street.
    Outline,
    /// By its own node, or the point of a list.
    Node,
}

impl Resolved {
    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Entrance => "entrance",
            Self::Outline => "outline",
            Self::Node => "node",
        }
    }
}

/// One facility; its position in [`Facilities`] is its rank in every tie.
#[derive(Clone, Debug, PartialEq)]
pub struct Facility {
    /// `node/5`, or the id of the user's own row.
    pub id: String,
    /// The element, unless it comes from a list.
    pub element: Option<ElementId>,
    /// Its name.
    pub name: Option<String>,
    /// What it serves as.
    pub categories: CategorySet,
    /// Its chain as the list or the extract has it, if one of them tells.
    pub brand: Option<String>,
    /// When it is open, as its tags or its list say it; of duplicates the first that tells.
    pub hours: Option<String>,
    /// How its position was found.
    pub resolved: Resolved,
    /// Ids of the duplicates merged into it.
    pub merged: Vec<String>,
    /// Whether a rule of the table gave it a category on thin grounds.
    pub doubtful: bool,
    /// The ways in.
    pub ways_in: Vec<WayIn>,
}

/// All facilities: OpenStreetMap's before own ones, nodes before ways before relations, then by id.
#[derive(Clone, Debug, Default)]
pub struct Facilities {
    /// Rows, in order of rank.
    pub rows: Vec<Facility>,
    /// Counts.
    pub report: FacilityReport,
    /// What a list and OpenStreetMap have of each other, where they were conflated.
    pub conflation: Option<ConflationReport>,
    /// Of what there is an outlet outside of the part of the file that was read.
    pub elsewhere: CategorySet,
}

/// What was counted on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FacilityReport {
    /// Elements that serve as something.
    pub candidates: u64,
    /// Elements left out as closed, vacant or past their end date.
    pub gone: u64,
    /// Rows of the list left out as closed.
    pub closed: u64,
    /// Elements left out because no node of them is in the file.
    pub without_geometry: u64,
    /// Duplicates merged into another.
    pub merged: u64,
    /// Facilities that count as something on thin grounds.
    pub doubtful: u64,
    /// Facilities without a street in reach of any entrance.
    pub unconnected: u64,
}

/// The facilities of an extract's candidates and of the user's list, duplicates merged, connected.
///
/// # Complexity
/// `O(n log n)` for `n` candidates, and their distances to the streets around.
///
/// # Errors
/// [`Cancelled`].
pub fn facilities(
    candidates: &FacilityCandidates,
    table: &CategoryTable,
    own: OwnList,
    index: &SnapIndex,
    observer: &dyn Observer,
) -> Result<Facilities, Cancelled> {
    FacilitySites::of(candidates, table, own, observer)?.connect(index, observer)
}

/// The facilities of an extract and a list before they are connected: this part needs no network.
pub struct FacilitySites {
    candidates: Vec<Candidate>,
    clusters: Vec<Vec<usize>>,
    report: FacilityReport,
    conflation: Option<ConflationReport>,
    elsewhere: CategorySet,
}

impl Facilities {
    /// The extract's facilities that have a name, each where one of its ways in begins.
    pub fn named(&self) -> impl Iterator<Item = Known<'_>> {
        let of_extract = self.rows.iter().filter(|f| f.element.is_some());
        of_extract.filter_map(|facility| {
            Some(Known {
                name: facility.name.as_deref()?,
                at: facility.ways_in.first()?.at,
            })
        })
    }

    /// Counts anew what follows from the rows.
    pub(crate) fn count_anew(&mut self) {
        let count = |of: fn(&Facility) -> bool| self.rows.iter().filter(|f| of(f)).count() as u64;
        let doubtful = count(|f| f.doubtful);
        let unconnected = count(|f| f.ways_in.iter().all(|way_in| way_in.snap.is_none()));
        (self.report.doubtful, self.report.unconnected) = (doubtful, unconnected);
    }

    /// Per facility, whether it is of one of these categories.
    pub fn serving(&self, categories: CategorySet) -> Vec<bool> {
        let rows = self.rows.iter();
        rows.map(|f| f.categories.meets(categories)).collect()
    }

    /// Whether the whole input has any of these categories, be it outside of the part that was read.
    pub fn are_anywhere(&self, categories: CategorySet) -> bool {
        let mut rows = self.rows.iter();
        self.elsewhere.meets(categories) || rows.any(|f| f.categories.meets(categories))
    }
}

impl FacilitySites {
    /// Takes the candidates of an extract and of the user's list, and merges duplicates: of both together, or where one
    /// of them wins, of each by itself before they are conflated.
    ///
    /// # Complexity
    /// `O(n log n)` for `n` candidates, and that of [`conflate`](super::conflate()).
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn of(
        candidates: &FacilityCandidates,
        table: &CategoryTable,
        own: OwnList,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        go_on(observer)?;
        let mut report = FacilityReport::default();
        let mut sources = Sources::default();
        if !own.replace {
            report.gone = candidates.gone;
            report.without_geometry = candidates.without_geometry;
            sources.add(candidates.rows.iter().cloned());
        }
        let elsewhere = candidates.elsewhere;
        sources.add(own.rows.iter().map(Candidate::own));
        report.closed = sources.closed();
        report.candidates = sources.open();
        let (candidates, clusters, conflation) = if own.is_conflated() {
            sources.conflated(table, own.policy, observer)?
        } else {
            sources.united(observer)?
        };
        report.merged = clusters.iter().map(|c| c.len() as u64 - 1).sum();
        Ok(Self {
            candidates,
            clusters,
            report,
            conflation,
            elsewhere,
        })
    }

    /// The extract's places that have a name, each at one point of it; duplicates too.
    pub fn named(&self) -> impl Iterator<Item = Known<'_>> {
        let of_extract = self.candidates.iter().filter(|c| c.element.is_some());
        of_extract.filter_map(|candidate| {
            Some(Known {
                name: candidate.name.as_deref()?,
                at: candidate.shape.any_point(),
            })
        })
    }

    /// Connects the facilities to the network.
    ///
    /// # Complexity
    /// Linear in the facilities, times their distance to the streets around.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn connect(
        &self,
        index: &SnapIndex,
        observer: &dyn Observer,
    ) -> Result<Facilities, Cancelled> {
        let (candidates, clusters) = (&self.candidates, &self.clusters);
        observer.stage(Stage::Snap, clusters.len() as u64);
        let rows = par::try_map_range(observer, clusters.len(), |i| {
            let row = survivor(candidates, &clusters[i], index);
            observer.advance(1);
            Some(row)
        })?;
        let mut rows: Vec<Facility> = rows.into_iter().flatten().collect();
        rows.sort_by(|a, b| a.rank_key().cmp(&b.rank_key()));
        let mut facilities = Facilities {
            rows,
            report: self.report,
            conflation: self.conflation.clone(),
            elsewhere: self.elsewhere,
        };
        facilities.count_anew();
        Ok(facilities)
    }
}

impl Facility {
    /// What ranks it: OpenStreetMap before own lists, node < way < relation, id.
    pub(crate) fn rank_key(&self) -> (bool, Option<ElementId>, &str) {
        match self.element {
            Some(element) => (false, Some(element), ""),
            None => (true, None, &self.id),
        }
    }
}

/// One facility from a cluster of duplicates; the first of the cluster survives.
fn survivor(candidates: &[Candidate], cluster: &[usize], index: &SnapIndex) -> Facility {
    let first = &candidates[cluster[0]];
    let members = || cluster.iter().map(|&i| &candidates[i]);
    let (resolved, ways_in) = ways_in(first, members(), index);
    Facility {
        id: first.id.clone(),
        element: first.element,
        name: members().find_map(|c| c.name.clone()),
        categories: members().fold(CategorySet::default(), |set, c| set.union(c.categories)),
        brand: members().find_map(|c| c.brand.clone()),
        hours: members().find_map(|c| c.hours.clone()),
        resolved,
        merged: members().skip(1).map(|c| c.id.clone()).collect(),
        doubtful: members().any(|c| c.doubtful),
        ways_in,
    }
}

/// The survivor's entrances, else those of its duplicates, else its outline or node.
fn ways_in<'a>(
    first: &Candidate,
    members: impl Iterator<Item = &'a Candidate>,
    index: &SnapIndex,
) -> (Resolved, Vec<WayIn>) {
    let entered = |c: &Candidate| {
        let is_area = c.is_area();
        is_area
            .then(|| enter_at(&c.entrances, &c.shape.lines, index))
            .flatten()
    };
    let own = entered(first);
    if let Some((Entered::Entrances, own)) = own {
        return (Resolved::Entrance, own);
    }
    let mut theirs: Vec<WayIn> = members
        .filter_map(entered)
        .filter(|(how, _)| *how == Entered::Entrances)
        .flat_map(|(_, ways_in)| ways_in)
        .collect();
    if !theirs.is_empty() {
        theirs.sort_by_key(|a| a.entrance);
        theirs.dedup_by_key(|a| a.entrance);
        return (Resolved::Entrance, theirs);
    }
    if let Some((_, own)) = own {
        return (Resolved::Outline, own);
    }
    let at = first.shape.any_point();
    (
        Resolved::Node,
        vec![WayIn {
            at,
            entrance: None,
            snap: index.point(at),
        }],
    )
}
