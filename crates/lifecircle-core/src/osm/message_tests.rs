//! The messages read in place against osmpbfreader's own, on real files and on whatever can be written.

use std::path::Path;

use osmpbfreader::osmformat::relation::MemberType;
use osmpbfreader::osmformat::{self, PrimitiveBlock, PrimitiveGroup};
use proptest::collection::vec;
use proptest::prelude::*;
use protobuf::{EnumOrUnknown, Message, MessageField};

use super::super::frame::{BlobBuffer, scan};
use super::*;

fn values(column: &Column) -> Vec<u64> {
    let values: Vec<u64> = column.values().map(Result::unwrap).collect();
    assert_eq!(values.len(), column.count());
    values
}

fn sums(column: &Column) -> Vec<i64> {
    column.sums().map(Result::unwrap).collect()
}

fn summed(deltas: &[i64]) -> Vec<i64> {
    let sum = |sum: &mut i64, delta: &i64| {
        *sum = sum.wrapping_add(*delta);
        Some(*sum)
    };
    deltas.iter().scan(0, sum).collect()
}

/// A tag's or role's position as it stands in the file: negative ones are written as 64 bits.
fn raw(positions: &[i32]) -> Vec<u64> {
    let raw = |&position: &i32| i64::from(position).cast_unsigned();
    positions.iter().map(raw).collect()
}

fn same_tags(ours: &TagColumns, keys: &[u32], values_of: &[u32]) {
    assert!(
        values(&ours.keys)
            .into_iter()
            .eq(keys.iter().map(|&k| u64::from(k)))
    );
    assert!(
        values(&ours.values)
            .into_iter()
            .eq(values_of.iter().map(|&v| u64::from(v)))
    );
}

fn same_relation(ours: &Relation, theirs: &osmformat::Relation) {
    assert_eq!(ours.id, theirs.id());
    same_tags(&ours.tags, &theirs.keys, &theirs.vals);
    assert_eq!(sums(&ours.members), summed(&theirs.memids));
    assert_eq!(values(&ours.roles), raw(&theirs.roles_sid));
    let types: Vec<i32> = theirs.types.iter().map(EnumOrUnknown::value).collect();
    assert_eq!(values(&ours.types), raw(&types));
    assert_eq!(ours.info.timestamp(), Ok(theirs.info.timestamp()));
}

fn same_dense(ours: &Dense, theirs: &osmformat::DenseNodes) {
    assert_eq!(sums(&ours.id), summed(&theirs.id));
    assert_eq!(sums(&ours.lat), summed(&theirs.lat));
    assert_eq!(sums(&ours.lon), summed(&theirs.lon));
    assert_eq!(values(&ours.tags), raw(&theirs.keys_vals));
    let timestamps = ours.timestamps().unwrap();
    assert_eq!(sums(&timestamps), summed(&theirs.denseinfo.timestamp));
}

fn same_group(ours: Group, theirs: &PrimitiveGroup) {
    let (mut nodes, mut ways) = (theirs.nodes.iter(), theirs.ways.iter());
    let mut relations = theirs.relations.iter();
    let mut has_dense = false;
    ours.each(|element| {
        match element {
            Element::Node(ours) => {
                let theirs = nodes.next().unwrap();
                assert_eq!(
                    (ours.id, ours.lat, ours.lon),
                    (theirs.id(), theirs.lat(), theirs.lon())
                );
                same_tags(&ours.tags, &theirs.keys, &theirs.vals);
                assert_eq!(ours.info.timestamp(), Ok(theirs.info.timestamp()));
            }
            Element::Way(ours) => {
                let theirs = ways.next().unwrap();
                assert_eq!(ours.id, theirs.id());
                same_tags(&ours.tags, &theirs.keys, &theirs.vals);
                assert_eq!(sums(&ours.refs), summed(&theirs.refs));
                assert_eq!(ours.info.timestamp(), Ok(theirs.info.timestamp()));
            }
            Element::Relation(ours) => same_relation(&ours, relations.next().unwrap()),
            Element::Dense(ours) => {
                has_dense = true;
                same_dense(&ours, &theirs.dense);
            }
        }
        Ok::<(), Broken>(())
    })
    .unwrap();
    assert_eq!(has_dense, theirs.dense.is_some());
    assert!(nodes.next().is_none() && ways.next().is_none() && relations.next().is_none());
}

/// Reads a block both ways; how many groups it has.
fn same(bytes: &[u8]) -> usize {
    let theirs = PrimitiveBlock::parse_from_bytes(bytes).unwrap();
    let ours = Block::parse(bytes).unwrap();
    assert_eq!(ours.strings, theirs.stringtable.s);
    assert_eq!(ours.granularity_nano, theirs.granularity());
    assert_eq!(ours.date_granularity_ms, theirs.date_granularity());
    assert_eq!(ours.lat_offset_nano, theirs.lat_offset());
    assert_eq!(ours.lon_offset_nano, theirs.lon_offset());
    let groups: Vec<Group> = ours.groups().collect();
    assert_eq!(groups.len(), theirs.primitivegroup.len());
    for (ours, theirs) in groups.iter().zip(&theirs.primitivegroup) {
        same_group(*ours, theirs);
    }
    groups.len()
}

#[test]
fn every_block_of_every_extract_reads_as_osmpbfreader_reads_it() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/osm"));
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("skipped: {} is absent", folder.display());
        return;
    };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|extension| extension != "pbf") {
            continue;
        }
        let file = std::fs::File::open(&path).unwrap();
        let mut buffer = BlobBuffer::default();
        let frames = scan(&file).unwrap();
        let groups: usize = frames.blobs[1..]
            .iter()
            .map(|&blob| same(buffer.load(&file, blob).unwrap()))
            .sum();
        assert!(groups > 0, "{}", path.display());
    }
}

/// Numbers of every length.
fn number() -> impl Strategy<Value = i64> {
    (any::<i64>(), 0..64u32).prop_map(|(number, bits)| number >> bits)
}

fn position() -> impl Strategy<Value = u32> {
    (any::<u32>(), 0..32u32).prop_map(|(number, bits)| number >> bits)
}

prop_compose! {
    fn info()(timestamp in number()) -> osmformat::Info {
        let mut info = osmformat::Info::new();
        info.set_version(3);
        info.set_timestamp(timestamp);
        info
    }
}

prop_compose! {
    fn node()(
        (id, lat, lon) in (number(), number(), number()),
        (keys, vals) in (vec(position(), 0..4), vec(position(), 0..4)),
        info in proptest::option::of(info()),
    ) -> osmformat::Node {
        let mut node = osmformat::Node::new();
        node.set_id(id);
        node.set_lat(lat);
        node.set_lon(lon);
        (node.keys, node.vals, node.info) = (keys, vals, info.into());
        node
    }
}

prop_compose! {
    fn way()(
        (id, refs) in (number(), vec(number(), 0..20)),
        (keys, vals) in (vec(position(), 0..4), vec(position(), 0..4)),
        info in proptest::option::of(info()),
    ) -> osmformat::Way {
        let mut way = osmformat::Way::new();
        way.set_id(id);
        (way.keys, way.vals, way.refs, way.info) = (keys, vals, refs, info.into());
        way
    }
}

prop_compose! {
    fn relation()(
        (id, memids, roles) in (number(), vec(number(), 0..9), vec(any::<i32>(), 0..9)),
        types in vec(0..3usize, 0..9),
        (keys, vals) in (vec(position(), 0..4), vec(position(), 0..4)),
        info in proptest::option::of(info()),
    ) -> osmformat::Relation {
        const TYPES: [MemberType; 3] = [MemberType::NODE, MemberType::WAY, MemberType::RELATION];
        let mut relation = osmformat::Relation::new();
        relation.set_id(id);
        (relation.keys, relation.vals, relation.info) = (keys, vals, info.into());
        (relation.memids, relation.roles_sid) = (memids, roles);
        relation.types = types.into_iter().map(|t| EnumOrUnknown::new(TYPES[t])).collect();
        relation
    }
}

prop_compose! {
    fn dense()(
        (id, lat, lon) in (vec(number(), 0..30), vec(number(), 0..30), vec(number(), 0..30)),
        (tags, timestamps) in (vec(any::<i32>(), 0..30), vec(number(), 0..30)),
    ) -> osmformat::DenseNodes {
        let mut info = osmformat::DenseInfo::new();
        info.timestamp = timestamps;
        let mut dense = osmformat::DenseNodes::new();
        (dense.id, dense.lat, dense.lon, dense.keys_vals) = (id, lat, lon, tags);
        dense.denseinfo = MessageField::some(info);
        dense
    }
}

prop_compose! {
    fn group()(
        (nodes, ways) in (vec(node(), 0..4), vec(way(), 0..4)),
        relations in vec(relation(), 0..4),
        dense in proptest::option::of(dense()),
    ) -> PrimitiveGroup {
        let mut group = PrimitiveGroup::new();
        (group.nodes, group.ways, group.relations) = (nodes, ways, relations);
        group.dense = dense.into();
        group
    }
}

prop_compose! {
    fn block()(
        strings in vec(vec(any::<u8>(), 0..200), 0..6),
        groups in vec(group(), 0..4),
        granularities in proptest::option::of(any::<[i32; 2]>()),
        offsets in proptest::option::of(any::<[i64; 2]>()),
    ) -> PrimitiveBlock {
        let mut block = PrimitiveBlock::new();
        block.stringtable.mut_or_insert_default().s = strings;
        block.primitivegroup = groups;
        [block.granularity, block.date_granularity] = granularities.map_or([None; 2], |g| g.map(Some));
        [block.lat_offset, block.lon_offset] = offsets.map_or([None; 2], |o| o.map(Some));
        block
    }
}

proptest! {
    #[test]
    fn whatever_can_be_written_reads_as_osmpbfreader_reads_it(block in block()) {
        same(&block.write_to_bytes().unwrap());
    }

    #[test]
    fn what_is_cut_off_or_changed_never_panics(
        block in block(), cut in any::<prop::sample::Index>(), bits in any::<u8>(),
    ) {
        let mut bytes = block.write_to_bytes().unwrap();
        let at = cut.index(bytes.len());
        bytes[at] ^= bits;
        for bytes in [&bytes[..at], &bytes] {
            let Ok(block) = Block::parse(bytes) else { continue };
            for group in block.groups() {
                let _ = group.each(|_| Ok::<(), Broken>(()));
            }
        }
    }
}
