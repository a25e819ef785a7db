//! `lifecircle gaps`: where people lack what, as layers and maps.

use std::process::ExitCode;

use lifecircle_core::coverage::{EngineChoice, check};
use lifecircle_core::gap::{Scope, gap_map};
use lifecircle_core::isochrone::{AreaOptions, Areas};
use lifecircle_core::rules::RulePack;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_io::write::{Folder, LayerContents, LayerFiles};

use crate::args::GapsArgs;
use crate::city::{category_table, check_extent, city_and_network};
use crate::gapfiles::{self, GAP_LAYERS};
use crate::lang::Lang;
use crate::maps;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &GapsArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let table = category_table()?;
    // Everything the user typed is checked before the long work begins.
    let crs = args.drawn.crs()?;
    let formats = gapfiles::formats(&args.format, &crs)?;
    let (pack, _) = super::rules::load(&args.rules, &table)?;
    let scope = scope(args.only.as_deref(), &pack)?;
    let pictured = maps::wanted(&args.drawn.picture)?;
    let walking = args.walk.walking()?;
    let options = args.walk.city.options(&table, walking)?;
    let drawing = AreaOptions {
        resolution_m: args.drawn.resolution,
        ..AreaOptions::default()
    };
    Areas::new(&StreetShapes::default(), walking, drawing, 0, 0)?;
    let mut folder = args.folder.as_deref().map(Folder::open).transpose()?;
    let progress = Progress::new(lang, quiet);
    let (city, network) = city_and_network(args.file.as_deref(), &table, options, &progress)?;
    if args.walk.city.streets.extent.is_some() {
        check_extent(&city.network)?;
    }
    let input = city.input(&pack, walking, args.walk.city.replace);
    let coverage = check(input, EngineChoice::Auto, &progress);
    let shapes = StreetShapes::new(&network, &city.built.streets);
    progress.named(lang.pick("gap map", "缺口图"), 0);
    let map = gap_map(input, &coverage, &network, &shapes, drawing)?;
    progress.finish();
    let mut written = Vec::new();
    if let Some(folder) = &mut folder {
        let contents = LayerContents {
            input,
            coverage: &coverage,
            network: &network,
            shapes: &shapes,
            table: &table,
            attribution: city.extract.attribution(),
            options: drawing,
            map: Some(&map),
        };
        let files = LayerFiles {
            layers: &GAP_LAYERS,
            formats: &formats,
            crs: &crs,
        };
        written = gapfiles::add(folder, contents, files, lang)?;
    }
    if pictured {
        let picture = maps::gaps(&city, &shapes, (input, &coverage), &map, scope, lang);
        maps::write(&args.drawn.picture, &picture, lang)?;
    }
    if let Some((folder, path)) = folder.zip(args.folder.as_deref()) {
        folder.commit()?;
        gapfiles::tell_left_over(path, &written, lang);
    }
    show::print(&show::gap_table(input, &map, scope, args.top, lang))?;
    eprintln!("{}", city.extract.attribution_in(lang));
    Ok(ExitCode::SUCCESS)
}

/// The scope of `--only`, jointly without it.
fn scope(only: Option<&str>, pack: &RulePack) -> anyhow::Result<Scope> {
    let Some(id) = only else {
        return Ok(Scope::Joint);
    };
    if let Some(rule) = pack.rules.iter().position(|rule| rule.id == id) {
        return Ok(Scope::Rule(rule));
    }
    let known: Vec<&str> = pack.rules.iter().map(|rule| rule.id.as_str()).collect();
    anyhow::bail!(
        "--only {id}: no such rule in the pack; it has: {}",
        known.join(", ")
    )
}
