//! `lifecircle inspect`: what an extract holds.

use std::process::ExitCode;

use crate::args::InspectArgs;
use crate::city::{CityOptions, area, category_table, city};
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &InspectArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let table = category_table()?;
    let options = CityOptions {
        extent: args.extent.as_deref().map(area).transpose()?,
        ..CityOptions::default()
    };
    let progress = Progress::new(lang, quiet);
    let city = city(args.file.as_deref(), &table, options, &progress)?;
    progress.finish();
    let text = if args.json {
        format!("{:#}\n", show::inspect_json(&city, &table))
    } else {
        show::inspect_table(&city, &table, lang)
    };
    show::print(&text)?;
    Ok(ExitCode::SUCCESS)
}
