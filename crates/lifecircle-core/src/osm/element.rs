//! Names of elements, as everybody in OpenStreetMap writes them: `way/123`.

use std::fmt;

/// The three kinds of element, in the order in which ties prefer them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ElementKind {
    /// A point.
    Node,
    /// A line or ring of nodes.
    Way,
    /// A group of elements.
    Relation,
}

/// One element; ordered by kind, then number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId {
    /// Its kind.
    pub kind: ElementKind,
    /// Its number.
    pub number: i64,
}

impl ElementId {
    /// `node/number`.
    pub fn node(number: i64) -> Self {
        Self {
            kind: ElementKind::Node,
            number,
        }
    }

    /// `way/number`.
    pub fn way(number: i64) -> Self {
        Self {
            kind: ElementKind::Way,
            number,
        }
    }

    /// `relation/number`.
    pub fn relation(number: i64) -> Self {
        Self {
            kind: ElementKind::Relation,
            number,
        }
    }

    /// The element of a text as [`Display`](fmt::Display) writes it: `way/5`.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, number) = text.split_once('/')?;
        let kind = match kind {
            "node" => ElementKind::Node,
            "way" => ElementKind::Way,
            "relation" => ElementKind::Relation,
            _ => return None,
        };
        let number = number.parse().ok()?;
        Some(Self { kind, number })
    }
}

impl fmt::Display for ElementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            ElementKind::Node => "node",
            ElementKind::Way => "way",
            ElementKind::Relation => "relation",
        };
        write!(f, "{kind}/{}", self.number)
    }
}
