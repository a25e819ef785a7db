//! Stretches of street from which the walk is longer than a rule allows.

use std::cell::OnceCell;

use super::field::{Field, OnStreet};
use crate::coverage::CheckInput;
use crate::id::StreetId;
use crate::metric::{Metric, Unit};
use crate::observer::{Cancelled, Observer, go_on};
use crate::par;
use crate::reach::{Lines, Source, Way};
use crate::search::{Label, LengthLabel, NearestK, TimeLabel, nearest_k};
use crate::walk::{HORIZON_MS, Standings, Stops, UnitWalks};

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
    /// The part of it between two of its offsets.
    #[must_use]
    pub fn part(&self, from_mm: u32, to_mm: u32) -> Self {
        let is_all = (from_mm, to_mm) == (self.from_mm, self.to_mm);
        let (from, to) = if is_all {
            (self.from, self.to)
        } else {
            (self.at(from_mm), self.at(to_mm))
        };
        Self {
            from_mm,
            to_mm,
            from,
            to,
            ..*self
        }
    }

    /// The walk at an offset.
    fn at(&self, mm: u32) -> Option<u32> {
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
///
/// # Errors
/// [`Cancelled`].
pub fn gap_streets(
    input: CheckInput,
    observer: &dyn Observer,
) -> Result<Vec<Vec<GapStretch>>, Cancelled> {
    Grounds::new(input, observer).streets()
}

/// The ground of each unit, made when a rule asks for it.
pub(super) struct Grounds<'a> {
    input: CheckInput<'a>,
    observer: &'a dyn Observer,
    time: OnceCell<Ground<'a>>,
    length: OnceCell<Ground<'a>>,
}

impl<'a> Grounds<'a> {
    pub(super) fn new(input: CheckInput<'a>, observer: &'a dyn Observer) -> Self {
        Self {
            input,
            observer,
            time: OnceCell::new(),
            length: OnceCell::new(),
        }
    }

    pub(super) fn of(&self, unit: Unit) -> Result<&Ground<'a>, Cancelled> {
        let slot = match unit {
            Unit::Time => &self.time,
            Unit::Length => &self.length,
        };
        if let Some(ground) = slot.get() {
            return Ok(ground);
        }
        let ground = Ground::new(self.input, unit, self.observer)?;
        Ok(slot.get_or_init(|| ground))
    }

    /// The stretches of each rule.
    pub(super) fn streets(&self) -> Result<Vec<Vec<GapStretch>>, Cancelled> {
        let of_rule = |rule: usize| {
            let unit = self.input.pack.rules[rule].limit.unit();
            let ground = self.of(unit)?;
            match unit {
                Unit::Time => ground.of_rule::<TimeLabel>(self.input, rule),
                Unit::Length => ground.of_rule::<LengthLabel>(self.input, rule),
            }
        };
        (0..self.input.pack.rules.len()).map(of_rule).collect()
    }
}

/// The streets of one unit, and the facilities on them.
pub(super) struct Ground<'a> {
    walks: &'a UnitWalks,
    metric: Metric<'a>,
    facilities: Standings,
    lines: Lines,
    observer: &'a dyn Observer,
}

impl<'a> Ground<'a> {
    pub(super) fn new(
        input: CheckInput<'a>,
        unit: Unit,
        observer: &'a dyn Observer,
    ) -> Result<Self, Cancelled> {
        let walks = input.walks.by(unit, observer)?;
        let facilities = Stops::of_facilities(input.facilities);
        go_on(observer)?;
        Ok(Self {
            walks,
            metric: walks.metric(),
            facilities: Standings::destinations(walks, &facilities),
            lines: Lines::new(walks, Way::In),
            observer,
        })
    }

    pub(super) fn observer(&self) -> &'a dyn Observer {
        self.observer
    }

    pub(super) fn metric(&self) -> &Metric<'a> {
        &self.metric
    }

    pub(super) fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The walks to the `k` nearest of some facilities, from every state.
    pub(super) fn nearest<L: Label>(
        &self,
        members: &[bool],
        limit: u32,
        k: usize,
    ) -> Result<NearestK<L>, Cancelled> {
        let seeds = self.facilities.seeds(|rank| members[rank as usize]);
        let reverse = &self.walks.states().reverse;
        nearest_k(reverse, &seeds, limit, k, self.observer)
    }

    /// The ways into some facilities on a street.
    pub(super) fn on_street(&self, street: StreetId, members: &[bool]) -> Vec<OnStreet> {
        let own = self.facilities.on(street.0);
        let own = own.filter(|s| members[s.owner as usize]);
        own.map(|s| {
            let source = Source {
                offset_mm: s.snap.offset_mm,
                weight: self.metric.leg(s.snap.leg_mm).0,
            };
            (source, s.owner)
        })
        .collect()
    }

    fn of_rule<L: Label>(
        &self,
        input: CheckInput,
        rule: usize,
    ) -> Result<Vec<GapStretch>, Cancelled> {
        let rule = &input.pack.rules[rule];
        let (limit, k) = (rule.limit.value(), rule.min_count as usize);
        let members = input.facilities.serving(rule.categories);
        let horizon = self.metric.reach(HORIZON_MS).max(limit);
        let scaled = |percent| rule.limit.scaled(percent).min(horizon);
        let search = Search {
            ground: self,
            found: self.nearest::<L>(&members, horizon, k)?,
            cut: self.walks.to_cut_ends(limit, self.observer)?,
            limits: [limit, scaled(150), scaled(200), scaled(300), horizon],
            no_data: !input.facilities.are_anywhere(rule.categories) && !input.list_replaces,
            members,
            k,
        };
        let streets = self.walks.network().streets.count();
        par::try_flat_map_range(self.observer, streets, |street, stretches| {
            search.of_street(StreetId::new(street), stretches);
        })
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
    fn of_street(&self, street: StreetId, stretches: &mut Vec<GapStretch>) {
        let line = self.ground.lines.row(street);
        if !line.is_walked() {
            return;
        }
        let on_street = self.ground.on_street(street, &self.members);
        let walks = Field::of(&self.ground.lines, street, &self.found, &on_street, self.k);
        let cuts = Field::of(&self.ground.lines, street, &self.cut, &[], 1);
        let hidden = self.no_data || self.ground.walks.network().streets.is_island(street);
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
