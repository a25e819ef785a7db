//! Well-known text: points and polygons in a column of CSV.

use geo_types::{Coord, Geometry, LineString, MultiPolygon, Point};

use crate::geometry::{Read, polygon_of};

/// A geometry of points or polygons.
///
/// # Errors
/// What is wrong with the text.
pub fn read(text: &str) -> Read {
    let open = text.find('(').ok_or("no bracket")?;
    let (kind, rest) = text.split_at(open);
    let kind = kind.trim().to_ascii_uppercase();
    // `SRID=4326;` before it, `Z` behind it.
    let kind = kind.rsplit(';').next().unwrap_or_default();
    let kind = kind.trim_end_matches(['Z', 'M', ' ']);
    let mut reader = Reader { rest: rest.trim() };
    let geometry: Geometry<f64> = match kind {
        "POINT" => {
            let line = reader.line()?;
            Point(*line.0.first().ok_or("no position")?).into()
        }
        "POLYGON" => polygon_of(reader.list(Reader::line)?)?.into(),
        "MULTIPOLYGON" => {
            let polygon = |reader: &mut Reader<'_>| polygon_of(reader.list(Reader::line)?);
            MultiPolygon(reader.list(polygon)?).into()
        }
        other => return Err(format!("`{other}` is neither point nor polygon")),
    };
    if reader.rest.is_empty() {
        Ok(geometry)
    } else {
        Err("text behind the last bracket".to_owned())
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn sign(&mut self, sign: char) -> bool {
        let found = self.rest.trim_start().strip_prefix(sign);
        if let Some(rest) = found {
            self.rest = rest;
        }
        found.is_some()
    }

    fn list<T>(&mut self, one: impl Fn(&mut Self) -> Result<T, String>) -> Result<Vec<T>, String> {
        if !self.sign('(') {
            return Err("a bracket is missing".to_owned());
        }
        let mut items = vec![one(self)?];
        while self.sign(',') {
            items.push(one(self)?);
        }
        if self.sign(')') {
            Ok(items)
        } else {
            Err("a bracket is missing".to_owned())
        }
    }

    fn line(&mut self) -> Result<LineString<f64>, String> {
        self.list(Self::coord).map(LineString)
    }

    fn coord(&mut self) -> Result<Coord<f64>, String> {
        let end = self.rest.find([',', ')']).ok_or("a bracket is missing")?;
        let (place, rest) = self.rest.split_at(end);
        self.rest = rest;
        let mut numbers = place.split_whitespace().map(str::parse::<f64>);
        match (numbers.next(), numbers.next()) {
            (Some(Ok(x)), Some(Ok(y))) if x.is_finite() && y.is_finite() => Ok(Coord { x, y }),
            _ => Err(format!("`{place}` is no position")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_polygons() {
        assert_eq!(read("POINT (1.5 -2)"), Ok(Point::new(1.5, -2.0).into()));
        assert_eq!(
            read("srid=4326;Point Z(1 2 3)"),
            Ok(Point::new(1.0, 2.0).into())
        );
        let Ok(Geometry::MultiPolygon(found)) =
            read("MULTIPOLYGON (((0 0,1 0,0 1,0 0),(0 0, 1 0, 0 1, 0 0)), ((0 0,1 0,0 1,0 0)))")
        else {
            panic!()
        };
        assert_eq!((found.0.len(), found.0[0].interiors().len()), (2, 1));
        assert!(matches!(
            read("POLYGON((0 0,1 0,0 1,0 0))"),
            Ok(Geometry::Polygon(_))
        ));
    }

    #[test]
    fn what_is_none_is_told() {
        for text in [
            "",
            "POINT",
            "POINT EMPTY",
            "POINT (1)",
            "POINT (a b)",
            "LINESTRING (1 2,3 4)",
            "POLYGON ((0 0,1 0)",
            "POINT (1 2) x",
            "POLYGON (0 0)",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
