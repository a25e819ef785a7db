//! What happens to each outlet of the map in the census, and where there is room for others.
//!
//! Everything planted must be told apart from everything else without doubt: what moved is the one branch of its name
//! in the city, what only one side knows has nothing of its format near by on the other.

use std::collections::BTreeMap;

use lifecircle::LonLat;

use crate::census::{Row, World};
use crate::formats::{self, FORMATS};
use crate::geo;
use crate::names;

/// What is true of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The map has it too, by the same name or by none.
    Both,
    /// The map has it under another spelling of its name.
    Renamed { to: String, how: &'static str },
    /// The map has it where it was before.
    Moved,
    /// The map has it as another format.
    OtherFormat { to: usize },
    /// The map has it as open.
    Closed,
    /// The map lacks it.
    OnlyList,
    /// It lies in another city.
    Far,
    /// An outlet of the map that a row above has already, under a second number.
    Twin,
    /// The number of a row above, once more; `exact` where all cells are equal.
    Repeat { exact: bool },
    /// It cannot be read: column, value, and why.
    Reject {
        column: &'static str,
        value: String,
        reason: &'static str,
        meant: &'static str,
    },
}

/// The fates of the map's outlets; none where the census lacks it.
#[derive(Debug)]
pub(crate) struct Fates {
    pub(crate) of: Vec<Option<Fate>>,
    /// Where those that moved are now.
    pub(crate) new_place: BTreeMap<usize, LonLat>,
}

/// Outlets that are planted, by format.
const MOVED: [(&str, usize); 5] = [
    ("便利店", 3),
    ("生鲜超市（菜店）", 2),
    ("药店", 2),
    ("美容美发店", 2),
    ("早餐店", 1),
];
const CLOSED: [(&str, usize); 6] = [
    ("便利店", 4),
    ("生鲜超市（菜店）", 2),
    ("菜市场", 1),
    ("综合超市", 1),
    ("药店", 2),
    ("早餐店", 2),
];
const OTHER_FORMAT: [(&str, &str, usize); 4] = [
    ("便利店", "综合超市", 2),
    ("生鲜超市（菜店）", "便利店", 2),
    ("早餐店", "便利店", 2),
    ("美容美发店", "保健养生", 2),
];
/// Of a hundred outlets, so many the census does not know, and so many it spells in another way.
const UNKNOWN_PERCENT: usize = 6;
const RENAMED_PERCENT: usize = 22;
/// How far a shop has moved, in metres.
const MOVE_M: [u32; 2] = [130, 390];
/// How near an outlet of the same format may be to a new one: one that has its own row, and one that has none.
const APART_M: [f64; 2] = [60.0, 200.0];
/// Tries to find a free place before giving up.
const TRIES: usize = 20_000;

impl Fates {
    /// Deals them.
    pub(crate) fn deal(world: &mut World<'_>) -> Self {
        let count = world.map.outlets.len();
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            order.swap(last, world.rng.below(last + 1));
        }
        let mut dealer = Dealer {
            order,
            dealt: vec![Dealt::Open; count],
        };
        dealer.unmapped(world);
        for (from, to, number) in OTHER_FORMAT {
            let to = formats::named(to);
            let fits = |world: &World<'_>, outlet| {
                is_single(world, outlet, 400.0)
                    && has_own_name(world, outlet, to, 400.0)
                    && is_apart(world, outlet, to)
            };
            let fate = Dealt::Has(Fate::OtherFormat { to });
            dealer.plant(world, from, number, fits, &fate);
        }
        for (format, number) in MOVED {
            let fits = |world: &World<'_>, outlet| is_known_branch(world, outlet);
            dealer.plant(world, format, number, fits, &Dealt::Has(Fate::Moved));
        }
        for (format, number) in CLOSED {
            let fits = |world: &World<'_>, outlet| is_single(world, outlet, 400.0);
            dealer.plant(world, format, number, fits, &Dealt::Has(Fate::Closed));
        }
        dealer.forget(world);
        let of = dealer.rest(world);
        let mut fates = Self {
            of,
            new_place: BTreeMap::new(),
        };
        fates.move_away(world);
        fates
    }

    /// Whether the census has a row at the outlet's place and of its format.
    fn is_in_place(&self, outlet: usize) -> bool {
        matches!(
            self.of[outlet],
            Some(Fate::Both | Fate::Renamed { .. } | Fate::Closed)
        )
    }

    /// Whether nothing of the format is so near that it could be taken for a new outlet.
    fn is_free(&self, world: &World<'_>, rows: &[Row], format: usize, at: LonLat) -> bool {
        let outlets = &world.map.outlets;
        let clear = (0..outlets.len())
            .filter(|&outlet| outlets[outlet].format == format)
            .all(|outlet| {
                let apart = APART_M[usize::from(!self.is_in_place(outlet))];
                geo::metres(outlets[outlet].at, at) > apart
            });
        let new = |row: &&Row| row.formats.contains(&format) && row.osm.is_none();
        let moved = self
            .new_place
            .iter()
            .map(|(outlet, place)| (outlets[*outlet].format, *place));
        clear
            && rows
                .iter()
                .filter(new)
                .all(|row| geo::metres(row.at, at) > APART_M[0])
            && moved
                .filter(|(of, _)| *of == format)
                .all(|(_, place)| geo::metres(place, at) > APART_M[0])
            && world.zones.community(at).is_some()
    }

    /// A place for a new outlet beside a named street.
    pub(crate) fn free_place(&self, world: &mut World<'_>, rows: &[Row], format: usize) -> LonLat {
        for _ in 0..TRIES {
            let street = world.map.streets[world.rng.below(world.map.streets.len())].1;
            let at = geo::around(&mut world.rng, street, 8, 14);
            if self.is_free(world, rows, format, at) {
                return at;
            }
        }
        panic!("no room for another {}", FORMATS[format].word)
    }

    /// Finds the new places of what moved.
    fn move_away(&mut self, world: &mut World<'_>) {
        for outlet in 0..self.of.len() {
            if self.of[outlet] != Some(Fate::Moved) {
                continue;
            }
            let (from, format) = (
                world.map.outlets[outlet].at,
                world.map.outlets[outlet].format,
            );
            let [near, far] = MOVE_M.map(f64::from);
            let place = (0..TRIES).find_map(|_| {
                let street = world.map.streets[world.rng.below(world.map.streets.len())].1;
                let at = geo::around(&mut world.rng, street, 8, 14);
                let away = geo::metres(from, at);
                // Its own old place is no neighbour.
                let old = self.of[outlet].replace(Fate::Both);
                let free = (near..far).contains(&away) && self.is_free(world, &[], format, at);
                self.of[outlet] = old;
                free.then_some(at)
            });
            self.new_place
                .insert(outlet, place.expect("a place within reach"));
        }
    }
}

/// What the dealer has for an outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Dealt {
    /// Nothing yet.
    Open,
    /// The census lacks it.
    Lacks,
    /// The census has it, with this fate.
    Has(Fate),
}

struct Dealer {
    order: Vec<usize>,
    /// What is settled.
    dealt: Vec<Dealt>,
}

impl Dealer {
    /// What tags alone do not decide is not compared: the census has others of these formats.
    fn unmapped(&mut self, world: &World<'_>) {
        for (outlet, dealt) in world.map.outlets.iter().zip(&mut self.dealt) {
            if !FORMATS[outlet.format].mapped {
                *dealt = Dealt::Lacks;
            }
        }
    }

    /// Gives a fate to the first outlets of a format that fit.
    fn plant(
        &mut self,
        world: &World<'_>,
        format: &str,
        number: usize,
        fits: impl Fn(&World<'_>, usize) -> bool,
        dealt: &Dealt,
    ) {
        let format = formats::named(format);
        let chosen: Vec<usize> = self
            .order
            .iter()
            .copied()
            .filter(|&outlet| world.map.outlets[outlet].format == format)
            .filter(|&outlet| self.dealt[outlet] == Dealt::Open && fits(world, outlet))
            .take(number)
            .collect();
        assert_eq!(
            chosen.len(),
            number,
            "too few of {} fit",
            FORMATS[format].word
        );
        for outlet in chosen {
            self.dealt[outlet] = dealt.clone();
        }
    }

    /// Leaves out some of each format, and what has no name beside others of its format.
    fn forget(&mut self, world: &World<'_>) {
        for format in FORMATS
            .iter()
            .filter(|format| format.mapped && !format.is_device)
        {
            let index = formats::named(format.word);
            let all = world
                .map
                .outlets
                .iter()
                .filter(|outlet| outlet.format == index);
            let number = match all.count() {
                0 => 0,
                count => count * UNKNOWN_PERCENT / 100 + 1,
            };
            let fits = |world: &World<'_>, outlet| is_single(world, outlet, 600.0);
            self.plant(world, format.word, number, fits, &Dealt::Lacks);
        }
        for outlet in 0..self.dealt.len() {
            let of = &world.map.outlets[outlet];
            if of.name.is_none()
                && self.dealt[outlet] == Dealt::Open
                && !is_apart(world, outlet, of.format)
            {
                self.dealt[outlet] = Dealt::Lacks;
            }
        }
    }

    /// All others are in both, some with another spelling.
    fn rest(self, world: &mut World<'_>) -> Vec<Option<Fate>> {
        let outlets = self.dealt.into_iter().enumerate();
        outlets
            .map(|(outlet, dealt)| match dealt {
                Dealt::Lacks => None,
                Dealt::Has(fate) => Some(fate),
                Dealt::Open => {
                    let renamed = world.rng.percent(RENAMED_PERCENT);
                    let other = renamed.then(|| names::respelt(world, outlet)).flatten();
                    Some(other.map_or(Fate::Both, |(to, how)| Fate::Renamed { to, how }))
                }
            })
            .collect()
    }
}

/// Whether an outlet is the one branch of its name in the whole city: what has moved is known by that alone.
fn is_known_branch(world: &World<'_>, outlet: usize) -> bool {
    let said = |outlet: usize| {
        let name = world.map.outlets[outlet].name.as_deref()?;
        Some((names::owner(name), name.split_once('(')?.1))
    };
    let others = (0..world.map.outlets.len()).filter(|&other| other != outlet);
    let this = said(outlet);
    this.is_some() && others.map(said).all(|other| other != this)
}

/// Whether an outlet has a name whose first part no other of its format has within so many metres.
fn is_single(world: &World<'_>, outlet: usize, metres: f64) -> bool {
    has_own_name(world, outlet, world.map.outlets[outlet].format, metres)
}

/// Whether an outlet has a name whose first part no other of a format has within so many metres.
fn has_own_name(world: &World<'_>, outlet: usize, format: usize, metres: f64) -> bool {
    let this = &world.map.outlets[outlet];
    let Some(owner) = this.name.as_deref().map(names::owner) else {
        return false;
    };
    let mut others = world.map.outlets.iter().filter(|other| {
        other.format == format && other.ids != this.ids && geo::metres(other.at, this.at) < metres
    });
    others.all(|other| other.name.as_deref().map(names::owner) != Some(owner))
}

/// Whether no other outlet of a format is near.
fn is_apart(world: &World<'_>, outlet: usize, format: usize) -> bool {
    let this = &world.map.outlets[outlet];
    let mut others = world
        .map
        .outlets
        .iter()
        .filter(|other| other.format == format && other.ids != this.ids);
    others.all(|other| geo::metres(other.at, this.at) > APART_M[0])
}
