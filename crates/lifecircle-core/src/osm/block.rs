//! One primitive block → the columns and candidates it contributes.
//!
//! Indices into the string table are checked at every use; keys are looked up once
//! per block and string, not once per element.

use std::collections::HashMap;

use osmpbfreader::osmformat::relation::MemberType;
use osmpbfreader::osmformat::{self, PrimitiveBlock, PrimitiveGroup};
use protobuf::Message;

use super::building::{self, BuildingTags};
use super::element::ElementId;
use super::error::ReadError;
use super::profile::{
    self, Classified, CrossingKind, Passage, classify_plaza, classify_way, passage,
};
use super::tags::Tags;
use super::{PlaceFilter, Relation, Tagged};

/// Keys read by the walking profile and the place stages, besides those of buildings and categories.
const RELEVANT: [&str; 29] = [
    "highway",
    "railway",
    "public_transport",
    "man_made",
    "route",
    "area",
    "foot",
    "access",
    "motorroad",
    "oneway",
    "oneway:foot",
    "conveying",
    "tunnel",
    "bridge",
    "indoor",
    "wheelchair",
    "barrier",
    "locked",
    "entrance",
    "crossing",
    "landuse",
    "type",
    "disused",
    "abandoned",
    "opening_hours",
    "end_date",
    "name",
    "brand",
    "name:zh",
];
const NODE_TRIGGERS: [&str; 3] = ["barrier", "entrance", "highway"];
const AREA_TRIGGERS: [&str; 7] = [
    "highway",
    "railway",
    "public_transport",
    "man_made",
    "route",
    "building",
    "landuse",
];

const IS_RELEVANT: u8 = 1;
const TRIGGERS_NODE: u8 = 2;
const TRIGGERS_AREA: u8 = 4;
const LOOKED_UP: u8 = 128;

/// Which keys matter, and for what.
pub(super) struct KeyTable(HashMap<Vec<u8>, u8>);

impl KeyTable {
    pub(super) fn new(filter: &dyn PlaceFilter) -> Self {
        let mut flags: HashMap<Vec<u8>, u8> = HashMap::new();
        let mut add =
            |key: &str, flag: u8| *flags.entry(key.into()).or_default() |= flag | IS_RELEVANT;
        RELEVANT
            .iter()
            .chain(&building::KEYS)
            .for_each(|k| add(k, 0));
        NODE_TRIGGERS.iter().for_each(|k| add(k, TRIGGERS_NODE));
        AREA_TRIGGERS.iter().for_each(|k| add(k, TRIGGERS_AREA));
        filter.keys().iter().for_each(|k| add(k, 0));
        filter
            .trigger_keys()
            .iter()
            .for_each(|k| add(k, TRIGGERS_NODE | TRIGGERS_AREA));
        Self(flags)
    }
}

/// What one block contributes; ways are numbered within the block.
#[derive(Default)]
pub(super) struct Part {
    pub(super) node_id: Vec<i64>,
    pub(super) lon: Vec<i32>,
    pub(super) lat: Vec<i32>,
    pub(super) barriers: Vec<(i64, Passage)>,
    pub(super) entrances: Vec<(i64, Box<str>)>,
    pub(super) crossings: Vec<(i64, CrossingKind)>,
    pub(super) way_id: Vec<i64>,
    pub(super) way_end: Vec<u32>,
    pub(super) way_highway: Vec<bool>,
    pub(super) refs: Vec<i64>,
    pub(super) walks: Vec<(i64, Classified)>,
    pub(super) closed_to_walkers: Vec<i64>,
    pub(super) buildings: Vec<(i64, BuildingTags)>,
    pub(super) residential: Vec<i64>,
    pub(super) places: Vec<Tagged>,
    pub(super) relations: Vec<Relation>,
    /// Newest edit of any element, in seconds since 1970.
    pub(super) newest_s: Option<i64>,
}

/// Decodes one inflated block.
pub(super) fn decode(
    bytes: &[u8],
    offset: u64,
    keys: &KeyTable,
    filter: &dyn PlaceFilter,
) -> Result<Part, ReadError> {
    let block = PrimitiveBlock::parse_from_bytes(bytes).map_err(|e| ReadError::Damaged {
        offset,
        what: format!("it cannot be decoded ({e})"),
    })?;
    let mut decoder = Decoder {
        seen: vec![0; block.stringtable.s.len()],
        block: &block,
        offset,
        keys,
        filter,
        part: Part::default(),
    };
    for group in &block.primitivegroup {
        decoder.group(group)?;
    }
    Ok(decoder.part)
}

struct Decoder<'a> {
    block: &'a PrimitiveBlock,
    offset: u64,
    keys: &'a KeyTable,
    filter: &'a dyn PlaceFilter,
    /// Flags of each string as a key, looked up at first use.
    seen: Vec<u8>,
    part: Part,
}

impl<'a> Decoder<'a> {
    fn damaged(&self, what: impl Into<String>) -> ReadError {
        ReadError::Damaged {
            offset: self.offset,
            what: what.into(),
        }
    }

    fn group(&mut self, group: &'a PrimitiveGroup) -> Result<(), ReadError> {
        for node in &group.nodes {
            let id = node.id();
            self.node(id, node.lat(), node.lon())?;
            let pairs = self.pairs(&node.keys, &node.vals, TRIGGERS_NODE)?;
            self.node_tags(id, Tags(&pairs));
        }
        self.dense(group)?;
        for way in &group.ways {
            self.way(way)?;
        }
        for relation in &group.relations {
            self.relation(relation)?;
        }
        self.newest(group);
        Ok(())
    }

    /// Keeps the newest timestamp of the group, where the file carries them.
    fn newest(&mut self, group: &PrimitiveGroup) {
        let mut dense = 0i64;
        let stamps = group.dense.denseinfo.timestamp.iter().map(|&delta| {
            dense = dense.wrapping_add(delta);
            dense
        });
        let nodes = group.nodes.iter().map(|n| n.info.timestamp());
        let ways = group.ways.iter().map(|w| w.info.timestamp());
        let relations = group.relations.iter().map(|r| r.info.timestamp());
        let newest = stamps.chain(nodes).chain(ways).chain(relations).max();
        let seconds = newest
            .filter(|&t| t > 0)
            .map(|t| t.saturating_mul(i64::from(self.block.date_granularity())) / 1000);
        self.part.newest_s = self.part.newest_s.max(seconds);
    }

    /// One coordinate in 1e-7 degrees, `None` when it is not on the earth.
    fn degrees(&self, raw: i64, offset_nano: i64, limit: i64) -> Option<i32> {
        let nano = raw
            .checked_mul(i64::from(self.block.granularity()))?
            .checked_add(offset_nano)?;
        let decimicro = nano / 100;
        i32::try_from(decimicro)
            .ok()
            .filter(|_| decimicro.abs() <= limit * 10_000_000)
    }

    fn node(&mut self, id: i64, lat: i64, lon: i64) -> Result<(), ReadError> {
        let block = self.block;
        let (Some(lat), Some(lon)) = (
            self.degrees(lat, block.lat_offset(), 90),
            self.degrees(lon, block.lon_offset(), 180),
        ) else {
            return Err(self.damaged(format!("node {id} lies outside the earth's degrees")));
        };
        self.part.node_id.push(id);
        self.part.lat.push(lat);
        self.part.lon.push(lon);
        Ok(())
    }

    fn dense(&mut self, group: &'a PrimitiveGroup) -> Result<(), ReadError> {
        let dense = &group.dense;
        let n = dense.id.len();
        if dense.lat.len() != n || dense.lon.len() != n {
            return Err(self.damaged("its node columns differ in length"));
        }
        self.part.node_id.reserve(n);
        self.part.lat.reserve(n);
        self.part.lon.reserve(n);
        let (mut id, mut lat, mut lon) = (0i64, 0i64, 0i64);
        let mut keys_vals = dense.keys_vals.as_slice();
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for ((did, dlat), dlon) in dense.id.iter().zip(&dense.lat).zip(&dense.lon) {
            id = id.wrapping_add(*did);
            lat = lat.wrapping_add(*dlat);
            lon = lon.wrapping_add(*dlon);
            self.node(id, lat, lon)?;
            if matches!(keys_vals.first(), None | Some(0)) {
                keys_vals = keys_vals.get(1..).unwrap_or_default();
                continue;
            }
            let end = keys_vals
                .iter()
                .step_by(2)
                .position(|&k| k == 0)
                .map_or(keys_vals.len(), |p| p * 2);
            let (own, rest) = keys_vals.split_at(end);
            keys_vals = rest.get(1..).unwrap_or_default();
            self.dense_pairs(own, &mut pairs)?;
            self.node_tags(id, Tags(&pairs));
        }
        Ok(())
    }

    /// The relevant pairs of one dense node; empty unless one of them triggers.
    fn dense_pairs(
        &mut self,
        own: &[i32],
        pairs: &mut Vec<(&'a str, &'a str)>,
    ) -> Result<(), ReadError> {
        pairs.clear();
        if own.len() % 2 != 0 {
            return Err(self.damaged("a node's tags are cut off"));
        }
        let mut flags = 0;
        for pair in own.chunks_exact(2) {
            let index = |i: i32| usize::try_from(i).unwrap_or(usize::MAX);
            self.pair(index(pair[0]), index(pair[1]), &mut flags, pairs)?;
        }
        if flags & TRIGGERS_NODE == 0 {
            pairs.clear();
        }
        Ok(())
    }

    /// The relevant pairs of a node, way or relation; empty unless one of them triggers.
    fn pairs(
        &mut self,
        keys: &[u32],
        vals: &[u32],
        trigger: u8,
    ) -> Result<Vec<(&'a str, &'a str)>, ReadError> {
        if keys.len() != vals.len() {
            return Err(self.damaged("an element has more keys than values"));
        }
        let mut pairs = Vec::new();
        let mut flags = 0;
        for (&k, &v) in keys.iter().zip(vals) {
            self.pair(k as usize, v as usize, &mut flags, &mut pairs)?;
        }
        if flags & trigger == 0 {
            pairs.clear();
        }
        Ok(pairs)
    }

    fn pair(
        &mut self,
        key: usize,
        value: usize,
        flags: &mut u8,
        pairs: &mut Vec<(&'a str, &'a str)>,
    ) -> Result<(), ReadError> {
        let flag = self.key_flags(key)?;
        if value >= self.seen.len() {
            return Err(self.damaged(format!(
                "string {value} of {} is asked for",
                self.seen.len()
            )));
        }
        if flag & IS_RELEVANT != 0 {
            *flags |= flag;
            pairs.push((self.string(key)?, self.string(value)?));
        }
        Ok(())
    }

    fn key_flags(&mut self, index: usize) -> Result<u8, ReadError> {
        let Some(&seen) = self.seen.get(index) else {
            return Err(self.damaged(format!(
                "string {index} of {} is asked for",
                self.seen.len()
            )));
        };
        if seen & LOOKED_UP != 0 {
            return Ok(seen);
        }
        let flags = self
            .keys
            .0
            .get(&self.block.stringtable.s[index])
            .copied()
            .unwrap_or(0)
            | LOOKED_UP;
        self.seen[index] = flags;
        Ok(flags)
    }

    fn string(&self, index: usize) -> Result<&'a str, ReadError> {
        let bytes = self.block.stringtable.s.get(index).ok_or_else(|| {
            self.damaged(format!(
                "string {index} of {} is asked for",
                self.seen.len()
            ))
        })?;
        std::str::from_utf8(bytes).map_err(|_| self.damaged(format!("string {index} is not UTF-8")))
    }

    fn node_tags(&mut self, id: i64, tags: Tags) {
        if tags.0.is_empty() {
            return;
        }
        match passage(tags) {
            Passage::Pass => {}
            other => self.part.barriers.push((id, other)),
        }
        if let Some(kind) = tags.get("entrance") {
            self.part.entrances.push((id, kind.into()));
        }
        if let Some(kind) = profile::crossing(tags) {
            self.part.crossings.push((id, kind));
        }
        self.place(ElementId::node(id), tags);
    }

    fn place(&mut self, element: ElementId, tags: Tags) {
        if self.filter.is_candidate(tags) {
            self.part.places.push(Tagged::new(element, tags));
        }
    }

    fn way(&mut self, way: &'a osmformat::Way) -> Result<(), ReadError> {
        let id = way.id();
        let pairs = self.pairs(&way.keys, &way.vals, TRIGGERS_AREA)?;
        let tags = Tags(&pairs);
        let mut node = 0i64;
        self.part.refs.extend(way.refs.iter().map(|&delta| {
            node = node.wrapping_add(delta);
            node
        }));
        let end = u32::try_from(self.part.refs.len())
            .map_err(|_| ReadError::TooLarge { what: "way nodes" })?;
        self.part.way_id.push(id);
        self.part.way_end.push(end);
        self.part.way_highway.push(tags.has("highway"));
        let access = self.pairs_of_access(way)?;
        if profile::closed_by_tags(Tags(&access)) {
            self.part.closed_to_walkers.push(id);
        }
        if tags.0.is_empty() {
            return Ok(());
        }
        if let Some(classified) = classify_way(tags) {
            self.part.walks.push((id, classified));
        }
        if let Some(building) = BuildingTags::from_tags(tags) {
            self.part.buildings.push((id, building));
        }
        let own = &self.part.refs[self.part.refs.len() - way.refs.len()..];
        let closed = own.len() > 3 && own.first() == own.last();
        if closed {
            if tags.is("landuse", "residential") {
                self.part.residential.push(id);
            }
            self.place(ElementId::way(id), tags);
        }
        Ok(())
    }

    /// `foot` and `access` of a way without any trigger: it may be the outline of a plaza (§4.3).
    fn pairs_of_access(
        &mut self,
        way: &'a osmformat::Way,
    ) -> Result<Vec<(&'a str, &'a str)>, ReadError> {
        let mut pairs = Vec::new();
        let mut flags = 0;
        for (&k, &v) in way.keys.iter().zip(&way.vals) {
            let bytes = self.block.stringtable.s.get(k as usize).map(Vec::as_slice);
            if matches!(bytes, Some(b"foot" | b"access")) {
                self.pair(k as usize, v as usize, &mut flags, &mut pairs)?;
            }
        }
        Ok(pairs)
    }

    fn relation(&mut self, relation: &'a osmformat::Relation) -> Result<(), ReadError> {
        let id = relation.id();
        let n = relation.memids.len();
        if relation.types.len() != n || relation.roles_sid.len() != n {
            return Err(self.damaged(format!(
                "relation {id} has member columns of different length"
            )));
        }
        let pairs = self.pairs(&relation.keys, &relation.vals, TRIGGERS_AREA)?;
        let tags = Tags(&pairs);
        if !tags.is("type", "multipolygon") {
            return Ok(());
        }
        let plaza = classify_plaza(tags);
        let building = BuildingTags::from_tags(tags);
        let residential = tags.is("landuse", "residential");
        let place = self.filter.is_candidate(tags);
        if place {
            self.part
                .places
                .push(Tagged::new(ElementId::relation(id), tags));
        }
        if plaza.is_none() && building.is_none() && !residential && !place {
            return Ok(());
        }
        let mut members = Vec::new();
        let mut member = 0i64;
        for i in 0..n {
            member = member.wrapping_add(relation.memids[i]);
            let role = usize::try_from(relation.roles_sid[i]).unwrap_or(usize::MAX);
            let role = self.string(role)?;
            let is_way = relation.types[i].enum_value() == Ok(MemberType::WAY);
            match role {
                "outer" | "" if is_way => members.push((member, false)),
                "inner" if is_way => members.push((member, true)),
                _ => {}
            }
        }
        self.part.relations.push(Relation {
            id,
            members,
            plaza,
            building,
            residential,
        });
        Ok(())
    }
}
