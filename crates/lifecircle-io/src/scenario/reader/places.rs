//! Where changes are: places, lines and areas of a scenario, in WGS-84.

use std::path::Path;

use geojson::{GeometryValue, Position};
use lifecircle_core::LonLat;
use lifecircle_core::area::StudyArea;
use lifecircle_core::evidence::maps_are_shifted_at;

use super::super::ScenarioFileFault;
use super::super::entry::{Entry, Key, Value};
use super::{Read, Reader, both};
use crate::coordinates::{Converter, CoordinateSystem};
use crate::read::{self, NamedPolygons};
use crate::{GivenFile, InputError, InputFault};

/// Keys that say where something is.
const PLACE: [&str; 3] = ["at", "lon", "lat"];
impl Reader<'_> {
    /// Where a change is, by its keys or the point of its feature.
    pub(super) fn place(&self, entry: &Entry) -> Read<Option<LonLat>> {
        match self.said_place(entry)? {
            Some(at) => Ok(Some(at)),
            None => self.point(entry),
        }
    }

    /// Where a change is, by its keys.
    pub(super) fn said_place(&self, entry: &Entry) -> Read<Option<LonLat>> {
        let [at, lon, lat] = PLACE.map(|name| entry.key(name));
        match (at, lon, lat) {
            (Some(_), Some(_), _) | (Some(_), _, Some(_)) => Err(both("at", "lon, lat")),
            (Some(key), None, None) => Ok(Some(self.position(key)?)),
            (None, Some(lon), Some(lat)) => match (&lon.value, &lat.value) {
                (Value::Number(x), Value::Number(y)) => {
                    self.at.set(lon.at);
                    Ok(Some(self.to_wgs84([*x, *y], None)?))
                }
                (Value::Number(_), _) => Err(self.bad(lat, "120.15")),
                _ => Err(self.bad(lon, "120.15")),
            },
            (None, Some(_), None) => Err(entry.missing("lat")),
            (None, None, Some(_)) => Err(entry.missing("lon")),
            (None, None, None) => Ok(None),
        }
    }

    /// A position in words: `lon,lat` or `lon,lat@gcj02`.
    pub(super) fn position(&self, key: &Key) -> Read<LonLat> {
        const KNOWN: &str = "`lon,lat`, `lon,lat@gcj02`, [lon, lat]";
        self.at.set(key.at);
        match &key.value {
            Value::Text(text) => {
                let (pair, system) = match text.rsplit_once('@') {
                    Some((pair, system)) => (pair, Some(system.trim().parse()?)),
                    None => (text.as_str(), None),
                };
                let numbers = pair.split_once([',', '，']);
                let numbers = numbers
                    .and_then(|(x, y)| Some([x.trim().parse().ok()?, y.trim().parse().ok()?]));
                self.to_wgs84(numbers.ok_or_else(|| self.bad(key, KNOWN))?, system)
            }
            Value::List(values) => match values.as_slice() {
                [Value::Number(x), Value::Number(y)] => self.to_wgs84([*x, *y], None),
                _ => Err(self.bad(key, KNOWN)),
            },
            _ => Err(self.bad(key, KNOWN)),
        }
    }

    pub(super) fn point(&self, entry: &Entry) -> Read<Option<LonLat>> {
        match entry.geometry.as_ref().map(|geometry| &geometry.value) {
            Some(GeometryValue::Point { coordinates }) => Ok(Some(self.corner(coordinates)?)),
            _ => Ok(None),
        }
    }

    fn corner(&self, position: &Position) -> Read<LonLat> {
        match position.as_slice() {
            [x, y, ..] => self.to_wgs84([*x, *y], None),
            _ => Err(ScenarioFileFault::Missing {
                of: "geometry".to_owned(),
                key: "lon, lat".to_owned(),
            }
            .into()),
        }
    }

    pub(super) fn line(&self, entry: &Entry) -> Read<Vec<LonLat>> {
        let of_feature = match entry.geometry.as_ref().map(|geometry| &geometry.value) {
            Some(GeometryValue::LineString { coordinates }) => Some(coordinates),
            _ => None,
        };
        let points: Vec<LonLat> = match (entry.key("line"), of_feature) {
            (Some(key), _) => {
                let Value::List(values) = &key.value else {
                    return Err(self.bad(key, "[[lon, lat], [lon, lat], …]"));
                };
                let point = |value: &Value| {
                    self.position(&Key {
                        name: key.name.clone(),
                        value: value.clone(),
                        at: key.at,
                    })
                };
                values.iter().map(point).collect::<Result<_, _>>()?
            }
            (None, Some(line)) => {
                let points = line.iter().map(|position| self.corner(position));
                points.collect::<Result<_, _>>()?
            }
            (None, None) => return Err(entry.missing("line")),
        };
        if points.len() < 2 {
            return Err(entry.missing("line"));
        }
        Ok(points)
    }

    fn to_wgs84(&self, [x, y]: [f64; 2], system: Option<CoordinateSystem>) -> Read<LonLat> {
        let system = system.or(self.system);
        let converter = Converter::new(system.unwrap_or(CoordinateSystem::Wgs84))?;
        let at = converter.to_wgs84(x, y)?;
        if system.is_none() && maps_are_shifted_at(at) {
            return Err(ScenarioFileFault::Undeclared.into());
        }
        Ok(at)
    }

    /// The area of a change: polygons of a file, or those of its feature.
    pub(super) fn area(&self, entry: &Entry) -> Read<Option<StudyArea>> {
        if let Some(key) = entry.key("area") {
            let folder = self.file.parent().unwrap_or(Path::new(""));
            let given = GivenFile::parse_in(folder, &self.text(key)?);
            self.at.set(key.at);
            let within = |error: InputError| InputFault::Within(Box::new(error));
            let map = read::polygons(&given.file).map_err(within)?;
            let declared = given.coordinates.as_deref().or(map.crs.as_deref());
            let system = declared.map(str::parse::<CoordinateSystem>).transpose()?;
            let parts = self.moved(map.parts, system)?;
            let area = read::study_area(&given.file, given.part.as_deref(), &parts);
            return Ok(Some(area.map_err(within)?));
        }
        let Some(geometry) = &entry.geometry else {
            return Ok(None);
        };
        let within = |error: InputError| InputFault::Within(Box::new(error));
        let polygons = read::polygons_of(self.file, geometry).map_err(within)?;
        let part = NamedPolygons {
            name: Some(entry.at.to_string()),
            values: Vec::new(),
            polygons,
        };
        let parts = self.moved(vec![part], None)?;
        Ok(Some(
            read::study_area(self.file, None, &parts).map_err(within)?,
        ))
    }

    /// Polygons moved to WGS-84; every corner is a position of the scenario.
    fn moved(
        &self,
        parts: Vec<NamedPolygons>,
        system: Option<CoordinateSystem>,
    ) -> Read<Vec<NamedPolygons>> {
        let corners = parts.iter().flat_map(NamedPolygons::rings).flatten();
        for corner in corners {
            self.to_wgs84([corner.lon, corner.lat], system)?;
        }
        let system = system.or(self.system).unwrap_or(CoordinateSystem::Wgs84);
        let converter = Converter::new(system)?;
        let file = read::PolygonFile { parts, crs: None };
        let moved = file.to_wgs84(self.file, &|x, y| converter.to_wgs84(x, y));
        moved.map_err(|error| InputFault::Within(Box::new(error)))
    }
}
