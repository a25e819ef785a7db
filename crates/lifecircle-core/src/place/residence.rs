//! Homes: dwellings of the extract, sampled points where it has none, or the user's own list.

mod areas;
mod choice;
mod doors;
mod floor;
mod outlines;
mod report;
mod sample;
mod select;
mod shops;
mod sites;
mod untyped;

pub use choice::{HomeKind, HomesChoice, ResidenceChoice};
pub use outlines::Outlines;
pub use report::ResidenceReport;
pub use sites::HomeSites;

use super::WayIn;
use super::around::Legs;
use super::candidate::FacilityCandidates;
use super::facility::Facilities;
use super::people::PeopleTable;
use super::population::Ages;
use crate::area::StudyArea;
use crate::geodesy::LonLat;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, Stage, Stop};
use crate::osm::{Address, ElementId, OsmData};
use crate::par;
use crate::snap::SnapIndex;
use crate::units::narrow;

/// Homes looked at or connected at a time by one thread.
const BLOCK: usize = 512;

/// A row of the user's own list.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnResidence {
    /// The row's own id.
    pub id: String,
    /// People in thousandths.
    pub people_milli: u64,
    /// Where they leave home, unless there is an outline.
    pub at: LonLat,
    /// The rings around it, where the list has a polygon: people leave at the point nearest to a street.
    pub outline: Vec<Vec<LonLat>>,
    /// What it is called, where somebody asks for that.
    pub address: Option<Address>,
}

impl OwnResidence {
    /// One that is a point.
    pub fn new(id: String, people_milli: u64, at: LonLat) -> Self {
        Self {
            id,
            people_milli,
            at,
            outline: Vec::new(),
            address: None,
        }
    }
}

/// A home's id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// Floor area in dm², footprint × storeys; 0 where none is known, as of points and rows of a list.
    pub floor_dm2: Vec<u32>,
    /// People by age, where somebody told them.
    pub ages: Ages,
    /// Ways in, flat.
    pub ways_in: Vec<WayIn>,
    /// Per home, where its ways in begin; one more at the end.
    pub first_way_in: Vec<u32>,
    /// Outlines of those that are entered at the point nearest to a street.
    pub outlines: Outlines,
    /// Elements inside the home itself that may be facilities, by element, flat.
    pub inner: Vec<ElementId>,
    /// Per home, where its inner elements begin; one more at the end.
    pub first_inner: Vec<u32>,
    /// Ranks of the facilities among these, reached in 0 s, flat: [`Self::find_inner`].
    pub zero: Vec<u32>,
    /// Per home, where its inner facilities begin; one more at the end.
    pub first_zero: Vec<u32>,
    /// Counts.
    pub report: ResidenceReport,
}

/// Homes outside of a study area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// How many.
    pub homes: u64,
    /// Their people in thousandths.
    pub people_milli: u64,
}

impl Residences {
    /// Number of homes.
    pub fn count(&self) -> usize {
        self.id.len()
    }

    /// The ways in of one home.
    pub fn ways_in_of(&self, home: usize) -> &[WayIn] {
        &self.ways_in[self.first_way_in[home] as usize..self.first_way_in[home + 1] as usize]
    }

    /// The elements inside one home that may be facilities.
    fn inner_of(&self, home: usize) -> &[ElementId] {
        &self.inner[self.first_inner[home] as usize..self.first_inner[home + 1] as usize]
    }

    /// Ranks of the facilities inside one home.
    pub fn zero_of(&self, home: usize) -> &[u32] {
        &self.zero[self.first_zero[home] as usize..self.first_zero[home + 1] as usize]
    }

    /// The homes of an area, and how many are left out: a home is where it is written to be, at its first way in.
    ///
    /// # Complexity
    /// Linear in the homes, times the edges of the area at their latitudes.
    pub fn within(&self, area: &StudyArea) -> (Self, LeftOut) {
        let is_inside = |&home: &usize| area.holds(self.ways_in_of(home)[0].at);
        let (inside, outside): (Vec<usize>, Vec<usize>) =
            (0..self.count()).partition(|home| is_inside(home));
        let left_out = LeftOut {
            homes: outside.len() as u64,
            people_milli: outside.iter().map(|&home| self.people_milli[home]).sum(),
        };
        (self.of_homes(&inside), left_out)
    }

    /// These homes alone, in this order.
    fn of_homes(&self, homes: &[usize]) -> Self {
        let mut some = Self::empty(self.kind, self.report);
        some.ages = self.ages.of_homes(homes);
        for &home in homes {
            some.push(Home {
                id: self.id[home].clone(),
                people_milli: self.people_milli[home],
                floor_dm2: self.floor_dm2[home],
                ways_in: self.ways_in_of(home).to_vec(),
                outline: self.outlines.of(home),
                inner: self.inner_of(home).to_vec(),
            });
        }
        some.first_zero.truncate(1);
        for &home in homes {
            some.zero.extend(self.zero_of(home));
            some.first_zero.push(narrow(some.zero.len()));
        }
        let of_some = |milli: &Vec<u64>| homes.iter().map(|&home| milli[home]).collect();
        some.ages = Ages {
            groups: self.ages.groups.clone(),
            milli: self.ages.milli.iter().map(of_some).collect(),
        };
        some
    }

    /// Finds out which facilities are inside of homes, by the elements that are.
    ///
    /// # Complexity
    /// A binary search for each element inside a home.
    pub fn find_inner(&mut self, facilities: &Facilities) {
        self.find_inner_but(facilities, &[]);
    }

    /// The same without facilities that have moved away: their ranks, in order.
    pub fn find_inner_but(&mut self, facilities: &Facilities, moved: &[u32]) {
        // Facilities with an element come first, by element.
        let by_element = facilities.rows.partition_point(|row| row.element.is_some());
        let mapped = &facilities.rows[..by_element];
        let rank = |element: &ElementId| {
            let found = mapped.binary_search_by_key(&Some(*element), |row| row.element);
            let rank = found.ok().map(narrow);
            rank.filter(|rank| moved.binary_search(rank).is_err())
        };
        self.zero.clear();
        self.first_zero.truncate(1);
        for home in 0..self.count() {
            let found: Vec<u32> = self.inner_of(home).iter().filter_map(rank).collect();
            self.zero.extend(found);
            self.first_zero.push(narrow(self.zero.len()));
        }
    }

    /// Adds the ways in of the next home.
    pub(crate) fn push_ways_in(&mut self, ways_in: Vec<WayIn>) {
        self.ways_in.extend(ways_in);
        self.first_way_in.push(narrow(self.ways_in.len()));
    }

    /// No homes yet.
    fn empty(kind: HomeKind, report: ResidenceReport) -> Self {
        Self {
            kind,
            report,
            first_way_in: vec![0],
            first_inner: vec![0],
            first_zero: vec![0],
            ..Self::default()
        }
    }

    fn push(&mut self, home: Home) {
        self.id.push(home.id);
        self.people_milli.push(home.people_milli);
        self.floor_dm2.push(home.floor_dm2);
        self.push_ways_in(home.ways_in);
        self.outlines.push(&home.outline);
        self.inner.extend(home.inner);
        self.first_inner.push(narrow(self.inner.len()));
        self.first_zero.push(0);
    }

    /// Puts the rows of `next` behind the own ones and adds its counts.
    fn append(&mut self, mut next: Self) {
        let (ways_in, inner) = (narrow(self.ways_in.len()), narrow(self.inner.len()));
        self.id.append(&mut next.id);
        self.people_milli.append(&mut next.people_milli);
        self.floor_dm2.append(&mut next.floor_dm2);
        self.ways_in.append(&mut next.ways_in);
        self.inner.append(&mut next.inner);
        let behind = |first: Vec<u32>, base| first.into_iter().skip(1).map(move |f| base + f);
        self.first_way_in.extend(behind(next.first_way_in, ways_in));
        self.outlines.append(next.outlines);
        self.first_inner.extend(behind(next.first_inner, inner));
        self.first_zero.resize(self.first_inner.len(), 0);
        self.report.add(&next.report);
    }

    /// Homes made in parallel, in order; `each` may leave one out, and counts.
    fn collect(
        kind: HomeKind,
        report: ResidenceReport,
        count: usize,
        each: impl Fn(usize, &mut ResidenceReport) -> Option<Home> + Sync + Send,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        observer.stage(Stage::Snap, count as u64);
        let stop = Stop::new(observer);
        let blocks = par::map_range(count.div_ceil(BLOCK), |block| {
            let mut own = Self::empty(kind, ResidenceReport::default());
            let homes = block * BLOCK..count.min((block + 1) * BLOCK);
            for i in homes.clone().take_while(|_| !stop.now()) {
                if let Some(home) = each(i, &mut own.report) {
                    own.push(home);
                }
            }
            observer.advance(homes.len() as u64);
            own
        });
        let blocks = stop.unless_stopped(blocks)?;
        let mut all = Self::empty(kind, report);
        for block in blocks {
            all.append(block);
        }
        Ok(all)
    }
}

/// One home before it becomes a row.
struct Home {
    id: HomeId,
    people_milli: u64,
    floor_dm2: u32,
    ways_in: Vec<WayIn>,
    /// The lines that it is entered at, where it is by the point nearest to a street.
    outline: Vec<Vec<LonLat>>,
    inner: Vec<ElementId>,
}

/// Finds the homes and connects them to the network, those of the extract to the nearest street alone.
///
/// # Complexity
/// Linear in the dwellings, times their distance to the streets around.
///
/// # Errors
/// [`Cancelled`].
pub fn residences(
    data: &OsmData,
    network: &StreetNetwork,
    people: &PeopleTable,
    choice: &ResidenceChoice,
    candidates: &FacilityCandidates,
    index: &SnapIndex,
    observer: &dyn Observer,
) -> Result<Residences, Cancelled> {
    HomeSites::of(data, choice, Legs::Nearest, observer)?
        .connect(data, network, people, candidates, index, observer)
}
