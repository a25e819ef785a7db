//! `lifecircle check`: every home against every rule.

mod results;

use std::process::ExitCode;

use anyhow::bail;
use lifecircle_core::coverage::{CheckInput, Coverage, EngineChoice, Summary, check, summarise};
use lifecircle_core::metric::{Gates, Walking};
use lifecircle_core::place::{CategorySet, HomeKind};
use lifecircle_core::units::percent;
use lifecircle_io::layer::Crs;
use lifecircle_io::write::Folder;

use self::results::Results;
use crate::args::{CheckArgs, EngineArg, GatesArg};
use crate::city::{City, category_table, check_extent, city, city_and_network};
use crate::gapfiles;
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

/// The target was missed.
const MISSED: u8 = 1;

pub(crate) fn run(args: &CheckArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let table = category_table()?;
    // Everything the user typed is checked before the long work begins.
    let (pack, own_rules) = super::rules::load(&args.rules, &table)?;
    let walking = args.city.walking(Gates::Tagged)?;
    let options = args.city.options(&table, walking)?;
    let formats = gapfiles::formats(&args.format, &Crs::wgs84())?;
    let layers = gapfiles::layers(&args.layers)?;
    let folder = args.output.as_deref().map(Folder::open).transpose()?;
    let progress = Progress::new(lang, quiet);
    let file = args.file.as_deref();
    // Only what is written needs the walkable ways again.
    let (city, network) = if folder.is_some() {
        let (city, network) = city_and_network(file, &table, options, &progress)?;
        (city, Some(network))
    } else {
        (city(file, &table, options, &progress)?, None)
    };
    if args.city.streets.extent.is_some() {
        check_extent(&city.network)?;
    }
    let home = args
        .home
        .as_deref()
        .map(|id| find_home(&city, id, lang))
        .transpose()?;
    let input = city.input(&pack, walking, args.city.replace);
    let with = |gates: Gates| CheckInput {
        walking: Walking { gates, ..walking },
        ..input
    };
    let run = |&gates: &Gates| (gates, check(with(gates), args.engine.into(), &progress));
    let runs: Vec<(Gates, Coverage)> = modes(args.gates).iter().map(run).collect();
    progress.finish();
    let (gates, coverage) = &runs[0];
    if args.verbose {
        eprintln!("{}", show::plan(&coverage.plan, lang));
    }
    let input = with(*gates);
    let summary = summarise(input, coverage);
    let results = Results {
        args,
        city: &city,
        input,
        summary: &summary,
        runs: &runs,
        layers: &layers,
        formats: &formats,
        lang,
    };
    if let (Some(folder), Some(network)) = (folder, network) {
        progress.named(lang.pick("gap map", "缺口图"), 0);
        results.write(folder, &network, &table, own_rules.as_deref())?;
        progress.finish();
    }
    let text = if args.json {
        results.summary()
    } else if let Some(home) = home {
        show::explain(&city, input, coverage, home, lang)
    } else {
        let wanted = pack
            .rules
            .iter()
            .fold(CategorySet::default(), |set, r| set.union(r.categories));
        let only = |category: usize| wanted.meets(CategorySet::of(category));
        let (homes, people) = (summary.homes, summary.people_milli);
        let mut warnings = if args.city.replace {
            // The list is complete by assertion.
            Vec::new()
        } else {
            show::thin_mapping(&city.facilities, &table, homes, people, only, lang)
        };
        warnings.extend(far_lists(args, &city, lang));
        if homes == 0 {
            let none = "no homes: neither dwellings nor streets in residential areas are in the data; give a list with --residences";
            warnings.push(
                lang.pick(
                    none,
                    "没有住宅：数据中既无住宅建筑，也无居住区街道；请用 --residences 提供名单",
                )
                .to_owned(),
            );
        }
        let mut text = show::report(&city, input, coverage, &summary, &warnings, lang);
        if runs.len() > 1 {
            text.push('\n');
            text.push_str(&show::gates_table(input, &runs, lang));
        }
        text
    };
    show::print(&text)?;
    Ok(target(args, &summary, lang))
}

/// The modes that are run, the first of which is shown.
fn modes(gates: GatesArg) -> &'static [Gates] {
    match gates {
        GatesArg::All => &[Gates::Tagged, Gates::Open, Gates::Closed],
        GatesArg::Tagged => &[Gates::Tagged],
        GatesArg::Open => &[Gates::Open],
        GatesArg::Closed => &[Gates::Closed],
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

/// A line per list of the user's that lies far from every street: another city, or another datum.
fn far_lists(args: &CheckArgs, city: &City, lang: Lang) -> Vec<String> {
    let reach_m = city.recipe.max_snap_mm / 1000;
    let line = |name: &str, far: u64, all: u64| match lang {
        Lang::En => format!(
            "{far} of {all} rows of {name} are more than {reach_m} m from any street: is it the right city, and WGS-84?"
        ),
        Lang::Zh => format!(
            "{name} 的 {all} 行中有 {far} 行距任何道路超过 {reach_m} 米：城市对吗？是 WGS-84 吗？"
        ),
    };
    let mut lines = Vec::new();
    if city.residences.kind == HomeKind::Own {
        let stranded = |home: &usize| {
            city.residences
                .access_of(*home)
                .iter()
                .all(|a| a.snap.is_none())
        };
        let all = city.residences.count();
        let far = (0..all).filter(stranded).count();
        if far > 0 {
            lines.push(line(&args.city.residences, far as u64, all as u64));
        }
    }
    if let Some(list) = &city.recipe.facilities {
        let name = args
            .city
            .facilities
            .as_ref()
            .map(|file| file.display().to_string());
        let own = || city.facilities.rows.iter().filter(|f| f.element.is_none());
        let far = own()
            .filter(|f| f.access.iter().all(|a| a.snap.is_none()))
            .count();
        if far > 0 {
            let name = name.as_ref().unwrap_or(&list.name);
            lines.push(line(name, far as u64, own().count() as u64));
        }
    }
    lines
}

fn find_home(city: &City, id: &str, lang: Lang) -> anyhow::Result<usize> {
    let found = city
        .residences
        .id
        .iter()
        .position(|home| home.to_string() == id);
    let Some(found) = found else {
        let example = city.residences.id.first().map_or_else(String::new, |h| {
            format!("{} {h}", lang.pick(", for example", "，例如"))
        });
        let count = city.residences.count();
        bail!(match lang {
            Lang::En => format!(
                "no home `{id}` among {count} homes; ids are those of residences.geojson{example}"
            ),
            Lang::Zh => format!("{count} 处住宅中没有 `{id}`；编号见 residences.geojson{example}"),
        });
    };
    Ok(found)
}

/// The exit code of `--min-coverage`: the share of people covered by all rules together.
fn target(args: &CheckArgs, summary: &Summary, lang: Lang) -> ExitCode {
    let Some(wanted) = args.min_coverage else {
        return ExitCode::SUCCESS;
    };
    let people = summary.joint.exact.people_milli;
    let homes = summary.joint.exact.homes;
    // A list of homes without people is judged by homes.
    let reached =
        percent(people.covered, people.total()).or_else(|| percent(homes.covered, homes.total()));
    let reached = reached.unwrap_or(0.0);
    if reached >= wanted {
        return ExitCode::SUCCESS;
    }
    eprintln!(
        "{} {:.2} % < {wanted} %",
        lang.pick(
            "target missed: covered by all rules together",
            "未达标：同时满足全部规则的人口占比"
        ),
        // Rounded down, so that a target just missed does not look met.
        (reached * 100.0).floor() / 100.0,
    );
    ExitCode::from(MISSED)
}
