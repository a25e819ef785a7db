//! What is drawn on a map, sheet by sheet.

use std::sync::Arc;

use geo_types::MultiPolygon;
use lifecircle_core::basemap::BaseMap;
use lifecircle_core::geodesy::LonLat;

use crate::style::{Colour, HomeClass};

/// Things of one kind, drawn together.
#[derive(Clone, Debug)]
pub enum Sheet {
    /// What lies on the ground, below everything else.
    Ground(Arc<BaseMap>),
    /// The streets of the base map.
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
    /// People at home, as discs of an area that follows their number; neighbours share one.
    Homes(Vec<Home>, HomeUnit),
    /// Rings around where the data is whole: the rest of the map is hatched.
    CutOff(Vec<Vec<LonLat>>),
    /// Names along streets, the more important first; they give way to labels.
    StreetNames(Vec<StreetName>),
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
    /// How it is drawn.
    pub pattern: Pattern,
}

/// How a line is drawn: tells kinds apart where colours are not printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pattern {
    /// Without a gap.
    #[default]
    Solid,
    /// In dots.
    Dotted,
    /// In dashes.
    Dashed,
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
    /// A square of the same area that stands on its corner.
    Diamond,
    /// Two bars that cross, a little larger.
    Cross,
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

/// What discs count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HomeUnit {
    /// People.
    #[default]
    People,
    /// Sampled points that stand in for homes.
    Points,
    /// Homes, where nothing tells how many people live there.
    Homes,
}

/// People at home.
#[derive(Clone, Copy, Debug)]
pub struct Home {
    /// Where.
    pub at: LonLat,
    /// How many, in thousandths.
    pub people_milli: u64,
    /// What is known of their walk.
    pub class: HomeClass,
}

/// A name along a street.
#[derive(Clone, Debug)]
pub struct StreetName {
    /// The name.
    pub text: String,
    /// The street's course.
    pub line: Vec<LonLat>,
    /// Along what it is written.
    pub kind: CourseKind,
}

/// Along what a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CourseKind {
    /// A trunk to tertiary road.
    Major,
    /// Another street: on large scales alone.
    Minor,
    /// A river.
    Water,
}

/// What a label names, which tells how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// The number of an area, on a disc in its middle. Always drawn: where others lie, a line leads to it.
    Rank,
    /// What is told of an area; beside its number, or at the end of a line from it.
    Fact,
    /// A part of the town.
    Place,
    /// Water.
    Water,
    /// A park or wood.
    Green,
}

/// A text beside a place.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub at: LonLat,
    /// What it is called, after the text; `…` where no font has its letters.
    pub name: Option<String>,
    /// The text.
    pub text: String,
    /// The height of its letters' body in px at 1600 × 1200; it grows with the picture.
    pub size: f64,
    /// Of labels that overlap the one with the lower number stays.
    pub priority: u32,
    /// What it names.
    pub kind: LabelKind,
    /// Rings of the area that it is about, if it is about one: it never lies on that of another label.
    pub area: Vec<Vec<LonLat>>,
    /// How wide the ground is that it names, in metres; on ground much narrower than itself it is not drawn.
    /// 0: as it may be.
    pub ground_m: f64,
}

impl Label {
    /// A label about a place, without an area.
    pub fn of_place(at: LonLat, text: impl Into<String>, kind: LabelKind, priority: u32) -> Self {
        Self {
            at,
            name: None,
            text: text.into(),
            size: 15.0,
            priority,
            kind,
            area: Vec::new(),
            ground_m: 0.0,
        }
    }
}
