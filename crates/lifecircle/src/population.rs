//! How many people there are, as somebody counted them, and who of them lives in which home.

use std::path::Path;

use lifecircle_core::evidence::Ground;
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::observer::Observer;
use lifecircle_core::place::{
    PEOPLE_PER_HOUSEHOLD, Population, PopulationReport, Residences, UnjoinedName, Zones, allocate,
};
use lifecircle_core::units::{milli_to_people, people_to_milli};
use lifecircle_io::cache::FileNote;
use lifecircle_io::city_file::{BoundaryEntry, PopulationEntry};
use lifecircle_io::coordinates::Converter;
use lifecircle_io::read::{self, NamedPolygons};
use lifecircle_io::{GivenFile, InputError, InputFault, Place};
use serde_json::{Value, json};

use crate::coordinates::{Located, Rows, places_of_outlines};
use crate::lists::{ImportReport, ListFile, place, system};
use crate::options::note;
use crate::study::Study;
use crate::{Error, lists};

/// People as somebody counted them.
#[derive(Clone, Debug, PartialEq)]
pub enum PopulationChoice {
    /// So many in all homes that are counted.
    Total(u64),
    /// By the cells of a raster (`GeoTIFF`).
    Raster(ListFile),
    /// By zone: a table, and a map with the zones' outlines where the table has none.
    Zones {
        /// Names, people or households, age groups.
        table: ListFile,
        /// The outlines, by name.
        map: Option<GivenFile>,
    },
}

impl PopulationChoice {
    /// What a word means: a number, or a file.
    ///
    /// # Errors
    /// As with [`ListFile::parse`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        if let Ok(total) = text.replace([',', '_'], "").parse() {
            return Ok(Self::Total(total));
        }
        Ok(Self::of_file(ListFile::parse(text)?, None))
    }

    fn of_file(table: ListFile, map: Option<GivenFile>) -> Self {
        if is_raster(&table.file) {
            Self::Raster(table)
        } else {
            Self::Zones { table, map }
        }
    }

    /// What a city file says.
    pub(crate) fn of(entry: &PopulationEntry, boundaries: &[BoundaryEntry]) -> Result<Self, Error> {
        let (table, level) = match entry {
            PopulationEntry::Total(total) => return Ok(Self::Total(*total)),
            PopulationEntry::Zones { table, level } => (table, level),
        };
        let of_level = |entry: &&BoundaryEntry| Some(&entry.level) == level.as_ref();
        let map = boundaries.iter().find(of_level).map(|entry| GivenFile {
            file: entry.file.clone(),
            part: None,
            coordinates: entry.coordinates.clone(),
        });
        Ok(Self::of_file(ListFile::of(table, None)?, map))
    }
}

fn is_raster(file: &Path) -> bool {
    let ending = file.extension().map(|e| e.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| ending == "tif" || ending == "tiff")
}

/// What became of those who were counted.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Sums, and zones without homes.
    pub report: PopulationReport,
    /// Rows of the table without outline.
    pub without_outline: Vec<UnjoinedName>,
    /// Outlines of the map without row.
    pub without_row: Vec<UnjoinedName>,
    /// Zones whose row tells neither people nor households.
    pub untold: Vec<String>,
}

/// People as counted, before they are shared out, and what was read of them.
struct Counting {
    population: Population,
    counted: Counted,
    import: Option<ImportReport>,
    inputs: Vec<(&'static str, FileNote)>,
}

/// Reads who was counted where.
fn counting<'g>(
    choice: &PopulationChoice,
    homes: &Residences,
    ground: &impl Fn() -> Result<&'g Ground<'g>, Error>,
    observer: &dyn Observer,
) -> Result<Counting, Error> {
    let mut counting = Counting {
        population: Population::Total(0),
        counted: Counted {
            report: PopulationReport::default(),
            without_outline: Vec::new(),
            without_row: Vec::new(),
            untold: Vec::new(),
        },
        import: None,
        inputs: Vec::new(),
    };
    match choice {
        &PopulationChoice::Total(total) => {
            counting.population = Population::Total(total.saturating_mul(people_to_milli(1.0)));
        }
        PopulationChoice::Raster(given) => {
            let places = (0..homes.count()).map(|home| homes.ways_in_of(home)[0].at);
            let places: Vec<LonLat> = places.collect();
            let cells = read::raster(&given.file, given.coordinates, &places)?;
            counting.population = Population::Cells(cells);
            counting.inputs.push(("population", note(&given.file)?));
        }
        PopulationChoice::Zones { table, map } => {
            let raw = read::zones(&table.file, &table.options, observer)?;
            let (import, located) = place(table, raw, Rows::Outlines, ground, observer)?;
            let import = import.checked()?;
            let parts = match map {
                None => Vec::new(),
                Some(given) => {
                    counting.inputs.push(("boundaries", note(&given.file)?));
                    outlines(given, ground, observer)?
                }
            };
            let found = read::counted_zones(&import.rows, &parts, PEOPLE_PER_HOUSEHOLD);
            let zones = Zones::new(found.zones).map_err(|error| {
                let file = map.as_ref().map_or(&table.file, |given| &given.file);
                Error::Input(InputError::new(file, Place::Whole, InputFault::from(error)))
            })?;
            counting.population = Population::Zones(zones);
            counting.counted.without_outline = found.without_outline;
            counting.counted.without_row = found.without_row;
            counting.counted.untold = found.untold;
            let note = note(&table.file)?;
            counting.inputs.push(("population", note.clone()));
            counting.import = Some(lists::report("zones", note, &located, import));
        }
    }
    Ok(counting)
}

/// The outlines of a map, moved to WGS-84 from its system: declared, or told by names.
pub(crate) fn outlines<'g>(
    given: &GivenFile,
    ground: &impl Fn() -> Result<&'g Ground<'g>, Error>,
    observer: &dyn Observer,
) -> Result<Vec<NamedPolygons>, Error> {
    let map = read::polygons(&given.file)?;
    let declared = given.coordinates.as_deref().or(map.crs.as_deref());
    let declared = system(&given.file, declared)?;
    let places = places_of_outlines(&map.parts);
    let name = given.file.display().to_string();
    let located = Located::of(&name, declared, (Rows::Outlines, &places), ground, observer)?;
    let converter = Converter::new(located.system)?;
    Ok(map.to_wgs84(&given.file, &|x, y| converter.to_wgs84(x, y))?)
}

impl PopulationChoice {
    /// Whether people were counted place by place, in and around a study area.
    pub(crate) fn is_by_place(&self) -> bool {
        !matches!(self, Self::Total(_))
    }
}

/// What was read of people who were counted, and what became of them.
pub(crate) struct Shared {
    pub(crate) counted: Counted,
    pub(crate) import: Option<ImportReport>,
    pub(crate) inputs: Vec<(&'static str, FileNote)>,
}

/// The homes of the study area with those who were counted: those counted place by place are shared among all homes, a
/// total among the homes of the area.
pub(crate) fn take<'g>(
    choice: Option<&PopulationChoice>,
    mut homes: Residences,
    study: &mut Study,
    ground: &impl Fn() -> Result<&'g Ground<'g>, Error>,
    observer: &dyn Observer,
) -> Result<(Residences, Option<Shared>), Error> {
    let Some(choice) = choice else {
        return Ok((study.take(homes)?, None));
    };
    if !choice.is_by_place() {
        homes = study.take(homes)?;
    }
    let mut counting = counting(choice, &homes, ground, observer)?;
    let (import, inputs) = (counting.import.take(), std::mem::take(&mut counting.inputs));
    let counted = counting.share_out(&mut homes)?;
    if choice.is_by_place() {
        homes = study.take(homes)?;
    }
    let shared = Shared {
        counted,
        import,
        inputs,
    };
    Ok((homes, Some(shared)))
}

impl Counting {
    /// Shares those who were counted among the homes.
    fn share_out(self, homes: &mut Residences) -> Result<Counted, Error> {
        let shares = allocate(homes, &self.population).map_err(Error::Population)?;
        homes.people_milli = shares.people_milli;
        homes.ages = shares.ages;
        Ok(Counted {
            report: shares.report,
            ..self.counted
        })
    }
}

impl Counted {
    /// What `summary.json` says of it.
    pub(crate) fn value(&self) -> Value {
        let report = &self.report;
        let people = milli_to_people;
        let lone = |names: &[UnjoinedName]| names.iter().map(|n| n.name.clone()).collect();
        let (rows, outlines): (Vec<String>, Vec<String>) =
            (lone(&self.without_outline), lone(&self.without_row));
        let empty: Vec<Value> = report
            .zones_without_homes()
            .map(|zone| json!({ "zone": zone.name, "people": people(zone.given_milli) }))
            .collect();
        json!({
            "counted": people(report.given_milli),
            "placed": people(report.placed_milli),
            "not_placed": people(report.unplaced_milli),
            "estimated_there": people(report.estimated_milli),
            "factor": report.factor(),
            "homes_outside": report.outside_homes,
            "people_outside": people(report.outside_milli),
            "zones_without_homes": empty,
            "rows_without_outline": rows,
            "outlines_without_row": outlines,
            "zones_without_count": self.untold,
        })
    }
}
