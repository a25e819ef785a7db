//! Changes of one kind in the demo city and in a real one: whoever is gained or lost is so by that kind, and as a scenario says.

use std::path::Path;

use lifecircle::{
    Cause, Check, CheckOptions, City, CityOptions, Comparison, ComparisonOptions, Delta, Scenario,
    Source,
};
use lifecircle_core::geodesy::LonLat;

/// The cities: the demo, and an extract beside the checkout where it is there.
fn checks() -> Vec<Check> {
    let extracts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/osm");
    let file = extracts.join("es_laspalmas_2023.osm.pbf");
    let mut sources = vec![Source::Demo];
    if file.is_file() {
        sources.push(Source::File(file));
    } else {
        println!("skipped: {} is absent", file.display());
    }
    let options = CityOptions {
        surroundings: true,
        ..CityOptions::default()
    };
    let check = |source| {
        let city = City::open(source, &options).unwrap();
        city.check(&CheckOptions::default()).unwrap()
    };
    sources.into_iter().map(check).collect()
}

/// Every change has this cause, and the sums are those of the scenario.
fn told(before: &Check, text: &str, cause: Cause) -> u64 {
    let city = before.city();
    let scenario = Scenario::parse("change.toml", text, city.categories());
    let scenario = scenario.unwrap_or_else(|error| panic!("{error}\n{text}"));
    let after = before.with(&scenario).unwrap();
    let delta = Delta::between(before.clone(), after.clone()).unwrap();
    let options = ComparisonOptions::default();
    let comparison = Comparison::of_checks(before.clone(), after, &options).unwrap();
    assert!(comparison.is_by_reruns());
    let whole = comparison.whole();
    let rows = whole.rules.iter().zip(&delta.whole().rules);
    let mut changed = 0;
    for (own, other) in rows.chain([(&whole.joint, &delta.whole().joint)]) {
        assert_eq!(own.change, *other, "{text}");
        let amounts = [
            (own.gained_by[cause as usize], own.change.gained),
            (own.lost_by[cause as usize], own.change.lost),
        ];
        for (of_cause, all) in amounts {
            assert_eq!(of_cause, all, "{text}: {own:?}");
            changed += all.homes;
        }
    }
    let causes = comparison.causes().joint.iter().flatten();
    if cause == Cause::People {
        assert!(causes.clone().count() > 0);
        assert!(causes.clone().all(|own| *own == Cause::People));
    }
    changed
}

/// A market that some home depends on, and where it is.
fn market(check: &Check) -> (String, LonLat) {
    let rule = check.find_rule("market").unwrap();
    let columns = &check.coverage().rules[rule];
    let is_only = |home: &usize| columns.count[*home] == 1;
    let homes = 0..check.city().residences().count();
    let home = homes
        .filter(is_only)
        .find(|home| columns.nearest[*home].is_some());
    let rank = columns.nearest[home.unwrap()].unwrap().rank as usize;
    let row = &check.city().facilities().rows[rank];
    (row.id.clone(), row.ways_in[0].at)
}

/// The home of most people that lacks a market.
fn lacking(check: &Check) -> (String, LonLat) {
    let rule = check.find_rule("market").unwrap();
    let homes = check.city().residences();
    let lacks =
        |home: &usize| check.coverage().verdict(rule, *home).0 == lifecircle::Verdict::NotCovered;
    let home = (0..homes.count())
        .filter(lacks)
        .max_by_key(|home| homes.people_milli[*home]);
    let home = home.unwrap();
    (homes.id[home].to_string(), homes.ways_in_of(home)[0].at)
}

#[test]
fn one_kind_of_change_is_told_as_that_kind() {
    let mut cut_off = 0;
    for check in checks() {
        let (outlet, stood) = market(&check);
        let (home, lacks) = lacking(&check);
        let at = |place: LonLat| format!("{},{}", place.lon, place.lat);
        let head = "coordinates = 'wgs84'\n";
        let closed = told(
            &check,
            &format!("{head}[[close]]\nid = '{outlet}'\n"),
            Cause::Closed,
        );
        assert!(closed > 0);
        let add = format!(
            "{head}[[add]]\nid = 'new'\ncategory = 'market'\nat = '{}'\n",
            at(lacks)
        );
        assert!(told(&check, &add, Cause::New) > 0);
        let moved = format!("{head}[[move]]\nid = '{outlet}'\nto = '{}'\n", at(lacks));
        assert!(told(&check, &moved, Cause::Moved) > 0);
        let cut = format!(
            "{head}[[shut]]\nnearest = 'way'\nwithin_m = 300\nat = '{}'\n",
            at(stood)
        );
        cut_off += told(&check, &cut, Cause::Network);
        let people = format!("{head}[[people]]\nhome = '{home}'\nfactor = 2\n");
        assert_eq!(told(&check, &people, Cause::People), 0);
    }
    assert!(cut_off > 0, "a street that somebody walks is shut");
}
