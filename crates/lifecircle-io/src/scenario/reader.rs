//! From the keys of a scenario file to what they mean.

use std::cell::Cell;
use std::path::Path;

use geojson::{GeometryValue, Position};
use lifecircle_core::LonLat;
use lifecircle_core::area::StudyArea;
use lifecircle_core::evidence::maps_are_shifted_at;
use lifecircle_core::hours::Hours;
use lifecircle_core::osm::{Access, ElementId};
use lifecircle_core::place::{CategorySet, CategoryTable};
use lifecircle_core::scenario::{
    AccessChange, Line, LinkKind, NewLink, NewOutlet, NewPeople, OutletEdit, OutletName, PeopleOf,
    Says, Scenario, StreetName,
};
use lifecircle_core::units::{f64_to_u64, m_to_mm, people_to_milli};

use super::ScenarioFileFault;
use super::entry::{Document, Entry, Key, VERBS, Value, listed, unknown};
use crate::coordinates::{Converter, CoordinateSystem};
use crate::read::{self, NamedPolygons};
use crate::{GivenFile, InputError, InputFault};

/// How far from a place an outlet is looked for that is named by it, in metres, unless the line says otherwise.
const OUTLET_WITHIN_M: f64 = 100.0;
/// The same for gates, ways and the streets at the ends of links.
const STREET_WITHIN_M: f64 = 25.0;
/// As far as a line may say, in metres.
const WITHIN_M: std::ops::RangeInclusive<f64> = 0.0..=2000.0;
/// As many people as a line may say.
const PEOPLE: std::ops::RangeInclusive<f64> = 0.0..=1e10;
const FACTOR: std::ops::RangeInclusive<f64> = 0.0..=1000.0;
const MILLION: f64 = 1e6;

/// Keys that say where something is.
const PLACE: [&str; 3] = ["at", "lon", "lat"];
/// Keys that name an outlet.
const OUTLET: [&str; 6] = ["id", "name", "at", "lon", "lat", "within_m"];

pub(super) fn scenario(
    file: &Path,
    document: &Document,
    table: &CategoryTable,
) -> Result<Scenario, InputError> {
    let place = document.place;
    let mut reader = Reader {
        file,
        table,
        system: None,
        at: Cell::new(1),
    };
    let fail = |at: u64, what: InputFault| InputError::new(file, place(at), what);
    let mut scenario = Scenario {
        name: file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        date: None,
        lines: Vec::new(),
    };
    for key in &document.keys {
        let text = reader.text(key).map_err(|what| fail(key.at, what))?;
        match key.name.as_str() {
            "name" => scenario.name = text,
            "date" => scenario.date = Some(text),
            _ => {
                let system = text.parse::<CoordinateSystem>();
                reader.system = Some(system.map_err(|error| fail(key.at, error.into()))?);
            }
        }
    }
    for entry in &document.entries {
        reader.at.set(entry.at);
        let says = reader
            .says(entry)
            .map_err(|what| fail(reader.at.get(), what))?;
        scenario.lines.push(Line { at: entry.at, says });
    }
    if scenario.lines.is_empty() {
        let known = listed(&VERBS);
        return Err(fail(1, ScenarioFileFault::Empty { known }.into()));
    }
    Ok(scenario)
}

struct Reader<'a> {
    file: &'a Path,
    table: &'a CategoryTable,
    /// The system that the whole file is in.
    system: Option<CoordinateSystem>,
    /// The line or feature that is being read.
    at: Cell<u64>,
}

type Read<T> = Result<T, InputFault>;

impl Entry {
    fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// A fault where there is a key that this change has not.
    fn knows(&self, reader: &Reader, known: &[&str]) -> Read<()> {
        let Some(key) = self
            .keys
            .iter()
            .find(|key| !known.contains(&key.name.as_str()))
        else {
            return Ok(());
        };
        reader.at.set(key.at);
        Err(unknown(&key.name, known).into())
    }

    fn missing(&self, key: &str) -> InputFault {
        let of = self.verb.to_owned();
        let key = key.to_owned();
        ScenarioFileFault::Missing { of, key }.into()
    }
}

fn both(one: &str, other: &str) -> InputFault {
    let (one, other) = (one.to_owned(), other.to_owned());
    ScenarioFileFault::Both { one, other }.into()
}

impl Reader<'_> {
    fn says(&self, entry: &Entry) -> Read<Says> {
        match entry.verb {
            "add" => self.add(entry),
            "close" => {
                entry.knows(self, &OUTLET)?;
                Ok(Says::Close(self.outlet(entry)?))
            }
            "move" => self.relocated(entry),
            "change" => self.change(entry),
            "open" => self.access(entry, Access::Open),
            "shut" => self.access(entry, Access::Closed),
            "link" => self.link(entry),
            _ => self.people(entry),
        }
    }

    fn add(&self, entry: &Entry) -> Read<Says> {
        entry.knows(
            self,
            &[
                "id",
                "name",
                "category",
                "categories",
                "brand",
                "hours",
                "at",
                "lon",
                "lat",
            ],
        )?;
        let name = self.maybe_text(entry, "name")?;
        let id = self.maybe_text(entry, "id")?.or_else(|| name.clone());
        Ok(Says::Add(NewOutlet {
            id: id.ok_or_else(|| entry.missing("id"))?,
            name,
            categories: self
                .categories(entry)?
                .ok_or_else(|| entry.missing("category"))?,
            brand: self.maybe_text(entry, "brand")?,
            hours: self.hours(entry)?,
            at: self.place(entry)?.ok_or_else(|| entry.missing("at"))?,
        }))
    }

    fn relocated(&self, entry: &Entry) -> Read<Says> {
        let known: Vec<&str> = OUTLET.into_iter().chain(["to"]).collect();
        entry.knows(self, &known)?;
        // The point of a feature is where the outlet moves to.
        let to = match entry.key("to") {
            Some(key) => Some(self.position(key)?),
            None => self.point(entry)?,
        };
        let to = to.ok_or_else(|| entry.missing("to"))?;
        Ok(Says::Move(self.outlet(entry)?, to))
    }

    fn change(&self, entry: &Entry) -> Read<Says> {
        let known: Vec<&str> = OUTLET
            .into_iter()
            .chain(["category", "categories", "hours"])
            .collect();
        entry.knows(self, &known)?;
        let edit = OutletEdit {
            categories: self.categories(entry)?,
            hours: self.hours(entry)?,
        };
        if edit == OutletEdit::default() {
            return Err(entry.missing("category, categories, hours"));
        }
        Ok(Says::Change(self.outlet(entry)?, edit))
    }

    fn access(&self, entry: &Entry, access: Access) -> Read<Says> {
        entry.knows(
            self,
            &["id", "nearest", "at", "lon", "lat", "within_m", "access"],
        )?;
        let access = match entry.key("access") {
            Some(key) => self.word(key, &["yes", "private", "no"], |word| match word {
                "yes" => Some(Access::Open),
                "private" => Some(Access::Private),
                "no" => Some(Access::Closed),
                _ => None,
            })?,
            None => access,
        };
        let within_mm = self.within_mm(entry, STREET_WITHIN_M)?;
        let street = match (entry.key("id"), self.place(entry)?) {
            (Some(key), _) => StreetName::Id(self.word(key, &["node/123", "way/123"], element)?),
            (None, Some(at)) => match entry.key("nearest") {
                Some(key) => self.word(key, &["gate", "way"], |word| match word {
                    "gate" => Some(StreetName::GateNear(at, within_mm)),
                    "way" => Some(StreetName::WayNear(at, within_mm)),
                    _ => None,
                })?,
                None => StreetName::GateNear(at, within_mm),
            },
            (None, None) => return Err(entry.missing("id, at")),
        };
        Ok(Says::Access(AccessChange { street, access }))
    }

    fn link(&self, entry: &Entry) -> Read<Says> {
        entry.knows(self, &["kind", "line", "stairs", "wheelchair", "within_m"])?;
        let key = entry.key("kind").ok_or_else(|| entry.missing("kind"))?;
        let kind = self.word(key, &LinkKind::ALL.map(LinkKind::word), LinkKind::named)?;
        let line = self.line(entry)?;
        let stairs = self.is(entry, "stairs")?.unwrap_or(false);
        Ok(Says::Link(NewLink {
            kind,
            line,
            stairs,
            wheelchair: self.is(entry, "wheelchair")?.unwrap_or(!stairs),
            within_mm: self.within_mm(entry, STREET_WITHIN_M)?,
        }))
    }

    fn people(&self, entry: &Entry) -> Read<Says> {
        entry.knows(self, &["home", "area", "people", "factor"])?;
        let of = match (self.maybe_text(entry, "home")?, self.area(entry)?) {
            (Some(_), Some(_)) => return Err(both("home", "area")),
            (Some(id), None) => PeopleOf::Home(id),
            (None, Some(area)) => PeopleOf::Area(area),
            (None, None) => return Err(entry.missing("home, area")),
        };
        let people = self.number(entry, "people", &PEOPLE)?;
        let factor = self.number(entry, "factor", &FACTOR)?;
        let to = match (people, factor) {
            (Some(_), Some(_)) => return Err(both("people", "factor")),
            (Some(people), None) => NewPeople::Milli(people_to_milli(people)),
            (None, Some(factor)) => NewPeople::Millionths(f64_to_u64((factor * MILLION).round())),
            (None, None) => return Err(entry.missing("people, factor")),
        };
        Ok(Says::People(of, to))
    }

    /// The outlet that a line names; the point of a feature tells where it is, unless it moves there.
    fn outlet(&self, entry: &Entry) -> Read<OutletName> {
        let moves = entry.verb == "move" && entry.key("to").is_none();
        let at = match self.said_place(entry)? {
            None if !moves => self.point(entry)?,
            said => said,
        };
        let name = OutletName {
            id: self.maybe_text(entry, "id")?,
            name: self.maybe_text(entry, "name")?,
            at,
            within_mm: self.within_mm(entry, OUTLET_WITHIN_M)?,
        };
        if name.id.is_none() && name.name.is_none() && name.at.is_none() {
            return Err(entry.missing("id, name, at"));
        }
        Ok(name)
    }

    fn bad(&self, key: &Key, known: &str) -> InputFault {
        self.at.set(key.at);
        let (name, given) = (key.name.clone(), key.value.shown());
        let known = known.to_owned();
        let fault = ScenarioFileFault::Value {
            key: name,
            given,
            known,
        };
        fault.into()
    }

    fn text(&self, key: &Key) -> Read<String> {
        match &key.value {
            Value::Text(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
            Value::Number(number) => Ok(number.to_string()),
            _ => Err(self.bad(key, "…")),
        }
    }

    fn maybe_text(&self, entry: &Entry, name: &str) -> Read<Option<String>> {
        entry.key(name).map(|key| self.text(key)).transpose()
    }

    fn word<T>(&self, key: &Key, known: &[&str], meaning: impl Fn(&str) -> Option<T>) -> Read<T> {
        let found = match &key.value {
            Value::Text(text) => meaning(text.trim()),
            _ => None,
        };
        found.ok_or_else(|| self.bad(key, &listed(known)))
    }

    fn is(&self, entry: &Entry, name: &str) -> Read<Option<bool>> {
        let Some(key) = entry.key(name) else {
            return Ok(None);
        };
        match key.value {
            Value::Is(is) => Ok(Some(is)),
            _ => Err(self.bad(key, "`true`, `false`")),
        }
    }

    fn number(
        &self,
        entry: &Entry,
        name: &str,
        range: &std::ops::RangeInclusive<f64>,
    ) -> Read<Option<f64>> {
        let Some(key) = entry.key(name) else {
            return Ok(None);
        };
        match key.value {
            Value::Number(number) if range.contains(&number) => Ok(Some(number)),
            _ => Err(self.bad(key, &format!("{} … {}", range.start(), range.end()))),
        }
    }

    fn within_mm(&self, entry: &Entry, usual_m: f64) -> Read<u32> {
        let said = self.number(entry, "within_m", &WITHIN_M)?;
        Ok(m_to_mm(said.unwrap_or(usual_m)))
    }

    fn categories(&self, entry: &Entry) -> Read<Option<CategorySet>> {
        let key = match (entry.key("category"), entry.key("categories")) {
            (Some(_), Some(_)) => return Err(both("category", "categories")),
            (Some(key), None) | (None, Some(key)) => key,
            (None, None) => return Ok(None),
        };
        let words: Vec<&str> = match &key.value {
            // Properties of map programs hold no lists.
            Value::Text(text) => text.split([',', ';']).collect(),
            Value::List(values) => {
                let words = values.iter().map(Value::text);
                let words: Option<Vec<&str>> = words.collect();
                words.ok_or_else(|| self.bad(key, "…"))?
            }
            _ => Vec::new(),
        };
        let table = self.table.categories();
        let category = |word: &str| {
            let word = word.trim();
            let names = |known: &str| known == word;
            let found = table
                .iter()
                .position(|c| names(&c.id) || names(&c.en) || names(&c.zh));
            found.ok_or_else(|| {
                self.at.set(key.at);
                InputFault::from(self.table.unknown(word))
            })
        };
        let set: CategorySet = words.into_iter().map(category).collect::<Result<_, _>>()?;
        if set.is_empty() {
            return Err(self.bad(key, "…"));
        }
        Ok(Some(set))
    }

    fn hours(&self, entry: &Entry) -> Read<Option<String>> {
        let Some(key) = entry.key("hours") else {
            return Ok(None);
        };
        let text = self.text(key)?;
        match Hours::parse(&text) {
            Ok(_) => Ok(Some(text)),
            Err(_) => Err(self.bad(key, "`Mo-Su 08:00-22:00; PH off`, `24/7`")),
        }
    }

    /// Where a change is, by its keys or the point of its feature.
    fn place(&self, entry: &Entry) -> Read<Option<LonLat>> {
        match self.said_place(entry)? {
            Some(at) => Ok(Some(at)),
            None => self.point(entry),
        }
    }

    /// Where a change is, by its keys.
    fn said_place(&self, entry: &Entry) -> Read<Option<LonLat>> {
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
    fn position(&self, key: &Key) -> Read<LonLat> {
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

    fn point(&self, entry: &Entry) -> Read<Option<LonLat>> {
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

    fn line(&self, entry: &Entry) -> Read<Vec<LonLat>> {
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
    fn area(&self, entry: &Entry) -> Read<Option<StudyArea>> {
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

/// A node or way.
fn element(word: &str) -> Option<ElementId> {
    let (kind, number) = word.split_once('/')?;
    let number = number.parse().ok()?;
    match kind {
        "node" => Some(ElementId::node(number)),
        "way" => Some(ElementId::way(number)),
        _ => None,
    }
}
