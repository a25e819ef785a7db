//! `lifecircle network`: a city built once, to be checked many times.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use lifecircle_core::build::BuildOptions;
use lifecircle_io::cache::{Contents, Label, encode, is_cache};
use lifecircle_io::write::{place, waiting_file};

use crate::args::NetworkArgs;
use crate::city::{
    CityOptions, area, build_city, category_table, check_extent, own_facilities, tables_digest,
};
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &NetworkArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let table = category_table()?;
    let name = || args.output.display().to_string();
    if let Some(file) = &args.file {
        check_input(file, &args.output)?;
    }
    let waiting = waiting_file(super::folder_of(&args.output)?).with_context(name)?;
    let own = args.facilities.as_deref();
    let options = CityOptions {
        extent: args.streets.extent.as_deref().map(area).transpose()?,
        ferries: args.streets.ferries,
        build: BuildOptions {
            step_free: args.step_free,
            no_trunk: args.streets.no_trunk,
            crossings: args.crossings,
        },
        max_snap_mm: args.streets.max_snap,
        facilities: own
            .map(|file| own_facilities(file, &table, true))
            .transpose()?,
        ..CityOptions::default()
    };
    let progress = Progress::new(lang, quiet);
    let (city, network) = build_city(args.file.as_deref(), &table, options, &progress)?;
    if args.streets.extent.is_some() {
        check_extent(&city.network)?;
    }
    let attribution = city.extract.attribution_in(lang);
    let label = Label {
        origin: city.extract.origin,
        recipe: city.recipe,
        tables: tables_digest(),
    };
    let bytes = encode(Contents {
        label: &label,
        network: &network,
        built: &city.built,
        facilities: &city.facilities,
        residences: &city.residences,
    });
    waiting.as_file().write_all(&bytes).with_context(name)?;
    place(waiting, &args.output).with_context(name)?;
    progress.finish();
    let counts = [
        (city.built.report.streets, lang.pick("streets", "个街道段")),
        (city.residences.count() as u64, lang.pick("homes", "处住宅")),
        (
            city.facilities.rows.len() as u64,
            lang.pick("facilities", "个网点"),
        ),
        (bytes.len() as u64, lang.pick("bytes", "字节")),
    ];
    let counts = counts.map(|(n, what)| format!("{} {what}", show::grouped(n)));
    eprintln!("{}: {} · {attribution}", name(), counts.join(", "));
    Ok(ExitCode::SUCCESS)
}

/// An error where the input is a network already, or would be written over.
fn check_input(file: &Path, output: &Path) -> anyhow::Result<()> {
    anyhow::ensure!(
        !is_cache(file),
        "{} is a network already: give the .osm.pbf it was made from",
        file.display()
    );
    let same = file.canonicalize().ok().zip(output.canonicalize().ok());
    anyhow::ensure!(
        same.is_none_or(|(file, output)| file != output),
        "{} would be written over the extract it is made from: choose another name with -o",
        output.display()
    );
    Ok(())
}
