//! Numbers and texts in few bytes, as the page's reader takes them apart again.
//!
//! All of it is one stream: whole numbers in groups of seven bits, the lowest first, the eighth bit set while more follow;
//! numbers below zero folded in between (0, -1, 1, -2, …); texts as their length in bytes and UTF-8. Places are 1e-6 degrees,
//! each told from the one before. The stream is compressed (zlib) and written in base64.

use std::io::{self, Write};

use base64::engine::general_purpose::STANDARD;
use base64::write::EncoderWriter;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lifecircle_core::geodesy::LonLat;

/// Places per degree.
const PER_DEGREE: f64 = 1e6;

/// A place in 1e-6 degrees: eleven centimetres, less than a dot on the map.
pub(super) fn micro(at: LonLat) -> [i64; 2] {
    [at.lon, at.lat].map(whole)
}

/// The same of 1e-7 degrees.
pub(super) fn micro_of([lon, lat]: [i32; 2]) -> [i64; 2] {
    micro(LonLat::from_decimicro(lon, lat))
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "degrees are at most 360, and what is none at all becomes a number too"
)]
fn whole(degrees: f64) -> i64 {
    (degrees * PER_DEGREE).round() as i64
}

/// A stream of numbers and texts.
#[derive(Debug, Default)]
pub(super) struct Packer {
    bytes: Vec<u8>,
    /// Where the last place was.
    at: [i64; 2],
}

impl Packer {
    /// A number.
    pub(super) fn count(&mut self, mut number: u64) {
        while number > 0x7f {
            self.bytes.push(0x80 | (number & 0x7f) as u8);
            number >>= 7;
        }
        self.bytes.push((number & 0x7f) as u8);
    }

    /// How many of something follow.
    pub(super) fn length(&mut self, length: usize) {
        self.count(length as u64);
    }

    /// A number that may be below zero.
    pub(super) fn signed(&mut self, number: i64) {
        self.count(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    /// A text.
    pub(super) fn text(&mut self, text: &str) {
        self.length(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// A place.
    pub(super) fn place(&mut self, [lon, lat]: [i64; 2]) {
        self.signed(lon - self.at[0]);
        self.signed(lat - self.at[1]);
        self.at = [lon, lat];
    }

    /// A course of places.
    pub(super) fn line(&mut self, points: &[[i64; 2]]) {
        self.length(points.len());
        for &point in points {
            self.place(point);
        }
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// Those of the writer.
    pub(super) fn write(self, out: &mut impl Write) -> io::Result<()> {
        let base64 = EncoderWriter::new(out, &STANDARD);
        let mut zlib = ZlibEncoder::new(base64, Compression::default());
        zlib.write_all(&self.bytes)?;
        zlib.finish()?.finish()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use flate2::read::ZlibDecoder;
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_stream_is_as_its_reader_expects() {
        let mut packer = Packer::default();
        packer.count(300);
        packer.signed(-1);
        packer.signed(1);
        packer.text("店");
        packer.line(&[[-5, 7], [-5, 9]]);
        let mut base64 = Vec::new();
        packer.write(&mut base64).unwrap();
        let zlib = STANDARD.decode(base64).unwrap();
        let mut bytes = Vec::new();
        ZlibDecoder::new(&zlib[..]).read_to_end(&mut bytes).unwrap();
        let expected = [0xac, 2, 1, 2, 3, 0xe5, 0xba, 0x97, 2, 9, 14, 0, 4];
        assert_eq!(bytes, expected);
    }
}
