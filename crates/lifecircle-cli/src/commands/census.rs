//! `lifecircle census`: who has what, and what people have within reach.

use std::process::ExitCode;

use lifecircle::{CensusFileOptions, CensusFormat, CensusOptions, Crs, Folder, Format};
use lifecircle_io::write::spool_in;
use lifecircle_texts::text;

use crate::args::CensusArgs;
use crate::lang::Lang;
use crate::problem::problem;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &CensusArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Everything the user typed is checked before the long work begins.
    let mut plan = args.walk.plan(args.file.as_deref())?;
    super::given::by_own_areas(&mut plan, args.by.as_deref());
    let crs = args.coordinates.crs()?;
    let formats = formats(&args.format, &crs)?;
    let folder = args.output.as_deref().map(Folder::open).transpose()?;
    if let Some(path) = &args.output {
        spool_in(path);
    }
    let progress = Progress::new(lang, quiet);
    let city = super::given::open(&plan, &progress, lang)?;
    let levels = show::levels(&city, args.by.as_deref())?;
    let census = city.census(&CensusOptions {
        limits_ms: args.limits.clone(),
        gates: plan.gates(),
        ..CensusOptions::default()
    })?;
    if let Some((mut folder, path)) = folder.zip(args.output.as_deref()) {
        let options = CensusFileOptions { formats, crs, lang };
        let files = census.add_to(&mut folder, &options)?;
        folder.commit()?;
        progress.finish();
        let files = show::list(&files, lang);
        eprintln!(
            "{}",
            text!(lang, "census-written", folder = path, files = files)
        );
    }
    progress.finish();
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
