//! Nodes of a block.

use super::{Decoder, Fault, Kept, TakeNodes, not_repeated};
use crate::osm::addresses::TaggedAddress;
use crate::osm::bounded::NodeChoice;
use crate::osm::element::ElementId;
use crate::osm::error::Damage;
use crate::osm::keys::{ADDRESS, AROUND, NODE, PLACE, PREMISES};
use crate::osm::message::{self, Dense};
use crate::osm::tagging::barrier::passage;
use crate::osm::tagging::{CrossingKind, LocalityKind, Passage, entrance};
use crate::units::{is_within_degrees, nano_to_decimicro};

impl Decoder<'_> {
    /// One coordinate in 1e-7 degrees, `None` when it is not on the earth.
    #[inline]
    pub(super) fn degrees(&self, raw: i64, offset_nano: i64, limit: u32) -> Option<i32> {
        let nano = raw
            .checked_mul(i64::from(self.block.granularity_nano))?
            .checked_add(offset_nano)?;
        nano_to_decimicro(nano).filter(|&decimicro| is_within_degrees(decimicro, limit))
    }

    /// Takes a node; whether it is kept, and `None` where it is not even looked at.
    #[inline]
    pub(super) fn node(&mut self, id: i64, lat: i64, lon: i64) -> Result<Kept, Fault> {
        let (Some(lat), Some(lon)) = (
            self.degrees(lat, self.block.lat_offset_nano, 90),
            self.degrees(lon, self.block.lon_offset_nano, 180),
        ) else {
            return Err(Fault::Damaged(Damage::OffEarth { id }));
        };
        let kept = match self.wanted.take.nodes {
            TakeNodes::Chosen(choice) => self.chosen_node(choice, id, [lon, lat]),
            TakeNodes::All | TakeNodes::None => Kept::Inside,
        };
        if kept != Kept::Not {
            not_repeated(&self.part.node_id, id, ElementId::node)?;
            self.part.node_id.push(id);
            self.part.lat.push(lat);
            self.part.lon.push(lon);
        }
        Ok(kept)
    }

    pub(super) fn chosen_node(
        &mut self,
        choice: &NodeChoice,
        id: i64,
        [lon, lat]: [i32; 2],
    ) -> Kept {
        if choice.is_inside(lon, lat) {
            return Kept::Inside;
        }
        if choice.far {
            self.part.far.push(id, [lon, lat], choice.bounds);
        }
        if choice.also.binary_search(&id).is_ok() {
            return Kept::Outside;
        }
        self.part.nodes_elsewhere += 1;
        Kept::Not
    }

    pub(super) fn plain_node(&mut self, node: &message::Node) -> Result<(), Fault> {
        self.part.holds.nodes = true;
        if matches!(self.wanted.take.nodes, TakeNodes::None) {
            return Ok(());
        }
        self.info(node.info)?;
        let kept = self.node(node.id, node.lat, node.lon)?;
        self.strings.scan(&node.tags, &mut self.pairs)?;
        self.node_tags(node.id, kept)
    }

    pub(super) fn dense(&mut self, dense: &Dense) -> Result<(), Fault> {
        self.part.holds.nodes = true;
        if matches!(self.wanted.take.nodes, TakeNodes::None) {
            return Ok(());
        }
        if self.wanted.date {
            for timestamp in dense.timestamps()?.sums() {
                self.newest = self.newest.max(timestamp?);
            }
        }
        if matches!(self.wanted.take.nodes, TakeNodes::All) {
            let n = dense.id.count();
            self.part.node_id.reserve(n);
            self.part.lat.reserve(n);
            self.part.lon.reserve(n);
        }
        let (mut ids, mut lats, mut lons) = (dense.id.sums(), dense.lat.sums(), dense.lon.sums());
        let mut tags = dense.tags.values();
        loop {
            let (id, lat, lon) = match (ids.next(), lats.next(), lons.next()) {
                (Some(id), Some(lat), Some(lon)) => (id?, lat?, lon?),
                (None, None, None) => return Ok(()),
                _ => {
                    return Err(Fault::Damaged(Damage::NodeColumns));
                }
            };
            let kept = self.node(id, lat, lon)?;
            self.strings.scan_dense(&mut tags, &mut self.pairs)?;
            self.node_tags(id, kept)?;
        }
    }

    /// Keeps what the tags at hand say of node `id`.
    #[inline]
    pub(super) fn node_tags(&mut self, id: i64, kept: Kept) -> Result<(), Fault> {
        if !self.pairs.may(NODE | PLACE | AROUND | PREMISES | ADDRESS) {
            return Ok(());
        }
        self.strings.resolve(&mut self.pairs)?;
        if kept != Kept::Inside {
            self.place_elsewhere();
            return Ok(());
        }
        let (tags, part) = (self.pairs.tags(), &mut self.part);
        if self.pairs.may(AROUND) {
            part.around.note(ElementId::node(id), tags);
        }
        match passage(tags) {
            Passage::Pass => {}
            other => part.barriers.push((id, other)),
        }
        part.note_conditional(ElementId::node(id), &self.pairs);
        if let Some(kind) = entrance::kind(tags) {
            part.entrances.push((id, kind.into()));
        }
        if let Some(kind) = CrossingKind::of(tags) {
            part.crossings.push((id, kind));
        }
        if let Some(kind) = LocalityKind::of(tags) {
            self.names.locality(id, kind, &self.pairs);
        }
        part.note_premises(ElementId::node(id), &self.pairs);
        let address = TaggedAddress::of(ElementId::node(id), &self.pairs);
        part.addresses.extend(address);
        self.place(ElementId::node(id));
        Ok(())
    }
}
