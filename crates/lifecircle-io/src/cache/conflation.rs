//! What a list and OpenStreetMap have of each other.

use lifecircle_core::geodesy::LonLat;
use lifecircle_core::place::{
    ConflationReport, ConflationRow, Finding, KeptWord, Known, ListPolicy,
};
use lifecircle_core::texts::Texts;

use super::column::{code, codes};
use super::frame::{Frame, FrameWriter};
use super::network::read_codes;
use super::places::category_sets;
use super::texts;
use crate::InputError;

code!(ListPolicy { Union = 0, ListWins = 1, ListOnly = 2, OsmWins = 3 });
code!(KeptWord { List = 0, Osm = 1, Both = 2, None = 3 });
code!(Finding {
    Closed = 0,
    Category = 1,
    Moved = 2,
    Renamed = 3,
    Both = 4,
    OnlyList = 5,
    OnlyOsm = 6,
});

/// What a source knows of a row: nothing, or a place with or without name and address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Absent,
    Nameless,
    Named,
    Addressed,
    Both,
}

code!(Side { Absent = 0, Nameless = 1, Named = 2, Addressed = 3, Both = 4 });

impl Side {
    fn of(known: Option<&Known>) -> Self {
        let has = |text: &Option<String>| text.is_some();
        match known.map(|known| (has(&known.name), has(&known.address))) {
            None => Self::Absent,
            Some((false, false)) => Self::Nameless,
            Some((true, false)) => Self::Named,
            Some((false, true)) => Self::Addressed,
            Some((true, true)) => Self::Both,
        }
    }

    fn has_name(self) -> bool {
        matches!(self, Self::Named | Self::Both)
    }

    fn has_address(self) -> bool {
        matches!(self, Self::Addressed | Self::Both)
    }
}

/// The sections of what one source knows.
#[derive(Clone, Copy)]
struct Sections {
    side: &'static str,
    categories: &'static str,
    first: &'static str,
    text: &'static str,
}

const LIST: Sections = Sections {
    side: "conf.list",
    categories: "conf.list.cat",
    first: "conf.list.first",
    text: "conf.list.text",
};
const OSM: Sections = Sections {
    side: "conf.osm",
    categories: "conf.osm.cat",
    first: "conf.osm.first",
    text: "conf.osm.text",
};

/// A measure that a row has not.
const NONE: u32 = u32::MAX;

/// Writes a report; the column of its policy is empty where there is none.
pub(super) fn write(report: Option<&ConflationReport>, frame: &mut FrameWriter) {
    let policy = report.map(|report| report.policy);
    frame.bytes("conf.policy", codes(policy.as_slice()));
    let rows = report.map_or(&[][..], |report| &report.rows);
    let found: Vec<Finding> = rows.iter().map(|row| row.finding).collect();
    frame.bytes("conf.finding", codes(&found));
    let kept: Vec<KeptWord> = rows.iter().map(|row| row.kept).collect();
    frame.bytes("conf.kept", codes(&kept));
    let degrees = |of: fn(&LonLat) -> f64| rows.iter().map(|r| of(&r.at)).collect::<Vec<_>>();
    frame.column("conf.lon", &degrees(|at| at.lon));
    frame.column("conf.lat", &degrees(|at| at.lat));
    let measure = |of: fn(&ConflationRow) -> Option<u32>| {
        let values = rows.iter().map(|row| of(row).unwrap_or(NONE));
        values.collect::<Vec<_>>()
    };
    frame.column("conf.distance", &measure(|row| row.distance_mm));
    frame.column("conf.likeness", &measure(|row| row.likeness_permille));
    LIST.write(rows.iter().map(|row| row.list.as_ref()), frame);
    OSM.write(rows.iter().map(|row| row.osm.as_ref()), frame);
}

/// Reads a report; `categories` is the number of categories in the table it was made with.
pub(super) fn read(
    frame: &Frame,
    categories: usize,
) -> Result<Option<ConflationReport>, InputError> {
    let found = frame.section("conf.finding")?.len();
    let policies = frame.section("conf.policy")?.len();
    let policy: Vec<ListPolicy> = read_codes(frame, "conf.policy", policies.min(1))?;
    let finding: Vec<Finding> = read_codes(frame, "conf.finding", found)?;
    let kept: Vec<KeptWord> = read_codes(frame, "conf.kept", found)?;
    let lon: Vec<f64> = frame.rows("conf.lon", found)?;
    let lat: Vec<f64> = frame.rows("conf.lat", found)?;
    let is_on_earth = |i: usize| lon[i].abs() <= 180.0 && lat[i].abs() <= 90.0;
    if !(0..found).all(is_on_earth) {
        return Err(frame.error("conf.lon", "holds a place that is not on the earth"));
    }
    let distance: Vec<u32> = frame.rows("conf.distance", found)?;
    let likeness: Vec<u32> = frame.rows("conf.likeness", found)?;
    let list = LIST.read(frame, found, categories)?;
    let osm = OSM.read(frame, found, categories)?;
    let measure = |value: u32| (value != NONE).then_some(value);
    let sides = list.into_iter().zip(osm).enumerate();
    let rows = sides.map(|(i, (list, osm))| ConflationRow {
        finding: finding[i],
        kept: kept[i],
        list,
        osm,
        at: LonLat {
            lon: lon[i],
            lat: lat[i],
        },
        distance_mm: measure(distance[i]),
        likeness_permille: measure(likeness[i]),
    });
    let rows: Vec<ConflationRow> = rows.collect();
    Ok(policy
        .first()
        .map(|&policy| ConflationReport { policy, rows }))
}

impl Sections {
    fn write<'a>(
        self,
        known: impl Iterator<Item = Option<&'a Known>> + Clone,
        frame: &mut FrameWriter,
    ) {
        let sides: Vec<Side> = known.clone().map(Side::of).collect();
        frame.bytes(self.side, codes(&sides));
        let bits = |known: Option<&Known>| known.map_or(0, |known| known.categories.bits());
        let bits: Vec<u128> = known.clone().map(bits).collect();
        frame.column(self.categories, &bits);
        // Per row its id, name and address.
        let mut texts = Texts::default();
        for known in known {
            texts.push(known.map_or("", |known| &known.id));
            texts.push(known.and_then(|known| known.name.as_deref()).unwrap_or(""));
            texts.push(
                known
                    .and_then(|known| known.address.as_deref())
                    .unwrap_or(""),
            );
        }
        texts::write(&texts, frame, self.first, self.text);
    }

    fn read(
        self,
        frame: &Frame,
        count: usize,
        categories: usize,
    ) -> Result<Vec<Option<Known>>, InputError> {
        let sides: Vec<Side> = read_codes(frame, self.side, count)?;
        let sets = category_sets(frame, self.categories, categories)?;
        frame.same(self.categories, sets.len(), count)?;
        let texts = texts::read(frame, self.first, self.text)?;
        frame.same(self.first, texts.count(), 3 * count)?;
        let known = |i: usize| {
            (sides[i] != Side::Absent).then(|| Known {
                id: texts.get(3 * i).to_owned(),
                name: sides[i].has_name().then(|| texts.get(3 * i + 1).to_owned()),
                categories: sets[i],
                address: sides[i]
                    .has_address()
                    .then(|| texts.get(3 * i + 2).to_owned()),
            })
        };
        Ok((0..count).map(known).collect())
    }
}
