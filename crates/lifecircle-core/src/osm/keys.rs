//! Which keys matter, and the tags of an element that carry them.
//!
//! Indices into the string table are checked at every use; a key is looked up once per
//! block and string, not once per element, and only elements that one of their keys makes
//! worth a closer look have their tags put together.

use std::collections::HashMap;

use super::block::Fault;
use super::error::Damage;
use super::message::TagColumns;
use super::tags::Tags;
use super::wire::Values;
use super::{PlaceFilter, ReadOptions, tagging};

/// What a key says of the element that carries it; several may hold.
pub(super) type Flags = u32;

const RELEVANT_KEY: Flags = 1;
/// A barrier, entrance, crossing or locality may be there.
pub(super) const NODE: Flags = 2;
/// A way may be walkable or a road.
pub(super) const WALK: Flags = 4;
/// It may be a dwelling.
pub(super) const BUILDING: Flags = 8;
/// It may be residential land.
pub(super) const LANDUSE: Flags = 16;
/// It may be a facility.
pub(super) const PLACE: Flags = 32;
/// It may be closed to walkers.
pub(super) const ACCESS: Flags = 64;
/// Set once a string was looked up as a key.
const LOOKED_UP: Flags = 128;
/// It may be in the way of a leg; set only where that was asked for.
pub(super) const OBSTACLE: Flags = 256;
/// It may bound an administrative area; set only where that was asked for.
pub(super) const BOUNDARY: Flags = 512;
/// It may be land of another use than living; set only where that was asked for.
pub(super) const OTHER_LAND: Flags = 1024;
/// It may let people through at some times only.
pub(super) const CONDITIONAL: Flags = 2048;
/// It may be of interest to an audit; set only where that was asked for.
pub(super) const AROUND: Flags = 4096;
/// It may be a building or unit by use; set only where that was asked for.
pub(super) const PREMISES: Flags = 8192;
/// It may be walked across; set only where that was asked for.
pub(super) const OPEN_SPACE: Flags = 16384;
/// It may be drawn on a base map; set only where that was asked for.
pub(super) const GROUND: Flags = 32768;
/// It may have an address; set only where that was asked for.
pub(super) const ADDRESS: Flags = 65536;

/// Which keys matter, and for what.
pub(super) struct KeyTable(HashMap<Vec<u8>, Flags>);

impl KeyTable {
    /// The keys that the rules and the category table say they read; and what else is asked for.
    pub(super) fn new(filter: &dyn PlaceFilter, options: ReadOptions) -> Self {
        let mut flags: HashMap<Vec<u8>, Flags> = HashMap::new();
        let mut add = |key: &str, flag: Flags| {
            *flags.entry(key.into()).or_default() |= flag | RELEVANT_KEY;
        };
        for key in super::keys_of_rules() {
            add(key, 0);
        }
        for &(keys, flag) in tagging::TRIGGERED {
            for key in keys {
                add(key, flag);
            }
        }
        let on_demand = [
            (options.obstacles, tagging::OBSTACLES),
            (options.other_uses, tagging::OTHER_USES),
            (options.boundaries, tagging::BOUNDARIES),
            (options.surroundings, tagging::SURROUNDINGS),
            (options.premises, tagging::BUILDING_USES),
            (options.open_spaces, tagging::OPEN_SPACES),
            (options.ground, tagging::ON_THE_GROUND),
            (options.addresses, tagging::ADDRESSES),
        ];
        for (_, (keys, triggers, flag)) in on_demand.into_iter().filter(|on| on.0) {
            for key in keys {
                add(key, 0);
            }
            for key in triggers {
                add(key, flag);
            }
        }
        for key in filter.keys() {
            add(key, 0);
        }
        for key in filter.trigger_keys() {
            add(&key, PLACE);
        }
        Self(flags)
    }
}

/// The relevant tags of one element; reused from element to element.
#[derive(Default)]
pub(super) struct Pairs<'a> {
    positions: Vec<(usize, usize)>,
    texts: Vec<(&'a str, &'a str)>,
    flags: Flags,
}

impl Pairs<'_> {
    /// Whether a key says one of these.
    pub(super) fn may(&self, flags: Flags) -> bool {
        self.flags & flags != 0
    }

    /// The tags, empty before [`Strings::resolve`].
    pub(super) fn tags(&self) -> Tags<'_> {
        Tags(&self.texts)
    }

    /// The value of a key and its position in the string table, after [`Strings::resolve`].
    pub(super) fn value(&self, key: &str) -> Option<(usize, &str)> {
        let found = self.texts.iter().zip(&self.positions);
        found
            .into_iter()
            .find(|((k, _), _)| *k == key)
            .map(|((_, value), (_, position))| (*position, *value))
    }

    fn clear(&mut self) {
        self.positions.clear();
        self.texts.clear();
        self.flags = 0;
    }
}

/// The string table of one block.
pub(super) struct Strings<'a> {
    table: Vec<&'a [u8]>,
    keys: &'a KeyTable,
    /// Flags of each string as a key, looked up at first use.
    seen: Vec<Flags>,
}

impl<'a> Strings<'a> {
    pub(super) fn new(table: Vec<&'a [u8]>, keys: &'a KeyTable) -> Self {
        Self {
            seen: vec![0; table.len()],
            table,
            keys,
        }
    }

    #[cold]
    fn out_of_range(&self, index: u64) -> Fault {
        Fault::Damaged(Damage::NoText {
            index,
            count: self.table.len(),
        })
    }

    fn text(&self, position: usize) -> Result<&'a str, Fault> {
        std::str::from_utf8(self.table[position])
            .map_err(|_| Fault::Damaged(Damage::NotUtf8 { index: position }))
    }

    /// The string at `index`.
    pub(super) fn string(&self, index: u64) -> Result<&'a str, Fault> {
        self.text(self.position(index)?)
    }

    /// The position in the table that an index of the file means.
    fn position(&self, index: u64) -> Result<usize, Fault> {
        usize::try_from(index)
            .ok()
            .filter(|&position| position < self.table.len())
            .ok_or_else(|| self.out_of_range(index))
    }

    /// Looks at the tags of a node, way or relation.
    pub(super) fn scan(&mut self, tags: &TagColumns, pairs: &mut Pairs<'a>) -> Result<(), Fault> {
        pairs.clear();
        let (mut keys, mut values) = (tags.keys.values(), tags.values.values());
        loop {
            match (keys.next(), values.next()) {
                (Some(key), Some(value)) => self.add(key?, value?, pairs)?,
                (None, None) => return Ok(()),
                _ => return Err(Fault::Damaged(Damage::TagColumns)),
            }
        }
    }

    /// Looks at the tags of the next node in columns.
    #[inline]
    pub(super) fn scan_dense(
        &mut self,
        tags: &mut Values,
        pairs: &mut Pairs<'a>,
    ) -> Result<(), Fault> {
        pairs.clear();
        while let Some(key) = tags.next() {
            let key = key?;
            if key == 0 {
                break;
            }
            let Some(value) = tags.next() else {
                return Err(Fault::Damaged(Damage::CutTags));
            };
            self.add(key, value?, pairs)?;
        }
        Ok(())
    }

    #[inline]
    fn add(&mut self, key: u64, value: u64, pairs: &mut Pairs<'a>) -> Result<(), Fault> {
        let (key, value) = (self.position(key)?, self.position(value)?);
        let mut flags = self.seen[key];
        if flags == 0 {
            flags = self.keys.0.get(self.table[key]).copied().unwrap_or(0) | LOOKED_UP;
            self.seen[key] = flags;
        }
        if flags & RELEVANT_KEY != 0 {
            pairs.flags |= flags;
            pairs.positions.push((key, value));
        }
        Ok(())
    }

    /// Puts together the tags that were looked at.
    pub(super) fn resolve(&self, pairs: &mut Pairs<'a>) -> Result<(), Fault> {
        for &(key, value) in &pairs.positions {
            pairs.texts.push((self.text(key)?, self.text(value)?));
        }
        Ok(())
    }
}
