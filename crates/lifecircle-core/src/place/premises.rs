//! Buildings and units by use, in which an outlet could open.

use super::outline::outline_lines;
use crate::geodesy::LonLat;
use crate::observer::{Cancelled, Observer, go_on_at};
use crate::osm::{
    BuildingUse, ElementId, ElementKind, OsmData, outline_of_relation, outline_of_way,
};
use crate::snap::SnapIndex;

/// Elements looked at between two questions whether to stop.
const ELEMENTS_AT_A_TIME: usize = 256;

/// A building, or a unit of one, that is not lived in.
#[derive(Clone, Debug, PartialEq)]
pub struct Premises {
    /// The element.
    pub element: ElementId,
    /// Its name.
    pub name: Option<String>,
    /// What it is used for.
    pub of_use: BuildingUse,
    /// The known stretches of its outline, or its only point.
    lines: Vec<Vec<LonLat>>,
    first: LonLat,
}

impl Premises {
    /// Those of an extract, in order of element. Only where they were read
    /// ([`ReadOptions::premises`](crate::osm::ReadOptions::premises)).
    ///
    /// # Complexity
    /// `O(n log n)` in their nodes.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn of(data: &OsmData, observer: &dyn Observer) -> Result<Vec<Self>, Cancelled> {
        let mut all = Vec::with_capacity(data.premises.len());
        for (i, row) in data.premises.iter().enumerate() {
            go_on_at(i, ELEMENTS_AT_A_TIME, observer)?;
            let lines = lines(data, row.element).unwrap_or_default();
            let first = lines.iter().flatten().next().copied();
            if let Some(first) = first {
                all.push(Self {
                    first,
                    element: row.element,
                    name: row.name.as_deref().map(str::to_owned),
                    of_use: row.of_use,
                    lines,
                });
            }
        }
        Ok(all)
    }

    /// Where an outlet there would be entered: the point of the outline that is nearest to a street, as of a facility mapped as
    /// an area; its first point where none is in reach. In whole 1e-7 degrees.
    ///
    /// # Complexity
    /// Its distance to the streets around.
    pub fn at(&self, index: &SnapIndex) -> LonLat {
        let nearest = index.nearest_of_lines(&self.lines).map(|found| found.from);
        let [lon, lat] = nearest.unwrap_or(self.first).to_decimicro();
        LonLat::from_decimicro(lon, lat)
    }
}

fn lines(data: &OsmData, element: ElementId) -> Option<Vec<Vec<LonLat>>> {
    let outline = match element.kind {
        ElementKind::Node => {
            let position = data.nodes.id.binary_search(&element.number).ok()?;
            let at = data.nodes.lon_lat(crate::units::narrow(position));
            return Some(vec![vec![at]]);
        }
        ElementKind::Way => outline_of_way(&data.ways, data.ways.position(element.number)?),
        ElementKind::Relation => {
            let relations = &data.relations;
            let found = relations.binary_search_by_key(&element.number, |relation| relation.id);
            outline_of_relation(data, &relations[found.ok()?])
        }
    };
    Some(outline_lines(data, &outline))
}
