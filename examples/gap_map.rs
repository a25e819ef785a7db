//! Where people lack what: the five worst areas, and where a new facility would cover all of their homes.
//!
//! `cargo run --release -p lifecircle-examples --example gap_map [FILE.osm.pbf]`
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use lifecircle::{City, CityOptions, Error, GapOptions, Scope, Source};

fn main() -> Result<(), Error> {
    let source = Source::from(std::env::args().nth(1));
    let city = City::open(source, &CityOptions::default())?;
    let gaps = city.gaps(&GapOptions::default())?;
    for found in &gaps.map().scopes {
        match found.scope {
            Scope::Joint => println!("all rules together"),
            Scope::Rule(rule) => println!("{}", gaps.check().rules()[rule].en),
        }
        for area in found.areas.iter().take(5) {
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
