//! What every map of a city begins and ends with: the ground, the streets, names, where the data ends, its source.

use lifecircle_core::basemap::{BaseMap, Sea};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::id::StreetId;
use lifecircle_core::isochrone::Area;
use lifecircle_core::network::Extent;
use lifecircle_core::osm::GroundKind;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::units::nano_to_decimicro;
use lifecircle_io::draw::{
    self, Bounds, Line, Pattern, Picture, Sheet, Street, StreetClass, Swatch,
};
use lifecircle_io::style::{self, Colour};
use lifecircle_texts::{Lang, text};

use super::names;
use super::options::{Frame, MapLayer, MapOptions, MapSize};
use crate::{City, Error};

impl MapOptions {
    /// A picture of a city with title, subtitle and size, its ground and its streets; `around` is what
    /// [`Frame::People`] means for it.
    ///
    /// # Errors
    /// [`Error::Input`] where a network made before is damaged.
    pub fn begin(
        &self,
        city: &City,
        (title, subtitle): (String, String),
        around: Option<Bounds>,
    ) -> Result<Picture, Error> {
        let mut picture = self.titled((title, subtitle), around);
        if self.shows(MapLayer::Ground)
            && let Some(ground) = city.base_map()
        {
            picture = picture.sheet(Sheet::Ground(ground.clone()));
        }
        if self.shows(MapLayer::Streets) {
            picture = picture.sheet(streets(city, city.shapes()?));
        }
        Ok(picture)
    }

    /// The same of something that has no streets at hand.
    pub(super) fn titled(
        &self,
        (title, subtitle): (String, String),
        around: Option<Bounds>,
    ) -> Picture {
        let title = self.title.clone().unwrap_or(title);
        let mut picture = Picture::new(self.lang, title).subtitle(subtitle);
        picture = match self.size {
            MapSize::Screen => picture,
            MapSize::Paper(paper) => picture.paper(paper),
            MapSize::Pixels(width, height) => picture.size(width, height),
        };
        let bounds = match self.frame {
            Frame::People => around,
            Frame::All => None,
            Frame::Box(bounds) => Some(bounds),
        };
        if let Some(bounds) = bounds {
            picture = picture.bounds(bounds);
        }
        if let Some((name, bytes)) = &self.font {
            picture = picture.font(name.clone(), bytes.clone());
        }
        picture
    }

    /// The picture with names, the end of the data, the ground in its legend, and its source; people walk at so many
    /// metres a second.
    ///
    /// # Errors
    /// As with [`Self::begin`].
    pub fn finish(&self, city: &City, mut picture: Picture, speed: f64) -> Result<Picture, Error> {
        let lang = self.lang;
        let ground = city.base_map().filter(|_| self.shows(MapLayer::Ground));
        if self.shows(MapLayer::Names) {
            let mut along = names::of_streets(city)?;
            let mut labels = names::of_places(city.network()?);
            if let Some(ground) = ground {
                along.extend(names::of_rivers(ground));
                labels.extend(names::of_ground(ground));
            }
            picture = picture
                .sheet(Sheet::StreetNames(along))
                .sheet(Sheet::Labels(labels));
        }
        picture = self.with_border(city, picture);
        let rings = data_rings(city).filter(|_| self.shows(MapLayer::Cut));
        let is_cut = rings.as_ref().is_some_and(|rings| picture.is_cut_by(rings));
        if let Some(rings) = rings.filter(|_| is_cut) {
            picture = picture.sheet(Sheet::CutOff(rings));
        }
        picture = ground_legend(picture, ground.map(|ground| &**ground), is_cut, lang);
        let mut source = vec![source_line(city, speed, lang)];
        if self.shows(MapLayer::Ground) {
            source.extend(city.map_notes(lang));
        }
        Ok(picture.source(source.join(" · ")))
    }
}

/// How wide the border of the study area is, in px at 1600 × 1200.
const BORDER: f64 = 2.4;

impl MapOptions {
    /// The picture with the border of the study area, where the city has one and some of the map lies outside of it.
    fn with_border(&self, city: &City, picture: Picture) -> Picture {
        let Some(area) = city.area().filter(|_| self.shows(MapLayer::Border)) else {
            return picture;
        };
        let ring = |corners: &[(i32, i32)]| {
            let closed = corners.iter().chain(corners.first());
            let points = closed.map(|&(lon, lat)| LonLat::from_decimicro(lon, lat));
            points.collect()
        };
        let rings = area.outline().rings();
        let rings: Vec<Vec<LonLat>> = rings.map(|(_, _, corners)| ring(corners)).collect();
        if !picture.is_cut_by(&rings) {
            return picture;
        }
        let line = |line: Vec<LonLat>| Line {
            line,
            colour: style::BORDER,
            width: BORDER,
            pattern: Pattern::Dashed,
        };
        let swatch = Swatch::Line(style::BORDER, BORDER, Pattern::Dashed);
        let named = text!(self.lang, "map-study-area", name = &area.name);
        let lines = rings.into_iter().map(line).collect();
        picture.sheet(Sheet::Lines(lines)).legend(swatch, named)
    }
}

/// What lies on the ground in the picture's frame, and that the data ends in it.
fn ground_legend(
    mut picture: Picture,
    ground: Option<&BaseMap>,
    is_cut: bool,
    lang: Lang,
) -> Picture {
    let is_there = |ground: &BaseMap, kind: GroundKind| {
        let mut of_kind = ground.things().filter(|thing| thing.kind == kind);
        of_kind.any(|thing| thing.parts().any(|part| picture.shows(part)))
            || kind == GroundKind::Water && matches!(ground.sea(), Sea::Known { .. })
    };
    let kinds = GroundKind::ALL.into_iter();
    let kinds = kinds.filter(|&kind| ground.is_some_and(|ground| is_there(ground, kind)));
    let kinds: Vec<(GroundKind, String)> = kinds
        .filter_map(|kind| Some((kind, style::ground_text(kind, lang)?)))
        .collect();
    if is_cut || !kinds.is_empty() {
        picture = picture.legend(Swatch::Heading, text!(lang, "map-ground"));
    }
    for (kind, text) in kinds {
        picture = picture.legend(Swatch::Ground(kind), text);
    }
    if is_cut {
        picture = picture.legend(Swatch::CutOff, text!(lang, "map-cut"));
    }
    picture
}

/// What the picture's last line says: where the data is from, of when, and how people walk.
fn source_line(city: &City, speed: f64, lang: Lang) -> String {
    let mut parts = vec![city.provenance().attribution_text(lang)];
    if let Some(date) = city.provenance().date() {
        parts.push(text!(lang, "map-data-of", date = date));
    }
    let speed = format!("{speed:.2}");
    parts.push(text!(lang, "map-speed", speed = speed));
    parts.push(format!("Lifecircle {}", env!("CARGO_PKG_VERSION")));
    parts.join(" · ")
}

impl City {
    /// What a map of it cannot show, as a person reads it: no ground in a network made before, a coast that is broken.
    pub fn map_notes(&self, lang: Lang) -> Vec<String> {
        let mut notes = Vec::new();
        match self.base_map().map(|ground| ground.sea()) {
            None => notes.push(text!(lang, "map-no-ground")),
            Some(Sea::Broken { .. }) => notes.push(text!(lang, "map-broken-coast")),
            Some(Sea::Known { straight, .. }) if *straight > 0 => {
                notes.push(text!(lang, "map-straight-coast"));
            }
            Some(Sea::None | Sea::Known { .. }) => {}
        }
        notes
    }
}

/// Rings around where the data is whole, in degrees; `None` where nothing tells.
fn data_rings(city: &City) -> Option<Vec<Vec<LonLat>>> {
    match city.data_extent()? {
        Extent::BoxNano(nano) => {
            let [w, s, e, n] = nano.map(nano_to_decimicro);
            let [w, s, e, n] = [w?, s?, e?, n?];
            let corners = [[w, s], [e, s], [e, n], [w, n]];
            Some(vec![
                corners
                    .map(|[lon, lat]| LonLat::from_decimicro(lon, lat))
                    .to_vec(),
            ])
        }
        Extent::Polygon(polygons) => {
            let rings = polygons
                .0
                .iter()
                .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
            let ring = |ring: &geo_types::LineString<f64>| {
                let points = ring.0.iter().map(|c| LonLat { lon: c.x, lat: c.y });
                points.collect()
            };
            Some(rings.map(ring).collect())
        }
    }
}

/// All streets, thin and grey.
fn streets(city: &City, shapes: &StreetShapes) -> Sheet {
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

/// The rings of an area in degrees.
pub(super) fn rings_of(area: &Area) -> Vec<Vec<LonLat>> {
    let ring = |ring: &[[i32; 2]]| {
        let points = ring.iter();
        points
            .map(|&[lon, lat]| LonLat::from_decimicro(lon, lat))
            .collect()
    };
    area.polygons().flatten().map(ring).collect()
}

/// An area in some colours.
pub(super) fn drawn(area: &Area, fill: Colour, outline: Option<(Colour, f64)>) -> draw::Area {
    draw::Area {
        rings: rings_of(area),
        fill,
        outline,
    }
}

/// A stretch of street in a colour.
pub(super) fn line(
    shapes: &StreetShapes,
    street: StreetId,
    [from_mm, to_mm]: [u32; 2],
    colour: Colour,
    width: f64,
) -> Line {
    let mut points = Vec::new();
    shapes.cut(street, from_mm, to_mm, |at| points.push(at));
    Line {
        line: points,
        colour,
        width,
        pattern: Pattern::Solid,
    }
}

/// The box around points with a margin, so that a symbol on its border is whole: west, south, east, north.
pub(super) fn around(points: impl Iterator<Item = LonLat>) -> Option<Bounds> {
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

#[cfg(test)]
mod tests {
    use crate::{CheckOptions, City, CityOptions, Source};

    #[test]
    fn the_ground_is_there_for_maps_alone_and_changes_no_verdict() {
        let open = |base_map: bool| {
            let options = CityOptions {
                base_map,
                ..CityOptions::default()
            };
            City::open(Source::Demo, &options).unwrap()
        };
        let [plain, drawn] = [open(false), open(true)];
        assert!(plain.base_map().is_none());
        assert!(
            drawn
                .base_map()
                .is_some_and(|ground| ground.things().count() > 0)
        );
        let options = CheckOptions::default();
        let [plain, drawn] = [plain, drawn].map(|city| city.check(&options).unwrap());
        assert_eq!(plain.coverage().rules, drawn.coverage().rules);
    }
}
