//! The census: which outlets it has, what it says of those that OpenStreetMap has too, and which mistakes are in it.

use lifecircle::LonLat;
use lifecircle_testkit::Rng;

use crate::fates::{Fate, Fates};
use crate::formats::{self, CHAINS, FORMATS, OWNERS};
use crate::geo;
use crate::names;
use crate::osm::Map;
use crate::zones::{DISTRICT, Zones};
use crate::{hours, mistakes};

/// A row of the census as it is written, and what is true of it.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) name: String,
    /// The cell 业态.
    pub(crate) words: String,
    pub(crate) address: String,
    pub(crate) zone: Option<usize>,
    /// The cells 经度 and 纬度.
    pub(crate) lon: String,
    pub(crate) lat: String,
    pub(crate) hours: &'static str,
    pub(crate) status: &'static str,
    pub(crate) brand: &'static str,
    pub(crate) floor_m2: String,
    pub(crate) staff: String,
    pub(crate) note: String,
    /// Where it is said to be, in WGS-84.
    pub(crate) at: LonLat,
    pub(crate) formats: Vec<usize>,
    pub(crate) fate: Fate,
    /// The outlet of the map that it is.
    pub(crate) osm: Option<usize>,
}

impl Row {
    /// Writes a place into the cells.
    pub(crate) fn place(&mut self, at: LonLat) {
        let written = geo::gcj02(at);
        self.lon = format!("{:.6}", written.lon);
        self.lat = format!("{:.6}", written.lat);
        self.at = at;
    }
}

/// The census in the order in which it is written.
#[derive(Debug)]
pub(crate) struct Census {
    pub(crate) rows: Vec<Row>,
    pub(crate) fates: Fates,
}

/// What all steps look at.
pub(crate) struct World<'a> {
    pub(crate) map: &'a Map,
    pub(crate) zones: &'a Zones,
    pub(crate) rng: Rng,
}

impl Census {
    /// Draws the census of a city.
    pub(crate) fn draw(world: &mut World<'_>) -> Self {
        let fates = Fates::deal(world);
        let mut rows: Vec<Row> = (0..world.map.outlets.len())
            .filter_map(|outlet| of_outlet(world, &fates, outlet))
            .collect();
        let mut used = vec![0; FORMATS.len()];
        for (format, entry) in FORMATS.iter().enumerate() {
            for _ in 0..entry.new {
                let row = fresh(world, &fates, &rows, format, &mut used);
                rows.push(row);
            }
        }
        furnish(world, &mut rows);
        mistakes::name_oddly(&mut rows);
        mistakes::add_rejects(world, &fates, &mut rows, &mut used);
        mistakes::type_numbers(&mut rows);
        mistakes::add_twins(world, &mut rows);
        number(world, &mut rows);
        mistakes::repeat(&mut rows);
        hours::plant(&mut rows);
        Self { rows, fates }
    }

    /// Rows of one fate.
    pub(crate) fn of<'a>(
        &'a self,
        is: impl Fn(&Fate) -> bool + 'a,
    ) -> impl Iterator<Item = &'a Row> {
        self.rows.iter().filter(move |row| is(&row.fate))
    }
}

/// The row about an outlet of the map; none where the census does not know it.
fn of_outlet(world: &mut World<'_>, fates: &Fates, index: usize) -> Option<Row> {
    let outlet = world.map.outlets[index].clone();
    let fate = fates.of[index].clone()?;
    let old_name = outlet.name.clone();
    let at = match fate {
        Fate::Moved => fates.new_place[&index],
        _ => geo::around(&mut world.rng, outlet.at, 0, 15),
    };
    let mut formats = vec![outlet.format];
    let mut words = spelt(world, outlet.format);
    match &fate {
        Fate::OtherFormat { to } => {
            formats = vec![*to];
            words = FORMATS[*to].word.to_string();
        }
        Fate::Both if FORMATS[outlet.format].word == "便利店" && world.rng.percent(30) => {
            let second = formats::named(["快递服务点", "家政服务点"][world.rng.below(2)]);
            let mark = ["、", "；", "/"][world.rng.below(3)];
            words = format!("便利店{mark}{}", FORMATS[second].word);
            formats.push(second);
        }
        _ => {}
    }
    let name = match (&fate, old_name) {
        (Fate::Renamed { to, .. }, _) => to.clone(),
        (_, Some(name)) => name,
        (_, None) => names::for_nameless(world, outlet.format),
    };
    let mut row = blank(world, name, words, at);
    if matches!(fate, Fate::Closed) {
        row.status = ["停业", "已关闭"][world.rng.below(2)];
        row.hours = "";
    }
    row.formats = formats;
    row.fate = fate;
    row.osm = Some(index);
    Some(row)
}

/// A format in the words of a surveyor, who mostly takes the list's.
fn spelt(world: &mut World<'_>, format: usize) -> String {
    let entry = &FORMATS[format];
    let word = match entry.synonyms {
        [] => entry.word,
        _ if world.rng.percent(85) => entry.word,
        words => words[world.rng.below(words.len())],
    };
    word.to_string()
}

/// A row with everything that has nothing to do with the map.
fn blank(world: &mut World<'_>, name: String, words: String, at: LonLat) -> Row {
    let zone = world.zones.community(at);
    let rng = &mut world.rng;
    let hours = [
        "07:00-22:00",
        "08:00-21:00",
        "6:30-20:30",
        "09:00-18:00",
        "24小时",
        "",
    ];
    let street = zone.map_or("", |zone| world.zones.communities[zone].parent.as_str());
    let door = rng.below(180) + 1;
    let mut row = Row {
        id: String::new(),
        name,
        words,
        address: format!("{DISTRICT}{street}{}{door}号", world.map.street(at)),
        zone,
        lon: String::new(),
        lat: String::new(),
        hours: hours[rng.below(hours.len())],
        status: if rng.percent(88) {
            "营业"
        } else {
            "正常营业"
        },
        brand: "",
        floor_m2: (rng.below(150) + 20).to_string(),
        staff: (rng.below(8) + 1).to_string(),
        note: String::new(),
        at,
        formats: Vec::new(),
        fate: Fate::OnlyList,
        osm: None,
    };
    row.place(at);
    row
}

/// An outlet that the map lacks: on a named street, away from everything that it could be taken for.
pub(crate) fn fresh(
    world: &mut World<'_>,
    fates: &Fates,
    rows: &[Row],
    format: usize,
    used: &mut [usize],
) -> Row {
    let at = fates.free_place(world, rows, format);
    let entry = &FORMATS[format];
    let number = used[format];
    used[format] += 1;
    let trade = entry.trades[number % entry.trades.len()];
    let name = if entry.is_device {
        trade.to_string()
    } else {
        // Every format starts elsewhere among the owners, so that neighbours of two formats differ.
        format!("{}{trade}", OWNERS[(number + format * 5) % OWNERS.len()])
    };
    let words = entry.word.to_string();
    let mut row = blank(world, name, words, at);
    row.formats = vec![format];
    row
}

/// What belongs to the format: chains, and things that nobody staffs.
fn furnish(world: &mut World<'_>, rows: &mut [Row]) {
    for row in rows {
        let entry = &FORMATS[row.formats[0]];
        let runs = |chain: &&(&str, &[&str])| chain.1.contains(&entry.word);
        match CHAINS.iter().find(runs) {
            Some((name, _)) if world.rng.percent(20) => row.brand = name,
            _ => {}
        }
        if entry.is_device {
            row.floor_m2.clear();
            row.staff.clear();
            row.hours = "24小时";
        }
    }
}

/// Orders the rows as they were surveyed, community by community, and numbers them.
fn number(world: &mut World<'_>, rows: &mut Vec<Row>) {
    let keys: Vec<u64> = rows.iter().map(|_| world.rng.bits()).collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&row| (rows[row].zone.unwrap_or(usize::MAX), keys[row]));
    let mut sorted: Vec<Row> = order.iter().map(|&row| rows[row].clone()).collect();
    for (row, number) in sorted.iter_mut().zip(1..) {
        row.id = format!("WD{number:05}");
    }
    *rows = sorted;
}
