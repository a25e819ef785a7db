//! The whole pipeline as a library: a file in, a share of covered homes out.
//!
//! `cargo run --release -p lifecircle-examples --example check_city [FILE.osm.pbf]`
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use anyhow::Context;
use lifecircle_core::build::build;
use lifecircle_core::coverage::{CheckInput, EngineChoice, check, summarise};
use lifecircle_core::metric::{Gates, Profile, Walking};
use lifecircle_core::network::{NetworkOptions, street_network};
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::read;
use lifecircle_core::place::{CategoryTable, PeopleTable, ResidenceChoice, facilities, residences};
use lifecircle_core::rules::RulePack;
use lifecircle_core::snap::SnapIndex;

fn main() -> anyhow::Result<()> {
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/demo.osm.pbf");
    let path = std::env::args().nth(1).unwrap_or_else(|| demo.to_owned());
    let table = CategoryTable::parse(include_str!("../data/categories.toml"))?;
    let people = PeopleTable::parse(include_str!("../data/people.toml"))?;
    let pack = RulePack::parse(include_str!("../data/rules/huaian-2023.toml"), &table)?;

    // Each arrow is a function, each noun an immutable value.
    let file = std::fs::File::open(&path).with_context(|| path.clone())?;
    let data = read(&file, &table, &Silent).with_context(|| path.clone())?;
    let network = street_network(&data, &NetworkOptions::default());
    let profile = Profile::named("elderly").context("no such profile")?;
    let walking = Walking {
        profile,
        speed: profile.speed,
        gates: Gates::Tagged,
        crossing_delay_ms: 0,
    };
    let built = build(&network, walking.build_options(false));
    let index = SnapIndex::new(&network, &built.streets, 200_000);
    let facilities = facilities(&data, &table, &[], false, &index);
    let residences = residences(
        &data,
        &network,
        &people,
        &ResidenceChoice::Auto,
        &facilities,
        &index,
    );

    let input = CheckInput {
        built: &built,
        residences: &residences,
        facilities: &facilities,
        pack: &pack,
        walking,
        list_replaces: false,
    };
    let coverage = check(input, EngineChoice::Auto, &Silent);
    let summary = summarise(input, &coverage);
    for (rule, sums) in pack.rules.iter().zip(&summary.rules) {
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
