//! `residences.geojson`: one point per home, with its verdicts (docs/files.md).

use lifecircle_core::coverage::{CheckInput, Coverage};
use lifecircle_core::metric::Unit;
use lifecircle_core::units::{MAX_WEIGHT, milli_to_people, mm_to_m, ms_to_s, round_degrees};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::{collection, point};

/// The feature collection of all homes, in their order.
pub fn residences(input: CheckInput, coverage: &Coverage, attribution: &str) -> String {
    let homes = 0..input.residences.count();
    let features: Vec<String> = homes
        .into_par_iter()
        .map(|home| feature(input, coverage, home))
        .collect();
    collection("residences", attribution, &features)
}

fn feature(input: CheckInput, coverage: &Coverage, home: usize) -> String {
    let residences = input.residences;
    let access = residences.ways_in_of(home);
    let mut properties = Map::new();
    properties.insert("id".into(), residences.id[home].to_string().into());
    properties.insert(
        "people".into(),
        milli_to_people(residences.people_milli[home]).into(),
    );
    properties.insert("verdict".into(), coverage.joint_at(home, 100).word().into());
    properties.insert("reasons".into(), reasons(input, coverage, home));
    let shortest = access.iter().filter_map(|a| a.snap).map(|s| s.leg_mm).min();
    let leg = coverage.leg_mm(home).or(shortest);
    properties.insert("access_m".into(), leg.map(mm_to_m).into());
    for rule in 0..input.pack.rules.len() {
        rule_columns(input, coverage, home, rule, &mut properties);
    }
    let further: Vec<Value> = access
        .iter()
        .skip(1)
        .map(|a| json!([a.at.lon, a.at.lat].map(round_degrees)))
        .collect();
    if !further.is_empty() {
        properties.insert("entrances".into(), further.into());
    }
    json!({ "type": "Feature", "geometry": point(access[0].at), "properties": properties })
        .to_string()
}

fn reasons(input: CheckInput, coverage: &Coverage, home: usize) -> Value {
    let of_rule = |rule: usize| {
        let reason = coverage.verdict(rule, home).1?;
        Some(Value::from(format!(
            "{}:{}",
            input.pack.rules[rule].id,
            reason.word()
        )))
    };
    (0..input.pack.rules.len()).filter_map(of_rule).collect()
}

fn rule_columns(
    input: CheckInput,
    coverage: &Coverage,
    home: usize,
    rule: usize,
    properties: &mut Map<String, Value>,
) {
    let columns = &coverage.rules[rule];
    let Some(definition) = input.pack.rules.get(rule) else {
        return;
    };
    let id = &definition.id;
    let nearest = columns.nearest[home];
    let seconds = |ms: u32| ms_to_s(ms.min(MAX_WEIGHT));
    let mut put = |name: &str, value: Value| properties.insert(format!("{id}_{name}"), value);
    put("verdict", coverage.verdict(rule, home).0.word().into());
    put("walk_s", nearest.map(|f| seconds(f.ms)).into());
    if definition.limit.unit() == Unit::Length {
        put("walk_m", nearest.map(|f| mm_to_m(f.weight)).into());
    }
    let name = nearest.map(|f| input.facilities.rows[f.rank as usize].id.clone());
    put("facility", name.into());
    put("count", columns.count[home].into());
    if definition.min_count > 1 {
        put(
            "kth_walk_s",
            columns.deciding[home].map(|f| seconds(f.ms)).into(),
        );
    }
}
