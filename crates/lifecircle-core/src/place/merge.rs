//! Duplicates: the same shop mapped twice is one facility (walking model §4.7).

use std::collections::HashMap;

use petgraph::unionfind::UnionFind;
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::candidate::Candidate;
use super::name::normalise;
use crate::geodesy::{LocalPlane, LonLat};
use crate::observer::{Cancelled, Observer, go_on};
use crate::osm::{ElementKind, Side, side_of_ring};
use crate::units::{m_to_mm, mm_to_m, narrow};

/// Same name and category within this distance are one place, in mm.
pub(crate) const SAME_NAME_MM: u32 = 50_000;

/// The geometry of a candidate: a point, or lines and the rings they form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    /// Lines, one of a single place for a point.
    pub lines: Vec<Vec<LonLat>>,
    /// Closed rings in 1e-7 degrees, and whether each bounds a hole.
    pub rings: Vec<(Vec<(i32, i32)>, bool)>,
}

impl Shape {
    pub(super) fn point(at: LonLat) -> Self {
        Self {
            lines: vec![vec![at]],
            rings: Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.iter().all(Vec::is_empty)
    }

    /// Its first point.
    pub(super) fn any_point(&self) -> LonLat {
        self.lines[0][0]
    }

    /// The middle of the box around it, and half of its width and height in mm.
    pub(super) fn bounds(&self) -> (LonLat, [u32; 2]) {
        let origin = self.any_point();
        let plane = LocalPlane::at(origin);
        let (mut low, mut high) = ([0.0_f64; 2], [0.0_f64; 2]);
        for &point in self.lines.iter().flatten() {
            let at = plane.project(point);
            for axis in 0..2 {
                low[axis] = low[axis].min(at[axis]);
                high[axis] = high[axis].max(at[axis]);
            }
        }
        let half_mm = [0, 1].map(|axis| m_to_mm((high[axis] - low[axis]) / 2.0));
        if half_mm == [0, 0] {
            return (origin, half_mm);
        }
        let [lon, lat] =
            [0, 1].map(|axis| plane.degrees(f64::midpoint(low[axis], high[axis]))[axis]);
        let middle = LonLat {
            lon: origin.lon + lon,
            lat: origin.lat + lat,
        };
        // The short way around the earth.
        (origin.towards(middle, 1.0), half_mm)
    }

    /// Whether a point lies inside or on an outer ring, and not inside an inner one.
    pub(super) fn holds(&self, point: LonLat) -> bool {
        let at = point.to_decimicro().into();
        let sides = |inner: bool| {
            self.rings
                .iter()
                .filter(move |r| r.1 == inner)
                .map(move |r| side_of_ring(at, &r.0))
        };
        sides(false).any(|side| side != Side::Outside)
            && !sides(true).any(|side| side == Side::Inside)
    }

    /// How far a point is from its lines, in metres.
    pub(super) fn away_m(&self, point: LonLat) -> f64 {
        let plane = LocalPlane::at(point);
        let lines = self.lines.iter();
        let away = lines.map(|line| distance(plane, point, line));
        away.fold(f64::MAX, f64::min)
    }

    /// Whether some two points of the shapes are within `metres`.
    fn within(&self, other: &Self, metres: f64) -> bool {
        let plane = LocalPlane::at(self.any_point());
        let touches = |a: &Self, b: &Self| {
            a.lines.iter().flatten().any(|&p| {
                b.holds(p)
                    || b.lines
                        .iter()
                        .any(|line| distance(plane, p, line) <= metres)
            })
        };
        touches(self, other) || touches(other, self)
    }
}

fn distance(plane: LocalPlane, point: LonLat, line: &[LonLat]) -> f64 {
    let p = plane.project(point);
    let to = |q: [f64; 2]| libm::hypot(p[0] - q[0], p[1] - q[1]);
    if let [only] = line {
        return to(plane.project(*only));
    }
    let segment = |pair: &[LonLat]| {
        let (a, b) = (plane.project(pair[0]), plane.project(pair[1]));
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let squared = dx * dx + dy * dy;
        let t = if squared == 0.0 {
            0.0
        } else {
            ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / squared
        };
        let t = t.clamp(0.0, 1.0);
        to([a[0] + dx * t, a[1] + dy * t])
    };
    line.windows(2).map(segment).fold(f64::MAX, f64::min)
}

/// Groups of candidates that are one place; the first of each group survives.
pub(super) fn merge(
    candidates: &[Candidate],
    observer: &dyn Observer,
) -> Result<Vec<Vec<usize>>, Cancelled> {
    let mut sets = UnionFind::<usize>::new(candidates.len());
    nodes_in_areas(candidates, &mut sets, observer)?;
    same_names(candidates, &mut sets, observer)?;
    same_outlines(candidates, &mut sets);
    let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
    for i in 0..candidates.len() {
        groups.entry(sets.find_mut(i)).or_default().push(i);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    for group in &mut groups {
        group.sort_by_key(|&i| survival(&candidates[i]));
    }
    groups.sort();
    Ok(groups)
}

/// Relation, then way, then node, then own lists; then the lowest id.
fn survival(candidate: &Candidate) -> (u8, i64, &str) {
    match candidate.element {
        Some(e) => (
            match e.kind {
                ElementKind::Relation => 0,
                ElementKind::Way => 1,
                ElementKind::Node => 2,
            },
            e.number,
            "",
        ),
        None => (3, 0, &candidate.id),
    }
}

fn nodes_in_areas(
    candidates: &[Candidate],
    sets: &mut UnionFind<usize>,
    observer: &dyn Observer,
) -> Result<(), Cancelled> {
    let is_node = |c: &Candidate| c.element.is_some_and(|e| e.kind == ElementKind::Node);
    let nodes = candidates.iter().enumerate().filter(|(_, c)| is_node(c));
    let points = nodes.map(|(i, c)| {
        let at = c.shape.any_point();
        GeomWithData::new([at.lon, at.lat], narrow(i))
    });
    let tree: RTree<GeomWithData<[f64; 2], u32>> = RTree::bulk_load(points.collect());
    for (i, area) in candidates
        .iter()
        .enumerate()
        .filter(|(_, c)| !c.shape.rings.is_empty())
    {
        go_on(observer)?;
        let corners = area
            .shape
            .lines
            .iter()
            .flatten()
            .map(|p| [p.lon, p.lat])
            .collect::<Vec<_>>();
        for found in tree.locate_in_envelope_intersecting(&AABB::from_points(corners.iter())) {
            let node = found.data as usize;
            if area.categories.meets(candidates[node].categories)
                && area.shape.holds(candidates[node].shape.any_point())
            {
                sets.union(i, node);
            }
        }
    }
    Ok(())
}

fn same_names(
    candidates: &[Candidate],
    sets: &mut UnionFind<usize>,
    observer: &dyn Observer,
) -> Result<(), Cancelled> {
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, candidate) in candidates.iter().enumerate() {
        let name = candidate
            .name
            .as_deref()
            .map(normalise)
            .filter(|n| !n.is_empty());
        if let Some(name) = name {
            by_name.entry(name).or_default().push(i);
        }
    }
    for group in by_name.values_mut() {
        // A chain has many shops of one name: only neighbours in latitude can be near.
        let lat = |i: usize| candidates[i].shape.any_point().lat;
        group.sort_by(|&a, &b| lat(a).total_cmp(&lat(b)).then(a.cmp(&b)));
        for (n, &a) in group.iter().enumerate() {
            go_on(observer)?;
            let near = group[n + 1..]
                .iter()
                .take_while(|&&b| lat(b) - lat(a) < 0.02);
            for &b in near {
                if candidates[a].categories.meets(candidates[b].categories)
                    && candidates[a]
                        .shape
                        .within(&candidates[b].shape, mm_to_m(SAME_NAME_MM))
                {
                    sets.union(a, b);
                }
            }
        }
    }
    Ok(())
}

/// Ways and relations whose outer rings run through the same nodes.
fn same_outlines(candidates: &[Candidate], sets: &mut UnionFind<usize>) {
    let mut by_nodes: HashMap<u32, Vec<usize>> = HashMap::new();
    for (i, candidate) in candidates.iter().enumerate() {
        let Some(group) = candidate.ring_group else {
            continue;
        };
        let same = by_nodes.entry(group).or_default();
        for &other in same
            .iter()
            .filter(|&&o| candidates[o].categories.meets(candidate.categories))
        {
            sets.union(i, other);
        }
        same.push(i);
    }
}
