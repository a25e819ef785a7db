//! `summary.json`: totals that add up, and everything that was dropped (docs/files.md).

use lifecircle_core::build::BuildReport;
use lifecircle_core::coverage::{AtLimits, CheckInput, Reason, ReasonCounts, Split, Summary};
use lifecircle_core::network::NetworkReport;
use lifecircle_core::osm::ReadReport;
use lifecircle_core::place::{ConflationReport, Finding, HomesChoice, ResidenceReport};
use lifecircle_core::units::{milli_to_people, mm_to_km, ms_to_s};
use serde_json::{Map, Value, json};

/// Lengths of the network are written in whole metres, rounded down.
const MM_PER_M: u64 = 1000;
/// Floor areas are written in whole square metres, rounded down.
const DM2_PER_M2: u64 = 100;

/// The counts of the stages before the check.
#[derive(Clone, Copy, Debug)]
pub struct Reports {
    /// Reading.
    pub read: ReadReport,
    /// The walkable ways.
    pub network: NetworkReport,
    /// The built network.
    pub build: BuildReport,
}

/// What the caller alone knows of a check.
#[derive(Clone, Debug)]
pub struct Remarks<'a> {
    /// What to beware of, one object with a `code` each.
    pub warnings: Vec<Value>,
    /// How checks through other gates compare, where they were run.
    pub gates: Option<Value>,
    /// How checks of other profiles compare, where they were run.
    pub profiles: Option<Value>,
    /// What joining places to other streets than the nearest changed, where it did and that was asked for.
    pub legs: Option<Value>,
    /// The plazas that were walked across, and what that changed, where they were.
    pub plazas: Option<Value>,
    /// What was understood of the user's lists, one object each.
    pub lists: Vec<Value>,
    /// What became of people whom somebody counted.
    pub population: Option<Value>,
    /// The study area, and who is left out.
    pub area: Option<Value>,
    /// The levels of areas, and who is in none, where the city is divided.
    pub levels: Option<Value>,
    /// The time at which facilities had to be open, where one was asked for.
    pub at: Option<Value>,
    /// Each hour of a week, where that was asked for.
    pub week: Option<Value>,
    /// Who is doubtful, where that was asked for.
    pub doubtful: Option<Value>,
    /// How many links there are that the map probably lacks, where these are in.
    pub probable_links: Option<usize>,
    /// Whose the data is.
    pub attribution: &'a str,
}

/// The summary as pretty-printed JSON.
pub fn summary(input: CheckInput, summary: &Summary, reports: Reports, remarks: Remarks) -> String {
    let mut rules = Map::new();
    for (rule, sums) in input.pack.rules.iter().zip(&summary.rules) {
        let mut value = shares(&sums.shares, &sums.reasons);
        value.insert("facilities".into(), sums.facilities.into());
        let seconds = |ms: Option<u32>| ms.map(ms_to_s);
        value.insert(
            "walk_s".into(),
            json!({ "median": seconds(sums.median_ms), "p90": seconds(sums.p90_ms) }),
        );
        rules.insert(rule.id.clone(), value.into());
    }
    let mut document = json!({
        "attribution": remarks.attribution,
        "warnings": remarks.warnings,
        "homes_kind": input.residences.kind.word(),
        "homes": summary.homes,
        "people": milli_to_people(summary.people_milli),
        "joint": shares(&summary.joint, &summary.joint_reasons),
        "rules": rules,
        "edge_known": reports.network.edge_known,
        "extent": reports.network.extent.word(),
        "inferred_box": reports.network.extent.inferred_deg(),
        "network": network_counts(&reports),
        "dropped": dropped_counts(input, &reports),
    });
    let conflation = input.facilities.conflation.as_ref().map(conflation);
    let lists = (!remarks.lists.is_empty()).then(|| remarks.lists.into());
    for (name, value) in [
        ("gates", remarks.gates),
        ("profiles", remarks.profiles),
        ("legs", remarks.legs),
        ("plazas", remarks.plazas),
        ("lists", lists),
        ("population", remarks.population),
        ("area", remarks.area),
        ("at", remarks.at),
        ("week", remarks.week),
        ("levels", remarks.levels),
        ("doubtful", remarks.doubtful),
        ("probable_links", remarks.probable_links.map(Value::from)),
        ("conflation", conflation),
        ("buildings", buildings(&input.residences.report)),
    ] {
        if let Some(value) = value {
            document[name] = value;
        }
    }
    format!("{document:#}\n")
}

/// Which buildings are homes and how many are left out, where homes are of the extract and buildings were looked at.
fn buildings(report: &ResidenceReport) -> Option<Value> {
    let floor_dm2 = report.typed_floor_dm2 + report.left_out_floor_dm2 + report.added_floor_dm2;
    let used = if report.used_all {
        HomesChoice::All
    } else {
        HomesChoice::Typed
    };
    let m2 = |dm2: u64| dm2 / DM2_PER_M2;
    let pct = |share: Option<f64>| share.map(|pct| (pct * 10.0).round() / 10.0);
    (floor_dm2 > 0).then(|| {
        json!({
            "asked": report.asked.word(),
            "used": used.word(),
            "decided_by": if report.by_area { "area" } else { "all_read" },
            "typed_floor_pct": pct(report.typed_floor_percent()),
            "typed_floor_m2": m2(report.typed_floor_dm2),
            "added": report.yes_added,
            "added_floor_m2": m2(report.added_floor_dm2),
            "left_out": report.yes_left_out,
            "left_out_floor_m2": m2(report.left_out_floor_dm2),
            "left_out_floor_pct": pct(report.left_out_floor_percent()),
            "left_out_of_other_use": report.yes_other_use,
            "left_out_small": report.yes_small,
            "left_out_on_other_land": report.yes_other_land,
        })
    })
}

fn split(split: Split, number: impl Fn(u64) -> Value) -> Value {
    json!({
        "covered": number(split.covered),
        "not_covered": number(split.not_covered),
        "unknown": number(split.unknown),
    })
}

fn shares(at: &AtLimits, reasons: &ReasonCounts) -> Map<String, Value> {
    let people = |s: Split| split(s, |milli| milli_to_people(milli).into());
    let homes = |s: Split| split(s, Value::from);
    let mut value = Map::new();
    value.insert("homes".into(), homes(at.exact.homes));
    value.insert("people".into(), people(at.exact.people_milli));
    let counted: Map<String, Value> = Reason::ALL
        .iter()
        .zip(reasons)
        // Only a check at a time knows this one.
        .filter(|(r, n)| **r != Reason::Hours || **n > 0)
        .map(|(r, &n)| (r.word().to_owned(), n.into()))
        .collect();
    value.insert("reasons".into(), counted.into());
    for (name, shares) in [
        ("limits_minus_10_pct", at.tighter),
        ("limits_plus_10_pct", at.looser),
    ] {
        let moved = json!({ "homes": homes(shares.homes), "people": people(shares.people_milli) });
        value.insert(name.into(), moved);
    }
    value
}

/// What the network is like: `network` of the summary.
pub fn network_counts(reports: &Reports) -> Value {
    let (network, build) = (reports.network, reports.build);
    let km = |mm: u64| mm_to_km(mm - mm % MM_PER_M);
    json!({
        "walkable_km": km(build.length_mm),
        "private_km": km(build.private_mm),
        "enclosed_km": km(build.enclosed_mm),
        "walkable_ways": network.walkable_ways,
        "plaza_outlines": network.plaza_outlines,
        "streets": build.streets,
        "streets_too_long": build.overlong,
        "components": build.components,
        "small_components": build.small_components,
        "islands": build.islands,
        "pieces": build.pieces,
        "enclosed_pieces": build.enclosed_pieces,
        "private_passages": network.private_passages,
        "closed_barriers": network.closed_barriers,
        "cut_ends": {
            "missing_node": network.cut_missing,
            "outside": network.cut_outside,
            "assumed": network.cut_assumed,
        },
    })
}

/// How many places of a list and of OpenStreetMap were found in which way: `list` and `osm` are the sums.
fn conflation(report: &ConflationReport) -> Value {
    let mut value = Map::new();
    value.insert("policy".into(), report.policy.word().into());
    value.insert("list".into(), report.of_list().into());
    value.insert("osm".into(), report.of_osm().into());
    let counted = Finding::ALL.iter().zip(report.counts());
    value.extend(counted.map(|(finding, count)| (finding.word().to_owned(), count.into())));
    value.into()
}

/// What was left out or understood in part: `dropped` of the summary.
pub fn dropped_counts(input: CheckInput, reports: &Reports) -> Value {
    let (homes, facilities) = (input.residences.report, input.facilities.report);
    let mut dropped = json!({
        "way_node_refs_missing": reports.read.missing_node_refs,
        "unknown_blobs": reports.read.skipped_blobs,
        "walkable_ways_without_geometry": reports.network.ways_without_geometry,
        "unknown_access_values_read_as_open": reports.network.unknown_access,
        "building_yes_left_out": homes.yes_left_out,
        "building_yes_with_business": homes.yes_business,
        "dwellings_without_geometry": homes.without_geometry,
        "dwellings_with_incomplete_outline": homes.incomplete,
        "outer_ways_of_dwelling_relations": homes.outer_ways,
        "dwellings_replaced_by_points": if input.residences.kind.word() == "points" { homes.dwellings } else { 0 },
        "links_too_long_for_points": homes.unsampled_links,
        "buildings_not_closed": homes.unclosed_buildings,
        "residential_areas_in_part": homes.areas_in_part,
        "residential_areas_left_out": homes.areas_left_out,
        "residential_rings_left_out": homes.area_rings_left_out,
        "homes_with_assumed_levels": homes.assumed_levels,
        "homes_with_told_people": homes.told_people,
        "facilities_gone": facilities.gone,
        "facilities_without_geometry": facilities.without_geometry,
        "facilities_merged": facilities.merged,
        "facilities_doubtful": facilities.doubtful,
        "facilities_unconnected": facilities.unconnected,
    });
    // Only lists that tell have any.
    if facilities.closed > 0 {
        dropped["list_rows_closed"] = facilities.closed.into();
    }
    dropped
}
