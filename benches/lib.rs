//! Shared inputs of the benches: a synthetic city, always the same, and the peers' case.

pub mod case;
pub mod engine;

use anyhow::Context;
use lifecircle_core::coverage::CheckInput;
use lifecircle_core::metric::{Gates, Profile, Walking};
use lifecircle_core::place::{CategoryTable, PeopleTable};
use lifecircle_core::rules::RulePack;
use lifecircle_synth::{SynthOptions, write_city};

/// Size of the benched city.
pub const KM2: f64 = 25.0;
/// Seed of the benched city.
pub const SEED: u64 = 28;

/// The city as the bytes of an `.osm.pbf` file.
///
/// # Errors
/// What the generator says.
pub fn city_bytes() -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write_city(
        &SynthOptions {
            km2: KM2,
            seed: SEED,
        },
        &mut bytes,
        &mut |_, _| {},
    )?;
    Ok(bytes)
}

/// The tables and rules of the program.
pub struct Tables {
    /// Categories.
    pub categories: CategoryTable,
    /// Assumed storeys.
    pub people: PeopleTable,
    /// The default rule pack.
    pub pack: RulePack,
}

/// Reads the tables in `data/`.
///
/// # Errors
/// What is wrong with them.
pub fn tables() -> anyhow::Result<Tables> {
    let categories = CategoryTable::parse(include_str!("../data/categories.toml"))?;
    let people = PeopleTable::parse(include_str!("../data/people.toml"))?;
    let pack = RulePack::parse(include_str!("../data/rules/huaian-2023.toml"), &categories)?;
    Ok(Tables {
        categories,
        people,
        pack,
    })
}

/// A default adult.
///
/// # Errors
/// Never; the profile is built in.
pub fn adult() -> anyhow::Result<Walking> {
    let profile = Profile::named("adult").context("no adult")?;
    Ok(Walking {
        profile,
        speed: profile.speed,
        gates: Gates::Tagged,
        crossing_delay_ms: 0,
    })
}

/// Homes × rules, the work of a check.
pub fn verdicts(input: CheckInput) -> u64 {
    (input.residences.count() * input.pack.rules.len()) as u64
}
