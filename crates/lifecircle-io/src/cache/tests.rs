//! A city goes in and comes out; a file that is not whole gives an error, whatever is wrong with it.

use std::path::Path;

use geo_types::{MultiPolygon, Polygon};
use lifecircle_core::area::{AreaSource, StudyArea};
use lifecircle_core::assemble::{AssembleOptions, Tables, assemble};
use lifecircle_core::build::{BuildOptions, BuiltNetwork};
use lifecircle_core::coverage::{CheckInput, EngineChoice, check};
use lifecircle_core::datum::Datum;
use lifecircle_core::evidence::Direction;
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::metric::{Gates, Profile, Walking};
use lifecircle_core::network::StreetNetwork;
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::{OsmData, read};
use lifecircle_core::place::{
    BUILT_IN_TABLES, CategorySet, CategoryTable, Facilities, HomesChoice, ListPolicy, OwnFacility,
    OwnResidence, PeopleTable, ResidenceChoice, Residences,
};
use lifecircle_core::rules::RulePack;
use lifecircle_core::snap::SnapIndex;
use lifecircle_core::walk::Walks;
use lifecircle_testkit::{GridCity, HeaderBox};
use std::sync::Arc;

use super::frame::{VERSION, seal};
use super::*;
use crate::write::Sha256Hex;

mod names;

/// A whole city and what it says of itself.
struct World {
    label: Label,
    network: StreetNetwork,
    built: BuiltNetwork,
    candidates: FacilityCandidates,
    facilities: Facilities,
    residences: Residences,
    area: Option<StudyArea>,
}

fn table() -> CategoryTable {
    CategoryTable::built_in()
}

/// Streets with crossings, a private gate and a closed one, shops with and without name, own and mapped homes.
fn world(own_homes: bool) -> World {
    let grid = GridCity::new(3, 3, 100);
    let mut osm = grid.osm("highway=tertiary");
    osm.encoding.date_s = Some(1_714_521_600);
    osm.encoding.bbox =
        HeaderBox::Nano([9_000_000_000, -1_000_000_000, 11_000_000_000, 1_000_000_000]);
    osm.ways[0].tags.clear();
    osm.ways[0]
        .tags
        .push(("highway".into(), "residential".into()));
    osm.ways[0].tags.push(("name".into(), "解放路".into()));
    osm.ways[1].tags.push(("name".into(), "Calle Mayor".into()));
    osm.ways[2].tags.push(("name".into(), "解放路".into()));
    osm.tag_node(grid.node(1, 1), "highway=crossing");
    osm.tag_node(grid.node(1, 0), "barrier=gate access=private");
    osm.tag_node(grid.node(2, 1), "barrier=wall");
    osm.tag_node(grid.node(0, 1), "barrier=gate opening_hours=08:00-20:00");
    osm.ways[3]
        .tags
        .push(("access:conditional".into(), "no @ (22:00-06:00)".into()));
    osm.node(100, 100_000_100, 300, "shop=convenience name=美佳便利店");
    osm.node(101, 100_000_110, 310, "shop=convenience name=美佳便利店");
    osm.node(102, 100_005_000, 310, "amenity=marketplace");
    osm.node(103, 100_001_000, 4000, "place=neighbourhood name=三里桥");
    osm.node(104, 100_000_000, -4000, "place=town name=Vegueta");
    osm.way(
        50,
        &[grid.node(2, 2), 102, 9999],
        "highway=steps oneway=yes foot=private",
    );
    let table = table();
    let bytes = osm.bytes();
    let data = read(bytes.as_slice(), &table, &Silent).unwrap();
    let options = BuildOptions {
        crossings: true,
        ..BuildOptions::default()
    };
    let corner = LonLat {
        lon: 10.0,
        lat: 0.0,
    };
    let categories = CategorySet::of(0).union(CategorySet::of(2));
    let shop = OwnFacility {
        name: Some("惠民 Huimin".into()),
        address: Some("三里桥路 1 号".into()),
        ..OwnFacility::new("店1".into(), categories, corner)
    };
    let home = |id: &str, at| OwnResidence {
        id: id.into(),
        people_milli: 1500,
        at,
        outline: Vec::new(),
        address: None,
    };
    let choice = if own_homes {
        let far = LonLat {
            lon: 50.0,
            lat: 0.0,
        };
        ResidenceChoice::Own(vec![home("甲", corner), home("far", far)])
    } else {
        ResidenceChoice::Mapped {
            which: HomesChoice::Typed,
            no_stairs: false,
        }
    };
    let people = PeopleTable::built_in();
    let tables = Tables {
        categories: &table,
        people: &people,
    };
    let options = AssembleOptions {
        build: options,
        facilities: vec![shop],
        residences: choice,
        // One of both kinds of cities holds what a list was found to have.
        policy: if own_homes {
            ListPolicy::OsmWins
        } else {
            ListPolicy::Union
        },
        ..AssembleOptions::default()
    };
    let assembled = assemble(&data, tables, &options, &Silent).unwrap();
    World {
        label: label(&bytes, &data, &options),
        network: assembled.network,
        built: assembled.built,
        candidates: assembled.candidates,
        facilities: assembled.facilities,
        residences: assembled.residences,
        area: own_homes.then(town),
    }
}

/// What the city is said to be made of.
fn label(bytes: &[u8], data: &OsmData, options: &AssembleOptions) -> Label {
    let note = FileNote {
        name: "shops.csv".into(),
        bytes: 7,
        digest: Sha256Hex::of(b"shops"),
    };
    Label {
        origin: Origin {
            name: "城市.osm.pbf".into(),
            bytes: bytes.len() as u64,
            digest: Sha256Hex::of(bytes),
            header: data.header.clone(),
            report: data.report,
        },
        recipe: Recipe {
            extent: Some(AreaNote::Text("0,0,1,1".into())),
            build: options.build,
            max_snap_mm: options.max_snap_mm,
            legs: options.legs,
            plazas: options.network.plazas,
            homes: HomesChoice::Typed,
            facilities: Some(note),
            ..Recipe::default()
        },
        tables: Sha256Hex::of(BUILT_IN_TABLES[0].as_bytes()),
        lists: ListNotes {
            imports: vec![list_note()],
            in_earlier: 3,
            far: vec![FarNote {
                role: "facilities".into(),
                list: "shops.csv".into(),
                far: 12,
                all: 70,
                first: vec![2, 5, 9],
                coordinates: Some("gcj02".into()),
                is_declared: true,
            }],
        },
    }
}

/// What became of a list.
fn list_note() -> ListNote {
    ListNote {
        role: "facilities".into(),
        file: FileNote {
            name: "shops.csv".into(),
            bytes: 7,
            digest: Sha256Hex::of(b"shops"),
        },
        kind: "CSV".into(),
        encoding: Some("GB18030".into()),
        sheet: None,
        columns: vec![
            ("name".into(), "名称".into()),
            ("lon".into(), "经度".into()),
        ],
        coordinates: Some("gcj02".into()),
        is_declared: true,
        said_by: Some("高德坐标".into()),
        is_detected: false,
        rows_in: 80,
        used: 70,
        rejected: 4,
        duplicates: 5,
        others: 1,
        shift: Some(ShiftNote {
            declared: Datum::Gcj02,
            offset_m: 540,
            direction: Direction::NorthWest,
            better: Some(Datum::Bd09),
        }),
    }
}

/// A square with a hole.
fn town() -> StudyArea {
    let ring = |low: f64, high: f64| vec![(low, low), (high, low), (high, high), (low, high)];
    let polygon = Polygon::new(ring(9.0, 11.0).into(), vec![ring(9.5, 9.6).into()]);
    let source = AreaSource::Relation {
        id: 7,
        level: Some(8),
    };
    StudyArea::new("城".into(), source, &MultiPolygon(vec![polygon])).unwrap()
}

impl World {
    fn bytes(&self) -> Vec<u8> {
        encode(Contents {
            label: &self.label,
            network: &self.network,
            built: &self.built,
            candidates: &self.candidates,
            facilities: &self.facilities,
            residences: &self.residences,
            area: self.area.as_ref(),
            left_out: LeftOut::default(),
        })
    }
}

fn at() -> &'static Path {
    Path::new("city.lcn")
}

/// Opens, reads and checks a city, as a command would.
fn used(bytes: &[u8]) -> Result<(), InputError> {
    let cache = CityCache::from_bytes(at(), bytes.to_vec())?;
    let table = table();
    let city = cache.city(table.categories().len())?;
    cache.candidates(table.categories().len())?;
    cache.area()?;
    let network = cache.network()?;
    SnapIndex::new(&network, &city.built.streets, 200_000, &Silent)
        .unwrap()
        .point(network.lon_lat(0));
    let pack = include_str!("../../../../data/rules/gb50180.toml");
    let profile = Profile::named("adult").unwrap();
    let walking = Walking {
        profile,
        speed: profile.speed,
        gates: Gates::Tagged,
        crossing_delay_ms: 1000,
    };
    let input = CheckInput {
        walks: &Walks::new(Arc::new(city.built), walking),
        residences: &city.residences,
        facilities: &city.facilities,
        pack: &RulePack::parse(pack, &table).unwrap(),
        list_replaces: false,
    };
    check(input, EngineChoice::Auto, &Silent).unwrap();
    Ok(())
}

fn error(bytes: &[u8]) -> String {
    used(bytes).expect_err("a broken cache").to_string()
}

#[test]
fn what_goes_in_comes_out() {
    for own_homes in [false, true] {
        let world = world(own_homes);
        assert!(!world.network.crossings.is_empty() && world.network.passages.len() == 2);
        assert_eq!(world.network.way_names.count(), 3);
        assert_eq!(world.network.localities.count(), 2);
        assert!(
            world
                .facilities
                .rows
                .iter()
                .any(|row| !row.merged.is_empty())
        );
        let cache = CityCache::from_bytes(at(), world.bytes()).unwrap();
        let conflation = &world.facilities.conflation;
        assert_eq!(conflation.is_some(), own_homes);
        assert_eq!(*cache.label(), world.label);
        assert_eq!(cache.facts(), NetworkFacts::of(&world.network));
        assert_eq!(cache.area().unwrap(), world.area);
        let categories = table().categories().len();
        assert_eq!(cache.candidates(categories).unwrap(), world.candidates);
        let city = cache.city(table().categories().len()).unwrap();
        let text = |value: &dyn std::fmt::Debug| format!("{value:?}");
        assert_eq!(city.built.graph, world.built.graph);
        assert_eq!(text(&city.built), text(&world.built));
        assert_eq!(text(&city.facilities), text(&world.facilities));
        assert_eq!(text(&city.residences), text(&world.residences));
        let (read, whole) = (cache.network().unwrap(), &world.network);
        assert_eq!(read.passages, whole.passages);
        assert_eq!(read.crossings, whole.crossings);
        assert_eq!(read.crossed_major, whole.crossed_major);
        let columns = |n: &StreetNetwork| {
            let n = n.clone();
            let nodes = (n.node_osm, n.lon, n.lat, n.cut);
            let segments = (n.tail, n.head, n.way, n.index);
            let names = (n.way_names, n.localities);
            (nodes, segments, n.way_osm, n.way_attr, names, n.report)
        };
        assert_eq!(columns(&read), columns(whole));
        let again = encode(Contents {
            label: cache.label(),
            network: &read,
            built: &city.built,
            candidates: &cache.candidates(table().categories().len()).unwrap(),
            facilities: &city.facilities,
            residences: &city.residences,
            area: cache.area().unwrap().as_ref(),
            left_out: cache.left_out(),
        });
        assert!(again == world.bytes(), "a second round changes the bytes");
    }
}

#[test]
fn a_flipped_bit_anywhere_is_an_error() {
    let whole = world(false).bytes();
    used(&whole).unwrap();
    let (head, body) = (0..40 * 8, (40 * 8..whole.len() * 8).step_by(13));
    for bit in head.chain(body) {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let found = CityCache::from_bytes(at(), bytes);
        assert!(found.is_err(), "bit {bit} changes nothing");
    }
}

#[test]
fn a_file_cut_off_anywhere_is_an_error() {
    let whole = world(false).bytes();
    for length in (0..40).chain((40..whole.len()).step_by(37)) {
        let message = error(&whole[..length]);
        assert!(message.starts_with("city.lcn"), "{length}: {message}");
    }
    let longer = [whole.as_slice(), &[0]].concat();
    assert!(error(&longer).contains("were written"));
}

#[test]
fn versions_and_foreign_files_are_told() {
    let whole = world(false).bytes();
    let mut other = whole.clone();
    other[8..12].copy_from_slice(&(VERSION + 1).to_le_bytes());
    let message = error(&other);
    let found = format!("format version {}", VERSION + 1);
    let read = format!("reads version {VERSION}");
    for needle in [found.as_str(), &read, "make it again"] {
        assert!(message.contains(needle), "{needle}: {message}");
    }
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice();
    for foreign in [&[], png, b"\0\0\0\x0d\x0a\x09OSMHeader", &whole[1..]] {
        assert!(error(foreign).contains("no network file of this program"));
    }
    let program = PROGRAM.as_bytes();
    let mut elder = whole.clone();
    let place = elder
        .windows(program.len())
        .position(|w| w == program)
        .unwrap();
    elder[place] = b'9';
    seal(&mut elder);
    assert!(error(&elder).contains("written by lifecircle 9"));
}

/// Name, offset and length of every section.
fn sections(bytes: &[u8]) -> Vec<(String, usize, usize)> {
    // No file here is longer than 32 bits count.
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let count = u32::from_le_bytes(bytes[12..16].try_into().unwrap()) as usize;
    let entry = |i: usize| {
        let at = 40 + 32 * i;
        let name = String::from_utf8(bytes[at..at + 16].to_vec()).unwrap();
        (
            name.trim_end_matches('\0').to_owned(),
            number(at + 16),
            number(at + 24),
        )
    };
    (0..count).map(entry).collect()
}

/// Sections whose every number is the position of something.
const POSITIONS: [&str; 29] = [
    "st.tail",
    "st.head",
    "st.first_link",
    "st.link",
    "seg.street",
    "node.network",
    "net.tail",
    "net.head",
    "net.way",
    "net.passage.at",
    "net.cross.at",
    "net.crossed",
    "net.name.of",
    "net.place.of",
    "net.name.first",
    "net.place.first",
    "fac.texts",
    "fac.first",
    "fac.access",
    "home.access",
    "home.inner",
    "cand.line.row",
    "cand.line.first",
    "cand.ent.first",
    "cand.first",
    "home.first",
    "label.first",
    "st.access",
    "node.cut",
];

#[test]
fn positions_that_lead_nowhere_are_errors_under_a_right_checksum_too() {
    let whole = world(false).bytes();
    let sections = sections(&whole);
    for name in POSITIONS {
        let (_, offset, length) = sections.iter().find(|s| s.0 == name).unwrap();
        assert!(*length > 0, "{name} is empty: it tests nothing");
        for place in [*offset, offset + (length - 1) / 8 * 4] {
            let mut bytes = whole.clone();
            let end = (place + 4).min(offset + length);
            bytes[place..end].fill(0x7f);
            seal(&mut bytes);
            let message = error(&bytes);
            assert!(message.contains("section "), "{name}: {message}");
        }
    }
}

#[test]
fn whatever_a_section_holds_nothing_panics() {
    let whole = world(true).bytes();
    for (_, offset, length) in sections(&whole) {
        let steps = (length / 6).max(1);
        for place in (offset..offset + length).step_by(steps) {
            for value in [0, 1, 0x7f, 0x80, 0xff] {
                let mut bytes = whole.clone();
                let end = (place + 8).min(offset + length);
                bytes[place..end].fill(value);
                seal(&mut bytes);
                // An error, or a city as good as any other: the checksum alone knew of the change.
                let _ = used(&bytes);
            }
        }
    }
}

#[test]
fn whatever_the_table_says_nothing_panics() {
    let whole = world(false).bytes();
    let table_end = 40 + 32 * sections(&whole).len();
    for place in (8..table_end).step_by(4) {
        for value in [0u32, 8, 0x7fff_ffff, u32::MAX] {
            let mut bytes = whole.clone();
            bytes[place..place + 4].copy_from_slice(&value.to_le_bytes());
            seal(&mut bytes);
            let _ = used(&bytes);
        }
    }
}

#[test]
fn a_table_of_128_categories_keeps_the_last_one() {
    let mut world = world(false);
    let last = CategorySet::of(CategorySet::CAPACITY - 1);
    world.facilities.rows[0].categories = last;
    let cache = CityCache::from_bytes(at(), world.bytes()).unwrap();
    let city = cache.city(CategorySet::CAPACITY).unwrap();
    assert_eq!(city.facilities.rows[0].categories, last);
    let cache = CityCache::from_bytes(at(), world.bytes()).unwrap();
    assert!(cache.city(CategorySet::CAPACITY - 1).is_err());
}
