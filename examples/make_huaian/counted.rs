//! What the census counts, where its rows stand in the place of the map's outlets: by street and format.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::census::{Census, Row};
use crate::fates::Fate;
use crate::formats::FORMATS;
use crate::zones::Zones;

/// What stands for outlets in no street.
const OUTSIDE: &str = "";
const LOCKER: &str = "智能快件箱";
const UNSTAFFED: [&str; 2] = ["自助售卖机", "无人值守商店"];

/// Outlets of one street.
#[derive(Default)]
struct Street<'a> {
    outlets: u64,
    services: u64,
    by_format: BTreeMap<&'a str, u64>,
}

/// Whether a row stands for an outlet: it is open, and no other row's second.
pub(crate) fn is_outlet(row: &Row) -> bool {
    let gone = matches!(row.fate, Fate::Reject { .. } | Fate::Repeat { .. });
    !gone && !matches!(row.fate, Fate::Closed | Fate::Twin)
}

/// Outlets, services and chains: every open row once, second rows of one outlet with the first.
pub(crate) fn of_census(census: &Census, zones: &Zones) -> Value {
    let mut streets: BTreeMap<&str, Street> = BTreeMap::new();
    let mut chains: BTreeMap<&str, u64> = BTreeMap::new();
    let [mut staffed, mut unstaffed, mut lockers, mut unknown] = [0_u64; 4];
    for row in census.rows.iter().filter(|row| is_outlet(row)) {
        let zone = zones.community(row.at);
        let street = zone.map_or(OUTSIDE, |zone| zones.communities[zone].parent.as_str());
        let street = streets.entry(street).or_default();
        street.outlets += 1;
        for &format in &row.formats {
            street.services += 1;
            *street.by_format.entry(FORMATS[format].word).or_default() += 1;
        }
        let first = FORMATS[row.formats[0]].word;
        if first == LOCKER {
            lockers += 1;
        } else if UNSTAFFED.contains(&first) {
            unstaffed += 1;
        } else {
            staffed += 1;
            match brand(census, row) {
                Some(brand) => *chains.entry(brand).or_default() += 1,
                None => unknown += 1,
            }
        }
    }
    let sum = |of: fn(&Street) -> u64| streets.values().map(of).sum::<u64>();
    let told = streets.iter().map(|(name, street)| {
        let value = json!({
            "outlets": street.outlets, "services": street.services, "by_format": street.by_format,
        });
        (name.to_string(), value)
    });
    json!({
        "outlets": sum(|street| street.outlets),
        "services": sum(|street| street.services),
        "staffed": staffed,
        "unstaffed": unstaffed,
        "lockers": lockers,
        "chain": chains.values().sum::<u64>(),
        "chains": chains,
        "unknown_brand": unknown,
        "by_street": told.collect::<serde_json::Map<_, _>>(),
    })
}

/// The chain of an outlet: its row's, or that of a second row of it.
fn brand<'a>(census: &'a Census, row: &'a Row) -> Option<&'a str> {
    let twins = census.of(|fate| *fate == Fate::Twin);
    let twins = twins.filter(|twin| twin.osm.is_some() && twin.osm == row.osm);
    let mut brands = std::iter::once(row).chain(twins).map(|row| row.brand);
    brands.find(|brand| !brand.is_empty())
}
