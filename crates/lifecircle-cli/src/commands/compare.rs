//! `lifecircle compare`: two results held against each other.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use lifecircle::{CityPlan, Comparison, ComparisonOptions, Edition, Observer};

use crate::args::CompareArgs;
use crate::lang::Lang;
use crate::maps;
use crate::problem::problem;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &CompareArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Everything the user typed is checked before the long work begins.
    let pictured = maps::wanted(&args.picture, lang)?;
    let plans = [plan(args, &args.before)?, plan(args, &args.after)?];
    let files = args.files.open(lang)?;
    let progress = Progress::new(lang, quiet);
    let [before, after] = plans;
    let before = edition(before, &args.before, false, &progress)?;
    let after = edition(after, &args.after, pictured.is_some(), &progress)?;
    let options = ComparisonOptions {
        same_place_mm: args.same_place,
        allowed: args.allow.allow.clone(),
    };
    let comparison = Comparison::between(before, after, &options)?;
    let levels = levels(&comparison, args.by.as_deref())?;
    let comparison = &comparison;
    let written = files.write(|folder, options| comparison.add_to(folder, options, &*progress))?;
    progress.finish();
    if let Some(written) = written {
        written.tell(lang);
    }
    if let Some(options) = pictured {
        let draw = |scope| comparison.picture(scope, &options);
        let pictures = maps::of_scopes(comparison.rules(), draw)?;
        maps::write(&args.picture, pictures, lang)?;
    }
    if args.json {
        show::print(&comparison.json())?;
    } else {
        show::print(&show::comparison(comparison, &levels, lang))?;
        eprintln!("{}", comparison.attribution_text(lang));
    }
    Ok(ExitCode::SUCCESS)
}

/// What is to be checked; nothing for a folder of results.
fn plan(args: &CompareArgs, file: &Path) -> anyhow::Result<Option<CityPlan>> {
    if file.is_dir() {
        return Ok(None);
    }
    let mut plan = args.ruled.plan(Some(file))?;
    super::given::by_own_areas(&mut plan, args.by.as_deref());
    // Found out now, not after the work.
    plan.rules()?;
    Ok(Some(plan))
}

/// A result: that of a folder, or of a city that is checked.
fn edition(
    plan: Option<CityPlan>,
    file: &Path,
    is_drawn: bool,
    progress: &Arc<Progress>,
) -> anyhow::Result<Edition> {
    let Some(mut plan) = plan else {
        let observer: Arc<dyn Observer + Send> = progress.clone();
        return Ok(Edition::open(file, &*observer)?);
    };
    plan.options.base_map = is_drawn;
    let city = plan.open(progress.clone())?;
    let check = city.check(&plan.check_options()?)?;
    Ok(Edition::of_check(check)?)
}

/// The levels that are shown: that of a name, all, or none.
fn levels(comparison: &Comparison, by: Option<&str>) -> anyhow::Result<Vec<usize>> {
    let Some(by) = by else {
        return Ok(Vec::new());
    };
    let levels = comparison.levels();
    if by == "all" {
        return Ok((0..levels.len()).collect());
    }
    let found = levels.iter().position(|level| level.name == by);
    let Some(found) = found else {
        let known: Vec<&str> = levels.iter().map(|level| level.name.as_str()).collect();
        anyhow::bail!(problem!(
            "compare-no-level",
            level = by,
            known = known.join(", ")
        ));
    };
    Ok(vec![found])
}
