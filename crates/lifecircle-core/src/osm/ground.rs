//! What is read for a base map where somebody asks for it: what lies on the ground, and what it is called.

use super::element::{ElementId, ElementKind};
use super::tagging::GroundKind;
use super::tagging::ground::name;
use super::tags::Tags;

/// A multipolygon that a map shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroundRelation {
    /// Its number.
    pub id: i64,
    /// What lies there.
    pub kind: GroundKind,
    /// Its ways in file order, and whether the role is `inner`.
    pub members: Vec<(i64, bool)>,
}

/// What a map shows besides the streets; lists are sorted by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OnTheGround {
    /// Ways, lines and outlines of areas alike.
    pub ways: Vec<(i64, GroundKind)>,
    /// Multipolygons.
    pub relations: Vec<GroundRelation>,
    /// Names of water and green.
    pub names: Vec<(ElementId, Box<str>)>,
}

impl OnTheGround {
    /// Notes what a way is by its tags, if anything that is drawn; an area must be closed.
    pub(super) fn note_way(&mut self, id: i64, tags: Tags, is_closed: bool) {
        if let Some(kind) = GroundKind::of(tags).filter(|kind| kind.is_line() || is_closed) {
            self.ways.push((id, kind));
            self.note_name(ElementId::way(id), kind, tags);
        }
    }

    /// Notes what a multipolygon is; one of lines is none.
    pub(super) fn note_relation(
        &mut self,
        id: i64,
        kind: GroundKind,
        tags: Tags,
        members: Vec<(i64, bool)>,
    ) {
        self.note_name(ElementId::relation(id), kind, tags);
        self.relations.push(GroundRelation { id, kind, members });
    }

    fn note_name(&mut self, element: ElementId, kind: GroundKind, tags: Tags) {
        let name = name(kind, tags).map(|name| (element, name.into()));
        self.names.extend(name);
    }

    /// Adds those of a block.
    pub(super) fn append(&mut self, mut block: Self) {
        self.ways.append(&mut block.ways);
        self.relations.append(&mut block.relations);
        self.names.append(&mut block.names);
    }

    /// Brings the lists in order.
    pub(super) fn sort(&mut self) {
        self.ways.sort_unstable();
        self.relations.sort_by_key(|relation| relation.id);
        self.names.sort();
    }

    /// Forgets multipolygons of which no way is kept, and their names.
    pub(super) fn keep_near(&mut self, is_near: impl Fn(&[(i64, bool)]) -> bool) {
        self.relations.retain(|relation| is_near(&relation.members));
        let Self {
            relations, names, ..
        } = self;
        names.retain(|(element, _)| {
            let known = relations.binary_search_by_key(&element.number, |r| r.id);
            element.kind != ElementKind::Relation || known.is_ok()
        });
    }

    /// The name of an element, if it has one that is drawn.
    pub(crate) fn name(&self, element: ElementId) -> Option<&str> {
        let row = self.names.binary_search_by_key(&element, |row| row.0);
        row.ok().map(|row| &*self.names[row].1)
    }
}
