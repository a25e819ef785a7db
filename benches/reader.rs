//! Times reading a file beside the bare pass over it, in turns, in one process.
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use std::time::Instant;

use anyhow::Context;
use lifecircle_benches::tables;
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::{bare_pass, read};

/// CPU time of all threads in milliseconds.
fn cpu_ms() -> f64 {
    let mut ns = 0u64;
    if let Ok(tasks) = std::fs::read_dir("/proc/self/task") {
        for task in tasks.flatten() {
            if let Ok(text) = std::fs::read_to_string(task.path().join("schedstat")) {
                ns += text
                    .split_whitespace()
                    .next()
                    .and_then(|n| n.parse::<u64>().ok())
                    .unwrap_or(0);
            }
        }
    }
    ns as f64 / 1e6
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let path = args.next().context("usage: reader FILE.osm.pbf [ROUNDS]")?;
    let rounds: usize = args.next().map_or(Ok(7), |n| n.parse())?;
    let what = args.next().unwrap_or_default();
    let table = tables()?.categories;
    let file = std::fs::File::open(&path)?;
    let mut t = [vec![], vec![], vec![], vec![]];
    for _ in 0..rounds {
        if what != "read" {
            let (s, c) = (Instant::now(), cpu_ms());
            bare_pass(&file)?;
            t[0].push(s.elapsed().as_secs_f64() * 1e3);
            t[1].push(cpu_ms() - c);
        }
        if what != "bare" {
            let (s, c) = (Instant::now(), cpu_ms());
            let data = read(&file, &table, &Silent)?;
            t[2].push(s.elapsed().as_secs_f64() * 1e3);
            t[3].push(cpu_ms() - c);
            drop(data);
        }
    }
    for (name, at) in [("bare", 0), ("read", 2)] {
        if t[at].is_empty() {
            continue;
        }
        let m = median(&mut t[at]);
        let c = median(&mut t[at + 1]);
        println!(
            "{name} wall median {m:.0} min {:.0} ms, cpu median {c:.0} min {:.0} ms",
            t[at][0],
            t[at + 1][0]
        );
    }
    Ok(())
}
