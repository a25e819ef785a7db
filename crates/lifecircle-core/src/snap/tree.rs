//! The R-tree of street segments: boxes in degrees, which only propose candidates.

use std::ops::Range;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, go_on};
use crate::par;
use crate::units::{decimicro_around, narrow};

/// A box in 1e-7 degrees, and the segments in it.
pub(crate) type Entry = GeomWithData<Rectangle<[i32; 2]>, (u32, u32)>;

/// Segments per entry of the tree: consecutive ones of a way lie together, and a tree of runs takes a
/// fraction of the memory and time of one of segments.
const RUN: u32 = 6;
/// Segments made into entries at a time by one thread: enough to outweigh handing them over.
const BLOCK: usize = 1 << 15;
/// The tree is loaded in `2^LOAD_DEPTH` parts, one thread each (more parts make every query slower);
/// fewer where a part would be small.
const LOAD_DEPTH: usize = 3;
/// Entries below which a part is not split: they are loaded in about a millisecond.
const SMALL_LOAD: usize = 1 << 12;

/// Half the way around the earth in 1e-7 degrees.
const EAST: i64 = 1_800_000_000;

/// Segments of a city by place.
#[derive(Debug)]
pub(crate) struct Tree {
    /// Parts of the whole, split by place.
    parts: Vec<RTree<Entry>>,
}

impl Tree {
    /// The segments of that kind.
    ///
    /// # Complexity
    /// `O(n log n)` for `n` segments.
    pub(crate) fn of(
        network: &StreetNetwork,
        usable: impl Fn(u32) -> bool + Sync + Send,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let count = network.segment_count();
        let blocks = par::try_map_range(observer, count.div_ceil(BLOCK), |block| {
            let end = count.min((block + 1) * BLOCK);
            entries(network, &usable, narrow(block * BLOCK)..narrow(end))
        })?;
        let parts = load(blocks.concat(), LOAD_DEPTH, observer)?;
        Ok(Self { parts })
    }

    /// The segments alone that meet one of some boxes (corners in degrees, as with [`Self::meeting`]).
    ///
    /// # Complexity
    /// Linear in the segments, times the boxes.
    pub(super) fn around(
        network: &StreetNetwork,
        usable: impl Fn(u32) -> bool,
        boxes: &[([f64; 2], [f64; 2])],
    ) -> Self {
        let queries: Vec<[i32; 4]> = boxes
            .iter()
            .flat_map(|&(low, high)| {
                let (west, east) = lon_around(low[0], high[0]);
                let (south, north) = decimicro_around(low[1], high[1]);
                on_map([west, east]).map(move |[west, east]| [west, south, east, north])
            })
            .collect();
        let mut near = Vec::new();
        for segment in 0..narrow(network.segment_count()) {
            let s = segment as usize;
            let [a, b] = [network.tail[s] as usize, network.head[s] as usize];
            let (west, east) = in_order(network.lon[a], network.lon[b]);
            let (south, north) = in_order(network.lat[a], network.lat[b]);
            // One across the antimeridian spans the map by its ends, and is among the near ones wherever they are.
            let meets =
                |q: &[i32; 4]| west <= q[2] && east >= q[0] && south <= q[3] && north >= q[1];
            let is_wide = i64::from(east) - i64::from(west) > EAST;
            if is_wide || queries.iter().any(meets) {
                near.extend(entries(network, &usable, segment..segment + 1));
            }
        }
        Self {
            parts: vec![RTree::bulk_load(near)],
        }
    }

    /// Every entry whose box meets the one between two corners (degrees; longitudes may lie beyond ±180°).
    pub(crate) fn meeting(&self, low: [f64; 2], high: [f64; 2], mut each: impl FnMut(&Entry)) {
        let (west, east) = lon_around(low[0], high[0]);
        let (south, north) = decimicro_around(low[1], high[1]);
        for [west, east] in on_map([west, east]) {
            let query = AABB::from_corners([west, south], [east, north]);
            for part in &self.parts {
                part.locate_in_envelope_intersecting(&query)
                    .for_each(&mut each);
            }
        }
    }
}

fn in_order(a: i32, b: i32) -> (i32, i32) {
    (a.min(b), a.max(b))
}

/// The entries of some segments: runs of consecutive usable ones of a way.
fn entries(
    network: &StreetNetwork,
    usable: impl Fn(u32) -> bool,
    segments: Range<u32>,
) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(segments.len() / 4);
    let mut start = segments.start;
    while start < segments.end {
        let mut end = start + 1;
        if usable(start) {
            let way = network.way[start as usize];
            let limit = segments.end.min(start + RUN);
            while end < limit && network.way[end as usize] == way && usable(end) {
                end += 1;
            }
            push_boxes(network, start..end, &mut entries);
        }
        start = end;
    }
    entries
}

/// Adds the box around some segments: two where one of them crosses the antimeridian.
fn push_boxes(network: &StreetNetwork, segments: Range<u32>, entries: &mut Vec<Entry>) {
    let data = (segments.start, segments.end);
    let ends = || {
        let of = |s: u32| [network.tail[s as usize], network.head[s as usize]];
        segments.clone().flat_map(of)
    };
    let (low, high) = ends().fold(([i32::MAX; 2], [i32::MIN; 2]), |(low, high), node| {
        let (x, y) = (network.lon[node as usize], network.lat[node as usize]);
        (
            [low[0].min(x), low[1].min(y)],
            [high[0].max(x), high[1].max(y)],
        )
    });
    let mut push = |[west, east]: [i32; 2]| {
        let own = Rectangle::from_corners([west, low[1]], [east, high[1]]);
        entries.push(Entry::new(own, data));
    };
    let lon = |node: u32| i64::from(network.lon[node as usize]);
    let crosses = |s: u32| {
        let (tail, head) = (network.tail[s as usize], network.head[s as usize]);
        (lon(tail) - lon(head)).abs() > EAST
    };
    // Only what spans half the map can cross: every other box is done.
    let is_wide = i64::from(high[0]) - i64::from(low[0]) > EAST;
    if !is_wide || !segments.clone().any(crosses) {
        return push([low[0], high[0]]);
    }
    // Seen from the antimeridian, the west of the map follows on its east.
    let turned = |node| lon(node) + if lon(node) < 0 { 2 * EAST } else { 0 };
    let range = ends().fold([i64::MAX, i64::MIN], |[west, east], node| {
        [west.min(turned(node)), east.max(turned(node))]
    });
    on_map(range).for_each(push);
}

/// The last 1e-7 degree that is not above, and the first that is not below, also beyond ±180°.
fn lon_around(low: f64, high: f64) -> (i64, i64) {
    // A query around a pole takes in every longitude, and no more.
    let (low, high) = (low.max(-360.0), high.min(360.0));
    let half = decimicro_around(low / 2.0, high / 2.0);
    (2 * i64::from(half.0), 2 * i64::from(half.1))
}

/// A range of longitudes in 1e-7 degrees on the map from -180° to 180°: two where it crosses the antimeridian.
fn on_map([west, east]: [i64; 2]) -> impl Iterator<Item = [i32; 2]> {
    let turns = [0, 2 * EAST, -2 * EAST].map(|turn| {
        let ends = [(west + turn).max(-EAST), (east + turn).min(EAST)];
        (ends[0] <= ends[1]).then_some(ends)
    });
    // Both clamped ends fit.
    let narrow = |e7: i64| i32::try_from(e7).unwrap_or(0);
    turns
        .into_iter()
        .flatten()
        .map(move |ends| ends.map(narrow))
}

/// Trees of the entries, split at the middle of one axis, then of the other.
fn load(
    mut entries: Vec<Entry>,
    depth: usize,
    observer: &dyn Observer,
) -> Result<Vec<RTree<Entry>>, Cancelled> {
    go_on(observer)?;
    if depth == 0 || entries.len() < SMALL_LOAD {
        return Ok(vec![RTree::bulk_load(entries)]);
    }
    let middle = entries.len() / 2;
    entries.select_nth_unstable_by_key(middle, |e| (e.geom().lower()[depth % 2], e.data));
    let upper = entries.split_off(middle);
    let part = |entries| load(entries, depth - 1, observer);
    let (trees, others) = par::join(|| part(entries), || part(upper));
    let mut trees = trees?;
    trees.extend(others?);
    Ok(trees)
}
