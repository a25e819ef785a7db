//! Times 15-minute walking polygons of two Rust libraries on a file: `pbf_isochrones LIBRARY FILE.osm.pbf SAMPLE`.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use petgraph::graph::NodeIndex;

/// The limit in seconds; both walk at a speed of their own.
const LIMIT_S: f64 = 900.0;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [library, file, sample] = args.as_slice() else {
        return Err("usage: pbf_isochrones osm_graph|graphways FILE.osm.pbf SAMPLE".into());
    };
    let sample = sample.parse()?;
    match library.as_str() {
        "osm_graph" => osm_graph(file, sample),
        "graphways" => graphways(file, sample),
        other => Err(format!("no library `{other}`").into()),
    }
}

/// Evenly spread nodes.
fn origins(nodes: usize, sample: usize) -> impl Iterator<Item = NodeIndex> {
    (0..sample).map(move |i| NodeIndex::new(i * nodes / sample))
}

fn print(version: &str, label: &str, searches: usize, start: Instant) {
    let seconds = start.elapsed().as_secs_f64();
    println!(
        r#"{{"version": "{version}", "label": "{label}", "searches": {searches}, "seconds": {seconds}}}"#
    );
}

fn osm_graph(file: &str, sample: usize) -> Result<(), Box<dyn Error>> {
    use pysochrone::{graph, isochrone, overpass::NetworkType, pbf};
    let (data, _) = pbf::read_pbf(file, NetworkType::Walk)?;
    let city = graph::SpatialGraph::new(graph::create_graph(data.nodes, data.ways, false, false));
    let start = Instant::now();
    for origin in origins(city.graph.node_count(), sample) {
        let hull = isochrone::HullType::FastConcave;
        black_box(isochrone::calculate_isochrones_concurrently(
            city.graph.clone(),
            origin,
            vec![LIMIT_S],
            NetworkType::Walk,
            hull,
        ));
    }
    print("0.2.0", "fast concave hull", sample, start);
    Ok(())
}

fn graphways(file: &str, sample: usize) -> Result<(), Box<dyn Error>> {
    use graphways::{graph::SpatialGraph, isochrone, overpass::NetworkType};
    let city = SpatialGraph::from_pbf(file, NetworkType::Walk, None)?;
    let start = Instant::now();
    for origin in origins(city.graph.node_count(), sample) {
        black_box(isochrone::calculate_isochrones_concurrently(
            city.graph.clone(),
            origin,
            vec![LIMIT_S],
            NetworkType::Walk,
        ));
    }
    print("0.4.0", "hull of the outermost limit", sample, start);
    Ok(())
}
