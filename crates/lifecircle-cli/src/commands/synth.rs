//! `lifecircle synth`: a synthetic city as a real `.osm.pbf`.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use anyhow::Context;
use lifecircle_synth::{MAX_KM2, MIN_KM2, SynthError, SynthOptions, write_city};
use lifecircle_texts::text;

use crate::args::SynthArgs;
use crate::lang::Lang;
use crate::problem::problem;
use crate::progress::Progress;

pub(crate) fn run(args: &SynthArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let progress = Progress::new(lang, quiet);
    let name = || args.output.display().to_string();
    let folder = super::folder_of(&args.output)?;
    let waiting = lifecircle_io::write::waiting_file(folder).with_context(name)?;
    let mut started = false;
    let report = {
        let mut out = BufWriter::new(waiting.as_file());
        let options = SynthOptions {
            km2: args.km2,
            seed: args.seed,
        };
        let report = write_city(&options, &mut out, &mut |done, total| {
            if !started {
                progress.named(&text!(lang, "progress-synth"), total);
                started = true;
            }
            progress.set(done);
        });
        let report = report.map_err(undrawn).with_context(name)?;
        out.flush().with_context(name)?;
        report
    };
    progress.finish();
    lifecircle_io::write::place(waiting, &args.output).with_context(name)?;
    let count = |key: &str, count: u64| text!(lang, key, count = count);
    let line = text!(
        lang,
        "synth-written",
        file = &args.output,
        nodes = count("count-nodes", report.nodes),
        ways = count("count-ways", report.ways),
        homes = count("count-homes", report.homes),
        facilities = count("count-facilities", report.facilities),
        bytes = count("count-bytes", report.bytes)
    );
    eprintln!("{line}");
    Ok(ExitCode::SUCCESS)
}

/// Why a city was not drawn, in the catalogue's words.
pub(in crate::commands) fn undrawn(error: SynthError) -> anyhow::Error {
    match error {
        SynthError::Area { km2 } => {
            problem!("synth-area", km2 = km2, least = MIN_KM2, most = MAX_KM2).into()
        }
        SynthError::Write(error) => error.into(),
        other => problem!("synth-encode", detail = other.to_string()).into(),
    }
}
