//! Outlines of areas: a closed way, or the rings of a multipolygon's member ways.

use super::data::{MISSING, OsmData, Relation, Ways};
use super::nodes::NodeColumns;
use crate::geodesy::{LonLat, ring_area_m2};

/// One ring, its first node repeated at the end; unknown nodes are [`MISSING`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ring {
    /// Node positions.
    pub nodes: Vec<u32>,
    /// Whether it bounds a hole.
    pub inner: bool,
}

impl Ring {
    /// Whether the ring is closed and every node of it is known.
    pub(crate) fn is_complete(&self) -> bool {
        self.nodes.len() > 3
            && self.nodes.first() == self.nodes.last()
            && !self.nodes.contains(&MISSING)
    }
}

/// The outline of an area: its member ways as they are, and the rings they form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outline {
    /// Node positions of each outline way, outer and inner.
    pub ways: Vec<Vec<u32>>,
    /// Rings.
    pub rings: Vec<Ring>,
}

impl Outline {
    /// Footprint in square metres: outer rings less inner ones, over the known nodes.
    pub(crate) fn area_m2(&self, nodes: &NodeColumns) -> f64 {
        let area = |ring: &Ring| {
            let known: Vec<LonLat> = ring
                .nodes
                .iter()
                .filter(|&&n| n != MISSING)
                .map(|&n| nodes.lon_lat(n))
                .collect();
            let area = ring_area_m2(&known);
            if ring.inner { -area } else { area }
        };
        self.rings.iter().map(area).sum::<f64>().max(0.0)
    }

    /// Whether every ring is closed and known.
    pub(crate) fn is_complete(&self) -> bool {
        !self.rings.is_empty() && self.rings.iter().all(Ring::is_complete)
    }

    /// The known stretches of the outline, each at least two nodes; else the known nodes alone.
    pub(crate) fn stretches(&self) -> Vec<&[u32]> {
        let runs = self
            .ways
            .iter()
            .flat_map(|way| way.split(|&n| n == MISSING));
        let stretches: Vec<&[u32]> = runs.filter(|run| run.len() > 1).collect();
        if !stretches.is_empty() {
            return stretches;
        }
        let nodes = self.ways.iter().flat_map(|way| way.chunks(1));
        nodes.filter(|&node| node != [MISSING]).collect()
    }
}

/// The outline of a single way, closed if it is not.
pub(crate) fn outline_of_way(ways: &Ways, position: usize) -> Outline {
    let nodes = ways.nodes(position).to_vec();
    let mut ring = nodes.clone();
    if ring.first() != ring.last() {
        ring.extend(nodes.first());
    }
    Outline {
        ways: vec![nodes],
        rings: vec![Ring {
            nodes: ring,
            inner: false,
        }],
    }
}

/// The outline of a multipolygon; members that the file does not hold are left out.
pub(crate) fn outline_of_relation(data: &OsmData, relation: &Relation) -> Outline {
    let mut outline = Outline::default();
    for inner in [false, true] {
        let members: Vec<Vec<u32>> = relation
            .members
            .iter()
            .filter(|m| m.1 == inner)
            .filter_map(|m| data.ways.position(m.0))
            .map(|p| data.ways.nodes(p).to_vec())
            .filter(|nodes| !nodes.is_empty())
            .collect();
        outline.ways.extend(members.iter().cloned());
        outline.rings.extend(
            join_rings(members)
                .into_iter()
                .map(|nodes| Ring { nodes, inner }),
        );
    }
    outline
}

/// Joins ways at shared end nodes into rings; what does not close stays an open chain.
pub(crate) fn join_rings(mut parts: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    let mut rings = Vec::new();
    while !parts.is_empty() {
        let mut ring = parts.remove(0);
        extend(&mut ring, &mut parts);
        rings.push(ring);
    }
    // A chain may have begun in its middle: what is left to join lies at the beginnings.
    let is_open = |ring: &Vec<u32>| ring.first() != ring.last();
    let (mut open, mut joined): (Vec<_>, Vec<_>) = rings.into_iter().partition(is_open);
    while !open.is_empty() {
        let mut chain = open.remove(0);
        chain.reverse();
        extend(&mut chain, &mut open);
        chain.reverse();
        joined.push(chain);
    }
    joined
}

/// Lengthens a chain at its end by parts that share the node there, until it closes or none does.
fn extend(chain: &mut Vec<u32>, parts: &mut Vec<Vec<u32>>) {
    while chain.first() != chain.last() {
        let end = *chain.last().unwrap_or(&MISSING);
        let next = parts
            .iter()
            .position(|p| end != MISSING && (p.first() == Some(&end) || p.last() == Some(&end)));
        let Some(next) = next else { break };
        let mut part = parts.remove(next);
        if part.first() != Some(&end) {
            part.reverse();
        }
        chain.extend_from_slice(&part[1..]);
    }
}

/// Where a point lies relative to closed rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Strictly inside.
    Inside,
    /// On a ring.
    Boundary,
    /// Strictly outside.
    Outside,
}

/// Exact test of a point in 1e-7 degrees against one closed ring (even-odd rule).
pub(crate) fn side_of_ring(point: (i32, i32), ring: &[(i32, i32)]) -> Side {
    side_of_edges(point, ring.windows(2).map(|pair| [pair[0], pair[1]]))
}

/// The same against the edges of a ring, in any order; those that lie wholly north or south of the point may be left out.
pub(crate) fn side_of_edges(
    point: (i32, i32),
    edges: impl Iterator<Item = [(i32, i32); 2]>,
) -> Side {
    let (x, y) = point;
    let mut inside = false;
    for [a, b] in edges {
        let cross = turn(a, b, point);
        let within = |a: i32, b: i32, p: i32| a.min(b) <= p && p <= a.max(b);
        if cross == 0 && within(a.0, b.0, x) && within(a.1, b.1, y) {
            return Side::Boundary;
        }
        if (a.1 > y) != (b.1 > y) && (cross > 0) == (b.1 > a.1) {
            inside = !inside;
        }
    }
    if inside { Side::Inside } else { Side::Outside }
}

/// Twice the signed area of the triangle: positive where `p` lies left of the way from `a` to `b`.
pub(crate) fn turn(a: (i32, i32), b: (i32, i32), p: (i32, i32)) -> i128 {
    let [ax, ay, bx, by, px, py] = [a.0, a.1, b.0, b.1, p.0, p.1].map(i64::from);
    i128::from(bx - ax) * i128::from(py - ay) - i128::from(by - ay) * i128::from(px - ax)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_are_joined_whatever_their_direction() {
        let rings = join_rings(vec![
            vec![1, 2, 3],
            vec![5, 4, 3],
            vec![5, 1],
            vec![7, 8, 9, 7],
        ]);
        assert_eq!(rings, vec![vec![1, 2, 3, 4, 5, 1], vec![7, 8, 9, 7]]);
    }

    #[test]
    fn chains_are_joined_whichever_of_their_ways_comes_first() {
        assert_eq!(
            join_rings(vec![vec![2, 3], vec![1, 2], vec![7, 8, 7]]),
            vec![vec![7, 8, 7], vec![1, 2, 3]]
        );
        let apart = vec![vec![MISSING, 2], vec![3, MISSING]];
        assert_eq!(join_rings(apart.clone()), apart);
    }

    #[test]
    fn an_open_chain_stays_open() {
        assert_eq!(
            join_rings(vec![vec![1, 2], vec![4, 5]]),
            vec![vec![1, 2], vec![4, 5]]
        );
    }

    #[test]
    fn sides_of_a_square_are_exact() {
        let square = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)];
        assert_eq!(side_of_ring((5, 5), &square), Side::Inside);
        assert_eq!(side_of_ring((10, 5), &square), Side::Boundary);
        assert_eq!(side_of_ring((0, 0), &square), Side::Boundary);
        assert_eq!(side_of_ring((11, 5), &square), Side::Outside);
        assert_eq!(side_of_ring((-5, 0), &square), Side::Outside);
        assert_eq!(side_of_ring((-5, 10), &square), Side::Outside);
    }

    #[test]
    fn stretches_skip_missing_nodes() {
        let outline = Outline {
            ways: vec![vec![1, 2, MISSING, 3, 4, MISSING, 5]],
            rings: vec![],
        };
        assert_eq!(outline.stretches(), [[1, 2], [3, 4]]);
        let lone = Outline {
            ways: vec![vec![1, MISSING, 5, MISSING]],
            rings: vec![],
        };
        assert_eq!(lone.stretches(), [[1], [5]]);
    }
}
