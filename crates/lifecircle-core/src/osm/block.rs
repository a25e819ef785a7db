//! One primitive block → the columns and candidates it contributes.
//!
//! What an element's tags mean is asked of the tag rules and the category table only.

use super::addresses::TaggedAddress;
use super::around_streets::AroundStreets;
use super::bounded::{Elsewhere, NodeChoice, WayChoice};
use super::element::ElementId;
use super::error::{Counted, Damage, ReadError};
use super::extent::widened;
use super::far::FarNodes;
use super::ground::OnTheGround;
use super::keys::{
    ACCESS, ADDRESS, AROUND, BOUNDARY, BUILDING, CONDITIONAL, GROUND, KeyTable, LANDUSE, NODE,
    OBSTACLE, OPEN_SPACE, OTHER_LAND, PLACE, PREMISES, Pairs, Strings, WALK,
};
use super::message::{self, Block, Dense, Element, Info};
use super::names::{BlockNames, Names};
use super::tagging::access::closed_by_tags;
use super::tagging::area::is_multipolygon;
use super::tagging::barrier::passage;
use super::tagging::boundary::BoundaryTags;
use super::tagging::landuse::is_residential;
use super::tagging::name::of_place;
use super::tagging::obstacle::is_obstacle;
use super::tagging::other_use::is_other_land;
use super::tagging::plaza::classify_plaza;
use super::tagging::{
    BuildingKind, BuildingTags, BuildingUse, Classified, ConditionalTags, CrossingKind, GroundKind,
    Hindrance, LocalityKind, OpenGround, Passage, Road, classify_way, entrance,
};
use super::wire::Broken;
use super::{Boundary, OpenSpace, PlaceFilter, Relation, Tagged, TaggedPremises};
use crate::units::{is_within_degrees, nano_to_decimicro};

/// What one block contributes; ways are numbered within the block.
#[derive(Default)]
pub(super) struct Part {
    pub(super) node_id: Vec<i64>,
    pub(super) lon: Vec<i32>,
    pub(super) lat: Vec<i32>,
    pub(super) barriers: Vec<(i64, Passage)>,
    pub(super) conditional: Vec<(ElementId, ConditionalTags)>,
    pub(super) entrances: Vec<(i64, Box<str>)>,
    pub(super) crossings: Vec<(i64, CrossingKind)>,
    pub(super) way_id: Vec<i64>,
    pub(super) way_end: Vec<u32>,
    pub(super) way_road: Vec<Road>,
    pub(super) refs: Vec<i64>,
    pub(super) walks: Vec<(i64, Classified)>,
    pub(super) closed_to_walkers: Vec<i64>,
    pub(super) buildings: Vec<(i64, BuildingTags)>,
    pub(super) unclosed_buildings: Vec<i64>,
    pub(super) residential: Vec<i64>,
    pub(super) other_land: Vec<i64>,
    pub(super) obstacles: Vec<i64>,
    pub(super) around: AroundStreets,
    pub(super) open_spaces: Vec<OpenSpace>,
    pub(super) ground: OnTheGround,
    pub(super) places: Vec<Tagged>,
    pub(super) relations: Vec<Relation>,
    /// Ways that any relation names, each once, where they were asked for.
    pub(super) member_ways: Vec<i64>,
    pub(super) boundaries: Vec<Boundary>,
    pub(super) premises: Vec<TaggedPremises>,
    pub(super) addresses: Vec<TaggedAddress>,
    pub(super) names: Names,
    /// What is not kept, as far as it matters anywhere.
    pub(super) elsewhere: Elsewhere,
    pub(super) nodes_elsewhere: u64,
    pub(super) ways_elsewhere: u64,
    /// Where the nodes lie that are not kept, where that was asked for.
    pub(super) far: FarNodes,
    /// How far the ways reach, where that was asked for.
    pub(super) reach: Option<[i32; 4]>,
    pub(super) holds: Holds,
    /// Newest edit of any element, in seconds since 1970, where it was asked for.
    pub(super) newest_s: Option<i64>,
}

impl Part {
    /// Keeps what the element with these tags is used for, where it is a building or unit; whether it is.
    #[inline]
    fn note_premises(&mut self, element: ElementId, pairs: &Pairs) -> bool {
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
    fn note_conditional(&mut self, element: ElementId, pairs: &Pairs) {
        if pairs.may(CONDITIONAL)
            && let Some(tags) = ConditionalTags::of(pairs.tags(), element.kind)
        {
            self.conditional.push((element, tags));
        }
    }
}

/// What a block holds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Holds {
    pub(super) nodes: bool,
    pub(super) ways: bool,
    pub(super) relations: bool,
}

/// Which nodes are taken.
#[derive(Clone, Copy)]
pub(super) enum TakeNodes<'a> {
    All,
    Chosen(&'a NodeChoice<'a>),
    None,
}

/// Which ways are taken.
#[derive(Clone, Copy)]
pub(super) enum TakeWays<'a> {
    All,
    Chosen(&'a WayChoice<'a>),
    /// Residential areas, land of other uses, and those with these numbers (increasing): their nodes alone.
    Areas(&'a [i64]),
    /// Those with these numbers (increasing): their nodes alone.
    These(&'a [i64]),
    None,
}

/// Which elements one pass takes.
#[derive(Clone, Copy)]
pub(super) struct Take<'a> {
    pub(super) nodes: TakeNodes<'a>,
    pub(super) ways: TakeWays<'a>,
    pub(super) relations: bool,
}

impl Take<'_> {
    pub(super) const ALL: Self = Self {
        nodes: TakeNodes::All,
        ways: TakeWays::All,
        relations: true,
    };
    pub(super) const NOTHING: Self = Self {
        nodes: TakeNodes::None,
        ways: TakeWays::None,
        relations: false,
    };
    pub(super) const RELATIONS: Self = Self {
        relations: true,
        ..Self::NOTHING
    };
}

/// The type of a relation's member that is a way.
const WAY: u64 = 1;

/// What is wrong with a block, before it is said where the block lies.
#[derive(Debug)]
pub(super) enum Fault {
    /// Its bytes are no messages.
    Broken(Broken),
    /// Its messages make no sense.
    Damaged(Damage),
    /// Anything else.
    Other(ReadError),
}

impl From<Broken> for Fault {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

impl Fault {
    fn at(self, offset: u64) -> ReadError {
        let what = match self {
            Self::Broken(Broken(why)) => Damage::Undecodable {
                detail: why.to_owned(),
            },
            Self::Damaged(what) => what,
            Self::Other(error) => return error,
        };
        ReadError::Damaged { offset, what }
    }
}

/// What the reader wants of every block.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) keys: &'a KeyTable,
    pub(super) filter: &'a dyn PlaceFilter,
    /// Whether to look for the newest edit: not where the file's header has the date.
    pub(super) date: bool,
    /// The date that the header tells.
    pub(super) date_s: Option<i64>,
    /// Whether to tell which ways any relation names: only where the file's header has no box.
    pub(super) member_ways: bool,
    /// What is taken.
    pub(super) take: Take<'a>,
}

/// Decodes one inflated block, whose frame starts at `offset`.
pub(super) fn decode(bytes: &[u8], offset: u64, wanted: Wanted) -> Result<Part, ReadError> {
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

    /// One coordinate in 1e-7 degrees, `None` when it is not on the earth.
    #[inline]
    fn degrees(&self, raw: i64, offset_nano: i64, limit: u32) -> Option<i32> {
        let nano = raw
            .checked_mul(i64::from(self.block.granularity_nano))?
            .checked_add(offset_nano)?;
        nano_to_decimicro(nano).filter(|&decimicro| is_within_degrees(decimicro, limit))
    }

    /// Takes a node; whether it is kept, and `None` where it is not even looked at.
    #[inline]
    fn node(&mut self, id: i64, lat: i64, lon: i64) -> Result<Kept, Fault> {
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

    fn chosen_node(&mut self, choice: &NodeChoice, id: i64, [lon, lat]: [i32; 2]) -> Kept {
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

    fn plain_node(&mut self, node: &message::Node) -> Result<(), Fault> {
        self.part.holds.nodes = true;
        if matches!(self.wanted.take.nodes, TakeNodes::None) {
            return Ok(());
        }
        self.info(node.info)?;
        let kept = self.node(node.id, node.lat, node.lon)?;
        self.strings.scan(&node.tags, &mut self.pairs)?;
        self.node_tags(node.id, kept)
    }

    fn dense(&mut self, dense: &Dense) -> Result<(), Fault> {
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
    fn node_tags(&mut self, id: i64, kept: Kept) -> Result<(), Fault> {
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

    /// Notes what the tags at hand say of a way that is not kept.
    fn way_elsewhere(&mut self, is_closed: bool) -> Result<(), Fault> {
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
    fn keeps_way(&mut self, id: i64, start: usize) -> Result<bool, Fault> {
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
    fn is_land(&mut self, id: i64, start: usize) -> Result<bool, Fault> {
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

    fn way(&mut self, way: &message::Way) -> Result<(), Fault> {
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
    fn way_tags(&mut self, id: i64, start: usize) -> Result<Road, Fault> {
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

    fn relation(&mut self, relation: &message::Relation) -> Result<(), Fault> {
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

    /// Notes the closed way at hand, where it is walked across.
    fn open_way(&mut self, id: i64) {
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

    /// Notes the multipolygon at hand, where it is walked across.
    fn open_relation(
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
    fn member_ways(&mut self, relation: &message::Relation) -> Result<(), Fault> {
        for (member, kind) in relation.members.sums().zip(relation.types.values()) {
            let (member, kind) = (member?, kind?);
            if kind == WAY {
                self.part.member_ways.push(member);
            }
        }
        Ok(())
    }

    /// The outer and inner ways of a multipolygon, and whether each is inner.
    fn outline_ways(&self, relation: &message::Relation) -> Result<Vec<(i64, bool)>, Fault> {
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

/// Refuses an element that follows itself, before a small block of a million copies fills the memory.
#[inline]
fn not_repeated(ids: &[i64], id: i64, element: fn(i64) -> ElementId) -> Result<(), Fault> {
    if ids.last() == Some(&id) {
        let element = element(id);
        return Err(Fault::Other(ReadError::Repeated { element }));
    }
    Ok(())
}
