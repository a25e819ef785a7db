//! Draws a city and reads it back into maps.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use flate2::read::ZlibDecoder;
use lifecircle_synth::{SynthOptions, SynthReport, write_city};
use osmpbfreader::fileformat::{Blob, BlobHeader};
use osmpbfreader::osmformat::HeaderBlock;
use osmpbfreader::{Node, OsmObj, OsmPbfReader, Relation, Tags, Way};
use protobuf::Message;
use std::collections::BTreeMap;
use std::io::Read;

/// The bytes of a city.
pub(crate) fn draw(km2: f64, seed: u64) -> (Vec<u8>, SynthReport) {
    let mut file = Vec::new();
    let options = SynthOptions { km2, seed };
    let report = write_city(&options, &mut file, &mut |_, _| {}).unwrap();
    (file, report)
}

/// The objects of a city in the order of its file.
pub(crate) struct City {
    pub(crate) report: SynthReport,
    pub(crate) header: HeaderBlock,
    pub(crate) nodes: Vec<Node>,
    pub(crate) ways: Vec<Way>,
    pub(crate) relations: Vec<Relation>,
}

impl City {
    pub(crate) fn new(km2: f64, seed: u64) -> Self {
        let (file, report) = draw(km2, seed);
        assert_eq!(report.bytes, file.len() as u64);
        let header = header(&file);
        let (mut nodes, mut ways, mut relations) = (Vec::new(), Vec::new(), Vec::new());
        for object in OsmPbfReader::new(file.as_slice()).iter() {
            match object.unwrap() {
                OsmObj::Node(node) => {
                    assert!(ways.is_empty() && relations.is_empty(), "nodes come first");
                    nodes.push(node);
                }
                OsmObj::Way(way) => {
                    assert!(relations.is_empty(), "ways come before relations");
                    ways.push(way);
                }
                OsmObj::Relation(relation) => relations.push(relation),
            }
        }
        Self {
            report,
            header,
            nodes,
            ways,
            relations,
        }
    }

    /// Positions of the nodes in 1e-7 degrees.
    pub(crate) fn positions(&self) -> BTreeMap<i64, (i32, i32)> {
        self.nodes
            .iter()
            .map(|node| (node.id.0, (node.decimicro_lon, node.decimicro_lat)))
            .collect()
    }

    /// The tags of all objects.
    pub(crate) fn tags(&self) -> impl Iterator<Item = &Tags> {
        let nodes = self.nodes.iter().map(|node| &node.tags);
        let ways = self.ways.iter().map(|way| &way.tags);
        nodes
            .chain(ways)
            .chain(self.relations.iter().map(|relation| &relation.tags))
    }

    /// Number of objects with a tag.
    pub(crate) fn count(&self, key: &str, value: &str) -> usize {
        self.tags().filter(|tags| tags.contains(key, value)).count()
    }
}

/// The value of a tag, or nothing.
pub(crate) fn value<'a>(tags: &'a Tags, key: &str) -> &'a str {
    tags.get(key).map_or("", |value| value.as_str())
}

fn header(file: &[u8]) -> HeaderBlock {
    let (length, rest) = file.split_at(4);
    let length = u32::from_be_bytes(length.try_into().unwrap()) as usize;
    let frame = BlobHeader::parse_from_bytes(&rest[..length]).unwrap();
    assert_eq!(frame.type_(), "OSMHeader");
    let size = usize::try_from(frame.datasize()).unwrap();
    let blob = Blob::parse_from_bytes(&rest[length..length + size]).unwrap();
    let mut raw = Vec::new();
    ZlibDecoder::new(blob.zlib_data())
        .read_to_end(&mut raw)
        .unwrap();
    assert_eq!(i32::try_from(raw.len()).unwrap(), blob.raw_size());
    HeaderBlock::parse_from_bytes(&raw).unwrap()
}
