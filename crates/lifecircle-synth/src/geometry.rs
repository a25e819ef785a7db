//! Points, rectangles and the frame that bends a rectangle into a city block.

use crate::units::narrow;

/// A point in decimetres, x to the east, y to the north.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) x: i32,
    pub(crate) y: i32,
}

/// An upright rectangle in decimetres, from the south-west to the north-east corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rect {
    pub(crate) x0: i32,
    pub(crate) y0: i32,
    pub(crate) x1: i32,
    pub(crate) y1: i32,
}

impl Rect {
    pub(crate) const fn new(x0: i32, y0: i32, x1: i32, y1: i32) -> Self {
        Self { x0, y0, x1, y1 }
    }

    pub(crate) const fn width(self) -> i32 {
        self.x1 - self.x0
    }

    pub(crate) const fn height(self) -> i32 {
        self.y1 - self.y0
    }

    pub(crate) const fn centre(self) -> Point {
        Point {
            x: i32::midpoint(self.x0, self.x1),
            y: i32::midpoint(self.y0, self.y1),
        }
    }

    /// The rectangle that lies `by` inside this one.
    pub(crate) const fn inset(self, by: i32) -> Self {
        Self::new(self.x0 + by, self.y0 + by, self.x1 - by, self.y1 - by)
    }

    pub(crate) const fn contains(self, point: Point) -> bool {
        self.x0 <= point.x && point.x <= self.x1 && self.y0 <= point.y && point.y <= self.y1
    }
}

/// A side of a rectangle, in the order in which an anticlockwise walk from the south-west meets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    South,
    East,
    North,
    West,
}

impl Side {
    pub(crate) const ALL: [Self; 4] = [Self::South, Self::East, Self::North, Self::West];

    /// Where the side starts and ends, along x for south and north, along y for east and west.
    pub(crate) const fn span(self, rect: Rect) -> (i32, i32) {
        match self {
            Self::South | Self::North => (rect.x0, rect.x1),
            Self::East | Self::West => (rect.y0, rect.y1),
        }
    }

    /// The point at `along` on this side, `inward` of it.
    pub(crate) const fn point(self, rect: Rect, along: i32, inward: i32) -> Point {
        match self {
            Self::South => Point {
                x: along,
                y: rect.y0 + inward,
            },
            Self::East => Point {
                x: rect.x1 - inward,
                y: along,
            },
            Self::North => Point {
                x: along,
                y: rect.y1 - inward,
            },
            Self::West => Point {
                x: rect.x0 + inward,
                y: along,
            },
        }
    }

    /// The rectangle over `from..to` along this side and `near..far` inward of it.
    pub(crate) fn strip(self, rect: Rect, (from, to): (i32, i32), (near, far): (i32, i32)) -> Rect {
        let (a, b) = (self.point(rect, from, near), self.point(rect, to, far));
        Rect::new(a.x.min(b.x), a.y.min(b.y), a.x.max(b.x), a.y.max(b.y))
    }

    /// What is left of `rect` without the strip of `depth` along this side.
    pub(crate) const fn cut(self, rect: Rect, depth: i32) -> Rect {
        let Rect { x0, y0, x1, y1 } = rect;
        match self {
            Self::South => Rect::new(x0, y0 + depth, x1, y1),
            Self::East => Rect::new(x0, y0, x1 - depth, y1),
            Self::North => Rect::new(x0, y0, x1, y1 - depth),
            Self::West => Rect::new(x0 + depth, y0, x1, y1),
        }
    }
}

/// Maps the rectangle `0..width × 0..height` onto the four-sided block between its corners.
///
/// Everything inside a block is laid out upright; the bilinear map turns it with the streets around it
/// and keeps whatever was inside, inside.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) south_west: Point,
    pub(crate) south_east: Point,
    pub(crate) north_west: Point,
    pub(crate) north_east: Point,
    pub(crate) width: i32,
    pub(crate) height: i32,
}

impl Frame {
    /// The place of a local point.
    pub(crate) fn place(&self, local: Point) -> Point {
        let (u, v) = (i64::from(local.x), i64::from(local.y));
        let (w, h) = (i64::from(self.width), i64::from(self.height));
        let blend = |sw: i32, se: i32, nw: i32, ne: i32| {
            let south = i64::from(sw) * (w - u) + i64::from(se) * u;
            let north = i64::from(nw) * (w - u) + i64::from(ne) * u;
            narrow((south * (h - v) + north * v).div_euclid(w * h))
        };
        let corners = [
            self.south_west,
            self.south_east,
            self.north_west,
            self.north_east,
        ];
        let [sw, se, nw, ne] = corners;
        Point {
            x: blend(sw.x, se.x, nw.x, ne.x),
            y: blend(sw.y, se.y, nw.y, ne.y),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_keeps_its_corners() {
        let frame = Frame {
            south_west: Point { x: 10, y: 20 },
            south_east: Point { x: 6_010, y: -40 },
            north_west: Point { x: -90, y: 5_020 },
            north_east: Point { x: 6_110, y: 5_120 },
            width: 6_000,
            height: 5_000,
        };
        assert_eq!(frame.place(Point { x: 0, y: 0 }), frame.south_west);
        assert_eq!(frame.place(Point { x: 6_000, y: 5_000 }), frame.north_east);
        assert_eq!(frame.place(Point { x: 6_000, y: 0 }), frame.south_east);
        assert_eq!(
            frame.place(Point { x: 3_000, y: 2_500 }),
            Point { x: 3_010, y: 2_530 }
        );
    }

    #[test]
    fn sides_measure_inward() {
        let rect = Rect::new(0, 0, 100, 60);
        assert_eq!(Side::East.point(rect, 20, 5), Point { x: 95, y: 20 });
        assert_eq!(
            Side::North.strip(rect, (10, 30), (0, 15)),
            Rect::new(10, 45, 30, 60)
        );
        assert_eq!(Side::West.cut(rect, 40), Rect::new(40, 0, 100, 60));
    }
}
