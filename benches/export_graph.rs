//! Exports a city as plain arrays for the tools in `benches/peers`: `export_graph FILE.osm.pbf DIR`.
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use std::path::{Path, PathBuf};

use anyhow::Context;
use lifecircle::rules::{DEFAULT_PACK, Pack};
use lifecircle::{City, CityOptions};
use lifecircle_benches::adult;
use lifecircle_benches::case::{LeftOut, PeerCase, StreetColumns, reduce, write_f64, write_u32};
use lifecircle_core::build::BuiltNetwork;
use lifecircle_core::geodesy::{LocalPlane, LonLat};
use lifecircle_core::metric::{Metric, Unit};
use lifecircle_core::network::StreetNetwork;
use lifecircle_core::place::{CategorySet, Facilities};
use lifecircle_core::rules::RulePack;
use lifecircle_core::snap::Snap;
use lifecircle_io::write::sha256;
use serde_json::json;

fn main() -> anyhow::Result<()> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [file, dir] = paths.as_slice() else {
        anyhow::bail!("usage: export_graph FILE.osm.pbf DIR");
    };
    let city = City::open(file.as_path(), &CityOptions::default())?;
    let pack = Pack::open(DEFAULT_PACK, city.categories())?.rules;
    let (network, built) = (city.network()?, city.built());
    let metric = Metric::new(&built.streets, adult(), Unit::Time);
    let streets = StreetColumns::new(&built.streets, &metric);
    let (mut case, left_out) = reduce(&streets);
    case.facilities = facility_nodes(&pack, city.facilities(), built, &streets);
    std::fs::create_dir_all(dir).with_context(|| dir.display().to_string())?;
    case.write(dir)?;
    write_streets(dir, &streets)?;
    write_places(dir, network, built, &streets)?;
    let about = about(file, &pack, &case, &streets, left_out)?;
    let text = serde_json::to_string_pretty(&about)?;
    std::fs::write(dir.join("case.json"), &text)?;
    println!("{text}");
    Ok(())
}

/// Per rule of the pack, the nodes nearest along the street to its facilities' entrances.
fn facility_nodes(
    pack: &RulePack,
    places: &Facilities,
    built: &BuiltNetwork,
    streets: &StreetColumns,
) -> Vec<Vec<u32>> {
    let mut number = vec![None; built.graph.node_count()];
    for (i, &node) in (0u32..).zip(&streets.city_node) {
        number[node as usize] = Some(i);
    }
    let node_at = |snap: Snap| {
        let s = snap.street.index();
        let near_tail = snap.offset_mm <= built.streets.length_mm[s] / 2;
        let column = if near_tail {
            &built.streets.tail
        } else {
            &built.streets.head
        };
        number[column[s].index()]
    };
    let of_rule = |categories: CategorySet| {
        let rows = places
            .rows
            .iter()
            .filter(|f| f.categories.meets(categories));
        let snaps = rows.flat_map(|f| f.ways_in.iter().filter_map(|access| access.snap));
        let mut nodes: Vec<u32> = snaps.filter_map(node_at).collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    };
    let rules = pack.rules.iter();
    rules.map(|rule| of_rule(rule.categories)).collect()
}

fn write_streets(dir: &Path, streets: &StreetColumns) -> anyhow::Result<()> {
    for (name, column) in [
        ("tail", &streets.tail),
        ("head", &streets.head),
        ("mm", &streets.mm),
        ("forward_ms", &streets.forward_ms),
        ("backward_ms", &streets.backward_ms),
        ("private", &streets.private),
    ] {
        write_u32(&dir.join(format!("street_{name}.u32")), column)?;
    }
    Ok(())
}

/// Where the nodes lie: degrees, and metres in one plane.
fn write_places(
    dir: &Path,
    network: &StreetNetwork,
    built: &BuiltNetwork,
    streets: &StreetColumns,
) -> anyhow::Result<()> {
    let lies = |&node: &u32| network.lon_lat(built.streets.node_network[node as usize]);
    let places: Vec<LonLat> = streets.city_node.iter().map(lies).collect();
    let middle = |of: fn(&LonLat) -> f64| {
        let (low, high) = places.iter().map(of).fold((f64::MAX, f64::MIN), |b, v| {
            (f64::min(b.0, v), f64::max(b.1, v))
        });
        f64::midpoint(low, high)
    };
    let plane = LocalPlane::at(LonLat {
        lon: middle(|p| p.lon),
        lat: middle(|p| p.lat),
    });
    let degrees: Vec<[f64; 2]> = places.iter().map(|p| [p.lon, p.lat]).collect();
    let metres: Vec<[f64; 2]> = places.iter().map(|&p| plane.project(p)).collect();
    write_f64(&dir.join("lon_lat.f64"), &degrees)?;
    write_f64(&dir.join("xy_m.f64"), &metres)
}

fn about(
    file: &Path,
    pack: &RulePack,
    case: &PeerCase,
    streets: &StreetColumns,
    left_out: LeftOut,
) -> anyhow::Result<serde_json::Value> {
    let ids = pack.rules.iter().map(|rule| rule.id.as_str());
    let facilities: Vec<_> = ids
        .zip(&case.facilities)
        .map(|(category, nodes)| json!({ "category": category, "nodes": nodes.len() }))
        .collect();
    Ok(json!({
        "data": file.file_name().map(|name| name.to_string_lossy()),
        "bytes": std::fs::metadata(file)?.len(),
        "sha256": sha256(file)?.to_string(),
        "lifecircle": env!("CARGO_PKG_VERSION"),
        "profile": "adult",
        "nodes": case.node_count(),
        "edges": case.tail.len(),
        "streets": streets.tail.len(),
        "left_out": left_out,
        "facilities": facilities,
    }))
}
