//! Geometries as well-known binary, little endian, as GeoParquet holds them.

use super::decimal::{At, Decimals};
use super::prepare::Prepared;
use super::schema::Shape;

/// The number of a shape's type.
fn type_of(shape: Shape) -> u32 {
    match shape {
        Shape::Point => 1,
        Shape::LineString => 2,
        Shape::Polygon => 3,
        Shape::MultiLineString => 5,
        Shape::MultiPolygon => 6,
    }
}

/// A geometry as bytes.
pub(super) fn wkb(geometry: &Prepared, shape: Shape, decimals: Decimals) -> Vec<u8> {
    let mut out = Out {
        bytes: Vec::new(),
        decimals,
    };
    let single = match shape {
        Shape::MultiLineString => Shape::LineString,
        Shape::MultiPolygon => Shape::Polygon,
        single => single,
    };
    if single != shape {
        out.head(shape);
        out.count(geometry.parts.len());
    }
    for rings in &geometry.parts {
        out.head(single);
        match single {
            Shape::Point => rings.iter().flatten().for_each(|&at| out.place(at)),
            Shape::Polygon => {
                out.count(rings.len());
                for ring in rings {
                    out.line(ring);
                }
            }
            _ => rings.iter().for_each(|line| out.line(line)),
        }
    }
    out.bytes
}

struct Out {
    bytes: Vec<u8>,
    decimals: Decimals,
}

impl Out {
    fn head(&mut self, shape: Shape) {
        self.bytes.push(1);
        self.bytes.extend_from_slice(&type_of(shape).to_le_bytes());
    }

    fn count(&mut self, count: usize) {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "four thousand million places take 64 GB, and are not held"
        )]
        self.bytes.extend_from_slice(&(count as u32).to_le_bytes());
    }

    fn place(&mut self, at: At) {
        for units in at {
            let number = self.decimals.number(units);
            self.bytes.extend_from_slice(&number.to_le_bytes());
        }
    }

    fn line(&mut self, line: &[At]) {
        self.count(line.len());
        for &at in line {
            self.place(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(parts: Vec<Vec<Vec<At>>>, shape: Shape) -> Vec<u8> {
        let bounds = [0; 4];
        wkb(&Prepared { parts, bounds }, shape, Decimals::Metres)
    }

    #[test]
    fn a_point_takes_21_bytes() {
        let point = bytes(vec![vec![vec![[1500, -2000]]]], Shape::Point);
        let mut expected = vec![1, 1, 0, 0, 0];
        expected.extend(1.5_f64.to_le_bytes());
        expected.extend((-2.0_f64).to_le_bytes());
        assert_eq!(point, expected);
    }

    #[test]
    fn several_are_a_list_of_single_ones() {
        let ring = vec![[0, 0], [1, 0], [0, 1], [0, 0]];
        let one = bytes(vec![vec![ring.clone()]], Shape::Polygon);
        let two = bytes(vec![vec![ring.clone()], vec![ring]], Shape::MultiPolygon);
        assert_eq!(two[..9], [1, 6, 0, 0, 0, 2, 0, 0, 0]);
        assert_eq!(two[9..], [one.clone(), one].concat());
        let lines = bytes(vec![vec![vec![[0, 0], [1, 1]]]], Shape::MultiLineString);
        assert_eq!(
            lines[..18],
            [1, 5, 0, 0, 0, 1, 0, 0, 0, 1, 2, 0, 0, 0, 2, 0, 0, 0]
        );
    }
}
