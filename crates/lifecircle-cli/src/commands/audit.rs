//! `lifecircle audit`: what would make the results wrong.

use std::process::ExitCode;

use lifecircle::{AuditFileOptions, AuditOptions, Folder, LevelChoice};
use lifecircle_io::write::spool_in;
use lifecircle_texts::text;

use crate::args::AuditArgs;
use crate::gapfiles;
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &AuditArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Everything the user typed is checked before the long work begins.
    let mut plan = args.city.plan(args.file.as_deref())?;
    plan.options.surroundings = true;
    plan.options.levels.get_or_insert(LevelChoice::AdminIfAny);
    let crs = args.coordinates.crs()?;
    let formats = gapfiles::formats(&args.format, &crs)?;
    let folder = args.output.as_deref().map(Folder::open).transpose()?;
    if let Some(path) = &args.output {
        spool_in(path);
    }
    let progress = Progress::new(lang, quiet);
    let city = super::given::open(&plan, &progress, lang)?;
    let audit = city.audit(&AuditOptions {
        kinds: args.only.clone(),
        walker: None,
    })?;
    if let Some((mut folder, path)) = folder.zip(args.output.as_deref()) {
        let options = AuditFileOptions { formats, crs, lang };
        let files = audit.add_to(&mut folder, &options)?;
        folder.commit()?;
        progress.finish();
        let files = show::list(&files, lang);
        eprintln!(
            "{}",
            text!(lang, "audit-written", folder = path, files = files)
        );
    }
    progress.finish();
    if args.json {
        show::print(&audit.json())?;
        return Ok(ExitCode::SUCCESS);
    }
    let top = usize::try_from(args.top).unwrap_or(usize::MAX);
    show::print(&show::audit(&audit, top, lang))?;
    eprintln!("{}", show::attribution(&city, lang));
    Ok(ExitCode::SUCCESS)
}
