//! Ways of a block.

use super::{Decoder, Fault, TakeWays, not_repeated};
use crate::osm::OpenSpace;
use crate::osm::addresses::TaggedAddress;
use crate::osm::element::ElementId;
use crate::osm::error::{Counted, ReadError};
use crate::osm::extent::widened;
use crate::osm::keys::{
    ACCESS, AROUND, BUILDING, GROUND, LANDUSE, OBSTACLE, OPEN_SPACE, OTHER_LAND, PLACE, PREMISES,
    WALK,
};
use crate::osm::message;
use crate::osm::tagging::access::closed_by_tags;
use crate::osm::tagging::landuse::is_residential;
use crate::osm::tagging::obstacle::is_obstacle;
use crate::osm::tagging::other_use::is_other_land;
use crate::osm::tagging::{BuildingKind, BuildingTags, GroundKind, OpenGround, Road, classify_way};

impl Decoder<'_> {
    /// Notes what the tags at hand say of a way that is not kept.
    pub(super) fn way_elsewhere(&mut self, is_closed: bool) -> Result<(), Fault> {
        self.part.ways_elsewhere += 1;
        if !is_closed || !self.pairs.may(BUILDING | PLACE) {
            return Ok(());
        }
        self.strings.resolve(&mut self.pairs)?;
        self.place_elsewhere();
        let building = BuildingTags::of(self.pairs.tags());
        let is_dwelling = building.is_some_and(|b| b.kind != BuildingKind::Yes);
        self.part.elsewhere.dwellings += u64::from(is_dwelling);
        Ok(())
    }

    /// Whether the way at hand is kept, whose nodes are those from `start` on; of one that is not, nothing stays.
    pub(super) fn keeps_way(&mut self, id: i64, start: usize) -> Result<bool, Fault> {
        let keeps = match self.wanted.take.ways {
            TakeWays::All => true,
            TakeWays::None => false,
            TakeWays::These(ids) => ids.binary_search(&id).is_ok(),
            TakeWays::Areas(ids) => {
                let is_area =
                    self.pairs.may(LANDUSE | OTHER_LAND | GROUND) && self.is_land(id, start)?;
                is_area || ids.binary_search(&id).is_ok()
            }
            TakeWays::Chosen(choice) => {
                let refs = &self.part.refs[start..];
                let (keeps, reach) = choice.look(id, refs, &mut self.positions);
                let reached = self.part.reach.into_iter().chain(reach);
                self.part.reach = reached.reduce(widened);
                if !keeps {
                    let is_closed = refs.len() > 3 && refs.first() == refs.last();
                    self.way_elsewhere(is_closed)?;
                }
                keeps
            }
        };
        if !keeps {
            self.part.refs.truncate(start);
        }
        Ok(keeps)
    }

    /// Whether the way at hand bounds an area of land by itself; if so that is noted.
    pub(super) fn is_land(&mut self, id: i64, start: usize) -> Result<bool, Fault> {
        self.strings.resolve(&mut self.pairs)?;
        let own = &self.part.refs[start..];
        let is_closed = own.len() > 3 && own.first() == own.last();
        let tags = self.pairs.tags();
        let is_told = is_residential(tags) || (self.pairs.may(OTHER_LAND) && is_other_land(tags));
        let ground = self.pairs.may(GROUND).then(|| GroundKind::of(tags));
        let is_area = match ground.flatten() {
            Some(GroundKind::Coastline) => true,
            Some(kind) => is_closed && (is_told || !kind.is_line() && kind != GroundKind::Building),
            None => is_closed && is_told,
        };
        if is_area {
            self.part.residential.push(id);
        }
        Ok(is_area)
    }

    pub(super) fn way(&mut self, way: &message::Way) -> Result<(), Fault> {
        self.part.holds.ways = true;
        if matches!(self.wanted.take.ways, TakeWays::None) {
            return Ok(());
        }
        self.info(way.info)?;
        not_repeated(&self.part.way_id, way.id, ElementId::way)?;
        let start = self.part.refs.len();
        for node in way.refs.sums() {
            self.part.refs.push(node?);
        }
        let end = u32::try_from(self.part.refs.len()).map_err(|_| {
            Fault::Other(ReadError::TooLarge {
                what: Counted::WayNodes,
            })
        })?;
        self.strings.scan(&way.tags, &mut self.pairs)?;
        if !self.keeps_way(way.id, start)? {
            return Ok(());
        }
        self.part.way_id.push(way.id);
        self.part.way_end.push(end);
        let road = match self.wanted.take.ways {
            TakeWays::All | TakeWays::Chosen(_) => self.way_tags(way.id, start)?,
            _ => Road::None,
        };
        self.part.way_road.push(road);
        Ok(())
    }

    /// Keeps what the tags at hand say of way `id`, whose nodes are those from `start` on.
    pub(super) fn way_tags(&mut self, id: i64, start: usize) -> Result<Road, Fault> {
        let areas =
            BUILDING | LANDUSE | PLACE | OBSTACLE | OTHER_LAND | PREMISES | OPEN_SPACE | GROUND;
        if !self.pairs.may(areas | WALK | ACCESS | AROUND) {
            return Ok(Road::None);
        }
        self.strings.resolve(&mut self.pairs)?;
        let (tags, part) = (self.pairs.tags(), &mut self.part);
        // Also where it cannot be walked itself: the way may be the outline of a plaza (§4.3).
        if self.pairs.may(ACCESS) && closed_by_tags(tags) {
            part.closed_to_walkers.push(id);
        }
        let mut kind = Road::None;
        if self.pairs.may(WALK) {
            kind = Road::of(tags);
            if let Some(classified) = classify_way(tags) {
                part.walks.push((id, classified));
                part.note_conditional(ElementId::way(id), &self.pairs);
                self.names.way(id, &self.pairs);
            }
        }
        if self.pairs.may(OBSTACLE) && is_obstacle(tags) {
            part.obstacles.push(id);
        }
        if self.pairs.may(AROUND) {
            part.around.note(ElementId::way(id), tags);
        }
        let own = &part.refs[start..];
        if self.pairs.may(GROUND) {
            let is_closed = own.len() > 3 && own.first() == own.last();
            part.ground.note_way(id, tags, is_closed);
        }
        if self.pairs.may(BUILDING)
            && let Some(building) = BuildingTags::of(tags)
        {
            part.buildings.push((id, building));
            let address = TaggedAddress::of(ElementId::way(id), &self.pairs);
            part.addresses.extend(address);
            if own.first() != own.last() {
                part.unclosed_buildings.push(id);
            }
        }
        if own.len() > 3 && own.first() == own.last() {
            if is_residential(tags) {
                part.residential.push(id);
            }
            if self.pairs.may(OTHER_LAND) && is_other_land(tags) {
                part.other_land.push(id);
            }
            part.note_premises(ElementId::way(id), &self.pairs);
            self.place(ElementId::way(id));
            self.open_way(id);
        }
        Ok(kind)
    }

    /// Notes the closed way at hand, where it is walked across.
    pub(super) fn open_way(&mut self, id: i64) {
        let element = ElementId::way(id);
        if self.pairs.may(OPEN_SPACE)
            && let Some(ground) = OpenGround::of(self.pairs.tags(), false)
        {
            let outline = vec![(id, false)];
            self.part.open_spaces.push(OpenSpace {
                element,
                ground,
                outline,
            });
            // Of a way that is walked itself this is known already.
            if self.part.walks.last().is_none_or(|walk| walk.0 != id) {
                self.part.note_conditional(element, &self.pairs);
                self.names.way(id, &self.pairs);
            }
        }
    }
}
