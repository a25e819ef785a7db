//! Sets of categories as bits.

/// A set of categories, by position in the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CategorySet(u128);

impl CategorySet {
    /// How many categories a table can have.
    pub const CAPACITY: usize = 128;

    /// The set of one category.
    pub fn of(category: usize) -> Self {
        Self(1 << category)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Everything in either.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Everything here that is not in `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the sets share a category.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Its categories as bits, for files.
    pub fn bits(self) -> u128 {
        self.0
    }

    /// The set of these bits.
    pub fn from_bits(bits: u128) -> Self {
        Self(bits)
    }

    /// The positions of its categories, increasing.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let first = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            (first < Self::CAPACITY).then_some(first)
        })
    }
}

impl FromIterator<usize> for CategorySet {
    fn from_iter<I: IntoIterator<Item = usize>>(categories: I) -> Self {
        let each = categories.into_iter().map(Self::of);
        each.fold(Self::default(), Self::union)
    }
}
