//! The laws that every result obeys, whatever the city: walking model §4.8 and docs/files.md.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use serde_json::Value;

use crate::files::{Results, Rule, count, keys, position, text, texts, thousandths};

const VERDICTS: [&str; 3] = ["covered", "not_covered", "unknown"];
const REASONS: [&str; 4] = ["unreachable", "island", "no_data", "edge"];
/// Homes and thousandths of people per verdict.
type Tally = HashMap<&'static str, (u64, u64)>;

/// Reads a folder and holds everything in it against every law.
pub(crate) fn verified(folder: &Path) -> Results {
    let results = Results::read(folder);
    for facility in &results.facilities {
        check_facility(&facility["properties"]);
    }
    let categories = results.categories();
    for home in &results.homes {
        check_home(&home["properties"], &results.rules, &categories);
    }
    check_summary(&results);
    check_manifest(&results);
    results
}

fn check_facility(facility: &Value) {
    let names = [
        "id",
        "name",
        "categories",
        "resolved_by",
        "merged",
        "doubtful",
        "connected",
    ];
    assert_eq!(keys(facility), names);
    assert!(
        facility["name"].is_string() || facility["name"].is_null(),
        "{facility}"
    );
    assert!(!texts(&facility["categories"]).is_empty(), "{facility}");
    assert!(["entrance", "outline", "node"].contains(&text(facility, "resolved_by")));
    texts(&facility["merged"]);
    assert!(facility["doubtful"].is_boolean() && facility["connected"].is_boolean());
}

fn check_home(home: &Value, rules: &[Rule], categories: &HashMap<&str, Vec<&str>>) {
    let mut names: Vec<String> = ["id", "people", "verdict", "reasons", "access_m"]
        .map(str::to_owned)
        .to_vec();
    for rule in rules {
        names.extend(["verdict", "walk_s"].map(|n| format!("{}_{n}", rule.id)));
        names.extend(rule.by_length.then(|| format!("{}_walk_m", rule.id)));
        names.extend(["facility", "count"].map(|n| format!("{}_{n}", rule.id)));
        names.extend((rule.min_count > 1).then(|| format!("{}_kth_walk_s", rule.id)));
        let excess = format!(
            "{}_excess_{}",
            rule.id,
            if rule.by_length { "m" } else { "s" }
        );
        names.extend(home.get(&excess).is_some().then_some(excess));
    }
    if let Some(entrances) = home.get("entrances") {
        names.push("entrances".to_owned());
        let entrances = entrances.as_array().expect("positions");
        assert!(!entrances.is_empty(), "{home}");
        for at in entrances {
            position(at);
        }
    }
    assert_eq!(keys(home), names);
    thousandths(&home["people"]);
    let verdicts: Vec<&str> = rules
        .iter()
        .map(|r| check_rule(home, r, categories))
        .collect();
    let joint = ["not_covered", "unknown"]
        .into_iter()
        .find(|v| verdicts.contains(v));
    assert_eq!(text(home, "verdict"), joint.unwrap_or("covered"), "{home}");
    let reasons = texts(&home["reasons"]);
    let unknown = rules
        .iter()
        .zip(&verdicts)
        .filter(|(_, v)| **v == "unknown")
        .map(|(r, _)| &r.id);
    let told: Vec<(&str, &str)> = reasons.iter().filter_map(|r| r.split_once(':')).collect();
    assert!(
        unknown.eq(told.iter().map(|t| t.0)),
        "one reason per unknown rule: {home}"
    );
    assert!(told.iter().all(|t| REASONS.contains(&t.1)), "{home}");
    let unreachable = told.iter().any(|t| t.1 == "unreachable");
    let leg = (!home["access_m"].is_null()).then(|| thousandths(&home["access_m"]));
    assert!(
        leg.is_some() || unreachable || joint.is_none(),
        "a leg: {home}"
    );
}

/// One rule's columns; gives its verdict.
fn check_rule<'a>(home: &'a Value, rule: &Rule, categories: &HashMap<&str, Vec<&str>>) -> &'a str {
    let column = |name: &str| &home[format!("{}_{name}", rule.id)];
    let verdict = column("verdict").as_str().expect("a verdict");
    assert!(VERDICTS.contains(&verdict), "{home}");
    let within = column("count").as_u64().expect("a count");
    assert_eq!(
        verdict == "covered",
        within >= rule.min_count,
        "{}: {home}",
        rule.id
    );
    let walk_ms = (!column("walk_s").is_null()).then(|| thousandths(column("walk_s")));
    let by = if rule.by_length {
        column("walk_m")
    } else {
        column("walk_s")
    };
    let walk = (!by.is_null()).then(|| thousandths(by));
    assert_eq!(walk.is_some(), walk_ms.is_some(), "{home}");
    assert_eq!(
        walk.is_some_and(|w| w <= rule.limit),
        within > 0,
        "{}: {home}",
        rule.id
    );
    match (walk, column("facility")) {
        (None, facility) => assert!(facility.is_null(), "{home}"),
        (Some(_), facility) => {
            let kinds = &categories[facility.as_str().expect("an id")];
            assert!(kinds.iter().any(|k| rule.categories.contains(*k)), "{home}");
        }
    }
    check_excess(home, rule, verdict, walk);
    if rule.min_count > 1 && !column("kth_walk_s").is_null() {
        let kth = thousandths(column("kth_walk_s"));
        assert!(
            rule.by_length || walk_ms.is_some_and(|first| first <= kth),
            "{home}"
        );
        assert!(
            rule.by_length || (kth <= rule.limit) == (verdict == "covered"),
            "{home}"
        );
    }
    verdict
}

/// How far beyond the limit the walk is, of homes that are not covered.
fn check_excess(home: &Value, rule: &Rule, verdict: &str, walk: Option<u64>) {
    let unit = if rule.by_length { "m" } else { "s" };
    let excess = &home[format!("{}_excess_{unit}", rule.id)];
    if verdict != "not_covered" {
        assert!(excess.is_null(), "{home}");
    } else if rule.min_count == 1 {
        let excess = (!excess.is_null()).then(|| thousandths(excess));
        assert_eq!(excess, walk.map(|walk| walk - rule.limit), "{home}");
    }
}

fn tally<'a>(homes: impl Iterator<Item = (&'a Value, &'a str)>) -> Tally {
    let mut tally: Tally = VERDICTS.into_iter().map(|v| (v, (0, 0))).collect();
    for (home, verdict) in homes {
        let entry = tally.get_mut(verdict).expect("one of three");
        *entry = (entry.0 + 1, entry.1 + thousandths(&home["people"]));
    }
    tally
}

fn check_split(shares: &Value, expected: &Tally) {
    assert_eq!(keys(&shares["homes"]), VERDICTS);
    assert_eq!(keys(&shares["people"]), VERDICTS);
    for verdict in VERDICTS {
        let told = (
            count(&shares["homes"], verdict),
            thousandths(&shares["people"][verdict]),
        );
        assert_eq!(told, expected[verdict], "{verdict}");
    }
}

fn check_summary(results: &Results) {
    let summary = &results.summary;
    let homes: Vec<&Value> = results.homes.iter().map(|f| &f["properties"]).collect();
    assert_eq!(count(summary, "homes"), homes.len() as u64);
    let people: u64 = homes.iter().map(|home| thousandths(&home["people"])).sum();
    assert_eq!(thousandths(&summary["people"]), people);
    assert!(summary["edge_known"].is_boolean());
    let is_inferred = summary["extent"] == "inferred";
    assert!(is_inferred || ["header", "given", "none"].contains(&text(summary, "extent")));
    assert_eq!(summary["inferred_box"].is_array(), is_inferred);
    for name in ["extent", "inferred_box"] {
        assert_eq!(results.manifest[name], summary[name], "{name}");
    }
    let joint = |home: &&'_ Value| text(home, "verdict").to_owned();
    let joint: Vec<String> = homes.iter().map(joint).collect();
    check_split(
        &summary["joint"],
        &tally(homes.iter().copied().zip(joint.iter().map(String::as_str))),
    );
    let ids: Vec<&str> = results.rules.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(keys(&summary["rules"]), ids);
    for rule in &results.rules {
        check_rule_sums(&summary["rules"][&rule.id], rule, &homes, results);
    }
    for shares in
        std::iter::once(&summary["joint"]).chain(ids.iter().map(|id| &summary["rules"][id]))
    {
        for moved in ["limits_minus_10_pct", "limits_plus_10_pct"] {
            let sum = |unit: &str| {
                VERDICTS
                    .iter()
                    .map(|v| thousandths(&shares[moved][unit][v]))
                    .sum::<u64>()
            };
            assert_eq!(
                (sum("homes"), sum("people")),
                (1000 * homes.len() as u64, people)
            );
        }
    }
    for (name, dropped) in summary["dropped"].as_object().expect("counts") {
        assert!(dropped.is_u64(), "{name}: {dropped}");
    }
}

fn check_rule_sums(sums: &Value, rule: &Rule, homes: &[&Value], results: &Results) {
    let verdict = format!("{}_verdict", rule.id);
    check_split(
        sums,
        &tally(homes.iter().map(|home| (*home, text(home, &verdict)))),
    );
    assert_eq!(keys(&sums["reasons"]), REASONS);
    for reason in REASONS {
        let told = format!("{}:{reason}", rule.id);
        let having = homes
            .iter()
            .filter(|home| texts(&home["reasons"]).contains(&told.as_str()));
        assert_eq!(
            count(&sums["reasons"], reason),
            having.count() as u64,
            "{told}"
        );
    }
    let serves = |kinds: &&Vec<&str>| kinds.iter().any(|k| rule.categories.contains(*k));
    let serving = results.categories().values().filter(serves).count() as u64;
    assert_eq!(count(sums, "facilities"), serving);
    let column = |name: &str| -> Vec<u64> {
        let column = format!("{}_{name}", rule.id);
        let value = |home: &&Value| (!home[&column].is_null()).then(|| thousandths(&home[&column]));
        let mut values: Vec<u64> = homes.iter().map(|h| value(h).unwrap_or(u64::MAX)).collect();
        values.sort_unstable();
        values
    };
    // Nearest rank; the horizon is null.
    let walks = column("walk_s");
    for (name, percent) in [("median", 50), ("p90", 90)] {
        let rank = (walks.len() * percent).div_ceil(100).max(1) - 1;
        let expected = walks.get(rank).copied().filter(|&w| w != u64::MAX);
        let told = &sums["walk_s"][name];
        assert_eq!(
            (!told.is_null()).then(|| thousandths(told)),
            expected,
            "{name}"
        );
    }
    if rule.min_count == 1 {
        let walks = if rule.by_length {
            column("walk_m")
        } else {
            walks
        };
        for (moved, percent) in [("limits_minus_10_pct", 90), ("limits_plus_10_pct", 110)] {
            let limit = rule.limit * percent / 100;
            let expected = walks.iter().filter(|&&w| w <= limit).count() as u64;
            assert_eq!(
                count(&sums[moved]["homes"], "covered"),
                expected,
                "{} {moved}",
                rule.id
            );
        }
    }
}

fn check_manifest(results: &Results) {
    let manifest = &results.manifest;
    let names = [
        "tool",
        "version",
        "format",
        "attribution",
        "inputs",
        "data_date",
        "extent",
        "inferred_box",
        "options",
        "tables",
        "rules",
        "asked",
        "outputs",
    ];
    assert_eq!(keys(manifest), names);
    assert_eq!(text(manifest, "version"), env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest["attribution"], results.summary["attribution"]);
    let mut roles = HashSet::new();
    for input in manifest["inputs"].as_array().expect("inputs") {
        assert_eq!(keys(input), ["role", "name", "bytes", "sha256"]);
        assert!(roles.insert(text(input, "role")), "{input}");
        assert!(
            !text(input, "name").contains(['/', '\\']),
            "base names only: {input}"
        );
        let digest = text(input, "sha256");
        assert!(
            digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()),
            "{input}"
        );
    }
    assert!(roles.contains("extract"));
}
