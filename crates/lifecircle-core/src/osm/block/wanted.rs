//! What of a block is wanted.

use crate::osm::PlaceFilter;
use crate::osm::bounded::{NodeChoice, WayChoice};
use crate::osm::keys::KeyTable;

/// Which nodes are taken.
#[derive(Clone, Copy)]
pub(in crate::osm) enum TakeNodes<'a> {
    All,
    Chosen(&'a NodeChoice<'a>),
    None,
}

/// Which ways are taken.
#[derive(Clone, Copy)]
pub(in crate::osm) enum TakeWays<'a> {
    All,
    Chosen(&'a WayChoice<'a>),
    /// Residential areas, land of other uses, and those with these numbers (increasing): their nodes alone.
    Areas(&'a [i64]),
    /// Those with these numbers (increasing): their nodes alone.
    These(&'a [i64]),
    None,
}

/// Which elements one pass takes.
#[derive(Clone, Copy)]
pub(in crate::osm) struct Take<'a> {
    pub(in crate::osm) nodes: TakeNodes<'a>,
    pub(in crate::osm) ways: TakeWays<'a>,
    pub(in crate::osm) relations: bool,
}

impl Take<'_> {
    pub(in crate::osm) const ALL: Self = Self {
        nodes: TakeNodes::All,
        ways: TakeWays::All,
        relations: true,
    };
    pub(in crate::osm) const NOTHING: Self = Self {
        nodes: TakeNodes::None,
        ways: TakeWays::None,
        relations: false,
    };
    pub(in crate::osm) const RELATIONS: Self = Self {
        relations: true,
        ..Self::NOTHING
    };
}

/// What the reader wants of every block.
#[derive(Clone, Copy)]
pub(in crate::osm) struct Wanted<'a> {
    pub(in crate::osm) keys: &'a KeyTable,
    pub(in crate::osm) filter: &'a dyn PlaceFilter,
    /// Whether to look for the newest edit: not where the file's header has the date.
    pub(in crate::osm) date: bool,
    /// The date that the header tells.
    pub(in crate::osm) date_s: Option<i64>,
    /// Whether to tell which ways any relation names: only where the file's header has no box.
    pub(in crate::osm) member_ways: bool,
    /// What is taken.
    pub(in crate::osm) take: Take<'a>,
}
