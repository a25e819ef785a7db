//! `lifecircle sites`: where new outlets serve most people.

use std::process::ExitCode;
use std::time::Duration;

use lifecircle::{CandidateChoice, ListFile, Objective, SiteOptions};

use crate::args::SitesArgs;
use crate::lang::Lang;
use crate::maps;
use crate::problem::problem;
use crate::progress::Progress;
use crate::show;

/// The word for buildings of the extract as candidates.
const BUILDINGS: &str = "buildings";

pub(crate) fn run(args: &SitesArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Everything the user typed is checked before the long work begins.
    let mut plan = args.ruled.plan(args.file.as_deref())?;
    super::given::by_own_areas(&mut plan, args.by.as_deref());
    plan.options.premises = args.candidates == BUILDINGS;
    let check = plan.check_options()?;
    if args.objective == Objective::WorstArea && args.by.is_none() {
        anyhow::bail!(problem!("sites-worst-needs-level"));
    }
    let candidates = match args.candidates.as_str() {
        "streets" => CandidateChoice::default(),
        "gaps" => CandidateChoice::Gaps,
        BUILDINGS => CandidateChoice::Buildings,
        file => CandidateChoice::File(ListFile::parse(file)?),
    };
    let pictured = maps::wanted(&args.picture, lang)?;
    plan.options.base_map = pictured.is_some();
    let files = args.files.open(lang)?;
    let progress = Progress::new(lang, quiet);
    let city = super::given::open(&plan, &progress, lang)?;
    let sites = city.sites(&SiteOptions {
        check,
        categories: args.category.clone(),
        jointly: args.jointly,
        candidates,
        objective: args.objective,
        weights: args.weights.clone(),
        count: usize::try_from(args.count).unwrap_or(usize::MAX),
        budget_milli: args.budget,
        spacing_mm: args.spacing,
        level: args.by.clone(),
        one_per_area: args.one_per_area,
        movable: args.movable.clone(),
        time_limit: Duration::from_millis(args.time_limit),
        ..SiteOptions::default()
    })?;
    progress.finish();
    if let Some(options) = pictured {
        let picture = sites.picture(&options)?;
        maps::write(&args.picture, vec![(None, picture)], lang)?;
        maps::tell_notes(&city, lang);
    }
    if let Some(written) = files.write(|folder, options| sites.add_to(folder, options))? {
        written.tell(lang);
    }
    if args.json {
        show::print(&sites.json())?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut table = show::sites(&sites, lang);
    if let Some(level) = &args.by {
        table.push_str(&show::site_parts(&sites, city.find_level(level)?, lang));
    }
    show::print(&table)?;
    eprintln!("{}", show::attribution(&city, lang));
    Ok(ExitCode::SUCCESS)
}
