//! What would make a result wrong, ranked by the people whom it touches.
//!
//! ```text
//! OsmData ─ Surroundings::of ─▶ Surroundings ─┐
//! StreetNetwork, Streets ─────────────────────┴▶ WalkedSegments ─ street_crossings ─▶ MissingLink … ─┐
//!                                                      ├───────── loose_ends ───────▶ MissingLink … ─┤
//!                                                      └───────── near_islands ─────▶ NearIsland …  ─┤
//! homes, facilities, areas, lists ───────────────────────────────────────────────────── audit ◀──────┘
//!                                                                                          └▶ Audit of findings
//! ```
//!
//! Each kind of finding is a file of its own; what each asks for and how it counts people is in `docs/audit.md`.

mod areas;
mod crossings;
mod duplicates;
mod ends;
mod islands;
mod link;
mod linked;
mod people;
mod places;
mod surroundings;
mod what;

use crate::area::Division;
use crate::build::BuiltNetwork;
use crate::evidence::Direction;
use crate::geodesy::LonLat;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, Stage, go_on};
use crate::osm::ElementId;
use crate::place::{CategoryTable, Facilities, Residences, thin_categories};
use crate::shapes::StreetShapes;
use crate::walk::Walks;

pub use crossings::street_crossings;
pub use ends::loose_ends;
pub use islands::{NearIsland, near_islands};
pub use link::{MissingLink, Spot, WalkedSegments, detours};
pub(crate) use linked::decimetres;
pub use linked::{END_MM, ISLAND_MM, LEAST_DETOUR_MM, MOST_DETOUR_MM, ROAD_END_MM};
pub use people::AROUND_MM;
pub use places::FAR_MM;
pub use surroundings::Surroundings;

pub use crate::hindrances::{Hindered, YARD_MM};
pub use what::{NotLooked, Walk, What};

/// A kind of finding, in the order in which equal ones stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuditKind {
    /// All places of a list lie shifted.
    ShiftedList,
    /// A category has implausibly few outlets.
    RareCategory,
    /// An area has few homes for its streets.
    FewHomes,
    /// An area has few people for its homes.
    FewPeople,
    /// A place is far from every street.
    FarPlace,
    /// A place is joined to its street through something that nobody walks through.
    CutLeg,
    /// Streets hang on nothing.
    Island,
    /// Streets cross without a common node.
    Crossing,
    /// A street ends beside another.
    LooseEnd,
    /// Two facilities may be one.
    Duplicate,
}

impl AuditKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::ShiftedList,
        Self::RareCategory,
        Self::FewHomes,
        Self::FewPeople,
        Self::FarPlace,
        Self::CutLeg,
        Self::Island,
        Self::Crossing,
        Self::LooseEnd,
        Self::Duplicate,
    ];

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::ShiftedList => "shifted_list",
            Self::RareCategory => "rare_category",
            Self::FewHomes => "few_homes",
            Self::FewPeople => "few_people",
            Self::FarPlace => "far_place",
            Self::CutLeg => "cut_leg",
            Self::Island => "island",
            Self::Crossing => "crossing",
            Self::LooseEnd => "loose_end",
            Self::Duplicate => "duplicate",
        }
    }

    /// The kind of a word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Something that would make a result wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditFinding {
    /// Its kind.
    pub kind: AuditKind,
    /// The people whom it touches, in thousandths; each kind says which these are.
    pub people_milli: u64,
    /// Their homes.
    pub homes: u64,
    /// Where it is; `None` where it is about the whole city.
    pub at: Option<LonLat>,
    /// The line that is meant: a leg, or the link that may be missing.
    pub line: Option<[LonLat; 2]>,
    /// The elements that it is about, the one to look at first.
    pub elements: Vec<ElementId>,
    /// What it is.
    pub what: What,
}

/// A list of which all places lie shifted, as [`crate::evidence`] told when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftedList {
    /// Its name.
    pub name: String,
    /// How far, in whole metres.
    pub offset_m: u32,
    /// In which direction.
    pub direction: Direction,
}

/// Everything that is looked at.
#[derive(Clone, Copy)]
pub struct AuditInput<'a> {
    /// The walkable ways.
    pub network: &'a StreetNetwork,
    /// Graph and streets.
    pub built: &'a BuiltNetwork,
    /// Walks through all gates: a walk around is one that somebody may take.
    pub walks: &'a Walks,
    /// Geometry of the streets.
    pub shapes: &'a StreetShapes,
    /// Homes.
    pub residences: &'a Residences,
    /// Facilities.
    pub facilities: &'a Facilities,
    /// The table of categories.
    pub table: &'a CategoryTable,
    /// The city by area.
    pub division: Option<&'a Division>,
    /// What lies around the streets, where it was read.
    pub surroundings: Option<&'a Surroundings>,
    /// Lists that lie shifted.
    pub shifted: &'a [ShiftedList],
    /// Whether the user's list stands in the place of the extract's facilities.
    pub list_replaces: bool,
    /// How far a street may be from a place, in mm.
    pub max_snap_mm: u32,
    /// The kinds that are looked for.
    pub kinds: &'a [AuditKind],
}

impl AuditInput<'_> {
    fn wants(&self, kind: AuditKind) -> bool {
        self.kinds.contains(&kind)
    }
}

/// What people call a street at a way of it: its name and the way, since a street of the graph may run through several ways;
/// or the way alone.
pub(crate) fn street_called(network: &StreetNetwork, way: i64) -> String {
    match network.way_names.get(way) {
        Some(name) => format!("{name} (way/{way})"),
        None => format!("way/{way}"),
    }
}

/// What was found, and what was not looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Audit {
    /// The findings: most people first; of as many by kind, then by elements and what they say.
    pub findings: Vec<AuditFinding>,
    /// Kinds that were asked for and not looked for, with the reason.
    pub not_looked: Vec<(AuditKind, NotLooked)>,
}

impl Audit {
    fn skip(&mut self, kind: AuditKind, why: NotLooked) {
        self.not_looked.push((kind, why));
    }

    fn sort(&mut self) {
        self.findings.sort_by(|a, b| {
            let of_kind = |f: &AuditFinding| (std::cmp::Reverse(f.people_milli), f.kind);
            let place = |f: &AuditFinding| f.at.map(LonLat::to_decimicro);
            of_kind(a)
                .cmp(&of_kind(b))
                .then_with(|| a.elements.cmp(&b.elements))
                .then_with(|| place(a).cmp(&place(b)))
                .then_with(|| a.what.to_string().cmp(&b.what.to_string()))
        });
        self.not_looked.sort_by_key(|(kind, _)| *kind);
    }

    /// How many findings are of a kind, their homes and their people in thousandths: of the finding with the most, since
    /// several may touch the same people.
    pub fn of_kind(&self, kind: AuditKind) -> (u64, u64, u64) {
        let own = self.findings.iter().filter(|f| f.kind == kind);
        own.fold((0, 0, 0), |(count, homes, people), finding| {
            let most = (homes.max(finding.homes), people.max(finding.people_milli));
            (count + 1, most.0, most.1)
        })
    }
}

/// Looks for what would make a result wrong.
///
/// The same findings for any number of threads and any order of the elements.
///
/// # Complexity
/// `O(n log n)` in segments and places, and a short search for each place where streets do not join.
///
/// # Errors
/// [`Cancelled`].
pub fn audit(input: AuditInput, observer: &dyn Observer) -> Result<Audit, Cancelled> {
    observer.stage(Stage::Audit, STEPS);
    let mut audit = Audit::default();
    whole_city(input, &mut audit);
    observer.advance(1);
    areas::find(input, &mut audit, observer)?;
    observer.advance(1);
    places::find(input, &mut audit, observer)?;
    observer.advance(1);
    let around = people::Around::of(input.residences);
    go_on(observer)?;
    linked::find(input, &around, &mut audit, observer)?;
    observer.advance(1);
    duplicates::find(input, &around, &mut audit, observer)?;
    observer.advance(1);
    audit.sort();
    Ok(audit)
}

/// Steps of the stage: those of [`audit`].
const STEPS: u64 = 5;

/// What touches everybody: categories that are too rare, lists that lie shifted.
fn whole_city(input: AuditInput, audit: &mut Audit) {
    let residences = input.residences;
    let people_milli = residences.people_milli.iter().sum();
    let homes = residences.count() as u64;
    let of_all = |kind, what| AuditFinding {
        kind,
        people_milli,
        homes,
        at: None,
        line: None,
        elements: Vec::new(),
        what,
    };
    if input.wants(AuditKind::RareCategory) {
        if input.list_replaces {
            audit.skip(AuditKind::RareCategory, NotLooked::ListReplaces);
        } else if residences.kind.is_sampled() {
            audit.skip(AuditKind::RareCategory, NotLooked::SampledPoints);
        } else {
            let table = input.table;
            let thin = thin_categories(input.facilities, table, table.all(), people_milli);
            let rare = thin.into_iter().map(|thin| {
                let category = &table.categories()[thin.category];
                let what = What::Rare {
                    en: category.en.clone(),
                    zh: category.zh.clone(),
                    outlets: thin.outlets,
                    plausible: thin.plausible,
                };
                of_all(AuditKind::RareCategory, what)
            });
            audit.findings.extend(rare);
        }
    }
    if input.wants(AuditKind::ShiftedList) {
        let shifted = input.shifted.iter().map(|list| {
            let what = What::Shifted {
                list: list.name.clone(),
                metres: list.offset_m,
                direction: list.direction,
            };
            of_all(AuditKind::ShiftedList, what)
        });
        audit.findings.extend(shifted);
    }
}
