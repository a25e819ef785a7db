//! Which homes and outlets of two results are the same.

use std::collections::HashMap;

use super::{Findings, OutletFound};
use crate::geodesy::{LocalPlane, LonLat, haversine_m};
use crate::place::normalise;
use crate::units::{m_to_mm, mm_to_m, narrow};

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

/// An outlet under another id is taken for one that is gone where both have the same name and a category in common, and are
/// within this distance, in mm: it has moved, or somebody has drawn it anew.
pub const SAME_OUTLET_MM: u32 = 500_000;

/// Positions in the first result with positions in the second.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// The same in both, in the order of the first.
    pub both: Vec<[u32; 2]>,
    /// Only in the first.
    pub gone: Vec<u32>,
    /// Only in the second.
    pub new: Vec<u32>,
    /// How many of both have another id, and are paired by where they are.
    pub by_place: usize,
}

/// What became of an outlet of the first result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutletFate {
    /// It is this one of the second, so many mm away.
    Stays {
        /// Its position in the second result.
        now: u32,
        /// How far it has moved.
        moved_mm: u32,
    },
    /// It is not there any more.
    Closed,
}

/// Outlets of two results.
#[derive(Clone, Debug, Default)]
pub struct OutletPairs {
    /// Per outlet of the first what became of it.
    pub fate: Vec<OutletFate>,
    /// Per outlet of the second which one of the first it was, `None` for a new one.
    pub former: Vec<Option<u32>>,
}

/// Which homes and outlets of two results are the same.
#[derive(Clone, Debug)]
pub struct Pairing {
    /// Homes.
    pub homes: Pairs,
    /// Outlets.
    pub outlets: OutletPairs,
    /// Homes and outlets whose place differs by at most this are where they were, in mm.
    pub same_place_mm: u32,
}

impl Pairing {
    /// Pairs homes and outlets by their ids; those left over by place. Homes within `same_place_mm` of each other are the same;
    /// so are outlets of one category there, unless both have names that differ; and outlets of one name and category within
    /// [`SAME_OUTLET_MM`]. Of several the nearest are paired first. An id that comes more than once pairs nothing.
    ///
    /// # Complexity
    /// `O(n log n)` in homes and outlets, times those within the distance.
    pub fn of(before: &Findings, after: &Findings, same_place_mm: u32) -> Self {
        let homes = [before, after].map(|side| Side {
            ids: side.home_ids.iter().map(String::as_str).collect(),
            at: side.home_at.clone(),
        });
        let homes = pair(&homes, same_place_mm, |_, _, _| true);
        let sides = [before, after].map(|side| Side {
            ids: side.outlets.iter().map(|own| own.id.as_str()).collect(),
            at: side.outlets.iter().map(|own| own.at).collect(),
        });
        let names = [before, after].map(names);
        let found = pair(&sides, SAME_OUTLET_MM.max(same_place_mm), |was, now, mm| {
            let outlets = [&before.outlets[was], &after.outlets[now]];
            let names = [&names[0][was], &names[1][now]].map(String::as_str);
            is_same(outlets, names, mm <= same_place_mm)
        });
        let mut outlets = OutletPairs {
            fate: vec![OutletFate::Closed; before.outlets.len()],
            former: vec![None; after.outlets.len()],
        };
        for &[was, now] in &found.both {
            let [a, b] = [sides[0].at[was as usize], sides[1].at[now as usize]];
            let moved_mm = m_to_mm(haversine_m(a, b));
            outlets.fate[was as usize] = OutletFate::Stays { now, moved_mm };
            outlets.former[now as usize] = Some(was);
        }
        Self {
            homes,
            outlets,
            same_place_mm,
        }
    }

    /// What became of an outlet as far as a rule goes: one that serves the rule no more is closed to it.
    pub fn fate_for(
        &self,
        (before, after): (&Findings, &Findings),
        rule: usize,
        was: usize,
    ) -> OutletFate {
        match self.outlets.fate[was] {
            OutletFate::Stays { now, .. }
                if before.serves(was, rule) && !after.serves(now as usize, rule) =>
            {
                OutletFate::Closed
            }
            fate => fate,
        }
    }

    /// Which outlet of the first result one of the second was, as far as a rule goes: one that did not serve it is new to it.
    pub fn former_for(&self, before: &Findings, rule: usize, now: usize) -> Option<u32> {
        let former = self.outlets.former[now];
        former.filter(|&was| before.serves(was as usize, rule))
    }
}

fn names(findings: &Findings) -> Vec<String> {
    let names = findings.outlets.iter();
    names
        .map(|own| own.name.as_deref().map(normalise).unwrap_or_default())
        .collect()
}

/// Whether two outlets under different ids are one.
fn is_same(outlets: [&OutletFound; 2], names: [&str; 2], is_same_place: bool) -> bool {
    if !outlets[0].serves(&outlets[1].categories) {
        return false;
    }
    let is_unnamed = names.iter().any(|name| name.is_empty());
    if is_unnamed {
        return is_same_place;
    }
    names[0] == names[1]
}

/// One side of what is paired.
struct Side<'a> {
    ids: Vec<&'a str>,
    at: Vec<LonLat>,
}

impl Side<'_> {
    /// Positions by id, without ids that come more than once.
    fn by_id(&self) -> HashMap<&str, u32> {
        let mut found: HashMap<&str, Option<u32>> = HashMap::with_capacity(self.ids.len());
        for (position, &id) in self.ids.iter().enumerate() {
            let several = |known: &mut Option<u32>| *known = None;
            let entry = found.entry(id);
            entry.and_modify(several).or_insert(Some(narrow(position)));
        }
        let once = found.into_iter();
        once.filter_map(|(id, position)| Some((id, position?)))
            .collect()
    }
}

fn pair(sides: &[Side; 2], within_mm: u32, is_same: impl Fn(usize, usize, u32) -> bool) -> Pairs {
    let mut partner: [Vec<Option<u32>>; 2] = [0, 1].map(|side| vec![None; sides[side].ids.len()]);
    let later = sides[1].by_id();
    for (id, was) in sides[0].by_id() {
        if let Some(&now) = later.get(id) {
            partner[0][was as usize] = Some(now);
            partner[1][now as usize] = Some(was);
        }
    }
    let mut by_place = 0;
    for (_, [was, now]) in near(sides, &partner, within_mm, &is_same) {
        let is_free = partner[0][was as usize].is_none() && partner[1][now as usize].is_none();
        if is_free {
            partner[0][was as usize] = Some(now);
            partner[1][now as usize] = Some(was);
            by_place += 1;
        }
    }
    let left = |side: &[Option<u32>]| -> Vec<u32> {
        let left = side.iter().enumerate().filter(|(_, other)| other.is_none());
        left.map(|(position, _)| narrow(position)).collect()
    };
    let both = partner[0].iter().enumerate();
    let both = both.filter_map(|(was, now)| Some([narrow(was), (*now)?]));
    Pairs {
        both: both.collect(),
        gone: left(&partner[0]),
        new: left(&partner[1]),
        by_place,
    }
}

/// Pairs of what is left over, nearest first; of equally near ones in order of their ids.
fn near(
    sides: &[Side; 2],
    partner: &[Vec<Option<u32>>; 2],
    within_mm: u32,
    is_same: &impl Fn(usize, usize, u32) -> bool,
) -> Vec<(u32, [u32; 2])> {
    let left =
        |side: usize| (0..sides[side].ids.len()).filter(move |&i| partner[side][i].is_none());
    let points = left(1).map(|now| {
        let at = sides[1].at[now];
        GeomWithData::new([at.lon, at.lat], now)
    });
    let tree = RTree::bulk_load(points.collect());
    // Planes bend a little: what is a hair farther there is looked at too.
    let reach_m = mm_to_m(within_mm) * 1.01;
    let mut found = Vec::new();
    for was in left(0) {
        let at = sides[0].at[was];
        let [wide, high] = LocalPlane::at(at).degrees(reach_m);
        let around = AABB::from_corners(
            [at.lon - wide, at.lat - high],
            [at.lon + wide, at.lat + high],
        );
        for point in tree.locate_in_envelope(&around) {
            let now = point.data;
            let mm = m_to_mm(haversine_m(at, sides[1].at[now]));
            if mm <= within_mm && is_same(was, now, mm) {
                found.push((mm, [narrow(was), narrow(now)]));
            }
        }
    }
    let ids = |pair: &[u32; 2]| [0, 1].map(|side| sides[side].ids[pair[side] as usize]);
    found.sort_by(|a, b| (a.0, ids(&a.1)).cmp(&(b.0, ids(&b.1))));
    found
}
