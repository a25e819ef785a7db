//! How a network was made, in the words of the command line.

use lifecircle::{Error, Misfit};
use lifecircle_core::snap::MAX_SNAP_MM;
use lifecircle_core::units::mm_to_m;
use lifecircle_io::cache::Recipe;

use crate::lang::Lang;

/// What to say of an error: where an option is at fault, its name and the way out.
pub(crate) fn told(error: &Error, lang: Lang) -> Option<String> {
    Some(match error {
        Error::OtherTables {
            origin, made_with, ..
        } => format!("{error}: `{}` makes it again", command(origin, made_with)),
        Error::Misfits {
            file,
            origin,
            asked,
            made_with,
            wanted,
        } => {
            let asked: Vec<String> = asked.iter().map(flag).collect();
            let made_with = Some(flags(made_with)).filter(|flags| !flags.is_empty());
            format!(
                "{} does not fit {}: it was made with {}; `{}` makes one that does, or give the .osm.pbf itself",
                file.display(),
                asked.join(", "),
                made_with.unwrap_or_else(|| "no option".to_owned()),
                command(origin, wanted),
            )
        }
        Error::ExtentElsewhere(_) => "the --extent holds none of the file's streets: is it of this city, in the order west,south,east,north?".to_owned(),
        Error::NoRule { id, known } => format!(
            "--only {id}: no such rule in the pack; it has: {}",
            known.join(", ")
        ),
        Error::NoHome { id, homes, example } => {
            let example = example.as_ref().map_or_else(String::new, |home| {
                format!("{} {home}", lang.pick(", for example", "，例如"))
            });
            match lang {
                Lang::En => format!(
                    "no home `{id}` among {homes} homes; ids are those of residences.geojson{example}"
                ),
                Lang::Zh => {
                    format!("{homes} 处住宅中没有 `{id}`；编号见 residences.geojson{example}")
                }
            }
        }
        Error::Rules { .. } => format!("{error}; compare with `lifecircle rules show huaian-2023`"),
        _ => return None,
    })
}

/// The option that does not fit.
fn flag(misfit: &Misfit) -> String {
    match misfit {
        Misfit::Extent(area) => format!("--extent {}", area.name()),
        Misfit::Ferries => "--ferries".to_owned(),
        Misfit::NoTrunk => "--no-trunk".to_owned(),
        Misfit::MaxSnap(mm) => format!("--max-snap {}", mm_to_m(*mm)),
        Misfit::Profile(name) => format!("--profile {name}"),
        Misfit::Crossings(true) => "--crossing-delay above 0".to_owned(),
        Misfit::Crossings(false) => "--crossing-delay 0".to_owned(),
        Misfit::FacilitiesBeside(list) => format!("--facilities {} without --replace", list.name),
        _ => String::new(),
    }
}

/// The options of `lifecircle network` that a recipe stands for; empty for the defaults.
pub(crate) fn flags(recipe: &Recipe) -> String {
    let mut flags = Vec::new();
    if let Some(area) = &recipe.extent {
        flags.push(format!("--extent {}", area.name()));
    }
    let switches = [
        ("--ferries", recipe.ferries),
        ("--no-trunk", recipe.build.no_trunk),
        ("--step-free", recipe.build.step_free),
        ("--crossings", recipe.build.crossings),
    ];
    flags.extend(switches.iter().filter(|s| s.1).map(|s| s.0.to_owned()));
    if recipe.max_snap_mm != MAX_SNAP_MM {
        flags.push(format!("--max-snap {}", mm_to_m(recipe.max_snap_mm)));
    }
    if let Some(list) = &recipe.facilities {
        flags.push(format!("--facilities {}", list.name));
    }
    flags.join(" ")
}

fn command(origin: &str, recipe: &Recipe) -> String {
    let flags = flags(recipe);
    let space = if flags.is_empty() { "" } else { " " };
    format!("lifecircle network {origin}{space}{flags} -o NEW.lcn")
}
