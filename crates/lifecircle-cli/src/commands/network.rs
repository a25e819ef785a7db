//! `lifecircle network`: a city built once, to be checked many times.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use lifecircle::{CityPlan, Profile, WalkerChoice};
use lifecircle_io::cache::is_cache;
use lifecircle_io::write::{place, waiting_file};
use lifecircle_texts::text;

use crate::args::NetworkArgs;
use crate::lang::Lang;
use crate::problem::problem;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &NetworkArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let name = || args.output.display().to_string();
    if let Some(file) = &args.file {
        check_input(file, &args.output)?;
    }
    let waiting = waiting_file(super::folder_of(&args.output)?).with_context(name)?;
    let progress = Progress::new(lang, quiet);
    let mut plan = CityPlan::of(args.file.as_deref())?;
    plan.walk = args.walk().or(plan.walk);
    plan.options = args.outlets.with(args.streets.options())?.or(plan.options);
    let city = super::given::open(&plan, &progress, lang)?;
    let bytes = city.to_bytes()?;
    waiting.as_file().write_all(&bytes).with_context(name)?;
    place(waiting, &args.output).with_context(name)?;
    progress.finish();
    let (streets, homes) = (city.built().report.streets, city.residences().count());
    let facilities = city.facilities().rows.len();
    let line = text!(
        lang,
        "network-written",
        file = &args.output,
        streets = text!(lang, "count-streets", count = streets),
        homes = show::homes_of_kind(city.residences().kind, homes as u64, lang),
        facilities = text!(lang, "count-facilities", count = facilities),
        bytes = text!(lang, "count-bytes", count = bytes.len()),
        attribution = show::attribution(&city, lang)
    );
    eprintln!("{line}");
    Ok(ExitCode::SUCCESS)
}

impl NetworkArgs {
    /// Somebody who needs the streets asked for.
    fn walk(&self) -> WalkerChoice {
        let step_free = self.step_free.then(|| Profile::named("wheelchair"));
        WalkerChoice {
            profile: step_free.flatten(),
            speed: None,
            crossing_delay_ms: self.crossings.then_some(1),
        }
    }
}

/// An error where the input is a network already, or would be written over.
fn check_input(file: &Path, output: &Path) -> anyhow::Result<()> {
    if is_cache(file) {
        anyhow::bail!(problem!("network-already", file = file));
    }
    let same = file.canonicalize().ok().zip(output.canonicalize().ok());
    if same.is_some_and(|(file, output)| file == output) {
        anyhow::bail!(problem!("network-over-extract", file = output));
    }
    Ok(())
}
