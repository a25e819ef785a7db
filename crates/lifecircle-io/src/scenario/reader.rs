//! From the keys of a scenario file to what they mean.

mod places;

use std::cell::Cell;
use std::path::Path;

use lifecircle_core::hours::Hours;
use lifecircle_core::osm::{Access, ElementId, ElementKind};
use lifecircle_core::place::{CategorySet, CategoryTable};
use lifecircle_core::scenario::{
    AccessChange, Line, LinkKind, NewLink, NewOutlet, NewPeople, OutletEdit, OutletName, PeopleOf,
    Says, Scenario, StreetName,
};
use lifecircle_core::units::{f64_to_u64, m_to_mm, people_to_milli};

use super::ScenarioFileFault;
use super::entry::{Document, Entry, Key, VERBS, Value, listed, unknown};
use crate::coordinates::CoordinateSystem;
use crate::{InputError, InputFault};

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
}

/// A node or way.
fn element(word: &str) -> Option<ElementId> {
    ElementId::parse(word).filter(|element| element.kind != ElementKind::Relation)
}
