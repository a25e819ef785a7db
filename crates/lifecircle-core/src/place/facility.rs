//! Facilities: elements and list rows that serve as something, duplicates merged.

use super::WayIn;
use super::category::{CategorySet, CategoryTable};
use super::conflate::{ConflationReport, Sources, Status};
use super::merge::Shape;
use super::outline::{Entered, Entrances, enter, ring_points};
use super::own::{OwnFacility, OwnList};
use crate::evidence::Known;
use crate::observer::{Cancelled, Observer, Stage, go_on_at};
use crate::osm::{
    ElementId, ElementKind, OsmData, Outline, Tagged, Tags, lifecycle, name, outline_of_relation,
    outline_of_way,
};
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

/// The entrance values by which one enters a facility (walking model §4.7).
const ENTRANCES: [&str; 3] = ["main", "yes", "shop"];

/// Elements looked at between two questions whether to stop: about a millisecond.
const PLACES_AT_A_TIME: usize = 256;

/// A facility before duplicates are merged.
pub(super) struct Candidate {
    pub(super) element: Option<ElementId>,
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) categories: CategorySet,
    pub(super) doubtful: bool,
    pub(super) status: Status,
    pub(super) brand: Option<String>,
    pub(super) address: Option<String>,
    pub(super) outline: Option<Outline>,
    pub(super) shape: Shape,
}

/// Finds the facilities of an extract and of the user's list, merges duplicates, and connects them.
///
/// # Complexity
/// `O(n log n)` for `n` candidates, and their distances to the streets around.
///
/// # Errors
/// [`Cancelled`].
pub fn facilities(
    data: &OsmData,
    table: &CategoryTable,
    own: OwnList,
    index: &SnapIndex,
    observer: &dyn Observer,
) -> Result<Facilities, Cancelled> {
    FacilitySites::of(data, table, own, observer)?.connect(data, index, observer)
}

/// The facilities of an extract and a list before they are connected: this part needs no network.
pub struct FacilitySites {
    candidates: Vec<Candidate>,
    clusters: Vec<Vec<usize>>,
    entrances: Entrances,
    report: FacilityReport,
    conflation: Option<ConflationReport>,
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

    /// Per facility, whether it is of one of these categories.
    pub fn serving(&self, categories: CategorySet) -> Vec<bool> {
        let rows = self.rows.iter();
        rows.map(|f| f.categories.meets(categories)).collect()
    }
}

impl FacilitySites {
    /// Finds the facilities of an extract and of the user's list, and merges duplicates: of both together, or where one
    /// of them wins, of each by itself before they are conflated.
    ///
    /// # Complexity
    /// `O(n log n)` for `n` candidates, and that of [`conflate`](super::conflate()).
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn of(
        data: &OsmData,
        table: &CategoryTable,
        own: OwnList,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let mut report = FacilityReport::default();
        let mut sources = Sources::default();
        if !own.replace {
            for (i, place) in data.places.iter().enumerate() {
                go_on_at(i, PLACES_AT_A_TIME, observer)?;
                sources
                    .add(place.with_tags(|tags| candidate(data, table, place, tags, &mut report)));
            }
        }
        sources.add(own.rows.iter().map(own_candidate));
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
            entrances: Entrances::of(data, &ENTRANCES),
            report,
            conflation,
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
        data: &OsmData,
        index: &SnapIndex,
        observer: &dyn Observer,
    ) -> Result<Facilities, Cancelled> {
        let (candidates, clusters) = (&self.candidates, &self.clusters);
        observer.stage(Stage::Snap, clusters.len() as u64);
        let rows = par::try_map_range(observer, clusters.len(), |i| {
            let row = survivor(data, candidates, &clusters[i], &self.entrances, index);
            observer.advance(1);
            Some(row)
        })?;
        let mut rows: Vec<Facility> = rows.into_iter().flatten().collect();
        rows.sort_by(|a, b| rank(a).cmp(&rank(b)));
        let mut report = self.report;
        report.doubtful = rows.iter().filter(|f| f.doubtful).count() as u64;
        report.unconnected = rows
            .iter()
            .filter(|f| f.ways_in.iter().all(|a| a.snap.is_none()))
            .count() as u64;
        Ok(Facilities {
            rows,
            report,
            conflation: self.conflation.clone(),
        })
    }
}

/// OpenStreetMap before own lists, node < way < relation, id.
fn rank(facility: &Facility) -> (bool, Option<ElementId>, &str) {
    match facility.element {
        Some(element) => (false, Some(element), ""),
        None => (true, None, &facility.id),
    }
}

fn own_candidate(own: &OwnFacility) -> Candidate {
    Candidate {
        element: None,
        id: own.id.clone(),
        name: own.name.clone(),
        categories: own.categories,
        doubtful: false,
        status: own.status,
        brand: own.brand.clone(),
        address: own.address.clone(),
        outline: None,
        shape: Shape::point(own.at),
    }
}

fn candidate(
    data: &OsmData,
    table: &CategoryTable,
    place: &Tagged,
    tags: Tags,
    report: &mut FacilityReport,
) -> Option<Candidate> {
    let is_gone = lifecycle::is_gone(tags, data.header.date_s);
    report.gone += u64::from(is_gone);
    let mut categories = table.classify(tags);
    let element = place.element;
    let outline = match element.kind {
        ElementKind::Node => None,
        ElementKind::Way => Some(outline_of_way(
            &data.ways,
            data.ways.position(element.number)?,
        )),
        ElementKind::Relation => {
            let at = data
                .relations
                .binary_search_by_key(&element.number, |r| r.id)
                .ok()?;
            let relation = &data.relations[at];
            Some(outline_of_relation(data, relation))
        }
    };
    let shape = match &outline {
        None => Shape::point(data.nodes.lon_lat(position(data, element.number)?)),
        Some(outline) => Shape::area(
            outline
                .stretches()
                .iter()
                .map(|s| s.iter().map(|&n| data.nodes.lon_lat(n)).collect())
                .collect(),
            outline
                .rings
                .iter()
                .filter_map(|r| Some((ring_points(data, r)?, r.inner)))
                .collect(),
        ),
    };
    if shape.is_empty() {
        report.without_geometry += u64::from(!is_gone);
        return None;
    }
    let mut doubtful = table.is_denied_by_name(categories, tags);
    if let Some(outline) = outline.as_ref().filter(|o| o.is_complete()) {
        let also = table.downgrade(categories, tags, outline.area_m2(&data.nodes));
        doubtful |= !also.is_empty();
        categories = categories.union(also);
    }
    let name = name::of_place(tags).map(str::to_owned);
    Some(Candidate {
        element: Some(element),
        id: element.to_string(),
        name,
        categories,
        doubtful,
        status: if is_gone {
            Status::Closed
        } else {
            Status::Open
        },
        brand: table.brand_of(tags),
        address: None,
        outline,
        shape,
    })
}

fn position(data: &OsmData, node: i64) -> Option<u32> {
    data.nodes
        .id
        .binary_search(&node)
        .ok()
        .map(crate::units::narrow)
}

/// One facility from a cluster of duplicates; the first of the cluster survives.
fn survivor(
    data: &OsmData,
    candidates: &[Candidate],
    cluster: &[usize],
    entrances: &Entrances,
    index: &SnapIndex,
) -> Facility {
    let first = &candidates[cluster[0]];
    let members = || cluster.iter().map(|&i| &candidates[i]);
    let (resolved, ways_in) = ways_in(data, first, members(), entrances, index);
    Facility {
        id: first.id.clone(),
        element: first.element,
        name: members().find_map(|c| c.name.clone()),
        categories: members().fold(CategorySet::default(), |set, c| set.union(c.categories)),
        resolved,
        merged: members().skip(1).map(|c| c.id.clone()).collect(),
        doubtful: members().any(|c| c.doubtful),
        ways_in,
    }
}

/// The survivor's entrances, else those of its duplicates, else its outline or node.
fn ways_in<'a>(
    data: &OsmData,
    first: &Candidate,
    members: impl Iterator<Item = &'a Candidate>,
    entrances: &Entrances,
    index: &SnapIndex,
) -> (Resolved, Vec<WayIn>) {
    let entered = |outline: &Outline| enter(data, outline, entrances, index);
    let own = first.outline.as_ref().and_then(entered);
    if let Some((Entered::Entrances, own)) = own {
        return (Resolved::Entrance, own);
    }
    let mut theirs: Vec<WayIn> = members
        .filter_map(|c| entered(c.outline.as_ref()?))
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
