//! Which keys matter, and the tags of an element that carry them.
//!
//! Indices into the string table are checked at every use; a key is looked up once per
//! block and string, not once per element.

use std::collections::HashMap;

use super::error::ReadError;
use super::tags::Tags;
use super::{PlaceFilter, building};

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
pub(super) const TRIGGERS_NODE: u8 = 2;
pub(super) const TRIGGERS_AREA: u8 = 4;
/// Set once a string was looked up as a key.
const LOOKED_UP: u8 = 128;

/// Which keys matter, and for what.
pub(super) struct KeyTable(HashMap<Vec<u8>, u8>);

impl KeyTable {
    pub(super) fn new(filter: &dyn PlaceFilter) -> Self {
        let mut flags: HashMap<Vec<u8>, u8> = HashMap::new();
        let mut add = |key: &str, flag: u8| {
            *flags.entry(key.into()).or_default() |= flag | IS_RELEVANT;
        };
        for key in RELEVANT.iter().chain(&building::KEYS) {
            add(key, 0);
        }
        for key in NODE_TRIGGERS {
            add(key, TRIGGERS_NODE);
        }
        for key in AREA_TRIGGERS {
            add(key, TRIGGERS_AREA);
        }
        for key in filter.keys() {
            add(&key, 0);
        }
        for key in filter.trigger_keys() {
            add(&key, TRIGGERS_NODE | TRIGGERS_AREA);
        }
        Self(flags)
    }
}

/// The relevant tags of one element.
#[derive(Default)]
pub(super) struct Pairs<'a> {
    pairs: Vec<(&'a str, &'a str)>,
    flags: u8,
}

impl Pairs<'_> {
    /// Whether one of the keys asks for a closer look.
    pub(super) fn trigger(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    pub(super) fn tags(&self) -> Tags<'_> {
        Tags(&self.pairs)
    }
}

/// The string table of one block.
pub(super) struct Strings<'a> {
    table: &'a [Vec<u8>],
    keys: &'a KeyTable,
    /// Flags of each string as a key, looked up at first use.
    seen: Vec<u8>,
    offset: u64,
}

impl<'a> Strings<'a> {
    pub(super) fn new(table: &'a [Vec<u8>], keys: &'a KeyTable, offset: u64) -> Self {
        Self {
            table,
            keys,
            seen: vec![0; table.len()],
            offset,
        }
    }

    fn damaged(&self, what: impl Into<String>) -> ReadError {
        ReadError::Damaged {
            offset: self.offset,
            what: what.into(),
        }
    }

    fn out_of_range(&self, index: usize) -> ReadError {
        self.damaged(format!(
            "string {index} of {} is asked for",
            self.table.len()
        ))
    }

    /// The string at `index`.
    pub(super) fn string(&self, index: usize) -> Result<&'a str, ReadError> {
        let bytes = self
            .table
            .get(index)
            .ok_or_else(|| self.out_of_range(index))?;
        std::str::from_utf8(bytes).map_err(|_| self.damaged(format!("string {index} is not UTF-8")))
    }

    /// The relevant pairs of a node, way or relation.
    pub(super) fn pairs(&mut self, keys: &[u32], vals: &[u32]) -> Result<Pairs<'a>, ReadError> {
        if keys.len() != vals.len() {
            return Err(self.damaged("an element has more keys than values"));
        }
        let mut pairs = Pairs::default();
        for (&key, &value) in keys.iter().zip(vals) {
            self.add(key as usize, value as usize, &mut pairs)?;
        }
        Ok(pairs)
    }

    /// The relevant pairs of one dense node, in place.
    pub(super) fn dense_pairs(
        &mut self,
        own: &[i32],
        pairs: &mut Pairs<'a>,
    ) -> Result<(), ReadError> {
        pairs.pairs.clear();
        pairs.flags = 0;
        let (both, rest) = own.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(self.damaged("a node's tags are cut off"));
        }
        let index = |i: i32| usize::try_from(i).unwrap_or(usize::MAX);
        both.iter()
            .try_for_each(|&[key, value]| self.add(index(key), index(value), pairs))
    }

    fn add(&mut self, key: usize, value: usize, pairs: &mut Pairs<'a>) -> Result<(), ReadError> {
        let flags = self.key_flags(key)?;
        if value >= self.table.len() {
            return Err(self.out_of_range(value));
        }
        if flags & IS_RELEVANT != 0 {
            pairs.flags |= flags;
            pairs.pairs.push((self.string(key)?, self.string(value)?));
        }
        Ok(())
    }

    fn key_flags(&mut self, index: usize) -> Result<u8, ReadError> {
        let seen = *self
            .seen
            .get(index)
            .ok_or_else(|| self.out_of_range(index))?;
        if seen & LOOKED_UP != 0 {
            return Ok(seen);
        }
        let flags = self.keys.0.get(&self.table[index]).copied().unwrap_or(0) | LOOKED_UP;
        self.seen[index] = flags;
        Ok(flags)
    }
}
