//! What one cell of the city draws: nodes, ways and relations with their tags, ids ascending.

use std::borrow::Cow;

/// The id of an OSM node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NodeId(pub(crate) i64);

/// The id of an OSM way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WayId(pub(crate) i64);

/// The tags of one object, in the order of writing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tags(Vec<(&'static str, Cow<'static, str>)>);

impl Tags {
    /// No tags; allocates nothing.
    pub(crate) const fn none() -> Self {
        Self(Vec::new())
    }

    /// Tags with fixed values.
    pub(crate) fn of(fixed: &[(&'static str, &'static str)]) -> Self {
        let mut tags = Vec::with_capacity(fixed.len() + 2);
        tags.extend(
            fixed
                .iter()
                .map(|&(key, value)| (key, Cow::Borrowed(value))),
        );
        Self(tags)
    }

    /// These tags and one more.
    pub(crate) fn and(mut self, key: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.0.push((key, value.into()));
        self
    }

    /// These tags and, with a value, one more.
    pub(crate) fn maybe<V: Into<Cow<'static, str>>>(
        self,
        key: &'static str,
        value: Option<V>,
    ) -> Self {
        match value {
            Some(value) => self.and(key, value),
            None => self,
        }
    }

    /// These tags and the fixed ones.
    pub(crate) fn with(mut self, fixed: &[(&'static str, &'static str)]) -> Self {
        self.0.extend(
            fixed
                .iter()
                .map(|&(key, value)| (key, Cow::Borrowed(value))),
        );
        self
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (*key, value.as_ref()))
    }
}

/// A node at a position in 1e-7 degrees.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) id: NodeId,
    pub(crate) lon_e7: i32,
    pub(crate) lat_e7: i32,
    pub(crate) tags: Tags,
}

/// A way along nodes.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) id: WayId,
    pub(crate) refs: Vec<NodeId>,
    pub(crate) tags: Tags,
}

/// A relation of ways with their roles; nothing drawn here needs other members.
#[derive(Clone, Debug)]
pub(crate) struct Relation {
    pub(crate) id: i64,
    pub(crate) members: Vec<(WayId, &'static str)>,
    pub(crate) tags: Tags,
}

/// All objects of one cell, or those of one part of the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) nodes: Vec<Node>,
    pub(crate) ways: Vec<Way>,
    pub(crate) relations: Vec<Relation>,
    /// Residential buildings among them.
    pub(crate) homes: u64,
    /// Shops and services among them.
    pub(crate) facilities: u64,
}

/// The kinds of objects, in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Nodes,
    Ways,
    Relations,
}

impl Part {
    /// Number of objects of this kind on a sheet.
    pub(crate) fn count(self, sheet: &Sheet) -> usize {
        match self {
            Self::Nodes => sheet.nodes.len(),
            Self::Ways => sheet.ways.len(),
            Self::Relations => sheet.relations.len(),
        }
    }
}
