//! `lifecircle bench`: a document of times and work, and its comparison with another.

use serde_json::Value;

use crate::city::city;
use crate::run::{Desk, Outcome, lifecircle};

fn bench(args: &[&str]) -> Outcome {
    lifecircle(["bench", "--threads", "2"].iter().chain(args))
}

fn document(args: &[&str]) -> Value {
    serde_json::from_str(&bench(&[args, &["--json"]].concat()).done()).unwrap()
}

#[test]
fn the_document_tells_times_work_machine_and_data() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let run = document(&[&file, "--rounds", "3"]);
    assert_eq!(run["data"]["name"], "city.osm.pbf");
    assert_eq!(run["data"]["bytes"], city().len());
    assert_eq!((&run["threads"], &run["rounds"]), (&2.into(), &3.into()));
    assert!(run["machine"]["cores"].as_u64().unwrap() > 0);
    assert!(run["sizes"]["homes"].as_u64().unwrap() > 100);
    let arrow = |name: &str| -> &Value {
        let arrows = run["arrows"].as_array().unwrap();
        arrows.iter().find(|a| a["name"] == name).expect(name)
    };
    for name in [
        "bare_pass",
        "read",
        "build",
        "residences",
        "nearest",
        "sweep",
        "check",
    ] {
        let own = arrow(name);
        let number = |key: &str| own[key].as_f64().unwrap();
        assert!(
            number("min_s") > 0.0 && number("min_s") <= number("median_s"),
            "{own}"
        );
        assert!(
            number("median_s") <= number("max_s") && number("per_s") > 0.0,
            "{own}"
        );
    }
    // Three kernels, one answer.
    let settled = |name: &str| arrow(name)["work"]["settled"].as_u64().unwrap();
    assert!(settled("plain_search") > 1_000);
    assert_eq!(settled("bounded_search"), settled("plain_search"));
    assert_eq!(settled("sweep"), settled("plain_search"));
}

#[test]
fn work_is_the_same_for_any_number_of_threads() {
    let work = |threads: &str| -> Vec<Value> {
        let args = [
            "bench",
            "--synthetic",
            "1",
            "--rounds",
            "1",
            "--json",
            "--threads",
            threads,
        ];
        let run: Value = serde_json::from_str(&lifecircle(args).done()).unwrap();
        let arrows = run["arrows"].as_array().unwrap();
        arrows.iter().map(|a| a["work"].clone()).collect()
    };
    let one = work("1");
    assert!(one.iter().filter(|w| w.is_object()).count() >= 5);
    assert_eq!(work("2"), one);
}

#[test]
fn a_baseline_is_compared() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    let mut base = document(&[&file, "--rounds", "1"]);
    // However long this machine halts in one of the runs: what times mean is tested where they are compared.
    for arrow in base["arrows"].as_array_mut().unwrap() {
        if arrow["ratio"].is_number() {
            arrow["ratio"] = 1e9.into();
        }
    }
    let against = |base: &Value| {
        let baseline = desk.file("base.json", base.to_string());
        let share = ["--rounds", "1", "--max-regression", "10000%", "--baseline"];
        bench(&[&[file.as_str()], &share[..], &[&baseline]].concat())
    };
    let outcome = against(&base);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    assert!(outcome.err.contains("no regression"), "{}", outcome.err);
    assert!(outcome.out.contains("bounded_search"));
    let settled = base["arrows"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .find(|a| a["name"] == "sweep")
        .map(|a| &mut a["work"]["settled"])
        .unwrap();
    let was = settled.as_u64().unwrap();
    *settled = (was + 1).into();
    let outcome = against(&base);
    assert_eq!(outcome.code, Some(1), "{}", outcome.err);
    let line = format!("settled: {} before, {was} now", was + 1);
    assert!(outcome.err.contains(&line), "{}", outcome.err);
}

#[test]
fn a_wrong_baseline_is_refused_before_the_work() {
    let desk = Desk::new();
    let not_json = desk.file("x.json", "times: good");
    let foreign = desk.file("y.json", "{\"tool\":\"hammer\"}");
    bench(&["--baseline", &desk.at("none.json")]).refused(&["none.json", "cannot be read"]);
    bench(&["--baseline", &not_json]).refused(&["x.json", "lifecircle bench --json"]);
    bench(&["--baseline", &foreign]).refused(&["y.json", "no document of"]);
    bench(&["--baseline", &foreign, "--max-regression", "0.1"]).refused(&["10%"]);
    bench(&["--rounds", "0"]).refused(&["--rounds"]);
    bench(&["--synthetic", "-1"]).refused(&["km"]);
    let file = desk.file("city.osm.pbf", city());
    let cache = desk.at("city.lcn");
    assert_eq!(lifecircle(["network", &file, "-o", &cache]).code, Some(0));
    bench(&[&cache]).refused(&["city.lcn", "give the .osm.pbf"]);
}
