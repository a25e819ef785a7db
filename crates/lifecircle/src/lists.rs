//! The user's own lists: which files they are, and how they become rows in WGS-84.

use std::path::{Path, PathBuf};

use lifecircle_core::evidence::Ground;
use lifecircle_core::near::near;
use lifecircle_core::observer::Observer;
use lifecircle_core::osm::Address;
use lifecircle_core::place::{
    CategoryTable, Facilities, OwnFacility, OwnResidence, Residences, join_lists,
};
use lifecircle_core::units::f64_to_u64;
use lifecircle_io::cache::{FarNote, FileNote, ListNote};
use lifecircle_io::city_file::TableEntry;
use lifecircle_io::coordinates::{Converter, CoordinateSystem};
use lifecircle_io::read::{
    self, Entry, FacilityEntry, Import, ListOptions, RawList, Reject, ResidenceEntry, RowMark,
    Understood,
};
use lifecircle_io::write::Sha256Hex;
use lifecircle_io::{GivenFile, InputError, InputFault, Place};
use lifecircle_tables::Role;
use serde_json::{Map, Value, json};

use crate::coordinates::{Located, Rows, places_of_rows};
use crate::far::{Marked, far_notes};
use crate::options::note;
use crate::population::{Counted, Shared};
use crate::{CityOptions, Error, Warning};

/// The user's own places: a file, or rows at hand.
#[derive(Clone, Debug)]
pub enum List<T> {
    /// A table of any kind.
    File(ListFile),
    /// Rows in WGS-84.
    Rows(Vec<T>),
}

impl<T> From<&Path> for List<T> {
    fn from(file: &Path) -> Self {
        Self::File(file.into())
    }
}

/// A table, and how it is read where that is not to be found out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFile {
    /// The file.
    pub file: PathBuf,
    /// Its coordinate system.
    pub coordinates: Option<CoordinateSystem>,
    /// What is declared of the table.
    pub options: ListOptions,
}

impl From<&Path> for ListFile {
    fn from(file: &Path) -> Self {
        Self {
            file: file.to_owned(),
            ..Self::default()
        }
    }
}

impl From<&str> for ListFile {
    fn from(file: &str) -> Self {
        Path::new(file).into()
    }
}

impl ListFile {
    /// A file as it is given in one word: `FILE`, `FILE@gcj02`, `FILE#sheet`, `FILE#sheet@gcj02`.
    ///
    /// # Errors
    /// [`Error::Input`] for a coordinate system that is not known.
    pub fn parse(given: &str) -> Result<Self, Error> {
        let given = GivenFile::parse(given);
        let mut list = Self::from(&*given.file);
        list.coordinates = system(&given.file, given.coordinates.as_deref())?;
        list.options.table.sheet = given.part;
        Ok(list)
    }

    /// A table of a city file; `most_rejects` is the share of rows that may be unusable.
    pub(crate) fn of(entry: &TableEntry, most_rejects: Option<f64>) -> Result<Self, Error> {
        let mut list = Self::from(&*entry.file);
        list.coordinates = system(&entry.file, entry.coordinates.as_deref())?;
        if let Some(share) = most_rejects {
            list.options.most_rejects_pct = percent(share);
        }
        let table = &mut list.options.table;
        table.sheet.clone_from(&entry.sheet);
        table.encoding.clone_from(&entry.encoding);
        table.decimal_comma = entry.decimal_comma;
        for (word, column) in &entry.columns {
            let role = Role::named(word).ok_or_else(|| no_role(word))?;
            table.columns.push((role, column.clone()));
        }
        Ok(list)
    }
}

/// A share of 1 in whole per cent.
fn percent(share: f64) -> u32 {
    u32::try_from(f64_to_u64((share * 100.0).round())).unwrap_or(100)
}

fn no_role(word: &str) -> Error {
    let known = Role::ALL.map(Role::word);
    Error::NoRole {
        given: word.to_owned(),
        nearest: near(word, known, 1).first().map(ToString::to_string),
        known: known.to_vec(),
    }
}

/// The coordinate system of a word.
pub(crate) fn system(file: &Path, word: Option<&str>) -> Result<Option<CoordinateSystem>, Error> {
    let parsed = word.map(str::parse::<CoordinateSystem>).transpose();
    parsed.map_err(|error| {
        let what = InputFault::from(error);
        Error::Input(InputError::new(file, Place::Whole, what))
    })
}

/// What was understood of a list, and which of its rows are used.
#[derive(Debug)]
pub struct ImportReport {
    /// What was understood, and how many rows became what.
    pub note: ListNote,
    /// Rows that cannot be used; those of a list that a network was made with are only counted.
    pub rejects: Vec<Reject>,
    /// Rows that are there already.
    pub duplicates: Vec<Reject>,
    /// Whether it went into the network when that was made.
    pub is_carried: bool,
}

/// A list that was read, before it is known where its rows are.
pub(crate) enum Listed<E: Entry> {
    /// Rows at hand.
    Rows(FileNote, Vec<E::Row>),
    /// A file.
    File(Box<(ListFile, FileNote, RawList<E>)>),
}

/// Rows in WGS-84, and what is told of them.
pub(crate) struct Taken<T> {
    pub(crate) note: FileNote,
    pub(crate) rows: Vec<T>,
    /// By what the rows are known.
    pub(crate) marked: Marked,
    pub(crate) report: Option<ImportReport>,
}

/// Reads a list of facilities.
pub(crate) fn facilities(
    list: &List<OwnFacility>,
    table: &CategoryTable,
    beside_osm: bool,
    observer: &dyn Observer,
) -> Result<Listed<FacilityEntry>, Error> {
    listed(list, |file| {
        read::facilities(&file.file, &file.options, table, beside_osm, observer)
    })
}

/// Reads a list of homes, and what they are called where that is asked for.
pub(crate) fn residences(
    list: &List<OwnResidence>,
    addresses: bool,
    observer: &dyn Observer,
) -> Result<Listed<ResidenceEntry>, Error> {
    listed(list, |file| {
        let options = ListOptions {
            addresses,
            ..file.options.clone()
        };
        read::residences(&file.file, &options, observer)
    })
}

fn listed<E: Entry>(
    list: &List<E::Row>,
    read: impl FnOnce(&ListFile) -> Result<RawList<E>, InputError>,
) -> Result<Listed<E>, Error>
where
    E::Row: Clone + std::fmt::Debug,
{
    Ok(match list {
        List::File(file) => {
            let raw = read(file)?;
            Listed::File(Box::new((file.clone(), note(&file.file)?, raw)))
        }
        List::Rows(rows) => {
            let text = format!("{rows:?}");
            let note = FileNote {
                name: "rows".to_owned(),
                bytes: text.len() as u64,
                digest: Sha256Hex::of(text.as_bytes()),
            };
            Listed::Rows(note, rows.clone())
        }
    })
}

impl<E: Entry> Listed<E> {
    /// What a manifest tells of it.
    pub(crate) fn note(&self) -> &FileNote {
        match self {
            Self::Rows(note, _) => note,
            Self::File(file) => &file.1,
        }
    }

    /// The rows in WGS-84; `ground` is asked where a file does not say which system it is in.
    pub(crate) fn take<'g>(
        self,
        role: &'static str,
        ground: &impl Fn() -> Result<&'g Ground<'g>, Error>,
        observer: &dyn Observer,
    ) -> Result<Taken<E::Row>, Error> {
        let (given, note, raw) = match self {
            Self::Rows(note, rows) => {
                let marks = (1..)
                    .zip(&rows)
                    .map(|(number, row)| RowMark::of(E::id_of(row), number));
                let marked = Marked::new(role, &note.name, (None, true), marks.collect());
                return Ok(Taken {
                    note,
                    rows,
                    marked,
                    report: None,
                });
            }
            Self::File(file) => *file,
        };
        let (import, located) = place(&given, raw, Rows::Places, ground, observer)?;
        let mut import = import.checked()?;
        let marks = std::mem::take(&mut import.marks);
        let rows = std::mem::take(&mut import.rows);
        let system = (Some(located.system.to_string()), located.is_declared);
        let mut report = report(role, note.clone(), &located, import);
        report.note.used = rows.len() as u64;
        let marked = Marked::new(role, &note.name, system, marks);
        Ok(Taken {
            note,
            rows,
            marked,
            report: Some(report),
        })
    }
}

/// What is told of an import.
pub(crate) fn report<T>(
    role: &'static str,
    file: FileNote,
    located: &Located,
    import: Import<T>,
) -> ImportReport {
    let understood = import.understood;
    let said_by = (understood.said.as_ref())
        .filter(|said| located.is_declared && understood.crs.is_none() && said.0 == located.system)
        .map(|said| said.1.clone());
    let places = [Role::Lon, Role::Coordinates, Role::Geometry];
    let mut columns = understood.columns.iter();
    let is_somewhere = role != "zones" || columns.any(|(role, _)| places.contains(role));
    let columns = understood.columns.into_iter();
    ImportReport {
        note: ListNote {
            role: role.to_owned(),
            file,
            kind: understood.kind.word().to_owned(),
            encoding: understood.encoding.map(str::to_owned),
            sheet: understood.sheet,
            columns: columns
                .map(|(role, name)| (role.word().to_owned(), name))
                .collect(),
            coordinates: is_somewhere.then(|| located.system.to_string()),
            is_declared: located.is_declared,
            said_by: said_by.filter(|_| is_somewhere),
            is_detected: located.evidence.is_some() && !located.is_declared,
            rows_in: import.rows_in,
            used: import.rows.len() as u64,
            rejected: import.rejects.len() as u64,
            duplicates: import.duplicates.len() as u64,
            others: import.others.len() as u64,
            shift: located.shift(),
        },
        rejects: import.rejects,
        duplicates: import.duplicates,
        is_carried: false,
    }
}

/// The coordinate system that a file itself declares, in its head or in words.
pub(crate) fn declared_by(
    file: &Path,
    understood: &Understood,
) -> Result<Option<CoordinateSystem>, Error> {
    let declared = system(file, understood.crs.as_deref())?;
    Ok(declared.or(understood.said.as_ref().map(|said| said.0)))
}

/// Moves a list to WGS-84 from the system that is declared, by the user or the file, or that the ground tells.
pub(crate) fn place<'g, E: Entry>(
    given: &ListFile,
    raw: RawList<E>,
    kind: Rows,
    ground: &impl Fn() -> Result<&'g Ground<'g>, Error>,
    observer: &dyn Observer,
) -> Result<(Import<E::Row>, Located), Error> {
    let declared = match given.coordinates {
        Some(system) => Some(system),
        None => declared_by(&given.file, &raw.understood)?,
    };
    let places = places_of_rows(&raw);
    let name = given.file.display().to_string();
    let located = Located::of(&name, declared, (kind, &places), ground, observer)?;
    drop(places);
    let converter = Converter::new(located.system)?;
    let import = raw.located(&|x, y| converter.to_wgs84(x, y))?;
    Ok((import, located))
}

/// The lists of a city, read.
#[derive(Default)]
pub(crate) struct OwnLists {
    pub(crate) facilities: Vec<Listed<FacilityEntry>>,
    pub(crate) residences: Option<Listed<ResidenceEntry>>,
}

/// The lists of a city in WGS-84.
#[derive(Default)]
pub(crate) struct TakenLists {
    pub(crate) facilities: Option<Vec<OwnFacility>>,
    pub(crate) residences: Option<Vec<OwnResidence>>,
    /// What a manifest tells of the list of homes.
    pub(crate) residence_note: Option<FileNote>,
    /// The files, with their roles.
    pub(crate) inputs: Vec<(&'static str, FileNote)>,
    /// What was understood of them.
    pub(crate) reports: Vec<ImportReport>,
    /// Rows of later lists that earlier ones have.
    pub(crate) in_earlier_lists: u64,
    /// By what the rows of each list are known.
    pub(crate) marked: Vec<Marked>,
    /// What homes are called, by their ids, where somebody asked for that.
    pub(crate) called: Vec<(String, Address)>,
}

impl TakenLists {
    /// The lists with rows far from every street.
    pub(crate) fn far(&mut self, facilities: &Facilities, homes: &Residences) -> Vec<FarNote> {
        far_notes(std::mem::take(&mut self.marked), facilities, homes)
    }

    /// Adds what was read of people who were counted; tells what became of them.
    pub(crate) fn add(&mut self, shared: Option<Shared>) -> Option<Counted> {
        let shared = shared?;
        self.inputs.extend(shared.inputs);
        self.reports.extend(shared.import);
        Some(shared.counted)
    }
}

impl OwnLists {
    /// Reads the lists that are named.
    pub(crate) fn read(
        options: &CityOptions,
        table: &CategoryTable,
        observer: &dyn Observer,
    ) -> Result<Self, Error> {
        let beside_osm = !options.replace;
        let lists = options.facilities.iter();
        let lists = lists.map(|list| facilities(list, table, beside_osm, observer));
        let homes = options.residences.as_ref();
        Ok(Self {
            facilities: lists.collect::<Result<_, _>>()?,
            residences: homes
                .map(|list| residences(list, options.addresses, observer))
                .transpose()?,
        })
    }

    /// What tells the facilities apart from those of other lists.
    pub(crate) fn facilities_note(&self) -> Option<FileNote> {
        let notes: Vec<&FileNote> = self.facilities.iter().map(Listed::note).collect();
        match notes.as_slice() {
            [] => None,
            [one] => Some((*one).clone()),
            several => {
                let names: Vec<&str> = several.iter().map(|note| note.name.as_str()).collect();
                let digests: Vec<String> = several.iter().map(|n| n.digest.to_string()).collect();
                Some(FileNote {
                    name: names.join(" + "),
                    bytes: several.iter().map(|note| note.bytes).sum(),
                    digest: Sha256Hex::of(digests.concat().as_bytes()),
                })
            }
        }
    }

    /// The rows in WGS-84; `ground` is asked where a file does not say which system it is in.
    pub(crate) fn take<'g>(
        self,
        ground: impl Fn() -> Result<&'g Ground<'g>, Error>,
        observer: &dyn Observer,
    ) -> Result<TakenLists, Error> {
        let mut taken = TakenLists::default();
        if !self.facilities.is_empty() {
            let several = self.facilities.len() > 1;
            let mut lists = Vec::new();
            for list in self.facilities {
                let list = list.take("facilities", &ground, observer)?;
                if several {
                    taken.inputs.push(("facilities", list.note));
                }
                taken.reports.extend(list.report);
                taken.marked.push(list.marked);
                lists.push(list.rows);
            }
            let (rows, in_earlier_lists) = join_lists(lists, observer)?;
            taken.facilities = Some(rows);
            taken.in_earlier_lists = in_earlier_lists;
        }
        if let Some(list) = self.residences {
            let list = list.take("residences", &ground, observer)?;
            taken.reports.extend(list.report);
            taken.marked.push(list.marked);
            let called = list.rows.iter();
            let called = called.filter_map(|row| Some((row.id.clone(), row.address.clone()?)));
            taken.called = called.collect();
            taken.residences = Some(list.rows);
            taken.residence_note = Some(list.note);
        }
        Ok(taken)
    }
}

impl ImportReport {
    /// What a network tells of a list that it was made with.
    pub(crate) fn carried(note: ListNote) -> Self {
        Self {
            note,
            rejects: Vec::new(),
            duplicates: Vec::new(),
            is_carried: true,
        }
    }

    /// What `summary.json` says of it.
    pub(crate) fn value(&self) -> Value {
        let note = &self.note;
        let columns = note.columns.iter();
        let columns = columns.map(|(role, name)| (role.clone(), name.clone().into()));
        json!({
            "role": note.role,
            "name": note.file.name,
            "kind": note.kind,
            "encoding": note.encoding,
            "sheet": note.sheet,
            "columns": columns.collect::<Map<String, Value>>(),
            "coordinates": note.coordinates,
            "coordinates_declared": note.is_declared,
            "rows": note.rows_in,
            "used": note.used,
            "rejected": note.rejected,
            "duplicates": note.duplicates,
            "other_formats": note.others,
        })
    }

    /// The warning that the declared system is contradicted.
    pub(crate) fn warning(&self) -> Option<Warning> {
        let shift = self.note.shift?;
        Some(Warning::shifted(&self.note.file.name, shift))
    }
}
