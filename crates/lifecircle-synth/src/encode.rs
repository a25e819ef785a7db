//! Blocks of a `.osm.pbf` file: protobuf messages, compressed and framed.

use crate::SynthError;
use crate::plan::Plan;
use crate::sheet::{NodeId, Part, Relation, Sheet, Tags, Way};
use crate::units::int;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use osmpbfreader::fileformat::{Blob, BlobHeader};
use osmpbfreader::osmformat::relation::MemberType;
use osmpbfreader::osmformat::{
    self, DenseNodes, HeaderBBox, HeaderBlock, PrimitiveBlock, PrimitiveGroup, StringTable,
};
use protobuf::{EnumOrUnknown, Message, MessageField};
use std::collections::HashMap;
use std::io::Write as _;

/// 2026-01-01T00:00:00Z: a constant, because a clock would change the bytes.
const TIMESTAMP: i64 = 1_767_225_600;
/// Enough for these repetitive blocks; higher levels cost time and save little.
const COMPRESSION: u32 = 6;
/// Nanodegrees in a unit of our coordinates.
const NANODEGREES: i64 = 100;

/// The header of the file, framed.
pub(crate) fn header(plan: &Plan) -> Result<Vec<u8>, SynthError> {
    let bounds = plan.bounds();
    let (left, bottom) = plan.lon_lat(bounds.south_west);
    let (right, top) = plan.lon_lat(bounds.north_east);
    let nano = |e7: i32| Some(i64::from(e7) * NANODEGREES);
    let mut bbox = HeaderBBox::new();
    (bbox.left, bbox.right, bbox.top, bbox.bottom) =
        (nano(left), nano(right), nano(top), nano(bottom));
    let mut header = HeaderBlock::new();
    header.bbox = MessageField::some(bbox);
    header.required_features = vec!["OsmSchema-V0.6".to_owned(), "DenseNodes".to_owned()];
    header.optional_features = vec!["Sort.Type_then_ID".to_owned()];
    header.writingprogram = Some("lifecircle-synth".to_owned());
    header.source = Some("synthetic, not OpenStreetMap data".to_owned());
    header.osmosis_replication_timestamp = Some(TIMESTAMP);
    frame("OSMHeader", &header)
}

/// One block with all objects of one kind on some sheets, framed.
pub(crate) fn block(sheets: &[Sheet], part: Part) -> Result<Vec<u8>, SynthError> {
    let mut strings = Strings::default();
    let mut group = PrimitiveGroup::new();
    match part {
        Part::Nodes => group.dense = MessageField::some(dense_nodes(sheets, &mut strings)),
        Part::Ways => {
            group.ways = sheets
                .iter()
                .flat_map(|sheet| &sheet.ways)
                .map(|each| way(each, &mut strings))
                .collect();
        }
        Part::Relations => {
            let all = sheets.iter().flat_map(|sheet| &sheet.relations);
            group.relations = all.map(|each| relation(each, &mut strings)).collect();
        }
    }
    let mut block = PrimitiveBlock::new();
    block.stringtable = MessageField::some(strings.table());
    block.primitivegroup = vec![group];
    frame("OSMData", &block)
}

/// The string table of one block; the empty string comes first and means the end of a node's tags.
struct Strings<'a> {
    index: HashMap<&'a str, i32>,
    list: Vec<&'a str>,
}

impl Default for Strings<'_> {
    fn default() -> Self {
        Self {
            index: HashMap::new(),
            list: vec![""],
        }
    }
}

impl<'a> Strings<'a> {
    fn id(&mut self, text: &'a str) -> i32 {
        let next = int(self.list.len());
        *self.index.entry(text).or_insert_with(|| {
            self.list.push(text);
            next
        })
    }

    fn key_and_value(&mut self, tags: &'a Tags) -> (Vec<u32>, Vec<u32>) {
        tags.iter()
            .map(|(key, value)| (self.id(key).unsigned_abs(), self.id(value).unsigned_abs()))
            .unzip()
    }

    fn table(self) -> StringTable {
        let mut table = StringTable::new();
        table.s = self
            .list
            .into_iter()
            .map(|text| text.as_bytes().to_vec())
            .collect();
        table
    }
}

/// Differences from one value to the next, which is how the format stores ids and coordinates.
struct Delta(i64);

impl Delta {
    fn to(&mut self, value: i64) -> i64 {
        value - std::mem::replace(&mut self.0, value)
    }
}

fn dense_nodes<'a>(sheets: &'a [Sheet], strings: &mut Strings<'a>) -> DenseNodes {
    let count = sheets.iter().map(|sheet| sheet.nodes.len()).sum();
    let mut dense = DenseNodes::new();
    dense.id.reserve(count);
    dense.lat.reserve(count);
    dense.lon.reserve(count);
    dense.keys_vals.reserve(count);
    let (mut id, mut lat, mut lon) = (Delta(0), Delta(0), Delta(0));
    for node in sheets.iter().flat_map(|sheet| &sheet.nodes) {
        dense.id.push(id.to(node.id.0));
        dense.lat.push(lat.to(i64::from(node.lat_e7)));
        dense.lon.push(lon.to(i64::from(node.lon_e7)));
        for (key, value) in node.tags.iter() {
            let (key, value) = (strings.id(key), strings.id(value));
            dense.keys_vals.extend([key, value]);
        }
        dense.keys_vals.push(0);
    }
    dense
}

fn way<'a>(way: &'a Way, strings: &mut Strings<'a>) -> osmformat::Way {
    let mut message = osmformat::Way::new();
    let mut delta = Delta(0);
    message.id = Some(way.id.0);
    message.refs = way.refs.iter().map(|&NodeId(id)| delta.to(id)).collect();
    (message.keys, message.vals) = strings.key_and_value(&way.tags);
    message
}

fn relation<'a>(relation: &'a Relation, strings: &mut Strings<'a>) -> osmformat::Relation {
    let mut message = osmformat::Relation::new();
    let mut delta = Delta(0);
    message.id = Some(relation.id);
    (message.keys, message.vals) = strings.key_and_value(&relation.tags);
    for (way, role) in &relation.members {
        message.memids.push(delta.to(way.0));
        message.roles_sid.push(strings.id(role));
        message.types.push(EnumOrUnknown::new(MemberType::WAY));
    }
    message
}

/// A blob as it stands in the file: the length of its header, the header, the compressed message.
fn frame(kind: &str, message: &impl Message) -> Result<Vec<u8>, SynthError> {
    let raw = message.write_to_bytes()?;
    let mut encoder = ZlibEncoder::new(
        Vec::with_capacity(raw.len() / 2),
        Compression::new(COMPRESSION),
    );
    encoder.write_all(&raw)?;
    let mut blob = Blob::new();
    blob.raw_size = i32::try_from(raw.len()).ok();
    blob.set_zlib_data(encoder.finish()?);
    let blob = blob.write_to_bytes()?;
    let mut header = BlobHeader::new();
    header.set_type(kind.to_owned());
    header.set_datasize(int(blob.len()));
    let header = header.write_to_bytes()?;
    let length = u32::try_from(header.len()).unwrap_or(0).to_be_bytes();
    Ok([length.as_slice(), &header, &blob].concat())
}
