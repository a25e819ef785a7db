//! Where everything is on the paper, and where a place on the earth is.

use lifecircle_core::geodesy::{LocalPlane, LonLat};

use super::picture::{Bounds, Paper, Picture};
use super::text::width_em;

/// A box on the paper in px, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    /// This much larger on all sides.
    pub(super) fn grown(self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    /// Whether the point is inside or on the edge.
    pub(super) fn holds(self, [x, y]: [f64; 2]) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }

    /// Whether the two share more than an edge.
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Its corners, one after the other.
    pub(super) fn corners(self) -> [[f64; 2]; 4] {
        [
            [self.left, self.top],
            [self.right, self.top],
            [self.right, self.bottom],
            [self.left, self.bottom],
        ]
    }

    fn width(self) -> f64 {
        self.right - self.left
    }

    fn height(self) -> f64 {
        self.bottom - self.top
    }
}

/// The parts of the paper.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// Px for each px of a picture of 1600 × 1200.
    pub(super) unit: f64,
    /// The paper.
    pub(super) page: Rect,
    /// The map.
    pub(super) map: Rect,
    /// Legend, scale bar and north arrow, to the right of the map.
    pub(super) side: Rect,
}

/// Type sizes at 1600 × 1200.
pub(super) const TITLE: f64 = 38.0;
pub(super) const SUBTITLE: f64 = 22.0;
pub(super) const TEXT: f64 = 20.0;
pub(super) const SMALL: f64 = 16.0;
/// From the swatch's left edge to the text, at 1600 × 1200.
pub(super) const SWATCH: f64 = 50.0;

/// How large the totals of a legend are set, as a part of its texts.
pub(super) const TOTAL: f64 = 0.85;

const MARGIN: f64 = 44.0;

impl Layout {
    /// The parts for a picture's size and texts.
    pub(super) fn of(picture: &Picture) -> Self {
        let (width, height) = (f64::from(picture.size.0), f64::from(picture.size.1));
        // Below half, texts could not be read.
        let fine = picture.paper.map_or(1.0, Paper::fineness);
        let unit = ((width / 1600.0).min(height / 1200.0) * fine).max(0.5);
        let margin = MARGIN * unit;
        let page = Rect {
            left: 0.0,
            top: 0.0,
            right: width,
            bottom: height,
        };
        let widest = picture.legend.iter();
        let widest = widest.map(|e| width_em(&e.text) + TOTAL * width_em(&e.total));
        let wanted = widest.fold(0.0, f64::max) * TEXT + SWATCH + 14.0;
        let side = (wanted.clamp(250.0, 400.0) * unit).min(width * 0.3);
        let head = if picture.subtitle.is_empty() {
            66.0
        } else {
            104.0
        } * unit;
        let foot = if picture.source.is_empty() { 0.0 } else { 36.0 } * unit;
        let (top, bottom) = (margin + head, height - margin - foot);
        Self {
            unit,
            page,
            map: Rect {
                left: margin,
                top,
                right: width - margin - side - 32.0 * unit,
                bottom,
            },
            side: Rect {
                left: width - margin - side,
                top,
                right: width - margin,
                bottom,
            },
        }
    }
}

/// From degrees to the paper: the plane around the middle of the map, so that a metre is as long in every direction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Projection {
    plane: LocalPlane,
    px_per_metre: f64,
    middle: [f64; 2],
}

/// Shown around what is drawn, as a part of its longer side.
const AROUND: f64 = 0.04;
/// A map shows at least this many metres, also around a single point.
const LEAST_M: f64 = 200.0;
/// Beyond this latitude a degree of longitude has no length worth drawing.
const LAST_LAT: f64 = 89.0;

impl Projection {
    /// Fits the wanted part of the earth, or all that is drawn, into the map.
    pub(super) fn of(picture: &Picture, map: Rect) -> Self {
        let given = picture.bounds.filter(|b| b.iter().all(|v| v.is_finite()));
        let around = if given.is_some() { 0.0 } else { AROUND };
        let bounds = given.or_else(|| picture.content()).unwrap_or([0.0; 4]);
        Self::fit(bounds, around, map)
    }

    fn fit([west, south, east, north]: Bounds, around: f64, map: Rect) -> Self {
        let middle = LonLat {
            lon: f64::midpoint(west, east),
            lat: f64::midpoint(south, north).clamp(-LAST_LAT, LAST_LAT),
        };
        let plane = LocalPlane::at(middle);
        let [x, y] = plane.project(LonLat {
            lon: east,
            lat: north,
        });
        let metres = |half: f64| (half.abs() * 2.0 * (1.0 + 2.0 * around)).max(LEAST_M);
        let px_per_metre = (map.width() / metres(x)).min(map.height() / metres(y));
        Self {
            plane,
            px_per_metre,
            middle: [
                f64::midpoint(map.left, map.right),
                f64::midpoint(map.top, map.bottom),
            ],
        }
    }

    /// Where a place is on the paper; far outside for what cannot be anywhere.
    pub(super) fn at(&self, place: LonLat) -> [f64; 2] {
        let [x, y] = self.plane.project(place);
        let px = |metres: f64| {
            let px = metres * self.px_per_metre;
            if px.is_finite() {
                px.clamp(-1e7, 1e7)
            } else {
                1e7
            }
        };
        [self.middle[0] + px(x), self.middle[1] - px(y)]
    }

    /// How long a metre is on the paper.
    pub(super) fn px_per_metre(&self) -> f64 {
        self.px_per_metre
    }
}
