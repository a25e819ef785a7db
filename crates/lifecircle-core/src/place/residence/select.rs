//! The dwellings of an extract: which buildings people live in.

use std::collections::HashSet;

use super::areas::{ResidentialAreas, surface_point};
use super::{BLOCK, ResidenceReport};
use crate::observer::{Cancelled, Observer, go_on};
use crate::osm::{
    BuildingKind, BuildingTags, ElementId, ElementKind, OsmData, Outline, outline_of_relation,
    outline_of_way,
};
use crate::par;
use crate::sorted::in_order;
use crate::units::narrow;

/// A dwelling of the extract.
pub(super) struct Dwelling {
    pub(super) element: ElementId,
    pub(super) tags: BuildingTags,
    /// Where it is in the extract's columns of its kind.
    position: u32,
}

impl Dwelling {
    pub(super) fn outline(&self, data: &OsmData) -> Outline {
        let position = self.position as usize;
        match self.element.kind {
            ElementKind::Relation => outline_of_relation(data, &data.relations[position]),
            _ => outline_of_way(&data.ways, position),
        }
    }

    /// Positions of the ways of its outline, sorted.
    pub(super) fn ways(&self, data: &OsmData) -> Vec<u32> {
        if self.element.kind != ElementKind::Relation {
            return vec![self.position];
        }
        let members = data.relations[self.position as usize].members.iter();
        let known = members.filter_map(|member| data.ways.position(member.0));
        let mut ways: Vec<u32> = known.map(narrow).collect();
        ways.sort_unstable();
        ways
    }
}

/// The dwellings of the extract: ways, then relations, by number.
pub(super) fn select(
    data: &OsmData,
    areas: &ResidentialAreas,
    observer: &dyn Observer,
) -> Result<(Vec<Dwelling>, ResidenceReport), Cancelled> {
    let mut report = areas.report();
    let mut of_relations = Vec::new();
    let mut outer_ways = HashSet::new();
    for (position, relation) in data.relations.iter().enumerate() {
        let Some(tags) = relation.building else {
            continue;
        };
        go_on(observer)?;
        let outline = outline_of_relation(data, relation);
        if is_home(
            data,
            &tags,
            &outline.ways,
            || outline.clone(),
            areas,
            &mut report,
        ) {
            outer_ways.extend(relation.members.iter().filter(|m| !m.1).map(|m| m.0));
            of_relations.push(Dwelling {
                element: ElementId::relation(relation.id),
                tags,
                position: narrow(position),
            });
        }
    }
    let count = data.buildings.len();
    let blocks = par::try_map_range(observer, count.div_ceil(BLOCK), |block| {
        let mut report = ResidenceReport::default();
        let block = &data.buildings[block * BLOCK..count.min((block + 1) * BLOCK)];
        let mut position = in_order(&data.ways.id);
        let dwelling = |building: &(i64, BuildingTags)| {
            let position = position(building.0);
            way_dwelling(data, building, position, &outer_ways, areas, &mut report)
        };
        let dwellings: Vec<Dwelling> = block.iter().filter_map(dwelling).collect();
        (dwellings, report)
    })?;
    let mut homes = Vec::with_capacity(blocks.iter().map(|b| b.0.len()).sum());
    for (dwellings, counts) in blocks {
        homes.extend(dwellings);
        report.add(&counts);
    }
    homes.extend(of_relations);
    report.dwellings = homes.len() as u64;
    Ok((homes, report))
}

/// A building mapped as a way, if people live there; one that is not closed is no building.
fn way_dwelling(
    data: &OsmData,
    &(id, tags): &(i64, BuildingTags),
    position: Option<usize>,
    outer_ways: &HashSet<i64>,
    areas: &ResidentialAreas,
    report: &mut ResidenceReport,
) -> Option<Dwelling> {
    if outer_ways.contains(&id) {
        report.outer_ways += 1;
        return None;
    }
    if data.unclosed_buildings.binary_search(&id).is_ok() {
        report.unclosed_buildings += 1;
        return None;
    }
    let position = position?;
    let nodes = [data.ways.nodes(position)];
    let outline = || outline_of_way(&data.ways, position);
    is_home(data, &tags, &nodes, outline, areas, report).then(|| Dwelling {
        element: ElementId::way(id),
        tags,
        position: narrow(position),
    })
}

/// Whether people live there: any dwelling kind, and `building=yes` inside residential landuse.
fn is_home<T: AsRef<[u32]>>(
    data: &OsmData,
    tags: &BuildingTags,
    ways: &[T],
    outline: impl FnOnce() -> Outline,
    areas: &ResidentialAreas,
    report: &mut ResidenceReport,
) -> bool {
    if tags.kind != BuildingKind::Yes {
        return true;
    }
    // Most lie well inside an area or far from all of them: no outline is needed.
    let on_surface = || surface_point(data, &outline()).is_some_and(|point| areas.holds(point));
    let nodes = ways.iter().flat_map(|way| way.as_ref().iter().copied());
    let inside = !tags.business && areas.hold_all(data, nodes).unwrap_or_else(on_surface);
    report.yes_left_out += u64::from(!inside);
    report.yes_business += u64::from(tags.business);
    inside
}
