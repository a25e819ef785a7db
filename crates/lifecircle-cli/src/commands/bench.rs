//! `lifecircle bench`: how fast this machine does what the tool does.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use lifecircle::rules::{DEFAULT_PACK, Pack};
use lifecircle::{BuiltInTables, Gates, Walker, demo};
use lifecircle_io::cache::is_cache;
use lifecircle_io::write::Sha256Hex;
use lifecircle_synth::{SynthOptions, write_city};
use serde_json::Value;

use crate::args::BenchArgs;
use crate::bench::{Machine, Run, Subject, compare, document, measure, readable, table};
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

/// Slower than the baseline by more than allowed, or other work.
const REGRESSED: u8 = 1;

pub(crate) fn run(args: &BenchArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Read before the work: a baseline that cannot be read is known at once.
    let baseline = args.baseline.as_deref().map(read_baseline).transpose()?;
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
    progress.named(lang.pick("benchmarking", "基准测试"), args.rounds.into());
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
    let found = compare(&baseline, &document, args.max_regression / 100.0)
        .map_err(|what| anyhow::anyhow!("{file}: {what}"))?;
    eprint!("{}", found.text);
    let (same, worse) = (
        lang.pick("no regression", "没有退步"),
        lang.pick("regressed", "退步"),
    );
    eprintln!(
        "{} ({file}, {} %)",
        if found.regressed { worse } else { same },
        args.max_regression
    );
    Ok(if found.regressed {
        ExitCode::from(REGRESSED)
    } else {
        ExitCode::SUCCESS
    })
}

fn read_baseline(file: &Path) -> anyhow::Result<(String, Value)> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{name}: the baseline cannot be read; is the path right?"))?;
    let value = serde_json::from_str(&text).with_context(|| {
        format!("{name} is no JSON: give what `lifecircle bench --json` printed")
    })?;
    readable(&value).map_err(|what| anyhow::anyhow!("{name}: {what}"))?;
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
                progress.named(lang.pick("drawing", "绘制"), total);
                started = true;
            }
            progress.set(done);
        })?;
        return Ok((format!("synthetic {km2} km2, seed {}", args.seed), bytes));
    }
    let Some(file) = &args.file else {
        let (name, bytes) = demo();
        return Ok((name.to_owned(), bytes.to_vec()));
    };
    anyhow::ensure!(
        !is_cache(file),
        "{}: is a network that `lifecircle network` made, and bench times reading too: give the .osm.pbf it was made from",
        file.display()
    );
    let bytes = std::fs::read(file)
        .with_context(|| format!("{}: cannot be read; is the path right?", file.display()))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Ok((name.into_owned(), bytes))
}
