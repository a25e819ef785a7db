//! The messages of a primitive block, as far as the reader looks at them, read in place.
//!
//! Field numbers and defaults are those of the format (<https://wiki.openstreetmap.org/wiki/PBF_Format>);
//! fields that are not read here are stepped over. The oracle tests hold every view to
//! osmpbfreader's own message types.

use super::wire::{Broken, Column, Fields, Value, zigzag};

/// The value of an `int32` or `int64`.
fn signed(value: u64) -> i64 {
    value.cast_signed()
}

/// The value of an `int32`.
fn signed_32(value: u64) -> Result<i32, Broken> {
    i32::try_from(signed(value)).map_err(|_| Broken("a number has more than 32 bits"))
}

/// A block: its strings, its scale and its groups.
pub(super) struct Block<'a> {
    bytes: &'a [u8],
    pub(super) strings: Vec<&'a [u8]>,
    pub(super) granularity_nano: i32,
    pub(super) date_granularity_ms: i32,
    pub(super) lat_offset_nano: i64,
    pub(super) lon_offset_nano: i64,
}

impl<'a> Block<'a> {
    /// Reads everything but the groups, whatever the order in which they stand.
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, Broken> {
        let mut block = Self {
            bytes,
            strings: Vec::new(),
            granularity_nano: 100,
            date_granularity_ms: 1000,
            lat_offset_nano: 0,
            lon_offset_nano: 0,
        };
        let mut has_strings = false;
        for field in Fields(bytes) {
            match field? {
                (1, Value::Bytes(table)) => {
                    has_strings = true;
                    for field in Fields(table) {
                        if let (1, Value::Bytes(string)) = field? {
                            block.strings.push(string);
                        }
                    }
                }
                (17, Value::Number(n, _)) => block.granularity_nano = signed_32(n)?,
                (18, Value::Number(n, _)) => block.date_granularity_ms = signed_32(n)?,
                (19, Value::Number(n, _)) => block.lat_offset_nano = signed(n),
                (20, Value::Number(n, _)) => block.lon_offset_nano = signed(n),
                _ => {}
            }
        }
        if !has_strings {
            return Err(Broken("it has no string table"));
        }
        Ok(block)
    }

    /// The groups, in file order.
    pub(super) fn groups(&self) -> impl Iterator<Item = Group<'a>> + use<'a> {
        // A field that cannot be read ended `parse` already.
        Fields(self.bytes).filter_map(|field| match field {
            Ok((2, Value::Bytes(group))) => Some(Group(group)),
            _ => None,
        })
    }
}

/// A group of elements.
#[derive(Clone, Copy)]
pub(super) struct Group<'a>(&'a [u8]);

/// One element of a group; nodes in columns come after all others.
pub(super) enum Element<'a> {
    Node(Node<'a>),
    Way(Way<'a>),
    Relation(Relation<'a>),
    Dense(Dense<'a>),
}

impl<'a> Group<'a> {
    /// Calls `f` for each element in file order, then for the nodes in columns.
    #[inline]
    pub(super) fn each<E: From<Broken>>(
        self,
        mut f: impl FnMut(Element<'a>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut dense = None;
        for field in Fields(self.0) {
            match field? {
                (1, Value::Bytes(bytes)) => f(Element::Node(Node::parse(bytes)?))?,
                (2, Value::Bytes(bytes)) => {
                    dense.get_or_insert_with(Dense::default).add(bytes)?;
                }
                (3, Value::Bytes(bytes)) => f(Element::Way(Way::parse(bytes)?))?,
                (4, Value::Bytes(bytes)) => f(Element::Relation(Relation::parse(bytes)?))?,
                _ => {}
            }
        }
        dense.map_or(Ok(()), |dense| f(Element::Dense(dense)))
    }
}

/// Keys and values of an element, as positions in the string table.
#[derive(Default)]
pub(super) struct TagColumns<'a> {
    pub(super) keys: Column<'a>,
    pub(super) values: Column<'a>,
}

/// A node on its own.
pub(super) struct Node<'a> {
    pub(super) id: i64,
    pub(super) lat: i64,
    pub(super) lon: i64,
    pub(super) tags: TagColumns<'a>,
    pub(super) info: Info<'a>,
}

impl<'a> Node<'a> {
    fn parse(bytes: &'a [u8]) -> Result<Self, Broken> {
        let (mut id, mut lat, mut lon) = (None, None, None);
        let mut tags = TagColumns::default();
        let mut info = Info::default();
        for field in Fields(bytes) {
            match field? {
                (1, Value::Number(n, _)) => id = Some(zigzag(n)),
                (2, value) => tags.keys.add(value),
                (3, value) => tags.values.add(value),
                (4, Value::Bytes(bytes)) => info = Info(bytes),
                (8, Value::Number(n, _)) => lat = Some(zigzag(n)),
                (9, Value::Number(n, _)) => lon = Some(zigzag(n)),
                _ => {}
            }
        }
        let (Some(id), Some(lat), Some(lon)) = (id, lat, lon) else {
            return Err(Broken("a node has no number or no place"));
        };
        Ok(Self {
            id,
            lat,
            lon,
            tags,
            info,
        })
    }
}

/// A way; `refs` are differences of node numbers.
pub(super) struct Way<'a> {
    pub(super) id: i64,
    pub(super) tags: TagColumns<'a>,
    pub(super) refs: Column<'a>,
    pub(super) info: Info<'a>,
}

impl<'a> Way<'a> {
    #[inline]
    fn parse(bytes: &'a [u8]) -> Result<Self, Broken> {
        let mut id = None;
        let mut tags = TagColumns::default();
        let mut refs = Column::default();
        let mut info = Info::default();
        for field in Fields(bytes) {
            match field? {
                (1, Value::Number(n, _)) => id = Some(signed(n)),
                (2, value) => tags.keys.add(value),
                (3, value) => tags.values.add(value),
                (4, Value::Bytes(bytes)) => info = Info(bytes),
                (8, value) => refs.add(value),
                _ => {}
            }
        }
        let id = id.ok_or(Broken("a way has no number"))?;
        Ok(Self {
            id,
            tags,
            refs,
            info,
        })
    }
}

/// A relation; `members` are differences of element numbers, `types` 0 node, 1 way, 2 relation.
pub(super) struct Relation<'a> {
    pub(super) id: i64,
    pub(super) tags: TagColumns<'a>,
    pub(super) roles: Column<'a>,
    pub(super) members: Column<'a>,
    pub(super) types: Column<'a>,
    pub(super) info: Info<'a>,
}

impl<'a> Relation<'a> {
    fn parse(bytes: &'a [u8]) -> Result<Self, Broken> {
        let mut id = None;
        let mut tags = TagColumns::default();
        let (mut roles, mut members) = (Column::default(), Column::default());
        let mut types = Column::default();
        let mut info = Info::default();
        for field in Fields(bytes) {
            match field? {
                (1, Value::Number(n, _)) => id = Some(signed(n)),
                (2, value) => tags.keys.add(value),
                (3, value) => tags.values.add(value),
                (4, Value::Bytes(bytes)) => info = Info(bytes),
                (8, value) => roles.add(value),
                (9, value) => members.add(value),
                (10, value) => types.add(value),
                _ => {}
            }
        }
        let id = id.ok_or(Broken("a relation has no number"))?;
        Ok(Self {
            id,
            tags,
            roles,
            members,
            types,
            info,
        })
    }
}

/// Who last changed an element, and when.
#[derive(Clone, Copy, Default)]
pub(super) struct Info<'a>(&'a [u8]);

impl Info<'_> {
    /// When, in units of the block; 0 where it does not say.
    pub(super) fn timestamp(self) -> Result<i64, Broken> {
        let mut timestamp = 0;
        for field in Fields(self.0) {
            if let (2, Value::Number(n, _)) = field? {
                timestamp = signed(n);
            }
        }
        Ok(timestamp)
    }
}

/// Nodes in columns of differences; `tags` holds key, value, key, value …, 0 for each node in turn,
/// or nothing at all.
#[derive(Default)]
pub(super) struct Dense<'a> {
    pub(super) id: Column<'a>,
    pub(super) lat: Column<'a>,
    pub(super) lon: Column<'a>,
    pub(super) tags: Column<'a>,
    info: Vec<&'a [u8]>,
}

impl<'a> Dense<'a> {
    fn add(&mut self, bytes: &'a [u8]) -> Result<(), Broken> {
        for field in Fields(bytes) {
            match field? {
                (1, value) => self.id.add(value),
                (5, Value::Bytes(bytes)) => self.info.push(bytes),
                (8, value) => self.lat.add(value),
                (9, value) => self.lon.add(value),
                (10, value) => self.tags.add(value),
                _ => {}
            }
        }
        Ok(())
    }

    /// When each node was changed, as differences in units of the block.
    pub(super) fn timestamps(&self) -> Result<Column<'a>, Broken> {
        let mut timestamps = Column::default();
        for field in self.info.iter().flat_map(|bytes| Fields(bytes)) {
            if let (2, value) = field? {
                timestamps.add(value);
            }
        }
        Ok(timestamps)
    }
}

#[cfg(test)]
#[path = "message_tests.rs"]
mod tests;
