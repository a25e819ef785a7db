//! `lifecircle inspect`: what an extract holds.

use std::process::ExitCode;

use lifecircle_core::build::BuildOptions;
use lifecircle_core::place::ResidenceChoice;
use lifecircle_io::read;

use crate::args::InspectArgs;
use crate::city::{CityOptions, category_table, city, extract, people_table};
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

/// The default reach of places, in mm.
const MAX_SNAP_MM: u32 = 200_000;

pub(crate) fn run(args: &InspectArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let table = category_table()?;
    let extent = args.extent.as_deref().map(read::extent).transpose()?;
    let progress = Progress::new(lang, quiet);
    let (extract, data) = extract(args.file.as_deref(), &table, &progress)?;
    let options = CityOptions {
        extent,
        ferries: false,
        build: BuildOptions::default(),
        max_snap_mm: MAX_SNAP_MM,
        own_facilities: Vec::new(),
        replace: false,
        residences: ResidenceChoice::Auto,
    };
    let city = city(&data, &table, &people_table()?, options, &progress);
    progress.finish();
    let text = if args.json {
        format!("{:#}\n", show::inspect_json(&extract, &city, &table))
    } else {
        show::inspect_table(&extract, &city, &table, lang)
    };
    show::print(&text)?;
    Ok(ExitCode::SUCCESS)
}
