//! Homes: dwellings of the extract, sampled points where it has none, or the user's own list.

mod areas;
mod doors;
mod sample;
mod select;
mod shops;

use super::WayIn;
use super::around::{Legs, Obstacles};
use super::facility::Facilities;
use super::outline::Entrances;
use super::people::PeopleTable;
use crate::area::StudyArea;
use crate::geodesy::LonLat;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, Stage, Stop, go_on};
use crate::osm::{ElementId, OsmData};
use crate::par;
use crate::snap::SnapIndex;
use crate::units::narrow;
use areas::ResidentialAreas;
use doors::Doors;
use select::{Dwelling, select};
use shops::ShopNodes;

/// Fewer dwellings than this in the whole input, and points along the streets stand in for them.
const ENOUGH_DWELLINGS: u64 = 50;
/// Homes connected at a time by one thread.
const BLOCK: usize = 512;
/// One person, in thousandths.
const PERSON_MILLI: u64 = 1000;
/// The entrance values by which people leave home (walking model §4.7).
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
    Auto {
        /// Whether the points keep off steps, for walkers who climb none.
        no_stairs: bool,
    },
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

    /// Whether points along streets stand in for homes: nobody is known to live there, and a point is no person.
    pub fn is_sampled(self) -> bool {
        matches!(self, Self::Points | Self::StreetPoints)
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
    pub ways_in: Vec<WayIn>,
    /// Per home, where its ways in begin; one more at the end.
    pub first_way_in: Vec<u32>,
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
    /// Links of over 20 km between two nodes, along which no points were sampled.
    pub unsampled_links: u64,
    /// Ways with `building` that are not closed: no homes.
    pub unclosed_buildings: u64,
    /// Residential areas of which something is not in the file, judged by what is.
    pub areas_in_part: u64,
    /// Residential areas none of whose outer rings closes, not even by what is in the file.
    pub areas_left_out: u64,
    /// Rings of residential areas that do not close; those of areas left out among them.
    pub area_rings_left_out: u64,
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
        for &home in homes {
            some.push(Home {
                id: self.id[home].clone(),
                people_milli: self.people_milli[home],
                ways_in: self.ways_in_of(home).to_vec(),
                zero: self.zero_of(home).to_vec(),
            });
        }
        some
    }

    /// Forgets which facilities are inside of homes, for facilities that are all the user's own: only an element
    /// of the extract can be inside a dwelling.
    pub fn clear_inner_facilities(&mut self) {
        self.zero.clear();
        self.first_zero.fill(0);
    }

    /// No homes yet.
    fn empty(kind: HomeKind, report: ResidenceReport) -> Self {
        Self {
            kind,
            report,
            first_way_in: vec![0],
            first_zero: vec![0],
            ..Self::default()
        }
    }

    fn push(&mut self, home: Home) {
        self.id.push(home.id);
        self.people_milli.push(home.people_milli);
        self.ways_in.extend(home.ways_in);
        self.first_way_in.push(narrow(self.ways_in.len()));
        self.zero.extend(home.zero);
        self.first_zero.push(narrow(self.zero.len()));
    }

    /// Puts the rows of `next` behind the own ones and adds its counts.
    fn append(&mut self, mut next: Self) {
        let (ways_in, zero) = (narrow(self.ways_in.len()), narrow(self.zero.len()));
        self.id.append(&mut next.id);
        self.people_milli.append(&mut next.people_milli);
        self.ways_in.append(&mut next.ways_in);
        self.zero.append(&mut next.zero);
        let behind = |first: Vec<u32>, base| first.into_iter().skip(1).map(move |f| base + f);
        self.first_way_in.extend(behind(next.first_way_in, ways_in));
        self.first_zero.extend(behind(next.first_zero, zero));
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

impl ResidenceReport {
    fn add(&mut self, other: &Self) {
        self.yes_left_out += other.yes_left_out;
        self.yes_business += other.yes_business;
        self.without_geometry += other.without_geometry;
        self.outer_ways += other.outer_ways;
        self.incomplete += other.incomplete;
        self.assumed_levels += other.assumed_levels;
        self.told_people += other.told_people;
        self.dwellings += other.dwellings;
        self.unsampled_links += other.unsampled_links;
        self.unclosed_buildings += other.unclosed_buildings;
        self.areas_in_part += other.areas_in_part;
        self.areas_left_out += other.areas_left_out;
        self.area_rings_left_out += other.area_rings_left_out;
    }
}

/// One home before it becomes a row.
struct Home {
    id: HomeId,
    people_milli: u64,
    ways_in: Vec<WayIn>,
    zero: Vec<u32>,
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
    facilities: &Facilities,
    index: &SnapIndex,
    observer: &dyn Observer,
) -> Result<Residences, Cancelled> {
    HomeSites::of(data, choice, Legs::Nearest, observer)?
        .connect(data, network, people, facilities, index, observer)
}

/// The homes of a choice before they are connected: this part needs no network.
pub struct HomeSites<'a>(Sites<'a>);

enum Sites<'a> {
    Own(&'a [OwnResidence]),
    Mapped(Box<Mapped>),
}

/// What the extract tells of its dwellings.
struct Mapped {
    areas: ResidentialAreas,
    no_stairs: bool,
    dwellings: Vec<Dwelling>,
    entrances: Entrances,
    /// What no further leg runs through, where homes are joined to further streets.
    obstacles: Option<Obstacles>,
    report: ResidenceReport,
}

impl<'a> HomeSites<'a> {
    /// Selects the dwellings of the extract, unless the user brings a list. [`Legs::Around`] goes by the obstacles that
    /// were read ([`crate::osm::ReadOptions`]).
    ///
    /// # Complexity
    /// Linear in the buildings, times the edges of the residential areas around them.
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
            &ResidenceChoice::Auto { no_stairs } => {
                go_on(observer)?;
                let areas = ResidentialAreas::of(data, observer)?;
                let (dwellings, report) = select(data, &areas, observer)?;
                let obstacles = (legs == Legs::Around).then(|| Obstacles::of(data, observer));
                Sites::Mapped(Box::new(Mapped {
                    areas,
                    no_stairs,
                    dwellings,
                    entrances: Entrances::of(data, &ENTRANCES),
                    obstacles: obstacles.transpose()?,
                    report,
                }))
            }
        };
        Ok(Self(sites))
    }

    /// Connects the homes to the network.
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
        facilities: &Facilities,
        index: &SnapIndex,
        observer: &dyn Observer,
    ) -> Result<Residences, Cancelled> {
        let mapped = match &self.0 {
            Sites::Own(rows) => {
                let id = |i: usize| HomeId::Own(rows[i].id.clone());
                let home = |i: usize, _: &mut _| {
                    Some(point_home(id(i), rows[i].people_milli, rows[i].at, index))
                };
                return Residences::collect(
                    HomeKind::Own,
                    ResidenceReport::default(),
                    rows.len(),
                    home,
                    observer,
                );
            }
            Sites::Mapped(mapped) => mapped,
        };
        let dwellings = mapped.dwellings.len() as u64 + data.elsewhere.dwellings;
        if dwellings < ENOUGH_DWELLINGS {
            let ground = sample::Ground {
                network,
                streets: index.streets(),
                no_stairs: mapped.no_stairs,
            };
            let sampled = sample::points(&ground, &mapped.areas, observer)?;
            let report = ResidenceReport {
                unsampled_links: sampled.long_links,
                ..mapped.report
            };
            let home = |i: usize, _: &mut _| {
                let (id, at) = &sampled.points[i];
                Some(point_home(id.clone(), PERSON_MILLI, *at, index))
            };
            let count = sampled.points.len();
            return Residences::collect(sampled.kind, report, count, home, observer);
        }
        let doors = Doors {
            data,
            people,
            entrances: &mapped.entrances,
            obstacles: mapped.obstacles.as_ref(),
            shops: &ShopNodes::of(facilities),
            index,
        };
        let dwellings = &mapped.dwellings;
        Residences::collect(
            HomeKind::Buildings,
            mapped.report,
            dwellings.len(),
            |i, report| doors.home(&dwellings[i], report),
            observer,
        )
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
        ways_in: vec![way_in],
        zero: vec![],
    }
}
