//! The data of the map as one stream; `assets/report/data.js` reads it in the same order.

use lifecircle_core::coverage::{Found, Next, WalkForest, Way};
use lifecircle_core::gap::{GapArea, Scope};
use lifecircle_core::id::StreetId;
use lifecircle_core::metric::Unit;
use lifecircle_core::snap::Snap;
use lifecircle_core::walk::Reason;
use lifecircle_texts::Lang;

use super::ground;
use super::map::{PageMap, number};
use super::pack::{Packer, micro, micro_of};
use crate::draw::Bounds;
use crate::style::rule_text;

/// Gap areas of each scope that the map shows.
const MOST_GAPS: usize = 100;
/// Where a place is on its street: in so many parts of it.
const PARTS: u64 = 4_095;
/// Where nobody lives, the whole earth is seen.
const EARTH: Bounds = [-180.0, -80.0, 180.0, 80.0];

/// All of it.
pub(super) fn pack(map: &PageMap) -> Packer {
    let mut packer = Packer::default();
    let [west, south, east, north] = map.frame.unwrap_or(EARTH);
    for [lon, lat] in [[west, south], [east, north]] {
        packer.place(micro(lifecircle_core::geodesy::LonLat { lon, lat }));
    }
    rules(&mut packer, map);
    outlets(&mut packer, map);
    streets(&mut packer, map);
    homes(&mut packer, map);
    for (rule, forest) in map.forests.iter().enumerate() {
        verdicts(&mut packer, map, rule);
        walks(&mut packer, map, forest);
    }
    // In the middle latitudes a degree of longitude is shorter: what is exact enough there is so elsewhere.
    let exact = ground::exactness((east - west) * 1e6);
    ground::pack(&mut packer, map.ground, exact);
    gaps(&mut packer, map);
    areas(&mut packer, map, exact);
    packer.length(map.sites.len());
    for site in &map.sites {
        packer.place(micro(site.at));
        packer.text(&site.name.en);
        packer.text(&site.name.zh);
    }
    packer
}

fn rules(packer: &mut Packer, map: &PageMap) {
    packer.length(map.input.pack.rules.len());
    for rule in &map.input.pack.rules {
        for lang in Lang::ALL {
            packer.text(&rule_text(rule, lang));
        }
        packer.length(usize::from(rule.limit.unit() == Unit::Length));
        packer.count(u64::from(rule.limit.value()));
        packer.count(u64::from(rule.min_count));
    }
}

fn outlets(packer: &mut Packer, map: &PageMap) {
    let categories = map.categories.categories();
    packer.length(categories.len());
    for category in categories {
        packer.text(&category.en);
        packer.text(&category.zh);
    }
    let rows = &map.input.facilities.rows;
    packer.length(rows.len());
    for (position, row) in rows.iter().enumerate() {
        let at = row
            .ways_in
            .first()
            .map_or([0, 0], |way_in| micro(way_in.at));
        packer.place(at);
        packer.text(row.name.as_deref().unwrap_or_default());
        packer.text(&row.id);
        let own: Vec<usize> = row.categories.iter().collect();
        packer.length(own.len());
        for category in own {
            packer.length(category);
        }
        let rules = 0..map.input.pack.rules.len();
        let serves: Vec<usize> = rules
            .filter(|&rule| map.serves(position, Scope::Rule(rule)))
            .collect();
        packer.length(serves.len());
        for rule in serves {
            packer.length(rule);
        }
    }
}

fn streets(packer: &mut Packer, map: &PageMap) {
    let streets = &map.input.walks.network().streets;
    packer.length(streets.count());
    for s in 0..streets.count() {
        let street = StreetId::new(s);
        let is_quiet = !streets.snappable[s] || streets.stairs[s] || streets.is_closed(street);
        // What it is drawn as: a main road, a street, a path.
        packer.length(if streets.major[s] {
            0
        } else {
            1 + usize::from(is_quiet)
        });
        let mut line: Vec<[i64; 2]> = map
            .shapes
            .of(street)
            .iter()
            .map(|&at| micro_of(at))
            .collect();
        line.dedup();
        packer.line(&line);
    }
}

fn homes(packer: &mut Packer, map: &PageMap) {
    let residences = map.input.residences;
    packer.length(residences.count());
    for home in 0..residences.count() {
        packer.place(micro(residences.ways_in_of(home)[0].at));
    }
    residences
        .id
        .iter()
        .for_each(|id| packer.text(&id.to_string()));
    residences
        .people_milli
        .iter()
        .for_each(|&people| packer.count(people));
    let mut street_before = 0;
    for home in 0..residences.count() {
        let ways_in = residences.ways_in_of(home);
        packer.length(ways_in.len());
        for (number, way_in) in ways_in.iter().enumerate() {
            if number > 0 {
                // The place of the first is the home's, and told.
                packer.place(micro(way_in.at));
            }
            let (street, part) = way_in.snap.map_or((street_before, 0), |snap| {
                (
                    i64::from(snap.street.0),
                    part(map, snap.street, snap.offset_mm),
                )
            });
            packer.signed(street - street_before);
            packer.count(part);
            street_before = street;
        }
    }
    scope(packer, map, Scope::Joint);
}

/// The class of every home, eight more for one that is doubtful.
fn scope(packer: &mut Packer, map: &PageMap, scope: Scope) {
    for home in 0..map.input.residences.count() {
        let doubtful = usize::from(map.is_doubtful(scope, home)) * 8;
        packer.length(number(map.class(scope, home)) + doubtful);
    }
}

fn verdicts(packer: &mut Packer, map: &PageMap, rule: usize) {
    let (columns, homes) = (&map.coverage.rules[rule], 0..map.input.residences.count());
    scope(packer, map, Scope::Rule(rule));
    for home in homes {
        let (_, reason) = map.coverage.verdict(rule, home);
        let reason = reason.and_then(|reason| Reason::ALL.iter().position(|&r| r == reason));
        packer.length(reason.map_or(0, |reason| reason + 1));
    }
    let mut column = |of: &[Option<Found>], what: fn(&Found) -> u32| {
        for found in of {
            packer.count(found.as_ref().map_or(0, |found| u64::from(what(found)) + 1));
        }
    };
    column(&columns.nearest, |found| found.ms);
    let rule = &map.input.pack.rules[rule];
    if rule.limit.unit() == Unit::Length {
        column(&columns.nearest, |found| found.weight);
    }
    if rule.min_count > 1 {
        column(&columns.deciding, |found| found.weight);
    }
}

/// Where a place is on its street.
fn part(map: &PageMap, street: StreetId, offset_mm: u32) -> u64 {
    let length_mm = map.input.walks.network().streets.length_mm[street.index()];
    (u64::from(offset_mm) * PARTS)
        .checked_div(u64::from(length_mm))
        .unwrap_or(0)
}

/// What follows, as one number.
fn code(next: Next) -> i64 {
    match next {
        Next::Hop(at) => i64::from(at) * 2,
        Next::End(at) => i64::from(at) * 2 + 1,
    }
}

fn walks(packer: &mut Packer, map: &PageMap, forest: &WalkForest) {
    packer.length(forest.ends.len());
    let mut street_before = 0;
    let mut street = |packer: &mut Packer, street: StreetId| {
        packer.signed(i64::from(street.0) - street_before);
        street_before = i64::from(street.0);
    };
    for end in &forest.ends {
        packer.count(u64::from(end.rank));
        let ways_in = &map.input.facilities.rows[end.rank as usize].ways_in;
        packer.place(
            ways_in
                .get(way_in(ways_in, end.snap))
                .map_or([0, 0], |way_in| micro(way_in.at)),
        );
        street(packer, end.snap.street);
        packer.count(part(map, end.snap.street, end.from_mm));
        packer.count(part(map, end.snap.street, end.snap.offset_mm));
    }
    packer.length(forest.hops.len());
    for hop in &forest.hops {
        street(packer, hop.street);
    }
    for (at, hop) in (0..).zip(&forest.hops) {
        // Most lead to the one before them; to it or to an end, forwards or backwards.
        packer.signed((2 * at - code(hop.next)) * 2 + i64::from(hop.is_backward));
    }
    for (home, start) in forest.starts.iter().enumerate() {
        packer.length(match start.map(|start| start.way) {
            None => 0,
            Some(None) => 1,
            Some(Some(way)) => 2 + leaving(map, home, way),
        });
    }
    let mut next_before = 0;
    for start in forest.starts.iter().flatten() {
        match start.way {
            None => packer.count(u64::from(start.found.rank)),
            Some(way) => {
                packer.signed(code(way.next) - next_before);
                next_before = code(way.next);
            }
        }
    }
}

/// By which way in a home is left, and where to: to the tail of its street, to its head, or straight to a facility on it.
fn leaving(map: &PageMap, home: usize, way: Way) -> usize {
    let door = way_in(map.input.residences.ways_in_of(home), way.snap);
    let length_mm = map.input.walks.network().streets.length_mm[way.snap.street.index()];
    let to = match way.to_mm {
        0 => 0,
        mm if mm == length_mm => 1,
        _ => 2,
    };
    door * 3 + to
}

/// Which of some ways in joins a street so.
fn way_in(ways_in: &[lifecircle_core::place::WayIn], snap: Snap) -> usize {
    let found = ways_in.iter().position(|way_in| way_in.snap == Some(snap));
    found.unwrap_or(0)
}

fn gaps(packer: &mut Packer, map: &PageMap) {
    for scope in map.scopes() {
        let areas: &[GapArea] = map.gaps_of(scope).map_or(&[], |gaps| &gaps.areas);
        let areas = &areas[..areas.len().min(MOST_GAPS)];
        packer.length(areas.len());
        for area in areas {
            packer.place(micro(area.at));
            packer.text(area.name.as_deref().unwrap_or_default());
            packer.length(area.homes.len());
            packer.count(area.people_milli);
            let rings = area.area.polygons().map(|rings| {
                rings
                    .filter_map(|ring| ground::drawn(ring, ground::exactness(0.0)))
                    .collect()
            });
            let polygons: Vec<Vec<ground::Line>> = rings.collect();
            ground::pack_polygons(packer, &polygons);
        }
    }
}

fn areas(packer: &mut Packer, map: &PageMap, exact: f64) {
    packer.length(map.areas.len());
    for area in &map.areas {
        packer.text(&area.name);
        let rings: Vec<ground::Line> = area
            .rings
            .iter()
            .filter_map(|ring| ground::drawn(ring, exact))
            .collect();
        packer.length(rings.len());
        for ring in &rings {
            packer.line(ring);
        }
    }
}
