//! Gap areas: homes and people add up to those of the check, and a facility in the middle serves them all.

use std::collections::BTreeMap;

use lifecircle_core::coverage::{
    CheckInput, Coverage, EngineChoice, Split, Summary, check, summarise,
};
use lifecircle_core::gap::{GapArea, Scope, gap_areas};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::isochrone::{AreaOptions, Areas};
use lifecircle_core::metric::{Gates, Metric, Unit};
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::Oneway;
use lifecircle_core::place::{CategorySet, Facilities, Facility, Resolved, WayIn};
use lifecircle_core::rules::RulePack;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::snap::SnapIndex;
use lifecircle_core::units::walk_ms;
use lifecircle_testkit::{Scene, Settings, World, pack_of, rule};

use crate::extracts;

/// The areas of a scope, drawn as by default.
pub(crate) fn of_scope(
    world: &World,
    coverage: &Coverage,
    scope: Scope,
    shapes: &StreetShapes,
) -> Vec<GapArea> {
    let areas = Areas::new(shapes, world.walking, AreaOptions::default(), 0, 0, &Silent).unwrap();
    gap_areas(
        world.input(),
        coverage,
        scope,
        &world.index(),
        &areas,
        &Silent,
    )
    .unwrap()
}

fn split_of(summary: &Summary, scope: Scope) -> (Split, Split) {
    let at_limits = match scope {
        Scope::Joint => &summary.joint,
        Scope::Rule(rule) => &summary.rules[rule].shares,
    };
    (at_limits.exact.homes, at_limits.exact.people_milli)
}

/// Everything that is told of the areas of every scope; a facility is tried in the first ones and in every
/// so many-th. Returns how many areas there were.
fn agree(world: &World, every: usize, name: &str) -> usize {
    let input = world.input();
    let coverage = check(input, EngineChoice::Reverse, &Silent).unwrap();
    let summary = summarise(input, &coverage);
    let shapes = StreetShapes::new(&world.network, &world.built.streets, &Silent).unwrap();
    let mut count = 0;
    for scope in Scope::all(world.pack.rules.len()) {
        let areas = of_scope(world, &coverage, scope, &shapes);
        let name = format!("{name}, {scope:?}");
        count += areas.len();
        everybody_once(world, &coverage, scope, &areas, &name);
        let (homes, people) = split_of(&summary, scope);
        let sum = |of: fn(&GapArea) -> u64| areas.iter().map(of).sum::<u64>();
        assert_eq!(sum(|a| a.homes.len() as u64), homes.not_covered, "{name}");
        assert_eq!(sum(|a| a.people_milli), people.not_covered, "{name}");
        assert!(
            areas.is_sorted_by(|a, b| a.people_milli >= b.people_milli),
            "{name}"
        );
        for (rank, area) in areas.iter().enumerate() {
            told_of(world, &coverage, scope, area, &name);
            if rank < 2 || rank % every == 0 || area.middle.is_none() {
                a_facility_serves_all(world, scope, area, &shapes, &name);
            }
        }
    }
    count
}

/// Every home that is not covered is in exactly one area, and no other is in any.
fn everybody_once(world: &World, coverage: &Coverage, scope: Scope, areas: &[GapArea], name: &str) {
    let mut homes: Vec<u32> = areas.iter().flat_map(|a| &a.homes).copied().collect();
    homes.sort_unstable();
    let expected = (0..world.residences.count() as u32)
        .filter(|&home| scope.verdict(coverage, home as usize).is_not_covered());
    assert!(homes.iter().copied().eq(expected), "{name}");
    let orderly = |area: &GapArea| !area.homes.is_empty() && area.homes.is_sorted();
    assert!(areas.iter().all(orderly), "{name}");
}

/// The rules by which a home is not covered.
fn lacking(coverage: &Coverage, scope: Scope, home: u32) -> Vec<usize> {
    let rules = 0..coverage.rules.len();
    let own = rules.filter(|&rule| scope == Scope::Joint || scope == Scope::Rule(rule));
    own.filter(|&rule| coverage.verdict(rule, home as usize).0.is_not_covered())
        .collect()
}

fn told_of(world: &World, coverage: &Coverage, scope: Scope, area: &GapArea, name: &str) {
    let people = &world.residences.people_milli;
    let milli = |homes: &mut dyn Iterator<Item = &u32>| -> u64 {
        homes.map(|&home| people[home as usize]).sum()
    };
    assert_eq!(area.people_milli, milli(&mut area.homes.iter()), "{name}");
    for rule in 0..coverage.rules.len() {
        let mut lack = area
            .homes
            .iter()
            .filter(|&&h| coverage.verdict(rule, h as usize).0.is_not_covered());
        assert_eq!(area.lacking_milli[rule], milli(&mut lack), "{name}");
    }
    let metres = |rule: usize| world.pack.rules[rule].limit.unit() == Unit::Length;
    // How far beyond: by the rule, or by the worst one in milliseconds.
    let excess = |&home: &u32| {
        let beyond = lacking(coverage, scope, home).into_iter().map(|rule| {
            let limit = world.pack.rules[rule].limit.value();
            match coverage.rules[rule].deciding[home as usize] {
                None => u64::MAX,
                Some(found) if scope == Scope::Joint && metres(rule) => {
                    walk_ms(found.weight - limit, 100, world.walking.speed).into()
                }
                Some(found) => u64::from(found.weight - limit),
            }
        });
        beyond.max().unwrap()
    };
    let mut all: Vec<u64> = area.homes.iter().map(excess).collect();
    all.sort_unstable();
    let median = all[(all.len() - 1) / 2];
    let median = Some(median).filter(|&m| m != u64::MAX);
    assert_eq!(area.median_excess.map(u64::from), median, "{name}");
    let most = match scope {
        Scope::Rule(rule) => rule,
        Scope::Joint => {
            let most = area.lacking_milli.iter().max().unwrap();
            area.lacking_milli.iter().position(|m| m == most).unwrap()
        }
    };
    let lack = |h: &&u32| coverage.verdict(most, **h as usize).0.is_not_covered();
    let own = area.homes.iter().filter(lack);
    let nearest = own.filter_map(|&h| coverage.rules[most].nearest[h as usize]);
    let nearest = nearest.map(|f| (f.weight, f.rank)).min();
    assert_eq!(area.nearest.map(|f| (f.weight, f.rank)), nearest, "{name}");
    assert!(!area.area.is_empty(), "{name}: nothing is drawn");
    assert_eq!(area.name, named(world, area), "{name}");
}

/// The street that most people live on, and the quarter.
fn named(world: &World, area: &GapArea) -> Option<String> {
    let mut people: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for &home in &area.homes {
        let access = world.residences.ways_in_of(home as usize);
        let street = access.iter().find_map(|a| a.snap).unwrap().street;
        if let Some(street) = world.network.street_name(&world.built.streets, street) {
            let sum = people.entry(street).or_default();
            sum.0 += world.residences.people_milli[home as usize];
            sum.1 += 1;
        }
    }
    // The first by name of those with most.
    let most = people.values().max();
    let street = most.and_then(|most| people.iter().find(|p| p.1 == most).map(|p| *p.0));
    let quarter = world.network.localities.nearest(area.at).map(|l| l.name);
    match (street, quarter) {
        (Some(street), Some(quarter)) => Some(format!("{street}, {quarter}")),
        (street, quarter) => street.or(quarter).map(str::to_owned),
    }
}

/// Where a list with seven decimals would put it.
fn rounded(at: LonLat) -> LonLat {
    let round = |degrees: f64| format!("{degrees:.7}").parse().unwrap();
    LonLat {
        lon: round(at.lon),
        lat: round(at.lat),
    }
}

/// With one new facility at the middle, and no other, all homes of the area are within the limit of every
/// rule of the scope that anybody there lacks.
fn a_facility_serves_all(
    world: &World,
    scope: Scope,
    area: &GapArea,
    shapes: &StreetShapes,
    name: &str,
) {
    let Some(middle) = area.middle else {
        no_facility_could(world, scope, area, name);
        return;
    };
    let at = rounded(area.at);
    let on_street = shapes.at(middle.street, middle.offset_mm);
    assert_eq!(on_street, Some(area.at), "{name}");
    let index = SnapIndex::new(&world.network, &world.built.streets, 200_000, &Silent).unwrap();
    let snap = index.point(at);
    // Where another street crosses right there, a list's point may be taken for that one's; and a few millimetres
    // from the end of a street, or against a one-way, the walk may be another.
    let streets = &world.built.streets;
    let s = middle.street.index();
    let at_end = middle.offset_mm == 0 || middle.offset_mm == streets.length_mm[s];
    let is_moved = at_end || streets.oneway[s] != Oneway::Both;
    let exact = snap.filter(|s| s.street == middle.street && !is_moved);
    let snap = exact.unwrap_or(lifecircle_core::snap::Snap {
        leg_mm: 10,
        ..middle
    });
    assert!(
        snap.leg_mm <= 10 && snap.offset_mm.abs_diff(middle.offset_mm) <= 10,
        "{name}: {snap:?}"
    );
    let pack = &world.pack;
    let rules = pack.rules.iter().enumerate();
    let wanted = rules.filter(|(rule, _)| match scope {
        Scope::Joint => area.lacking_milli[*rule] > 0,
        Scope::Rule(own) => own == *rule,
    });
    let wanted = wanted.map(|(_, rule)| lifecircle_core::rules::Rule {
        min_count: 1,
        ..rule.clone()
    });
    let pack = RulePack {
        rules: wanted.collect(),
        ..pack.clone()
    };
    let every = (0..CategorySet::CAPACITY).map(CategorySet::of);
    let one = Facility {
        id: "new".to_owned(),
        element: None,
        name: None,
        categories: every.reduce(CategorySet::union).unwrap(),
        brand: None,
        hours: None,
        resolved: Resolved::Node,
        merged: Vec::new(),
        doubtful: false,
        ways_in: vec![WayIn {
            at,
            entrance: None,
            snap: Some(snap),
        }],
    };
    let facilities = Facilities {
        rows: vec![one],
        ..Facilities::default()
    };
    let mut residences = world.residences.clone();
    // What was inside a home had another rank.
    residences.zero.clear();
    residences.first_zero.fill(0);
    let input = CheckInput {
        facilities: &facilities,
        residences: &residences,
        pack: &pack,
        ..world.input()
    };
    let coverage = check(input, EngineChoice::Reverse, &Silent).unwrap();
    for &home in &area.homes {
        for rule in 0..pack.rules.len() {
            let walk = coverage.rules[rule].deciding[home as usize];
            let (verdict, limit) = (
                coverage.verdict(rule, home as usize).0,
                pack.rules[rule].limit,
            );
            assert_eq!(verdict.word(), "covered", "{name}: {walk:?}, {limit:?}");
        }
    }
}

/// Only a home farther from its streets than the limit has no middle, and it is an area of its own.
fn no_facility_could(world: &World, scope: Scope, area: &GapArea, name: &str) {
    assert_eq!(area.homes.len(), 1, "{name}");
    let limits = world.pack.rules.iter().enumerate();
    let own = limits.filter(|(rule, _)| scope == Scope::Joint || scope == Scope::Rule(*rule));
    let too_far = |unit: Unit, limit: u32| {
        let metric = Metric::new(&world.built.streets, world.walking, unit);
        let access = world.residences.ways_in_of(area.homes[0] as usize);
        let mut legs = access.iter().filter_map(|a| a.snap);
        legs.all(|s| metric.leg(s.leg_mm).0 + metric.leg(20).0 > limit)
    };
    let speed = world.walking.speed;
    let mut far = own.map(|(_, rule)| match (scope, rule.limit.unit()) {
        (Scope::Joint, Unit::Length) => {
            too_far(Unit::Time, walk_ms(rule.limit.value(), 100, speed))
        }
        (_, unit) => too_far(unit, rule.limit.value()),
    });
    assert!(far.any(|is_far| is_far), "{name}");
    assert_eq!(
        area.at,
        world.residences.ways_in_of(area.homes[0] as usize)[0].at
    );
}

#[test]
fn of_random_towns() {
    let mut areas = 0;
    for seed in 0..24 {
        let rules = [
            rule("convenience", "minutes = 1.5"),
            rule("market", "metres = 130"),
            rule("supermarket", "minutes = 2\nmin_count = 2"),
        ];
        let gates = [Gates::Tagged, Gates::Open, Gates::Closed][seed as usize % 3];
        let mut scene = Scene::town(seed)
            .tag('c', "amenity=marketplace")
            .tag('m', "shop=supermarket")
            .tag('t', "shop=supermarket")
            .set(|s| s.pack = pack_of(&rules.concat()))
            .set(|s| s.gates = gates);
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars() {
            scene = scene.home(letter);
        }
        // Some live beside their streets, and some are many; some rows have nobody.
        for (i, home) in scene.settings.homes.iter_mut().flatten().enumerate() {
            home.at.lat += f64::from(i as u32 % 5) * 0.000_3;
            home.people_milli = [1000, 2500, 0, 1][i % 4];
        }
        areas += agree(&scene.world(), 1, &format!("town {seed}, {gates:?}"));
    }
    println!("{areas} areas");
    assert!(areas > 300, "{areas}");
}

#[test]
fn of_real_extracts() {
    for name in [
        "mc_monaco.osm.pbf",
        "cn_shanghai-tongji.osm.pbf",
        "es_laspalmas_2023.osm.pbf",
    ] {
        let Some(bytes) = extracts::file(name) else {
            continue;
        };
        let rules = [
            rule("convenience", "minutes = 5"),
            rule("market", "metres = 700"),
            rule("supermarket", "minutes = 8\nmin_count = 2"),
        ];
        let settings = Settings {
            pack: pack_of(&rules.concat()),
            crossing_delay_ms: 10_000,
            ..Settings::default()
        };
        let areas = agree(&extracts::world(&bytes, &settings), 25, name);
        println!("{name}: {areas} areas");
        assert!(areas > 0);
    }
}
