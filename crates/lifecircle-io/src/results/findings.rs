//! What a check found, out of the layers of its folder, in whichever format they are.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use lifecircle_core::comparison::{Findings, LevelFindings, OutletFound, RuleFindings};
use lifecircle_core::coverage::Verdict;
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::observer::Observer;
use lifecircle_core::rules::Limit;
use lifecircle_core::units::{m_to_mm, narrow, people_to_milli, s_to_ms};
use lifecircle_tables::{Row, Table};

use super::{Manifest, ResultsError, Totals, layer_table};
use crate::coordinates::Converter;
use crate::layer::Format;
use crate::read::{input_error, lon_lat};
use crate::{InputError, InputFault, Place};

/// Between the items of a list in a cell.
const BETWEEN: char = ';';
/// What the columns of areas begin with.
const AREA_OF: &str = "area_";

/// What a check found, out of its folder.
///
/// # Errors
/// [`ResultsError`] where the layers `residences` and `facilities` are not there in any format, or not as a check writes them.
///
/// # Complexity
/// Linear in homes, rules and outlets.
pub fn findings(
    folder: &Path,
    manifest: &Manifest,
    totals: &Totals,
    observer: &dyn Observer,
) -> Result<Findings, ResultsError> {
    let outlets = outlets(folder, manifest, observer)?;
    let known = outlets.iter().enumerate();
    let known: HashMap<&str, u32> = known
        .map(|(position, own)| (own.id.as_str(), narrow(position)))
        .collect();
    let mut found = homes(folder, manifest, &known, observer)?;
    for level in &mut found.levels {
        name_areas(folder, level, observer)?;
    }
    drop(known);
    Ok(Findings {
        outlets,
        is_sampled: totals.is_sampled,
        ..found
    })
}

/// A layer that is read: its file and what tells where rows are.
struct Layer {
    file: PathBuf,
    table: Option<Table>,
    at: At,
}

/// Where a row is.
enum At {
    Geometry(Converter),
    Columns([usize; 2], Converter),
}

impl Layer {
    /// The layer in the first format that is there.
    fn open(folder: &Path, layer: &'static str, manifest: &Manifest) -> Result<Self, ResultsError> {
        let files = Format::ALL.map(|format| folder.join(format!("{layer}.{}", format.ending())));
        let Some(file) = files.into_iter().find(|file| file.is_file()) else {
            let folder = folder.to_owned();
            return Err(ResultsError::NoLayer { folder, layer });
        };
        let table = layer_table(&file)?;
        let at = match &table {
            Some(table) => At::of(&file, table, manifest)?,
            None => At::Geometry(converter(&file, None)?),
        };
        Ok(Self { file, table, at })
    }

    fn column(&self, name: &str) -> Result<usize, ResultsError> {
        let names = self.table.as_ref().map_or(&[][..], |t| t.columns().names());
        position(names, name).ok_or_else(|| ResultsError::NoColumn {
            file: self.file.clone(),
            column: name.to_owned(),
        })
    }

    /// Lends every row to a reader, with its number from 1.
    fn rows(
        &mut self,
        observer: &dyn Observer,
        mut each: impl FnMut(&Cells<'_, '_>) -> Result<(), ResultsError>,
    ) -> Result<(), ResultsError> {
        let Some(table) = &mut self.table else {
            return Ok(());
        };
        let names = table.columns().names().to_vec();
        let (mut number, mut result) = (0, Ok(()));
        let mut one = |row: &Row<'_>| {
            number += 1;
            if result.is_ok() {
                result = each(&Cells {
                    row,
                    number,
                    names: &names,
                    file: &self.file,
                    at: &self.at,
                });
            }
        };
        let read = table.rows(observer, &mut one);
        read.map_err(|error| input_error(&self.file, None, error))?;
        result
    }
}

fn position(names: &[String], name: &str) -> Option<usize> {
    names.iter().position(|own| own == name)
}

/// From the coordinates of a layer to degrees.
fn converter(file: &Path, crs: Option<&str>) -> Result<Converter, ResultsError> {
    let failed = |error| InputError::new(file, Place::Whole, InputFault::from(error));
    let system = crs.unwrap_or("wgs84").parse().map_err(failed)?;
    Ok(Converter::new(system).map_err(failed)?)
}

impl At {
    fn of(file: &Path, table: &Table, manifest: &Manifest) -> Result<Self, ResultsError> {
        if table.has_geometries() {
            return Ok(Self::Geometry(converter(file, table.crs())?));
        }
        let names = table.columns().names();
        let pair = |x, y| Some([position(names, x)?, position(names, y)?]);
        if let Some(columns) = pair("lon", "lat") {
            return Ok(Self::Columns(columns, converter(file, None)?));
        }
        let columns = pair("x", "y").ok_or_else(|| ResultsError::NoColumn {
            file: file.to_owned(),
            column: "lon".to_owned(),
        })?;
        let crs = manifest
            .asked()
            .and_then(|asked| asked["files"]["crs"].as_str());
        Ok(Self::Columns(columns, converter(file, crs)?))
    }
}

/// A row of a layer.
struct Cells<'a, 'r> {
    row: &'a Row<'r>,
    number: u64,
    names: &'a [String],
    file: &'a Path,
    at: &'a At,
}

impl Cells<'_, '_> {
    fn text(&self, column: usize) -> &str {
        self.row.cell(column).unwrap_or_default()
    }

    fn wrong(&self, column: usize) -> ResultsError {
        ResultsError::Value {
            file: self.file.to_owned(),
            row: self.number,
            column: self.names.get(column).cloned().unwrap_or_default(),
            value: self.text(column).to_owned(),
        }
    }

    /// A number, where there is one.
    fn number(&self, column: usize) -> Result<Option<f64>, ResultsError> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        let number = text
            .parse::<f64>()
            .ok()
            .filter(|n| n.is_finite() && *n >= 0.0);
        number.map(Some).ok_or_else(|| self.wrong(column))
    }

    fn verdict(&self, column: usize) -> Result<Verdict, ResultsError> {
        let verdict = Verdict::ALL
            .into_iter()
            .find(|v| v.word() == self.text(column));
        verdict.ok_or_else(|| self.wrong(column))
    }

    fn place(&self) -> Result<LonLat, ResultsError> {
        let (x, y, converter) = match self.at {
            At::Geometry(converter) => {
                let point = match self.row.geometry() {
                    Some(geo_types::Geometry::Point(point)) => *point,
                    _ => return Err(self.wrong(0)),
                };
                (point.x(), point.y(), converter)
            }
            At::Columns([x, y], converter) => {
                let degrees = |column: usize| self.text(column).parse::<f64>().ok();
                let place = degrees(*x).zip(degrees(*y));
                let (x, y) = place.ok_or_else(|| self.wrong(*x))?;
                (x, y, converter)
            }
        };
        let found = converter
            .to_wgs84(x, y)
            .and_then(|at| lon_lat(at.lon, at.lat));
        found.map_err(|_| self.wrong(0))
    }
}

fn outlets(
    folder: &Path,
    manifest: &Manifest,
    observer: &dyn Observer,
) -> Result<Vec<OutletFound>, ResultsError> {
    let mut layer = Layer::open(folder, "facilities", manifest)?;
    if layer.table.is_none() {
        return Ok(Vec::new());
    }
    let [id, name, categories] = ["id", "name", "categories"].map(|name| layer.column(name));
    let (id, name, categories) = (id?, name?, categories?);
    let mut found = Vec::new();
    layer.rows(observer, |cells| {
        let text = |column| cells.text(column);
        found.push(OutletFound {
            id: text(id).to_owned(),
            name: Some(text(name).to_owned()).filter(|name| !name.is_empty()),
            at: cells.place()?,
            categories: items(text(categories)),
        });
        Ok(())
    })?;
    Ok(found)
}

/// The items of a list in a cell: a list of JSON, as FlatGeobuf has it, or texts with signs between them.
fn items(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_else(|_| {
        let items = text.split(BETWEEN).map(str::trim);
        let items = items.filter(|item| !item.is_empty());
        items.map(str::to_owned).collect()
    })
}

/// The columns of a rule.
struct OfRule {
    verdict: usize,
    walk_s: usize,
    facility: usize,
    /// Which column has the walk that decides, and whether it is in metres.
    deciding: Option<(usize, bool)>,
}

fn homes(
    folder: &Path,
    manifest: &Manifest,
    outlets: &HashMap<&str, u32>,
    observer: &dyn Observer,
) -> Result<Findings, ResultsError> {
    let mut layer = Layer::open(folder, "residences", manifest)?;
    let rules = manifest.rules();
    let mut found = Findings::default();
    let columns = layer
        .table
        .is_some()
        .then(|| columns(&layer, &rules))
        .transpose()?;
    for rule in rules {
        found.rules.push(RuleFindings {
            id: rule.id,
            categories: rule.categories,
            limit: rule.limit,
            min_count: rule.min_count,
            verdict: Vec::new(),
            walk_ms: Vec::new(),
            deciding: Vec::new(),
            nearest: Vec::new(),
        });
    }
    let Some(([id, people], of_rules)) = columns else {
        return Ok(found);
    };
    let names = layer
        .table
        .as_ref()
        .map_or(&[][..], |t| t.columns().names());
    let levels = names.iter().enumerate();
    let levels: Vec<(usize, String)> = levels
        .filter_map(|(column, name)| Some((column, name.strip_prefix(AREA_OF)?.to_owned())))
        .collect();
    let mut areas: Vec<HashMap<String, u32>> = vec![HashMap::new(); levels.len()];
    for (_, name) in &levels {
        found.levels.push(LevelFindings {
            name: name.clone(),
            ..LevelFindings::default()
        });
    }
    layer.rows(observer, |cells| {
        found.home_ids.push(cells.text(id).to_owned());
        found.home_at.push(cells.place()?);
        let lives = cells.number(people)?.unwrap_or_default();
        found.people_milli.push(people_to_milli(lives));
        for (columns, rule) in of_rules.iter().zip(&mut found.rules) {
            columns.read(cells, rule, outlets)?;
        }
        for (((column, _), level), known) in levels.iter().zip(&mut found.levels).zip(&mut areas) {
            level
                .of_home
                .push(area(cells.text(*column), &mut level.areas, known));
        }
        Ok(())
    })?;
    Ok(found)
}

/// The columns of homes: id and people, and those of each rule.
fn columns(
    layer: &Layer,
    rules: &[super::ManifestRule],
) -> Result<([usize; 2], Vec<OfRule>), ResultsError> {
    let of_rule = |rule: &super::ManifestRule| {
        let own = |name: &str| layer.column(&format!("{}_{name}", rule.id));
        let deciding = match rule.limit {
            Limit::TimeMs(_) if rule.min_count > 1 => Some((own("kth_walk_s")?, false)),
            Limit::TimeMs(_) => Some((own("walk_s")?, false)),
            Limit::LengthMm(_) if rule.min_count > 1 => None,
            Limit::LengthMm(_) => Some((own("walk_m")?, true)),
        };
        Ok::<_, ResultsError>(OfRule {
            verdict: own("verdict")?,
            walk_s: own("walk_s")?,
            facility: own("facility")?,
            deciding,
        })
    };
    let of_rules = rules
        .iter()
        .map(of_rule)
        .collect::<Result<_, ResultsError>>()?;
    Ok(([layer.column("id")?, layer.column("people")?], of_rules))
}

impl OfRule {
    fn read(
        &self,
        cells: &Cells<'_, '_>,
        rule: &mut RuleFindings,
        outlets: &HashMap<&str, u32>,
    ) -> Result<(), ResultsError> {
        rule.verdict.push(cells.verdict(self.verdict)?);
        rule.walk_ms.push(cells.number(self.walk_s)?.map(s_to_ms));
        let deciding = match self.deciding {
            Some((column, true)) => cells.number(column)?.map(m_to_mm),
            Some((column, false)) => cells.number(column)?.map(s_to_ms),
            None => None,
        };
        rule.deciding.push(deciding);
        rule.nearest
            .push(outlets.get(cells.text(self.facility)).copied());
        Ok(())
    }
}

/// The position of an area among those seen; `None` for none.
fn area(
    id: &str,
    areas: &mut Vec<(String, String)>,
    known: &mut HashMap<String, u32>,
) -> Option<u32> {
    if id.is_empty() {
        return None;
    }
    if let Some(&position) = known.get(id) {
        return Some(position);
    }
    let position = narrow(areas.len());
    areas.push((id.to_owned(), id.to_owned()));
    known.insert(id.to_owned(), position);
    Some(position)
}

/// Calls areas by their names where the layer `areas` is there, and puts them in the order of their ids.
fn name_areas(
    folder: &Path,
    level: &mut LevelFindings,
    observer: &dyn Observer,
) -> Result<(), ResultsError> {
    let files = Format::ALL.map(|format| folder.join(format!("areas.{}", format.ending())));
    if let Some(file) = files.into_iter().find(|file| file.is_file())
        && let Some(mut table) = layer_table(&file)?
    {
        let names = table.columns().names();
        let columns = ["level", "id", "name"].map(|name| position(names, name));
        if let [Some(of_level), Some(id), Some(name)] = columns {
            let mut each = |row: &Row<'_>| {
                let text = |column| row.cell(column).unwrap_or_default();
                let own = level.areas.iter_mut().find(|own| own.0 == text(id));
                if let Some(own) = own.filter(|_| text(of_level) == level.name) {
                    text(name).clone_into(&mut own.1);
                }
            };
            let read = table.rows(observer, &mut each);
            read.map_err(|error| input_error(&file, None, error))?;
        }
    }
    let mut order: Vec<usize> = (0..level.areas.len()).collect();
    order.sort_by(|&a, &b| level.areas[a].cmp(&level.areas[b]));
    let mut rank = vec![0; order.len()];
    for (now, &was) in order.iter().enumerate() {
        rank[was] = narrow(now);
    }
    level.areas = order.iter().map(|&was| level.areas[was].clone()).collect();
    for of_home in level.of_home.iter_mut().flatten() {
        *of_home = rank[*of_home as usize];
    }
    Ok(())
}
