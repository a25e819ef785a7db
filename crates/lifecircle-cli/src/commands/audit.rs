//! `lifecircle audit`: what would make the results wrong.

use std::process::ExitCode;

use lifecircle::{AuditOptions, LevelChoice};

use crate::args::AuditArgs;
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &AuditArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Everything the user typed is checked before the long work begins.
    let mut plan = args.city.plan(args.file.as_deref())?;
    plan.options.surroundings = true;
    plan.options.levels.get_or_insert(LevelChoice::AdminIfAny);
    let files = args.files.open(lang)?;
    let progress = Progress::new(lang, quiet);
    let city = super::given::open(&plan, &progress, lang)?;
    let audit = city.audit(&AuditOptions {
        kinds: args.only.clone(),
        walker: None,
    })?;
    let written = files.write(|folder, options| audit.add_to(folder, options))?;
    progress.finish();
    if let Some(written) = written {
        written.tell(lang);
    }
    if args.json {
        show::print(&audit.json())?;
        return Ok(ExitCode::SUCCESS);
    }
    let top = usize::try_from(args.top).unwrap_or(usize::MAX);
    show::print(&show::audit(&audit, top, lang))?;
    eprintln!("{}", show::attribution(&city, lang));
    Ok(ExitCode::SUCCESS)
}
