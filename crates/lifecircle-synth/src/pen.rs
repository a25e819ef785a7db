//! Draws on the sheet of one cell: gives out ids and turns local into global positions.

use crate::admin::FIRST_FREE_WAY_SLOT;
use crate::edges::FIRST_FREE_SLOT;
use crate::geometry::{Frame, Point, Rect, Side};
use crate::plan::{Cell, Plan};
use crate::rng::{Rng, Stream};
use crate::sheet::{Node, NodeId, Part, Relation, Sheet, Tags, Way, WayId};

/// Two marks closer than this, in decimetres, are one node.
const SAME_PLACE: i32 = 15;

/// The drawing state of one cell.
#[derive(Debug)]
pub(crate) struct Pen<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) cell: Cell,
    pub(crate) rng: Rng,
    pub(crate) sheet: Sheet,
    frame: Frame,
    part: Part,
    next_node: i64,
    next_way: i64,
    next_relation: i64,
}

impl<'a> Pen<'a> {
    /// A pen for `cell` with the frame of its block. It keeps the nodes or, as the other part, the ways and
    /// relations; ids and random numbers are the same either way.
    pub(crate) fn new(plan: &'a Plan, cell: Cell, frame: Frame, part: Part) -> Self {
        Self {
            plan,
            cell,
            rng: Rng::new(plan.seed, Stream::Cell, cell.i, cell.j),
            sheet: Sheet::default(),
            frame,
            part,
            next_node: FIRST_FREE_SLOT,
            next_way: FIRST_FREE_WAY_SLOT,
            next_relation: 0,
        }
    }

    /// The local extent of the cell, from street centre to street centre.
    pub(crate) fn extent(&self) -> Rect {
        Rect::new(0, 0, self.frame.width, self.frame.height)
    }

    /// A node in a numbered slot, which other cells can refer to, at a point of the plan.
    pub(crate) fn slot_node(&mut self, slot: i64, at: Point, tags: Tags) -> NodeId {
        let id = self.plan.node_id(self.cell, slot);
        if self.part == Part::Nodes {
            let (lon_e7, lat_e7) = self.plan.lon_lat(at);
            self.sheet.nodes.push(Node {
                id,
                lon_e7,
                lat_e7,
                tags,
            });
        }
        id
    }

    /// A new node with tags at a point of the plan.
    pub(crate) fn global_node(&mut self, at: Point, tags: Tags) -> NodeId {
        self.next_node += 1;
        self.slot_node(self.next_node - 1, at, tags)
    }

    /// A new node with tags at a local point.
    pub(crate) fn tagged(&mut self, local: Point, tags: Tags) -> NodeId {
        self.next_node += 1;
        self.slot_node(self.next_node - 1, self.frame.place(local), tags)
    }

    /// A new node at a local point.
    pub(crate) fn node(&mut self, local: Point) -> NodeId {
        self.tagged(local, Tags::none())
    }

    /// A new way; repeated neighbours among the nodes are drawn once.
    pub(crate) fn way(&mut self, mut refs: Vec<NodeId>, tags: Tags) -> WayId {
        self.next_way += 1;
        refs.dedup();
        self.slot_way(self.next_way - 1, refs, tags)
    }

    /// A new way in a numbered slot, which other cells can refer to.
    pub(crate) fn slot_way(&mut self, slot: i64, refs: Vec<NodeId>, tags: Tags) -> WayId {
        let id = self.plan.way_id(self.cell, slot);
        if self.part == Part::Ways {
            self.sheet.ways.push(Way { id, refs, tags });
        }
        id
    }

    /// A new `type=multipolygon` relation.
    pub(crate) fn multipolygon(&mut self, outer: WayId, inner: WayId, tags: Tags) {
        self.next_relation += 1;
        if self.part == Part::Nodes {
            return;
        }
        self.sheet.relations.push(Relation {
            id: self.plan.relation_id(self.cell, self.next_relation - 1),
            members: vec![(outer, "outer"), (inner, "inner")],
            tags: tags.and("type", "multipolygon"),
        });
    }

    /// A closed way around a rectangle without extra nodes.
    pub(crate) fn area(&mut self, rect: Rect, tags: Tags) -> WayId {
        let refs = Outline::new(rect).close(self);
        self.way(refs, tags)
    }
}

/// A rectangle that is about to be drawn, with the nodes other ways share with it.
#[derive(Clone, Debug)]
pub(crate) struct Outline {
    rect: Rect,
    marks: Vec<(Side, i32, NodeId)>,
    notch: Option<Rect>,
}

impl Outline {
    pub(crate) const fn new(rect: Rect) -> Self {
        Self {
            rect,
            marks: Vec::new(),
            notch: None,
        }
    }

    /// Takes a piece out of the south side, which then has no marks.
    pub(crate) fn notched(mut self, from: i32, to: i32, depth: i32) -> Self {
        self.notch = Some(Rect::new(from, self.rect.y0, to, self.rect.y0 + depth));
        self
    }

    pub(crate) fn rect(&self) -> Rect {
        self.rect
    }

    /// The node of the outline at `along` on `side`, drawn with `tags` unless one is there already.
    pub(crate) fn mark(&mut self, pen: &mut Pen<'_>, side: Side, along: i32, tags: Tags) -> NodeId {
        let near =
            |&&(s, at, _): &&(Side, i32, NodeId)| s == side && (at - along).abs() <= SAME_PLACE;
        if let Some(&(_, _, node)) = self.marks.iter().find(near) {
            return node;
        }
        let node = pen.tagged(side.point(self.rect, along, 0), tags);
        self.marks.push((side, along, node));
        node
    }

    /// Draws the corners and returns the closed ring, anticlockwise from the south-west corner.
    pub(crate) fn close(mut self, pen: &mut Pen<'_>) -> Vec<NodeId> {
        self.marks.sort_by_key(|&(side, along, _)| match side {
            Side::South | Side::East => along,
            Side::North | Side::West => -along,
        });
        let mut ring = Vec::with_capacity(self.marks.len() + 5);
        for side in Side::ALL {
            let (low, high) = side.span(self.rect);
            let start = if matches!(side, Side::South | Side::East) {
                low
            } else {
                high
            };
            ring.push(pen.node(side.point(self.rect, start, 0)));
            ring.extend(
                self.marks
                    .iter()
                    .filter(|mark| mark.0 == side)
                    .map(|mark| mark.2),
            );
            if let (Side::South, Some(Rect { x0, y0, x1, y1 })) = (side, self.notch) {
                ring.extend(
                    [(x0, y0), (x0, y1), (x1, y1), (x1, y0)].map(|(x, y)| pen.node(Point { x, y })),
                );
            }
        }
        ring.push(ring[0]);
        ring
    }
}
