//! A city file out of what lies in a folder: what is recognised, and what only a person can say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lifecircle_core::evidence::{Evidence, Ground};
use lifecircle_core::observer::Observer;
use lifecircle_core::place::{HomesChoice, ListPolicy, join_names};
use lifecircle_io::cache::is_cache;
use lifecircle_io::city_file::{
    BoundaryEntry, CityFile, LEFT_OPEN, PopulationEntry, TableEntry, WalkEntry,
};
use lifecircle_io::coordinates::CoordinateSystem;
use lifecircle_io::read::{self, Entry, ListOptions, PolygonFile, RawList};
use lifecircle_io::report::Words;
use lifecircle_tables::{Role, Table, is_of_planned_sites};

use crate::coordinates::{Located, RawPlace, Rows, places_of_outlines, places_of_rows};
use crate::lists::{declared_by, system};
use crate::{City, CityOptions, Error, Source};

/// Folders inside folders are looked into so deep.
const DEEPEST: usize = 4;
/// What a city is asked for where lists have more than the four basic formats.
const MORE_FORMATS: &str = "seed";

/// What a file is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// An extract of OpenStreetMap.
    Extract,
    /// A network made of one.
    Network,
    /// A list of facilities.
    Facilities,
    /// A list of homes.
    Residences,
    /// How many people live in zones.
    Population,
    /// Boundaries.
    Boundaries,
    /// A list of planned sites: nothing that is there.
    Planned,
    /// Nothing that is known.
    Unknown,
}

/// A file that was looked at.
#[derive(Debug)]
pub struct Sighting {
    /// The file.
    pub file: PathBuf,
    /// What it is taken for.
    pub role: FileRole,
    /// Kind, encoding and sheet of a table.
    pub kind: Vec<String>,
    /// The columns that are understood.
    pub columns: Vec<(Role, String)>,
    /// Its coordinate system.
    pub coordinates: Guess,
    /// Why it is nothing that is known.
    pub why_unknown: Option<lifecircle_io::InputError>,
}

/// What is known of a file's coordinate system.
#[derive(Clone, Debug, PartialEq)]
pub enum Guess {
    /// It has none.
    None,
    /// The file says so, or lies where maps are not shifted.
    Known(CoordinateSystem),
    /// The words of the table say so.
    Said(CoordinateSystem, String),
    /// Streets and names tell.
    Told(CoordinateSystem, Box<Evidence>),
    /// Only a person can say; what streets and names say, if they were asked.
    Open(Option<Box<Evidence>>),
}

/// A city file as far as looking tells.
#[derive(Debug)]
pub struct Draft {
    /// The city file, open values among its words.
    pub city: CityFile,
    /// What was looked at, in order.
    pub sightings: Vec<Sighting>,
}

impl Draft {
    /// Looks at files and folders, for a city file in `folder`.
    ///
    /// # Errors
    /// [`Error::NoExtract`], [`Error::SeveralExtracts`], or why the extract cannot be opened.
    ///
    /// # Complexity
    /// That of opening the extract and reading each table.
    pub fn of(
        paths: &[PathBuf],
        folder: &Path,
        observer: &Arc<dyn Observer + Send>,
    ) -> Result<Self, Error> {
        let mut files = BTreeSet::new();
        for path in paths {
            collect(path, 0, &mut files)?;
        }
        let mut sightings: Vec<Sighting> = files.into_iter().map(|file| sight(&file)).collect();
        let source = source(&sightings, folder)?;
        let mut options = CityOptions::default();
        if sightings
            .iter()
            .any(|s| s.role == FileRole::Facilities && has_more(&s.file, &**observer))
        {
            options.categories.push(MORE_FORMATS.to_owned());
        }
        let city =
            City::open_observed(Source::File(source.clone()), &options, Arc::clone(observer))?;
        let ground = city.ground()?;
        for sighting in &mut sightings {
            sighting.coordinates = guess(sighting, &city, &ground, &**observer)?;
        }
        let extract = Source::File(source.clone());
        for sighting in sightings
            .iter_mut()
            .filter(|s| s.role == FileRole::Boundaries)
        {
            if matches!(sighting.coordinates, Guess::Open(_)) {
                let parts = read::polygons(&sighting.file)?.parts;
                let evidence = extract.weigh_borders(&parts, &**observer)?;
                if let Some(datum) = evidence.verdict.datum() {
                    sighting.coordinates = Guess::Told(datum.into(), Box::new(evidence));
                }
            }
        }
        let city = drafted(
            &sightings,
            &source,
            folder,
            &options.categories,
            &**observer,
        )?;
        Ok(Self { city, sightings })
    }

    /// The files whose coordinate system is left open, in the order of the city file.
    pub fn open(&self) -> Vec<PathBuf> {
        let open = |sighting: &&Sighting| matches!(sighting.coordinates, Guess::Open(_));
        let used =
            |sighting: &&Sighting| !matches!(sighting.role, FileRole::Planned | FileRole::Unknown);
        let found = self.sightings.iter().filter(used).filter(open);
        found.map(|sighting| sighting.file.clone()).collect()
    }

    /// Says which coordinate system a file is in.
    pub fn answer(&mut self, file: &Path, system: CoordinateSystem) {
        let word = Some(system.to_string());
        for sighting in self.sightings.iter_mut().filter(|s| s.file == file) {
            sighting.coordinates = Guess::Known(system);
        }
        let city = &mut self.city;
        let lists = city.facilities.iter_mut().chain(&mut city.residences);
        for list in lists.filter(|list| list.file == file) {
            list.coordinates.clone_from(&word);
        }
        if let Some(PopulationEntry::Zones { table, .. }) = &mut city.population
            && table.file == file
        {
            table.coordinates.clone_from(&word);
        }
        for entry in city
            .boundaries
            .iter_mut()
            .filter(|entry| entry.file == file)
        {
            entry.coordinates.clone_from(&word);
        }
    }
}

/// The files of a folder, and of those in it; hidden ones, results and city files are left alone.
fn collect(path: &Path, depth: usize, files: &mut BTreeSet<PathBuf>) -> Result<(), Error> {
    let fail = |cause| Error::Open {
        file: path.to_owned(),
        cause,
    };
    if !std::fs::metadata(path).map_err(fail)?.is_dir() {
        files.insert(path.to_owned());
        return Ok(());
    }
    if depth > DEEPEST || path.join("manifest.json").exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(path).map_err(fail)? {
        let entry = entry.map_err(fail)?.path();
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        let is_text = [".toml", ".md", ".txt", ".qml", ".rs"]
            .iter()
            .any(|e| name.ends_with(e));
        if !name.starts_with('.') && !is_text {
            collect(&entry, depth + 1, files)?;
        }
    }
    Ok(())
}

/// What a file is, by its bytes and columns.
fn sight(file: &Path) -> Sighting {
    let plain = |role| Sighting {
        file: file.to_owned(),
        role,
        kind: Vec::new(),
        columns: Vec::new(),
        coordinates: Guess::None,
        why_unknown: None,
    };
    let ending = file
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    match ending.as_str() {
        _ if is_cache(file) => return plain(FileRole::Network),
        "pbf" => return plain(FileRole::Extract),
        "tif" | "tiff" => return plain(FileRole::Population),
        _ => {}
    }
    match read::open_table(file, &ListOptions::default().table) {
        Ok(table) => sight_table(file, &table),
        Err(error) => Sighting {
            why_unknown: Some(error),
            ..plain(FileRole::Unknown)
        },
    }
}

fn sight_table(file: &Path, table: &Table) -> Sighting {
    let columns: Vec<(Role, String)> = table
        .columns()
        .understood()
        .map(|(role, name)| (role, name.to_owned()))
        .collect();
    let has = |roles: &[Role]| columns.iter().any(|(role, _)| roles.contains(role));
    let is_somewhere =
        table.has_geometries() || has(&[Role::Lon, Role::Coordinates, Role::Geometry]);
    let counts_people = has(&[Role::People, Role::Households]);
    let name = file
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let is_outlined =
        table.has_geometries() && read::polygons(file).is_ok_and(|all| !all.parts.is_empty());
    let role = if is_of_planned_sites(&name, table.columns().names(), table.notes()) {
        FileRole::Planned
    } else if is_outlined && !counts_people {
        FileRole::Boundaries
    } else if is_somewhere && has(&[Role::Category, Role::TypeCode]) {
        FileRole::Facilities
    } else if is_outlined || (counts_people && !is_somewhere) {
        FileRole::Population
    } else if is_somewhere && counts_people {
        FileRole::Residences
    } else {
        FileRole::Unknown
    };
    let kind = [
        Some(table.kind().to_string()),
        table.encoding().map(str::to_owned),
        table.sheet().map(str::to_owned),
    ];
    Sighting {
        file: file.to_owned(),
        role,
        kind: kind.into_iter().flatten().collect(),
        columns,
        coordinates: Guess::None,
        why_unknown: None,
    }
}

/// The one extract, else the one network.
fn source(sightings: &[Sighting], folder: &Path) -> Result<PathBuf, Error> {
    for role in [FileRole::Extract, FileRole::Network] {
        let found: Vec<&Path> = sightings
            .iter()
            .filter(|sighting| sighting.role == role)
            .map(|sighting| sighting.file.as_path())
            .collect();
        match found.as_slice() {
            [] => {}
            [one] => return Ok((*one).to_owned()),
            several => {
                let files: Vec<String> = several.iter().map(|f| f.display().to_string()).collect();
                return Err(Error::SeveralExtracts(files));
            }
        }
    }
    Err(Error::NoExtract(folder.to_owned()))
}

/// Whether a list has formats beyond the basic ones.
fn has_more(file: &Path, observer: &dyn Observer) -> bool {
    let table = lifecircle_core::place::CategoryTable::built_in();
    let list = read::facilities(file, &ListOptions::default(), &table, true, observer);
    list.is_ok_and(|list| !list.others.is_empty())
}

/// The coordinate system of a file, by what it says itself, else by streets and names.
fn guess(
    sighting: &Sighting,
    city: &City,
    ground: &Ground,
    observer: &dyn Observer,
) -> Result<Guess, Error> {
    let (file, options) = (&sighting.file, ListOptions::default());
    match sighting.role {
        FileRole::Facilities => {
            let table = city.categories();
            weigh(
                file,
                &read::facilities(file, &options, table, true, observer)?,
                ground,
                observer,
            )
        }
        // What is planned may be of any format, and need not say where it is.
        FileRole::Planned => {
            match read::facilities(file, &options, city.categories(), true, observer) {
                Ok(list) => weigh(file, &list, ground, observer),
                Err(_) => Ok(Guess::None),
            }
        }
        FileRole::Residences => weigh(
            file,
            &read::residences(file, &options, observer)?,
            ground,
            observer,
        ),
        FileRole::Population if sighting.kind.is_empty() => Ok(Guess::None),
        FileRole::Population => {
            let list = read::zones(file, &options, observer)?;
            if list.positions().next().is_none() {
                return Ok(Guess::None);
            }
            weigh(file, &list, ground, observer)
        }
        FileRole::Boundaries => {
            let PolygonFile { parts, crs } = read::polygons(file)?;
            let declared = system(file, crs.as_deref())?;
            let places = places_of_outlines(&parts);
            told(file, declared, (Rows::Outlines, &places), ground, observer)
        }
        _ => Ok(Guess::None),
    }
}

fn weigh<E: Entry>(
    file: &Path,
    list: &RawList<E>,
    ground: &Ground,
    observer: &dyn Observer,
) -> Result<Guess, Error> {
    let places = places_of_rows(list);
    let declared = declared_by(file, &list.understood)?;
    let guess = told(file, declared, (Rows::Places, &places), ground, observer)?;
    let said = list.understood.said.as_ref();
    let said = said.filter(|_| list.understood.crs.is_none());
    Ok(match (guess, said) {
        (Guess::Known(system), Some((said, words))) if system == *said => {
            Guess::Said(system, words.clone())
        }
        (guess, _) => guess,
    })
}

fn told(
    file: &Path,
    declared: Option<CoordinateSystem>,
    rows: (Rows, &[RawPlace]),
    ground: &Ground,
    observer: &dyn Observer,
) -> Result<Guess, Error> {
    let name = file.display().to_string();
    match Located::of(&name, declared, rows, || Ok(ground), observer) {
        Ok(Located {
            system,
            is_declared: false,
            evidence: Some(evidence),
        }) => Ok(Guess::Told(system, Box::new(evidence))),
        Ok(located) => Ok(Guess::Known(located.system)),
        Err(Error::Undeclared { evidence, .. }) => Ok(Guess::Open(Some(evidence))),
        Err(error) => Err(error),
    }
}

/// The city file of what was seen.
fn drafted(
    sightings: &[Sighting],
    source: &Path,
    folder: &Path,
    categories: &[String],
    observer: &dyn Observer,
) -> Result<CityFile, Error> {
    let of_role = |role| sightings.iter().filter(move |s| s.role == role);
    let boundaries: Vec<BoundaryEntry> = of_role(FileRole::Boundaries).map(boundary).collect();
    let facilities: Vec<TableEntry> = of_role(FileRole::Facilities).map(entry).collect();
    let population = of_role(FileRole::Population).next();
    let population = population.map(|zones| {
        Ok::<_, Error>(PopulationEntry::Zones {
            table: entry(zones),
            level: level(zones, &boundaries, observer)?,
        })
    });
    let name = folder.canonicalize().ok();
    let name = name.as_deref().and_then(Path::file_name);
    Ok(CityFile {
        file: folder.join("city.toml"),
        name: name.map(|name| Words::name(&name.to_string_lossy())),
        source: source.to_owned(),
        extent: None,
        area: None,
        homes: Some(HomesChoice::Auto),
        categories: categories.to_vec(),
        rules: None,
        country: None,
        hours: BTreeMap::new(),
        max_rejects: None,
        policy: (!facilities.is_empty()).then_some(ListPolicy::ListWins),
        walk: WalkEntry::default(),
        facilities,
        residences: of_role(FileRole::Residences).next().map(entry),
        population: population.transpose()?,
        boundaries,
        strata: Vec::new(),
    })
}

fn word(guess: &Guess) -> Option<String> {
    match guess {
        Guess::None => None,
        Guess::Known(system) | Guess::Said(system, _) | Guess::Told(system, _) => {
            Some(system.to_string())
        }
        Guess::Open(_) => Some(LEFT_OPEN.to_owned()),
    }
}

fn entry(sighting: &Sighting) -> TableEntry {
    TableEntry {
        file: sighting.file.clone(),
        coordinates: word(&sighting.coordinates),
        ..TableEntry::default()
    }
}

fn boundary(sighting: &Sighting) -> BoundaryEntry {
    let stem = sighting.file.file_stem().unwrap_or_default();
    BoundaryEntry {
        level: stem.to_string_lossy().into_owned(),
        file: sighting.file.clone(),
        coordinates: word(&sighting.coordinates),
    }
}

/// The level whose outlines have most of the zones' names.
fn level(
    zones: &Sighting,
    boundaries: &[BoundaryEntry],
    observer: &dyn Observer,
) -> Result<Option<String>, Error> {
    if zones.kind.is_empty() {
        return Ok(None);
    }
    let list = read::zones(&zones.file, &ListOptions::default(), observer)?;
    let names: Vec<String> = list
        .rows
        .iter()
        .map(|row| row.entry.zone().to_owned())
        .collect();
    let mut best: Option<(usize, &BoundaryEntry)> = None;
    for entry in boundaries {
        let parts = read::polygons(&entry.file)?.parts;
        let outlines: Vec<String> = parts.into_iter().filter_map(|part| part.name).collect();
        let pairs = join_names(&names, &outlines).pairs.len();
        if pairs > best.map_or(0, |best| best.0) {
            best = Some((pairs, entry));
        }
    }
    Ok(best.map(|(_, entry)| entry.level.clone()))
}
