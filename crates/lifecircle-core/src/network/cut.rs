//! Why nodes are cut ends.

/// Why a node is a cut end: the network may go on behind it, unseen. Several reasons may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CutEnd(u8);

impl CutEnd {
    /// A way that is not closed continues to a node that the file does not hold.
    pub const MISSING_NODE: Self = Self(1);
    /// The node lies on or outside the box of the file, or the extent given.
    pub const OUTSIDE: Self = Self(2);
    /// A trunk…tertiary way that is not closed ends here and nothing else touches it.
    pub const ASSUMED: Self = Self(4);

    /// Whether any reason holds.
    pub fn is_cut(self) -> bool {
        self.0 != 0
    }

    /// Whether all reasons of `other` hold.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The reasons as bits, for files.
    pub fn bits(self) -> u8 {
        self.0
    }

    /// The reasons of these bits, `None` where a bit means nothing.
    pub fn from_bits(bits: u8) -> Option<Self> {
        (bits < 8).then_some(Self(bits))
    }

    pub(super) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
