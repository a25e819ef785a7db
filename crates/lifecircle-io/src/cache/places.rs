//! Facilities and homes.

use lifecircle_core::geodesy::LonLat;
use lifecircle_core::osm::{ElementId, ElementKind};
use lifecircle_core::place::{
    Ages, CategorySet, Facilities, Facility, FacilityReport, HomeId, HomeKind, MAX_PEOPLE_MILLI,
    Outlines, ResidenceReport, Residences, Resolved,
};
use lifecircle_core::texts::Texts;
use lifecircle_core::units::narrow;

use super::access::{self, Ends};
use super::candidates;
use super::column::{code, codes};
use super::frame::{Frame, FrameWriter};
use super::network::read_codes;
use super::{conflation, texts};
use crate::InputError;

code!(Resolved { Entrance = 0, Outline = 1, Node = 2 });
code!(HomeKind { Buildings = 0, Points = 1, StreetPoints = 2, Own = 3, AllBuildings = 4 });

/// What an id is made of.
#[derive(Clone, Copy)]
pub(super) enum IdKind {
    Node,
    Way,
    Relation,
    Sample,
    Own,
}

code!(IdKind { Node = 0, Way = 1, Relation = 2, Sample = 3, Own = 4 });

impl IdKind {
    pub(super) fn of(element: ElementId) -> Self {
        match element.kind {
            ElementKind::Node => Self::Node,
            ElementKind::Way => Self::Way,
            ElementKind::Relation => Self::Relation,
        }
    }

    pub(super) fn element(self, number: i64) -> Option<ElementId> {
        match self {
            Self::Node => Some(ElementId::node(number)),
            Self::Way => Some(ElementId::way(number)),
            Self::Relation => Some(ElementId::relation(number)),
            Self::Sample | Self::Own => None,
        }
    }
}

const FACILITY_ACCESS: Ends = Ends {
    lon: "fac.lon",
    lat: "fac.lat",
    flags: "fac.flags",
    entrance: "fac.entrance",
    street: "fac.street",
    offset_mm: "fac.offset_mm",
    leg_mm: "fac.leg_mm",
};
/// When facilities are open.
const FACILITY_HOURS: [&str; 2] = ["fac.hours.first", "fac.hours.text"];
const HOME_ACCESS: Ends = Ends {
    lon: "home.lon",
    lat: "home.lat",
    flags: "home.flags",
    entrance: "home.entrance",
    street: "home.street",
    offset_mm: "home.offset_mm",
    leg_mm: "home.leg_mm",
};

pub(super) fn write_facilities(facilities: &Facilities, frame: &mut FrameWriter) {
    let rows = &facilities.rows;
    let column = |of: &dyn Fn(&Facility) -> u64| rows.iter().map(of).collect::<Vec<u64>>();
    let kind = |row: &Facility| row.element.map_or(IdKind::Own, IdKind::of);
    frame.bytes(
        "fac.kind",
        codes(&rows.iter().map(kind).collect::<Vec<_>>()),
    );
    frame.column(
        "fac.number",
        &column(&|row| row.element.map_or(0, |e| e.number.cast_unsigned())),
    );
    let categories = rows.iter().map(|row| row.categories.bits());
    frame.column("fac.categories", &categories.collect::<Vec<u128>>());
    let flags = |of: fn(&Facility) -> bool| codes(&rows.iter().map(of).collect::<Vec<_>>());
    frame.bytes("fac.named", flags(|row| row.name.is_some()));
    frame.bytes("fac.branded", flags(|row| row.brand.is_some()));
    frame.bytes("fac.doubtful", flags(|row| row.doubtful));
    frame.bytes(
        "fac.resolved",
        codes(&rows.iter().map(|row| row.resolved).collect::<Vec<_>>()),
    );
    // Per facility its id, name and chain, then the ids of its duplicates.
    let mut texts = Texts::default();
    let mut first_text = vec![0];
    let mut first_access = vec![0];
    let mut access = Vec::new();
    for row in rows {
        texts.push(&row.id);
        texts.push(row.name.as_deref().unwrap_or_default());
        texts.push(row.brand.as_deref().unwrap_or_default());
        row.merged.iter().for_each(|id| texts.push(id));
        first_text.push(narrow(texts.count()));
        access.extend(&row.ways_in);
        first_access.push(narrow(access.len()));
    }
    texts::write(&texts, frame, "fac.first", "fac.text");
    frame.column("fac.texts", &first_text);
    frame.column("fac.access", &first_access);
    FACILITY_ACCESS.write(&access, frame);
    let hours = rows.iter().map(|row| row.hours.as_deref());
    texts::write_some(hours, frame, FACILITY_HOURS);
    conflation::write(facilities.conflation.as_ref(), frame);
}

/// Reads a column of sets out of `categories` categories.
pub(super) fn category_sets(
    frame: &Frame,
    name: &str,
    categories: usize,
) -> Result<Vec<CategorySet>, InputError> {
    let sets: Vec<u128> = frame.column(name)?;
    let beyond = |&set: &u128| categories < CategorySet::CAPACITY && set >> categories != 0;
    if sets.iter().any(beyond) {
        return Err(frame.error(name, "names a category that the table has not"));
    }
    Ok(sets.into_iter().map(CategorySet::from_bits).collect())
}

/// Reads the facilities; `categories` is the number of categories in the table they were made with.
pub(super) fn read_facilities(
    frame: &Frame,
    report: FacilityReport,
    limits: access::Limits,
    categories: usize,
) -> Result<Facilities, InputError> {
    let sets = category_sets(frame, "fac.categories", categories)?;
    let n = sets.len();
    let kind: Vec<IdKind> = read_codes(frame, "fac.kind", n)?;
    let number: Vec<i64> = frame.rows("fac.number", n)?;
    let named: Vec<bool> = read_codes(frame, "fac.named", n)?;
    let branded: Vec<bool> = read_codes(frame, "fac.branded", n)?;
    let doubtful: Vec<bool> = read_codes(frame, "fac.doubtful", n)?;
    let resolved: Vec<Resolved> = read_codes(frame, "fac.resolved", n)?;
    let texts = texts::read(frame, "fac.first", "fac.text")?;
    let first_text = frame.starts("fac.texts", n, texts.count(), 3)?;
    let access = FACILITY_ACCESS.read(frame, limits)?;
    let first_access = frame.starts("fac.access", n, access.len(), 1)?;
    let text = |at: u32| texts.get(at as usize).to_owned();
    let hours = texts::read_some(frame, FACILITY_HOURS, n)?;
    let row = |(i, hours): (usize, Option<String>)| Facility {
        id: text(first_text[i]),
        element: kind[i].element(number[i]),
        name: named[i].then(|| text(first_text[i] + 1)),
        categories: sets[i],
        brand: branded[i].then(|| text(first_text[i] + 2)),
        hours,
        resolved: resolved[i],
        merged: (first_text[i] + 3..first_text[i + 1]).map(text).collect(),
        doubtful: doubtful[i],
        ways_in: access[first_access[i] as usize..first_access[i + 1] as usize].to_vec(),
    };
    Ok(Facilities {
        rows: (0..n).zip(hours).map(row).collect(),
        report,
        conflation: conflation::read(frame, categories)?,
        elsewhere: candidates::elsewhere(frame, categories)?,
    })
}

pub(super) fn write_residences(residences: &Residences, frame: &mut FrameWriter) {
    let mut texts = Texts::default();
    let mut rows = Vec::with_capacity(residences.count());
    for id in &residences.id {
        rows.push(match id {
            HomeId::Element(element) => (IdKind::of(*element), element.number, 0),
            HomeId::Sample(way, metres) => (IdKind::Sample, *way, *metres),
            HomeId::Own(id) => {
                texts.push(id);
                (IdKind::Own, 0, narrow(texts.count() - 1))
            }
        });
    }
    frame.bytes("home.source", codes(&[residences.kind]));
    frame.bytes(
        "home.kind",
        codes(&rows.iter().map(|r| r.0).collect::<Vec<_>>()),
    );
    frame.column("home.number", &rows.iter().map(|r| r.1).collect::<Vec<_>>());
    frame.column("home.part", &rows.iter().map(|r| r.2).collect::<Vec<_>>());
    texts::write(&texts, frame, "home.first", "home.text");
    frame.column("home.people", &residences.people_milli);
    frame.column("home.floor", &residences.floor_dm2);
    write_ages(&residences.ages, frame);
    frame.column("home.access", &residences.first_way_in);
    HOME_ACCESS.write(&residences.ways_in.iter().collect::<Vec<_>>(), frame);
    write_outlines(&residences.outlines, frame);
    frame.column("home.inner", &residences.first_inner);
    let inner = residences.inner.iter();
    let kinds: Vec<IdKind> = inner.clone().map(|&element| IdKind::of(element)).collect();
    frame.bytes("home.in.kind", codes(&kinds));
    let numbers = inner.map(|element| element.number);
    frame.column("home.in.number", &numbers.collect::<Vec<i64>>());
}

fn write_ages(ages: &Ages, frame: &mut FrameWriter) {
    let mut groups = Texts::default();
    ages.groups.iter().for_each(|group| groups.push(group));
    texts::write(&groups, frame, "home.age.first", "home.age.text");
    frame.column("home.ages", &ages.milli.concat());
}

/// Columns of the outlines of homes: where lines begin, where points begin, the points.
const OUTLINES: [&str; 4] = [
    "home.out.line",
    "home.out.point",
    "home.out.lon",
    "home.out.lat",
];

fn write_outlines(outlines: &Outlines, frame: &mut FrameWriter) {
    let (first_line, first_point, points) = outlines.columns();
    frame.column(OUTLINES[0], first_line);
    frame.column(OUTLINES[1], first_point);
    let along = |of: fn(&LonLat) -> f64| points.iter().map(of).collect::<Vec<f64>>();
    frame.column(OUTLINES[2], &along(|p| p.lon));
    frame.column(OUTLINES[3], &along(|p| p.lat));
}

/// Reads the outlines of so many homes.
fn read_outlines(frame: &Frame, homes: usize) -> Result<Outlines, InputError> {
    let first_line: Vec<u32> = frame.column(OUTLINES[0])?;
    if !first_line.is_empty() && first_line.len() != homes + 1 {
        return Err(frame.error(OUTLINES[0], "is not of as many homes"));
    }
    let lon: Vec<f64> = frame.column(OUTLINES[2])?;
    let lat: Vec<f64> = frame.rows(OUTLINES[3], lon.len())?;
    let within = |degrees: &[f64], most: f64| degrees.iter().all(|d| d.abs() <= most);
    if !within(&lon, 180.0) || !within(&lat, 90.0) {
        return Err(frame.error(OUTLINES[2], "leaves the map"));
    }
    let points = lon.iter().zip(&lat).map(|(&lon, &lat)| LonLat { lon, lat });
    let outlines = Outlines::from_columns(first_line, frame.column(OUTLINES[1])?, points.collect());
    outlines.ok_or_else(|| frame.error(OUTLINES[1], "is no list of row starts"))
}

/// Reads the age groups of so many homes.
fn read_ages(frame: &Frame, homes: usize) -> Result<Ages, InputError> {
    let groups = texts::read(frame, "home.age.first", "home.age.text")?;
    let milli: Vec<u64> = frame.rows("home.ages", groups.count() * homes)?;
    let column = |group: usize| milli[group * homes..(group + 1) * homes].to_vec();
    let columns: Vec<Vec<u64>> = (0..groups.count()).map(column).collect();
    if columns.iter().any(|column| are_too_many(column)) {
        return Err(frame.error("home.ages", TOO_MANY));
    }
    Ok(Ages {
        groups: (0..groups.count())
            .map(|i| groups.get(i).to_owned())
            .collect(),
        milli: columns,
    })
}

/// Whether sums of people would leave their bounds.
fn are_too_many(people_milli: &[u64]) -> bool {
    let mut parts = people_milli.iter();
    let sum = parts.try_fold(0u64, |sum, &p| sum.checked_add(p));
    sum.is_none_or(|sum| sum > MAX_PEOPLE_MILLI)
}

const TOO_MANY: &str = "holds more people than there are";

/// Reads the homes; which facilities are inside of them follows from the elements that are.
pub(super) fn read_residences(
    frame: &Frame,
    report: ResidenceReport,
    limits: access::Limits,
    facilities: &Facilities,
) -> Result<Residences, InputError> {
    let people_milli: Vec<u64> = frame.column("home.people")?;
    let n = people_milli.len();
    if are_too_many(&people_milli) {
        return Err(frame.error("home.people", TOO_MANY));
    }
    let kind: Vec<HomeKind> = read_codes(frame, "home.source", 1)?;
    let access = HOME_ACCESS.read(frame, limits)?;
    let inner = inner_elements(frame)?;
    let mut residences = Residences {
        kind: kind[0],
        id: home_ids(frame, n)?,
        people_milli,
        floor_dm2: frame.rows("home.floor", n)?,
        ages: read_ages(frame, n)?,
        first_way_in: frame.starts("home.access", n, access.len(), 1)?,
        ways_in: access,
        outlines: read_outlines(frame, n)?,
        first_inner: frame.starts("home.inner", n, inner.len(), 0)?,
        inner,
        zero: Vec::new(),
        first_zero: vec![0],
        report,
    };
    residences.find_inner(facilities);
    Ok(residences)
}

/// Reads the elements inside of homes.
fn inner_elements(frame: &Frame) -> Result<Vec<ElementId>, InputError> {
    let number: Vec<i64> = frame.column("home.in.number")?;
    let kind: Vec<IdKind> = read_codes(frame, "home.in.kind", number.len())?;
    let element = |(kind, number): (IdKind, i64)| {
        let what = "names what is no element";
        kind.element(number)
            .ok_or_else(|| frame.error("home.in.kind", what))
    };
    kind.into_iter().zip(number).map(element).collect()
}

fn home_ids(frame: &Frame, n: usize) -> Result<Vec<HomeId>, InputError> {
    let kind: Vec<IdKind> = read_codes(frame, "home.kind", n)?;
    let number: Vec<i64> = frame.rows("home.number", n)?;
    let part: Vec<u32> = frame.rows("home.part", n)?;
    let texts = texts::read(frame, "home.first", "home.text")?;
    let own = (0..n).filter(|&i| matches!(kind[i], IdKind::Own));
    frame.below("home.part", own.map(|i| part[i]), texts.count())?;
    let id = |i: usize| match (kind[i], kind[i].element(number[i])) {
        (_, Some(element)) => HomeId::Element(element),
        (IdKind::Own, None) => HomeId::Own(texts.get(part[i] as usize).to_owned()),
        (_, None) => HomeId::Sample(number[i], part[i]),
    };
    Ok((0..n).map(id).collect())
}
