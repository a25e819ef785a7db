//! How many people live within 500 m on foot of a food market or a supermarket: by typed homes, by all, and by a
//! head count shared among either by floor area.
//!
//! `cargo run --release -p lifecircle-examples --example near_food FILE.osm.pbf AREA.geojson PEOPLE [IDS]`
//!
//! `IDS` is a file that gets the ids of all homes, one in a line.
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use lifecircle_core::area::StudyArea;
use lifecircle_core::assemble::{AssembleOptions, Assembled, Tables, assemble};
use lifecircle_core::coverage::{CheckInput, EngineChoice, check, summarise};
use lifecircle_core::metric::{Gates, Profile, Walking};
use lifecircle_core::observer::Silent;
use lifecircle_core::osm;
use lifecircle_core::place::{
    CategoryTable, HomesChoice, PeopleTable, Population, ResidenceChoice, Residences, allocate,
};
use lifecircle_core::units::{milli_to_people, people_to_milli, percent};
use lifecircle_core::{RulePack, Walks};
use lifecircle_io::read;

/// Markets and supermarkets are one thing here, and 500 m are measured along the network, legs included.
const RULE: &str = "id = 'food-500-m'\nen = 'food within 500 m'\nzh = '500 米内的食品店'\n\
    [[rule]]\nid = 'food'\nen = 'market or supermarket'\nzh = '菜市场或超市'\n\
    categories = ['market', 'supermarket']\nmetres = 500\n";

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |what| arguments.next().context(what);
    let file = std::fs::read(next("an extract")?)?;
    let area = next("an area")?;
    let people: f64 = next("how many people")?.parse()?;
    let ids = next("a file for ids").ok();
    let outline = Path::new(&area);
    let parts = read::polygons(outline)?.to_wgs84(outline, &read::lon_lat)?;
    let area = read::study_area(outline, None, &parts)?;
    let table = CategoryTable::built_in();
    let pack = RulePack::parse(RULE, &table)?;
    println!(
        "{:8} {:28} {:>7} {:>9} {:>9}",
        "homes", "people", "homes", "people", "near food"
    );
    for which in [HomesChoice::Typed, HomesChoice::All] {
        let (city, homes) = homes_of(&file, &table, which, &area)?;
        if let (HomesChoice::All, Some(ids)) = (which, &ids) {
            let all: Vec<String> = city.residences.id.iter().map(ToString::to_string).collect();
            std::fs::write(ids, all.join("\n"))?;
        }
        let report = homes.report;
        let walking = Walking {
            profile: Profile::default(),
            speed: Profile::default().speed,
            gates: Gates::Tagged,
            crossing_delay_ms: 0,
        };
        let walks = Walks::new(Arc::new(city.built), walking);
        let near = |homes: &Residences, how: &str| -> anyhow::Result<()> {
            let input = CheckInput {
                walks: &walks,
                residences: homes,
                facilities: &city.facilities,
                pack: &pack,
                list_replaces: false,
            };
            let summary = summarise(input, &check(input, EngineChoice::Auto, &Silent)?);
            let exact = summary.joint.exact.people_milli;
            let share = percent(exact.covered, summary.people_milli).unwrap_or(0.0);
            let people = milli_to_people(summary.people_milli);
            let count = summary.homes;
            println!(
                "{:8} {how:28} {count:>7} {people:>9.0} {share:>7.2} %",
                which.word()
            );
            Ok(())
        };
        near(&homes, "estimated by floor area")?;
        let shared = allocate(&homes, &Population::Total(people_to_milli(people)))?;
        let mut counted = homes;
        counted.people_milli = shared.people_milli;
        let factor = shared.report.factor().unwrap_or(0.0);
        near(&counted, &format!("given, {factor:.2} times as many"))?;
        let left_out = report.left_out_floor_percent().unwrap_or(0.0);
        println!(
            "         in the extract: {} homes, {} added, {} buildings left out with {left_out:.1} % of the floor",
            report.dwellings, report.yes_added, report.yes_left_out
        );
    }
    Ok(())
}

/// The city with homes of a kind, and those in the area.
fn homes_of(
    file: &[u8],
    table: &CategoryTable,
    which: HomesChoice,
    area: &StudyArea,
) -> anyhow::Result<(Assembled, Residences)> {
    let options = AssembleOptions {
        residences: ResidenceChoice::Mapped {
            which,
            no_stairs: false,
        },
        ..AssembleOptions::default()
    };
    let data = osm::read_with(file, table, options.read(), &Silent)?;
    let people = PeopleTable::built_in();
    let tables = Tables {
        categories: table,
        people: &people,
    };
    let city = assemble(&data, tables, &options, &Silent)?;
    let (homes, _) = city.residences.within(area);
    Ok((city, homes))
}
