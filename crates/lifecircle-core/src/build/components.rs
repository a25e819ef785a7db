//! Which streets hang together, which pieces are public, which are islands (§4.4, 4.6).

use petgraph::unionfind::UnionFind;

use super::BuildReport;
use crate::graph::WalkGraph;
use crate::network::StreetNetwork;
use crate::osm::profile::Access;
use crate::streets::Streets;
use crate::units::narrow;

/// A full component below this length is small, unless it is the largest.
const SMALL_MM: u64 = 2_000_000;
/// An open piece above this length is public.
const PUBLIC_MM: u64 = 5_000_000;

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

/// Connected groups of the streets that `joins`: per street its group, and the groups.
fn groups(
    graph: &WalkGraph,
    streets: &Streets,
    joins: impl Fn(usize) -> bool,
) -> (Vec<u32>, Vec<Group>) {
    let mut sets = UnionFind::<u32>::new(graph.node_count());
    for street in 0..streets.count() {
        if joins(street) {
            sets.union(streets.tail[street].0, streets.head[street].0);
        }
    }
    let mut number = vec![u32::MAX; graph.node_count()];
    let mut group_of = vec![u32::MAX; streets.count()];
    let mut groups: Vec<Group> = Vec::new();
    for street in (0..streets.count()).filter(|&s| joins(s)) {
        let root = sets.find_mut(streets.tail[street].0) as usize;
        if number[root] == u32::MAX {
            number[root] = narrow(groups.len());
            groups.push(Group::default());
        }
        group_of[street] = number[root];
        groups[number[root] as usize].add(streets, street);
    }
    (group_of, groups)
}

fn best(groups: &[Group], among: impl Iterator<Item = usize>) -> Option<usize> {
    among.reduce(|best, i| {
        if groups[i].beats(&groups[best]) {
            i
        } else {
            best
        }
    })
}

/// Fills the component and enclosed columns. One pass whatever the profile; closed ways take no part.
pub(super) fn classify(
    network: &StreetNetwork,
    graph: &WalkGraph,
    streets: &mut Streets,
    report: &mut BuildReport,
) {
    let (full_of, full) = groups(graph, streets, |s| streets.access[s] != Access::Closed);
    let largest = best(&full, 0..full.len());
    let small = |i: usize| full[i].length_mm < SMALL_MM && Some(i) != largest;
    streets.component_small = (0..full.len()).map(small).collect();
    streets.component_island = (0..full.len()).map(|i| small(i) && !full[i].cut).collect();

    let (piece_of, pieces) = groups(graph, streets, |s| streets.access[s] == Access::Open);
    let mut component_of_piece = vec![0; pieces.len()];
    for street in (0..streets.count()).filter(|&s| piece_of[s] != u32::MAX) {
        component_of_piece[piece_of[street] as usize] = full_of[street] as usize;
    }
    let mut longest: Vec<Option<usize>> = vec![None; full.len()];
    for (piece, &component) in component_of_piece.iter().enumerate() {
        let so_far = longest[component].into_iter().chain([piece]);
        longest[component] = best(&pieces, so_far);
    }
    let public = |piece: usize| {
        let p = &pieces[piece];
        longest[component_of_piece[piece]] == Some(piece)
            || p.cut
            || p.length_mm > PUBLIC_MM
            || p.major
    };
    streets.enclosed = piece_of
        .iter()
        .map(|&piece| piece != u32::MAX && !public(piece as usize))
        .collect();
    streets.component = full_of;

    report.streets = network_streets(network, streets);
    report.components = full.len() as u64;
    report.small_components = streets.component_small.iter().filter(|&&s| s).count() as u64;
    report.islands = streets.component_island.iter().filter(|&&s| s).count() as u64;
    report.pieces = pieces.len() as u64;
    report.enclosed_pieces = (0..pieces.len()).filter(|&p| !public(p)).count() as u64;
    let total = |wanted: &dyn Fn(usize) -> bool| {
        (0..streets.count())
            .filter(|&s| wanted(s))
            .map(|s| u64::from(streets.length_mm[s]))
            .sum()
    };
    report.length_mm = total(&|s| streets.access[s] != Access::Closed);
    report.enclosed_mm = total(&|s| streets.enclosed[s]);
    report.private_mm = total(&|s| streets.access[s] == Access::Private);
}

fn network_streets(network: &StreetNetwork, streets: &Streets) -> u64 {
    debug_assert_eq!(network.segment_count(), streets.link_segment.len());
    (0..streets.count())
        .filter(|&s| streets.way_osm[s] != 0)
        .count() as u64
}
