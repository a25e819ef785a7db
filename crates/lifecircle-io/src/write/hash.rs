//! SHA-256 of input files, for the manifest.

use std::fmt;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

/// A SHA-256 digest, shown in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sha256Hex(String);

impl fmt::Display for Sha256Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Sha256Hex {
    /// The digest of bytes in memory.
    pub fn of(bytes: &[u8]) -> Self {
        Self::finish(Sha256::new_with_prefix(bytes))
    }

    /// The digest of 64 hexadecimal digits, `None` where the text is something else.
    pub fn from_hex(text: String) -> Option<Self> {
        let digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        (text.len() == 64 && text.bytes().all(digit)).then_some(Self(text))
    }

    fn finish(hasher: Sha256) -> Self {
        use std::fmt::Write;
        let mut hex = String::with_capacity(64);
        for byte in hasher.finalize() {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        Self(hex)
    }
}

/// The digest of a file, read in pieces.
///
/// # Errors
/// What the operating system says.
pub fn sha256(file: &Path) -> std::io::Result<Sha256Hex> {
    let mut source = std::fs::File::open(file)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        let n = source.read(&mut buffer)?;
        if n == 0 {
            return Ok(Sha256Hex::finish(hasher));
        }
        hasher.update(&buffer[..n]);
    }
}
