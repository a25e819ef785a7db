//! Times a census beside one check per category: `census FILE --categories seed,national`. One JSON line a round.
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use std::path::PathBuf;
use std::time::Instant;

use clap::Parser;
use lifecircle::rules::{Pack, Rules};
use lifecircle::{CensusOptions, CheckOptions, City, CityOptions, KernelChoice};
use lifecircle_core::rules::RulePack;
use serde_json::json;

/// Times a census of an extract.
#[derive(Debug, Parser)]
struct Args {
    /// The extract.
    file: PathBuf,
    /// Built-in lists of categories.
    #[arg(long, value_delimiter = ',', default_value = "seed,national")]
    categories: Vec<String>,
    /// How often everything runs, each time on a city opened anew.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    for round in 0..args.rounds {
        let options = CityOptions {
            categories: args.categories.clone(),
            ..CityOptions::default()
        };
        let city = City::open(args.file.clone(), &options)?;
        let one_pass = CensusOptions::default();
        let passes = CensusOptions {
            kernel: KernelChoice::Bounded,
            ..CensusOptions::default()
        };
        // The first makes states and hierarchy; the second finds them made.
        let (first_ms, census) = timed(|| city.census(&one_pass))?;
        let (again_ms, _) = timed(|| city.census(&one_pass))?;
        let (passes_ms, other) = timed(|| city.census(&passes))?;
        anyhow::ensure!(census.counts() == other.counts(), "the kernels disagree");
        let mut naive_ms = 0.0;
        for category in city.categories().categories() {
            let id = &category.id;
            let text =
                format!("id = 'one'\n[[rule]]\nid = 'one'\ncategories = ['{id}']\nminutes = 15\n");
            let rules = RulePack::parse(&text, city.categories())?;
            let rules = Rules::Pack(Pack { rules, file: None }.into());
            let options = CheckOptions {
                rules,
                ..CheckOptions::default()
            };
            naive_ms += timed(|| city.check(&options))?.0;
        }
        println!(
            "{}",
            json!({
                "round": round,
                "categories": city.categories().categories().len(),
                "homes": city.residences().count(),
                "one_pass_first_ms": first_ms,
                "one_pass_again_ms": again_ms,
                "pass_per_category_ms": passes_ms,
                "check_per_category_ms": naive_ms,
            })
        );
    }
    Ok(())
}

fn timed<T>(run: impl FnOnce() -> Result<T, lifecircle::Error>) -> anyhow::Result<(f64, T)> {
    let start = Instant::now();
    let done = run()?;
    Ok((start.elapsed().as_secs_f64() * 1e3, done))
}
