//! What was asked for, read from a manifest again: a plan of the city, the options of its check, and of its files.

use std::path::Path;

use lifecircle_core::hours::{Country, Moment};
use lifecircle_core::isochrone::AreaOptions;
use lifecircle_core::metric::{Gates, Profile};
use lifecircle_core::network::Plazas;
use lifecircle_core::place::{HomesChoice, Legs, ListPolicy};
use lifecircle_core::units::Speed;
use lifecircle_io::layer::{Crs, Format};
use lifecircle_io::results::Manifest;
use lifecircle_io::write::CheckLayer;
use lifecircle_texts::Lang;
use serde_json::{Value, json};

use super::Inputs;
use super::reader::{Reader, Stop, number, pairs, texts, unknown, word};
use crate::lists::{List, ListFile};
use crate::plan::{CityPlan, WalkerChoice};
use crate::{
    AreaChoice, CheckOptions, CityOptions, Error, FileOptions, HoursChoice, LayerFileOptions,
    LevelChoice, LevelFile, Links, PopulationChoice, StrataFile,
};

/// How the files of a check were written, for its manifest.
pub(crate) fn files_value(options: &FileOptions) -> Value {
    let layers = options.layers.iter().map(|layer| layer.name());
    let formats = options.files.formats.iter().map(|format| format.ending());
    let mut value = json!({
        "layers": layers.collect::<Vec<_>>(),
        "formats": formats.collect::<Vec<_>>(),
        "crs": options.files.crs.to_string(),
        "resolution_m": options.areas.resolution_m,
        "cap_mm": options.areas.cap_mm,
        "least_hole_m2": options.areas.least_hole_m2,
        "lang": options.files.lang.word(),
    });
    if options.project {
        value["project"] = true.into();
    }
    value
}

/// What was asked for.
pub(super) struct Request {
    pub(super) plan: CityPlan,
    /// The options of the check that is shown; its rules are the plan's.
    pub(super) check: CheckOptions,
    /// Whether checks through all gates were compared.
    pub(super) is_of_all_gates: bool,
    /// The profiles that were compared.
    pub(super) profiles: Vec<Profile>,
    pub(super) files: FileOptions,
}

impl Request {
    /// What the manifest of a file tells, with the inputs that are there now.
    pub(super) fn of(file: &Path, manifest: &Manifest, inputs: &Inputs) -> Result<Self, Error> {
        let request = Reader::new(manifest, inputs).and_then(|reader| reader.request());
        request.map_err(|stop| match stop {
            Stop::Fault(cause) => Error::Rerun {
                file: file.to_owned(),
                cause,
            },
            Stop::Error(error) => *error,
        })
    }
}

impl Reader<'_> {
    fn request(&self) -> Result<Request, Stop> {
        let city_file = self.files.iter().find(|file| file.role == "city_file");
        let country = word(&self.asked["country"], |code| code.parse::<Country>().ok())?;
        let gates = self.option("gates").as_str().unwrap_or_default();
        let is_of_all_gates = gates == "all";
        let gates = if is_of_all_gates {
            Gates::ALL[0]
        } else {
            Gates::named(gates).ok_or_else(|| unknown(self.option("gates")))?
        };
        let hours = HoursChoice {
            country,
            defaults: pairs(&self.asked["hours"]).collect(),
        };
        let rules = &self.asked["rules"];
        let rules = match (rules["file"].as_str(), rules["name"].as_str()) {
            (Some(file), _) => self.find(file)?.to_string_lossy().into_owned(),
            (None, Some(name)) => name.to_owned(),
            _ => return Err(unknown(rules)),
        };
        let plan = CityPlan {
            name: self.name(),
            file: city_file.map(|file| self.find(&file.name)).transpose()?,
            source: self.source()?,
            walk: self.walk()?,
            gates: Some(gates),
            rules: Some(rules),
            hours: hours.clone(),
            options: self.options()?,
        };
        let check = CheckOptions {
            gates,
            compare_streets: self.asked["compare_streets"] == true,
            at: word(self.option("at"), |text| Moment::parse(text).ok())?,
            week: self.asked["week"] == true,
            hours,
            doubt: self.option("doubt") == true,
            ..CheckOptions::default()
        };
        let profiles = texts(self.option("profiles"));
        let profiles =
            profiles.map(|name| Profile::named(name).ok_or_else(|| unknown(&name.into())));
        Ok(Request {
            plan,
            check,
            is_of_all_gates,
            profiles: profiles.collect::<Result<_, Stop>>()?,
            files: self.file_options()?,
        })
    }

    fn walk(&self) -> Result<WalkerChoice, Stop> {
        Ok(WalkerChoice {
            profile: word(self.option("profile"), Profile::named)?,
            speed: number(self.option("speed_mm_per_h"))?.and_then(Speed::from_mm_per_h),
            crossing_delay_ms: number(self.option("crossing_delay_ms"))?,
        })
    }

    fn options(&self) -> Result<CityOptions, Stop> {
        let list = |value: &Value| self.list(value);
        let lists = |name: &str| {
            let lists = self.city(name).as_array().into_iter().flatten();
            lists.map(list).collect::<Result<Vec<ListFile>, Stop>>()
        };
        let categories = texts(self.city("categories"));
        let residences = Some(self.city("residences")).filter(|list| !list.is_null());
        let links = word(self.option("links"), Links::named)?.unwrap_or_default();
        let doubt = self.option("doubt") == true;
        let policy = word(self.option("policy"), ListPolicy::of_word)?;
        Ok(CityOptions {
            walker: None,
            extent: self
                .option("extent")
                .as_str()
                .map(|own| self.file_or_word(own))
                .transpose()?,
            ferries: self.option("ferries") == true,
            no_trunk: self.option("trunk") == false,
            max_snap_mm: number(self.option("max_snap_mm"))?,
            legs: word(self.option("legs"), Legs::named)?,
            plazas: word(self.option("plazas"), Plazas::named)?,
            categories: categories
                .map(|own| self.file_or_word(own))
                .collect::<Result<_, Stop>>()?,
            homes: word(self.option("homes"), HomesChoice::named)?,
            facilities: lists("facilities")?.into_iter().map(List::File).collect(),
            policy,
            // A policy that leaves the extract out says so itself.
            replace: self.option("facilities_replaced") == true && policy.is_none(),
            population: self.population()?,
            residences: residences.map(list).transpose()?.map(List::File),
            area: self.area()?,
            levels: self.levels()?,
            scenarios: texts(self.city("scenarios"))
                .map(|own| self.find(own))
                .collect::<Result<_, Stop>>()?,
            strata: lists("strata")?
                .into_iter()
                .map(|list| StrataFile { list })
                .collect(),
            links,
            surroundings: doubt,
            premises: false,
            base_map: false,
            addresses: false,
        })
    }

    fn population(&self) -> Result<Option<PopulationChoice>, Stop> {
        let value = self.city("population");
        if value.is_null() {
            return Ok(None);
        }
        if let Some(total) = value["total"].as_u64() {
            return Ok(Some(PopulationChoice::Total(total)));
        }
        if value["raster"].is_object() {
            return Ok(Some(PopulationChoice::Raster(self.list(&value["raster"])?)));
        }
        let map = Some(&value["map"]).filter(|map| map.is_object());
        Ok(Some(PopulationChoice::Zones {
            table: self.list(&value["zones"])?,
            map: map.map(|map| self.given(map)).transpose()?,
        }))
    }

    fn area(&self) -> Result<Option<AreaChoice>, Stop> {
        let value = self.city("area");
        Ok(match (value, value["name"].as_str()) {
            (Value::Null, _) => None,
            (_, Some(name)) => Some(AreaChoice::Admin(name.to_owned())),
            (given, None) => Some(AreaChoice::File(self.given(given)?)),
        })
    }

    fn levels(&self) -> Result<Option<LevelChoice>, Stop> {
        let value = self.city("levels");
        let file = |value: &Value| {
            Ok::<_, Stop>(LevelFile {
                level: value["level"].as_str().unwrap_or_default().to_owned(),
                given: self.given(value)?,
            })
        };
        Ok(match value {
            Value::Null => None,
            Value::Array(files) => {
                let files = files.iter().map(file).collect::<Result<_, Stop>>()?;
                Some(LevelChoice::Files(files))
            }
            own if own == "admin" => Some(LevelChoice::Admin),
            own if own == "admin_if_any" => Some(LevelChoice::AdminIfAny),
            other => return Err(unknown(other)),
        })
    }

    fn file_options(&self) -> Result<FileOptions, Stop> {
        let files = &self.asked["files"];
        let layers = texts(&files["layers"]);
        let layers =
            layers.map(|name| CheckLayer::of_name(name).ok_or_else(|| unknown(&name.into())));
        let formats = texts(&files["formats"]);
        let formats =
            formats.map(|name| Format::from_word(name).ok_or_else(|| unknown(&name.into())));
        let default = AreaOptions::default();
        let real = |name: &str, default: f64| files[name].as_f64().unwrap_or(default);
        Ok(FileOptions {
            layers: layers.collect::<Result<_, Stop>>()?,
            files: LayerFileOptions {
                formats: formats.collect::<Result<_, Stop>>()?,
                crs: word(&files["crs"], |word| Crs::parse(word).ok())?.unwrap_or_else(Crs::wgs84),
                lang: word(&files["lang"], Lang::from_word)?.unwrap_or(Lang::En),
            },
            areas: AreaOptions {
                resolution_m: real("resolution_m", default.resolution_m),
                cap_mm: number(&files["cap_mm"])?.unwrap_or(default.cap_mm),
                least_hole_m2: real("least_hole_m2", default.least_hole_m2),
            },
            project: files["project"].as_bool().unwrap_or_default(),
        })
    }
}
