//! Weights and counts in 32 bits.

/// Largest finite weight: two of them still add up within 32 bits.
pub const MAX_WEIGHT: u32 = u32::MAX / 4;

/// A count or position as 32 bits.
///
/// # Panics
/// If it does not fit: inputs of that size are refused when they are read.
#[inline]
pub fn narrow(value: usize) -> u32 {
    u32::try_from(value).expect("counts are below 2^32: larger inputs were refused")
}
