//! Which streets hang together, which pieces are public, which are islands (walking model §4.4, 4.6).

use petgraph::unionfind::UnionFind;

use super::BuildReport;
use crate::observer::{Cancelled, Observer, go_on_at};
use crate::osm::Access;
use crate::par;
use crate::streets::Streets;
use crate::units::{MAX_WEIGHT, narrow};

/// A full component below this length is small, unless it is the largest.
const SMALL_MM: u64 = 2_000_000;
/// An open piece above this length is public.
const PUBLIC_MM: u64 = 5_000_000;
/// Streets joined between two questions whether to stop: about a millisecond.
const STREETS_AT_A_TIME: usize = 1 << 14;

/// What is known of a group of streets.
#[derive(Clone, Copy, Debug)]
struct Group {
    length_mm: u64,
    smallest_way: i64,
    cut: bool,
    major: bool,
}

impl Default for Group {
    fn default() -> Self {
        Self {
            length_mm: 0,
            smallest_way: i64::MAX,
            cut: false,
            major: false,
        }
    }
}

impl Group {
    fn add(&mut self, streets: &Streets, street: usize) {
        self.length_mm += u64::from(streets.length_mm[street]);
        if streets.way_osm[street] != 0 {
            self.smallest_way = self.smallest_way.min(streets.way_osm[street]);
        }
        let cut = |node: crate::id::NodeId| streets.node_cut[node.index()].is_cut();
        self.cut |= cut(streets.tail[street]) || cut(streets.head[street]);
        self.major |= streets.major[street];
    }

    /// Longer first; of equal ones that with the smaller way.
    fn beats(&self, other: &Self) -> bool {
        (self.length_mm, std::cmp::Reverse(self.smallest_way))
            > (other.length_mm, std::cmp::Reverse(other.smallest_way))
    }
}

/// Connected groups of streets: per street its group, `NONE` where it takes no part, and the groups.
struct Groups {
    of_street: Vec<u32>,
    groups: Vec<Group>,
}

const NONE: u32 = u32::MAX;

impl Groups {
    /// The groups of the streets that `joins`.
    fn of(
        streets: &Streets,
        joins: impl Fn(Access) -> bool,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let nodes = streets.node_network.len();
        let mut sets = UnionFind::<u32>::new(nodes);
        let takes_part = |street: usize| joins(streets.access[street]);
        for street in (0..streets.count()).filter(|&s| takes_part(s)) {
            go_on_at(street, STREETS_AT_A_TIME, observer)?;
            sets.union(streets.tail[street].0, streets.head[street].0);
        }
        let mut number = vec![NONE; nodes];
        let mut of_street = vec![NONE; streets.count()];
        let mut groups: Vec<Group> = Vec::new();
        for street in (0..streets.count()).filter(|&s| takes_part(s)) {
            go_on_at(street, STREETS_AT_A_TIME, observer)?;
            let number = &mut number[sets.find_mut(streets.tail[street].0) as usize];
            if *number == NONE {
                *number = narrow(groups.len());
                groups.push(Group::default());
            }
            of_street[street] = *number;
            groups[*number as usize].add(streets, street);
        }
        Ok(Self { of_street, groups })
    }

    fn best(&self, among: impl Iterator<Item = usize>) -> Option<usize> {
        among.reduce(|best, i| {
            if self.groups[i].beats(&self.groups[best]) {
                i
            } else {
                best
            }
        })
    }
}

/// The full components, and the connected pieces of open streets.
pub(super) struct Pieces {
    full: Groups,
    open: Groups,
}

/// Finds what hangs together. One pass whatever the profile; closed ways take no part.
pub(super) fn classify(streets: &Streets, observer: &dyn Observer) -> Result<Pieces, Cancelled> {
    let (full, open) = par::join(
        || Groups::of(streets, |access| access != Access::Closed, observer),
        || Groups::of(streets, |access| access == Access::Open, observer),
    );
    Ok(Pieces {
        full: full?,
        open: open?,
    })
}

impl Pieces {
    /// Which open pieces are public (walking model §4.4).
    fn public(&self) -> Vec<bool> {
        let mut component_of = vec![0; self.open.groups.len()];
        for (&piece, &component) in self.open.of_street.iter().zip(&self.full.of_street) {
            if piece != NONE {
                component_of[piece as usize] = component as usize;
            }
        }
        let mut longest: Vec<Option<usize>> = vec![None; self.full.groups.len()];
        for (piece, &component) in component_of.iter().enumerate() {
            let so_far = longest[component].into_iter().chain([piece]);
            longest[component] = self.open.best(so_far);
        }
        let is_public = |(piece, &component): (usize, &usize)| {
            let p = &self.open.groups[piece];
            longest[component] == Some(piece) || p.cut || p.length_mm > PUBLIC_MM || p.major
        };
        component_of.iter().enumerate().map(is_public).collect()
    }

    /// Fills the component and enclosed columns.
    pub(super) fn fill(self, streets: &mut Streets) -> BuildReport {
        let public = self.public();
        let Self { full, open } = self;
        let largest = full.best(0..full.groups.len());
        let small = |(i, group): (usize, &Group)| group.length_mm < SMALL_MM && Some(i) != largest;
        streets.component_small = full.groups.iter().enumerate().map(small).collect();
        streets.component_island = (streets.component_small.iter().zip(&full.groups))
            .map(|(&small, group)| small && !group.cut)
            .collect();
        let enclosed = |&piece: &u32| piece != NONE && !public[piece as usize];
        streets.enclosed = open.of_street.iter().map(enclosed).collect();
        streets.component = full.of_street;
        let count = |flags: &[bool]| flags.iter().filter(|&&flag| flag).count() as u64;
        BuildReport {
            components: full.groups.len() as u64,
            small_components: count(&streets.component_small),
            islands: count(&streets.component_island),
            pieces: open.groups.len() as u64,
            enclosed_pieces: public.len() as u64 - count(&public),
            ..lengths(streets)
        }
    }
}

/// The number of streets, and their summed lengths by kind.
fn lengths(streets: &Streets) -> BuildReport {
    let mut report = BuildReport::default();
    for street in 0..streets.count() {
        let length_mm = u64::from(streets.length_mm[street]);
        report.streets += u64::from(streets.way_osm[street] != 0);
        report.overlong += u64::from(streets.length_mm[street] == MAX_WEIGHT);
        match streets.access[street] {
            Access::Open => report.length_mm += length_mm,
            Access::Private => {
                report.length_mm += length_mm;
                report.private_mm += length_mm;
            }
            Access::Closed => {}
        }
        if streets.enclosed[street] {
            report.enclosed_mm += length_mm;
        }
    }
    report
}
