//! A small OpenStreetMap world in code.

use crate::encode::{self, Encoding};

/// Tags, in order.
pub type TagList = Vec<(String, String)>;

/// Tags from `"highway=footway access=private"`: pairs apart by spaces.
pub fn tags(text: &str) -> TagList {
    let pair = |word: &str| {
        let (key, value) = word.split_once('=').expect("a tag is key=value");
        (key.to_owned(), value.to_owned())
    };
    text.split_whitespace().map(pair).collect()
}

/// A node; coordinates in 1e-7 degrees.
#[derive(Clone, Debug)]
pub struct Node {
    /// Number.
    pub id: i64,
    /// Longitude.
    pub lon: i32,
    /// Latitude.
    pub lat: i32,
    /// Tags.
    pub tags: TagList,
}

/// A way.
#[derive(Clone, Debug)]
pub struct Way {
    /// Number.
    pub id: i64,
    /// Numbers of its nodes.
    pub refs: Vec<i64>,
    /// Tags.
    pub tags: TagList,
}

/// A member of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    /// A node.
    Node(i64),
    /// A way.
    Way(i64),
    /// A relation.
    Relation(i64),
}

/// A relation.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Number.
    pub id: i64,
    /// Members and their roles.
    pub members: Vec<(Member, String)>,
    /// Tags.
    pub tags: TagList,
}

/// Nodes, ways and relations, and how they are written.
#[derive(Clone, Debug, Default)]
pub struct OsmBuilder {
    /// Nodes in file order.
    pub nodes: Vec<Node>,
    /// Ways in file order.
    pub ways: Vec<Way>,
    /// Relations in file order.
    pub relations: Vec<Relation>,
    /// How the file is written.
    pub encoding: Encoding,
}

impl OsmBuilder {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a node at 1e-7 degrees.
    pub fn node(&mut self, id: i64, lon: i32, lat: i32, tag_text: &str) -> &mut Self {
        self.nodes.push(Node {
            id,
            lon,
            lat,
            tags: tags(tag_text),
        });
        self
    }

    /// Adds a node at degrees.
    pub fn node_at(&mut self, id: i64, lon: f64, lat: f64, tag_text: &str) -> &mut Self {
        self.node(
            id,
            (lon * 1e7).round() as i32,
            (lat * 1e7).round() as i32,
            tag_text,
        )
    }

    /// Adds a way.
    pub fn way(&mut self, id: i64, refs: &[i64], tag_text: &str) -> &mut Self {
        self.ways.push(Way {
            id,
            refs: refs.to_vec(),
            tags: tags(tag_text),
        });
        self
    }

    /// Adds a relation of ways.
    pub fn relation(&mut self, id: i64, members: &[(i64, &str)], tag_text: &str) -> &mut Self {
        let members = members
            .iter()
            .map(|&(way, role)| (Member::Way(way), role.to_owned()));
        self.relations.push(Relation {
            id,
            members: members.collect(),
            tags: tags(tag_text),
        });
        self
    }

    /// Adds tags to a node that is there.
    pub fn tag_node(&mut self, id: i64, tag_text: &str) {
        let node = self
            .nodes
            .iter_mut()
            .find(|n| n.id == id)
            .expect("the node is there");
        node.tags.extend(tags(tag_text));
    }

    /// Adds a tag to a way that is there; its value may hold spaces.
    pub fn tag_way(&mut self, id: i64, key: &str, value: &str) {
        let way = self.ways.iter_mut().find(|w| w.id == id);
        let way = way.expect("the way is there");
        way.tags.push((key.to_owned(), value.to_owned()));
    }

    /// Adds a tag to a node that is there; its value may hold spaces.
    pub fn tag_node_with(&mut self, id: i64, key: &str, value: &str) {
        let node = self.nodes.iter_mut().find(|n| n.id == id);
        let node = node.expect("the node is there");
        node.tags.push((key.to_owned(), value.to_owned()));
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        encode::encode(self)
    }
}
