//! `lifecircle census`: who has what, and what people have within reach.

use std::process::ExitCode;

use lifecircle::{CensusFileOptions, CensusFormat, CensusOptions, Crs, Format};

use crate::args::CensusArgs;
use crate::lang::Lang;
use crate::layer_files::Target;
use crate::problem::problem;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &CensusArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Everything the user typed is checked before the long work begins.
    let mut plan = args.walk.plan(args.file.as_deref())?;
    super::given::by_own_areas(&mut plan, args.by.as_deref());
    let crs = args.coordinates.crs()?;
    let formats = formats(&args.format, &crs)?;
    let target = Target::open(args.output.as_deref())?;
    let progress = Progress::new(lang, quiet);
    let city = super::given::open(&plan, &progress, lang)?;
    let levels = show::levels(&city, args.by.as_deref())?;
    let census = city.census(&CensusOptions {
        limits_ms: args.limits.clone(),
        gates: plan.gates(),
        ..CensusOptions::default()
    })?;
    let options = CensusFileOptions { formats, crs, lang };
    let written = target.write(|folder| census.add_to(folder, &options))?;
    progress.finish();
    if let Some(written) = written {
        written.tell(lang);
    }
    if args.json {
        show::print(&census.json())?;
        return Ok(ExitCode::SUCCESS);
    }
    show::print(&show::census(&census, &levels, lang))?;
    eprintln!("{}", show::attribution(&city, lang));
    Ok(ExitCode::SUCCESS)
}

/// The formats of the files, each once.
fn formats(words: &[String], crs: &Crs) -> anyhow::Result<Vec<CensusFormat>> {
    let mut formats = Vec::new();
    for word in words {
        let Some(format) = CensusFormat::from_word(word) else {
            anyhow::bail!(problem!("format-unknown", format = word));
        };
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    let in_degrees = |format: &CensusFormat| !matches!(format, CensusFormat::Layers(layers) if *layers != Format::GeoJson);
    if !crs.is_wgs84() && formats.iter().all(in_degrees) {
        anyhow::bail!(problem!("geojson-crs-format", crs = crs.to_string()));
    }
    Ok(formats)
}
