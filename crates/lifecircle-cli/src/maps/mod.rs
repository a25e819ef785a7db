//! Pictures of isochrones and gap maps: what is drawn, and in which order.

mod gaps;
mod isochrones;
mod sites;

pub(crate) use gaps::gaps;
pub(crate) use isochrones::isochrones;
pub(crate) use sites::sites;

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use lifecircle::City;
use lifecircle_core::coverage::CheckInput;
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::id::StreetId;
use lifecircle_core::isochrone::Area;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_io::draw::{self, Bounds, Line, Picture, Sheet, Street, StreetClass};
use lifecircle_io::style::Colour;
use lifecircle_io::write::{place, waiting_file};
use lifecircle_texts::text;

use crate::args::PictureArgs;
use crate::lang::Lang;
use crate::problem::problem;
use crate::show;

/// Whether a picture is asked for; its files are found fit before the work begins.
pub(crate) fn wanted(args: &PictureArgs) -> anyhow::Result<bool> {
    for (file, ending) in [(&args.png, "png"), (&args.svg, "svg")] {
        if let Some(file) = file {
            crate::commands::folder_of(file)?;
            let given = file
                .extension()
                .and_then(|e| e.to_str())
                .unwrap_or_default();
            if !given.eq_ignore_ascii_case(ending) {
                anyhow::bail!(problem!("picture-ending", file = file, ending = ending));
            }
        }
    }
    Ok(args.png.is_some() || args.svg.is_some())
}

/// Writes a picture to the files asked for.
pub(crate) fn write(args: &PictureArgs, picture: &Picture, lang: Lang) -> anyhow::Result<()> {
    if let Some(file) = &args.svg {
        put(file, draw::svg(picture).text.as_bytes())?;
    }
    if let Some(file) = &args.png {
        let png = draw::png(picture).with_context(|| file.display().to_string())?;
        put(file, &png.bytes)?;
        if !png.missing_glyphs.is_empty() {
            let characters = png.missing_glyphs;
            eprintln!(
                "{}",
                text!(lang, "png-missing-glyphs", characters = characters)
            );
        }
    }
    Ok(())
}

fn put(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let name = || file.display().to_string();
    let mut waiting = waiting_file(crate::commands::folder_of(file)?).with_context(name)?;
    waiting.write_all(bytes).with_context(name)?;
    place(waiting, file).with_context(name)
}

/// What the picture's last line says: where the data is from, of when, and how people walk.
fn source(city: &City, speed: f64, lang: Lang) -> String {
    let mut parts = vec![show::attribution(city, lang)];
    if let Some(date) = city.provenance().date() {
        parts.push(text!(lang, "map-data-of", date = date));
    }
    let speed = format!("{speed:.2}");
    parts.push(text!(lang, "map-speed", speed = speed));
    parts.push(format!("Lifecircle {}", env!("CARGO_PKG_VERSION")));
    parts.join(" · ")
}

/// All streets, thin and grey.
fn base(city: &City, shapes: &StreetShapes) -> Sheet {
    let streets = &city.built().streets;
    let street = |s: usize| {
        let id = StreetId::new(s);
        let class = if streets.is_closed(id) {
            StreetClass::Closed
        } else if streets.major[s] {
            StreetClass::Major
        } else if streets.snappable[s] && !streets.stairs[s] {
            StreetClass::Minor
        } else {
            StreetClass::Path
        };
        let points = shapes.of(id).iter();
        Street {
            class,
            line: points
                .map(|&[lon, lat]| LonLat::from_decimicro(lon, lat))
                .collect(),
        }
    };
    Sheet::Streets((0..streets.count()).map(street).collect())
}

/// An area in some colours.
fn drawn(area: &Area, fill: Colour, outline: Option<(Colour, f64)>) -> draw::Area {
    let ring = |ring: &[[i32; 2]]| {
        let points = ring
            .iter()
            .map(|&[lon, lat]| LonLat::from_decimicro(lon, lat));
        points.collect()
    };
    draw::Area {
        rings: area.polygons().flatten().map(ring).collect(),
        fill,
        outline,
    }
}

/// The box around points with a margin, so that a symbol on its border is whole: west, south, east, north.
fn around(points: impl Iterator<Item = LonLat>) -> Option<Bounds> {
    const MARGIN: f64 = 0.03;
    let bounds = points.fold(None, |bounds: Option<Bounds>, p| {
        let [west, south, east, north] = bounds.unwrap_or([p.lon, p.lat, p.lon, p.lat]);
        Some([
            west.min(p.lon),
            south.min(p.lat),
            east.max(p.lon),
            north.max(p.lat),
        ])
    });
    bounds.map(|[west, south, east, north]: Bounds| {
        let (x, y) = ((east - west) * MARGIN, (north - south) * MARGIN);
        [west - x, south - y, east + x, north + y]
    })
}

/// The box that holds all but the outermost twentieth of the people in each direction: farms at the rim
/// of an extract would make a map on which no street of the city can be told from another.
pub(super) fn inhabited(input: CheckInput) -> Option<Bounds> {
    let place = |home: usize| input.residences.ways_in_of(home)[0].at;
    let people = |home: usize| input.residences.people_milli[home].max(1);
    let middle = |of: &dyn Fn(LonLat) -> f64| {
        let homes = 0..input.residences.count();
        let mut rows: Vec<(f64, u64)> = homes.map(|h| (of(place(h)), people(h))).collect();
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        let all: u64 = rows.iter().map(|row| row.1).sum();
        let at = |share: u64| {
            let mut sum = 0;
            let found = rows.iter().find(|row| {
                sum += row.1;
                sum * 20 >= all * share
            });
            found.map(|row| row.0)
        };
        Some([at(1)?, at(19)?])
    };
    let [west, east] = middle(&|at| at.lon)?;
    let [south, north] = middle(&|at| at.lat)?;
    // A tenth more on every side.
    let (width, height) = ((east - west) / 10.0, (north - south) / 10.0);
    Some([west - width, south - height, east + width, north + height])
}

/// A stretch of street in a colour.
fn line(
    shapes: &StreetShapes,
    street: StreetId,
    from_mm: u32,
    to_mm: u32,
    colour: Colour,
    width: f64,
) -> Line {
    let mut points = Vec::new();
    shapes.cut(street, from_mm, to_mm, |at| points.push(at));
    Line {
        line: points,
        colour,
        width,
    }
}
