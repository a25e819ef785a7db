//! What one place reaches on foot within 5, 10 and 15 minutes.
//!
//! `cargo run --release -p lifecircle-examples --example one_isochrone [FILE.osm.pbf LON LAT]`
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use anyhow::Context;
use lifecircle::{City, CityOptions, IsochroneOptions, LonLat, OriginChoice, Place, Source};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let city = City::open(Source::from(arguments.first()), &CityOptions::default())?;
    let at = match arguments.get(1).zip(arguments.get(2)) {
        Some((lon, lat)) => LonLat {
            lon: lon.parse().context("LON is no number")?,
            lat: lat.parse().context("LAT is no number")?,
        },
        // Without a place: the first home of the city.
        None => city.residences().ways_in_of(0)[0].at,
    };
    let id = "here".to_owned();
    let from = OriginChoice {
        places: vec![Place { id, at }],
        every_home: false,
    };
    let isochrones = city.isochrones(&from, &IsochroneOptions::default())?;
    for left_out in &isochrones.origins().left_out {
        println!("no street in reach: {left_out:?}");
    }
    let reached = |_: &_, reached: lifecircle::Reached| reached.isochrones;
    isochrones.for_each(reached, |_, by_limit| {
        for isochrone in by_limit {
            println!(
                "{:>2} min: {:>6} m of street, {:>6} people, {:>3} facilities, {:.2} km²",
                isochrone.limit_ms / 60_000,
                isochrone.counts.street_mm / 1000,
                isochrone.counts.people_milli / 1000,
                isochrone.counts.facilities,
                isochrone.area.area_m2() / 1e6
            );
        }
        Ok::<_, lifecircle::Error>(())
    })?;
    Ok(())
}
