//! The picture of one or some isochrones.

use lifecircle::{Isochrones, Origin, Reached};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::isochrone::Area;
use lifecircle_core::reach::Stretch;
use lifecircle_core::units::ms_to_minutes;
use lifecircle_io::draw::{Picture, Point, Sheet, Swatch, Symbol};
use lifecircle_io::style::{self, Colour};
use lifecircle_texts::text;

use super::{around, base, drawn, line, source};
use crate::lang::Lang;
use crate::show;

/// What an isochrone's picture shows besides the city.
struct Shown {
    /// Per limit, the areas of all origins, cumulative.
    areas: Vec<Vec<Area>>,
    /// Per limit, stretches of street, where no areas are drawn.
    stretches: Vec<Vec<Stretch>>,
}

impl Shown {
    fn of(isochrones: &Isochrones) -> Result<Self, lifecircle::Error> {
        let count = isochrones.limits_ms().len();
        let mut shown = Self {
            areas: vec![Vec::new(); count],
            stretches: vec![Vec::new(); count],
        };
        let all = |_: &Origin, reached: Reached| reached.isochrones;
        isochrones.for_each(all, |_, found| {
            for (limit, isochrone) in found.into_iter().enumerate() {
                shown.areas[limit].push(isochrone.area);
                shown.stretches[limit].extend(isochrone.stretches);
            }
            Ok::<_, lifecircle::Error>(())
        })?;
        Ok(shown)
    }
}

/// The picture of one or some isochrones.
pub(crate) fn isochrones(
    isochrones: &Isochrones,
    lang: Lang,
) -> Result<Picture, lifecircle::Error> {
    let (city, limits_ms) = (isochrones.city(), isochrones.limits_ms());
    let shapes = city.shapes()?;
    let map = Shown::of(isochrones)?;
    let speed = isochrones.walking().speed.metres_per_second();
    let count = limits_ms.len();
    let minutes: Vec<String> = limits_ms
        .iter()
        .map(|&ms| ms_to_minutes(ms).to_string())
        .collect();
    let minutes = show::list(&minutes, lang);
    let place = &city.provenance().origin.name;
    let title = text!(lang, "map-isochrones-title", minutes = minutes);
    let subtitle = text!(lang, "map-isochrones-subtitle", place = place);
    let mut picture = Picture::new(lang, title)
        .subtitle(subtitle)
        .source(source(city, speed, lang))
        .sheet(base(city, shapes));
    let of_areas = map
        .areas
        .iter()
        .flatten()
        .flat_map(|a| a.polygons().flatten().flatten());
    let of_lines = map
        .stretches
        .iter()
        .flatten()
        .flat_map(|s| shapes.of(s.street));
    let points = of_areas
        .chain(of_lines)
        .map(|&[lon, lat]| LonLat::from_decimicro(lon, lat));
    let origins = || isochrones.origins().usable.iter().map(|o| o.at);
    if let Some(bounds) = around(points.chain(origins())) {
        picture = picture.bounds(bounds);
    }
    // The longest limit first, so that the shorter ones lie over it.
    let mut areas = Vec::new();
    let mut lines = Vec::new();
    for limit in (0..count).rev() {
        let colour = style::band(limit, count);
        for area in map.areas.get(limit).into_iter().flatten() {
            areas.push(drawn(area, colour, Some((Colour::WHITE, 1.5))));
        }
        for stretch in map.stretches.get(limit).into_iter().flatten() {
            lines.push(line(
                shapes,
                stretch.street,
                stretch.from_mm,
                stretch.to_mm,
                colour,
                3.0,
            ));
        }
    }
    let opacity = 0.75;
    let has_areas = !areas.is_empty();
    picture = picture
        .sheet(Sheet::Areas { areas, opacity })
        .sheet(Sheet::Lines(lines));
    let point = |at: LonLat| Point {
        at,
        colour: Colour::INK,
        radius: 7.0,
        symbol: Symbol::Circle,
    };
    picture = picture.sheet(Sheet::Points(origins().map(point).collect()));
    picture = picture.legend(Swatch::Heading, text!(lang, "map-on-foot"));
    for (limit, &ms) in limits_ms.iter().enumerate() {
        let colour = style::band(limit, count);
        let swatch = if has_areas {
            Swatch::Area(colour, opacity)
        } else {
            Swatch::Line(colour, 3.0)
        };
        picture = picture.legend(swatch, style::minutes_text(ms_to_minutes(ms), lang));
    }
    Ok(picture.legend(
        Swatch::Point(Colour::INK, Symbol::Circle),
        text!(lang, "map-start"),
    ))
}
