//! Lists against OpenStreetMap: which rows and elements are the same place, and which of the two counts.
//!
//! Both sides say of a place what it is, how it is called and where it stands, each with its own errors. Pairs that may be
//! one place are found by these three ([`pairs`]), and each outlet gets at most one partner, by the best total
//! ([`assign`]). What is found is told whichever side wins; which one does is the user's policy ([`ListPolicy`]).

mod assign;
mod join;
mod pairs;
mod policy;
mod report;
mod sources;
#[cfg(test)]
mod tests;

use super::category::CategorySet;
use crate::geodesy::LonLat;
use crate::observer::{Cancelled, Observer};

pub use join::join_lists;
pub use policy::{Kept, KeptWord, ListPolicy};
pub use report::{ConflationReport, ConflationRow, Known};
pub(super) use sources::Sources;

/// Whether an outlet is open, as its source has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It is open, or nothing says otherwise.
    #[default]
    Open,
    /// It is closed for good: vacant, given up, past its end.
    Closed,
    /// The source has a word for it that says neither.
    Unknown,
}

/// A place as one source has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlet<'a> {
    /// Its id in the source.
    pub id: &'a str,
    /// Its name, where it has one.
    pub name: Option<&'a str>,
    /// What it serves as.
    pub categories: CategorySet,
    /// Where it is: a point, or the middle of the box around its outline.
    pub at: LonLat,
    /// Half of that box from west to east and from south to north, in mm; 0 for points.
    pub half_box_mm: [u32; 2],
    /// Whether it is open.
    pub status: Status,
    /// Its chain, where that is known.
    pub brand: Option<&'a str>,
    /// Its address, for people alone.
    pub address: Option<&'a str>,
}

/// When two outlets may be one place. Lengths are between their boxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflateOptions {
    /// Names of chains: one of these alone tells no place from another.
    pub chains: Vec<String>,
    /// Farthest apart with one name that no other outlet of either side has, branch included, and no chain's alone.
    pub same_mm: u32,
    /// Farthest apart with names that are alike, or one of a chain.
    pub alike_mm: u32,
    /// Farthest apart where at least one has no name, or one that says only what it is.
    pub unnamed_mm: u32,
    /// Farthest apart with names that are not alike: one of them was renamed.
    pub renamed_mm: u32,
    /// So much of half a box counts at most where names do not tell.
    pub outline_mm: u32,
    /// A pair farther apart is one of which a source has moved.
    pub moved_mm: u32,
    /// Outlets that are assigned together at most; a larger group is cut at its weakest pairs.
    pub group: usize,
}

impl Default for ConflateOptions {
    fn default() -> Self {
        Self {
            chains: Vec::new(),
            same_mm: 500_000,
            alike_mm: 150_000,
            unnamed_mm: 30_000,
            renamed_mm: 15_000,
            outline_mm: 50_000,
            moved_mm: 60_000,
            group: 400,
        }
    }
}

/// What was found of an outlet or a pair; of several conflicts the first of this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// One source says that it is closed, the other not.
    Closed,
    /// The sources share no category.
    Category,
    /// The sources are too far apart for a slip of the pen.
    Moved,
    /// The sources call it otherwise.
    Renamed,
    /// Both have it, and agree.
    Both,
    /// The list alone has it.
    OnlyList,
    /// OpenStreetMap alone has it.
    OnlyOsm,
}

impl Finding {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Closed,
        Self::Category,
        Self::Moved,
        Self::Renamed,
        Self::Both,
        Self::OnlyList,
        Self::OnlyOsm,
    ];

    /// How often each comes, in the order of [`Self::ALL`].
    fn count(findings: impl Iterator<Item = Self>) -> FindingCounts {
        let mut counts = FindingCounts::default();
        for finding in findings {
            counts[finding as usize] += 1;
        }
        counts
    }

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Category => "category",
            Self::Moved => "moved",
            Self::Renamed => "renamed",
            Self::Both => "both",
            Self::OnlyList => "only_list",
            Self::OnlyOsm => "only_osm",
        }
    }
}

/// What was found of one outlet, or of two that are one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub finding: Finding,
    /// The row of the list, by position; `None` where OpenStreetMap alone has it.
    pub own: Option<u32>,
    /// The outlet of OpenStreetMap, by position.
    pub osm: Option<u32>,
    /// How far they are apart, of pairs.
    pub distance_mm: Option<u32>,
    /// How alike their names are, in thousandths, of pairs of which both have a name that tells them from others.
    pub likeness_permille: Option<u32>,
}

/// What lists and OpenStreetMap have of each other: each outlet of either side is in exactly one entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflation {
    /// Those of the list by id, then what OpenStreetMap alone has, by id.
    pub found: Vec<Found>,
    /// Pairs that were put aside to cut groups of too many outlets; they were looked at again, the best first.
    pub put_aside: u64,
    /// Per row of the list, whether it is closed.
    own_closed: Vec<bool>,
    /// Per outlet of OpenStreetMap, whether it is closed.
    osm_closed: Vec<bool>,
}

/// How many entries there are of each finding, in the order of [`Finding::ALL`].
pub type FindingCounts = [u64; Finding::ALL.len()];

impl Conflation {
    /// How many entries there are of each finding.
    pub fn counts(&self) -> FindingCounts {
        Finding::count(self.found.iter().map(|found| found.finding))
    }
}

/// Finds which outlets of a list and of OpenStreetMap are the same places.
///
/// The result depends on neither the order of the outlets nor on which side is called which, but for ties between
/// outlets that are alike in everything but their ids.
///
/// # Complexity
/// `O(n log n)` in the outlets and the pairs within [`ConflateOptions::alike_mm`]; each group takes the cube of its smaller side.
///
/// # Errors
/// [`Cancelled`].
pub fn conflate(
    osm: &[Outlet],
    own: &[Outlet],
    options: &ConflateOptions,
    observer: &dyn Observer,
) -> Result<Conflation, Cancelled> {
    let chains = pairs::chains(&options.chains);
    let [osm_side, own_side] = [osm, own].map(|outlets| pairs::Side::new(outlets, &chains));
    // One order of the two sides, whichever is called the list: ties are decided alike.
    let swapped = own_side.precedes(&osm_side);
    let (first, second) = if swapped {
        (&own_side, &osm_side)
    } else {
        (&osm_side, &own_side)
    };
    let candidates = pairs::candidates(first, second, options, observer)?;
    let assigned = assign::assign(
        [first.count(), second.count()],
        &candidates,
        options.group,
        observer,
    )?;
    let matched = assigned.pairs.iter().map(|&at| {
        let pair = candidates[at as usize];
        let (osm, own) = if swapped {
            (pair.second, pair.first)
        } else {
            (pair.first, pair.second)
        };
        (osm, own, pair)
    });
    Ok(Conflation {
        found: entries(&osm_side, &own_side, matched, options),
        put_aside: assigned.put_aside,
        own_closed: own.iter().map(is_closed).collect(),
        osm_closed: osm.iter().map(is_closed).collect(),
    })
}

fn is_closed(outlet: &Outlet) -> bool {
    outlet.status == Status::Closed
}

/// One entry per row of the list, then one per outlet that OpenStreetMap alone has, each in the order of its side.
fn entries(
    osm: &pairs::Side,
    own: &pairs::Side,
    matched: impl Iterator<Item = (u32, u32, pairs::Pair)>,
    options: &ConflateOptions,
) -> Vec<Found> {
    let mut partner: Vec<Option<(u32, pairs::Pair)>> = vec![None; own.count()];
    let mut is_matched = vec![false; osm.count()];
    for (osm_rank, own_rank, pair) in matched {
        partner[own_rank as usize] = Some((osm_rank, pair));
        is_matched[osm_rank as usize] = true;
    }
    let single = |finding, osm, own| Found {
        finding,
        own,
        osm,
        distance_mm: None,
        likeness_permille: None,
    };
    let of_list = partner.iter().enumerate().map(|(rank, partner)| {
        let own_at = Some(own.position(rank));
        let Some((osm_rank, pair)) = *partner else {
            return single(Finding::OnlyList, None, own_at);
        };
        let osm_rank = osm_rank as usize;
        Found {
            finding: pair.finding(own.outlet(rank), osm.outlet(osm_rank), options),
            own: own_at,
            osm: Some(osm.position(osm_rank)),
            distance_mm: Some(pair.distance_mm),
            likeness_permille: pair.likeness.permille(),
        }
    });
    let alone = (0..osm.count()).filter(|&rank| !is_matched[rank]);
    let of_osm = alone.map(|rank| single(Finding::OnlyOsm, Some(osm.position(rank)), None));
    of_list.chain(of_osm).collect()
}
