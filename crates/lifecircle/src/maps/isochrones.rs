//! The map of one or some isochrones.

use lifecircle_core::geodesy::LonLat;
use lifecircle_core::isochrone::Area;
use lifecircle_core::reach::Stretch;
use lifecircle_core::units::ms_to_minutes;
use lifecircle_io::draw::{Pattern, Picture, Point, Sheet, Swatch, Symbol};
use lifecircle_io::style::{self, Colour, list_text};
use lifecircle_texts::{Lang, text};

use super::base::{around, drawn, line};
use super::options::{MapLayer, MapOptions};
use crate::{Error, Isochrones, Origin, Reached};

/// How much of the ground below is hidden by areas.
const OPACITY: f64 = 0.72;

/// What is shown besides the city.
struct Shown {
    /// Per limit, the areas of all origins, cumulative.
    areas: Vec<Vec<Area>>,
    /// Per limit, stretches of street, where no areas are drawn.
    stretches: Vec<Vec<Stretch>>,
}

impl Shown {
    fn of(isochrones: &Isochrones) -> Result<Self, Error> {
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
            Ok::<_, Error>(())
        })?;
        Ok(shown)
    }
}

impl Isochrones {
    /// A map of the areas, or of the stretches of street, within each limit, and of where they begin. Bands that leave
    /// out what is nearer are drawn over each other, so limits should be [cumulative](Self::cumulative).
    ///
    /// # Errors
    /// As with [`Self::for_each`].
    ///
    /// # Complexity
    /// That of [`Self::for_each`], and `O(n log n)` in streets and what lies on the ground.
    pub fn picture(&self, options: &MapOptions) -> Result<Picture, Error> {
        let (city, lang) = (self.city(), options.lang);
        let shapes = city.shapes()?;
        let shown = Shown::of(self)?;
        let of_areas = shown.areas.iter().flatten();
        let of_areas = of_areas.flat_map(|a| a.polygons().flatten().flatten());
        let of_lines = shown.stretches.iter().flatten();
        let of_lines = of_lines.flat_map(|s| shapes.of(s.street));
        let points = of_areas
            .chain(of_lines)
            .map(|&[lon, lat]| LonLat::from_decimicro(lon, lat));
        let origins = || self.origins().usable.iter().map(|o| o.at);
        let frame = around(points.chain(origins()));
        let mut picture = options.begin(city, titles(self, lang), frame)?;
        // The longest limit first, so that the shorter ones lie over it.
        let count = self.limits_ms().len();
        let (mut areas, mut lines) = (Vec::new(), Vec::new());
        for limit in (0..count).rev() {
            let colour = style::band(limit, count);
            for area in &shown.areas[limit] {
                areas.push(drawn(area, colour, Some((Colour::WHITE, 1.5))));
            }
            for s in &shown.stretches[limit] {
                lines.push(line(shapes, s.street, [s.from_mm, s.to_mm], colour, 3.0));
            }
        }
        let has_areas = !areas.is_empty();
        let opacity = OPACITY;
        if options.shows(MapLayer::Areas) {
            picture = picture.sheet(Sheet::Areas { areas, opacity });
        }
        if options.shows(MapLayer::Stretches) {
            picture = picture.sheet(Sheet::Lines(lines));
        }
        let start = |at: LonLat| Point {
            at,
            colour: Colour::INK,
            radius: 7.0,
            symbol: Symbol::Circle,
        };
        picture = picture.sheet(Sheet::Points(origins().map(start).collect()));
        picture = legend(self, picture, has_areas, lang);
        let speed = self.walking().speed.metres_per_second();
        options.finish(city, picture, speed)
    }
}

fn titles(isochrones: &Isochrones, lang: Lang) -> (String, String) {
    let limits = isochrones.limits_ms().iter();
    let minutes: Vec<String> = limits.map(|&ms| ms_to_minutes(ms).to_string()).collect();
    let minutes = list_text(&minutes, lang);
    let place = &isochrones.city().provenance().origin.name;
    (
        text!(lang, "map-isochrones-title", minutes = minutes),
        text!(lang, "map-isochrones-subtitle", place = place),
    )
}

fn legend(isochrones: &Isochrones, mut picture: Picture, has_areas: bool, lang: Lang) -> Picture {
    let limits_ms = isochrones.limits_ms();
    picture = picture.legend(Swatch::Heading, text!(lang, "map-on-foot"));
    for (limit, &ms) in limits_ms.iter().enumerate() {
        let colour = style::band(limit, limits_ms.len());
        let swatch = if has_areas {
            Swatch::Area(colour, OPACITY)
        } else {
            Swatch::Line(colour, 3.0, Pattern::Solid)
        };
        picture = picture.legend(swatch, style::minutes_text(ms_to_minutes(ms), lang));
    }
    picture.legend(
        Swatch::Point(Colour::INK, Symbol::Circle),
        text!(lang, "map-start"),
    )
}
