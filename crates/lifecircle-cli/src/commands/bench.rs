//! `lifecircle bench`: how fast this machine does what the tool does.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use lifecircle::rules::{DEFAULT_PACK, Pack};
use lifecircle::{BuiltInTables, CityPlan, Gates, Source, Walker, demo};
use lifecircle_io::cache::is_cache;
use lifecircle_io::write::Sha256Hex;
use lifecircle_synth::{SynthOptions, write_city};
use lifecircle_texts::{say, text};
use serde_json::Value;

use crate::args::BenchArgs;
use crate::bench::{Machine, Run, Subject, compare, document, measure, readable, table};
use crate::commands::synth::undrawn;
use crate::lang::Lang;
use crate::problem::problem;
use crate::progress::Progress;
use crate::show;

/// Slower than the baseline by more than allowed, or other work.
const REGRESSED: u8 = 1;

pub(crate) fn run(args: &BenchArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Read before the work: a baseline that cannot be read is known at once.
    let baseline = args.baseline.as_deref();
    let baseline = baseline.map(|file| read_baseline(file, lang)).transpose()?;
    let progress = Progress::new(lang, quiet);
    let (data, bytes) = bytes(args, lang, &progress)?;
    let tables = BuiltInTables::default();
    let pack = Pack::open(DEFAULT_PACK, &tables.categories)?;
    let subject = Subject {
        bytes: &bytes,
        table: &tables.categories,
        people: &tables.people,
        pack: &pack.rules,
        walking: Walker::default().walking(Gates::Tagged),
    };
    progress.named(&text!(lang, "progress-bench"), args.rounds.into());
    let (recorder, sizes) = measure(&subject, args.rounds, |round| progress.set(round))
        .with_context(|| data.clone())?;
    progress.finish();
    let run = Run {
        data,
        bytes: bytes.len() as u64,
        sha256: Sha256Hex::of(&bytes).to_string(),
        threads: rayon::current_num_threads(),
        rounds: args.rounds,
        machine: Machine::here(),
        sizes,
    };
    let document = document(&run, &recorder);
    if args.json {
        show::print(&format!("{document:#}\n"))?;
    } else {
        show::print(&table(&run, &recorder, lang))?;
    }
    let Some((file, baseline)) = baseline else {
        return Ok(ExitCode::SUCCESS);
    };
    let allowed = args.max_regression / 100.0;
    let found = compare((&file, &baseline), &document, allowed, lang)?;
    eprint!("{}", found.text);
    let key = if found.regressed {
        "bench-worse"
    } else {
        "bench-same"
    };
    let verdict = text!(lang, key, file = &file, allowed = args.max_regression);
    eprintln!("{verdict}");
    Ok(if found.regressed {
        ExitCode::from(REGRESSED)
    } else {
        ExitCode::SUCCESS
    })
}

fn read_baseline(file: &Path, lang: Lang) -> anyhow::Result<(String, Value)> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| {
        let reason = say(lang, &error);
        problem!("bench-baseline-unreadable", file = file, reason = reason)
    })?;
    let value = serde_json::from_str(&text)
        .map_err(|_| problem!("bench-baseline-not-json", file = file))?;
    readable(&name, &value)?;
    Ok((name, value))
}

/// The name and bytes of what is benched.
fn bytes(args: &BenchArgs, lang: Lang, progress: &Progress) -> anyhow::Result<(String, Vec<u8>)> {
    if let Some(km2) = args.synthetic {
        let options = SynthOptions {
            km2,
            seed: args.seed,
        };
        let mut bytes = Vec::new();
        let mut started = false;
        write_city(&options, &mut bytes, &mut |done, total| {
            if !started {
                progress.named(&text!(lang, "progress-synth"), total);
                started = true;
            }
            progress.set(done);
        })
        .map_err(undrawn)?;
        let seed = args.seed.to_string();
        let name = text!(Lang::En, "bench-synthetic", km2 = km2, seed = seed);
        return Ok((name, bytes));
    }
    let plan = CityPlan::of(args.file.as_deref())?;
    let Source::File(file) = &plan.source else {
        let (name, bytes) = demo();
        return Ok((name.to_owned(), bytes.to_vec()));
    };
    if is_cache(file) {
        anyhow::bail!(problem!("bench-is-network", file = file));
    }
    let bytes = std::fs::read(file).map_err(|error| {
        let reason = say(lang, &error);
        problem!("bench-unreadable", file = file, reason = reason)
    })?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Ok((name.into_owned(), bytes))
}
