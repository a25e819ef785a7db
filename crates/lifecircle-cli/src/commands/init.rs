//! `lifecircle init`: a city file out of what lies in a folder.

use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use lifecircle::{Draft, FileRole, Guess, Sighting};
use lifecircle_core::evidence::Evidence;
use lifecircle_io::city_file::{CityFile, Section};
use lifecircle_io::coordinates::CoordinateSystem;
use lifecircle_io::write::{place, waiting_file};
use lifecircle_texts::{say, text};

use crate::args::InitArgs;
use crate::lang::Lang;
use crate::problem::problem;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &InitArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let folder = folder(args);
    let output = args
        .output
        .clone()
        .unwrap_or_else(|| folder.join("city.toml"));
    if output.exists() && !args.force {
        anyhow::bail!(problem!("init-exists", file = &output));
    }
    let waiting = waiting_file(super::folder_of(&output)?)?;
    let declared = args
        .coordinates
        .as_deref()
        .map(str::parse::<CoordinateSystem>);
    let declared = declared
        .transpose()
        .map_err(lifecircle::Error::Coordinates)?;
    let progress = Progress::new(lang, quiet);
    let observer: std::sync::Arc<dyn lifecircle::Observer + Send> = progress.clone();
    let mut draft = Draft::of(&args.paths, &folder, &observer)?;
    progress.finish();
    for sighting in &draft.sightings {
        eprintln!("{}", seen(sighting, lang));
    }
    for file in draft.open() {
        if let Some(system) = declared {
            draft.answer(&file, system);
        } else if std::io::stdin().is_terminal() {
            let system = ask(&file, lang)?;
            if let Some(system) = system {
                draft.answer(&file, system);
            }
        }
    }
    let city = CityFile {
        file: output.clone(),
        ..draft.city.clone()
    };
    let beside = output.parent().unwrap_or(Path::new(""));
    let written = city.to_toml(beside, |section| remarks(section, &draft, lang));
    let name = || output.display().to_string();
    waiting
        .as_file()
        .write_all(written.as_bytes())
        .with_context(name)?;
    place(waiting, &output).with_context(name)?;
    eprintln!("{}", text!(lang, "init-written", file = &output));
    let open = draft.open();
    if !open.is_empty() {
        let files: Vec<String> = open.iter().map(|file| file.display().to_string()).collect();
        let files = show::list(&files, lang);
        eprintln!("{}", text!(lang, "init-open", files = files));
    }
    Ok(ExitCode::SUCCESS)
}

/// The first folder that is given, else that of the first file.
fn folder(args: &InitArgs) -> PathBuf {
    let first = args.paths.iter().find(|path| path.is_dir());
    let of_file = || args.paths.first()?.parent().map(Path::to_owned);
    first.cloned().or_else(of_file).unwrap_or_default()
}

/// What a file is taken for, and why.
fn seen(sighting: &Sighting, lang: Lang) -> String {
    let role = match sighting.role {
        FileRole::Extract => "role-extract",
        FileRole::Network => "role-network",
        FileRole::Facilities => "role-facilities",
        FileRole::Residences => "role-residences",
        FileRole::Population => "role-population",
        FileRole::Boundaries => "role-boundaries",
        FileRole::Planned => "role-planned",
        FileRole::Unknown => "role-unknown",
    };
    let mut how = sighting.kind.clone();
    let columns = sighting.columns.iter();
    let columns: Vec<String> = columns
        .map(|(role, name)| format!("{role} = {name}"))
        .collect();
    if !columns.is_empty() {
        how.push(show::list(&columns, lang));
    }
    how.extend(system(&sighting.coordinates, lang));
    how.extend(sighting.why_unknown.as_ref().map(|why| say(lang, why)));
    let role = text!(lang, role);
    let what = [vec![role], how].concat().join(" · ");
    let file = sighting.file.strip_prefix(".").unwrap_or(&sighting.file);
    text!(lang, "init-seen", file = file, what = what)
}

/// How the coordinate system is known.
fn system(guess: &Guess, lang: Lang) -> Option<String> {
    Some(match guess {
        Guess::None => return None,
        Guess::Known(system) => system.to_string(),
        Guess::Said(system, words) => {
            text!(
                lang,
                "system-said",
                system = system.to_string(),
                words = words
            )
        }
        Guess::Told(system, evidence) => {
            let why = figures(evidence, lang);
            text!(lang, "init-told", system = system.to_string(), why = why)
        }
        // Of outlines only names tell, and these have none in common.
        Guess::Open(Some(evidence)) if evidence.figures.iter().all(|f| f.looked_at == 0) => {
            text!(lang, "init-unknown-system")
        }
        Guess::Open(Some(evidence)) => {
            text!(lang, "init-unclear", why = figures(evidence, lang))
        }
        Guess::Open(None) => text!(lang, "init-unknown-system"),
    })
}

/// What streets and names say for each system.
fn figures(evidence: &Evidence, lang: Lang) -> String {
    let each = evidence.figures.iter().map(|figures| {
        let near = format!("{:.0}", figures.near_percent());
        text!(
            lang,
            "init-figures",
            system = figures.datum.to_string(),
            near = near,
            matched = figures.matched
        )
    });
    show::list(&each.collect::<Vec<String>>(), lang)
}

/// Asks which coordinate system a file is in; nothing said leaves it open.
fn ask(file: &Path, lang: Lang) -> anyhow::Result<Option<CoordinateSystem>> {
    loop {
        eprint!("{} ", text!(lang, "init-ask", file = file));
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line)?;
        let given = line.trim();
        if given.is_empty() {
            return Ok(None);
        }
        match given.parse() {
            Ok(system) => return Ok(Some(system)),
            Err(error) => eprintln!("{}", say(lang, &error)),
        }
    }
}

/// What stands above a part of the file.
fn remarks(section: Section, draft: &Draft, lang: Lang) -> Vec<String> {
    let city = &draft.city;
    let of_file = |file: &Path| -> Vec<String> {
        let found = draft
            .sightings
            .iter()
            .find(|sighting| sighting.file == file);
        let mut lines: Vec<String> = found
            .map(|sighting| seen(sighting, lang))
            .into_iter()
            .collect();
        if draft.open().iter().any(|open| open == file) {
            lines.push(text!(lang, "init-fill-in"));
        }
        lines
    };
    match section {
        Section::Head => vec![text!(lang, "init-head")],
        Section::Homes => vec![text!(lang, "init-homes")],
        Section::Facilities(i) => of_file(&city.facilities[i].file),
        Section::Residences => city
            .residences
            .iter()
            .flat_map(|list| of_file(&list.file))
            .collect(),
        Section::Boundaries(i) => of_file(&city.boundaries[i].file),
        Section::Population => match &city.population {
            Some(lifecircle_io::city_file::PopulationEntry::Zones { table, .. }) => {
                of_file(&table.file)
            }
            _ => Vec::new(),
        },
        Section::Tail => {
            let rest = draft.sightings.iter();
            let rest = rest.filter(|s| matches!(s.role, FileRole::Planned | FileRole::Unknown));
            rest.map(|sighting| seen(sighting, lang)).collect()
        }
        _ => Vec::new(),
    }
}
