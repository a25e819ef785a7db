//! `lifecircle obstacles`: what stands between homes and outlets that exist.

use std::process::ExitCode;

use lifecircle::ObstacleOptions;

use crate::args::ObstaclesArgs;
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &ObstaclesArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Everything the user typed is checked before the long work begins.
    let mut plan = args.ruled.plan(args.file.as_deref())?;
    plan.options.surroundings = true;
    let check = plan.check_options()?;
    if let Some(rule) = &args.only {
        plan.rules()?.find_rule(rule)?;
    }
    let files = args.files.open(lang)?;
    let progress = Progress::new(lang, quiet);
    let city = super::given::open(&plan, &progress, lang)?;
    let obstacles = city.obstacles(&ObstacleOptions {
        check,
        only: args.only.clone(),
        top: usize::try_from(args.top).unwrap_or(usize::MAX),
        kinds: args.kinds.clone(),
    })?;
    progress.finish();
    if let Some(written) = files.write(|folder, options| obstacles.add_to(folder, options))? {
        written.tell(lang);
    }
    if args.json {
        show::print(&obstacles.json())?;
        return Ok(ExitCode::SUCCESS);
    }
    show::print(&show::obstacles(&obstacles, lang))?;
    eprintln!("{}", show::attribution(&city, lang));
    Ok(ExitCode::SUCCESS)
}
