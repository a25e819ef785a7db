//! Protobuf's wire format, read in place: nothing is copied, nothing is trusted.
//!
//! The generated message types of osmpbfreader make a vector or string per field of every
//! way, relation and tag; that was nearly half of the CPU time of reading. Here a message is the
//! slice of bytes it stands in, and a repeated number is read where it is needed.
//! See <https://protobuf.dev/programming-guides/encoding>.

use std::borrow::Cow;

/// Why bytes are no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broken(pub(super) &'static str);

const TRUNCATED: Broken = Broken("a field is cut off");
const TOO_LONG: Broken = Broken("a number has more than 64 bits");
/// The bit of each byte that says that the number goes on.
const CONTINUED: u64 = 0x8080_8080_8080_8080;

/// Takes a number off the front of `bytes`.
#[inline]
pub(super) fn varint(bytes: &mut &[u8]) -> Result<u64, Broken> {
    if let Some((&first, rest)) = bytes.split_first()
        && first < 0x80
    {
        *bytes = rest;
        return Ok(u64::from(first));
    }
    let Some(&chunk) = bytes.first_chunk::<8>() else {
        return varint_bytewise(bytes);
    };
    let word = u64::from_le_bytes(chunk);
    let ends = !word & CONTINUED;
    if ends == 0 {
        return varint_bytewise(bytes);
    }
    // Lengths of coordinates and references vary from one to the next: a loop over their bytes
    // is mispredicted about once per number, so the seven bits of each byte are moved together at once.
    let length = ends.trailing_zeros() as usize / 8 + 1;
    *bytes = &bytes[length..];
    let word = word & (ends ^ (ends - 1)) & !CONTINUED;
    let word = (word & 0x007f_007f_007f_007f) | ((word & 0x7f00_7f00_7f00_7f00) >> 1);
    let word = (word & 0x0000_3fff_0000_3fff) | ((word & 0x3fff_0000_3fff_0000) >> 2);
    Ok((word & 0x0fff_ffff) | ((word & 0x0fff_ffff_0000_0000) >> 4))
}

#[cold]
fn varint_bytewise(bytes: &mut &[u8]) -> Result<u64, Broken> {
    let mut value = 0;
    for (i, &byte) in bytes.iter().enumerate().take(10) {
        if i == 9 && byte > 1 {
            return Err(TOO_LONG);
        }
        value |= u64::from(byte & 0x7f) << (7 * i);
        if byte < 0x80 {
            *bytes = &bytes[i + 1..];
            return Ok(value);
        }
    }
    Err(if bytes.len() < 10 {
        TRUNCATED
    } else {
        TOO_LONG
    })
}

/// The signed number that an unsigned one stands for where small sizes matter (`sint64`).
#[inline]
pub(super) fn zigzag(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

/// What stands in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// A number, and the bytes it was read from.
    Number(u64, &'a [u8]),
    /// A string, a message, or numbers one after the other.
    Bytes(&'a [u8]),
    /// Four or eight bytes; the format has no such field.
    Fixed,
}

/// The fields of a message: their numbers and what stands in them, in file order.
#[derive(Clone, Debug)]
pub(super) struct Fields<'a>(pub(super) &'a [u8]);

impl<'a> Fields<'a> {
    #[inline]
    fn field(&mut self) -> Result<(u64, Value<'a>), Broken> {
        let tag = varint(&mut self.0)?;
        if tag < 8 || tag > u64::from(u32::MAX) {
            return Err(Broken("a field has a number that cannot be"));
        }
        let value = match tag & 7 {
            0 => {
                let before = self.0;
                let value = varint(&mut self.0)?;
                Value::Number(value, &before[..before.len() - self.0.len()])
            }
            2 => {
                let length = varint(&mut self.0)?;
                Value::Bytes(self.take(length)?)
            }
            1 => self.take(8).map(|_| Value::Fixed)?,
            5 => self.take(4).map(|_| Value::Fixed)?,
            _ => return Err(Broken("a field is of a kind that cannot be")),
        };
        Ok((tag >> 3, value))
    }

    #[inline]
    fn take(&mut self, length: u64) -> Result<&'a [u8], Broken> {
        let (taken, rest) = usize::try_from(length)
            .ok()
            .and_then(|length| self.0.split_at_checked(length))
            .ok_or(TRUNCATED)?;
        self.0 = rest;
        Ok(taken)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(u64, Value<'a>), Broken>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        (!self.0.is_empty()).then(|| self.field())
    }
}

/// A repeated number: the bytes of its values one after the other.
///
/// Writers pack all values into one field, but a reader must accept several fields, packed or
/// not; they mean their values one after the other, and so do their bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Column<'a>(Cow<'a, [u8]>);

impl<'a> Column<'a> {
    /// Adds the contents of one field.
    #[inline]
    pub(super) fn add(&mut self, value: Value<'a>) {
        let (Value::Bytes(bytes) | Value::Number(_, bytes)) = value else {
            return;
        };
        if self.0.is_empty() {
            self.0 = Cow::Borrowed(bytes);
        } else {
            self.0.to_mut().extend_from_slice(bytes);
        }
    }

    /// How many values it has, where its bytes are sound.
    pub(super) fn count(&self) -> usize {
        self.0.iter().filter(|&&byte| byte < 0x80).count()
    }

    /// The values.
    #[inline]
    pub(super) fn values(&self) -> Values<'_> {
        Values(&self.0)
    }

    /// The sums of the values up to each, read as signed ones.
    #[inline]
    pub(super) fn sums(&self) -> Sums<'_> {
        Sums {
            deltas: self.values(),
            sum: 0,
        }
    }
}

/// The values of a [`Column`].
#[derive(Clone, Debug)]
pub(super) struct Values<'a>(&'a [u8]);

impl Iterator for Values<'_> {
    type Item = Result<u64, Broken>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        (!self.0.is_empty()).then(|| varint(&mut self.0))
    }
}

/// The running sums of a [`Column`] of differences.
#[derive(Clone, Debug)]
pub(super) struct Sums<'a> {
    deltas: Values<'a>,
    sum: i64,
}

impl Iterator for Sums<'_> {
    type Item = Result<i64, Broken>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let delta = self.deltas.next()?;
        Some(delta.map(|delta| {
            self.sum = self.sum.wrapping_add(zigzag(delta));
            self.sum
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(mut value: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        while value >= 0x80 {
            bytes.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        bytes.push(value.to_le_bytes()[0]);
        bytes
    }

    #[test]
    fn numbers_of_every_length_are_read_with_and_without_bytes_behind() {
        for bits in 0..64 {
            for value in [
                1u64 << bits,
                (1 << bits) - 1,
                u64::MAX >> bits,
                0x5555_5555_5555_5555 >> bits,
            ] {
                for behind in [0, 1, 7, 8, 20] {
                    for filler in [0, 0x7f, 0x80, 0xff] {
                        let mut bytes = written(value);
                        bytes.extend(vec![filler; behind]);
                        let mut rest = bytes.as_slice();
                        assert_eq!(varint(&mut rest), Ok(value));
                        assert_eq!(rest.len(), behind);
                    }
                }
            }
        }
    }

    #[test]
    fn numbers_without_end_are_refused() {
        for length in 1..30 {
            assert!(varint(&mut vec![0x80; length].as_slice()).is_err());
            assert!(varint(&mut vec![0xff; length].as_slice()).is_err());
        }
        assert_eq!(varint(&mut [0xff; 9].as_slice()), Err(TRUNCATED));
        assert_eq!(varint(&mut [].as_slice()), Err(TRUNCATED));
        // The tenth byte has one bit left.
        let mut bytes = [0x80; 12];
        bytes[9] = 2;
        assert_eq!(varint(&mut bytes.as_slice()), Err(TOO_LONG));
    }

    #[test]
    fn zigzag_alternates() {
        let signed = [0, 1, 2, 3, u64::MAX - 1, u64::MAX].map(zigzag);
        assert_eq!(signed, [0, -1, 1, -2, i64::MAX, i64::MIN]);
    }

    #[test]
    fn a_column_is_the_same_packed_or_not() {
        let packed = [0x1a, 3, 1, 0x80, 1];
        let apart = [0x18, 1, 0x1a, 2, 0x80, 1];
        let all_apart = [0x18, 1, 0x18, 0x80, 1];
        for bytes in [packed.as_slice(), &apart, &all_apart] {
            let mut column = Column::default();
            for field in Fields(bytes) {
                let (number, value) = field.unwrap();
                assert_eq!(number, 3);
                column.add(value);
            }
            assert_eq!(
                column.values().collect::<Result<Vec<_>, _>>(),
                Ok(vec![1, 128])
            );
            assert_eq!(
                column.sums().collect::<Result<Vec<_>, _>>(),
                Ok(vec![-1, 63])
            );
            assert_eq!(column.count(), 2);
        }
    }

    #[test]
    fn fields_that_cannot_be_are_refused() {
        let cases: [&[u8]; 7] = [
            &[0],
            &[0x0b],
            &[0x0f],
            &[0x0a, 5, 1],
            &[0x09, 1, 2, 3],
            &[0x0d, 1],
            &[0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
        ];
        for bytes in cases {
            assert!(Fields(bytes).any(|field| field.is_err()), "{bytes:?}");
        }
        let fixed = [0x0d, 1, 2, 3, 4, 0x09, 1, 2, 3, 4, 5, 6, 7, 8];
        assert!(Fields(&fixed).all(|field| matches!(field, Ok((1, Value::Fixed)))));
    }
}
