//! `lifecircle inspect`: what an extract holds.

use std::process::ExitCode;

use lifecircle::{City, CityPlan};

use crate::args::InspectArgs;
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &InspectArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let mut plan = CityPlan::of(args.file.as_deref())?;
    plan.options.extent = args.extent.clone().or(plan.options.extent);
    let progress = Progress::new(lang, quiet);
    // Whoever the streets were made for.
    let city = City::open_observed(plan.source, &plan.options, progress.clone())?;
    progress.finish();
    let found = city.inspect();
    let text = if args.json {
        format!("{:#}\n", show::inspect_json(&city, &found))
    } else {
        show::inspect_table(&city, &found, lang)
    };
    show::print(&text)?;
    Ok(ExitCode::SUCCESS)
}
