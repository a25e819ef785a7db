//! `lifecircle gaps`: where people lack what, ranked by people.

use std::process::ExitCode;

use lifecircle::{FileOptions, Scope};
use lifecircle_texts::text;

use crate::args::GapsArgs;
use crate::lang::Lang;
use crate::layer_files::{self, GAP_LAYERS};
use crate::maps;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &GapsArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Everything the user typed is checked before the long work begins.
    let mut plan = args.ruled.plan(args.file.as_deref())?;
    super::given::by_own_areas(&mut plan, args.by.as_deref());
    let options = plan.check_options()?;
    let scope = match &args.only {
        Some(id) => Scope::Rule(plan.rules()?.find_rule(id)?),
        None => Scope::Joint,
    };
    let pictured = maps::wanted(&args.drawn.picture, lang)?;
    let areas = args.drawn.areas();
    areas.validate(plan.walker().walking(options.gates), 0)?;
    let files = args.files.open(lang)?;
    let project = layer_files::project(args.project.qgis, &files)?;
    let progress = Progress::new(lang, quiet);
    plan.options.base_map = pictured.is_some();
    let city = plan.open(progress.clone())?;
    let levels = show::levels(&city, args.by.as_deref())?;
    let check = city.check(&options)?;
    progress.named(&text!(lang, "progress-gap-map"), 0);
    let gaps = check.gaps(areas)?;
    progress.finish();
    if let Some(options) = pictured {
        let picture = gaps.picture(scope, &options)?;
        maps::write(&args.drawn.picture, vec![(None, picture)], lang)?;
        maps::tell_notes(&city, lang);
    }
    let written = files.write(|folder, files| {
        let options = FileOptions {
            layers: GAP_LAYERS.into(),
            areas,
            files: files.clone(),
            project,
        };
        gaps.add_to(folder, &options)
    })?;
    if let Some(written) = written {
        written.tell_left_over(lang);
    }
    let top = usize::try_from(args.top).unwrap_or(usize::MAX);
    let mut table = show::imports(&city, lang);
    table.push_str(&show::gap_table(&gaps, scope, top, lang));
    if args.by.is_some() {
        table.push_str(&show::gap_parts(&gaps, scope, (&levels, top), lang));
    }
    show::print(&table)?;
    eprintln!("{}", show::attribution(&city, lang));
    Ok(ExitCode::SUCCESS)
}
