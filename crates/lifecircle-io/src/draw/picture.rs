//! What a picture shows, before it is drawn.

use std::sync::Arc;

use lifecircle_core::geodesy::LonLat;
use lifecircle_core::osm::GroundKind;

use super::frame::{Layout, Projection};
use super::labels::is_inside;
use super::sheet::{Pattern, Sheet, StreetClass, Symbol};
use crate::style::{Colour, HomeClass};
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
    pub(super) paper: Option<Paper>,
    /// A font of the user's: what to call it, and its bytes.
    pub(super) font: Option<(String, Arc<Vec<u8>>)>,
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
            paper: None,
            font: None,
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
        self.paper = None;
        self
    }

    /// The size of a sheet of paper, lying, at 200 px to the inch.
    #[must_use]
    pub fn paper(mut self, paper: Paper) -> Self {
        self.size = paper.size_px();
        self.paper = Some(paper);
        self
    }

    /// A font for characters that the built-in one lacks, before those of the machine: what to call it in messages,
    /// and the bytes of a TrueType or OpenType file.
    #[must_use]
    pub fn font(mut self, name: impl Into<String>, bytes: Arc<Vec<u8>>) -> Self {
        self.font = Some((name.into(), bytes));
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
    pub fn legend(self, swatch: Swatch, text: impl Into<String>) -> Self {
        self.total(swatch, text, String::new())
    }

    /// One more line of the legend, with a total at its end.
    #[must_use]
    pub fn total(
        mut self,
        swatch: Swatch,
        text: impl Into<String>,
        total: impl Into<String>,
    ) -> Self {
        let (text, total) = (text.into(), total.into());
        self.legend.push(LegendEntry {
            swatch,
            text,
            total,
        });
        self
    }

    /// Whether any of some points in 1e-7 degrees lies in the frame that was given; all do where none was.
    pub fn shows(&self, points: &[[i32; 2]]) -> bool {
        let Some([west, south, east, north]) = self.bounds else {
            return true;
        };
        points.iter().any(|&[lon, lat]| {
            let at = LonLat::from_decimicro(lon, lat);
            west <= at.lon && at.lon <= east && south <= at.lat && at.lat <= north
        })
    }

    /// Whether some part of the map lies outside of rings in degrees, as far as a lattice of points on it tells.
    pub fn is_cut_by(&self, rings: &[Vec<LonLat>]) -> bool {
        const STEPS: u32 = 32;
        let layout = Layout::of(self);
        let projection = Projection::of(self, layout.map);
        let rings: Vec<Vec<[f64; 2]>> = rings
            .iter()
            .map(|ring| ring.iter().map(|&at| projection.at(at)).collect())
            .collect();
        let share = |i: u32| f64::from(i) / f64::from(STEPS);
        let map = layout.map;
        let on_map = |i: u32, k: u32| {
            let x = map.left + (map.right - map.left) * share(i);
            let y = map.top + (map.bottom - map.top) * share(k);
            [x, y]
        };
        let mut lattice = (0..=STEPS).flat_map(|i| (0..=STEPS).map(move |k| on_map(i, k)));
        lattice.any(|at| !is_inside(&rings, at))
    }

    /// The title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The box around everything drawn but the ground, labels included; `None` when nothing has a place.
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
                Sheet::Ground(_) | Sheet::CutOff(_) | Sheet::StreetNames(_) => {}
                Sheet::Streets(streets) => streets.iter().flat_map(|s| &s.line).for_each(&mut add),
                Sheet::Areas { areas, .. } => {
                    let rings = areas.iter().flat_map(|a| &a.rings);
                    rings.flatten().for_each(&mut add);
                }
                Sheet::Lines(lines) => lines.iter().flat_map(|l| &l.line).for_each(&mut add),
                Sheet::Points(points) => points.iter().for_each(|p| add(&p.at)),
                Sheet::Homes(homes, _) => homes.iter().for_each(|home| add(&home.at)),
                Sheet::Labels(labels) => labels.iter().for_each(|l| add(&l.at)),
            }
        }
        found
    }
}

/// A sheet of paper that lies on its long side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 297 × 210 mm.
    A4,
    /// 420 × 297 mm.
    A3,
}

impl Paper {
    /// Width and height in mm.
    pub(super) fn size_mm(self) -> (f64, f64) {
        match self {
            Self::A4 => (297.0, 210.0),
            Self::A3 => (420.0, 297.0),
        }
    }

    /// Width and height in pixels, at 200 to the inch.
    fn size_px(self) -> (u32, u32) {
        match self {
            Self::A4 => (2339, 1654),
            Self::A3 => (3307, 2339),
        }
    }

    /// What letters and lines are smaller by than they would be for the size: a large sheet shows more, not larger.
    pub(super) fn fineness(self) -> f64 {
        match self {
            Self::A4 => 1.0,
            Self::A3 => 0.78,
        }
    }
}

/// What stands before a text of the legend.
#[derive(Clone, Copy, Debug)]
pub enum Swatch {
    /// A heading: the text alone.
    Heading,
    /// A filled area, as see-through as its sheet.
    Area(Colour, f64),
    /// A line of a width.
    Line(Colour, f64, Pattern),
    /// A symbol.
    Point(Colour, Symbol),
    /// A street of the base map.
    Street(StreetClass),
    /// People at home.
    Homes(HomeClass),
    /// Something on the ground.
    Ground(GroundKind),
    /// The number of an area.
    Rank,
    /// Where the data ends.
    CutOff,
    /// The rim of a disc of this radius, in px at 1600 × 1200.
    Disc(f64),
}

/// A line of the legend.
#[derive(Clone, Debug)]
pub(super) struct LegendEntry {
    pub(super) swatch: Swatch,
    pub(super) text: String,
    pub(super) total: String,
}
