//! A file in, a share of covered homes out.
//!
//! `cargo run --release -p lifecircle-examples --example check_city [FILE.osm.pbf]`
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use lifecircle::{CheckOptions, City, CityOptions, Error, Source, Walker};

fn main() -> Result<(), Error> {
    let walker = Some(Walker::named("elderly")?);
    let options = CityOptions {
        walker,
        ..CityOptions::default()
    };
    let city = City::open(Source::from(std::env::args().nth(1)), &options)?;
    let check = city.check(&CheckOptions::default())?;
    for (rule, sums) in check.rules().iter().zip(&check.summary().rules) {
        let homes = sums.shares.exact.homes;
        println!(
            "{}: {} of {} homes covered",
            rule.en,
            homes.covered,
            homes.total()
        );
    }
    Ok(())
}
