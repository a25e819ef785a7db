//! Times our kernels on an exported case, one JSON line a round: `kernels DIR --kernel bounded`.
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context;
use clap::{Parser, ValueEnum};
use lifecircle_benches::case::{PeerCase, write_u32};
use lifecircle_benches::engine::{Engine, Kernel, UNREACHED};
use rayon::prelude::*;
use serde_json::json;

/// What is asked of the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Job {
    /// From every node, the nodes within the limit.
    Count,
    /// From every node, the nearest facility of each category.
    Nearest,
}

/// Times our kernels on a case that `export_graph` wrote.
#[derive(Debug, Parser)]
struct Args {
    /// The folder of the case.
    dir: PathBuf,
    /// How the searches are done.
    #[arg(long, value_enum)]
    kernel: Kernel,
    /// What is asked.
    #[arg(long, value_enum, default_value = "count")]
    job: Job,
    /// Threads, 0 for all.
    #[arg(long, default_value_t = 0)]
    threads: usize,
    /// Rounds over one graph; workspaces are kept from round to round.
    #[arg(long, default_value_t = 1)]
    rounds: usize,
    /// Milliseconds that may be walked.
    #[arg(long, default_value_t = 900_000)]
    limit_ms: u32,
    /// Where to write the answers of the last round, in the order of the case's nodes.
    #[arg(long)]
    answers: Option<PathBuf>,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let case = PeerCase::read(&args.dir)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.threads)
        .build()
        .context("threads could not be started")?;
    let start = Instant::now();
    let engine = pool.install(|| args.kernel.prepare(&case, args.limit_ms));
    let build_s = start.elapsed().as_secs_f64();
    let mut answers = Vec::new();
    for round in 0..args.rounds {
        answers = pool.install(|| one_round(&args, &case, &*engine, build_s, round));
    }
    if let Some(file) = &args.answers {
        write_u32(file, &answers)?;
    }
    Ok(())
}

/// Searches, and prints the line of the round.
fn one_round(
    args: &Args,
    case: &PeerCase,
    engine: &dyn Engine,
    build_s: f64,
    round: usize,
) -> Vec<u32> {
    let start = Instant::now();
    let answers = answer(args, case, engine);
    let search_s = start.elapsed().as_secs_f64();
    let reached: u64 = match args.job {
        Job::Count => answers.iter().map(|&count| u64::from(count)).sum(),
        Job::Nearest => answers.iter().filter(|&&ms| ms != UNREACHED).count() as u64,
    };
    let line = json!({
        "kernel": args.kernel.word(),
        "job": args.job.to_possible_value().map(|v| v.get_name().to_owned()),
        "threads": rayon::current_num_threads(),
        "round": round,
        "build_s": build_s,
        "search_s": search_s,
        "searches": case.node_count(),
        "reached": reached,
        "checksum": format!("{:016x}", checksum(&answers)),
    });
    println!("{line}");
    answers
}

fn answer(args: &Args, case: &PeerCase, engine: &dyn Engine) -> Vec<u32> {
    match args.job {
        Job::Count => engine.counts(args.limit_ms),
        Job::Nearest => {
            let categories = case.facilities.par_iter();
            let each: Vec<Vec<u32>> = categories
                .map(|targets| engine.nearest(targets, args.limit_ms))
                .collect();
            each.concat()
        }
    }
}

/// FNV-1a over the answers, to see at a glance that rounds and kernels agree.
fn checksum(answers: &[u32]) -> u64 {
    let bytes = answers.iter().flat_map(|a| a.to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
