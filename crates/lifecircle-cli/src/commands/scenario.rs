//! `lifecircle scenario`: what scenarios would change.

use std::process::ExitCode;

use lifecircle::Scenario;

use crate::args::{ScenarioAction, ScenarioDiffArgs};
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
    let mut plan = args.ruled.plan(args.file.as_deref())?;
    super::given::by_own_areas(&mut plan, args.by.as_deref());
    let options = plan.check_options()?;
    let table = plan.options.category_table()?;
    let files = std::mem::take(&mut plan.options.scenarios);
    if files.is_empty() {
        anyhow::bail!(problem!("scenario-diff-none"));
    }
    let scenarios = files.iter().map(|file| Scenario::open(file, &table));
    let scenarios = scenarios.collect::<Result<Vec<_>, _>>()?;
    plan.options.surroundings = scenarios.iter().any(Scenario::has_links);
    let layers = args.files.open(lang)?;
    let progress = Progress::new(lang, quiet);
    let city = super::given::open(&plan, &progress, lang)?;
    let levels = show::levels(&city, args.by.as_deref())?;
    let check = city.check(&options)?;
    let delta = check.delta(&scenarios)?;
    let written = layers.write(|folder, options| delta.add_to(folder, options))?;
    progress.finish();
    if let Some(written) = written {
        written.tell(lang);
    }
    if args.json {
        show::print(&delta.json())?;
        return Ok(ExitCode::SUCCESS);
    }
    show::print(&show::delta(&delta, &levels, lang))?;
    eprintln!("{}", show::attribution(&city, lang));
    Ok(ExitCode::SUCCESS)
}
