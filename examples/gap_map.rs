//! Where people lack what: the five worst areas, and where a new facility would cover all of their homes.
//!
//! `cargo run --release -p lifecircle-examples --example gap_map [FILE.osm.pbf]`
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use lifecircle_core::coverage::{EngineChoice, check};
use lifecircle_core::gap::{Scope, gap_map};
use lifecircle_core::isochrone::AreaOptions;
use lifecircle_core::observer::Silent;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_examples::City;

fn main() -> anyhow::Result<()> {
    let file = std::env::args().nth(1);
    let city = City::read(file.as_deref(), "adult")?;
    let input = city.input();
    let coverage = check(input, EngineChoice::Auto, &Silent)?;
    let shapes = StreetShapes::new(&city.network, &city.built.streets);
    let map = gap_map(
        input,
        &coverage,
        &city.network,
        &shapes,
        AreaOptions::default(),
        &Silent,
    )?;
    for gaps in &map.scopes {
        match gaps.scope {
            Scope::Joint => println!("all rules together"),
            Scope::Rule(rule) => println!("{}", city.pack.rules[rule].en),
        }
        for area in gaps.areas.iter().take(5) {
            println!(
                "  {:>6} people in {:>4} homes around {:.5},{:.5} {}",
                area.people_milli / 1000,
                area.homes.len(),
                area.at.lon,
                area.at.lat,
                area.name.as_deref().unwrap_or_default()
            );
        }
    }
    Ok(())
}
