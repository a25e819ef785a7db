//! `lifecircle synth`: a synthetic city as a real `.osm.pbf`.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use anyhow::Context;
use lifecircle_synth::{SynthOptions, write_city};

use crate::args::SynthArgs;
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

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
                progress.named(lang.pick("drawing", "绘制"), total);
                started = true;
            }
            progress.set(done);
        });
        let report = report.with_context(name)?;
        out.flush().with_context(name)?;
        report
    };
    progress.finish();
    lifecircle_io::write::place(waiting, &args.output).with_context(name)?;
    let number = |n: u64| show::grouped(n);
    eprintln!(
        "{}: {} {}, {} {}, {} {}, {} {}, {} {}",
        args.output.display(),
        number(report.nodes),
        lang.pick("nodes", "个节点"),
        number(report.ways),
        lang.pick("ways", "条路线"),
        number(report.homes),
        lang.pick("homes", "处住宅"),
        number(report.facilities),
        lang.pick("facilities", "个网点"),
        number(report.bytes),
        lang.pick(
            "bytes (synthetic, not OpenStreetMap)",
            "字节（虚构数据，非 OpenStreetMap）"
        ),
    );
    Ok(ExitCode::SUCCESS)
}
