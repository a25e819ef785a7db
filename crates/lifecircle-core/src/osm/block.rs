//! One primitive block → the columns and candidates it contributes.
//!
//! What an element's tags mean is asked of the profile and the category table only.

use osmpbfreader::osmformat::relation::MemberType;
use osmpbfreader::osmformat::{self, PrimitiveBlock, PrimitiveGroup};
use protobuf::Message;

use super::building::BuildingTags;
use super::element::ElementId;
use super::error::ReadError;
use super::keys::{KeyTable, Pairs, Strings, TRIGGERS_AREA, TRIGGERS_NODE};
use super::profile::{
    self, Classified, CrossingKind, Passage, classify_plaza, classify_way, passage,
};
use super::tags::Tags;
use super::{PlaceFilter, Relation, Road, Tagged};

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
    pub(super) way_road: Vec<Road>,
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
        strings: Strings::new(&block.stringtable.s, keys, offset),
        block: &block,
        offset,
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
    filter: &'a dyn PlaceFilter,
    strings: Strings<'a>,
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
            let pairs = self.strings.pairs(&node.keys, &node.vals)?;
            self.node_tags(id, &pairs);
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
        let mut pairs = Pairs::default();
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
            self.strings.dense_pairs(own, &mut pairs)?;
            self.node_tags(id, &pairs);
        }
        Ok(())
    }

    fn node_tags(&mut self, id: i64, pairs: &Pairs) {
        if !pairs.trigger(TRIGGERS_NODE) {
            return;
        }
        let tags = pairs.tags();
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
        let pairs = self.strings.pairs(&way.keys, &way.vals)?;
        let tags = pairs.tags();
        let mut node = 0i64;
        self.part.refs.extend(way.refs.iter().map(|&delta| {
            node = node.wrapping_add(delta);
            node
        }));
        let end = u32::try_from(self.part.refs.len())
            .map_err(|_| ReadError::TooLarge { what: "way nodes" })?;
        self.part.way_id.push(id);
        self.part.way_end.push(end);
        self.part.way_road.push(road(tags));
        // Also without any trigger: the way may be the outline of a plaza (§4.3).
        if profile::closed_by_tags(tags) {
            self.part.closed_to_walkers.push(id);
        }
        if !pairs.trigger(TRIGGERS_AREA) {
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

    fn relation(&mut self, relation: &'a osmformat::Relation) -> Result<(), ReadError> {
        let id = relation.id();
        let n = relation.memids.len();
        if relation.types.len() != n || relation.roles_sid.len() != n {
            return Err(self.damaged(format!(
                "relation {id} has member columns of different length"
            )));
        }
        let pairs = self.strings.pairs(&relation.keys, &relation.vals)?;
        let tags = pairs.tags();
        if !pairs.trigger(TRIGGERS_AREA) || !tags.is("type", "multipolygon") {
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
            let role = self.strings.string(role)?;
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

fn road(tags: Tags) -> Road {
    match tags.get("highway") {
        None => Road::None,
        Some(highway) if profile::is_major_road(highway) => Road::Major,
        Some(_) => Road::Highway,
    }
}
