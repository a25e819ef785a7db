//! How a network was made, in the words of the command line.

use lifecircle::{Error, Legs, Misfit, Plazas};
use lifecircle_core::place::{HomesChoice, ListPolicy};
use lifecircle_core::snap::MAX_SNAP_MM;
use lifecircle_core::units::mm_to_m;
use lifecircle_io::cache::Recipe;
use lifecircle_texts::{Field, Lang, text};

use crate::show;

/// What a hint about an error needs besides the error's own fields: options and commands that only the command knows.
pub(crate) fn values(error: &Error, lang: Lang) -> Vec<(&'static str, Field)> {
    match error {
        Error::OtherTables {
            origin, made_with, ..
        } => vec![("command", command(origin, made_with).into())],
        Error::Misfits {
            origin,
            asked,
            made_with,
            wanted,
            ..
        } => {
            let asked: Vec<String> = asked.iter().map(|misfit| flag(misfit, lang)).collect();
            let made_with = Some(flags(made_with)).filter(|flags| !flags.is_empty());
            let made_with = made_with.unwrap_or_else(|| text!(lang, "hint-no-options"));
            vec![
                ("asked", show::list(&asked, lang).into()),
                ("made_with", made_with.into()),
                ("command", command(origin, wanted).into()),
            ]
        }
        _ => Vec::new(),
    }
}

/// The option that does not fit.
fn flag(misfit: &Misfit, lang: Lang) -> String {
    match misfit {
        Misfit::Extent(area) => format!("--extent {}", area.name()),
        Misfit::Ferries => "--ferries".to_owned(),
        Misfit::NoTrunk => "--no-trunk".to_owned(),
        Misfit::MaxSnap(mm) => format!("--max-snap {}", mm_to_m(*mm)),
        Misfit::Legs(legs) => format!("--legs {}", legs.word()),
        Misfit::Plazas(plazas) => format!("--plazas {}", plazas.word()),
        Misfit::Homes(homes) => format!("--homes {}", homes.word()),
        Misfit::Profile(name) => format!("--profile {name}"),
        Misfit::Crossings(true) => text!(lang, "hint-crossing-delay-above"),
        Misfit::Crossings(false) => "--crossing-delay 0".to_owned(),
        Misfit::Policy(policy) => format!("--policy {}", policy.word()),
        Misfit::Replace => "--replace".to_owned(),
        Misfit::Area(name) => format!("--area {name}"),
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
    if recipe.legs != Legs::default() {
        flags.push(format!("--legs {}", recipe.legs.word()));
    }
    if recipe.plazas != Plazas::default() {
        flags.push(format!("--plazas {}", recipe.plazas.word()));
    }
    if recipe.homes != HomesChoice::default() {
        flags.push(format!("--homes {}", recipe.homes.word()));
    }
    if let Some(list) = &recipe.facilities {
        flags.push(format!("--facilities {}", list.name));
        if recipe.replace {
            flags.push("--replace".to_owned());
        }
        if recipe.policy != ListPolicy::default() {
            flags.push(format!("--policy {}", recipe.policy.word()));
        }
    }
    flags.join(" ")
}

fn command(origin: &str, recipe: &Recipe) -> String {
    let flags = flags(recipe);
    let space = if flags.is_empty() { "" } else { " " };
    format!("lifecircle network {origin}{space}{flags} -o NEW.lcn")
}
