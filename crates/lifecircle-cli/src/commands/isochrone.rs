//! `lifecircle isochrone`: what is reached from places, as areas or as stretches of street.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use lifecircle::{AreaOptions, CityPlan, IsochroneOptions, IsochroneShape, Isochrones, Origin};
use lifecircle_core::units::{ms_to_minutes, ms_to_minutes_text};
use lifecircle_io::style::{LayerStyle, qml};
use lifecircle_io::write::{place, spool_in, waiting_file};
use lifecircle_texts::text;

use super::origins;
use crate::args::{IsochroneArgs, ShapeArg};
use crate::lang::Lang;
use crate::maps;
use crate::problem::problem;
use crate::progress::Progress;
use crate::show;

/// More isochrones than this are a heap, not a picture.
const MOST_PICTURED: usize = 500;

pub(crate) fn run(args: &IsochroneArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Everything the user typed is checked before the long work begins.
    let crs = args.coordinates.crs()?;
    let format = super::layer_format(args.output.as_deref(), &crs)?;
    let wanted = origins::wanted(args, lang)?;
    let pictured = maps::wanted(&args.drawn.picture, lang)?;
    let mut plan = args.walk.plan(args.file.as_deref())?;
    plan.options.base_map = pictured.is_some();
    let options = args.options(&plan);
    options.validate()?;
    let waiting = match &args.output {
        Some(file) => {
            let folder = super::folder_of(file)?;
            spool_in(folder);
            Some(waiting_file(folder)?)
        }
        None => None,
    };
    let progress = Progress::new(lang, quiet);
    let city = super::given::open(&plan, &progress, lang)?;
    let (isochrones, mut failures) = wanted.connect(&city, &options, lang)?;
    let count = isochrones.origins().usable.len();
    if count == 0 {
        return Err(origins::none_left(&failures));
    }
    if pictured.is_some() && count > MOST_PICTURED {
        let most = MOST_PICTURED;
        anyhow::bail!(problem!("picture-too-many", most = most, count = count));
    }
    if let Some(options) = pictured {
        let picture = isochrones.cumulative().picture(&options)?;
        maps::write(&args.drawn.picture, vec![(None, picture)], lang)?;
        maps::tell_notes(&city, lang);
    }
    let nothing = |origin: &Origin, ms: u32| failures.push(nothing_within(origin, ms, lang));
    if let (Some(file), Some(waiting)) = (&args.output, waiting) {
        let name = || file.display().to_string();
        let out = BufWriter::new(waiting.as_file());
        let mut out = isochrones
            .write_layer(format, &crs, out, nothing)
            .with_context(name)?;
        out.flush().with_context(name)?;
        drop(out);
        place(waiting, file).with_context(name)?;
        if args.shape == ShapeArg::Area {
            styles(file, isochrones.limits_ms(), lang)?;
        }
    } else {
        let out = BufWriter::new(std::io::stdout());
        let written = isochrones.write_layer(format, &crs, out, nothing);
        let written = written.map_err(anyhow::Error::from);
        let written = written.and_then(|mut out| Ok(out.flush()?));
        written.or_else(show::unless_closed)?;
    }
    progress.finish();
    for failure in &failures {
        let line = text!(lang, "isochrone-left-out", what = failure);
        eprintln!("{line}");
    }
    tell(args, &isochrones, lang);
    Ok(ExitCode::SUCCESS)
}

fn nothing_within(origin: &Origin, ms: u32, lang: Lang) -> String {
    let metres = origin.leg_mm() / 1000;
    let why = text!(
        lang,
        "origin-nothing-within",
        minutes = ms_to_minutes_text(ms),
        metres = metres.to_string()
    );
    text!(lang, "origin-failure", origin = &origin.id, why = why)
}

/// QGIS styles beside a layer of areas, in both languages; one that is there may be somebody's own work.
fn styles(layer: &Path, limits_ms: &[u32], lang: Lang) -> anyhow::Result<()> {
    let minutes: Vec<f64> = limits_ms.iter().map(|&ms| ms_to_minutes(ms)).collect();
    let style = LayerStyle::Isochrones { minutes: &minutes };
    for (lang, ending) in [
        (lang, "qml"),
        (lang.other(), lang.other().name("en.qml", "zh.qml")),
    ] {
        let file = layer.with_extension(ending);
        if !file.exists() {
            let text = qml(style, lang);
            std::fs::write(&file, text).with_context(|| file.display().to_string())?;
        }
    }
    Ok(())
}

fn tell(args: &IsochroneArgs, isochrones: &Isochrones, lang: Lang) {
    if let Some(file) = &args.output {
        let count = isochrones.origins().usable.len();
        let limits = isochrones.limits_ms().iter();
        let minutes: Vec<String> = limits.map(|&ms| ms_to_minutes_text(ms)).collect();
        let line = text!(
            lang,
            "isochrone-written",
            file = file,
            minutes = show::list(&minutes, lang),
            places = text!(lang, "count-places", count = count)
        );
        eprintln!("{line}");
    }
    eprintln!("{}", show::attribution(isochrones.city(), lang));
}

impl From<ShapeArg> for IsochroneShape {
    fn from(shape: ShapeArg) -> Self {
        match shape {
            ShapeArg::Area => Self::Area,
            ShapeArg::Network => Self::Network,
            ShapeArg::Streets => Self::Streets,
        }
    }
}

impl IsochroneArgs {
    fn options(&self, plan: &CityPlan) -> IsochroneOptions {
        IsochroneOptions {
            limits_ms: self.limits.clone(),
            drawn: self.shape.into(),
            bands: self.bands,
            areas: AreaOptions {
                cap_mm: self.off_street,
                least_hole_m2: self.least_hole,
                ..self.drawn.areas()
            },
            gates: plan.gates(),
            walker: Some(plan.walker()),
        }
    }
}
