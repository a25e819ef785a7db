//! Places where streets come close to each other and do not join: what an audit doubts, and what else may be built on.

use super::Surroundings;
use crate::geodesy::LonLat;
use crate::id::StreetId;
use crate::lists::Lists;
use crate::metric::Unit;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer};
use crate::osm::{Height, WayClass};
use crate::par;
use crate::scenario::OnSegment;
use crate::snap::Snap;
use crate::snap::tree::Tree;
use crate::streets::Streets;
use crate::units::narrow;
use crate::walk::{Between, Stops, Walks};

/// A point of a street.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The street.
    pub street: StreetId,
    /// Millimetres along it from its tail.
    pub offset_mm: u32,
    /// Number of the OpenStreetMap way.
    pub way: i64,
    /// Where it is.
    pub at: LonLat,
    /// The segment of the network.
    pub on: OnSegment,
}

/// Two points of streets between which a link may be missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MissingLink {
    /// One of them: the end, or the side with the smaller segment number.
    pub from: Spot,
    /// The other.
    pub to: Spot,
    /// How far they are apart, in mm; 0 where streets cross.
    pub gap_mm: u32,
}

/// The segments that somebody may walk, by place: neither closed nor ferries, nor the outlines of holes in plazas or
/// ways across them.
#[derive(Debug)]
pub struct WalkedSegments<'a> {
    pub(crate) network: &'a StreetNetwork,
    pub(crate) streets: &'a Streets,
    pub(crate) surroundings: &'a Surroundings,
    tree: Tree,
}

impl<'a> WalkedSegments<'a> {
    /// # Complexity
    /// `O(n log n)` in the segments.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn new(
        network: &'a StreetNetwork,
        streets: &'a Streets,
        surroundings: &'a Surroundings,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let usable = |segment| is_walked(network, streets, surroundings, segment);
        let tree = Tree::of(network, usable, observer)?;
        Ok(Self {
            network,
            streets,
            surroundings,
            tree,
        })
    }

    pub(crate) fn is_walked(&self, segment: u32) -> bool {
        is_walked(self.network, self.streets, self.surroundings, segment)
    }

    pub(crate) fn street(&self, segment: u32) -> StreetId {
        self.streets.segment_street[segment as usize].street()
    }

    pub(crate) fn way(&self, segment: u32) -> i64 {
        self.network.way_of(segment)
    }

    pub(crate) fn height(&self, segment: u32) -> Height {
        self.surroundings.height(self.way(segment))
    }

    /// The first and the last node of a segment.
    pub(crate) fn ends(&self, segment: u32) -> [u32; 2] {
        let s = segment as usize;
        [self.network.tail[s], self.network.head[s]]
    }

    /// Where a node lies, in 1e-7 degrees.
    pub(super) fn place(&self, node: u32) -> [i32; 2] {
        let n = node as usize;
        [self.network.lon[n], self.network.lat[n]]
    }

    /// Hands over every segment whose run meets the box between two corners in degrees.
    pub(crate) fn near(&self, low: [f64; 2], high: [f64; 2], mut each: impl FnMut(u32)) {
        self.tree.meeting(low, high, |entry| {
            (entry.data.0..entry.data.1).for_each(&mut each);
        });
    }

    /// The point at a fraction of a segment.
    pub(crate) fn spot(&self, segment: u32, fraction: f64) -> Spot {
        let [tail, head] = self.ends(segment).map(|node| self.network.lon_lat(node));
        Spot {
            street: self.street(segment),
            offset_mm: self.streets.offset_mm(self.network, segment, fraction),
            way: self.way(segment),
            at: tail.towards(head, fraction),
            on: OnSegment { segment, fraction },
        }
    }

    /// Whether the streets of a segment hang on nothing.
    pub(crate) fn is_island(&self, segment: u32) -> bool {
        self.streets.is_island(self.street(segment))
    }
}

fn is_walked(
    network: &StreetNetwork,
    streets: &Streets,
    surroundings: &Surroundings,
    segment: u32,
) -> bool {
    let street = streets.segment_street[segment as usize].street();
    let way = network.way[segment as usize] as usize;
    !streets.is_closed(street)
        && !network.leads_across(network.way[segment as usize])
        && network.way_attr[way].class != WayClass::Ferry
        && !surroundings.is_hole(network.way_osm[way])
}

/// For each link, how long the walk between its two sides is today, in mm; `None` where it is longer than `limit_mm`.
///
/// # Complexity
/// A search of that length for each link.
///
/// # Errors
/// [`Cancelled`].
pub fn detours(
    walks: &Walks,
    links: &[MissingLink],
    limit_mm: u32,
    observer: &dyn Observer,
) -> Result<Vec<Option<u32>>, Cancelled> {
    let walks = walks.by(Unit::Length, observer)?;
    let stops = |side: fn(&MissingLink) -> Spot| {
        Stops::new(links.iter().map(side).map(|spot| {
            [Snap {
                street: spot.street,
                offset_mm: spot.offset_mm,
                leg_mm: 0,
            }]
        }))
    };
    let (from, to) = (stops(|link| link.from), stops(|link| link.to));
    let at_hand = Lists::from_rows(vec![0; links.len() + 1], Vec::new());
    let between = Between::new(walks, &from, &to, at_hand);
    let incoming = between.incoming();
    par::try_map_range_with(
        observer,
        links.len(),
        || incoming.space(),
        |space, link| {
            let link = narrow(link);
            let mut walk = None;
            incoming.search(space, link, limit_mm, |origin, weight| {
                if origin == link && walk.is_none_or(|known| weight < known) {
                    walk = Some(weight);
                }
            });
            walk
        },
    )
}
