//! `lifecircle inspect`: what an extract holds.

use std::process::ExitCode;

use lifecircle::{City, CityOptions, Source};

use crate::args::InspectArgs;
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &InspectArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let options = CityOptions {
        extent: args.extent.clone(),
        ..CityOptions::default()
    };
    let progress = Progress::new(lang, quiet);
    let source = Source::from(args.file.as_deref());
    let city = City::open_observed(source, &options, progress.clone())?;
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
