//! Columns as little-endian files that numpy reads with `fromfile`.

use std::path::Path;

use anyhow::Context;

/// Writes a column of 32-bit integers.
///
/// # Errors
/// What the operating system says.
pub fn write_u32(path: &Path, values: &[u32]) -> anyhow::Result<()> {
    let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
    std::fs::write(path, bytes).with_context(|| path.display().to_string())
}

/// Writes a column of pairs, one after the other.
///
/// # Errors
/// What the operating system says.
pub fn write_f64(path: &Path, pairs: &[[f64; 2]]) -> anyhow::Result<()> {
    let bytes: Vec<u8> = pairs
        .iter()
        .flatten()
        .flat_map(|v| v.to_le_bytes())
        .collect();
    std::fs::write(path, bytes).with_context(|| path.display().to_string())
}

/// Reads a column of 32-bit integers.
///
/// # Errors
/// What the operating system says, or that bytes are left over.
pub fn read_u32(path: &Path) -> anyhow::Result<Vec<u32>> {
    let in_file = || path.display().to_string();
    let bytes = std::fs::read(path).with_context(in_file)?;
    let (words, rest) = bytes.as_chunks::<4>();
    anyhow::ensure!(
        rest.is_empty(),
        "{}: {} bytes are not a column of 32-bit integers; export it again",
        in_file(),
        bytes.len()
    );
    Ok(words.iter().map(|&word| u32::from_le_bytes(word)).collect())
}
