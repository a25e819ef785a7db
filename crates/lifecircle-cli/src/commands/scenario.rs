//! `lifecircle scenario`: what scenarios would change.

use std::process::ExitCode;

use lifecircle::rules::Rules;
use lifecircle::{CheckOptions, DeltaFileOptions, Folder, Scenario};
use lifecircle_io::write::spool_in;
use lifecircle_texts::text;

use crate::args::{ScenarioAction, ScenarioDiffArgs};
use crate::gapfiles;
use crate::lang::Lang;
use crate::problem::problem;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(action: &ScenarioAction, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    match action {
        ScenarioAction::Diff(args) => diff(args, lang, quiet),
    }
}

/// Checks a city as it is and as it would be.
fn diff(args: &ScenarioDiffArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Everything the user typed is checked before the long work begins.
    let crs = args.coordinates.crs()?;
    let formats = gapfiles::formats(&args.format, &crs)?;
    let mut plan = args.walk.plan(args.file.as_deref())?;
    plan.rules = args.rules.clone().or(plan.rules);
    super::given::by_own_areas(&mut plan, args.by.as_deref());
    let (rules, gates) = (plan.rules()?, plan.gates());
    let table = plan.options.category_table()?;
    let files = std::mem::take(&mut plan.options.scenarios);
    if files.is_empty() {
        anyhow::bail!(problem!("scenario-diff-none"));
    }
    let scenarios = files.iter().map(|file| Scenario::open(file, &table));
    let scenarios = scenarios.collect::<Result<Vec<_>, _>>()?;
    plan.options.surroundings = scenarios.iter().any(Scenario::has_links);
    let folder = args.output.as_deref().map(Folder::open).transpose()?;
    if let Some(path) = &args.output {
        spool_in(path);
    }
    let progress = Progress::new(lang, quiet);
    let city = super::given::open(&plan, &progress, lang)?;
    let levels = show::levels(&city, args.by.as_deref())?;
    let check = city.check(&CheckOptions {
        rules: Rules::Pack(rules),
        gates,
        ..CheckOptions::default()
    })?;
    let delta = check.delta(&scenarios)?;
    if let Some((mut folder, path)) = folder.zip(args.output.as_deref()) {
        let options = DeltaFileOptions { formats, crs, lang };
        let files = delta.add_to(&mut folder, &options)?;
        folder.commit()?;
        progress.finish();
        let files = show::list(&files, lang);
        let line = text!(lang, "delta-written", folder = path, files = files);
        eprintln!("{line}");
    }
    progress.finish();
    if args.json {
        show::print(&delta.json())?;
        return Ok(ExitCode::SUCCESS);
    }
    show::print(&show::delta(&delta, &levels, lang))?;
    eprintln!("{}", show::attribution(&city, lang));
    Ok(ExitCode::SUCCESS)
}
