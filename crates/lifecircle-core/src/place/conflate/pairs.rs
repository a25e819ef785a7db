//! Pairs that may be one place, and how much speaks for each.

use std::collections::{HashMap, HashSet};

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::{ConflateOptions, Finding, Outlet, is_closed};
use crate::geodesy::{LocalPlane, LonLat};
use crate::observer::{Cancelled, Observer};
use crate::par;
use crate::place::name::{Likeness, PlaceName};
use crate::units::{m_to_mm, narrow};

/// A box in degrees around an outlet, with its rank.
type Boxed = GeomWithData<Rectangle<[f64; 2]>, u32>;

/// The outlets of one source in an order of their own, with their names understood.
pub(super) struct Side<'a> {
    outlets: Vec<(&'a Outlet<'a>, u32)>,
    names: Vec<Named>,
    /// How many outlets have a name, branch included.
    bearers: HashMap<String, u32>,
}

/// The name of an outlet.
struct Named {
    name: PlaceName,
    /// Name and branch, empty where it tells nothing apart.
    whole: String,
    /// Whether it is a chain's, and says no more.
    is_brand: bool,
}

/// What decides the order of outlets: everything that a result may depend on.
fn key<'a>(outlet: &Outlet<'a>) -> impl Ord + use<'a> {
    (
        outlet.id,
        outlet.at.to_decimicro(),
        outlet.name,
        outlet.categories.bits(),
        outlet.status,
        outlet.brand,
        outlet.half_box_mm,
    )
}

impl<'a> Side<'a> {
    pub(super) fn new(outlets: &'a [Outlet<'a>], chains: &HashSet<PlaceName>) -> Self {
        let mut ranked: Vec<(&Outlet, u32)> = outlets.iter().zip(0..).collect();
        ranked.sort_by(|a, b| key(a.0).cmp(&key(b.0)));
        let names = par::map_range(ranked.len(), |rank| Named::of(ranked[rank].0, chains));
        let mut bearers: HashMap<String, u32> = HashMap::new();
        for named in names.iter().filter(|named| !named.whole.is_empty()) {
            *bearers.entry(named.whole.clone()).or_default() += 1;
        }
        Self {
            outlets: ranked,
            names,
            bearers,
        }
    }

    pub(super) fn count(&self) -> usize {
        self.outlets.len()
    }

    pub(super) fn outlet(&self, rank: usize) -> &'a Outlet<'a> {
        self.outlets[rank].0
    }

    /// Where the outlet of a rank stands among those given.
    pub(super) fn position(&self, rank: usize) -> u32 {
        self.outlets[rank].1
    }

    /// An order of two sides that depends on their outlets alone.
    pub(super) fn precedes(&self, other: &Self) -> bool {
        let keys = |side: &Self| -> Vec<_> { side.outlets.iter().map(|(o, _)| key(o)).collect() };
        (self.count(), keys(self)) < (other.count(), keys(other))
    }

    /// Whether no other outlet has the name.
    fn is_only_bearer(&self, named: &Named) -> bool {
        self.bearers.get(&named.whole) == Some(&1)
    }
}

impl Named {
    fn of(outlet: &Outlet, chains: &HashSet<PlaceName>) -> Self {
        let name = outlet.name.map(PlaceName::of).unwrap_or_default();
        let brand = outlet.brand.map(|brand| PlaceName::of(brand).alone());
        let alone = name.alone();
        Self {
            whole: name.whole(),
            is_brand: name.is_alone()
                && (brand.as_ref() == Some(&alone) || chains.contains(&alone)),
            name,
        }
    }
}

/// Names of chains, as names of places are compared with them.
pub(super) fn chains(names: &[String]) -> HashSet<PlaceName> {
    names
        .iter()
        .map(|name| PlaceName::of(name).alone())
        .collect()
}

/// Two outlets that may be one place, by rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) first: u32,
    pub(super) second: u32,
    /// What speaks for it: above 0.
    pub(super) gain: i64,
    pub(super) distance_mm: u32,
    pub(super) likeness: Likeness,
}

impl Pair {
    /// What such a pair is, of several conflicts the first.
    pub(super) fn finding(&self, a: &Outlet, b: &Outlet, options: &ConflateOptions) -> Finding {
        if is_closed(a) != is_closed(b) {
            Finding::Closed
        } else if !a.categories.meets(b.categories) {
            Finding::Category
        } else if self.distance_mm > options.moved_mm {
            Finding::Moved
        } else if matches!(self.likeness, Likeness::Unlike(_)) {
            Finding::Renamed
        } else {
            Finding::Both
        }
    }
}

/// All pairs that may be one place, in the order of their ranks.
///
/// # Complexity
/// `O(n log n + p)` for `p` pairs within the farthest distance at which names may be alike.
///
/// # Errors
/// [`Cancelled`].
pub(super) fn candidates(
    first: &Side,
    second: &Side,
    options: &ConflateOptions,
    observer: &dyn Observer,
) -> Result<Vec<Pair>, Cancelled> {
    let near_mm = options
        .alike_mm
        .max(options.unnamed_mm)
        .max(options.renamed_mm);
    let boxes = (0..).zip(&second.outlets);
    let boxes = boxes.map(|(rank, (outlet, _))| Boxed::new(box_around(outlet, 0).into(), rank));
    let tree: RTree<Boxed> = RTree::bulk_load(boxes.collect());
    let mut by_name: HashMap<&str, u32> = HashMap::new();
    for (rank, named) in (0..).zip(&second.names) {
        if second.is_only_bearer(named) {
            by_name.insert(&named.whole, rank);
        }
    }
    let of_rank = |rank: usize| {
        let mut near: Vec<u32> = Vec::new();
        for envelope in around_the_earth(box_around(first.outlet(rank), near_mm)) {
            let found = tree.locate_in_envelope_intersecting(&envelope);
            near.extend(found.map(|boxed| boxed.data));
        }
        near.extend(by_name.get(first.names[rank].whole.as_str()));
        near.sort_unstable();
        near.dedup();
        let near = near.into_iter();
        near.filter_map(|other| pair([first, second], [rank, other as usize], options))
            .collect::<Vec<Pair>>()
    };
    let pairs = par::try_map_range(observer, first.count(), of_rank)?;
    Ok(pairs.concat())
}

/// The box of an outlet, so much larger on every side.
fn box_around(outlet: &Outlet, more_mm: u32) -> AABB<[f64; 2]> {
    let plane = LocalPlane::at(outlet.at);
    // A metre more, since the plane of another outlet differs by less than that.
    let reach = |half_mm: u32| f64::from(half_mm) / 1000.0 + f64::from(more_mm) / 1000.0 + 1.0;
    let [lon, _] = plane.degrees(reach(outlet.half_box_mm[0]));
    let [_, lat] = plane.degrees(reach(outlet.half_box_mm[1]));
    let LonLat {
        lon: west,
        lat: south,
    } = outlet.at;
    AABB::from_corners([west - lon, south - lat], [west + lon, south + lat])
}

/// A box, and where it crosses the antimeridian the same on the other side of the map.
fn around_the_earth(envelope: AABB<[f64; 2]>) -> impl Iterator<Item = AABB<[f64; 2]>> {
    let (low, high) = (envelope.lower(), envelope.upper());
    let shifts = [
        Some(0.0),
        (low[0] < -180.0).then_some(360.0),
        (high[0] > 180.0).then_some(-360.0),
    ];
    shifts
        .into_iter()
        .flatten()
        .map(move |shift| AABB::from_corners([low[0] + shift, low[1]], [high[0] + shift, high[1]]))
}

/// How far two boxes are apart, in mm: the same from either. Half a box counts for so much at most.
fn distance_mm(a: &Outlet, b: &Outlet, most_mm: u32) -> u32 {
    let plane = LocalPlane::at(LonLat {
        lon: a.at.lon,
        lat: f64::midpoint(a.at.lat, b.at.lat),
    });
    let (from, to) = (plane.project(a.at), plane.project(b.at));
    let apart = |axis: usize| {
        let [one, two] = [a, b].map(|outlet| f64::from(outlet.half_box_mm[axis].min(most_mm)));
        ((to[axis] - from[axis]).abs() - (one + two) / 1000.0).max(0.0)
    };
    m_to_mm(libm::hypot(apart(0), apart(1)))
}

/// What speaks for a pair before distance is looked at, in millionths, by how much its names say.
mod worth {
    /// One name that nobody else has.
    pub(super) const SAME: u32 = 1_000_000;
    /// No name to go by.
    pub(super) const UNNAMED: u32 = 300_000;
    /// Two names: less than half of what any better pair is worth close by, so that it never costs one.
    pub(super) const RENAMED: u32 = 50_000;
}

/// The pair of two outlets, if they may be one place.
fn pair(sides: [&Side; 2], ranks: [usize; 2], options: &ConflateOptions) -> Option<Pair> {
    let [a, b] = [0, 1].map(|side| sides[side].outlet(ranks[side]));
    let names = [0, 1].map(|side| &sides[side].names[ranks[side]]);
    let likeness = names[0].name.likeness(&names[1].name);
    let is_brand = names.iter().any(|named| named.is_brand);
    let is_one_name = likeness == Likeness::Same
        && !is_brand
        && (0..2).all(|side| sides[side].is_only_bearer(names[side]));
    let share_category = a.categories.meets(b.categories);
    let (worth, limit_mm) = match likeness {
        Likeness::Same if is_one_name && share_category => (worth::SAME, options.same_mm),
        // What both call the same may be two things; what is a chain's name, or has many bearers, is so only next door.
        Likeness::Same if is_one_name => (worth::SAME / 2, options.alike_mm),
        Likeness::Same if !share_category && !is_brand => (worth::SAME / 2, options.unnamed_mm),
        _ if !share_category => return None,
        Likeness::Same => (worth::SAME, options.alike_mm),
        Likeness::Alike(permille) => (permille * 1000, options.alike_mm),
        Likeness::Untold => (worth::UNNAMED, options.unnamed_mm),
        // A shop that closed and another that opened in its place are two.
        Likeness::Unlike(_) if is_closed(a) || is_closed(b) => return None,
        Likeness::Unlike(_) => (worth::RENAMED, options.renamed_mm),
    };
    // Of a closed outlet and an open one, that which agrees is the likelier partner.
    let worth = if is_closed(a) == is_closed(b) {
        worth
    } else {
        worth / 4 * 3
    };
    let most_mm = match likeness {
        // In a large outline there is room for many.
        Likeness::Untold | Likeness::Unlike(_) => options.outline_mm,
        Likeness::Same | Likeness::Alike(_) => u32::MAX,
    };
    let left_mm = limit_mm.checked_sub(distance_mm(a, b, most_mm))?;
    Some(Pair {
        first: narrow(ranks[0]),
        second: narrow(ranks[1]),
        gain: gain(worth, left_mm, limit_mm),
        distance_mm: distance_mm(a, b, u32::MAX),
        likeness,
    })
}

/// What speaks for a pair: its worth times the square of what is left of the distance allowed.
///
/// By the square, because one pair in place must outweigh two that are each some way off: shops of a chain stand in a
/// row, and the list may have one more of them than the map.
fn gain(worth: u32, left_mm: u32, limit_mm: u32) -> i64 {
    let (left, limit) = (i128::from(left_mm) + 1, i128::from(limit_mm) + 1);
    let gain = i128::from(worth) * left * left / (limit * limit);
    i64::try_from(gain).unwrap_or(i64::MAX).max(1)
}
