//! One primitive block → the columns and candidates it contributes.
//!
//! What an element's tags mean is asked of the tag rules and the category table only.

mod fault;
mod nodes;
mod part;
mod relations;
mod wanted;
mod ways;

pub(in crate::osm) use self::fault::Fault;
pub(in crate::osm) use self::part::{Holds, Part};
pub(in crate::osm) use self::wanted::{Take, TakeNodes, TakeWays, Wanted};
use crate::osm::Tagged;
use crate::osm::element::ElementId;
use crate::osm::error::ReadError;
use crate::osm::keys::{PLACE, Pairs, Strings};
use crate::osm::message::{Block, Element, Info};
use crate::osm::names::BlockNames;

/// Decodes one inflated block, whose frame starts at `offset`.
pub(in crate::osm) fn decode(bytes: &[u8], offset: u64, wanted: Wanted) -> Result<Part, ReadError> {
    decode_block(bytes, wanted).map_err(|fault| fault.at(offset))
}

fn decode_block(bytes: &[u8], wanted: Wanted) -> Result<Part, Fault> {
    let mut block = Block::parse(bytes)?;
    let mut decoder = Decoder {
        strings: Strings::new(std::mem::take(&mut block.strings), wanted.keys),
        block: &block,
        wanted,
        pairs: Pairs::default(),
        newest: 0,
        names: BlockNames::default(),
        positions: Vec::new(),
        part: Part::default(),
    };
    for group in block.groups() {
        group.each(|element| match element {
            Element::Node(node) => decoder.plain_node(&node),
            Element::Dense(dense) => decoder.dense(&dense),
            Element::Way(way) => decoder.way(&way),
            Element::Relation(relation) => decoder.relation(&relation),
        })?;
    }
    let seconds = decoder
        .newest
        .saturating_mul(i64::from(block.date_granularity_ms))
        / 1000;
    decoder.part.newest_s = (decoder.newest > 0).then_some(seconds);
    decoder.part.names = decoder.names.finish();
    decoder.part.member_ways.sort_unstable();
    decoder.part.member_ways.dedup();
    Ok(decoder.part)
}

/// What becomes of a node.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    Inside,
    /// For the outline of an area, without its tags.
    Outside,
    Not,
}

struct Decoder<'a> {
    block: &'a Block<'a>,
    wanted: Wanted<'a>,
    strings: Strings<'a>,
    /// Tags of the element at hand.
    pairs: Pairs<'a>,
    /// Newest edit, in units of the block; 0 is none.
    newest: i64,
    names: BlockNames,
    /// Positions of the nodes of the way at hand.
    positions: Vec<u32>,
    part: Part,
}

impl Decoder<'_> {
    fn info(&mut self, info: Info) -> Result<(), Fault> {
        if self.wanted.date {
            self.newest = self.newest.max(info.timestamp()?);
        }
        Ok(())
    }

    /// Keeps the element at hand if it may be a facility; whether it may.
    fn place(&mut self, element: ElementId) -> bool {
        let tags = self.pairs.tags();
        let candidate = self.pairs.may(PLACE) && self.wanted.filter.is_candidate(tags);
        if candidate {
            self.part.places.push(Tagged::new(element, tags));
        }
        candidate
    }

    /// Notes what the element at hand serves as, though it is not kept.
    fn place_elsewhere(&mut self) {
        let (filter, tags) = (self.wanted.filter, self.pairs.tags());
        if self.pairs.may(PLACE) && filter.is_candidate(tags) {
            let categories = filter.categories_of(tags, self.wanted.date_s);
            self.part.elsewhere.note(categories);
        }
    }
}

/// Refuses an element that follows itself, before a small block of a million copies fills the memory.
#[inline]
fn not_repeated(ids: &[i64], id: i64, element: fn(i64) -> ElementId) -> Result<(), Fault> {
    if ids.last() == Some(&id) {
        let element = element(id);
        return Err(Fault::Other(ReadError::Repeated { element }));
    }
    Ok(())
}
