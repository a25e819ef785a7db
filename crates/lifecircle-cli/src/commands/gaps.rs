//! `lifecircle gaps`: where people lack what, ranked by people.

use std::process::ExitCode;

use lifecircle::rules::Rules;
use lifecircle::{CheckOptions, FileOptions, Folder, Scope};
use lifecircle_io::write::spool_in;
use lifecircle_texts::text;

use crate::args::GapsArgs;
use crate::gapfiles::{self, GAP_LAYERS};
use crate::lang::Lang;
use crate::maps;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &GapsArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Everything the user typed is checked before the long work begins.
    let crs = args.drawn.coordinates.crs()?;
    let formats = gapfiles::formats(&args.format, &crs)?;
    let mut plan = args.walk.plan(args.file.as_deref())?;
    plan.rules = args.rules.clone().or(plan.rules);
    super::given::by_own_areas(&mut plan, args.by.as_deref());
    let (rules, gates) = (plan.rules()?, plan.gates());
    let scope = match &args.only {
        Some(id) => Scope::Rule(rules.find_rule(id)?),
        None => Scope::Joint,
    };
    let pictured = maps::wanted(&args.drawn.picture, lang)?;
    let areas = args.drawn.areas();
    areas.validate(plan.walker().walking(gates), 0)?;
    let mut folder = args.output.as_deref().map(Folder::open).transpose()?;
    if let Some(path) = &args.output {
        spool_in(path);
    }
    let progress = Progress::new(lang, quiet);
    plan.options.base_map = pictured.is_some();
    let city = plan.open(progress.clone())?;
    let levels = show::levels(&city, args.by.as_deref())?;
    let options = CheckOptions {
        rules: Rules::Pack(rules),
        gates,
        ..CheckOptions::default()
    };
    let check = city.check(&options)?;
    progress.named(&text!(lang, "progress-gap-map"), 0);
    let gaps = check.gaps(areas)?;
    progress.finish();
    let mut written = Vec::new();
    if let Some(folder) = &mut folder {
        let options = FileOptions {
            layers: GAP_LAYERS.into(),
            formats,
            crs,
            areas,
            lang,
        };
        written = gaps.add_to(folder, &options)?;
    }
    if let Some(options) = pictured {
        let picture = gaps.picture(scope, &options)?;
        maps::write(&args.drawn.picture, vec![(None, picture)], lang)?;
        maps::tell_notes(&city, lang);
    }
    if let Some((folder, path)) = folder.zip(args.output.as_deref()) {
        folder.commit()?;
        gapfiles::tell_left_over(path, &written, lang);
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
