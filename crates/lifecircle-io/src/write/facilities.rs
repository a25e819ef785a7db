//! `facilities.geojson`: one point per facility (docs/files.md).

use lifecircle_core::place::{CategoryTable, Facilities};
use serde_json::{Map, Value, json};

use super::{collection, point};

/// The feature collection of all facilities, in order of rank.
pub fn facilities(facilities: &Facilities, table: &CategoryTable, attribution: &str) -> String {
    let feature = |row: &lifecircle_core::place::Facility| {
        let mut properties = Map::new();
        properties.insert("id".into(), row.id.clone().into());
        properties.insert("name".into(), row.name.clone().into());
        properties.insert("categories".into(), table.ids(row.categories).into());
        properties.insert("resolved_by".into(), row.resolved.word().into());
        properties.insert("merged".into(), row.merged.clone().into());
        properties.insert("doubtful".into(), Value::Bool(row.doubtful));
        properties.insert(
            "connected".into(),
            row.ways_in.iter().any(|a| a.snap.is_some()).into(),
        );
        let geometry = point(row.ways_in[0].at);
        json!({ "type": "Feature", "geometry": geometry, "properties": properties }).to_string()
    };
    let features: Vec<String> = facilities.rows.iter().map(feature).collect();
    collection("facilities", attribution, &features)
}
