//! Which house a node with an address stands for.

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::ADDRESS_REACH_MM;
use crate::geodesy::LocalPlane;
use crate::observer::{Cancelled, Observer};
use crate::osm::{ElementKind, OsmData, outline_of_relation, outline_of_way};
use crate::par;
use crate::place::candidate::area;
use crate::place::merge::Shape;
use crate::place::residence::{HomeId, Residences};
use crate::units::{degrees_to_decimicro, m_to_mm, mm_to_m, narrow};

/// An address that stands for a home.
pub(super) struct OfHouse {
    /// Its position among the addresses that were read.
    pub(super) row: usize,
    /// The home.
    pub(super) home: u32,
    /// How far it lies from the home, in mm; `None` where the home holds it.
    pub(super) away_mm: Option<u32>,
}

/// The homes that nodes with addresses stand for: all that hold one, else the nearest within reach.
pub(super) fn of_nodes(
    data: &OsmData,
    residences: &Residences,
    observer: &dyn Observer,
) -> Result<Vec<OfHouse>, Cancelled> {
    let rows = data.addresses.iter().enumerate();
    let nodes = rows.filter(|(_, row)| row.element.kind == ElementKind::Node);
    let points = nodes.filter_map(|(row, address)| {
        let node = data.nodes.id.binary_search(&address.element.number).ok()?;
        let place = [data.nodes.lon[node], data.nodes.lat[node]];
        Some(GeomWithData::new(place, (row, node)))
    });
    let tree = RTree::bulk_load(points.collect());
    if tree.size() == 0 {
        return Ok(Vec::new());
    }
    let of_home = |home: usize| {
        let shape = shape_of(data, residences, home);
        let around = around(&shape).into_iter();
        let near = around.flat_map(|around| tree.locate_in_envelope(&around));
        let near = near.filter_map(|point| {
            let (row, node) = point.data;
            let at = data.nodes.lon_lat(narrow(node));
            let mm = m_to_mm(shape.away_m(at));
            let is_near = mm <= ADDRESS_REACH_MM;
            // Held before all that are near.
            let away_mm = (!shape.holds(at)).then_some(mm);
            (away_mm.is_none() || is_near).then_some((row, away_mm, narrow(home)))
        });
        near.collect::<Vec<(usize, Option<u32>, u32)>>()
    };
    let found = par::try_map_range(observer, residences.count(), of_home)?;
    let mut found: Vec<_> = found.into_iter().flatten().collect();
    found.sort_unstable();
    let of_one = found.chunk_by(|a, b| a.0 == b.0);
    let houses = of_one.flat_map(|near| {
        let held = near.iter().filter(|(_, away_mm, _)| away_mm.is_none());
        let nearest = near.first().filter(|(_, away_mm, _)| away_mm.is_some());
        held.chain(nearest)
    });
    let house = |&(row, away_mm, home): &(usize, Option<u32>, u32)| OfHouse { row, home, away_mm };
    Ok(houses.map(house).collect())
}

/// The outline of a home, else the places where it is left.
fn shape_of(data: &OsmData, residences: &Residences, home: usize) -> Shape {
    let own = match &residences.id[home] {
        HomeId::Element(element) if element.kind == ElementKind::Relation => {
            let relations = &data.relations;
            let found = relations.binary_search_by_key(&element.number, |relation| relation.id);
            found
                .ok()
                .map(|at| outline_of_relation(data, &relations[at]))
        }
        HomeId::Element(element) => {
            let found = data.ways.position(element.number);
            found.map(|position| outline_of_way(&data.ways, position))
        }
        HomeId::Own(_) | HomeId::Sample(..) => None,
    };
    let shape = own.map(|outline| area(data, &outline)).unwrap_or_default();
    if !shape.is_empty() {
        return shape;
    }
    let outline = residences.outlines.of(home);
    let doors = residences
        .ways_in_of(home)
        .iter()
        .map(|way_in| vec![way_in.at]);
    Shape {
        lines: outline.into_iter().chain(doors).collect(),
        rings: Vec::new(),
    }
}

/// The box around a shape that holds whatever is within reach of it; `None` for a shape without points.
fn around(shape: &Shape) -> Option<AABB<[i32; 2]>> {
    let mut points = shape.lines.iter().flatten();
    let first = *points.next()?;
    let (mut low, mut high) = (first.to_decimicro(), first.to_decimicro());
    for point in points {
        let at = point.to_decimicro();
        for axis in 0..2 {
            low[axis] = low[axis].min(at[axis]);
            high[axis] = high[axis].max(at[axis]);
        }
    }
    // A metre more, since degrees of longitude are shorter at the other end of a large outline.
    let reach = LocalPlane::at(first).degrees(mm_to_m(ADDRESS_REACH_MM) + 1.0);
    let reach = reach.map(degrees_to_decimicro);
    let lower = [0, 1].map(|axis| low[axis].saturating_sub(reach[axis]));
    let upper = [0, 1].map(|axis| high[axis].saturating_add(reach[axis]));
    Some(AABB::from_corners(lower, upper))
}
