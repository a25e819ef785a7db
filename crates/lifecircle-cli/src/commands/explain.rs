//! `lifecircle explain`: why one home has the verdict it has.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use anyhow::Context;
use lifecircle::CheckOptions;
use lifecircle_io::write::{place, waiting_file};

use super::home;
use crate::args::ExplainArgs;
use crate::lang::Lang;
use crate::maps;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &ExplainArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Everything the user typed is checked before the long work begins.
    let mut plan = args.ruled.plan(args.file.as_deref())?;
    plan.options.surroundings = true;
    plan.options.addresses = home::needs_addresses(&args.home, lang);
    let pictured = maps::wanted(&args.picture, lang)?;
    plan.options.base_map = pictured.is_some();
    let options = CheckOptions {
        at: args.at,
        hours: plan.hours.clone(),
        ..plan.check_options()?
    };
    let crs = args.coordinates.crs()?;
    let format = super::layer_format(args.output.as_deref(), &crs)?;
    let file = args.output.as_deref();
    let waiting = file.map(|file| Ok::<_, anyhow::Error>(waiting_file(super::folder_of(file)?)?));
    let waiting = waiting.transpose()?;
    let progress = Progress::new(lang, quiet);
    let city = super::given::open(&plan, &progress, lang)?;
    let home = home::find(&city, &args.home, lang)?;
    let check = city.check(&options)?;
    let why = check.explain(home)?;
    if let Some(options) = pictured {
        let picture = why.picture(&check, &options)?;
        maps::write(&args.picture, vec![(None, picture)], lang)?;
        maps::tell_notes(&city, lang);
    }
    if let Some((file, waiting)) = file.zip(waiting) {
        let name = || file.display().to_string();
        let out = BufWriter::new(waiting.as_file());
        let mut out = why
            .write_layer(&check, format, &crs, out)
            .with_context(name)?;
        out.flush().with_context(name)?;
        drop(out);
        place(waiting, file).with_context(name)?;
    }
    progress.finish();
    if args.json {
        show::print(&why.json(&check))?;
    } else {
        show::print(&show::explain(&check, &why, lang))?;
    }
    eprintln!("{}", show::attribution(&city, lang));
    Ok(ExitCode::SUCCESS)
}
