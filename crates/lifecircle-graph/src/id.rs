//! Index newtypes: small, `Copy`, and not interchangeable.

use crate::units::narrow;

macro_rules! index_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of position `index`.
            ///
            /// # Panics
            /// If `index` does not fit 32 bits.
            #[inline]
            pub fn new(index: usize) -> Self {
                Self(narrow(index))
            }

            /// The position this id stands for.
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index_type! {
    /// A routing node of a [`WalkGraph`](crate::graph::WalkGraph): a junction, or one arm of a barrier node.
    NodeId
}
index_type! {
    /// A directed arc of a [`WalkGraph`](crate::graph::WalkGraph).
    EdgeId
}
index_type! {
    /// The undirected piece of street that both of its arcs share.
    StreetId
}
