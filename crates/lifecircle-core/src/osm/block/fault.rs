//! What may be wrong with a block.

use crate::osm::error::{Damage, ReadError};
use crate::osm::wire::Broken;

/// What is wrong with a block, before it is said where the block lies.
#[derive(Debug)]
pub(in crate::osm) enum Fault {
    /// Its bytes are no messages.
    Broken(Broken),
    /// Its messages make no sense.
    Damaged(Damage),
    /// Anything else.
    Other(ReadError),
}

impl From<Broken> for Fault {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

impl Fault {
    pub(super) fn at(self, offset: u64) -> ReadError {
        let what = match self {
            Self::Broken(Broken(why)) => Damage::Undecodable {
                detail: why.to_owned(),
            },
            Self::Damaged(what) => what,
            Self::Other(error) => return error,
        };
        ReadError::Damaged { offset, what }
    }
}
