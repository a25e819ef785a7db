//! Well-known binary: the geometries of GeoParquet.

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon,
    Point, Polygon,
};

use crate::geometry::{Read, polygon_of};

/// Collections inside of collections, at most.
const DEEPEST: u32 = 8;
/// Bits with which `PostGIS` marks heights, measures and a system's number.
const EXTENDED: [(u32, usize); 2] = [(0x8000_0000, 1), (0x4000_0000, 1)];
const WITH_SRID: u32 = 0x2000_0000;

/// A geometry, with its heights left out.
pub(crate) fn read(bytes: &[u8]) -> Read {
    geometry(
        &mut Bytes {
            rest: bytes,
            little: true,
        },
        DEEPEST,
    )
}

struct Bytes<'a> {
    rest: &'a [u8],
    little: bool,
}

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or("it breaks off")?;
        self.rest = rest;
        Ok(*taken)
    }

    fn u32(&mut self) -> Result<u32, String> {
        let bytes = self.take()?;
        Ok(if self.little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }

    fn f64(&mut self) -> Result<f64, String> {
        let bytes = self.take()?;
        Ok(if self.little {
            f64::from_le_bytes(bytes)
        } else {
            f64::from_be_bytes(bytes)
        })
    }

    /// A list of things of at least so many bytes each, so that no count asks for more than there is.
    fn list<T>(
        &mut self,
        least_bytes: usize,
        mut one: impl FnMut(&mut Self) -> Result<T, String>,
    ) -> Result<Vec<T>, String> {
        let count = self.u32()? as usize;
        if count > self.rest.len() / least_bytes {
            return Err("it breaks off".to_owned());
        }
        (0..count).map(|_| one(self)).collect()
    }

    fn coord(&mut self, more: usize) -> Result<Coord<f64>, String> {
        let (x, y) = (self.f64()?, self.f64()?);
        for _ in 0..more {
            self.f64()?;
        }
        Ok(Coord { x, y })
    }

    fn line(&mut self, more: usize) -> Result<LineString<f64>, String> {
        self.list(16, |bytes| bytes.coord(more)).map(LineString)
    }

    fn polygon(&mut self, more: usize) -> Result<Polygon<f64>, String> {
        polygon_of(self.list(4, |bytes| bytes.line(more))?)
    }
}

fn geometry(bytes: &mut Bytes<'_>, deeper: u32) -> Read {
    let [order] = bytes.take()?;
    bytes.little = order == 1;
    let code = bytes.u32()?;
    let marked: usize = EXTENDED
        .iter()
        .filter(|(bit, _)| code & bit != 0)
        .map(|(_, n)| n)
        .sum();
    if code & WITH_SRID != 0 {
        bytes.u32()?;
    }
    let code = code & 0x0fff_ffff;
    let more = marked + [0, 1, 1, 2].get(code as usize / 1000).copied().unwrap_or(0);
    let parts = |bytes: &mut Bytes<'_>| {
        let deeper = deeper
            .checked_sub(1)
            .ok_or("collections inside of collections")?;
        bytes.list(5, |bytes| geometry(bytes, deeper))
    };
    Ok(match code % 1000 {
        1 => Point(bytes.coord(more)?).into(),
        2 => bytes.line(more)?.into(),
        3 => bytes.polygon(more)?.into(),
        4 => MultiPoint(of_kind(parts(bytes)?)?).into(),
        5 => MultiLineString(of_kind(parts(bytes)?)?).into(),
        6 => MultiPolygon(of_kind(parts(bytes)?)?).into(),
        7 => Geometry::GeometryCollection(GeometryCollection(parts(bytes)?)),
        other => return Err(format!("kind {other} is unknown")),
    })
}

fn of_kind<T: TryFrom<Geometry<f64>>>(parts: Vec<Geometry<f64>>) -> Result<Vec<T>, String> {
    let part = |part| T::try_from(part).map_err(|_| "a part of another kind".to_owned());
    parts.into_iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(order: u8, code: u32, more: &[f64]) -> Vec<u8> {
        let mut bytes = vec![order];
        let word = |n: u32| {
            if order == 1 {
                n.to_le_bytes()
            } else {
                n.to_be_bytes()
            }
        };
        let number = |n: f64| {
            if order == 1 {
                n.to_le_bytes()
            } else {
                n.to_be_bytes()
            }
        };
        bytes.extend(word(code));
        if code & WITH_SRID != 0 {
            bytes.extend(word(4326));
        }
        for n in [119.0, 33.5].iter().chain(more) {
            bytes.extend(number(*n));
        }
        bytes
    }

    #[test]
    fn points_in_every_spelling() {
        let expected: Geometry<f64> = Point::new(119.0, 33.5).into();
        for bytes in [
            point(1, 1, &[]),
            point(0, 1, &[]),
            point(1, 1001, &[7.0]),
            point(1, 3001, &[7.0, 8.0]),
            point(1, 0x8000_0001, &[7.0]),
            point(1, 0x2000_0001, &[]),
        ] {
            assert_eq!(read(&bytes), Ok(expected.clone()));
        }
    }

    #[test]
    fn several_polygons() {
        let mut ring = vec![1, 3, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0];
        for n in [0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0_f64] {
            ring.extend(n.to_le_bytes());
        }
        let several = [vec![1, 6, 0, 0, 0, 2, 0, 0, 0], ring.clone(), ring.clone()].concat();
        let Ok(Geometry::MultiPolygon(found)) = read(&several) else {
            panic!()
        };
        assert_eq!(found.0.len(), 2);
        assert!(matches!(read(&ring), Ok(Geometry::Polygon(_))));
    }

    #[test]
    fn what_breaks_off_is_told() {
        let huge = [1, 2, 0, 0, 0, 255, 255, 255, 255];
        for bytes in [&[][..], &[1], &[1, 1, 0, 0, 0, 7], &huge] {
            assert!(read(bytes).is_err());
        }
        let deep = [1, 7, 0, 0, 0, 1, 0, 0, 0].repeat(50);
        assert!(read(&deep).is_err());
    }
}
