//! Stretches of street from which the walk is longer than a rule allows.

use super::field::{Field, OnStreet};
use crate::coverage::layer::{Layer, Stops};
use crate::coverage::{CheckInput, HORIZON_MS, cut_nodes, members};
use crate::id::StreetId;
use crate::metric::{Metric, Unit};
use crate::par;
use crate::reach::{Lines, Source, Way};
use crate::search::{Label, LengthLabel, NearestK, TimeLabel, nearest_k};
use crate::snap::Snap;

/// How far beyond the limit; ordered from unknown to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapClass {
    /// It cannot be told: the data ends within the limit, an island, or no facility in the input.
    Unknown,
    /// Up to 1.5 times the limit.
    UpTo150,
    /// Up to twice the limit.
    UpTo200,
    /// Up to three times the limit.
    UpTo300,
    /// Beyond that.
    Beyond300,
    /// None is reached within 60 minutes.
    None,
}

impl GapClass {
    /// All classes in order.
    pub const ALL: [Self; 6] = [
        Self::Unknown,
        Self::UpTo150,
        Self::UpTo200,
        Self::UpTo300,
        Self::Beyond300,
        Self::None,
    ];

    /// Its number in every output: 0 is unknown, 5 is none.
    pub fn number(self) -> u8 {
        self as u8
    }
}

/// A stretch of street that is not covered, or not known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GapStretch {
    /// The street.
    pub street: StreetId,
    /// Where it begins, in mm from the street's tail.
    pub from_mm: u32,
    /// Where it ends.
    pub to_mm: u32,
    /// How far beyond the limit all of it is.
    pub class: GapClass,
    /// The walk from its beginning in the rule's unit, `None` beyond the horizon; it changes evenly to that from
    /// its end. Jointly: of the rule that is worst, in milliseconds, metres on the level.
    pub from: Option<u32>,
    /// The walk from its end.
    pub to: Option<u32>,
}

impl GapStretch {
    /// The walk at an offset.
    pub(super) fn at(&self, mm: u32) -> Option<u32> {
        let (from, to) = (i64::from(self.from?), i64::from(self.to?));
        let (along, length) = (mm - self.from_mm, self.to_mm - self.from_mm);
        let walk = from + (to - from) * i64::from(along) / i64::from(length.max(1));
        u32::try_from(walk).ok()
    }

    /// Whether it goes on where `before` ends, without a change but for rounding.
    fn continues(&self, before: &Self) -> bool {
        let is_next = self.street == before.street && self.from_mm == before.to_mm;
        if !is_next || self.class != before.class {
            return false;
        }
        let both = Self {
            to_mm: self.to_mm,
            to: self.to,
            ..*before
        };
        match (both.at(self.from_mm), self.from) {
            (Some(even), Some(walk)) => even.abs_diff(walk) <= 1,
            _ => before
                .from
                .or(before.to)
                .or(self.from)
                .or(self.to)
                .is_none(),
        }
    }
}

/// Adds a stretch, or lengthens the last one by it.
pub(super) fn push(stretches: &mut Vec<GapStretch>, stretch: GapStretch) {
    match stretches.last_mut() {
        Some(last) if stretch.continues(last) => {
            last.to_mm = stretch.to_mm;
            last.to = stretch.to;
        }
        _ => stretches.push(stretch),
    }
}

/// Per rule, the stretches of street that people on them cannot walk from within the limit.
///
/// Streets are seen as someone who lives there sees them: out of one's own compound, into the facility's.
///
/// # Complexity
/// One multi-source pass per rule, and linear in the streets.
pub fn gap_streets(input: CheckInput) -> Vec<Vec<GapStretch>> {
    let rules = 0..input.pack.rules.len();
    let mut layers = [Unit::Time, Unit::Length].map(|unit| {
        let wanted = input
            .pack
            .rules
            .iter()
            .any(|rule| rule.limit.unit() == unit);
        wanted.then(|| Ground::new(input, unit))
    });
    let [time, length] = &mut layers;
    let of_rule = |rule: usize| match input.pack.rules[rule].limit.unit() {
        Unit::Time => time
            .as_ref()
            .map(|ground| ground.of_rule::<TimeLabel>(input, rule)),
        Unit::Length => length
            .as_ref()
            .map(|ground| ground.of_rule::<LengthLabel>(input, rule)),
    };
    rules
        .map(|rule| of_rule(rule).unwrap_or_default())
        .collect()
}

/// The streets of one unit, and the facilities on them.
pub(super) struct Ground<'a> {
    layer: Layer<'a>,
    lines: Lines,
}

impl<'a> Ground<'a> {
    pub(super) fn new(input: CheckInput<'a>, unit: Unit) -> Self {
        let nobody = Stops::new(std::iter::empty::<Option<Snap>>());
        let facilities = Stops::of_facilities(input.facilities);
        let layer = Layer::new(input.built, input.walking, unit, &nobody, &facilities);
        let lines = Lines::new(&layer.metric, &layer.states, &input.built.streets, Way::In);
        Self { layer, lines }
    }

    pub(super) fn metric(&self) -> &Metric<'a> {
        &self.layer.metric
    }

    pub(super) fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The walks to the `k` nearest of some facilities, from every state.
    pub(super) fn nearest<L: Label>(&self, members: &[bool], limit: u32, k: usize) -> NearestK<L> {
        let own = self
            .layer
            .facilities
            .iter()
            .filter(|s| members[s.owner as usize]);
        let seeds = own.flat_map(|standing| {
            let terminals = standing.terminals.iter();
            terminals.map(|t| (t.state, L::seed(t.weight, t.second, standing.owner)))
        });
        nearest_k(
            &self.layer.states.reverse,
            &seeds.collect::<Vec<_>>(),
            limit,
            k,
        )
    }

    /// The ways into some facilities on a street.
    pub(super) fn on_street(&self, street: StreetId, members: &[bool]) -> Vec<OnStreet> {
        let standings = self.layer.facilities_on.at(street.0).iter();
        let own = standings.map(|&i| &self.layer.facilities[i as usize]);
        let own = own.filter(|s| members[s.owner as usize]);
        own.map(|s| {
            let source = Source {
                offset_mm: s.snap.offset_mm,
                weight: self.layer.metric.leg(s.snap.leg_mm).0,
            };
            (source, s.owner)
        })
        .collect()
    }

    fn of_rule<L: Label>(&self, input: CheckInput, rule: usize) -> Vec<GapStretch> {
        let rule = &input.pack.rules[rule];
        let (limit, k) = (rule.limit.value(), rule.min_count as usize);
        let members = members(input, rule);
        let horizon = self.layer.metric.reach(HORIZON_MS).max(limit);
        let scaled = |percent| rule.limit.scaled(percent).min(horizon);
        let search = Search {
            ground: self,
            found: self.nearest::<L>(&members, horizon, k),
            cut: self.cut_ends::<L>(input, limit),
            limits: [limit, scaled(150), scaled(200), scaled(300), horizon],
            no_data: !members.contains(&true) && !input.list_replaces,
            members,
            k,
        };
        par::flat_map_range(input.built.streets.count(), |street, stretches| {
            search.of_street(input, StreetId::new(street), stretches);
        })
    }

    fn cut_ends<L: Label>(&self, input: CheckInput, limit: u32) -> NearestK<L> {
        let nodes = cut_nodes(input.built).into_iter();
        let states = nodes.flat_map(|node| self.layer.states.all(node));
        let seeds: Vec<(u32, L)> = states.map(|state| (state, L::seed(0, 0, 0))).collect();
        nearest_k(&self.layer.states.reverse, &seeds, limit, 1)
    }
}

/// What the streets are asked for one rule.
struct Search<'a, L> {
    ground: &'a Ground<'a>,
    found: NearestK<L>,
    cut: NearestK<L>,
    /// The limit, what bounds the classes, and the horizon.
    limits: [u32; 5],
    no_data: bool,
    members: Vec<bool>,
    k: usize,
}

impl<L: Label> Search<'_, L> {
    fn of_street(&self, input: CheckInput, street: StreetId, stretches: &mut Vec<GapStretch>) {
        let line = self.ground.lines.row(street);
        if !line.is_walked() {
            return;
        }
        let on_street = self.ground.on_street(street, &self.members);
        let walks = Field::of(&self.ground.lines, street, &self.found, &on_street, self.k);
        let cuts = Field::of(&self.ground.lines, street, &self.cut, &[], 1);
        let hidden = self.no_data || input.built.streets.is_island(street);
        let mut breaks = vec![0, line.length_mm()];
        walks.breaks(line, &self.limits, &mut breaks);
        cuts.breaks(line, &self.limits[..1], &mut breaks);
        breaks.sort_unstable();
        breaks.dedup();
        for ends in breaks.windows(2) {
            let (from_mm, to_mm) = (ends[0], ends[1]);
            let part = (from_mm, to_mm);
            let middle = from_mm.midpoint(to_mm);
            let walk = walks
                .at(line, part, middle)
                .filter(|&w| w <= self.limits[4]);
            if walk.is_some_and(|w| w <= self.limits[0]) {
                continue;
            }
            let is_cut = cuts
                .at(line, part, middle)
                .is_some_and(|w| w <= self.limits[0]);
            let class = if hidden || is_cut {
                GapClass::Unknown
            } else {
                self.class(walk)
            };
            let at = |mm| walk.and_then(|_| walks.at(line, part, mm));
            let stretch = GapStretch {
                street,
                from_mm,
                to_mm,
                class,
                from: at(from_mm),
                to: at(to_mm),
            };
            push(stretches, stretch);
        }
    }

    fn class(&self, walk: Option<u32>) -> GapClass {
        let [_, once_and_half, twice, thrice, _] = self.limits;
        match walk {
            None => GapClass::None,
            Some(w) if w <= once_and_half => GapClass::UpTo150,
            Some(w) if w <= twice => GapClass::UpTo200,
            Some(w) if w <= thrice => GapClass::UpTo300,
            Some(_) => GapClass::Beyond300,
        }
    }
}
