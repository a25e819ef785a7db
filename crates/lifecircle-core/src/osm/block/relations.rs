//! Relations of a block.

use super::{Decoder, Fault};
use crate::osm::addresses::TaggedAddress;
use crate::osm::element::ElementId;
use crate::osm::error::Damage;
use crate::osm::keys::{
    AROUND, BOUNDARY, BUILDING, GROUND, LANDUSE, OBSTACLE, OPEN_SPACE, OTHER_LAND, PLACE, PREMISES,
    WALK,
};
use crate::osm::message;
use crate::osm::tagging::area::is_multipolygon;
use crate::osm::tagging::boundary::BoundaryTags;
use crate::osm::tagging::landuse::is_residential;
use crate::osm::tagging::obstacle::is_obstacle;
use crate::osm::tagging::other_use::is_other_land;
use crate::osm::tagging::plaza::classify_plaza;
use crate::osm::tagging::{BuildingTags, GroundKind, Hindrance, OpenGround};
use crate::osm::{Boundary, OpenSpace, Relation};

/// The type of a relation's member that is a way.
const WAY: u64 = 1;

impl Decoder<'_> {
    pub(super) fn relation(&mut self, relation: &message::Relation) -> Result<(), Fault> {
        let id = relation.id;
        self.part.holds.relations = true;
        self.info(relation.info)?;
        if !self.wanted.take.relations {
            return Ok(());
        }
        let n = relation.members.count();
        if relation.types.count() != n || relation.roles.count() != n {
            return Err(Fault::Damaged(Damage::MemberColumns { id }));
        }
        if self.wanted.member_ways {
            self.member_ways(relation)?;
        }
        self.strings.scan(&relation.tags, &mut self.pairs)?;
        let areas =
            BUILDING | LANDUSE | PLACE | OBSTACLE | OTHER_LAND | PREMISES | OPEN_SPACE | GROUND;
        if !self.pairs.may(areas | WALK | BOUNDARY | AROUND) {
            return Ok(());
        }
        self.strings.resolve(&mut self.pairs)?;
        let tags = self.pairs.tags();
        if self.pairs.may(BOUNDARY)
            && let Some(BoundaryTags { names, level }) = BoundaryTags::of(tags)
        {
            let members = self.outline_ways(relation)?;
            self.part.boundaries.push(Boundary {
                id,
                names,
                level,
                members,
            });
        }
        if !is_multipolygon(tags) {
            return Ok(());
        }
        if self.pairs.may(OBSTACLE) && is_obstacle(tags) {
            let outline = self.outline_ways(relation)?;
            self.part.obstacles.extend(outline.iter().map(|way| way.0));
        }
        if self.pairs.may(AROUND)
            && let Some(hindrance) = Hindrance::of(tags)
        {
            let outline = self.outline_ways(relation)?;
            self.part.around.note_outline(hindrance, &outline);
        }
        if self.pairs.may(GROUND)
            && let Some(kind) = GroundKind::of(tags).filter(|kind| !kind.is_line())
        {
            let outline = self.outline_ways(relation)?;
            self.part.ground.note_relation(id, kind, tags, outline);
        }
        let plaza = classify_plaza(tags);
        self.open_relation(relation, plaza.is_some())?;
        let tags = self.pairs.tags();
        let building = BuildingTags::of(tags);
        let residential = is_residential(tags);
        let other_land = self.pairs.may(OTHER_LAND) && is_other_land(tags);
        let is_premises = self
            .part
            .note_premises(ElementId::relation(id), &self.pairs);
        let is_place = self.place(ElementId::relation(id));
        let is_land = residential || other_land;
        if plaza.is_none() && building.is_none() && !is_land && !is_place && !is_premises {
            return Ok(());
        }
        if building.is_some() {
            let address = TaggedAddress::of(ElementId::relation(id), &self.pairs);
            self.part.addresses.extend(address);
        }
        if plaza.is_some() {
            self.names.plaza(id, &self.pairs);
            self.part
                .note_conditional(ElementId::relation(id), &self.pairs);
        }
        let members = self.outline_ways(relation)?;
        self.part.relations.push(Relation {
            id,
            members,
            plaza,
            building,
            residential,
            other_land,
        });
        Ok(())
    }

    /// Notes the multipolygon at hand, where it is walked across.
    pub(super) fn open_relation(
        &mut self,
        relation: &message::Relation,
        is_walked_around: bool,
    ) -> Result<(), Fault> {
        let element = ElementId::relation(relation.id);
        if self.pairs.may(OPEN_SPACE)
            && let Some(ground) = OpenGround::of(self.pairs.tags(), true)
        {
            let outline = self.outline_ways(relation)?;
            self.part.open_spaces.push(OpenSpace {
                element,
                ground,
                outline,
            });
            if !is_walked_around {
                self.names.plaza(relation.id, &self.pairs);
                self.part.note_conditional(element, &self.pairs);
            }
        }
        Ok(())
    }

    /// Notes the ways that a relation names, whatever their roles.
    pub(super) fn member_ways(&mut self, relation: &message::Relation) -> Result<(), Fault> {
        for (member, kind) in relation.members.sums().zip(relation.types.values()) {
            let (member, kind) = (member?, kind?);
            if kind == WAY {
                self.part.member_ways.push(member);
            }
        }
        Ok(())
    }

    /// The outer and inner ways of a multipolygon, and whether each is inner.
    pub(super) fn outline_ways(
        &self,
        relation: &message::Relation,
    ) -> Result<Vec<(i64, bool)>, Fault> {
        let mut ways = Vec::new();
        let roles = relation.roles.values().zip(relation.types.values());
        for (member, (role, kind)) in relation.members.sums().zip(roles) {
            let (member, is_way) = (member?, kind? == WAY);
            match self.strings.string(role?)? {
                "outer" | "" if is_way => ways.push((member, false)),
                "inner" if is_way => ways.push((member, true)),
                _ => {}
            }
        }
        Ok(ways)
    }
}
