//! Values of options, checked as they are typed.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use lifecircle::{AuditKind, Gates, HomesChoice, Legs, ListPolicy, Plazas, Profile};
use lifecircle_core::units::{m_to_mm, minutes_to_ms, s_to_ms};

use crate::problem::{Problem, problem};

/// More threads than any machine has would only wait for one another.
const MAX_THREADS: u64 = 256;

pub(super) fn threads(text: &str) -> Result<usize, Problem> {
    let most = 1..=usize::try_from(MAX_THREADS).unwrap_or(usize::MAX);
    let number: Option<usize> = text.parse().ok().filter(|n| most.contains(n));
    number.ok_or_else(|| problem!("value-threads", most = MAX_THREADS))
}

/// Seconds as milliseconds.
pub(super) fn seconds(text: &str) -> Result<u32, Problem> {
    let value: f64 = text.parse().map_err(|_| problem!("value-not-seconds"))?;
    if !(0.0..=600.0).contains(&value) {
        return Err(problem!("value-seconds-range"));
    }
    Ok(s_to_ms(value))
}

/// Minutes as milliseconds.
pub(super) fn minutes(text: &str) -> Result<u32, Problem> {
    let value: f64 = text.parse().map_err(|_| problem!("value-not-minutes"))?;
    if !(value > 0.0 && value <= 240.0) {
        return Err(problem!("value-minutes-range"));
    }
    Ok(minutes_to_ms(value))
}

/// Metres as millimetres.
pub(super) fn metres(text: &str) -> Result<u32, Problem> {
    let value: f64 = text.parse().map_err(|_| problem!("value-not-metres"))?;
    if !(1.0..=2000.0).contains(&value) {
        return Err(problem!("value-metres-range"));
    }
    Ok(m_to_mm(value))
}

/// Square metres.
pub(super) fn square_metres(text: &str) -> Result<f64, Problem> {
    let value: Option<f64> = text.parse().ok().filter(|v| (0.0..=1e9).contains(v));
    value.ok_or_else(|| problem!("value-not-square-metres"))
}

/// Any number; whether it makes sense is told by whoever takes it.
pub(super) fn number(text: &str) -> Result<f64, Problem> {
    text.parse().map_err(|_| problem!("value-not-number"))
}

/// A whole number, 0 or more.
pub(super) fn count(text: &str) -> Result<u64, Problem> {
    text.parse().map_err(|_| problem!("value-not-count"))
}

/// How often a step is timed.
pub(super) fn rounds(text: &str) -> Result<u32, Problem> {
    let number: Option<u32> = text.parse().ok().filter(|n| (1..=1000).contains(n));
    number.ok_or_else(|| problem!("value-rounds"))
}

/// A share in per cent.
pub(super) fn share(text: &str) -> Result<f64, Problem> {
    // Without its sign 0.9 could be nine tenths or nine thousandths.
    let number = text.strip_suffix('%').map(|n| n.trim().parse::<f64>());
    let Some(Ok(value)) = number else {
        return Err(problem!("value-share-sign"));
    };
    if !(0.0..=100.0).contains(&value) {
        return Err(problem!("value-share-range"));
    }
    Ok(value)
}

/// How much slower a step may be, in per cent; twice as slow is 100%.
pub(super) fn regression(text: &str) -> Result<f64, Problem> {
    let number = text.strip_suffix('%').map(|n| n.trim().parse::<f64>());
    match number {
        Some(Ok(value)) if (0.0..=10_000.0).contains(&value) => Ok(value),
        _ => Err(problem!("value-regression")),
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

/// A kind of finding, by its word.
pub(super) fn audit_kind() -> impl TypedValueParser<Value = AuditKind> {
    PossibleValuesParser::new(AuditKind::ALL.map(AuditKind::word))
        .map(|word| AuditKind::named(&word).unwrap_or(AuditKind::ShiftedList))
}

/// Which of a list and the extract counts, by its word.
pub(super) fn policy() -> impl TypedValueParser<Value = ListPolicy> {
    PossibleValuesParser::new(ListPolicy::ALL.map(ListPolicy::word))
        .map(|word| ListPolicy::of_word(&word).unwrap_or_default())
}

/// Which buildings are homes, by its word.
pub(super) fn homes() -> impl TypedValueParser<Value = HomesChoice> {
    PossibleValuesParser::new(HomesChoice::EVERY.map(HomesChoice::word))
        .map(|word| HomesChoice::named(&word).unwrap_or_default())
}

/// How open squares are walked, by its word.
pub(super) fn plazas() -> impl TypedValueParser<Value = Plazas> {
    PossibleValuesParser::new(Plazas::ALL.map(Plazas::word))
        .map(|word| Plazas::named(&word).unwrap_or_default())
}

/// Which streets places are joined to, by its word.
pub(super) fn legs() -> impl TypedValueParser<Value = Legs> {
    PossibleValuesParser::new(Legs::ALL.map(Legs::word))
        .map(|word| Legs::named(&word).unwrap_or_default())
}
