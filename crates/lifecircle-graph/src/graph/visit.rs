//! petgraph's visit traits, so that any algorithm of petgraph runs on a [`WalkGraph`].

use petgraph::Directed;
use petgraph::visit::{
    Data, EdgeRef, GraphBase, GraphProp, IntoEdgeReferences, IntoEdges, IntoNeighbors,
    IntoNodeIdentifiers, IntoNodeReferences, NodeCompactIndexable, NodeCount, NodeIndexable,
    VisitMap, Visitable,
};

use super::{DirectedStreet, WalkGraph};
use crate::id::{EdgeId, NodeId};
use crate::units::narrow;

/// An arc as petgraph sees it; its weight is the street it runs along.
#[derive(Clone, Copy, Debug)]
pub struct ArcRef<'a> {
    source: NodeId,
    edge: EdgeId,
    graph: &'a WalkGraph,
}

impl<'a> EdgeRef for ArcRef<'a> {
    type NodeId = NodeId;
    type EdgeId = EdgeId;
    type Weight = DirectedStreet;

    #[inline]
    fn source(&self) -> NodeId {
        self.source
    }

    #[inline]
    fn target(&self) -> NodeId {
        self.graph.head(self.edge)
    }

    #[inline]
    fn weight(&self) -> &'a DirectedStreet {
        &self.graph.street[self.edge.index()]
    }

    #[inline]
    fn id(&self) -> EdgeId {
        self.edge
    }
}

impl GraphBase for WalkGraph {
    type EdgeId = EdgeId;
    type NodeId = NodeId;
}

impl GraphProp for WalkGraph {
    type EdgeType = Directed;
}

impl Data for WalkGraph {
    type NodeWeight = ();
    type EdgeWeight = DirectedStreet;
}

impl NodeCount for WalkGraph {
    fn node_count(&self) -> usize {
        WalkGraph::node_count(self)
    }
}

impl NodeIndexable for WalkGraph {
    fn node_bound(&self) -> usize {
        WalkGraph::node_count(self)
    }

    fn to_index(&self, node: NodeId) -> usize {
        node.index()
    }

    fn from_index(&self, index: usize) -> NodeId {
        NodeId::new(index)
    }
}

impl NodeCompactIndexable for WalkGraph {}

impl IntoNodeIdentifiers for &WalkGraph {
    type NodeIdentifiers = std::iter::Map<std::ops::Range<u32>, fn(u32) -> NodeId>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        (0..narrow(WalkGraph::node_count(self))).map(NodeId)
    }
}

impl IntoNodeReferences for &WalkGraph {
    type NodeRef = (NodeId, ());
    type NodeReferences = std::iter::Map<std::ops::Range<u32>, fn(u32) -> (NodeId, ())>;

    fn node_references(self) -> Self::NodeReferences {
        (0..narrow(WalkGraph::node_count(self))).map(|n| (NodeId(n), ()))
    }
}

impl<'a> IntoNeighbors for &'a WalkGraph {
    type Neighbors = std::iter::Copied<std::slice::Iter<'a, NodeId>>;

    #[inline]
    fn neighbors(self, node: NodeId) -> Self::Neighbors {
        let range =
            self.first_out[node.index()] as usize..self.first_out[node.index() + 1] as usize;
        self.head[range].iter().copied()
    }
}

/// The arcs that leave one node.
#[derive(Clone, Debug)]
pub struct Edges<'a> {
    graph: &'a WalkGraph,
    source: NodeId,
    range: std::ops::Range<u32>,
}

impl<'a> Iterator for Edges<'a> {
    type Item = ArcRef<'a>;

    #[inline]
    fn next(&mut self) -> Option<ArcRef<'a>> {
        let edge = EdgeId(self.range.next()?);
        Some(ArcRef {
            source: self.source,
            edge,
            graph: self.graph,
        })
    }
}

impl<'a> IntoEdges for &'a WalkGraph {
    type Edges = Edges<'a>;

    #[inline]
    fn edges(self, node: NodeId) -> Edges<'a> {
        let range = self.first_out[node.index()]..self.first_out[node.index() + 1];
        Edges {
            graph: self,
            source: node,
            range,
        }
    }
}

impl<'a> IntoEdgeReferences for &'a WalkGraph {
    type EdgeRef = ArcRef<'a>;
    type EdgeReferences = Box<dyn Iterator<Item = ArcRef<'a>> + 'a>;

    fn edge_references(self) -> Self::EdgeReferences {
        Box::new(
            self.node_identifiers()
                .flat_map(move |node| self.edges(node)),
        )
    }
}

/// petgraph's record of visited nodes.
#[derive(Clone, Debug, Default)]
pub struct Visited(Vec<bool>);

impl VisitMap<NodeId> for Visited {
    fn visit(&mut self, node: NodeId) -> bool {
        !std::mem::replace(&mut self.0[node.index()], true)
    }

    fn is_visited(&self, node: &NodeId) -> bool {
        self.0[node.index()]
    }

    fn unvisit(&mut self, node: NodeId) -> bool {
        std::mem::replace(&mut self.0[node.index()], false)
    }
}

impl Visitable for WalkGraph {
    type Map = Visited;

    fn visit_map(&self) -> Visited {
        Visited(vec![false; WalkGraph::node_count(self)])
    }

    fn reset_map(&self, map: &mut Visited) {
        map.0.clear();
        map.0.resize(WalkGraph::node_count(self), false);
    }
}
