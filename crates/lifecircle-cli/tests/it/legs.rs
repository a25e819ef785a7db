//! `--legs`: homes joined to their nearest street, or to those around them.

use crate::city::city;
use crate::files::{Results, count, keys};
use crate::run::{Desk, lifecircle};
use crate::verify::verified;

fn checked(legs: &[&str]) -> (String, Results) {
    let desk = Desk::new();
    let (file, out) = (desk.file("city.osm.pbf", city()), desk.at("out"));
    let args = ["check", &file, "-o", &out];
    let table = lifecircle(args.iter().chain(legs)).done();
    (table, verified(&desk.path().join("out")))
}

#[test]
fn what_changes_is_told_on_screen_and_in_the_summary() {
    let (table, around) = checked(&["--legs", "around"]);
    let nearest = checked(&[]).1;
    let told = &around.summary["legs"];
    assert_eq!(
        keys(told),
        ["homes_with_further_ways_in", "nearest", "around"]
    );
    let covered = |results: &Results| count(&results.summary["joint"]["homes"], "covered");
    assert_eq!(count(&told["nearest"], "covered"), covered(&nearest));
    assert_eq!(count(&told["around"], "covered"), covered(&around));
    let better = count(&told["around"]["better_than_nearest"], "homes");
    let worse = count(&told["around"]["worse_than_nearest"], "homes");
    let (before, after) = (nearest.verdicts(), around.verdicts());
    let changed = after
        .iter()
        .filter(|(id, verdict)| before[*id] != **verdict);
    let changed = changed.count();
    assert_eq!((better, worse), (changed as u64, 0));
    let further = |results: &Results| {
        let homes = results.homes.iter().map(|home| &home["properties"]);
        homes.filter(|home| !home["entrances"].is_null()).count() as u64
    };
    assert_eq!(
        further(&around) - further(&nearest),
        count(told, "homes_with_further_ways_in")
    );
    assert_eq!(around.manifest["options"]["legs"], "around");
    for name in ["nearest", "around", "more than one street around them"] {
        assert!(table.contains(name), "{name}: {table}");
    }
}

#[test]
fn the_nearest_alone_is_the_default() {
    let (table, given) = checked(&["--legs", "nearest"]);
    let (bare_table, bare) = checked(&[]);
    assert_eq!(table, bare_table);
    assert_eq!(
        (&given.summary, &given.manifest),
        (&bare.summary, &bare.manifest)
    );
    assert!(given.summary.get("legs").is_none() && given.manifest["options"].get("legs").is_none());
}

#[test]
fn a_network_made_one_way_is_refused_the_other() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let cache = desk.at("around.lcn");
    let made = lifecircle(["network", &file, "-o", &cache, "--legs", "around", "-q"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    lifecircle(["check", &cache, "--legs", "nearest"]).refused(&["around.lcn", "--legs nearest"]);
    let json =
        |of: &str, legs: &[&str]| lifecircle(["check", of, "--json"].iter().chain(legs)).done();
    assert_eq!(json(&cache, &[]), json(&file, &["--legs", "around"]));
}

#[test]
fn no_other_legs_are_known() {
    let refused = lifecircle(["check", "--legs", "far"]);
    refused.refused(&["--legs", "far", "nearest", "around"]);
}
