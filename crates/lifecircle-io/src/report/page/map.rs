//! What the map of a page shows.

use std::borrow::Cow;

use lifecircle_core::basemap::BaseMap;
use lifecircle_core::coverage::{CheckInput, Coverage, WalkForest};
use lifecircle_core::gap::{Scope, ScopeGaps};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::obstacle::Doubts;
use lifecircle_core::place::CategoryTable;
use lifecircle_core::shapes::StreetShapes;

use super::super::Words;
use crate::draw::{Bounds, HomeUnit};
use crate::style::HomeClass;

/// What the map of a page shows: homes with their walks, and what lies around them.
#[derive(Clone, Debug)]
pub struct PageMap<'a> {
    /// Homes, facilities, rules and streets.
    pub input: CheckInput<'a>,
    /// The verdicts.
    pub coverage: &'a Coverage,
    /// Per rule, the walks to the nearest facility.
    pub forests: Vec<WalkForest>,
    /// The courses of the streets walked.
    pub shapes: Cow<'a, StreetShapes>,
    /// What facilities are called by what they serve as.
    pub categories: &'a CategoryTable,
    /// What lies on the ground, where somebody has read it.
    pub ground: Option<&'a BaseMap>,
    /// What is seen at first; `None` where nobody lives.
    pub frame: Option<Bounds>,
    /// Where the gaps are, by scope.
    pub gaps: &'a [ScopeGaps],
    /// Homes whose verdict one link would change, where somebody has asked.
    pub doubts: Option<&'a Doubts>,
    /// Borders.
    pub areas: Vec<MapArea>,
    /// Proposed sites by rank.
    pub sites: Vec<MapSite>,
}

/// An area with a border.
#[derive(Clone, Debug)]
pub struct MapArea {
    /// What people call it.
    pub name: String,
    /// Its rings in 1e-7 degrees.
    pub rings: Vec<Vec<[i32; 2]>>,
}

/// A proposed site.
#[derive(Clone, Debug)]
pub struct MapSite {
    /// Where it is.
    pub at: LonLat,
    /// What people would call it.
    pub name: Words,
}

/// Who is of a class on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ClassSum {
    /// Homes, or points that stand in for them.
    pub(super) homes: u64,
    /// People in thousandths.
    pub(super) people_milli: u64,
}

impl PageMap<'_> {
    /// All rules together, then each.
    pub(super) fn scopes(&self) -> impl Iterator<Item = Scope> {
        Scope::all(self.input.pack.rules.len())
    }

    /// The class of a home by its verdict alone.
    pub(super) fn class(&self, scope: Scope, home: usize) -> HomeClass {
        HomeClass::of(scope.class(self.coverage, home))
    }

    /// Whether one link that the map probably lacks would change the verdict of a home.
    pub(super) fn is_doubtful(&self, scope: Scope, home: usize) -> bool {
        let doubts = self.doubts;
        doubts.is_some_and(|doubts| doubts.of(scope, home).is_some())
    }

    /// The class that a home is drawn in.
    fn drawn(&self, scope: Scope, home: usize) -> HomeClass {
        HomeClass::drawn(scope, self.coverage, self.doubts, home)
    }

    /// Who is of each class, in the order of [`HomeClass::ALL`].
    pub(super) fn sums(&self, scope: Scope) -> [ClassSum; HomeClass::ALL.len()] {
        let mut sums = [ClassSum::default(); HomeClass::ALL.len()];
        for home in 0..self.input.residences.count() {
            let sum = &mut sums[number(self.drawn(scope, home))];
            sum.homes += 1;
            sum.people_milli += self.input.residences.people_milli[home];
        }
        sums
    }

    /// What is counted.
    pub(super) fn unit(&self) -> HomeUnit {
        let residences = self.input.residences;
        if residences.kind.is_sampled() {
            HomeUnit::Points
        } else if residences.people_milli.iter().any(|&people| people > 0) {
            HomeUnit::People
        } else {
            HomeUnit::Homes
        }
    }

    /// Whether a facility serves a rule; of all rules together any.
    pub(super) fn serves(&self, row: usize, scope: Scope) -> bool {
        let categories = self.input.facilities.rows[row].categories;
        let rules = &self.input.pack.rules;
        match scope {
            Scope::Rule(rule) => categories.meets(rules[rule].categories),
            Scope::Joint => rules.iter().any(|rule| categories.meets(rule.categories)),
        }
    }

    /// The gaps of a scope.
    pub(super) fn gaps_of(&self, scope: Scope) -> Option<&ScopeGaps> {
        self.gaps.iter().find(|gaps| gaps.scope == scope)
    }
}

/// The position of a class in [`HomeClass::ALL`].
pub(super) fn number(class: HomeClass) -> usize {
    class as usize
}
