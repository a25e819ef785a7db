//! A census as files: `census.json`, tables for programs and for people, layers.

use std::path::Path;

use lifecircle_core::census::{Brand, CLASSES, CensusRow, OutletCounts, per_10_000};
use lifecircle_core::observer::Stage;
use lifecircle_core::units::{milli_to_people, ms_to_minutes, u64_to_f64};
use lifecircle_io::layer::{Crs, Format};
use lifecircle_io::write::{CensusContents, CensusLayer, Folder, WriteError};
use lifecircle_texts::Lang;
use serde_json::{Map, Value, json};

use crate::layer_files::write_whole;
use crate::{Census, Error};

/// What a census is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CensusFormat {
    /// `census.csv`: a row per area and category.
    Csv,
    /// `census.xlsx`: a sheet per question.
    Xlsx,
    /// Layers of areas and homes.
    Layers(Format),
}

impl CensusFormat {
    /// The format that a word names: `csv`, `xlsx`, or a format of layers.
    pub fn from_word(word: &str) -> Option<Self> {
        if word.eq_ignore_ascii_case("xlsx") {
            return Some(Self::Xlsx);
        }
        Some(match Format::from_word(word)? {
            Format::Csv => Self::Csv,
            format => Self::Layers(format),
        })
    }
}

/// What is written of a census, and how.
#[derive(Clone, Debug)]
pub struct CensusFileOptions {
    /// Each once.
    pub formats: Vec<CensusFormat>,
    /// Coordinates of all layers but those of GeoJSON.
    pub crs: Crs,
    /// The language of the workbook.
    pub lang: Lang,
}

impl Default for CensusFileOptions {
    /// Both tables, and layers as GeoJSON.
    fn default() -> Self {
        let layers = CensusFormat::Layers(Format::GeoJson);
        Self {
            formats: vec![CensusFormat::Csv, CensusFormat::Xlsx, layers],
            crs: Crs::wgs84(),
            lang: Lang::En,
        }
    }
}

impl Census {
    /// Writes `census.json`, tables and layers into a folder: all of them, or none. Tells their names.
    ///
    /// # Errors
    /// [`Error`] where something cannot be written; nothing in the folder was changed then.
    ///
    /// # Complexity
    /// Linear in areas and homes, times categories.
    pub fn write(&self, folder: &Path, options: &CensusFileOptions) -> Result<Vec<String>, Error> {
        write_whole(folder, |staged| self.add_to(staged, options))
    }

    /// The same into a folder that is not committed yet.
    ///
    /// # Errors
    /// As with [`Census::write`].
    pub fn add_to(
        &self,
        folder: &mut Folder,
        options: &CensusFileOptions,
    ) -> Result<Vec<String>, Error> {
        let city = self.city();
        let contents = CensusContents {
            census: self.counts(),
            table: city.categories(),
            residences: city.residences(),
            division: city.division(),
            lang: options.lang,
            attribution: city.provenance().attribution(),
        };
        let observer = &*city.observer;
        observer.stage(Stage::Write, 0);
        let mut names = vec!["census.json".to_owned()];
        folder.add("census.json", self.json().as_bytes())?;
        for &format in &options.formats {
            let mut add = |name: &str, bytes: std::io::Result<Vec<u8>>| {
                let failed = |source| WriteError::File {
                    file: name.into(),
                    source,
                };
                folder.add(name, &bytes.map_err(failed)?)?;
                names.push(name.to_owned());
                Ok::<(), Error>(())
            };
            match format {
                CensusFormat::Csv => {
                    let mut out = Vec::new();
                    let written = contents.csv(&mut out);
                    add("census.csv", written.map(|()| out))?;
                }
                CensusFormat::Xlsx => add("census.xlsx", contents.workbook())?,
                CensusFormat::Layers(format) => {
                    for layer in CensusLayer::ALL {
                        if layer == CensusLayer::Areas && city.division().is_none() {
                            continue;
                        }
                        let name = format!("{}.{}", layer.name(), format.ending());
                        let out = folder.create(&name)?;
                        contents.layer(layer, format, &options.crs, out, observer)?;
                        names.push(name);
                    }
                }
            }
        }
        Ok(names)
    }

    /// `census.json`: everything that is counted, and by which options.
    pub fn json(&self) -> String {
        let (city, counts, walking) = (self.city(), self.counts(), self.walking());
        let origin = &city.provenance().origin;
        let warnings = self.warnings();
        let table = city.categories();
        let levels = city.division().map_or(&[][..], |d| d.levels.rows());
        let level = |(level, rows): (&lifecircle_core::area::Level, &Vec<CensusRow>)| {
            let area = |(area, row): (&lifecircle_core::area::LevelArea, &CensusRow)| {
                let mut value = self.row(row);
                value.insert("id".to_owned(), area.id.as_str().into());
                value.insert("name".to_owned(), area.name.as_str().into());
                Value::from(value)
            };
            let areas: Vec<Value> = level.areas.iter().zip(rows).map(area).collect();
            let outside = rows.last().map(|row| Value::from(self.row(row)));
            let mut told: Vec<Value> = areas.into_iter().chain(outside).collect();
            if !level.has_facilities() {
                told.iter_mut().for_each(without_outlets);
            }
            let outside = told.pop();
            json!({ "level": level.name, "areas": told, "outside": outside })
        };
        let levels = levels.iter().zip(&counts.levels).rev().map(level);
        let value = json!({
            "extract": { "name": origin.name, "sha256": origin.digest.to_string() },
            "profile": walking.profile.name,
            "speed_mm_per_h": walking.speed.mm_per_h(),
            "gates": walking.gates.word(),
            "limits_min": counts.limits_ms.iter().map(|&ms| ms_to_minutes(ms)).collect::<Vec<_>>(),
            "city": self.row(&counts.city),
            "levels": levels.collect::<Vec<Value>>(),
            "warnings": warnings.iter().map(|w| w.value(table)).collect::<Vec<_>>(),
            "attribution": city.provenance().attribution(),
        });
        format!("{value:#}\n")
    }

    fn row(&self, row: &CensusRow) -> Map<String, Value> {
        let table = self.city().categories();
        let limits = self.counts().limits_ms.len();
        let minutes = |limit: usize| ms_to_minutes(self.counts().limits_ms[limit]).to_string();
        let mut value = Map::new();
        let mut tell = |key: &str, what: Value| value.insert(key.to_owned(), what);
        tell("homes", row.homes.into());
        tell("people", milli_to_people(row.people_milli).into());
        tell("outlets", outlets(row.outlets));
        tell("services", row.services().into());
        let per = per_10_000(row.outlets.total(), row.people_milli);
        tell("outlets_per_10000_people", per.map(rounded).into());
        tell("outlets_by_services", row.by_services.clone().into());
        for (class, own) in CLASSES.iter().zip(&row.classes) {
            let reach = |limit: usize| {
                let people = own.people_milli[limit].iter();
                let value = json!({
                    "people_by_formats": people.map(|&m| milli_to_people(m)).collect::<Vec<_>>(),
                    "mean": own.mean(limit).map(rounded),
                });
                (minutes(limit), value)
            };
            let what = json!({
                "formats": table.ids(own.formats),
                "present": table.ids(own.present),
                "within_min": (0..limits).map(reach).collect::<Map<_, _>>(),
            });
            tell(class.word(), what);
        }
        let categories = table.categories().iter().zip(&row.categories);
        let categories = categories.map(|(category, own)| {
            let within = |limit: usize| {
                let people = own.people_milli[limit];
                let value = json!({
                    "people_within": milli_to_people(people.covered),
                    "people_beyond": milli_to_people(people.not_covered),
                    "people_unknown": milli_to_people(people.unknown),
                    "presence": own.presence(limit).word(),
                });
                (minutes(limit), value)
            };
            let what = json!({
                "outlets": outlets(own.outlets),
                "within_min": (0..limits).map(within).collect::<Map<_, _>>(),
            });
            (category.id.clone(), what)
        });
        tell("categories", categories.collect::<Map<_, _>>().into());
        let lacking = row.gaps(limits - 1).into_iter().map(|gap| {
            json!({
                "category": table.categories()[gap.category].id,
                "class": gap.class.word(),
                "outlets": gap.outlets,
                "people": milli_to_people(gap.people_milli),
                "homes": gap.homes,
            })
        });
        tell("lacking", lacking.collect());
        value
    }
}

/// The sums of a stratum of homes, which no outlet belongs to.
fn without_outlets(row: &mut Value) {
    let Some(row) = row.as_object_mut() else {
        return;
    };
    for key in [
        "outlets",
        "services",
        "outlets_per_10000_people",
        "outlets_by_services",
    ] {
        row.remove(key);
    }
    let categories = row.get_mut("categories").and_then(Value::as_object_mut);
    let categories = categories.into_iter().flat_map(Map::values_mut);
    for told in categories.filter_map(Value::as_object_mut) {
        told.remove("outlets");
    }
}

/// Outlets by who serves there and by brand.
fn outlets(own: OutletCounts) -> Value {
    let share = (own.known_brand() > 0)
        .then(|| rounded(u64_to_f64(own.chain) * 100.0 / u64_to_f64(own.known_brand())));
    json!({
        "all": own.total(),
        "staffed": own.staffed,
        "unstaffed": own.unstaffed,
        "lockers": own.lockers,
        "brands": {
            Brand::Chain.word(): own.chain,
            Brand::Single.word(): own.single,
            Brand::Unknown.word(): own.unknown_brand,
            "chain_percent_of_known": share,
        },
    })
}

/// Two decimals.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
