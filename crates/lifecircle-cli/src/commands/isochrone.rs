//! `lifecircle isochrone`: what is reached from places, as areas or as stretches of street.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use lifecircle::{AreaOptions, Drawn, IsochroneOptions, Isochrones, Origin, Reached};
use lifecircle_core::units::{ms_to_minutes, ms_to_minutes_text};
use lifecircle_io::layer::{LayerWriter, Row};
use lifecircle_io::style::{LayerStyle, qml};
use lifecircle_io::write::{
    IsochroneFacts, IsochroneShape, area_row, isochrone_schema, network_row, place, spool_in,
    street_rows, waiting_file,
};
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
    let crs = args.drawn.crs()?;
    let format = super::layer_format(args.layer.as_deref(), &crs)?;
    let wanted = origins::wanted(args, lang)?;
    let pictured = maps::wanted(&args.drawn.picture)?;
    let options = args.options();
    options.validate()?;
    let waiting = match &args.layer {
        Some(file) => {
            let folder = super::folder_of(file)?;
            spool_in(folder);
            Some(waiting_file(folder)?)
        }
        None => None,
    };
    let progress = Progress::new(lang, quiet);
    let city = args.walk.city.open(args.file.as_deref(), &progress)?;
    let (isochrones, mut failures) = wanted.connect(&city, &options, lang)?;
    let count = isochrones.origins().usable.len();
    if count == 0 {
        return Err(origins::none_left(&failures));
    }
    if pictured && count > MOST_PICTURED {
        let most = MOST_PICTURED;
        anyhow::bail!(problem!("picture-too-many", most = most, count = count));
    }
    let schema = isochrone_schema(args.shape.into(), city.provenance().attribution());
    if pictured {
        let picture = maps::isochrones(&isochrones.cumulative(), lang)?;
        maps::write(&args.drawn.picture, &picture, lang)?;
    }
    if let (Some(file), Some(waiting)) = (&args.layer, waiting) {
        let name = || file.display().to_string();
        let out = BufWriter::new(waiting.as_file());
        let writer = LayerWriter::new(format, out, schema, &crs).with_context(name)?;
        let mut out = write(args.shape, &isochrones, writer, &mut failures, lang)?;
        out.flush().with_context(name)?;
        drop(out);
        place(waiting, file).with_context(name)?;
        if args.shape == ShapeArg::Area {
            styles(file, isochrones.limits_ms(), lang)?;
        }
    } else {
        let out = BufWriter::new(std::io::stdout());
        let writer = LayerWriter::new(format, out, schema, &crs)?;
        let written = write(args.shape, &isochrones, writer, &mut failures, lang)
            .and_then(|mut out| Ok(out.flush()?));
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

/// Writes every isochrone; a line for each origin whose street is too far for a limit.
fn write<W: Write + Send>(
    shape: ShapeArg,
    isochrones: &Isochrones,
    mut writer: LayerWriter<W>,
    failures: &mut Vec<String>,
    lang: Lang,
) -> anyhow::Result<W> {
    let (streets, shapes) = (
        &isochrones.city().built().streets,
        isochrones.city().shapes()?,
    );
    let rows = |origin: &Origin, reached: Reached| -> (Vec<Row>, Option<u32>) {
        let mut rows = Vec::new();
        for isochrone in &reached.isochrones {
            let facts = IsochroneFacts {
                id: &origin.id,
                limit_ms: isochrone.limit_ms,
                beyond_ms: isochrone.beyond_ms,
                counts: isochrone.counts,
                unknown: reached.unknown,
            };
            let stretches = &isochrone.stretches;
            match shape {
                ShapeArg::Area if isochrone.area.is_empty() => {}
                ShapeArg::Area => rows.push(area_row(&facts, &isochrone.area)),
                ShapeArg::Network => rows.extend(network_row(&facts, stretches, streets, shapes)),
                ShapeArg::Streets => rows.extend(street_rows(&facts, stretches, streets, shapes)),
            }
        }
        (rows, reached.nothing_within_ms)
    };
    isochrones.for_each(rows, |origin, (rows, nothing)| {
        failures.extend(nothing.map(|ms| nothing_within(origin, ms, lang)));
        writer.rows(&rows)?;
        Ok::<_, anyhow::Error>(())
    })?;
    Ok(writer.finish()?.1)
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
    if let Some(file) = &args.layer {
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
    fn options(&self) -> IsochroneOptions {
        IsochroneOptions {
            limits_ms: self.limits.clone(),
            drawn: match self.shape {
                ShapeArg::Area => Drawn::Areas,
                ShapeArg::Network | ShapeArg::Streets => Drawn::Streets,
            },
            bands: self.bands,
            areas: AreaOptions {
                cap_mm: self.off_street,
                least_hole_m2: self.least_hole,
                ..self.drawn.areas()
            },
            gates: self.walk.gates,
            walker: Some(self.walk.city.walker()),
        }
    }
}
