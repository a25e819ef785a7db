//! A record of single values: numbers in one list, texts in another, both in the order of the fields.

use std::collections::VecDeque;

use lifecircle_core::texts::Texts;

use super::frame::{Frame, FrameWriter};
use super::texts;
use crate::InputError;
use crate::write::Sha256Hex;

/// No count of anything on earth is larger, and a few of them still add up.
const MAX_COUNT: u64 = 1 << 60;

/// Numbers and texts, put at the end and taken from the front.
#[derive(Default)]
pub(super) struct Record {
    numbers: VecDeque<u64>,
    texts: VecDeque<String>,
}

impl Record {
    pub(super) fn write(self, frame: &mut FrameWriter) {
        frame.column("label", self.numbers.as_slices().0);
        let mut texts = Texts::default();
        self.texts.iter().for_each(|text| texts.push(text));
        texts::write(&texts, frame, "label.first", "label.text");
    }

    pub(super) fn read(frame: &Frame) -> Result<Self, InputError> {
        let texts = texts::read(frame, "label.first", "label.text")?;
        Ok(Self {
            numbers: frame.column("label")?.into(),
            texts: (0..texts.count())
                .map(|i| texts.get(i).to_owned())
                .collect(),
        })
    }

    pub(super) fn is_used_up(&self) -> bool {
        self.numbers.is_empty() && self.texts.is_empty()
    }
}

/// A value made of fields of a record.
pub(super) trait Fields: Sized {
    /// Adds the value's fields.
    fn put(&self, record: &mut Record);
    /// Takes the value's fields, `None` where they are missing or mean nothing.
    fn take(record: &mut Record) -> Option<Self>;
}

/// The fields of a struct, in the order given; one that is forgotten does not compile.
macro_rules! fields {
    ($kind:ident { $($field:ident),* $(,)? }) => {
        impl $crate::cache::record::Fields for $kind {
            fn put(&self, record: &mut $crate::cache::record::Record) {
                let Self { $($field),* } = self;
                $($crate::cache::record::Fields::put($field, record);)*
            }

            fn take(record: &mut $crate::cache::record::Record) -> Option<Self> {
                Some(Self { $($field: $crate::cache::record::Fields::take(record)?),* })
            }
        }
    };
}
pub(super) use fields;

impl Fields for u64 {
    fn put(&self, record: &mut Record) {
        record.numbers.push_back(*self);
    }

    fn take(record: &mut Record) -> Option<Self> {
        record.numbers.pop_front().filter(|&n| n < MAX_COUNT)
    }
}

impl Fields for i64 {
    fn put(&self, record: &mut Record) {
        record.numbers.push_back(self.cast_unsigned());
    }

    fn take(record: &mut Record) -> Option<Self> {
        record.numbers.pop_front().map(u64::cast_signed)
    }
}

impl Fields for i32 {
    fn put(&self, record: &mut Record) {
        i64::from(*self).put(record);
    }

    fn take(record: &mut Record) -> Option<Self> {
        i64::take(record)?.try_into().ok()
    }
}

impl Fields for u32 {
    fn put(&self, record: &mut Record) {
        u64::from(*self).put(record);
    }

    fn take(record: &mut Record) -> Option<Self> {
        u64::take(record)?.try_into().ok()
    }
}

impl Fields for bool {
    fn put(&self, record: &mut Record) {
        u64::from(*self).put(record);
    }

    fn take(record: &mut Record) -> Option<Self> {
        let number = u64::take(record)?;
        (number < 2).then_some(number == 1)
    }
}

impl Fields for String {
    fn put(&self, record: &mut Record) {
        record.texts.push_back(self.clone());
    }

    fn take(record: &mut Record) -> Option<Self> {
        record.texts.pop_front()
    }
}

impl Fields for Sha256Hex {
    fn put(&self, record: &mut Record) {
        self.to_string().put(record);
    }

    fn take(record: &mut Record) -> Option<Self> {
        Self::from_hex(String::take(record)?)
    }
}

impl<T: Fields> Fields for Option<T> {
    fn put(&self, record: &mut Record) {
        self.is_some().put(record);
        if let Some(value) = self {
            value.put(record);
        }
    }

    fn take(record: &mut Record) -> Option<Self> {
        if bool::take(record)? {
            T::take(record).map(Some)
        } else {
            Some(None)
        }
    }
}

impl<T: Fields> Fields for Vec<T> {
    fn put(&self, record: &mut Record) {
        (self.len() as u64).put(record);
        for value in self {
            value.put(record);
        }
    }

    fn take(record: &mut Record) -> Option<Self> {
        let count = u64::take(record)?;
        // A count that is forged ends where the record does.
        (0..count).map(|_| T::take(record)).collect()
    }
}

impl<A: Fields, B: Fields> Fields for (A, B) {
    fn put(&self, record: &mut Record) {
        self.0.put(record);
        self.1.put(record);
    }

    fn take(record: &mut Record) -> Option<Self> {
        Some((A::take(record)?, B::take(record)?))
    }
}

impl<T: Fields, const N: usize> Fields for [T; N] {
    fn put(&self, record: &mut Record) {
        for value in self {
            value.put(record);
        }
    }

    fn take(record: &mut Record) -> Option<Self> {
        let values: Option<Vec<T>> = (0..N).map(|_| T::take(record)).collect();
        values?.try_into().ok()
    }
}
