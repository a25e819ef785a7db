//! What may be a facility by the extract, so that a list can be added when the extract is no longer at hand.

use lifecircle_core::geodesy::LonLat;
use lifecircle_core::place::{Candidate, CategorySet, FacilityCandidates, Shape, Status};
use lifecircle_core::texts::Texts;
use lifecircle_core::units::narrow;

use super::column::{code, codes};
use super::frame::{Frame, FrameWriter};
use super::network::read_codes;
use super::places::{IdKind, category_sets};
use super::texts;
use crate::InputError;

/// The group of what is no area.
const NO_GROUP: u32 = u32::MAX;

code!(Status { Open = 0, Closed = 1, Unknown = 2 });

pub(super) fn write(candidates: &FacilityCandidates, frame: &mut FrameWriter) {
    let rows = &candidates.rows;
    let elements = || rows.iter().filter_map(|row| row.element);
    let counts = [candidates.gone, candidates.without_geometry];
    frame.column("cand.counts", &counts);
    frame.column("cand.elsewhere", &[candidates.elsewhere.bits()]);
    let kinds: Vec<IdKind> = elements().map(IdKind::of).collect();
    frame.bytes("cand.kind", codes(&kinds));
    frame.column(
        "cand.number",
        &elements().map(|e| e.number).collect::<Vec<i64>>(),
    );
    let sets = rows.iter().map(|row| row.categories.bits());
    frame.column("cand.categories", &sets.collect::<Vec<u128>>());
    let flags = |of: fn(&Candidate) -> bool| codes(&rows.iter().map(of).collect::<Vec<bool>>());
    frame.bytes("cand.doubtful", flags(|row| row.doubtful));
    frame.bytes("cand.named", flags(|row| row.name.is_some()));
    frame.bytes("cand.branded", flags(|row| row.brand.is_some()));
    let status: Vec<Status> = rows.iter().map(|row| row.status).collect();
    frame.bytes("cand.status", codes(&status));
    let groups = rows.iter().map(|row| row.ring_group.unwrap_or(NO_GROUP));
    frame.column("cand.group", &groups.collect::<Vec<u32>>());
    // Per candidate its name and its chain.
    let mut texts = Texts::default();
    for row in rows {
        texts.push(row.name.as_deref().unwrap_or_default());
        texts.push(row.brand.as_deref().unwrap_or_default());
    }
    texts::write(&texts, frame, "cand.first", "cand.text");
    texts::write_some(rows.iter().map(|row| row.hours.as_deref()), frame, HOURS);
    write_shapes(rows, frame);
}

/// Entrances, lines and rings, each a list of places per row.
fn write_shapes(rows: &[Candidate], frame: &mut FrameWriter) {
    let mut entrances = Places::default();
    let (mut lines, mut rings) = (Places::default(), Places::default());
    let (mut numbers, mut inner) = (Vec::new(), Vec::new());
    for row in rows {
        for &(number, at) in &row.entrances {
            numbers.push(number);
            entrances.push(at.to_decimicro());
        }
        entrances.end_list();
        for line in &row.shape.lines {
            for at in line {
                lines.push(at.to_decimicro());
            }
            lines.end_list();
        }
        lines.end_row();
        for (ring, is_inner) in &row.shape.rings {
            for &(lon, lat) in ring {
                rings.push([lon, lat]);
            }
            rings.end_list();
            inner.push(*is_inner);
        }
        rings.end_row();
    }
    frame.column("cand.ent.number", &numbers);
    entrances.write(&ENTRANCES, frame);
    lines.write(&LINES, frame);
    rings.write(&RINGS, frame);
    frame.bytes("cand.ring.inner", codes(&inner));
}

/// Reads the candidates; `categories` is the number of categories in the table they were made with.
pub(super) fn read(frame: &Frame, categories: usize) -> Result<FacilityCandidates, InputError> {
    let sets = category_sets(frame, "cand.categories", categories)?;
    let n = sets.len();
    let kind: Vec<IdKind> = read_codes(frame, "cand.kind", n)?;
    let number: Vec<i64> = frame.rows("cand.number", n)?;
    let doubtful: Vec<bool> = read_codes(frame, "cand.doubtful", n)?;
    let named: Vec<bool> = read_codes(frame, "cand.named", n)?;
    let branded: Vec<bool> = read_codes(frame, "cand.branded", n)?;
    let status: Vec<Status> = read_codes(frame, "cand.status", n)?;
    let group: Vec<u32> = frame.rows("cand.group", n)?;
    let texts = texts::read(frame, "cand.first", "cand.text")?;
    frame.same("cand.first", texts.count(), 2 * n)?;
    let hours = texts::read_some(frame, HOURS, n)?;
    let entrances = Places::read(&ENTRANCES, frame)?;
    frame.same("cand.ent.first", entrances.lists(), n)?;
    let entrance: Vec<i64> = frame.rows("cand.ent.number", entrances.at.len())?;
    let (lines, first_line) = Places::read_rows(&LINES, frame, n, 1)?;
    let (rings, first_ring) = Places::read_rows(&RINGS, frame, n, 0)?;
    let inner: Vec<bool> = read_codes(frame, "cand.ring.inner", rings.lists())?;
    if (0..lines.lists()).any(|line| lines.list(line).is_empty()) {
        return Err(frame.error("cand.line.first", "holds a line without places"));
    }
    let text = |has: bool, at: usize| has.then(|| texts.get(at).to_owned());
    let row = |(i, hours): (usize, Option<String>)| {
        let element = kind[i]
            .element(number[i])
            .ok_or_else(|| frame.error("cand.kind", "names what is no element"))?;
        let place = |&[lon, lat]: &[i32; 2]| LonLat::from_decimicro(lon, lat);
        let own = entrances.range(i);
        let line = |line: usize| lines.list(line).iter().map(place).collect();
        let ring = |ring: usize| {
            let corners = rings.list(ring).iter().map(|&[lon, lat]| (lon, lat));
            (corners.collect(), inner[ring])
        };
        Ok(Candidate {
            element: Some(element),
            id: element.to_string(),
            name: text(named[i], 2 * i),
            categories: sets[i],
            doubtful: doubtful[i],
            status: status[i],
            brand: text(branded[i], 2 * i + 1),
            hours,
            address: None,
            ring_group: (group[i] != NO_GROUP).then_some(group[i]),
            entrances: own
                .map(|e| (entrance[e], place(&entrances.at[e])))
                .collect(),
            shape: Shape {
                lines: (first_line[i]..first_line[i + 1])
                    .map(|l| line(l as usize))
                    .collect(),
                rings: (first_ring[i]..first_ring[i + 1])
                    .map(|r| ring(r as usize))
                    .collect(),
            },
        })
    };
    let rows: Vec<Candidate> = (0..n)
        .zip(hours)
        .map(row)
        .collect::<Result<_, InputError>>()?;
    if !rows.is_sorted_by_key(|row| row.element) {
        return Err(frame.error("cand.number", "is out of order"));
    }
    let counts: Vec<u64> = frame.rows("cand.counts", 2)?;
    Ok(FacilityCandidates {
        rows,
        gone: counts[0],
        without_geometry: counts[1],
        elsewhere: elsewhere(frame, categories)?,
    })
}

/// Reads of what there is an outlet outside of the part of the extract that was read.
pub(super) fn elsewhere(frame: &Frame, categories: usize) -> Result<CategorySet, InputError> {
    let sets = category_sets(frame, "cand.elsewhere", categories)?;
    frame.same("cand.elsewhere", sets.len(), 1)?;
    Ok(sets[0])
}

/// When candidates are open.
const HOURS: [&str; 2] = ["cand.hours.first", "cand.hours.text"];

/// The sections of lists of places.
struct Sections {
    /// Where the lists of each row begin, if a row has several.
    row: &'static str,
    first: &'static str,
    lon: &'static str,
    lat: &'static str,
}

const ENTRANCES: Sections = Sections {
    row: "",
    first: "cand.ent.first",
    lon: "cand.ent.lon",
    lat: "cand.ent.lat",
};
const LINES: Sections = Sections {
    row: "cand.line.row",
    first: "cand.line.first",
    lon: "cand.line.lon",
    lat: "cand.line.lat",
};
const RINGS: Sections = Sections {
    row: "cand.ring.row",
    first: "cand.ring.first",
    lon: "cand.ring.lon",
    lat: "cand.ring.lat",
};

/// Lists of places in 1e-7 degrees.
struct Places {
    at: Vec<[i32; 2]>,
    first: Vec<u32>,
    row: Vec<u32>,
}

impl Default for Places {
    fn default() -> Self {
        Self {
            at: Vec::new(),
            first: vec![0],
            row: vec![0],
        }
    }
}

impl Places {
    fn push(&mut self, at: [i32; 2]) {
        self.at.push(at);
    }

    fn end_list(&mut self) {
        self.first.push(narrow(self.at.len()));
    }

    fn end_row(&mut self) {
        self.row.push(narrow(self.lists()));
    }

    fn lists(&self) -> usize {
        self.first.len() - 1
    }

    fn range(&self, list: usize) -> std::ops::Range<usize> {
        self.first[list] as usize..self.first[list + 1] as usize
    }

    fn list(&self, list: usize) -> &[[i32; 2]] {
        &self.at[self.range(list)]
    }

    fn write(&self, sections: &Sections, frame: &mut FrameWriter) {
        let column = |axis: usize| self.at.iter().map(|at| at[axis]).collect::<Vec<i32>>();
        if !sections.row.is_empty() {
            frame.column(sections.row, &self.row);
        }
        frame.column(sections.first, &self.first);
        frame.column(sections.lon, &column(0));
        frame.column(sections.lat, &column(1));
    }

    fn read(sections: &Sections, frame: &Frame) -> Result<Self, InputError> {
        let lon: Vec<i32> = frame.column(sections.lon)?;
        let lat: Vec<i32> = frame.rows(sections.lat, lon.len())?;
        let count = (frame.section(sections.first)?.len() / 4).saturating_sub(1);
        Ok(Self {
            first: frame.starts(sections.first, count, lon.len(), 0)?,
            at: lon
                .into_iter()
                .zip(lat)
                .map(|(lon, lat)| [lon, lat])
                .collect(),
            row: Vec::new(),
        })
    }

    /// The same with several lists per row, at least so many.
    fn read_rows(
        sections: &Sections,
        frame: &Frame,
        rows: usize,
        at_least: u32,
    ) -> Result<(Self, Vec<u32>), InputError> {
        let places = Self::read(sections, frame)?;
        let row = frame.starts(sections.row, rows, places.lists(), at_least)?;
        Ok((places, row))
    }
}
