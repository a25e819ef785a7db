//! What kind of quarter each community is, and how many people live in each kind.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::people::Count;
use crate::zones::{EMPTY, Zones};

/// The property of the communities' file that tells.
pub(crate) const COLUMN: &str = "小区类型";
const KINDS: [&str; 3] = ["老旧小区", "新建小区", "城乡结合部"];

/// The kind of a community, by its number.
pub(crate) fn kind(community: usize) -> &'static str {
    KINDS[community % KINDS.len()]
}

/// What is true of them; where nothing is built nobody can be placed.
pub(crate) fn truth(zones: &Zones, counts: &[Count]) -> Value {
    let mut people: BTreeMap<&str, u64> = BTreeMap::new();
    let mut by_street: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for (number, zone) in zones.communities.iter().enumerate() {
        let of_zone = |count: &&Count| count.name == zone.name && zone.name != EMPTY;
        let Some(count) = counts.iter().find(of_zone) else {
            continue;
        };
        *people.entry(kind(number)).or_default() += count.numbers[1];
        let street = by_street.entry(&zone.parent).or_default();
        *street.entry(kind(number)).or_default() += count.numbers[1];
    }
    json!({
        "file": "边界/社区.geojson",
        "column": COLUMN,
        "people": people,
        "people_by_street": by_street,
    })
}
