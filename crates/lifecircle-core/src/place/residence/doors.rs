//! Where homes of the extract are entered, and what is in them.

use super::select::Dwelling;
use super::shops::ShopNodes;
use super::{Home, HomeId, ResidenceReport};
use crate::osm::{OsmData, Outline};
use crate::place::WayIn;
use crate::place::around::{Dwelt, Obstacles};
use crate::place::outline::{Entrances, enter};
use crate::place::people::PeopleTable;
use crate::snap::SnapIndex;

/// What homes are connected with.
pub(super) struct Doors<'a> {
    pub(super) data: &'a OsmData,
    pub(super) people: &'a PeopleTable,
    pub(super) entrances: &'a Entrances,
    pub(super) obstacles: Option<&'a Obstacles>,
    pub(super) shops: &'a ShopNodes,
    pub(super) index: &'a SnapIndex<'a>,
}

impl Doors<'_> {
    /// The home of a dwelling, `None` when no node of it is in the file.
    pub(super) fn home(&self, dwelling: &Dwelling, report: &mut ResidenceReport) -> Option<Home> {
        let outline = dwelling.outline(self.data);
        let area_m2 = outline.area_m2(&self.data.nodes);
        let people = self.people.people(&dwelling.tags, area_m2);
        report.incomplete += u64::from(!outline.is_complete());
        let entered = enter(self.data, &outline, self.entrances, self.index);
        let Some((mut ways_in, lines)) = entered else {
            report.without_geometry += 1;
            return None;
        };
        if !lines.is_empty() {
            self.look_around(dwelling, &outline, &mut ways_in);
        }
        report.assumed_levels += u64::from(people.assumed_levels);
        report.told_people += u64::from(dwelling.tags.people_milli.is_some());
        Some(Home {
            id: HomeId::Element(dwelling.element),
            people_milli: people.milli,
            floor_dm2: self.people.floor_dm2(&dwelling.tags, area_m2),
            ways_in,
            outline: lines,
            inner: self.shops.inside(self.data, dwelling.element, &outline),
        })
    }

    /// Adds the ways in to further streets, where they are wanted.
    fn look_around(&self, dwelling: &Dwelling, outline: &Outline, ways_in: &mut Vec<WayIn>) {
        let Some(obstacles) = self.obstacles else {
            return;
        };
        let dwelt = Dwelt {
            outline,
            ways: &dwelling.ways(self.data),
        };
        ways_in.extend(obstacles.further_ways_in(self.data, &dwelt, self.index));
    }
}
