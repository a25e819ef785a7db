//! `--gates`: compounds as tagged, open, closed, and the three compared.

use crate::city::{FAR_HOME, city};
use crate::files::{Results, count, keys, text};
use crate::run::{Desk, lifecircle};
use crate::verify::verified;

fn checked(gates: &str) -> (String, Results) {
    let desk = Desk::new();
    let (file, out) = (desk.file("city.osm.pbf", city()), desk.at("out"));
    let table = lifecircle(["check", &file, "--gates", gates, "-o", &out]).done();
    (table, verified(&desk.path().join("out")))
}

#[test]
fn an_open_gate_is_a_short_cut_and_a_closed_one_hides_a_shop() {
    let (_, tagged) = checked("tagged");
    let (_, open) = checked("open");
    let (_, closed) = checked("closed");
    assert_eq!(tagged.home(FAR_HOME)["verdict"], "not_covered");
    assert_eq!(open.home(FAR_HOME)["verdict"], "covered");
    // The house in block (16.5, 8.5) stands beside the store behind the private drive.
    let beside = "way/1048";
    assert_eq!(tagged.home(beside)["convenience_facility"], "node/5002");
    assert_ne!(closed.home(beside)["convenience_facility"], "node/5002");
    for home in closed.homes.iter().map(|f| &f["properties"]) {
        assert_ne!(home["convenience_facility"], "node/5002", "{home}");
    }
}

#[test]
fn all_three_are_compared_in_table_and_summary() {
    let (table, all) = checked("all");
    let gates = &all.summary["gates"];
    assert_eq!(keys(gates), ["tagged", "open", "closed"]);
    assert_eq!(all.manifest["options"]["gates"], "all");
    let base = checked("tagged").1;
    assert_eq!(
        all.verdicts(),
        base.verdicts(),
        "the files are those of `tagged`"
    );
    assert!(base.summary.get("gates").is_none());
    for mode in ["tagged", "open", "closed"] {
        let other = checked(mode).1;
        let rank = |verdict: &str| {
            ["not_covered", "unknown", "covered"]
                .iter()
                .position(|v| *v == verdict)
        };
        let (mut better, mut worse) = (0, 0);
        for home in other.homes.iter().map(|f| &f["properties"]) {
            let before = rank(text(base.home(text(home, "id")), "verdict"));
            let after = rank(text(home, "verdict"));
            better += u64::from(after > before);
            worse += u64::from(after < before);
        }
        let told = &gates[mode];
        let covered = count(&other.summary["joint"]["homes"], "covered");
        let expected = (covered, better, worse);
        let told = (
            count(told, "covered"),
            count(told, "better_than_tagged"),
            count(told, "worse_than_tagged"),
        );
        assert_eq!(told, expected, "{mode}");
    }
    assert!(count(&gates["open"], "better_than_tagged") > 0);
    assert!(count(&gates["closed"], "worse_than_tagged") > 0);
    for name in [
        "as tagged",
        "open to all",
        "closed to visitors",
        "better",
        "worse",
    ] {
        assert!(table.contains(name), "{name}: {table}");
    }
}
