//! What a picture shows, before it is drawn.

use geo_types::MultiPolygon;
use lifecircle_core::geodesy::LonLat;

use crate::style::Colour;
use lifecircle_texts::Lang;

/// West, south, east, north in degrees.
pub type Bounds = [f64; 4];

/// A map with title, legend, scale bar and source, to be drawn by [`svg`](fn@super::svg) or [`png`](fn@super::png).
#[derive(Clone, Debug)]
pub struct Picture {
    pub(super) lang: Lang,
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) source: String,
    pub(super) size: (u32, u32),
    pub(super) bounds: Option<Bounds>,
    pub(super) sheets: Vec<Sheet>,
    pub(super) legend: Vec<LegendEntry>,
}

/// Smallest and largest width and height of a picture in pixels: below, texts cannot be read; above, memory
/// for the pixels runs out.
pub const SIZES: (u32, u32) = (400, 8000);

impl Picture {
    /// An empty picture of 1600 × 1200 px in a language.
    pub fn new(lang: Lang, title: impl Into<String>) -> Self {
        Self {
            lang,
            title: title.into(),
            subtitle: String::new(),
            source: String::new(),
            size: (1600, 1200),
            bounds: None,
            sheets: Vec::new(),
            legend: Vec::new(),
        }
    }

    /// A line below the title.
    #[must_use]
    pub fn subtitle(mut self, text: impl Into<String>) -> Self {
        self.subtitle = text.into();
        self
    }

    /// The line at the bottom: attribution, date of the data, program and version.
    #[must_use]
    pub fn source(mut self, text: impl Into<String>) -> Self {
        self.source = text.into();
        self
    }

    /// Width and height in pixels, each brought within [`SIZES`].
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Self {
        let (least, most) = SIZES;
        self.size = (width.clamp(least, most), height.clamp(least, most));
        self
    }

    /// The part of the earth that the map shows at least; without it everything drawn, and a margin.
    #[must_use]
    pub fn bounds(mut self, bounds: Bounds) -> Self {
        self.bounds = Some(bounds);
        self
    }

    /// One more sheet, drawn over those before.
    #[must_use]
    pub fn sheet(mut self, sheet: Sheet) -> Self {
        self.sheets.push(sheet);
        self
    }

    /// One more line of the legend.
    #[must_use]
    pub fn legend(mut self, swatch: Swatch, text: impl Into<String>) -> Self {
        let text = text.into();
        self.legend.push(LegendEntry { swatch, text });
        self
    }

    /// The box around everything drawn, labels included; `None` when nothing has a place.
    pub(super) fn content(&self) -> Option<Bounds> {
        let mut found: Option<Bounds> = None;
        let mut add = |at: &LonLat| {
            if at.lon.is_finite() && at.lat.is_finite() {
                let [w, s, e, n] = found.unwrap_or([at.lon, at.lat, at.lon, at.lat]);
                found = Some([w.min(at.lon), s.min(at.lat), e.max(at.lon), n.max(at.lat)]);
            }
        };
        for sheet in &self.sheets {
            match sheet {
                Sheet::Streets(streets) => streets.iter().flat_map(|s| &s.line).for_each(&mut add),
                Sheet::Areas { areas, .. } => {
                    let rings = areas.iter().flat_map(|a| &a.rings);
                    rings.flatten().for_each(&mut add);
                }
                Sheet::Lines(lines) => lines.iter().flat_map(|l| &l.line).for_each(&mut add),
                Sheet::Points(points) => points.iter().for_each(|p| add(&p.at)),
                Sheet::Labels(labels) => labels.iter().for_each(|l| add(&l.at)),
            }
        }
        found
    }
}

/// Things of one kind, drawn together.
#[derive(Clone, Debug)]
pub enum Sheet {
    /// The base map.
    Streets(Vec<Street>),
    /// Areas, each over those before; the sheet as a whole is see-through, so that an area over
    /// another of the same sheet shows its own colour, not a mixture.
    Areas {
        /// In the order of drawing: the largest first when they lie in each other.
        areas: Vec<Area>,
        /// From 0 (invisible) to 1.
        opacity: f64,
    },
    /// Lines, each over those before.
    Lines(Vec<Line>),
    /// Symbols, each over those before.
    Points(Vec<Point>),
    /// Texts; they lie over all sheets, whichever place in the order theirs has.
    Labels(Vec<Label>),
}

/// How important a street of the base map is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StreetClass {
    /// Nobody may walk there: dashed.
    Closed,
    /// For walkers only.
    Path,
    /// Most streets.
    Minor,
    /// Trunk to tertiary roads.
    Major,
}

impl StreetClass {
    /// In the order of drawing.
    pub(super) const ALL: [Self; 4] = [Self::Closed, Self::Path, Self::Minor, Self::Major];
}

/// A street of the base map.
#[derive(Clone, Debug)]
pub struct Street {
    /// How it is drawn.
    pub class: StreetClass,
    /// Its course.
    pub line: Vec<LonLat>,
}

/// A filled area.
#[derive(Clone, Debug)]
pub struct Area {
    /// Outer and inner rings in any order and direction, closed or not: inside is what an odd number of them surrounds.
    pub rings: Vec<Vec<LonLat>>,
    /// Inside.
    pub fill: Colour,
    /// Colour of the outline and its width in px at 1600 × 1200; it grows with the picture.
    pub outline: Option<(Colour, f64)>,
}

impl Area {
    /// The area of a multipolygon in degrees.
    pub fn new(polygons: &MultiPolygon<f64>, fill: Colour, outline: Option<(Colour, f64)>) -> Self {
        let rings = polygons
            .0
            .iter()
            .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
            .map(|ring| {
                ring.0
                    .iter()
                    .map(|c| LonLat { lon: c.x, lat: c.y })
                    .collect()
            })
            .collect();
        Self {
            rings,
            fill,
            outline,
        }
    }
}

/// A line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its course.
    pub line: Vec<LonLat>,
    /// Its colour.
    pub colour: Colour,
    /// Its width in px at 1600 × 1200; it grows with the picture.
    pub width: f64,
}

/// The shape of a point: tells kinds apart where colours are not printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// A disc.
    Circle,
    /// A square of the same area.
    Square,
    /// A triangle of the same area, point up.
    Triangle,
}

/// A symbol at a place.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// Where.
    pub at: LonLat,
    /// Its colour.
    pub colour: Colour,
    /// Of a disc of its area, in px at 1600 × 1200; it grows with the picture.
    pub radius: f64,
    /// Its shape.
    pub symbol: Symbol,
}

/// A text beside a place.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub at: LonLat,
    /// The text.
    pub text: String,
    /// The height of its letters' body in px at 1600 × 1200; it grows with the picture.
    pub size: f64,
    /// Of labels that overlap the one with the lower number stays.
    pub priority: u32,
}

/// What stands before a text of the legend.
#[derive(Clone, Copy, Debug)]
pub enum Swatch {
    /// A heading: the text alone.
    Heading,
    /// A filled area, as see-through as its sheet.
    Area(Colour, f64),
    /// A line of a width.
    Line(Colour, f64),
    /// A symbol.
    Point(Colour, Symbol),
    /// A street of the base map.
    Street(StreetClass),
}

/// A line of the legend.
#[derive(Clone, Debug)]
pub(super) struct LegendEntry {
    pub(super) swatch: Swatch,
    pub(super) text: String,
}
