//! Values of options, checked as they are typed.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use lifecircle::{Gates, Profile};
use lifecircle_core::units::{m_to_mm, minutes_to_ms, s_to_ms};

/// More threads than any machine has would only wait for one another.
const MAX_THREADS: usize = 256;

pub(super) fn threads(text: &str) -> Result<usize, String> {
    let number: Option<usize> = text.parse().ok().filter(|n| (1..=MAX_THREADS).contains(n));
    number.ok_or_else(|| format!("give a number from 1 to {MAX_THREADS}"))
}

/// Seconds as milliseconds.
pub(super) fn seconds(text: &str) -> Result<u32, String> {
    let value: f64 = text
        .parse()
        .map_err(|_| "not a number of seconds".to_owned())?;
    if !(0.0..=600.0).contains(&value) {
        return Err("give seconds between 0 and 600".to_owned());
    }
    Ok(s_to_ms(value))
}

/// Minutes as milliseconds.
pub(super) fn minutes(text: &str) -> Result<u32, String> {
    let value: f64 = text
        .parse()
        .map_err(|_| "not a number of minutes".to_owned())?;
    if !(value > 0.0 && value <= 240.0) {
        return Err("give minutes above 0, up to 240".to_owned());
    }
    Ok(minutes_to_ms(value))
}

/// Metres as millimetres.
pub(super) fn metres(text: &str) -> Result<u32, String> {
    let value: f64 = text
        .parse()
        .map_err(|_| "not a number of metres".to_owned())?;
    if !(1.0..=2000.0).contains(&value) {
        return Err("give metres between 1 and 2000".to_owned());
    }
    Ok(m_to_mm(value))
}

/// Square metres.
pub(super) fn square_metres(text: &str) -> Result<f64, String> {
    let value: Option<f64> = text.parse().ok().filter(|v| (0.0..=1e9).contains(v));
    value.ok_or_else(|| "give square metres, 0 or more".to_owned())
}

/// A share in per cent.
pub(super) fn share(text: &str) -> Result<f64, String> {
    // Without its sign 0.9 could be nine tenths or nine thousandths.
    let number = text.strip_suffix('%').map(|n| n.trim().parse::<f64>());
    let Some(Ok(value)) = number else {
        return Err("write a share with its sign, as 90%".to_owned());
    };
    if !(0.0..=100.0).contains(&value) {
        return Err("a share lies between 0% and 100%".to_owned());
    }
    Ok(value)
}

/// How much slower a step may be, in per cent; twice as slow is 100%.
pub(super) fn regression(text: &str) -> Result<f64, String> {
    let number = text.strip_suffix('%').map(|n| n.trim().parse::<f64>());
    match number {
        Some(Ok(value)) if (0.0..=10_000.0).contains(&value) => Ok(value),
        _ => Err("write a share with its sign, as 10%".to_owned()),
    }
}

/// A profile by its name.
pub(super) fn profile() -> impl TypedValueParser<Value = Profile> {
    PossibleValuesParser::new(Profile::names())
        .map(|name| Profile::named(&name).unwrap_or_default())
}

/// What gates do, by its word.
pub(super) fn gates() -> impl TypedValueParser<Value = Gates> {
    PossibleValuesParser::new(Gates::ALL.map(Gates::word))
        .map(|word| Gates::named(&word).unwrap_or_default())
}
