//! What a city was made of and by, as a manifest tells it: enough to make it again from files of the same names.

use std::path::Path;

use lifecircle_core::place::{OwnFacility, OwnResidence};
use lifecircle_io::GivenFile;
use lifecircle_tables::Role;
use serde_json::{Map, Value, json};

use crate::lists::{List, ListFile};
use crate::{AreaChoice, CityOptions, LevelChoice, PopulationChoice};

/// The files that a city was asked to be made of, which options that manifests tell leave out; nothing where rows at hand went in, which no file holds.
pub(crate) fn asked_of_city(options: &CityOptions) -> Value {
    told(options).unwrap_or_default()
}

fn told(options: &CityOptions) -> Option<Value> {
    let mut asked = Map::new();
    let mut put = |name: &str, value: Value| {
        let is_said = !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
        if is_said {
            asked.insert(name.to_owned(), value);
        }
    };
    let categories = options.categories.iter();
    put(
        "categories",
        categories.map(|name| file_or_word(name)).collect(),
    );
    put("facilities", facilities(&options.facilities)?);
    put("residences", residences(options.residences.as_ref())?);
    let population = options.population.as_ref();
    put(
        "population",
        population.map_or(Value::Null, population_value),
    );
    put("area", area(options.area.as_ref())?);
    put(
        "levels",
        options.levels.as_ref().map_or(Value::Null, levels),
    );
    let strata = options.strata.iter();
    put(
        "strata",
        strata.map(|stratum| list_value(&stratum.list)).collect(),
    );
    let scenarios = options.scenarios.iter();
    put(
        "scenarios",
        scenarios.map(|file| Value::from(base_name(file))).collect(),
    );
    Some(asked.into())
}

/// A word, or the name of a file without its folder.
fn file_or_word(given: &str) -> Value {
    let file = Path::new(given);
    if file.is_file() {
        base_name(file).into()
    } else {
        given.into()
    }
}

pub(super) fn base_name(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn facilities(lists: &[List<OwnFacility>]) -> Option<Value> {
    let list = |list: &List<OwnFacility>| match list {
        List::File(file) => Some(list_value(file)),
        List::Rows(_) => None,
    };
    lists.iter().map(list).collect()
}

fn residences(list: Option<&List<OwnResidence>>) -> Option<Value> {
    Some(match list {
        None => Value::Null,
        Some(List::File(file)) => list_value(file),
        Some(List::Rows(_)) => return None,
    })
}

fn area(area: Option<&AreaChoice>) -> Option<Value> {
    Some(match area {
        None => Value::Null,
        Some(AreaChoice::Admin(name)) => json!({ "name": name }),
        Some(AreaChoice::File(given)) => given_value(given),
        Some(AreaChoice::Given(_)) => return None,
    })
}

fn levels(levels: &LevelChoice) -> Value {
    match levels {
        LevelChoice::Admin => "admin".into(),
        LevelChoice::AdminIfAny => "admin_if_any".into(),
        LevelChoice::Files(files) => {
            let file = |file: &crate::LevelFile| {
                let mut value = given_value(&file.given);
                value["level"] = file.level.as_str().into();
                value
            };
            files.iter().map(file).collect()
        }
    }
}

fn population_value(population: &PopulationChoice) -> Value {
    match population {
        PopulationChoice::Total(total) => json!({ "total": total }),
        PopulationChoice::Raster(file) => json!({ "raster": list_value(file) }),
        PopulationChoice::Zones { table, map } => json!({
            "zones": list_value(table),
            "map": map.as_ref().map(given_value),
        }),
    }
}

fn given_value(given: &GivenFile) -> Value {
    json!({
        "file": base_name(&given.file),
        "part": given.part,
        "coordinates": given.coordinates,
    })
}

fn list_value(list: &ListFile) -> Value {
    let table = &list.options.table;
    let columns = table
        .columns
        .iter()
        .map(|(role, name)| json!([Role::word(*role), name]));
    let ages = table
        .ages
        .iter()
        .map(|(band, name)| json!([band.to_string(), name]));
    json!({
        "file": base_name(&list.file),
        "coordinates": list.coordinates.map(|system| system.to_string()),
        "sheet": table.sheet,
        "encoding": table.encoding,
        "delimiter": table.delimiter.map(|byte| char::from(byte).to_string()),
        "decimal_comma": table.decimal_comma,
        "header_row": table.header_row,
        "columns": columns.collect::<Vec<_>>(),
        "ages": ages.collect::<Vec<_>>(),
        "most_rejects_pct": list.options.most_rejects_pct,
    })
}
