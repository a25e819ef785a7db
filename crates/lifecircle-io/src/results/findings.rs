//! What a check found, out of the layers of its folder, in whichever format they are.

use std::collections::HashMap;
use std::path::Path;

use lifecircle_core::comparison::{Findings, LevelFindings, OutletFound, RuleFindings};
use lifecircle_core::observer::Observer;
use lifecircle_core::rules::Limit;
use lifecircle_core::units::{m_to_mm, narrow, people_to_milli, s_to_ms};
use lifecircle_tables::Row;

use super::layer::{Cells, Layer, position};
use super::{Manifest, ResultsError, Totals, layer_table};
use crate::layer::Format;
use crate::read::input_error;

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

/// The items of a list in a cell: a list of JSON, as `FlatGeobuf` has it, or texts with signs between them.
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
