//! Where the data of a file ends, as far as the file tells: the box of its header, else one inferred from its
//! ways (walking model §4.8).

use super::data::{MISSING, OsmData};
use crate::bits::Bits;
use crate::observer::{Cancelled, Observer, go_on};
use crate::par;
use crate::sorted::in_order;
use crate::units::{decimicro_to_nano, narrow};

/// Where the data of a file ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileExtent {
    /// The box of the header: west, south, east, north in nanodegrees.
    Header([i64; 4]),
    /// The header has no box, and the ways tell this one: west, south, east, north in 1e-7 degrees. It may be
    /// empty, west not below east or south not below north.
    Inferred([i32; 4]),
    /// The header has no box, and no way tells one.
    #[default]
    Unknown,
}

impl FileExtent {
    /// The box, of the header or inferred: west, south, east, north in nanodegrees.
    pub fn box_nano(self) -> Option<[i64; 4]> {
        match self {
            Self::Header(nano) => Some(nano),
            Self::Inferred(decimicro) => Some(decimicro.map(decimicro_to_nano)),
            Self::Unknown => None,
        }
    }
}

/// Ways that one thread looks at in a row.
const WAYS_AT_A_TIME: usize = 4096;

/// The inferred box of a file without one; `members` are the numbers of ways that relations name, in any order.
///
/// An extract holds a way because at least one of its nodes lies inside the cut, so to each side the cut reaches
/// as far as the way's nearest node. Relations are completed far beyond the cut, and so are their ways.
///
/// # Complexity
/// Linear in the references of ways, and one sort of the members.
pub(super) fn inferred(
    data: &OsmData,
    mut members: Vec<i64>,
    observer: &dyn Observer,
) -> Result<FileExtent, Cancelled> {
    members.sort_unstable();
    go_on(observer)?;
    let count = data.ways.id.len();
    let mut named = Bits::below(count);
    let mut position = in_order(&data.ways.id);
    for way in members.into_iter().filter_map(&mut position) {
        named.insert(narrow(way));
    }
    let reached = par::try_map_range(observer, count.div_ceil(WAYS_AT_A_TIME), |part| {
        let ways = part * WAYS_AT_A_TIME..((part + 1) * WAYS_AT_A_TIME).min(count);
        let alone = ways.filter(|&way| !named.contains(narrow(way)));
        alone.fold(None, |reached, way| reach(data, way, reached))
    })?;
    let found = reached.into_iter().flatten().reduce(widened);
    Ok(found.map_or(FileExtent::Unknown, FileExtent::Inferred))
}

/// How far west, south, east and north the cut reaches at least, because of this way and those before.
fn reach(data: &OsmData, way: usize, before: Option<[i32; 4]>) -> Option<[i32; 4]> {
    let nodes = &data.nodes;
    let known = data.ways.nodes(way).iter().filter(|&&node| node != MISSING);
    let mut places = known.map(|&node| [nodes.lon[node as usize], nodes.lat[node as usize]]);
    let Some([lon, lat]) = places.next() else {
        return before;
    };
    // To each side the way's nearest node is no farther than its first: most ways end here.
    let holds = |[west, south, east, north]: [i32; 4]| {
        west <= lon && lon <= east && south <= lat && lat <= north
    };
    if before.is_some_and(holds) {
        return before;
    }
    let own = narrowed([lon, lat, lon, lat], places);
    Some(before.map_or(own, |before| widened(before, own)))
}

/// How far a way of these places makes the cut reach, in 1e-7 degrees; `None` where there are none.
pub(super) fn reach_of(mut places: impl Iterator<Item = [i32; 2]>) -> Option<[i32; 4]> {
    let [lon, lat] = places.next()?;
    Some(narrowed([lon, lat, lon, lat], places))
}

/// To each side the nearest of all places.
fn narrowed(sides: [i32; 4], places: impl Iterator<Item = [i32; 2]>) -> [i32; 4] {
    places.fold(sides, |[west, south, east, north], [lon, lat]| {
        [west.max(lon), south.max(lat), east.min(lon), north.min(lat)]
    })
}

/// The farther of two reaches on each side.
pub(super) fn widened(a: [i32; 4], b: [i32; 4]) -> [i32; 4] {
    [
        a[0].min(b[0]),
        a[1].min(b[1]),
        a[2].max(b[2]),
        a[3].max(b[3]),
    ]
}
