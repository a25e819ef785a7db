//! A world as the bytes of a `.osm.pbf` file, in the format's own messages.

use std::collections::HashMap;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use osmpbfreader::fileformat::{Blob, BlobHeader};
use osmpbfreader::osmformat::relation::MemberType;
use osmpbfreader::osmformat::{
    self, DenseNodes, HeaderBBox, HeaderBlock, PrimitiveBlock, PrimitiveGroup,
};
use protobuf::{EnumOrUnknown, Message, MessageField};

use crate::osm::{Member, Node, OsmBuilder, Relation, TagList, Way};

/// Which kind of element comes first in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Nodes, ways, relations, as files usually are.
    #[default]
    NodesFirst,
    /// Relations, ways, nodes.
    NodesLast,
}

/// The box of a file's header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeaderBox {
    /// Around all nodes, and 0.1 degrees wider on each side: nothing lies at its edge.
    #[default]
    Wide,
    /// None.
    LeftOut,
    /// West, south, east, north in nanodegrees.
    Nano([i64; 4]),
}

impl HeaderBox {
    /// West, south, east, north in nanodegrees.
    fn nano(self, nodes: &[Node]) -> Option<[i64; 4]> {
        const MARGIN: i64 = 100_000_000;
        match self {
            Self::LeftOut => None,
            Self::Nano(nano) => Some(nano),
            Self::Wide => {
                let nano = |decimicro: i32| i64::from(decimicro) * 100;
                let lons = || nodes.iter().map(|node| nano(node.lon));
                let lats = || nodes.iter().map(|node| nano(node.lat));
                let (west, south) = (lons().min()?, lats().min()?);
                let (east, north) = (lons().max()?, lats().max()?);
                Some([west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN])
            }
        }
    }
}

/// How a file is written.
#[derive(Clone, Debug)]
pub struct Encoding {
    /// Nodes in columns, or one message each.
    pub dense: bool,
    /// Blobs deflated, or as they are.
    pub zlib: bool,
    /// Elements per block.
    pub block_size: usize,
    /// Which kind comes first.
    pub order: Order,
    /// The box of the header.
    pub bbox: HeaderBox,
    /// Seconds since 1970.
    pub date_s: Option<i64>,
    /// What a reader must know.
    pub required_features: Vec<String>,
}

impl Default for Encoding {
    fn default() -> Self {
        Self {
            dense: true,
            zlib: true,
            block_size: 8000,
            order: Order::default(),
            bbox: HeaderBox::default(),
            date_s: None,
            required_features: vec!["OsmSchema-V0.6".to_owned(), "DenseNodes".to_owned()],
        }
    }
}

pub(crate) fn encode(world: &OsmBuilder) -> Vec<u8> {
    let encoding = &world.encoding;
    let size = encoding.block_size;
    let nodes = world
        .nodes
        .chunks(size)
        .map(|part| data_block(part, &[], &[], encoding.dense));
    let ways = world
        .ways
        .chunks(size)
        .map(|part| data_block(&[], part, &[], true));
    let relations = world
        .relations
        .chunks(size)
        .map(|part| data_block(&[], &[], part, true));
    let blocks: Vec<PrimitiveBlock> = match encoding.order {
        Order::NodesFirst => nodes.chain(ways).chain(relations).collect(),
        Order::NodesLast => relations.chain(ways).chain(nodes).collect(),
    };
    let header = header_block(encoding, &world.nodes);
    file(&header, &blocks, encoding.zlib)
}

/// A whole file: the header, then the blocks.
pub fn file(header: &HeaderBlock, blocks: &[PrimitiveBlock], zlib: bool) -> Vec<u8> {
    let mut bytes = framed("OSMHeader", &blob(header, zlib));
    for block in blocks {
        bytes.extend(framed("OSMData", &blob(block, zlib)));
    }
    bytes
}

fn blob(message: &impl Message, zlib: bool) -> Blob {
    let bytes = message.write_to_bytes().expect("it is complete");
    if zlib {
        zlib_blob(&bytes)
    } else {
        raw_blob(&bytes)
    }
}

/// The header of a file with these nodes.
pub fn header_block(encoding: &Encoding, nodes: &[Node]) -> HeaderBlock {
    let mut header = HeaderBlock::new();
    if let Some([west, south, east, north]) = encoding.bbox.nano(nodes) {
        let mut bbox = HeaderBBox::new();
        bbox.set_left(west);
        bbox.set_bottom(south);
        bbox.set_right(east);
        bbox.set_top(north);
        header.bbox = MessageField::some(bbox);
    }
    header.osmosis_replication_timestamp = encoding.date_s;
    header
        .required_features
        .clone_from(&encoding.required_features);
    header
}

/// One block of elements.
pub fn data_block(
    nodes: &[Node],
    ways: &[Way],
    relations: &[Relation],
    dense: bool,
) -> PrimitiveBlock {
    let mut strings = Strings::new();
    let mut group = PrimitiveGroup::new();
    if dense && !nodes.is_empty() {
        group.dense = MessageField::some(dense_nodes(nodes, &mut strings));
    } else {
        group.nodes = nodes.iter().map(|n| plain_node(n, &mut strings)).collect();
    }
    group.ways = ways.iter().map(|w| way(w, &mut strings)).collect();
    group.relations = relations
        .iter()
        .map(|r| relation(r, &mut strings))
        .collect();
    let mut block = PrimitiveBlock::new();
    block.stringtable.mut_or_insert_default().s = strings.list;
    block.primitivegroup.push(group);
    block
}

/// Bytes as a blob that is not compressed.
pub fn raw_blob(bytes: &[u8]) -> Blob {
    let mut blob = Blob::new();
    blob.set_raw(bytes.to_vec());
    blob.raw_size = Some(bytes.len() as i32);
    blob
}

/// Bytes as a deflated blob.
pub fn zlib_blob(bytes: &[u8]) -> Blob {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes it");
    let mut blob = Blob::new();
    blob.set_zlib_data(encoder.finish().expect("memory takes it"));
    blob.raw_size = Some(bytes.len() as i32);
    blob
}

/// A blob in its frame: length of the header, header, blob.
pub fn framed(kind: &str, blob: &Blob) -> Vec<u8> {
    let body = blob.write_to_bytes().expect("it is complete");
    let mut header = BlobHeader::new();
    header.set_type(kind.to_owned());
    header.set_datasize(body.len() as i32);
    let head = header.write_to_bytes().expect("it is complete");
    [&(head.len() as u32).to_be_bytes()[..], &head, &body].concat()
}

/// The string table of a block; position 0 is never a key.
struct Strings {
    list: Vec<Vec<u8>>,
    position: HashMap<String, i32>,
}

impl Strings {
    fn new() -> Self {
        Self {
            list: vec![Vec::new()],
            position: HashMap::new(),
        }
    }

    fn add(&mut self, text: &str) -> i32 {
        let next = self.list.len() as i32;
        let position = *self.position.entry(text.to_owned()).or_insert(next);
        if position == next {
            self.list.push(text.as_bytes().to_vec());
        }
        position
    }

    fn pairs(&mut self, tags: &TagList) -> (Vec<u32>, Vec<u32>) {
        tags.iter()
            .map(|(k, v)| (self.add(k) as u32, self.add(v) as u32))
            .unzip()
    }
}

fn deltas(values: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut last = 0;
    values
        .map(|value: i64| value.wrapping_sub(std::mem::replace(&mut last, value)))
        .collect()
}

fn dense_nodes(nodes: &[Node], strings: &mut Strings) -> DenseNodes {
    let mut dense = DenseNodes::new();
    dense.id = deltas(nodes.iter().map(|n| n.id));
    dense.lon = deltas(nodes.iter().map(|n| i64::from(n.lon)));
    dense.lat = deltas(nodes.iter().map(|n| i64::from(n.lat)));
    if nodes.iter().any(|n| !n.tags.is_empty()) {
        for node in nodes {
            for (key, value) in &node.tags {
                dense.keys_vals.push(strings.add(key));
                dense.keys_vals.push(strings.add(value));
            }
            dense.keys_vals.push(0);
        }
    }
    dense
}

fn plain_node(node: &Node, strings: &mut Strings) -> osmformat::Node {
    let mut message = osmformat::Node::new();
    message.set_id(node.id);
    message.set_lon(i64::from(node.lon));
    message.set_lat(i64::from(node.lat));
    (message.keys, message.vals) = strings.pairs(&node.tags);
    message
}

fn way(way: &Way, strings: &mut Strings) -> osmformat::Way {
    let mut message = osmformat::Way::new();
    message.set_id(way.id);
    message.refs = deltas(way.refs.iter().copied());
    (message.keys, message.vals) = strings.pairs(&way.tags);
    message
}

fn relation(relation: &Relation, strings: &mut Strings) -> osmformat::Relation {
    let mut message = osmformat::Relation::new();
    message.set_id(relation.id);
    (message.keys, message.vals) = strings.pairs(&relation.tags);
    let number = |member: &Member| match *member {
        Member::Node(id) | Member::Way(id) | Member::Relation(id) => id,
    };
    message.memids = deltas(relation.members.iter().map(|(m, _)| number(m)));
    message.roles_sid = relation
        .members
        .iter()
        .map(|(_, role)| strings.add(role))
        .collect();
    let kind = |(member, _): &(Member, String)| {
        EnumOrUnknown::new(match member {
            Member::Node(_) => MemberType::NODE,
            Member::Way(_) => MemberType::WAY,
            Member::Relation(_) => MemberType::RELATION,
        })
    };
    message.types = relation.members.iter().map(kind).collect();
    message
}
