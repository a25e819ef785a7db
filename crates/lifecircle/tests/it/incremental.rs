//! A check with a scenario is the check of the city with that scenario, to the byte, whatever is kept of the former.

use std::sync::Arc;

use lifecircle::rules::{Pack, Rules};
use lifecircle::{
    Check, CheckOptions, City, CityOptions, Delta, EngineChoice, KernelChoice, Moment, Scenario,
    Verdict,
};
use lifecircle_core::rules::RulePack;

use crate::edited::{changes, open, outlet_changes, scenario, town};

/// Rules in both units, some of which want several outlets.
const MIXED: &str = r#"
id = "mixed"
[[rule]]
id = "near"
categories = ["convenience"]
minutes = 3
[[rule]]
id = "two"
categories = ["market", "convenience"]
minutes = 5
min_count = 2
[[rule]]
id = "metres"
categories = ["supermarket"]
metres = 250
[[rule]]
id = "three"
categories = ["supermarket", "market", "convenience"]
metres = 350
min_count = 3
"#;

fn mixed(city: &City) -> Rules {
    let rules = RulePack::parse(MIXED, city.categories()).unwrap();
    Rules::Pack(Arc::new(Pack { rules, file: None }))
}

/// Everything that a check says.
fn told(check: &Check) -> Vec<String> {
    let coverage = check.coverage();
    let verdicts = (0..check.rules().len()).map(|rule| {
        let homes = 0..coverage.home_count();
        let each = homes.map(|home| (coverage.verdict(rule, home), coverage.joint_at(home, 90)));
        each.collect::<Vec<_>>()
    });
    vec![
        format!("{:?}", coverage.plan),
        format!("{:?}", coverage.rules),
        format!("{:?}", verdicts.collect::<Vec<_>>()),
        format!("{:?}", check.summary()),
        format!("{:?}", check.city().facilities().rows),
        format!("{:?}", check.city().residences().people_milli),
        format!("{:?}", check.input().residences.zero),
    ]
}

fn same(one: &Check, other: &Check, what: &str) {
    for (one, other) in told(one).iter().zip(&told(other)) {
        assert_eq!(one, other, "{what}");
    }
}

fn in_pool<T: Send>(seed: u64, run: impl FnOnce() -> T + Send) -> T {
    let threads = [1, 2, 8][usize::try_from(seed).unwrap() % 3];
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.unwrap().install(run)
}

/// Says that others live in some homes.
fn people(seed: u64) -> String {
    let homes = (0..3).map(|i| 10_000 + (seed * 7 + i * 11) % 60);
    let line = |home| format!("[[people]]\nhome = \"way/{home}\"\nfactor = 2.5\n");
    homes.map(line).collect::<Vec<_>>().concat()
}

#[test]
fn a_check_with_a_scenario_is_that_of_the_city_with_it() {
    for seed in 0..90 {
        let city = open(&town(seed), &CityOptions::default());
        let wanted = 1 + usize::try_from(seed * 7).unwrap() % 50;
        // Every third of all kinds: where streets change, everything is looked at anew.
        let both = if seed % 3 == 0 {
            changes(seed, wanted, &city)
        } else {
            outlet_changes(seed, wanted, &city)
        };
        let said = format!("{}{}", both.said.concat(), people(seed));
        let would_be = scenario(&city, &said);
        let (engine, kernel) = [
            (EngineChoice::Auto, KernelChoice::Auto),
            (EngineChoice::Forward, KernelChoice::Bounded),
            (EngineChoice::Forward, KernelChoice::Sweep),
            (EngineChoice::Reverse, KernelChoice::Auto),
        ][usize::try_from(seed).unwrap() % 4];
        let options = CheckOptions {
            rules: if seed % 2 == 0 {
                mixed(&city)
            } else {
                Rules::default()
            },
            engine,
            kernel,
            ..CheckOptions::default()
        };
        let before = city.check(&options).unwrap();
        let after = in_pool(seed, || before.with(&would_be).unwrap());
        let full = city.with(&would_be).unwrap().check(&options).unwrap();
        same(&after, &full, &format!("seed {seed}\n{said}"));
        // In any order, and the second time from what the first has prepared.
        let turned: String = both.said.iter().rev().cloned().collect();
        let turned = scenario(&city, &format!("{}{turned}", people(seed)));
        let again = in_pool(seed + 1, || before.with(&turned).unwrap());
        same(&again, &full, &format!("turned, seed {seed}\n{said}"));
        // The check itself is as it was.
        same(&before, &city.check(&options).unwrap(), "before");
    }
}

#[test]
fn scenarios_come_one_upon_the_other() {
    for seed in 0..20 {
        let city = open(&town(seed), &CityOptions::default());
        let options = CheckOptions {
            rules: mixed(&city),
            ..CheckOptions::default()
        };
        let both = outlet_changes(seed, 12, &city);
        let (first, last) = both.said.split_at(both.said.len() / 2);
        let parts = [first, last].map(|said| scenario(&city, &said.concat()));
        let check = city.check(&options).unwrap();
        let stepwise = parts
            .iter()
            .try_fold(check.clone(), |check, part| check.with(part))
            .unwrap();
        let at_once = check.with_all(&parts).unwrap();
        let full = city.with_all(&parts).unwrap().check(&options).unwrap();
        same(&stepwise, &full, &format!("stepwise, seed {seed}"));
        same(&at_once, &full, &format!("at once, seed {seed}"));
    }
}

#[test]
fn a_scenario_and_its_inverse_leave_the_check_as_it_was() {
    let city = open(&town(1), &CityOptions::default());
    let options = CheckOptions {
        rules: mixed(&city),
        ..CheckOptions::default()
    };
    let before = city.check(&options).unwrap();
    let row = |id: &str| city.facilities().rows.iter().find(|row| row.id == id);
    let at = row("node/2001").unwrap().ways_in[0].at;
    let there = "[[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"0.001,0.001\"\n\
         [[move]]\nid = \"node/2001\"\nto = \"0.002,0.002\"\n\
         [[change]]\nid = \"node/2002\"\ncategory = \"market\"\n";
    let back = format!(
        "[[close]]\nid = \"x\"\n[[move]]\nid = \"node/2001\"\nto = \"{},{}\"\n\
         [[change]]\nid = \"node/2002\"\ncategory = \"supermarket\"\n",
        at.lon, at.lat
    );
    let after = before.with(&scenario(&city, there)).unwrap();
    assert_ne!(told(&after)[1], told(&before)[1]);
    same(
        &after.with(&scenario(&city, &back)).unwrap(),
        &before,
        "back",
    );
}

#[test]
fn at_a_time_and_for_a_week_everything_is_looked_at_anew() {
    let city = open(&town(6), &CityOptions::default());
    let hours: Scenario = scenario(
        &city,
        "[[change]]\nid = \"node/2000\"\nhours = \"Mo-Su 09:00-10:00\"\n\
         [[add]]\nid = \"x\"\ncategory = \"market\"\nat = \"0.001,0.001\"\nhours = \"Mo-Fr 08:00-20:00\"\n",
    );
    let at = Moment::parse("Mon 12:00").unwrap();
    for (at, week) in [(Some(at), false), (None, true)] {
        let options = CheckOptions {
            at,
            week,
            ..CheckOptions::default()
        };
        let after = city.check(&options).unwrap().with(&hours).unwrap();
        let full = city.with(&hours).unwrap().check(&options).unwrap();
        same(&after, &full, "by the clock");
        assert_eq!(after.week().is_some(), week);
    }
}

#[test]
fn a_delta_counts_who_changes_sides() {
    for seed in 0..12 {
        let city = open(&town(seed), &CityOptions::default());
        let check = city.check(&CheckOptions::default()).unwrap();
        let said = outlet_changes(seed, 6, &city).said.concat() + people(seed).as_str();
        let delta = check.delta(&[scenario(&city, &said)]).unwrap();
        let after = delta.after();
        let people = [&check, after].map(|check| &check.city().residences().people_milli);
        for (rule, change) in delta.whole().rules.iter().enumerate() {
            let (mut gained, mut lost) = ((0, 0), (0, 0));
            for (home, (was, now)) in people[0].iter().zip(people[1]).enumerate() {
                let is_covered = [&check, after]
                    .map(|check| check.coverage().verdict(rule, home).0 == Verdict::Covered);
                match is_covered {
                    [false, true] => gained = (gained.0 + 1, gained.1 + now),
                    [true, false] => lost = (lost.0 + 1, lost.1 + was),
                    _ => {}
                }
            }
            assert_eq!((change.gained.homes, change.gained.people_milli), gained);
            assert_eq!((change.lost.homes, change.lost.people_milli), lost);
            assert_eq!(change.before, check.summary().rules[rule].shares.exact);
            assert_eq!(change.after, after.summary().rules[rule].shares.exact);
            assert_eq!(
                change.before.people_milli.covered + gained.1 + change.more_milli,
                change.after.people_milli.covered + lost.1 + change.fewer_milli
            );
        }
        assert_eq!(delta.whole().joint.after, after.summary().joint.exact);
    }
}

#[test]
fn checks_of_other_homes_or_rules_are_not_compared() {
    let city = open(&town(1), &CityOptions::default());
    let check = city.check(&CheckOptions::default()).unwrap();
    let other = open(&town(2), &CityOptions::default());
    let of_other_homes = {
        let mut osm = town(2);
        osm.ways.retain(|way| way.id != 10_003);
        open(&osm, &CityOptions::default())
    };
    let by_other_rules = other.check(&CheckOptions {
        rules: mixed(&other),
        ..CheckOptions::default()
    });
    for refused in [
        of_other_homes.check(&CheckOptions::default()).unwrap(),
        by_other_rules.unwrap(),
    ] {
        let fault = Delta::between(check.clone(), refused).unwrap_err();
        assert_eq!(fault.code(), "not-comparable");
    }
}
