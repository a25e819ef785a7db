//! What may be a facility: elements of an extract and rows of a list, before duplicates are merged.
//!
//! A candidate of an extract holds all that merging and connecting look at, so that a list can be added to it when the
//! extract is no longer at hand.

use std::collections::HashMap;

use super::category::{CategorySet, CategoryTable};
use super::conflate::Status;
use super::merge::Shape;
use super::outline::{Entrances, ring_points};
use super::own::OwnFacility;
use crate::geodesy::LonLat;
use crate::observer::{Cancelled, Observer, go_on_at};
use crate::osm::{
    ElementId, ElementKind, OsmData, Outline, Tagged, Tags, hours, lifecycle, name,
    outline_of_relation, outline_of_way,
};
use crate::units::narrow;

/// The entrance values by which one enters a facility (walking model §4.7).
const ENTRANCES: [&str; 3] = ["main", "yes", "shop"];

/// Elements looked at between two questions whether to stop: about a millisecond.
const PLACES_AT_A_TIME: usize = 256;

/// A facility before duplicates are merged.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The element, unless it comes from a list.
    pub element: Option<ElementId>,
    /// `node/5`, or the id of the user's own row.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// What it serves as.
    pub categories: CategorySet,
    /// Whether a rule of the table gave it a category on thin grounds.
    pub doubtful: bool,
    /// Whether it is open.
    pub status: Status,
    /// Its chain.
    pub brand: Option<String>,
    /// When it is open, as its tags or its list say it.
    pub hours: Option<String>,
    /// Its address, where a list has one.
    pub address: Option<String>,
    /// Of areas: those whose outer rings run through the same nodes have the same number.
    pub ring_group: Option<u32>,
    /// Its entrance nodes, by number.
    pub entrances: Vec<(i64, LonLat)>,
    /// Where it is.
    pub shape: Shape,
}

/// The candidates of an extract, in order of element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FacilityCandidates {
    /// One row per element that has a place, closed ones among them.
    pub rows: Vec<Candidate>,
    /// Elements left out as closed, vacant or past their end date.
    pub gone: u64,
    /// Elements left out because no node of them is in the file.
    pub without_geometry: u64,
    /// Of what there is an outlet outside of the part of the file that was read.
    pub elsewhere: CategorySet,
}

impl FacilityCandidates {
    /// Finds the candidates of an extract.
    ///
    /// # Complexity
    /// `O(n log n)` for `n` elements.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn of(
        data: &OsmData,
        table: &CategoryTable,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let mut finder = Finder {
            data,
            table,
            entrances: Entrances::of(data, &ENTRANCES),
            ring_groups: HashMap::new(),
            found: Self {
                elsewhere: data.elsewhere.categories.iter().copied().collect(),
                ..Self::default()
            },
        };
        for (i, place) in data.places.iter().enumerate() {
            go_on_at(i, PLACES_AT_A_TIME, observer)?;
            let candidate = place.with_tags(|tags| finder.candidate(place, tags));
            finder.found.rows.extend(candidate);
        }
        Ok(finder.found)
    }
}

impl Candidate {
    /// A row of a list.
    pub(super) fn own(own: &OwnFacility) -> Self {
        Self {
            element: None,
            id: own.id.clone(),
            name: own.name.clone(),
            categories: own.categories,
            doubtful: false,
            status: own.status,
            brand: own.brand.clone(),
            hours: own.hours.clone(),
            address: own.address.clone(),
            ring_group: None,
            entrances: Vec::new(),
            shape: Shape::point(own.at),
        }
    }

    /// Whether it is mapped as an area.
    pub(super) fn is_area(&self) -> bool {
        self.element
            .is_some_and(|element| element.kind != ElementKind::Node)
    }
}

struct Finder<'a> {
    data: &'a OsmData,
    table: &'a CategoryTable,
    entrances: Entrances,
    /// The number of each set of outer nodes.
    ring_groups: HashMap<Vec<u32>, u32>,
    found: FacilityCandidates,
}

impl Finder<'_> {
    fn candidate(&mut self, place: &Tagged, tags: Tags) -> Option<Candidate> {
        let (data, table, element) = (self.data, self.table, place.element);
        let is_gone = lifecycle::is_gone(tags, data.header.date_s);
        self.found.gone += u64::from(is_gone);
        let outline = match element.kind {
            ElementKind::Node => None,
            ElementKind::Way => {
                let at = data.ways.position(element.number)?;
                Some(outline_of_way(&data.ways, at))
            }
            ElementKind::Relation => {
                let relations = &data.relations;
                let at = relations.binary_search_by_key(&element.number, |r| r.id);
                Some(outline_of_relation(data, &relations[at.ok()?]))
            }
        };
        let shape = match &outline {
            None => Shape::point(data.nodes.lon_lat(position(data, element.number)?)),
            Some(outline) => area(data, outline),
        };
        if shape.is_empty() {
            self.found.without_geometry += u64::from(!is_gone);
            return None;
        }
        let mut categories = table.classify(tags);
        let mut doubtful = table.is_denied_by_name(categories, tags);
        if let Some(outline) = outline.as_ref().filter(|o| o.is_complete()) {
            let also = table.downgrade(categories, tags, outline.area_m2(&data.nodes));
            doubtful |= !also.is_empty();
            categories = categories.union(also);
        }
        let entrances = outline.as_ref().map_or_else(Vec::new, |outline| {
            let own = self.entrances.on(outline).into_iter();
            own.map(|(id, node)| (id, data.nodes.lon_lat(node)))
                .collect()
        });
        Some(Candidate {
            element: Some(element),
            id: element.to_string(),
            name: name::of_place(tags).map(str::to_owned),
            categories,
            doubtful,
            status: if is_gone {
                Status::Closed
            } else {
                Status::Open
            },
            brand: table.brand_of(tags),
            hours: hours::of_place(tags).map(str::to_owned),
            address: None,
            ring_group: outline.map(|outline| self.ring_group(&outline)),
            entrances,
            shape,
        })
    }

    /// The number of the nodes that the outer rings run through.
    fn ring_group(&mut self, outline: &Outline) -> u32 {
        let outer = outline.rings.iter().filter(|ring| !ring.inner);
        let mut nodes: Vec<u32> = outer.flat_map(|ring| ring.nodes.iter().copied()).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let next = narrow(self.ring_groups.len());
        *self.ring_groups.entry(nodes).or_insert(next)
    }
}

/// The shape of an area by its outline.
pub(super) fn area(data: &OsmData, outline: &Outline) -> Shape {
    let stretches = outline.stretches();
    let line = |s: &&[u32]| s.iter().map(|&n| data.nodes.lon_lat(n)).collect();
    let rings = outline.rings.iter();
    Shape {
        lines: stretches.iter().map(line).collect(),
        rings: rings
            .filter_map(|r| Some((ring_points(data, r)?, r.inner)))
            .collect(),
    }
}

fn position(data: &OsmData, node: i64) -> Option<u32> {
    data.nodes.id.binary_search(&node).ok().map(narrow)
}
