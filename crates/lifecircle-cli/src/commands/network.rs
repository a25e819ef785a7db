//! `lifecircle network`: a city built once, to be checked many times.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use lifecircle::{City, CityOptions, List, Profile, Source, Walker};
use lifecircle_io::cache::is_cache;
use lifecircle_io::write::{place, waiting_file};

use crate::args::NetworkArgs;
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &NetworkArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let name = || args.output.display().to_string();
    if let Some(file) = &args.file {
        check_input(file, &args.output)?;
    }
    let waiting = waiting_file(super::folder_of(&args.output)?).with_context(name)?;
    let progress = Progress::new(lang, quiet);
    let source = Source::from(args.file.as_deref());
    let city = City::open_observed(source, &args.options(), progress.clone())?;
    let bytes = city.to_bytes()?;
    waiting.as_file().write_all(&bytes).with_context(name)?;
    place(waiting, &args.output).with_context(name)?;
    progress.finish();
    let counts = [
        (
            city.built().report.streets,
            lang.pick("streets", "个街道段"),
        ),
        (
            city.residences().count() as u64,
            lang.pick("homes", "处住宅"),
        ),
        (
            city.facilities().rows.len() as u64,
            lang.pick("facilities", "个网点"),
        ),
        (bytes.len() as u64, lang.pick("bytes", "字节")),
    ];
    let counts = counts.map(|(n, what)| format!("{} {what}", show::grouped(n)));
    let attribution = show::attribution(&city, lang);
    eprintln!("{}: {} · {attribution}", name(), counts.join(", "));
    Ok(ExitCode::SUCCESS)
}

impl NetworkArgs {
    fn options(&self) -> CityOptions {
        CityOptions {
            walker: Some(self.walker()),
            facilities: self.facilities.as_deref().map(List::from),
            ..self.streets.options()
        }
    }

    /// Somebody who needs the streets asked for.
    fn walker(&self) -> Walker {
        let step_free = self.step_free.then(|| Profile::named("wheelchair"));
        Walker {
            crossing_delay_ms: u32::from(self.crossings),
            ..Walker::of(step_free.flatten().unwrap_or_default())
        }
    }
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
