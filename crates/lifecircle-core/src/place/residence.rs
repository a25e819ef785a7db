//! Homes: dwellings of the extract, sampled points where it has none, or the user's own list.

mod areas;
mod sample;

use std::collections::HashSet;

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::Access;
use super::facility::Facilities;
use super::outline::{Entrances, enter, ring_points};
use super::people::PeopleTable;
use crate::geodesy::LonLat;
use crate::network::StreetNetwork;
use crate::osm::{
    BuildingKind, BuildingTags, ElementId, ElementKind, OsmData, Outline, Side,
    outline_of_relation, outline_of_way, side_of_ring,
};
use crate::par;
use crate::snap::SnapIndex;
use crate::units::narrow;
use areas::ResidentialAreas;

/// Fewer dwellings than this in the whole input, and points along the streets stand in for them.
const ENOUGH_DWELLINGS: usize = 50;
/// The entrance values by which people leave home (§4.7).
const ENTRANCES: [&str; 4] = ["main", "yes", "staircase", "home"];

/// A row of the user's own list.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnResidence {
    /// The row's own id.
    pub id: String,
    /// People in thousandths.
    pub people_milli: u64,
    /// Where they leave home.
    pub at: LonLat,
}

/// Where homes come from.
#[derive(Clone, Debug)]
pub enum ResidenceChoice {
    /// Dwellings, or sampled points where there are too few.
    Auto,
    /// The user's own list.
    Own(Vec<OwnResidence>),
}

/// What the homes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HomeKind {
    /// Dwellings mapped in OpenStreetMap.
    #[default]
    Buildings,
    /// Points sampled along streets inside residential landuse.
    Points,
    /// Points sampled along residential and living streets.
    StreetPoints,
    /// The user's own list.
    Own,
}

impl HomeKind {
    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Buildings => "buildings",
            Self::Points | Self::StreetPoints => "points",
            Self::Own => "own",
        }
    }
}

/// A home's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HomeId {
    /// A dwelling.
    Element(ElementId),
    /// A point sampled along a way: its number, and metres along it.
    Sample(i64, u32),
    /// The id of the user's row.
    Own(String),
}

impl std::fmt::Display for HomeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Element(element) => element.fmt(f),
            Self::Sample(way, metres) => write!(f, "way/{way}@{metres}"),
            Self::Own(id) => f.write_str(id),
        }
    }
}

/// All homes, in columns; rows are in the order of the input (dwellings: ways, then relations, by number).
#[derive(Clone, Debug, Default)]
pub struct Residences {
    /// What they are.
    pub kind: HomeKind,
    /// Ids.
    pub id: Vec<HomeId>,
    /// People in thousandths.
    pub people_milli: Vec<u64>,
    /// Ways in, flat.
    pub access: Vec<Access>,
    /// Per home, where its ways in begin; one more at the end.
    pub first_access: Vec<u32>,
    /// Ranks of the facilities inside the home itself, reached in 0 s, flat.
    pub zero: Vec<u32>,
    /// Per home, where its inner facilities begin; one more at the end.
    pub first_zero: Vec<u32>,
    /// Counts.
    pub report: ResidenceReport,
}

/// What was counted on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResidenceReport {
    /// `building=yes` left out: outside residential landuse, or a shop, office and the like.
    pub yes_left_out: u64,
    /// Of these, those with a key of a shop, office and the like.
    pub yes_business: u64,
    /// Dwellings left out because no node of them is in the file.
    pub without_geometry: u64,
    /// Outer ways of dwelling relations, not counted a second time.
    pub outer_ways: u64,
    /// Dwellings whose outline is not completely in the file: their footprint is that of the known nodes.
    pub incomplete: u64,
    /// Homes whose number of storeys was assumed.
    pub assumed_levels: u64,
    /// Homes whose people a tag or column tells.
    pub told_people: u64,
    /// Dwellings found before points were sampled instead.
    pub dwellings: u64,
}

impl Residences {
    /// Number of homes.
    pub fn count(&self) -> usize {
        self.id.len()
    }

    /// The ways in of one home.
    pub fn access_of(&self, home: usize) -> &[Access] {
        &self.access[self.first_access[home] as usize..self.first_access[home + 1] as usize]
    }

    /// Ranks of the facilities inside one home.
    pub fn zero_of(&self, home: usize) -> &[u32] {
        &self.zero[self.first_zero[home] as usize..self.first_zero[home + 1] as usize]
    }

    fn from_homes(kind: HomeKind, homes: Vec<Home>, report: ResidenceReport) -> Self {
        let mut all = Self {
            kind,
            report,
            first_access: vec![0],
            first_zero: vec![0],
            ..Self::default()
        };
        for home in homes {
            all.id.push(home.id);
            all.people_milli.push(home.people_milli);
            all.access.extend(home.access);
            all.first_access.push(narrow(all.access.len()));
            all.zero.extend(home.zero);
            all.first_zero.push(narrow(all.zero.len()));
        }
        all
    }
}

/// One home before it becomes a row.
struct Home {
    id: HomeId,
    people_milli: u64,
    access: Vec<Access>,
    zero: Vec<u32>,
}

/// Finds the homes and connects them to the network.
///
/// # Complexity
/// Linear in the dwellings, times their distance to the streets around.
pub fn residences(
    data: &OsmData,
    network: &StreetNetwork,
    people: &PeopleTable,
    choice: &ResidenceChoice,
    facilities: &Facilities,
    index: &SnapIndex,
) -> Residences {
    if let ResidenceChoice::Own(rows) = choice {
        let homes = par::map_range(rows.len(), |i| own_home(&rows[i], index));
        return Residences::from_homes(HomeKind::Own, homes, ResidenceReport::default());
    }
    let areas = ResidentialAreas::of(data);
    let mut report = ResidenceReport::default();
    let dwellings = select(data, &areas, &mut report);
    report.dwellings = dwellings.len() as u64;
    if dwellings.len() < ENOUGH_DWELLINGS {
        let (kind, points) = sample::points(network, &areas);
        let homes = par::map_range(points.len(), |i| {
            let (id, at) = &points[i];
            let own = OwnResidence {
                id: String::new(),
                people_milli: 1000,
                at: *at,
            };
            Home {
                id: id.clone(),
                ..own_home(&own, index)
            }
        });
        return Residences::from_homes(kind, homes, report);
    }
    let entrances = Entrances::of(data, &ENTRANCES);
    let shops = ShopNodes::of(facilities);
    let homes = par::map_range(dwellings.len(), |i| {
        home(data, people, &dwellings[i], &entrances, &shops, index)
    });
    let mut kept = Vec::with_capacity(homes.len());
    for (home, notes) in homes {
        report.incomplete += u64::from(notes.incomplete);
        report.without_geometry += u64::from(home.is_none());
        if home.is_some() {
            report.assumed_levels += u64::from(notes.assumed_levels);
            report.told_people += u64::from(notes.told_people);
        }
        kept.extend(home);
    }
    Residences::from_homes(HomeKind::Buildings, kept, report)
}

fn own_home(row: &OwnResidence, index: &SnapIndex) -> Home {
    let access = Access {
        at: row.at,
        entrance: None,
        snap: index.point(row.at),
    };
    Home {
        id: HomeId::Own(row.id.clone()),
        people_milli: row.people_milli,
        access: vec![access],
        zero: vec![],
    }
}

/// A dwelling and its outline.
struct Dwelling {
    element: ElementId,
    tags: BuildingTags,
    outline: Outline,
}

/// The dwellings of the extract: ways, then relations, by number.
fn select(data: &OsmData, areas: &ResidentialAreas, report: &mut ResidenceReport) -> Vec<Dwelling> {
    let relations = data.relations.iter().filter_map(|r| Some((r, r.building?)));
    let mut of_relations = Vec::new();
    let mut outer_ways = HashSet::new();
    for (relation, tags) in relations {
        let outline = outline_of_relation(data, relation);
        let dwelling = Dwelling {
            element: ElementId::relation(relation.id),
            tags,
            outline,
        };
        if is_home(data, &dwelling, areas, report) {
            outer_ways.extend(relation.members.iter().filter(|m| !m.1).map(|m| m.0));
            of_relations.push(dwelling);
        }
    }
    let ways = par::map_range(data.buildings.len(), |i| {
        let (id, tags) = data.buildings[i];
        if outer_ways.contains(&id) {
            return (
                None,
                ResidenceReport {
                    outer_ways: 1,
                    ..ResidenceReport::default()
                },
            );
        }
        let mut report = ResidenceReport::default();
        let position = data.ways.position(id);
        // Most buildings of a city are `yes` and far from residential land: no outline is made of them.
        let hopeless = |position: &usize| {
            tags.kind == BuildingKind::Yes
                && (tags.business || !areas.may_hold(data, data.ways.nodes(*position)))
        };
        if position.as_ref().is_some_and(hopeless) {
            let yes_business = u64::from(tags.business);
            return (
                None,
                ResidenceReport {
                    yes_left_out: 1,
                    yes_business,
                    ..report
                },
            );
        }
        let dwelling = position.map(|position| Dwelling {
            element: ElementId::way(id),
            tags,
            outline: outline_of_way(&data.ways, position),
        });
        (
            dwelling.filter(|d| is_home(data, d, areas, &mut report)),
            report,
        )
    });
    let mut homes = Vec::new();
    for (dwelling, counts) in ways {
        report.outer_ways += counts.outer_ways;
        report.yes_left_out += counts.yes_left_out;
        report.yes_business += counts.yes_business;
        homes.extend(dwelling);
    }
    homes.extend(of_relations);
    homes
}

/// Whether people live there: any dwelling kind, and `building=yes` inside residential landuse.
fn is_home(
    data: &OsmData,
    dwelling: &Dwelling,
    areas: &ResidentialAreas,
    report: &mut ResidenceReport,
) -> bool {
    if dwelling.tags.kind != BuildingKind::Yes {
        return true;
    }
    let inside = !dwelling.tags.business
        && areas::surface_point(data, &dwelling.outline).is_some_and(|p| areas.holds(p));
    report.yes_left_out += u64::from(!inside);
    report.yes_business += u64::from(dwelling.tags.business);
    inside
}

/// What is counted about one home.
struct Notes {
    incomplete: bool,
    assumed_levels: bool,
    told_people: bool,
}

fn home(
    data: &OsmData,
    table: &PeopleTable,
    dwelling: &Dwelling,
    entrances: &Entrances,
    shops: &ShopNodes,
    index: &SnapIndex,
) -> (Option<Home>, Notes) {
    let people = table.people(&dwelling.tags, dwelling.outline.area_m2(&data.nodes));
    let notes = Notes {
        incomplete: !dwelling.outline.is_complete(),
        assumed_levels: people.assumed_levels,
        told_people: dwelling.tags.people_milli.is_some(),
    };
    let entered = enter(data, &dwelling.outline, entrances, index);
    let home = entered.map(|(_, access)| Home {
        id: HomeId::Element(dwelling.element),
        people_milli: people.milli,
        access,
        zero: shops.inside(data, dwelling),
    });
    (home, notes)
}

/// Facilities that may be inside a home: nodes by place, elements by id.
struct ShopNodes {
    tree: RTree<GeomWithData<[f64; 2], u32>>,
    elements: Vec<(ElementId, u32)>,
}

impl ShopNodes {
    fn of(facilities: &Facilities) -> Self {
        let mut points = Vec::new();
        let mut elements = Vec::new();
        for (rank, row) in facilities.rows.iter().enumerate() {
            let Some(element) = row.element else { continue };
            elements.push((element, narrow(rank)));
            if element.kind == ElementKind::Node {
                let at = row.access[0].at;
                points.push(GeomWithData::new([at.lon, at.lat], narrow(rank)));
            }
        }
        Self {
            tree: RTree::bulk_load(points),
            elements,
        }
    }

    /// Ranks of the facilities that are the home's own element, or a node strictly inside an outer ring of it.
    fn inside(&self, data: &OsmData, dwelling: &Dwelling) -> Vec<u32> {
        let own = self
            .elements
            .binary_search_by_key(&dwelling.element, |e| e.0);
        let mut found: Vec<u32> = own.into_iter().map(|i| self.elements[i].1).collect();
        for ring in dwelling.outline.rings.iter().filter(|r| !r.inner) {
            let Some(points) = ring_points(data, ring) else {
                continue;
            };
            let corners: Vec<[f64; 2]> = ring
                .nodes
                .iter()
                .map(|&n| data.nodes.lon_lat(n))
                .map(|p| [p.lon, p.lat])
                .collect();
            for node in self
                .tree
                .locate_in_envelope_intersecting(&AABB::from_points(corners.iter()))
            {
                let [lon, lat] = *node.geom();
                let at = (crate::units::decimicro(lon), crate::units::decimicro(lat));
                if side_of_ring(at, &points) == Side::Inside {
                    found.push(node.data);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
