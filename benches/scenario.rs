//! Times what-if questions beside full reruns: `scenario FILE`. One JSON line for each kind of change.
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use std::path::PathBuf;
use std::time::Instant;

use clap::Parser;
use lifecircle::{Check, CheckOptions, City, CityOptions, Delta, LonLat, Scenario};
use lifecircle_core::geodesy::leg_mm;
use lifecircle_core::network::StreetNetwork;
use lifecircle_core::units::u64_to_f64;
use serde_json::json;

/// Times what-if questions to an extract.
#[derive(Debug, Parser)]
struct Args {
    /// The extract.
    file: PathBuf,
    /// So many changes of each kind, spread over the city.
    #[arg(long, default_value_t = 40)]
    changes: usize,
    /// How often each is asked.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let city = City::open(args.file.clone(), &CityOptions::default())?;
    let options = CheckOptions::default();
    let check = city.check(&options)?;
    let kinds = [
        ("nothing", nothing(&city)),
        ("add", adds(&city, args.changes)),
        ("close", closings(&city, args.changes)),
        ("gate", gates(city.network()?, args.changes)),
        ("link", links(city.network()?, args.changes)),
    ];
    for (kind, texts) in kinds {
        let mut times = [(); 4].map(|()| Vec::new());
        for text in &texts {
            let scenario = Scenario::parse("change.toml", text, city.categories())?;
            // A link may end at a way that is closed.
            if city.with(&scenario).is_err() {
                continue;
            }
            for _ in 0..args.rounds {
                let own = question(&args, &city, &check, &scenario)?;
                for (times, ms) in times.iter_mut().zip(own) {
                    times.push(ms);
                }
            }
        }
        let [asked, city_ms, again, anew] = times.map(Spread::of);
        println!(
            "{}",
            json!({
                "kind": kind,
                "questions": asked.count,
                "asked_ms": asked.value(),
                "city_ms": city_ms.value(),
                "rerun_ms": again.value(),
                "from_the_extract_ms": anew.value(),
                "rerun_by_asked": again.median / asked.median,
                "from_the_extract_by_asked": anew.median / asked.median,
                "peak_mb": peak_mb(),
            })
        );
    }
    Ok(())
}

/// Milliseconds of one question, of the city alone, of the city and a full check, and of all from the extract on.
fn question(
    args: &Args,
    city: &City,
    check: &Check,
    scenario: &Scenario,
) -> anyhow::Result<[f64; 4]> {
    let options = CheckOptions::default();
    let (asked_ms, delta) = timed(|| check.delta(std::slice::from_ref(scenario)))?;
    let (city_ms, with) = timed(|| city.with(scenario))?;
    let (check_ms, full) = timed(|| Delta::between(check.clone(), with.check(&options)?))?;
    anyhow::ensure!(delta.whole() == full.whole(), "the answers differ");
    let (anew_ms, _) = timed(|| {
        let city = City::open(args.file.clone(), &CityOptions::default())?;
        city.with(scenario)?.check(&options)
    })?;
    Ok([asked_ms, city_ms, city_ms + check_ms, anew_ms])
}

fn timed<T>(run: impl FnOnce() -> Result<T, lifecircle::Error>) -> anyhow::Result<(f64, T)> {
    let start = Instant::now();
    let done = run()?;
    Ok((start.elapsed().as_secs_f64() * 1e3, done))
}

/// Least, median, ninth tenth and most.
struct Spread {
    least: f64,
    median: f64,
    p90: f64,
    max: f64,
    count: usize,
}

impl Spread {
    fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        let at = |numerator: usize| {
            let last = times.len().saturating_sub(1);
            times
                .get(last * numerator / 10)
                .copied()
                .unwrap_or(f64::NAN)
        };
        Self {
            least: at(0),
            median: at(5),
            p90: at(9),
            max: at(10),
            count: times.len(),
        }
    }

    fn value(&self) -> serde_json::Value {
        json!([self.least, self.median, self.p90, self.max])
    }
}

/// Every so many of something.
fn some<T>(all: Vec<T>, wanted: usize) -> impl Iterator<Item = T> {
    let step = all.len().div_ceil(wanted.max(1)).max(1);
    all.into_iter().step_by(step)
}

/// People of one home: the floor under every question.
fn nothing(city: &City) -> Vec<String> {
    let id = &city.residences().id[0];
    vec![format!("[[people]]\nhome = \"{id}\"\nfactor = 2\n")]
}

/// A market at a home.
fn adds(city: &City, wanted: usize) -> Vec<String> {
    let homes = (0..city.residences().count()).collect();
    let text = |home: usize| {
        let at = city.residences().ways_in_of(home)[0].at;
        let LonLat { lon, lat } = at;
        format!("[[add]]\nid = \"new\"\ncategory = \"market\"\nlon = {lon}\nlat = {lat}\n")
    };
    some(homes, wanted).map(text).collect()
}

fn closings(city: &City, wanted: usize) -> Vec<String> {
    let rows = city.facilities().rows.iter().map(|row| row.id.clone());
    let text = |id| format!("[[close]]\nid = \"{id}\"\n");
    some(rows.collect(), wanted).map(text).collect()
}

fn gates(network: &StreetNetwork, wanted: usize) -> Vec<String> {
    let mut nodes: Vec<i64> = network
        .passages
        .keys()
        .map(|&node| network.node_osm[node as usize])
        .collect();
    nodes.sort_unstable();
    let text = |node| format!("[[open]]\nid = \"node/{node}\"\n");
    some(nodes, wanted).map(text).collect()
}

/// A path between two points of streets 40 to 120 m apart.
fn links(network: &StreetNetwork, wanted: usize) -> Vec<String> {
    let nodes = (0..network.tail.len()).collect();
    let text = |segment: usize| {
        let from = network.lon_lat(network.tail[segment]);
        let way = network.way[segment];
        let is_near = |&other: &usize| {
            let to = network.lon_lat(network.tail[other]);
            let far = (to.lon - from.lon).abs() > 0.002 || (to.lat - from.lat).abs() > 0.002;
            !far && network.way[other] != way && (40_000..120_000).contains(&leg_mm(from, to))
        };
        let other = (0..network.tail.len()).find(is_near)?;
        let to = network.lon_lat(network.tail[other]);
        Some(format!(
            "[[link]]\nkind = \"path\"\nline = [[{}, {}], [{}, {}]]\n",
            from.lon, from.lat, to.lon, to.lat
        ))
    };
    some(nodes, wanted).filter_map(text).collect()
}

/// The most memory that this process has had, where the system tells.
fn peak_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kb: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(u64_to_f64(kb) / 1024.0)
}
