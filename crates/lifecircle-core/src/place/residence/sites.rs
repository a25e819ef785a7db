//! Homes before they are connected, and how they are.

use super::areas::Land;
use super::choice::{HomeKind, HomesChoice, ResidenceChoice};
use super::doors::Doors;
use super::floor::floor;
use super::report::ResidenceReport;
use super::select::{Dwelling, Selected, select};
use super::shops::ShopNodes;
use super::untyped::{LeftOut, look_again};
use super::{Home, HomeId, OwnResidence, Residences, sample};
use crate::area::StudyArea;
use crate::geodesy::LonLat;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, go_on};
use crate::osm::OsmData;
use crate::place::WayIn;
use crate::place::around::{Legs, Obstacles};
use crate::place::candidate::FacilityCandidates;
use crate::place::outline::Entrances;
use crate::place::people::PeopleTable;
use crate::snap::SnapIndex;

/// Fewer dwellings than this in the whole input, and points along the streets stand in for them.
const ENOUGH_DWELLINGS: u64 = 50;
/// One person, in thousandths.
const PERSON_MILLI: u64 = 1000;
/// The entrance values by which people leave home (walking model §4.7).
const ENTRANCES: [&str; 4] = ["main", "yes", "staircase", "home"];

/// The homes of a choice before they are connected: this part needs no network.
pub struct HomeSites<'a>(Sites<'a>);

enum Sites<'a> {
    Own(&'a [OwnResidence]),
    Mapped(Box<Mapped>),
}

/// What the extract tells of its dwellings.
struct Mapped {
    which: HomesChoice,
    residential: Land,
    no_stairs: bool,
    typed: Vec<Dwelling>,
    /// What [`HomesChoice::All`] adds.
    added: Vec<Dwelling>,
    left_out: LeftOut,
    /// Whose buildings the choice is made by, instead of all.
    area: Option<StudyArea>,
    entrances: Entrances,
    /// What no further leg runs through, where homes are joined to further streets.
    obstacles: Option<Obstacles>,
    report: ResidenceReport,
}

impl<'a> HomeSites<'a> {
    /// Selects the dwellings of the extract, unless the user brings a list. [`Legs::Around`] goes by the obstacles that
    /// were read, choices other than [`HomesChoice::Typed`] by other uses ([`crate::osm::ReadOptions`]).
    ///
    /// # Complexity
    /// Linear in the buildings, times the edges of the areas around them.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn of(
        data: &OsmData,
        choice: &'a ResidenceChoice,
        legs: Legs,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let sites = match choice {
            ResidenceChoice::Own(rows) => Sites::Own(rows),
            &ResidenceChoice::Mapped { which, no_stairs } => {
                go_on(observer)?;
                let residential = Land::residential(data, observer)?;
                let Selected {
                    homes: typed,
                    left_out,
                    report,
                } = select(data, &residential, observer)?;
                let (added, left_out) = if which == HomesChoice::Typed {
                    (Vec::new(), LeftOut::unseen(left_out))
                } else {
                    look_again(data, left_out, &typed, observer)?
                };
                let obstacles = (legs == Legs::Around).then(|| Obstacles::of(data, observer));
                Sites::Mapped(Box::new(Mapped {
                    which,
                    residential,
                    no_stairs,
                    typed,
                    added,
                    left_out,
                    area: None,
                    entrances: Entrances::of(data, &ENTRANCES),
                    obstacles: obstacles.transpose()?,
                    report,
                }))
            }
        };
        Ok(Self(sites))
    }

    /// Has [`HomesChoice::Auto`] decide by the buildings of a study area instead of all that were read.
    #[must_use]
    pub fn decided_by(mut self, area: Option<&StudyArea>) -> Self {
        if let Sites::Mapped(mapped) = &mut self.0 {
            mapped.area = area.cloned();
        }
        self
    }

    /// Connects the homes to the network; which facilities are inside of them, [`Residences::find_inner`] tells.
    ///
    /// # Complexity
    /// Linear in the homes, times their distance to the streets around.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn connect(
        &self,
        data: &OsmData,
        network: &StreetNetwork,
        people: &PeopleTable,
        candidates: &FacilityCandidates,
        index: &SnapIndex,
        observer: &dyn Observer,
    ) -> Result<Residences, Cancelled> {
        let mapped = match &self.0 {
            Sites::Own(rows) => return connect_own(rows, index, observer),
            Sites::Mapped(mapped) => mapped,
        };
        let (dwellings, report) = mapped.chosen(data, people, observer)?;
        if dwellings.len() as u64 + data.elsewhere.dwellings < ENOUGH_DWELLINGS {
            return mapped.sample(network, report, index, observer);
        }
        let doors = Doors {
            data,
            people,
            entrances: &mapped.entrances,
            obstacles: mapped.obstacles.as_ref(),
            shops: &ShopNodes::of(candidates),
            index,
        };
        let kind = if report.used_all {
            HomeKind::AllBuildings
        } else {
            HomeKind::Buildings
        };
        let home = |i: usize, report: &mut _| doors.home(dwellings[i], report);
        Residences::collect(kind, report, dwellings.len(), home, observer)
    }
}

impl Mapped {
    /// The dwellings that are homes by the choice, in order, and what was counted.
    fn chosen(
        &self,
        data: &OsmData,
        people: &PeopleTable,
        observer: &dyn Observer,
    ) -> Result<(Vec<&Dwelling>, ResidenceReport), Cancelled> {
        let area = self.area.as_ref();
        let floor = |dwellings: &[Dwelling]| floor(data, people, dwellings, area, observer);
        let (typed, added) = (floor(&self.typed)?, floor(&self.added)?);
        let (typed_floor_dm2, added_floor_dm2) = (typed.dm2, added.dm2);
        let used_all = match self.which {
            HomesChoice::Typed => false,
            HomesChoice::All => true,
            HomesChoice::Auto => {
                // Less than two thirds of both together is less than twice the others.
                let elsewhere = if area.is_some() {
                    0
                } else {
                    data.elsewhere.dwellings
                };
                let are_few = typed.buildings + elsewhere < ENOUGH_DWELLINGS;
                are_few || typed_floor_dm2 < added_floor_dm2.saturating_mul(2)
            }
        };
        let mut report = ResidenceReport {
            asked: self.which,
            used_all,
            typed_floor_dm2,
            added_floor_dm2,
            left_out_floor_dm2: floor(&self.left_out.dwellings)?.dm2,
            by_area: area.is_some(),
            ..self.report
        };
        let mut dwellings: Vec<&Dwelling> = self.typed.iter().collect();
        let added = self.added.len() as u64;
        if used_all {
            dwellings.extend(&self.added);
            dwellings.sort_by_key(|dwelling| dwelling.element);
            report.yes_added = added;
            report.yes_left_out -= added + self.left_out.counted;
            report.outer_ways += self.left_out.counted;
        } else {
            report.left_out_floor_dm2 += added_floor_dm2;
        }
        report.yes_other_use = self.left_out.other_use;
        report.yes_small = self.left_out.small;
        report.yes_other_land = self.left_out.other_land;
        report.dwellings = dwellings.len() as u64;
        Ok((dwellings, report))
    }

    /// Points along the streets in the place of too few dwellings.
    fn sample(
        &self,
        network: &StreetNetwork,
        report: ResidenceReport,
        index: &SnapIndex,
        observer: &dyn Observer,
    ) -> Result<Residences, Cancelled> {
        let ground = sample::Ground {
            network,
            streets: index.streets(),
            no_stairs: self.no_stairs,
        };
        let sampled = sample::points(&ground, &self.residential, observer)?;
        let report = ResidenceReport {
            unsampled_links: sampled.long_links,
            ..report
        };
        let home = |i: usize, _: &mut _| {
            let (id, at) = &sampled.points[i];
            Some(point_home(id.clone(), PERSON_MILLI, *at, index))
        };
        let count = sampled.points.len();
        Residences::collect(sampled.kind, report, count, home, observer)
    }
}

/// The homes of the user's own list.
fn connect_own(
    rows: &[OwnResidence],
    index: &SnapIndex,
    observer: &dyn Observer,
) -> Result<Residences, Cancelled> {
    let home = |i: usize, _: &mut _| Some(own_home(&rows[i], index));
    let report = ResidenceReport::default();
    Residences::collect(HomeKind::Own, report, rows.len(), home, observer)
}

/// A home of the user's list; one with an outline is entered as a building without entrances is (walking model §4.7).
fn own_home(row: &OwnResidence, index: &SnapIndex) -> Home {
    let id = HomeId::Own(row.id.clone());
    let Some(found) = index.nearest_of_lines(&row.outline) else {
        return point_home(id, row.people_milli, row.at, index);
    };
    let way_in = WayIn {
        at: found.from,
        entrance: None,
        snap: Some(found.snap),
    };
    Home {
        id,
        people_milli: row.people_milli,
        floor_dm2: 0,
        ways_in: vec![way_in],
        outline: row.outline.clone(),
        inner: vec![],
    }
}

/// A home that is a point.
fn point_home(id: HomeId, people_milli: u64, at: LonLat, index: &SnapIndex) -> Home {
    let way_in = WayIn {
        at,
        entrance: None,
        snap: index.point(at),
    };
    Home {
        id,
        people_milli,
        floor_dm2: 0,
        ways_in: vec![way_in],
        outline: vec![],
        inner: vec![],
    }
}
