//! (node, phase) states: what a legal walk through compounds is allowed to do (walking model §4.4).
//!
//! A legal walk is private* open* private*: leave your own compound, use the public network,
//! enter the destination's. States are (node, phase) with phases leaving → open → entering,
//! joined one way at no cost. A node has only the states it can use, so that a city without
//! compounds costs nothing extra.

use super::WalkGraph;
use crate::id::{NodeId, StreetId};
use crate::observer::{Cancelled, Observer, go_on};
use crate::par;
use crate::units::narrow;

const NONE: u32 = u32::MAX;

/// Which phases a legal walk has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phases {
    /// private* open* private*.
    InAndOut,
    /// private* open*: nobody enters.
    OutOnly,
}

/// What walking a whole street costs in each direction, in the unit that is minimised and in a second one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreetWeight {
    /// From tail to head: (minimised, second), `None` where it cannot be walked.
    pub forward: Option<(u32, u32)>,
    /// From head to tail.
    pub backward: Option<(u32, u32)>,
    /// Whether the street is private ground.
    pub private: bool,
}

impl StreetWeight {
    /// Whether it can be walked in some direction.
    #[inline]
    fn is_walked(&self) -> bool {
        self.forward.is_some() || self.backward.is_some()
    }
}

/// An arc of a state graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// The state it leads to (in the reverse graph: comes from).
    pub head: u32,
    /// Its weight in the unit that is minimised.
    pub weight: u32,
    /// Its weight in the second unit.
    pub second: u32,
}

/// One direction of a state graph in compact form.
///
/// Heads and weights lie together, 8 bytes an arc: searches are bound by how many of them fit a
/// cache line. The second weights, which few searches carry, lie apart, and only where there are any.
#[derive(Clone, Debug, Default)]
pub struct Adjacency {
    first_out: Vec<u32>,
    hops: Vec<(u32, u32)>,
    second: Vec<u32>,
}

/// Arcs or nodes done between two questions whether to stop: about a millisecond.
const AT_A_TIME: usize = 1 << 16;

impl Adjacency {
    fn new(
        states: usize,
        list: &[(u32, u32, u32, u32)],
        reverse: bool,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let ends = |a: &(u32, u32, u32, u32)| if reverse { (a.1, a.0) } else { (a.0, a.1) };
        let mut first_out = vec![0u32; states + 1];
        for arcs in list.chunks(AT_A_TIME) {
            go_on(observer)?;
            for arc in arcs {
                first_out[ends(arc).0 as usize + 1] += 1;
            }
        }
        for i in 0..states {
            first_out[i + 1] += first_out[i];
        }
        let has_second = list.iter().any(|arc| arc.3 != 0);
        let mut next = first_out.clone();
        let mut hops = vec![(0, 0); list.len()];
        let mut second = vec![0; if has_second { list.len() } else { 0 }];
        for arcs in list.chunks(AT_A_TIME) {
            go_on(observer)?;
            for arc in arcs {
                let (tail, head) = ends(arc);
                let slot = next[tail as usize] as usize;
                hops[slot] = (head, arc.2);
                if has_second {
                    second[slot] = arc.3;
                }
                next[tail as usize] += 1;
            }
        }
        Ok(Self {
            first_out,
            hops,
            second,
        })
    }

    /// Number of states.
    #[inline]
    pub fn state_count(&self) -> usize {
        self.first_out.len() - 1
    }

    /// The arcs at a state.
    #[inline]
    pub fn out(&self, state: u32) -> impl ExactSizeIterator<Item = Arc> + Clone + '_ {
        let start = self.first_out[state as usize] as usize;
        let end = self.first_out[state as usize + 1] as usize;
        let hops = self.hops[start..end].iter().enumerate();
        hops.map(move |(i, &(head, weight))| Arc {
            head,
            weight,
            second: self.second.get(start + i).copied().unwrap_or(0),
        })
    }
}

/// The states of a topology under one metric, with the arcs of legal walks in both directions.
#[derive(Clone, Debug)]
pub struct StateGraph {
    /// Arcs as walked.
    pub forward: Adjacency,
    /// The same arcs, found from their heads.
    pub reverse: Adjacency,
    open: Vec<u32>,
    leaving: Vec<u32>,
    entering: Vec<u32>,
    node: Vec<NodeId>,
    phases: Phases,
}

impl StateGraph {
    /// The states of `graph` when street `i` weighs `weight(i)`.
    ///
    /// # Complexity
    /// Linear in nodes and streets.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn new(
        graph: &WalkGraph,
        phases: Phases,
        weight: impl Fn(StreetId) -> StreetWeight + Sync + Send,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        go_on(observer)?;
        let n = graph.node_count();
        let weights = par::map_range(graph.edge_count() / 2, |s| weight(StreetId::new(s)));
        let weight = |street: StreetId| weights[street.index()];
        go_on(observer)?;
        let uses = par::map_range(n, |node| {
            let streets = graph
                .out(NodeId::new(node))
                .map(|e| graph.street(e).street());
            let walked = streets.map(weight).filter(StreetWeight::is_walked);
            walked.fold((false, false), |(open, private), w| {
                (open || !w.private, private || w.private)
            })
        });
        let mut states = Self {
            forward: Adjacency::default(),
            reverse: Adjacency::default(),
            open: vec![NONE; n],
            leaving: vec![NONE; n],
            entering: vec![NONE; n],
            node: Vec::new(),
            phases,
        };
        go_on(observer)?;
        let count = states.number(&uses);
        let mut list = Vec::with_capacity(graph.edge_count() + n / 8);
        go_on(observer)?;
        states.phase_changes(&mut list);
        go_on(observer)?;
        list.extend(par::flat_map_range(n, |node, list| {
            let tail = NodeId::new(node);
            for edge in graph.out(tail) {
                let street = graph.street(edge);
                if !street.backward() {
                    states.street_arcs(tail, graph.head(edge), weight(street.street()), list);
                }
            }
        }));
        let (forward, reverse) = par::join(
            || Adjacency::new(count, &list, false, observer),
            || Adjacency::new(count, &list, true, observer),
        );
        Ok(Self {
            forward: forward?,
            reverse: reverse?,
            ..states
        })
    }

    /// Adds a street's arcs in every phase it can be walked in.
    #[inline]
    fn street_arcs(
        &self,
        tail: NodeId,
        head: NodeId,
        w: StreetWeight,
        list: &mut Vec<(u32, u32, u32, u32)>,
    ) {
        if !w.is_walked() {
            return;
        }
        for phase in self.phases_of(w.private) {
            let (u, v) = (phase[tail.index()], phase[head.index()]);
            list.extend(w.forward.map(|(first, second)| (u, v, first, second)));
            list.extend(w.backward.map(|(first, second)| (v, u, first, second)));
        }
    }

    /// Gives each node the states it can use, in node order.
    fn number(&mut self, uses: &[(bool, bool)]) -> usize {
        for (node, &(open, private)) in uses.iter().enumerate() {
            let columns = [
                (&mut self.open, open),
                (&mut self.leaving, private),
                (
                    &mut self.entering,
                    private && self.phases == Phases::InAndOut,
                ),
            ];
            for (column, _) in columns.into_iter().filter(|(_, used)| *used) {
                column[node] = narrow(self.node.len());
                self.node.push(NodeId::new(node));
            }
        }
        self.node.len()
    }

    /// leaving → open → entering at every node, at no cost.
    fn phase_changes(&self, list: &mut Vec<(u32, u32, u32, u32)>) {
        for node in 0..self.open.len() {
            let present = [self.leaving[node], self.open[node], self.entering[node]];
            let present: Vec<u32> = present.into_iter().filter(|&s| s != NONE).collect();
            list.extend(present.windows(2).map(|pair| (pair[0], pair[1], 0, 0)));
        }
    }

    /// The state columns in which a street's arcs exist.
    #[inline]
    fn phases_of(&self, private: bool) -> impl Iterator<Item = &Vec<u32>> {
        let entering = (self.phases == Phases::InAndOut).then_some(&self.entering);
        let columns = if private {
            [Some(&self.leaving), entering]
        } else {
            [Some(&self.open), None]
        };
        columns.into_iter().flatten()
    }

    /// Number of states.
    #[inline]
    pub fn state_count(&self) -> usize {
        self.forward.state_count()
    }

    /// The node of a state.
    #[inline]
    pub fn node_of(&self, state: u32) -> NodeId {
        self.node[state as usize]
    }

    /// The state in which a home on a street of this kind starts at one of its ends.
    #[inline]
    pub fn start(&self, node: NodeId, private: bool) -> Option<u32> {
        let column = if private { &self.leaving } else { &self.open };
        Some(column[node.index()]).filter(|&s| s != NONE)
    }

    /// The state in which a facility on a street of this kind is reached from one of its ends.
    ///
    /// On private ground: entering, which who is leaving may pass to, or leaving where nobody enters.
    /// On open ground: open, also at the end itself, where private streets may meet it.
    #[inline]
    pub fn end(&self, node: NodeId, private: bool) -> Option<u32> {
        let column = match (private, self.phases) {
            (true, Phases::InAndOut) => &self.entering,
            (true, Phases::OutOnly) => &self.leaving,
            (false, _) => &self.open,
        };
        Some(column[node.index()]).filter(|&s| s != NONE)
    }

    /// Every state of a node.
    #[inline]
    pub fn all(&self, node: NodeId) -> impl Iterator<Item = u32> {
        let i = node.index();
        [self.leaving[i], self.open[i], self.entering[i]]
            .into_iter()
            .filter(|&s| s != NONE)
    }
}
