//! The dwellings of an extract: which buildings people live in.

use std::collections::HashSet;

use super::areas::Land;
use super::{BLOCK, ResidenceReport};
use crate::observer::{Cancelled, Observer, go_on};
use crate::osm::{
    BuildingKind, BuildingTags, ElementId, ElementKind, OsmData, Outline, outline_of_relation,
    outline_of_way,
};
use crate::par;
use crate::sorted::in_order;
use crate::units::narrow;

/// A building of the extract that is a dwelling or may be one.
#[derive(Debug)]
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

    /// Numbers of the outer ways of a relation.
    pub(super) fn outer_ways<'a>(
        &self,
        data: &'a OsmData,
    ) -> impl Iterator<Item = i64> + Clone + use<'a> {
        let members = match self.element.kind {
            ElementKind::Relation => data.relations[self.position as usize].members.as_slice(),
            _ => &[],
        };
        members.iter().filter(|m| !m.1).map(|m| m.0)
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

/// What the extract's buildings are.
pub(super) struct Selected {
    /// The dwellings: ways, then relations, by number.
    pub(super) homes: Vec<Dwelling>,
    /// `building=yes` that is none of them, in the same order, without shops, offices and the like.
    pub(super) left_out: Vec<Dwelling>,
    pub(super) report: ResidenceReport,
}

/// Whether people live in a building.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lived {
    In,
    /// It may be by its tags, and is outside residential land.
    Perhaps,
    Not,
}

/// The dwellings of the extract.
pub(super) fn select(
    data: &OsmData,
    areas: &Land,
    observer: &dyn Observer,
) -> Result<Selected, Cancelled> {
    let mut report = areas.report();
    let (mut of_relations, mut left_out_relations) = (Vec::new(), Vec::new());
    let mut outer_ways = HashSet::new();
    for (position, relation) in data.relations.iter().enumerate() {
        let Some(tags) = relation.building else {
            continue;
        };
        go_on(observer)?;
        let outline = outline_of_relation(data, relation);
        let dwelling = Dwelling {
            element: ElementId::relation(relation.id),
            tags,
            position: narrow(position),
        };
        let whole = || outline.clone();
        match lived(data, &tags, &outline.ways, whole, areas, &mut report) {
            Lived::In => {
                outer_ways.extend(dwelling.outer_ways(data));
                of_relations.push(dwelling);
            }
            Lived::Perhaps => left_out_relations.push(dwelling),
            Lived::Not => {}
        }
    }
    let count = data.buildings.len();
    let blocks = par::try_map_range(observer, count.div_ceil(BLOCK), |block| {
        let mut report = ResidenceReport::default();
        let block = &data.buildings[block * BLOCK..count.min((block + 1) * BLOCK)];
        let mut position = in_order(&data.ways.id);
        let (mut homes, mut left_out) = (Vec::new(), Vec::new());
        for building in block {
            let position = position(building.0);
            let found = way_dwelling(data, building, position, &outer_ways, areas, &mut report);
            let Some((dwelling, lived)) = found else {
                continue;
            };
            match lived {
                Lived::In => homes.push(dwelling),
                Lived::Perhaps => left_out.push(dwelling),
                Lived::Not => {}
            }
        }
        (homes, left_out, report)
    })?;
    let mut homes = Vec::with_capacity(blocks.iter().map(|b| b.0.len()).sum());
    let mut left_out = Vec::with_capacity(blocks.iter().map(|b| b.1.len()).sum());
    for (dwellings, others, counts) in blocks {
        homes.extend(dwellings);
        left_out.extend(others);
        report.add(&counts);
    }
    homes.extend(of_relations);
    left_out.extend(left_out_relations);
    Ok(Selected {
        homes,
        left_out,
        report,
    })
}

/// A building mapped as a way; one that is not closed is no building.
fn way_dwelling(
    data: &OsmData,
    &(id, tags): &(i64, BuildingTags),
    position: Option<usize>,
    outer_ways: &HashSet<i64>,
    areas: &Land,
    report: &mut ResidenceReport,
) -> Option<(Dwelling, Lived)> {
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
    let lived = lived(data, &tags, &nodes, outline, areas, report);
    let dwelling = Dwelling {
        element: ElementId::way(id),
        tags,
        position: narrow(position),
    };
    Some((dwelling, lived))
}

/// Whether people live there: in any dwelling kind, and in `building=yes` inside residential landuse.
fn lived<T: AsRef<[u32]>>(
    data: &OsmData,
    tags: &BuildingTags,
    ways: &[T],
    outline: impl FnOnce() -> Outline,
    areas: &Land,
    report: &mut ResidenceReport,
) -> Lived {
    if tags.kind != BuildingKind::Yes {
        return Lived::In;
    }
    if tags.business {
        report.yes_left_out += 1;
        report.yes_business += 1;
        return Lived::Not;
    }
    if areas.holds_building(data, ways, outline) {
        return Lived::In;
    }
    report.yes_left_out += 1;
    Lived::Perhaps
}
