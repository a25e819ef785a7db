//! The whole pipeline as a library: a file in, a share of covered homes out.
//!
//! `cargo run --release -p lifecircle-examples --example check_city [FILE.osm.pbf]`
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use lifecircle_core::coverage::{EngineChoice, check, summarise};
use lifecircle_core::observer::Silent;
use lifecircle_examples::City;

fn main() -> anyhow::Result<()> {
    let file = std::env::args().nth(1);
    let city = City::read(file.as_deref(), "elderly")?;
    let input = city.input();
    let coverage = check(input, EngineChoice::Auto, &Silent)?;
    let summary = summarise(input, &coverage);
    for (rule, sums) in city.pack.rules.iter().zip(&summary.rules) {
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
