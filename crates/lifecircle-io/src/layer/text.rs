//! Geometries as text: the coordinates of GeoJSON, and WKT.

use super::decimal::{At, Decimals};
use super::prepare::{Line, Prepared};
use super::schema::Shape;

/// How one notation writes lists and places.
struct Notation {
    decimals: Decimals,
    open: u8,
    close: u8,
    place: fn(&mut Vec<u8>, Decimals, At),
}

impl Notation {
    /// Appends a list of anything.
    fn list<T>(&self, out: &mut Vec<u8>, items: &[T], mut one: impl FnMut(&mut Vec<u8>, &T)) {
        out.push(self.open);
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            one(out, item);
        }
        out.push(self.close);
    }

    fn line(&self, out: &mut Vec<u8>, line: &[At]) {
        self.list(out, line, |out, &at| (self.place)(out, self.decimals, at));
    }

    fn rings(&self, out: &mut Vec<u8>, rings: &[Line]) {
        self.list(out, rings, |out, ring| self.line(out, ring));
    }

    /// Appends everything but a point, which the notations write each in its own way.
    fn nested(&self, out: &mut Vec<u8>, geometry: &Prepared, shape: Shape) {
        let lines = geometry.parts.iter().flatten();
        match shape {
            Shape::Point | Shape::LineString => lines.for_each(|line| self.line(out, line)),
            Shape::MultiLineString => {
                let lines: Vec<&Line> = lines.collect();
                self.list(out, &lines, |out, line| self.line(out, line));
            }
            Shape::Polygon => geometry
                .parts
                .iter()
                .for_each(|rings| self.rings(out, rings)),
            Shape::MultiPolygon => {
                self.list(out, &geometry.parts, |out, rings| self.rings(out, rings));
            }
        }
    }
}

/// Appends a geometry as GeoJSON.
pub(super) fn push_json(out: &mut Vec<u8>, geometry: &Prepared, shape: Shape, decimals: Decimals) {
    fn place(out: &mut Vec<u8>, decimals: Decimals, at: At) {
        out.push(b'[');
        decimals.push_at(out, at, b',');
        out.push(b']');
    }
    let notation = Notation {
        decimals,
        open: b'[',
        close: b']',
        place,
    };
    out.extend_from_slice(b"{\"type\":\"");
    out.extend_from_slice(shape.name().as_bytes());
    out.extend_from_slice(b"\",\"coordinates\":");
    match shape {
        Shape::Point => {
            let places = geometry.parts.iter().flatten().flatten();
            places.for_each(|&at| place(out, decimals, at));
        }
        _ => notation.nested(out, geometry, shape),
    }
    out.push(b'}');
}

/// A geometry as well-known text.
pub(super) fn wkt(geometry: &Prepared, shape: Shape, decimals: Decimals) -> Vec<u8> {
    let notation = Notation {
        decimals,
        open: b'(',
        close: b')',
        place: |out, decimals, at| decimals.push_at(out, at, b' '),
    };
    let mut out = shape.name().to_ascii_uppercase().into_bytes();
    out.push(b' ');
    notation.nested(&mut out, geometry, shape);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn geometry(parts: Vec<Vec<Line>>) -> Prepared {
        let bounds = [0; 4];
        Prepared { parts, bounds }
    }

    fn both(geometry: &Prepared, shape: Shape) -> (String, String) {
        let mut json = Vec::new();
        push_json(&mut json, geometry, shape, Decimals::Metres);
        let wkt = wkt(geometry, shape, Decimals::Metres);
        (
            String::from_utf8(json).unwrap(),
            String::from_utf8(wkt).unwrap(),
        )
    }

    #[test]
    fn every_shape_in_both_notations() {
        let line = vec![[1000, 2000], [3500, -4000]];
        let ring = vec![[0, 0], [1000, 0], [0, 1000], [0, 0]];
        let ring_json = "[[0,0],[1,0],[0,1],[0,0]]";
        let ring_wkt = "(0 0,1 0,0 1,0 0)";
        let cases = [
            (
                Shape::Point,
                vec![vec![vec![[1500, 2000]]]],
                "[1.5,2]".to_owned(),
                "POINT (1.5 2)".to_owned(),
            ),
            (
                Shape::LineString,
                vec![vec![line.clone()]],
                "[[1,2],[3.5,-4]]".to_owned(),
                "LINESTRING (1 2,3.5 -4)".to_owned(),
            ),
            (
                Shape::MultiLineString,
                vec![vec![line.clone()], vec![line]],
                "[[[1,2],[3.5,-4]],[[1,2],[3.5,-4]]]".to_owned(),
                "MULTILINESTRING ((1 2,3.5 -4),(1 2,3.5 -4))".to_owned(),
            ),
            (
                Shape::Polygon,
                vec![vec![ring.clone(), ring.clone()]],
                format!("[{ring_json},{ring_json}]"),
                format!("POLYGON ({ring_wkt},{ring_wkt})"),
            ),
            (
                Shape::MultiPolygon,
                vec![vec![ring.clone()], vec![ring]],
                format!("[[{ring_json}],[{ring_json}]]"),
                format!("MULTIPOLYGON (({ring_wkt}),({ring_wkt}))"),
            ),
        ];
        for (shape, parts, coordinates, wkt) in cases {
            let name = shape.name();
            let json = format!("{{\"type\":\"{name}\",\"coordinates\":{coordinates}}}");
            assert_eq!(both(&geometry(parts), shape), (json, wkt));
        }
    }
}
