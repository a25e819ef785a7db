//! `lifecircle check`: every home against every rule.

use std::process::ExitCode;
use std::sync::Arc;

use lifecircle::{
    Against, Baseline, Check, CheckOptions, CityPlan, Compared, EngineChoice, FileOptions, Gates,
    Observer, ProfileCheck,
};
use lifecircle_core::units::percent;
use lifecircle_texts::text;

use super::home;
use crate::args::{CheckArgs, EngineArg, GatesArg};
use crate::lang::Lang;
use crate::layer_files;
use crate::maps;
use crate::progress::Progress;
use crate::show;

/// The target was missed.
const MISSED: u8 = 1;

pub(crate) fn run(args: &CheckArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Everything the user typed is checked before the long work begins.
    let mut plan = plan(args)?;
    let asked = plan.check_options()?;
    let pictured = maps::wanted(&args.picture, lang)?;
    plan.options.base_map = pictured.is_some();
    let typed = args.home.as_deref();
    plan.options.addresses = typed.is_some_and(|typed| home::needs_addresses(typed, lang));
    let layers = layer_files::layers(&args.layers)?;
    // Read before anything is written: it may be the folder of the results themselves.
    let baseline = args.against.against.as_deref().map(Baseline::open);
    let baseline = baseline.transpose()?;
    let files = args.files.open(lang)?;
    let project = layer_files::project(args.project.qgis, &files)?;
    let progress = Progress::new(lang, quiet);
    let city = plan.open(progress.clone())?;
    let home = typed.map(|typed| home::find(&city, typed, lang));
    let home = home.transpose()?;
    let levels = show::levels(&city, args.by.as_deref())?;
    let modes = modes(args.gates, &plan);
    let options = CheckOptions {
        gates: modes[0],
        engine: args.engine.into(),
        compare_streets: true,
        at: args.at,
        week: args.hours,
        hours: plan.hours.clone(),
        doubt: args.doubt.doubt,
        ..asked
    };
    // What is shown is asked everything; the others are there to be compared.
    let beside = |gates: Gates| CheckOptions {
        gates,
        compare_streets: false,
        week: false,
        doubt: false,
        ..options.clone()
    };
    let run = |&gates: &Gates| {
        if gates == modes[0] {
            return city.check(&options);
        }
        city.check(&beside(gates))
    };
    let runs = modes.iter().map(run);
    let runs = runs.collect::<Result<Vec<Check>, _>>()?;
    let check = &runs[0];
    let observer: Arc<dyn Observer + Send> = progress.clone();
    let profiles = plan.check_profiles(check, &args.profiles, &beside(modes[0]), &observer)?;
    let allowed = &args.against.allow.allow;
    let against = baseline.map(|baseline| check.against(&baseline, allowed));
    let against = against.transpose()?;
    progress.finish();
    if args.verbose {
        eprintln!("{}", show::plan(&check.coverage().plan, lang));
    }
    let compared = Compared {
        gates: &runs[1..],
        profiles: &profiles,
    };
    if let Some(options) = pictured {
        let pictures = maps::of_scopes(check.rules(), |scope| check.picture(scope, &options))?;
        maps::write(&args.picture, pictures, lang)?;
        maps::tell_notes(&city, lang);
    }
    let written = files.write(|folder, files| {
        let options = FileOptions {
            layers,
            files: files.clone(),
            project,
            ..FileOptions::default()
        };
        check.add_to(folder, compared, &options)
    })?;
    progress.finish();
    if let Some(written) = written {
        written.tell_left_over(lang);
    }
    let text = if args.json {
        check.summary_json(compared)
    } else if let Some(home) = home {
        show::explain(check, &check.explain(home)?, lang)
    } else {
        let mut text = tables(&runs, &profiles, &levels, lang);
        if let Some(against) = &against {
            text.push('\n');
            text.push_str(&show::against(against, check, lang));
        }
        text
    };
    show::print(&text)?;
    let is_kept = kept(args, check, against.as_ref(), lang);
    let is_reached = target(args, check, lang);
    Ok(if is_kept && is_reached {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(MISSED)
    })
}

/// All tables on the screen; the first run is the check, the others are through other gates.
fn tables(runs: &[Check], profiles: &[ProfileCheck], levels: &[usize], lang: Lang) -> String {
    let check = &runs[0];
    let mut text = show::report(check, levels, lang);
    text.push_str(&show::doubt_table(check, lang));
    text.push_str(&show::links_line(check, lang));
    if let Some(week) = check.week() {
        text.push_str(&show::week_table(check, week, lang));
        text.push_str(&show::week_areas(check, week, levels, lang));
    }
    if let Some(legs) = check.legs() {
        text.push('\n');
        text.push_str(&show::legs_table(check, legs, lang));
    }
    text.push_str(&show::plazas(check, lang));
    if !profiles.is_empty() {
        text.push('\n');
        text.push_str(&show::profiles_table(profiles, lang));
        text.push_str(&show::profiles_areas(check.city(), profiles, levels, lang));
    }
    if runs.len() > 1 {
        text.push('\n');
        text.push_str(&show::gates_table(runs, lang));
    }
    text
}

/// What is to be checked, by which rules.
fn plan(args: &CheckArgs) -> anyhow::Result<CityPlan> {
    let mut plan = args.city.plan(args.file.as_deref())?;
    plan.rules = args.rules.clone().or(plan.rules);
    if let Some(&first) = args.profiles.first() {
        plan.walk.profile = Some(first);
    }
    plan.options.links = args.doubt.links;
    plan.options.surroundings |= args.doubt.doubt;
    plan.hours.country = args.country.or(plan.hours.country);
    super::given::by_own_areas(&mut plan, args.by.as_deref());
    Ok(plan)
}

/// The modes that are run, the first of which is shown.
fn modes(gates: Option<GatesArg>, plan: &CityPlan) -> Vec<Gates> {
    match gates {
        None => vec![plan.gates()],
        Some(GatesArg::All) => Gates::ALL.into(),
        Some(GatesArg::Tagged) => vec![Gates::Tagged],
        Some(GatesArg::Open) => vec![Gates::Open],
        Some(GatesArg::Closed) => vec![Gates::Closed],
    }
}

impl From<EngineArg> for EngineChoice {
    fn from(engine: EngineArg) -> Self {
        match engine {
            EngineArg::Auto => Self::Auto,
            EngineArg::Forward => Self::Forward,
            EngineArg::Reverse => Self::Reverse,
        }
    }
}

/// Whether no more is lost than `--max-loss`; says what is.
fn kept(args: &CheckArgs, check: &Check, against: Option<&Against>, lang: Lang) -> bool {
    let lost = against.map(|own| show::lost(own, args.against.max_loss, check, lang));
    let lost = lost.unwrap_or_default();
    eprint!("{lost}");
    lost.is_empty()
}

/// Whether `--min-coverage` is reached: the share of people covered by all rules together.
fn target(args: &CheckArgs, check: &Check, lang: Lang) -> bool {
    let Some(wanted) = args.min_coverage else {
        return true;
    };
    let joint = &check.summary().joint.exact;
    let (people, homes) = (joint.people_milli, joint.homes);
    // A list of homes without people is judged by homes.
    let reached =
        percent(people.covered, people.total()).or_else(|| percent(homes.covered, homes.total()));
    let reached = reached.unwrap_or(0.0);
    if reached >= wanted {
        return true;
    }
    // Rounded down, so that a target just missed does not look met.
    let reached = format!("{:.2}", (reached * 100.0).floor() / 100.0);
    let missed = text!(
        lang,
        "check-target-missed",
        reached = reached,
        wanted = wanted
    );
    eprintln!("{missed}");
    false
}
