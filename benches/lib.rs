//! Shared inputs of the benches: a synthetic city, always the same, and the peers' case.

pub mod case;
pub mod engine;

use lifecircle::{Gates, Walker};
use lifecircle_core::coverage::CheckInput;
use lifecircle_core::metric::Walking;
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

/// A default adult.
pub fn adult() -> Walking {
    Walker::default().walking(Gates::Tagged)
}

/// Homes × rules, the work of a check.
pub fn verdicts(input: CheckInput) -> u64 {
    (input.residences.count() * input.pack.rules.len()) as u64
}
