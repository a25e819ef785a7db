//! Names of walkable ways, plazas and localities, as they are read.
//!
//! A name is kept once per block, however many elements have it: what a block adds is bounded
//! by its own bytes, even where every way of it has the same name, a megabyte long.

use super::element::ElementId;
use super::error::{Counted, ReadError};
use super::keys::Pairs;
use super::tagging::LocalityKind;
use super::tagging::name::NAME;
use crate::texts::Texts;
use crate::units::narrow;

/// Names of elements, each list by number.
#[derive(Clone, Debug, Default)]
pub struct Names {
    ways: Vec<(i64, u32)>,
    plazas: Vec<(i64, u32)>,
    localities: Vec<(i64, LocalityKind, u32)>,
    texts: Texts,
}

impl Names {
    /// Ways that can be walked by their own tags, or across where that was asked for, and have a name.
    pub fn ways(&self) -> impl Iterator<Item = (i64, &str)> {
        self.ways.iter().map(|&(way, text)| (way, self.text(text)))
    }

    /// The name of an area that is walked across.
    pub(crate) fn of_plaza(&self, element: ElementId) -> Option<&str> {
        if element == ElementId::relation(element.number) {
            return self.plaza(element.number);
        }
        let row = self.ways.binary_search_by_key(&element.number, |row| row.0);
        row.ok().map(|row| self.text(self.ways[row].1))
    }

    /// The name of a relation that is a plaza.
    pub fn plaza(&self, relation: i64) -> Option<&str> {
        let row = self.plazas.binary_search_by_key(&relation, |row| row.0);
        row.ok().map(|row| self.text(self.plazas[row].1))
    }

    /// Nodes that name the part of a town they stand in.
    pub fn localities(&self) -> impl Iterator<Item = (i64, LocalityKind, &str)> {
        let rows = self.localities.iter();
        rows.map(|&(node, kind, text)| (node, kind, self.text(text)))
    }

    fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize)
    }

    /// Adds the names of a block.
    pub(super) fn append(&mut self, block: &Self) -> Result<(), ReadError> {
        if self.texts.bytes() + block.texts.bytes() > u32::MAX as usize {
            return Err(ReadError::TooLarge {
                what: Counted::NameBytes,
            });
        }
        let base = narrow(self.texts.count());
        let moved = |&(element, text): &(i64, u32)| (element, base + text);
        self.ways.extend(block.ways.iter().map(moved));
        self.plazas.extend(block.plazas.iter().map(moved));
        let localities = block.localities.iter();
        self.localities
            .extend(localities.map(|&(node, kind, text)| (node, kind, base + text)));
        self.texts.append(&block.texts);
        Ok(())
    }

    /// Sorts every list by number; sorted ones cost one look.
    pub(super) fn sort(&mut self) {
        self.ways.sort_by_key(|row| row.0);
        self.plazas.sort_by_key(|row| row.0);
        self.localities.sort_by_key(|row| row.0);
    }
}

/// The names of one block as it is decoded.
#[derive(Default)]
pub(super) struct BlockNames {
    names: Names,
    /// Per string of the block, the number of its text and one more; empty until the first name.
    number: Vec<u32>,
}

impl BlockNames {
    pub(super) fn way(&mut self, id: i64, tags: &Pairs) {
        let text = self.text(tags);
        self.names.ways.extend(text.map(|text| (id, text)));
    }

    pub(super) fn plaza(&mut self, id: i64, tags: &Pairs) {
        let text = self.text(tags);
        self.names.plazas.extend(text.map(|text| (id, text)));
    }

    pub(super) fn locality(&mut self, id: i64, kind: LocalityKind, tags: &Pairs) {
        let text = self.text(tags);
        self.names
            .localities
            .extend(text.map(|text| (id, kind, text)));
    }

    pub(super) fn finish(self) -> Names {
        self.names
    }

    /// The number of the text of `name`; `None` where there is none, or one of spaces alone.
    fn text(&mut self, tags: &Pairs) -> Option<u32> {
        let (position, name) = tags.value(NAME)?;
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        if position >= self.number.len() {
            self.number.resize(position + 1, 0);
        }
        let number = &mut self.number[position];
        if *number == 0 {
            self.names.texts.push(name);
            *number = narrow(self.names.texts.count());
        }
        Some(*number - 1)
    }
}
