//! Columns of numbers as little-endian bytes: on the machines of today both ways are one copy.

/// A number of fixed size.
pub(super) trait Item: Copy {
    /// The column as bytes.
    fn to_bytes(values: &[Self]) -> Vec<u8>;
    /// The column of these bytes, `None` where they are no whole number of items.
    fn from_bytes(bytes: &[u8]) -> Option<Vec<Self>>;
}

macro_rules! items {
    ($($number:ty),*) => { $(
        impl Item for $number {
            fn to_bytes(values: &[Self]) -> Vec<u8> {
                values.iter().flat_map(|v| v.to_le_bytes()).collect()
            }

            fn from_bytes(bytes: &[u8]) -> Option<Vec<Self>> {
                let (items, rest) = bytes.as_chunks();
                rest.is_empty()
                    .then(|| items.iter().map(|&item| Self::from_le_bytes(item)).collect())
            }
        }
    )* };
}

items!(u8, u32, i32, u64, i64, u128, f64);

/// A value that a file holds as one byte.
pub(super) trait Code: Copy {
    /// Its byte.
    fn code(self) -> u8;
    /// The value of a byte, `None` where it means nothing.
    fn decode(code: u8) -> Option<Self>;
}

/// The bytes of a column of codes.
pub(super) fn codes<T: Code>(values: &[T]) -> Vec<u8> {
    values.iter().map(|v| v.code()).collect()
}

impl Code for bool {
    fn code(self) -> u8 {
        u8::from(self)
    }

    fn decode(code: u8) -> Option<Self> {
        (code < 2).then_some(code == 1)
    }
}

/// Numbers the variants of an enum; a variant without a number does not compile.
macro_rules! code {
    ($kind:ty { $($variant:ident = $number:literal),* $(,)? }) => {
        impl $crate::cache::column::Code for $kind {
            fn code(self) -> u8 {
                match self { $(Self::$variant => $number),* }
            }

            fn decode(code: u8) -> Option<Self> {
                match code {
                    $($number => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}
pub(super) use code;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_little_endian() {
        assert_eq!(u32::to_bytes(&[1, 0x0203]), [1, 0, 0, 0, 3, 2, 0, 0]);
        assert_eq!(i32::from_bytes(&[255; 4]), Some(vec![-1]));
        assert_eq!(f64::from_bytes(&f64::to_bytes(&[0.1])), Some(vec![0.1]));
        assert_eq!(u64::from_bytes(&[0; 9]), None);
        assert_eq!(bool::decode(2), None);
    }
}
