//! The geometry of streets with an offset per point, so that any stretch can be cut out exactly.

use std::ops::Range;

use crate::geodesy::LonLat;
use crate::id::StreetId;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, go_on};
use crate::par;
use crate::reach::Covered;
use crate::streets::Streets;
use crate::units::{m_to_mm, narrow};

/// The points of every street in order from tail to head, flat: 12 bytes a point.
#[derive(Clone, Debug, Default)]
pub struct StreetShapes {
    /// Per street, where its points begin; one more at the end. Passages have none.
    first_point: Vec<u32>,
    /// Longitude and latitude in 1e-7 degrees.
    point: Vec<[i32; 2]>,
    /// Millimetres along the street; the first is 0, the last its length.
    offset_mm: Vec<u32>,
}

impl StreetShapes {
    /// The shapes of all streets.
    ///
    /// # Complexity
    /// Linear in the segments of the network.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn new(
        network: &StreetNetwork,
        streets: &Streets,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let of_street = |street: usize, points: &mut Vec<([i32; 2], u32)>| {
            let links =
                streets.first_link[street] as usize..streets.first_link[street + 1] as usize;
            for &segment in &streets.link_segment[links.clone()] {
                let s = segment as usize;
                let backward = streets.segment_street[s].backward();
                let (tail, head) = (network.tail[s], network.head[s]);
                let start = if backward { head } else { tail };
                let at = [network.lon[start as usize], network.lat[start as usize]];
                points.push((at, m_to_mm(streets.segment_offset_m[s])));
            }
            if let Some(&segment) = streets.link_segment[links].last() {
                let s = segment as usize;
                let backward = streets.segment_street[s].backward();
                let end = if backward {
                    network.tail[s]
                } else {
                    network.head[s]
                };
                let at = [network.lon[end as usize], network.lat[end as usize]];
                points.push((at, streets.length_mm[street]));
            }
        };
        let points = par::try_flat_map_range(observer, streets.count(), of_street)?;
        let mut first_point = Vec::with_capacity(streets.count() + 1);
        let mut next = 0;
        for street in 0..streets.count() {
            first_point.push(next);
            let links = streets.first_link[street + 1] - streets.first_link[street];
            next += if links == 0 { 0 } else { links + 1 };
        }
        first_point.push(next);
        debug_assert_eq!(next, narrow(points.len()));
        go_on(observer)?;
        let point = points.iter().map(|p| p.0).collect();
        go_on(observer)?;
        Ok(Self {
            first_point,
            point,
            offset_mm: points.iter().map(|p| p.1).collect(),
        })
    }

    /// Number of streets.
    pub fn street_count(&self) -> usize {
        self.first_point.len().saturating_sub(1)
    }

    /// The positions of a street's points in [`Self::points`] and [`Self::offsets_mm`].
    pub(crate) fn range(&self, street: StreetId) -> Range<usize> {
        self.first_point[street.index()] as usize..self.first_point[street.index() + 1] as usize
    }

    /// All points in 1e-7 degrees (lon, lat), street by street.
    pub fn points(&self) -> &[[i32; 2]] {
        &self.point
    }

    /// Where the points are along their streets, in mm.
    pub fn offsets_mm(&self) -> &[u32] {
        &self.offset_mm
    }

    /// The points of one street.
    pub fn of(&self, street: StreetId) -> &[[i32; 2]] {
        &self.point[self.range(street)]
    }

    /// How much of a street is covered, in mm.
    pub(crate) fn covered_mm(&self, covered: Covered) -> u64 {
        let mm = match covered {
            Covered::Part(_, from_mm, to_mm) => to_mm.saturating_sub(from_mm),
            Covered::Whole(street) => {
                let last = self.offset_mm[self.range(street)].last();
                last.copied().unwrap_or(0)
            }
        };
        u64::from(mm)
    }

    /// The point at an offset along a street, `None` for a passage.
    pub fn at(&self, street: StreetId, offset_mm: u32) -> Option<LonLat> {
        let mut found = None;
        self.cut(street, offset_mm, offset_mm, |point| found = Some(point));
        found
    }

    /// The parts of a stretch that a map shows in one piece: it is cut where it crosses the antimeridian.
    ///
    /// # Complexity
    /// Linear in the points of the street.
    pub fn parts(&self, street: StreetId, from_mm: u32, to_mm: u32) -> Vec<(u32, u32)> {
        let range = self.range(street);
        let (points, offsets) = (&self.point[range.clone()], &self.offset_mm[range]);
        let mut parts = Vec::new();
        let mut begin_mm = from_mm;
        for (link, mm) in points.windows(2).zip(offsets.windows(2)) {
            let [west, east] = [link[0][0], link[1][0]].map(|lon| f64::from(lon) / 1e7);
            if (east - west).abs() <= 180.0 {
                continue;
            }
            let (before, after) = (180.0 - west.abs(), 180.0 - east.abs());
            let fraction = before / (before + after).max(f64::MIN_POSITIVE);
            let along_m = f64::from(mm[1].saturating_sub(mm[0])) / 1000.0 * fraction;
            let cut_mm = mm[0] + m_to_mm(along_m);
            if begin_mm < cut_mm && cut_mm < to_mm {
                parts.push((begin_mm, cut_mm));
                begin_mm = cut_mm;
            }
        }
        parts.push((begin_mm, to_mm));
        parts
    }

    /// Hands over the points of a stretch in order: its ends, and the street's points between them.
    pub fn cut(&self, street: StreetId, from_mm: u32, to_mm: u32, mut point: impl FnMut(LonLat)) {
        let range = self.range(street);
        let (points, offsets) = (&self.point[range.clone()], &self.offset_mm[range]);
        if points.is_empty() {
            return;
        }
        let lon_lat = |i: usize| LonLat::from_decimicro(points[i][0], points[i][1]);
        // The link that holds an offset: the last one that begins at or before it.
        let link = |mm: u32| {
            offsets
                .partition_point(|&o| o <= mm)
                .clamp(1, points.len() - 1)
                - 1
        };
        let on = |link: usize, mm: u32| {
            let (start, end) = (offsets[link], offsets[link + 1]);
            let span = f64::from(end.saturating_sub(start).max(1));
            let fraction = f64::from(mm.saturating_sub(start)) / span;
            lon_lat(link).towards(lon_lat(link + 1), fraction.min(1.0))
        };
        let (first, last) = (link(from_mm), link(to_mm));
        point(on(first, from_mm));
        if from_mm == to_mm {
            return;
        }
        let between = (first + 1..=last).filter(|&i| offsets[i] > from_mm && offsets[i] < to_mm);
        between.map(lon_lat).for_each(&mut point);
        point(on(last, to_mm));
    }
}
