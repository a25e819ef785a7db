//! What one block contributes.

use crate::osm::addresses::TaggedAddress;
use crate::osm::around_streets::AroundStreets;
use crate::osm::bounded::Elsewhere;
use crate::osm::element::ElementId;
use crate::osm::far::FarNodes;
use crate::osm::ground::OnTheGround;
use crate::osm::keys::{CONDITIONAL, PREMISES, Pairs};
use crate::osm::names::Names;
use crate::osm::tagging::name::of_place;
use crate::osm::tagging::{
    BuildingTags, BuildingUse, Classified, ConditionalTags, CrossingKind, Passage, Road,
};
use crate::osm::{Boundary, OpenSpace, Relation, Tagged, TaggedPremises};

/// What one block contributes; ways are numbered within the block.
#[derive(Default)]
pub(in crate::osm) struct Part {
    pub(in crate::osm) node_id: Vec<i64>,
    pub(in crate::osm) lon: Vec<i32>,
    pub(in crate::osm) lat: Vec<i32>,
    pub(in crate::osm) barriers: Vec<(i64, Passage)>,
    pub(in crate::osm) conditional: Vec<(ElementId, ConditionalTags)>,
    pub(in crate::osm) entrances: Vec<(i64, Box<str>)>,
    pub(in crate::osm) crossings: Vec<(i64, CrossingKind)>,
    pub(in crate::osm) way_id: Vec<i64>,
    pub(in crate::osm) way_end: Vec<u32>,
    pub(in crate::osm) way_road: Vec<Road>,
    pub(in crate::osm) refs: Vec<i64>,
    pub(in crate::osm) walks: Vec<(i64, Classified)>,
    pub(in crate::osm) closed_to_walkers: Vec<i64>,
    pub(in crate::osm) buildings: Vec<(i64, BuildingTags)>,
    pub(in crate::osm) unclosed_buildings: Vec<i64>,
    pub(in crate::osm) residential: Vec<i64>,
    pub(in crate::osm) other_land: Vec<i64>,
    pub(in crate::osm) obstacles: Vec<i64>,
    pub(in crate::osm) around: AroundStreets,
    pub(in crate::osm) open_spaces: Vec<OpenSpace>,
    pub(in crate::osm) ground: OnTheGround,
    pub(in crate::osm) places: Vec<Tagged>,
    pub(in crate::osm) relations: Vec<Relation>,
    /// Ways that any relation names, each once, where they were asked for.
    pub(in crate::osm) member_ways: Vec<i64>,
    pub(in crate::osm) boundaries: Vec<Boundary>,
    pub(in crate::osm) premises: Vec<TaggedPremises>,
    pub(in crate::osm) addresses: Vec<TaggedAddress>,
    pub(in crate::osm) names: Names,
    /// What is not kept, as far as it matters anywhere.
    pub(in crate::osm) elsewhere: Elsewhere,
    pub(in crate::osm) nodes_elsewhere: u64,
    pub(in crate::osm) ways_elsewhere: u64,
    /// Where the nodes lie that are not kept, where that was asked for.
    pub(in crate::osm) far: FarNodes,
    /// How far the ways reach, where that was asked for.
    pub(in crate::osm) reach: Option<[i32; 4]>,
    pub(in crate::osm) holds: Holds,
    /// Newest edit of any element, in seconds since 1970, where it was asked for.
    pub(in crate::osm) newest_s: Option<i64>,
}

impl Part {
    /// Keeps what the element with these tags is used for, where it is a building or unit; whether it is.
    #[inline]
    pub(super) fn note_premises(&mut self, element: ElementId, pairs: &Pairs) -> bool {
        let tags = pairs.tags();
        let is_asked_for = pairs.may(PREMISES);
        let of_use = is_asked_for.then(|| BuildingUse::of(tags)).flatten();
        self.premises.extend(of_use.map(|of_use| TaggedPremises {
            element,
            of_use,
            name: of_place(tags).map(Into::into),
        }));
        of_use.is_some()
    }

    /// Keeps what the clock decides about the element with these tags, if anything.
    #[inline]
    pub(super) fn note_conditional(&mut self, element: ElementId, pairs: &Pairs) {
        if pairs.may(CONDITIONAL)
            && let Some(tags) = ConditionalTags::of(pairs.tags(), element.kind)
        {
            self.conditional.push((element, tags));
        }
    }
}

/// What a block holds.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::osm) struct Holds {
    pub(in crate::osm) nodes: bool,
    pub(in crate::osm) ways: bool,
    pub(in crate::osm) relations: bool,
}
