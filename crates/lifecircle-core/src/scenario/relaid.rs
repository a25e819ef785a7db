//! Streets before and after a change: which stay, and which places are near none that does not.

use crate::geodesy::LonLat;
use crate::id::StreetId;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer};
use crate::snap::{InReach, Snap, is_joinable};
use crate::streets::Streets;
use crate::units::narrow;

/// Streets, and the ways that they are traced from.
#[derive(Clone, Copy, Debug)]
pub struct Laid<'a> {
    /// The ways.
    pub network: &'a StreetNetwork,
    /// The streets.
    pub streets: &'a Streets,
}

/// Streets before and after a change.
#[derive(Debug)]
pub struct Relaid {
    /// Per former street the present one, where places are joined to both alike.
    present: Vec<Option<StreetId>>,
    /// The former and the present streets that places may be joined to, and that are not both.
    changed: [InReach; 2],
}

impl Relaid {
    /// Compares the streets of `was` with those of `now`, whose ways are the same but for links, and for joints of links in
    /// their segments.
    ///
    /// # Complexity
    /// Linear in the segments.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn new(
        was: Laid,
        now: Laid,
        max_snap_mm: u32,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let segments = same_segments(was.network, now.network);
        let same = |street: usize| same_street(was.streets, now.streets, &segments, street);
        let present: Vec<Option<StreetId>> = (0..was.streets.count()).map(same).collect();
        let mut is_kept = vec![false; now.streets.count()];
        for street in present.iter().flatten() {
            is_kept[street.index()] = true;
        }
        let gone = |segment: u32| {
            let street = was.streets.segment_street[segment as usize].street();
            present[street.index()].is_none() && is_joinable(was.streets, street)
        };
        let fresh = |segment: u32| {
            let street = now.streets.segment_street[segment as usize].street();
            !is_kept[street.index()] && is_joinable(now.streets, street)
        };
        let changed = [
            InReach::of(was.network, gone, max_snap_mm, observer)?,
            InReach::of(now.network, fresh, max_snap_mm, observer)?,
        ];
        Ok(Self { present, changed })
    }

    /// Where a place with that outline is joined now if it was joined there; `None` where a street that has changed is in
    /// its reach, and decides perhaps.
    pub(super) fn kept(
        &self,
        lines: &[Vec<LonLat>],
        snaps: &[Option<Snap>],
    ) -> Option<Vec<Option<Snap>>> {
        if self.changed.iter().any(|changed| changed.meets(lines)) {
            return None;
        }
        let present = |snap: &Option<Snap>| match snap {
            None => Some(None),
            Some(snap) => {
                let street = self.present[snap.street.index()]?;
                Some(Some(Snap { street, ..*snap }))
            }
        };
        snaps.iter().map(present).collect()
    }
}

/// Per former segment the present one, `None` where it is parted by a joint.
fn same_segments(was: &StreetNetwork, now: &StreetNetwork) -> Vec<Option<u32>> {
    let mut next = 0;
    let same = |segment: usize| {
        let is_whole = now.head[next] == was.head[segment];
        let own = is_whole.then(|| narrow(next));
        // The last piece of one that is parted ends where the whole did.
        while now.head[next] != was.head[segment] || now.way[next] != was.way[segment] {
            next += 1;
        }
        next += 1;
        own
    };
    (0..was.segment_count()).map(same).collect()
}

/// The present street of the same segments in the same direction, to which places are joined alike.
fn same_street(
    was: &Streets,
    now: &Streets,
    segments: &[Option<u32>],
    street: usize,
) -> Option<StreetId> {
    let former = StreetId::new(street);
    let links = was.links(former);
    let first = segments[*links.first()? as usize]?;
    let present = now.segment_street[first as usize].street();
    let own = now.links(present);
    let is_same = |(&was_segment, &now_segment): (&u32, &u32)| {
        let backward =
            |streets: &Streets, segment: u32| streets.segment_street[segment as usize].backward();
        segments[was_segment as usize] == Some(now_segment)
            && backward(was, was_segment) == backward(now, now_segment)
    };
    let is_kept = own.len() == links.len()
        && links.iter().zip(own).all(is_same)
        && is_joinable(was, former) == is_joinable(now, present)
        && was.is_small(former) == now.is_small(present);
    is_kept.then_some(present)
}
