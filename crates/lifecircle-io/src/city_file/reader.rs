//! From the keys of a city file to what they mean.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lifecircle_core::hours::Hours;
use lifecircle_core::metric::{Gates, Profile};
use lifecircle_core::network::Plazas;
use lifecircle_core::place::{HomesChoice, Legs, ListPolicy};
use lifecircle_core::units::{Speed, m_to_mm, s_to_ms};
use lifecircle_core::{TomlFault, place_in_text};
use toml::Spanned;

use super::raw::{Raw, RawBoundary, RawList, RawPopulation, RawWalk, Text};
use super::{
    AreaEntry, BoundaryEntry, CityFile, CityFileFault, LEFT_OPEN, PopulationEntry, TableEntry,
    WalkEntry,
};
use crate::report::Words;

/// Farthest that a place may be from a street, in metres: what the command line allows.
const SNAP_M: std::ops::RangeInclusive<f64> = 1.0..=2000.0;
/// Longest wait at a crossing, in seconds.
const DELAY_S: std::ops::RangeInclusive<f64> = 0.0..=600.0;

/// A text with the folder it lies in.
struct Reader<'a> {
    text: &'a str,
    folder: &'a Path,
}

pub(super) fn city_file(file: &Path, text: &str) -> Result<CityFile, CityFileFault> {
    let raw: Raw = toml::from_str(text).map_err(|error| TomlFault::of(text, &error))?;
    let folder = file.parent().unwrap_or(Path::new(""));
    let reader = Reader { text, folder };
    let boundaries = raw.boundaries.iter().map(|entry| reader.boundary(entry));
    let boundaries = boundaries.collect::<Result<Vec<_>, _>>()?;
    let population = raw.population.as_ref();
    Ok(CityFile {
        file: file.to_owned(),
        source: reader.source(&raw)?,
        extent: raw.extent.as_ref().map(|value| reader.extent(value)),
        area: raw
            .area
            .as_ref()
            .map(|area| reader.area(area))
            .transpose()?,
        homes: reader.word("homes", raw.homes.as_ref(), HomesChoice::named, || {
            HomesChoice::EVERY.map(HomesChoice::word).join(", ")
        })?,
        categories: reader.names("categories", &raw.categories)?,
        rules: reader.names("rules", raw.rules.as_slice())?.pop(),
        country: reader.word(
            "country",
            raw.country.as_ref(),
            |code| code.parse().ok(),
            || "CN, ES, …".to_owned(),
        )?,
        hours: reader.hours(&raw.hours)?,
        max_rejects: reader.share(raw.max_rejects.as_ref())?,
        policy: reader.policy(&raw)?,
        walk: reader.walk(&raw.walk)?,
        facilities: reader.lists(&raw.facilities)?,
        strata: reader.lists(&raw.strata)?,
        residences: raw
            .residences
            .as_ref()
            .map(|list| reader.list(list))
            .transpose()?,
        population: population
            .map(|told| reader.population(told, &boundaries))
            .transpose()?,
        name: name(&raw),
        boundaries,
    })
}

/// What a city is called: in each language by its own key, else by the plain one, else as in the other language.
fn name(raw: &Raw) -> Option<Words> {
    let said = [&raw.name_en, &raw.name_zh].map(|own| own.as_ref().or(raw.name.as_ref()));
    let [en, zh] = [said[0].or(said[1]), said[1].or(said[0])].map(Option::<&String>::cloned);
    Some(Words { en: en?, zh: zh? })
}

impl Reader<'_> {
    fn line<T>(&self, value: &Spanned<T>) -> u64 {
        place_in_text(self.text, value.span().start).0
    }

    /// A word that somebody has said.
    fn said(
        &self,
        key: &'static str,
        value: Option<&Text>,
    ) -> Result<Option<String>, CityFileFault> {
        let Some(value) = value else { return Ok(None) };
        if value.get_ref().trim() == LEFT_OPEN {
            let line = self.line(value);
            return Err(CityFileFault::LeftOpen { line, key });
        }
        Ok(Some(value.get_ref().clone()))
    }

    /// A word that means something.
    fn word<T>(
        &self,
        key: &'static str,
        value: Option<&Text>,
        meaning: impl Fn(&str) -> Option<T>,
        known: impl FnOnce() -> String,
    ) -> Result<Option<T>, CityFileFault> {
        let Some((value, given)) = value.zip(self.said(key, value)?) else {
            return Ok(None);
        };
        let fault = || CityFileFault::Value {
            line: self.line(value),
            key,
            given: given.clone(),
            known: known(),
        };
        meaning(&given).ok_or_else(fault).map(Some)
    }

    fn number(
        &self,
        key: &'static str,
        value: Option<&Spanned<f64>>,
        range: &std::ops::RangeInclusive<f64>,
    ) -> Result<Option<f64>, CityFileFault> {
        let Some(value) = value else { return Ok(None) };
        let number = *value.get_ref();
        if range.contains(&number) {
            return Ok(Some(number));
        }
        Err(CityFileFault::Value {
            line: self.line(value),
            key,
            given: number.to_string(),
            known: format!("{} … {}", range.start(), range.end()),
        })
    }

    /// A file beside the city file.
    fn path(&self, key: &'static str, value: &Text) -> Result<PathBuf, CityFileFault> {
        let given = self.said(key, Some(value))?.unwrap_or_default();
        let file = self.folder.join(given);
        if file.exists() {
            return Ok(file);
        }
        let line = self.line(value);
        Err(CityFileFault::NoFile { line, file })
    }

    fn source(&self, raw: &Raw) -> Result<PathBuf, CityFileFault> {
        match (&raw.extract, &raw.network) {
            (Some(_), Some(network)) => Err(CityFileFault::Both {
                line: self.line(network),
                one: "extract",
                other: "network",
            }),
            (Some(extract), None) => self.path("extract", extract),
            (None, Some(network)) => self.path("network", network),
            (None, None) => Err(CityFileFault::NoSource),
        }
    }

    /// A box as it is; a file beside the city file.
    fn extent(&self, value: &Text) -> String {
        let beside = self.folder.join(value.get_ref());
        if beside.is_file() {
            return beside.to_string_lossy().into_owned();
        }
        value.get_ref().clone()
    }

    /// A file beside the city file, whole or in part; else a name.
    fn area(&self, value: &Text) -> Result<AreaEntry, CityFileFault> {
        let given = self.said("area", Some(value))?.unwrap_or_default();
        let entry = AreaEntry::parse_in(self.folder, &given);
        match &entry {
            AreaEntry::File(given) if !given.file.is_file() => {
                let (line, file) = (self.line(value), given.file.clone());
                Err(CityFileFault::NoFile { line, file })
            }
            _ => Ok(entry),
        }
    }

    /// Built-in names as they are; files beside the city file.
    fn names(&self, key: &'static str, values: &[Text]) -> Result<Vec<String>, CityFileFault> {
        let name = |value: &Text| {
            let given = self.said(key, Some(value))?.unwrap_or_default();
            if !given.contains(['/', '\\', '.']) {
                return Ok(given);
            }
            Ok(self.path(key, value)?.to_string_lossy().into_owned())
        };
        values.iter().map(name).collect()
    }

    fn share(&self, value: Option<&Text>) -> Result<Option<f64>, CityFileFault> {
        let share = |text: &str| {
            let number: f64 = text.strip_suffix('%')?.trim().parse().ok()?;
            (0.0..=100.0).contains(&number).then_some(number / 100.0)
        };
        self.word("max_rejects", value, share, || "0% … 100%".to_owned())
    }

    fn walk(&self, walk: &RawWalk) -> Result<WalkEntry, CityFileFault> {
        let listed = |words: &[&str]| words.join(", ");
        let profiles: Vec<&str> = Profile::names().collect();
        let delay_s = self.number("crossing_delay_s", walk.crossing_delay_s.as_ref(), &DELAY_S)?;
        let snap_m = self.number("max_snap_m", walk.max_snap_m.as_ref(), &SNAP_M)?;
        Ok(WalkEntry {
            profile: self.word("profile", walk.profile.as_ref(), Profile::named, || {
                listed(&profiles)
            })?,
            speed: self.word(
                "speed",
                walk.speed.as_ref(),
                |text| text.parse::<Speed>().ok(),
                || "1.25m/s, 4.5km/h".to_owned(),
            )?,
            crossing_delay_ms: delay_s.map(s_to_ms),
            gates: self.word("gates", walk.gates.as_ref(), Gates::named, || {
                listed(&Gates::ALL.map(Gates::word))
            })?,
            legs: self.word("legs", walk.legs.as_ref(), Legs::named, || {
                listed(&Legs::ALL.map(Legs::word))
            })?,
            plazas: self.word("plazas", walk.plazas.as_ref(), Plazas::named, || {
                listed(&Plazas::ALL.map(Plazas::word))
            })?,
            max_snap_mm: snap_m.map(m_to_mm),
            trunk: walk.trunk,
            ferries: walk.ferries,
        })
    }

    /// Hours by category, each of which can be read.
    fn hours(
        &self,
        hours: &BTreeMap<String, Text>,
    ) -> Result<BTreeMap<String, String>, CityFileFault> {
        let read = |text: &str| Hours::parse(text).is_ok().then(|| text.to_owned());
        let known = || "Mo-Su 08:00-22:00; PH off, 24/7".to_owned();
        let row = |(category, text): (&String, &Text)| {
            let said = self.word("hours", Some(text), read, known)?;
            Ok((category.clone(), said.unwrap_or_default()))
        };
        hours.iter().map(row).collect()
    }

    /// What is said; a city file with lists means that these count.
    fn policy(&self, raw: &Raw) -> Result<Option<ListPolicy>, CityFileFault> {
        let said = self.word("policy", raw.policy.as_ref(), ListPolicy::of_word, || {
            ListPolicy::ALL.map(ListPolicy::word).join(", ")
        })?;
        let with_lists = !raw.facilities.is_empty();
        Ok(said.or(with_lists.then_some(ListPolicy::ListWins)))
    }

    fn columns(
        &self,
        columns: &BTreeMap<String, Text>,
    ) -> Result<BTreeMap<String, String>, CityFileFault> {
        let column = |(role, name): (&String, &Text)| {
            let name = self.said("columns", Some(name))?.unwrap_or_default();
            Ok((role.clone(), name))
        };
        columns.iter().map(column).collect()
    }

    fn lists(&self, lists: &[RawList]) -> Result<Vec<TableEntry>, CityFileFault> {
        lists.iter().map(|list| self.list(list)).collect()
    }

    fn list(&self, list: &RawList) -> Result<TableEntry, CityFileFault> {
        Ok(TableEntry {
            file: self.path("file", &list.file)?,
            coordinates: self.said("coordinates", list.coordinates.as_ref())?,
            sheet: list.sheet.clone(),
            encoding: self.said("encoding", list.encoding.as_ref())?,
            decimal_comma: list.decimal_comma.unwrap_or_default(),
            columns: self.columns(&list.columns)?,
        })
    }

    fn population(
        &self,
        told: &RawPopulation,
        boundaries: &[BoundaryEntry],
    ) -> Result<PopulationEntry, CityFileFault> {
        let file = match (&told.total, &told.file) {
            (Some(total), Some(_)) => {
                return Err(CityFileFault::Both {
                    line: self.line(total),
                    one: "file",
                    other: "total",
                });
            }
            (Some(total), None) => return Ok(PopulationEntry::Total(*total.get_ref())),
            (None, Some(file)) => file,
            (None, None) => {
                return Err(TomlFault::Missing {
                    line: 1,
                    field: "population.total".to_owned(),
                }
                .into());
            }
        };
        let level = told.level.as_ref();
        let has = |level: &str| boundaries.iter().any(|entry| entry.level == level);
        if let Some(level) = level.filter(|level| !has(level.get_ref())) {
            let known: Vec<&str> = boundaries
                .iter()
                .map(|entry| entry.level.as_str())
                .collect();
            return Err(CityFileFault::NoLevel {
                line: self.line(level),
                level: level.get_ref().clone(),
                known: (!known.is_empty()).then(|| known.join(", ")),
            });
        }
        Ok(PopulationEntry::Zones {
            table: TableEntry {
                file: self.path("file", file)?,
                coordinates: self.said("coordinates", told.coordinates.as_ref())?,
                sheet: told.sheet.clone(),
                encoding: self.said("encoding", told.encoding.as_ref())?,
                decimal_comma: false,
                columns: self.columns(&told.columns)?,
            },
            level: level.map(|level| level.get_ref().clone()),
        })
    }

    fn boundary(&self, entry: &RawBoundary) -> Result<BoundaryEntry, CityFileFault> {
        Ok(BoundaryEntry {
            level: entry.level.clone(),
            file: self.path("file", &entry.file)?,
            coordinates: self.said("coordinates", entry.coordinates.as_ref())?,
        })
    }
}
