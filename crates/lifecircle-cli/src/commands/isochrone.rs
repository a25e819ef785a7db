//! `lifecircle isochrone`: what is reached from places, as areas or as stretches of street.

mod drawing;

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use lifecircle_core::isochrone::{AreaOptions, Areas, Inside};
use lifecircle_core::observer::{Observer, Stage};
use lifecircle_core::reach::Reach;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_io::layer::LayerWriter;
use lifecircle_io::style::{LayerStyle, qml};
use lifecircle_io::write::{IsochroneShape, isochrone_schema, place, spool_in, waiting_file};

use self::drawing::Drawing;
use super::origins::{self, Origin};
use crate::args::{IsochroneArgs, ShapeArg};
use crate::city::{category_table, check_extent, city_and_network};
use crate::lang::Lang;
use crate::maps;
use crate::progress::Progress;
use crate::show;

/// More isochrones than this are a heap, not a picture.
const MOST_PICTURED: usize = 500;

pub(crate) fn run(args: &IsochroneArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let table = category_table()?;
    // Everything the user typed is checked before the long work begins.
    let crs = args.drawn.crs()?;
    let format = super::layer_format(args.layer.as_deref(), &crs)?;
    let wanted = origins::wanted(args)?;
    let pictured = maps::wanted(&args.drawn.picture)?;
    let walking = args.walk.walking()?;
    let options = args.walk.city.options(&table, walking)?;
    let limits = args.limits();
    let longest = limits.last().copied().unwrap_or(0);
    // A raster that cannot be is refused before the extract is read.
    Areas::new(
        &StreetShapes::default(),
        walking,
        args.area_options(),
        longest,
        0,
    )?;
    let waiting = match &args.layer {
        Some(file) => {
            let folder = super::folder_of(file)?;
            spool_in(folder);
            Some(waiting_file(folder)?)
        }
        None => None,
    };
    let progress = Progress::new(lang, quiet);
    let (city, network) = city_and_network(args.file.as_deref(), &table, options, &progress)?;
    if args.walk.city.streets.extent.is_some() {
        check_extent(&city.network)?;
    }
    let origins = origins::connect(args, wanted, &city, &network, lang);
    if origins.usable.is_empty() {
        return Err(origins::none_left(&origins.failures));
    }
    let shapes = StreetShapes::new(&network, &city.built.streets);
    let reach = Reach::new(&city.built, walking);
    let count = origins.usable.len();
    let drawing = Drawing {
        args,
        city: &city,
        areas: Areas::new(&shapes, walking, args.area_options(), longest, count)?,
        inside: Inside::new(&reach, &city.built, &city.residences, &city.facilities),
        shapes: &shapes,
        reach: &reach,
        limits,
    };
    anyhow::ensure!(
        !pictured || count <= MOST_PICTURED,
        "a picture shows at most {MOST_PICTURED} origins, not {count}: give fewer, or leave out --png and --svg"
    );
    progress.stage(Stage::Search, count as u64);
    let schema = isochrone_schema(args.shape.into(), city.extract.attribution());
    let mut failures = origins.failures;
    if pictured {
        let map = drawing.map(&origins.usable);
        let speed = walking.speed.metres_per_second();
        let picture = maps::isochrones(&city, &shapes, &map, speed, lang);
        maps::write(&args.drawn.picture, &picture, lang)?;
    }
    if let (Some(file), Some(waiting)) = (&args.layer, waiting) {
        let name = || file.display().to_string();
        let out = BufWriter::new(waiting.as_file());
        let writer = LayerWriter::new(format, out, schema, &crs).with_context(name)?;
        let mut out = drawing.write(&origins.usable, writer, &progress, &mut failures)?;
        out.flush().with_context(name)?;
        drop(out);
        place(waiting, file).with_context(name)?;
        if args.shape == ShapeArg::Area {
            styles(file, &drawing.limits, lang)?;
        }
    } else {
        let out = BufWriter::new(std::io::stdout());
        let writer = LayerWriter::new(format, out, schema, &crs)?;
        let written = drawing
            .write(&origins.usable, writer, &progress, &mut failures)
            .and_then(|mut out| Ok(out.flush()?));
        written.or_else(show::unless_closed)?;
    }
    progress.finish();
    for failure in &failures {
        eprintln!("{}: {failure}", lang.pick("left out", "未计算"));
    }
    tell(args, &drawing, &origins.usable, lang);
    Ok(ExitCode::SUCCESS)
}

/// QGIS styles beside a layer of areas, in both languages; one that is there may be somebody's own work.
fn styles(layer: &Path, limits_ms: &[u32], lang: Lang) -> anyhow::Result<()> {
    let minutes: Vec<f64> = limits_ms
        .iter()
        .map(|&ms| f64::from(ms) / 60_000.0)
        .collect();
    let style = LayerStyle::Isochrones { minutes: &minutes };
    for (lang, ending) in [
        (lang, "qml"),
        (lang.other(), lang.other().pick("en.qml", "zh.qml")),
    ] {
        let file = layer.with_extension(ending);
        if !file.exists() {
            let text = qml(style, lang.drawn());
            std::fs::write(&file, text).with_context(|| file.display().to_string())?;
        }
    }
    Ok(())
}

fn tell(args: &IsochroneArgs, drawing: &Drawing, origins: &[Origin], lang: Lang) {
    if let Some(file) = &args.layer {
        let (file, count) = (file.display(), show::grouped(origins.len() as u64));
        let minutes: Vec<String> = drawing.limits.iter().map(|&ms| show::minutes(ms)).collect();
        let minutes = minutes.join(lang.pick(", ", "、"));
        eprintln!(
            "{}",
            match lang {
                Lang::En => format!("{file}: {minutes} minutes from {count} places"),
                Lang::Zh => format!("{file}：{count} 处，{minutes} 分钟"),
            }
        );
    }
    eprintln!("{}", drawing.city.extract.attribution_in(lang));
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
    /// The limits in ms, increasing, each once.
    fn limits(&self) -> Vec<u32> {
        let mut limits = self.limits.clone();
        limits.sort_unstable();
        limits.dedup();
        limits
    }

    fn area_options(&self) -> AreaOptions {
        AreaOptions {
            resolution_m: self.drawn.resolution,
            cap_mm: self.off_street,
            least_hole_m2: self.least_hole,
        }
    }
}
