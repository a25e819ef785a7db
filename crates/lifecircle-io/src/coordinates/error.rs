//! Why a coordinate system cannot be used.

use lifecircle_core::coded;

use super::CoordinateSystem;

/// Why a coordinate system cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CoordinatesError {
    /// Nobody knows a system of that name here.
    #[error("no coordinate system `{given}`; there are {}", near.join(", "))]
    Unknown {
        /// The name.
        given: String,
        /// Names that were perhaps meant, or the usual ones.
        near: Vec<String>,
    },
    /// How its datum lies to WGS-84 is not public.
    #[error(
        "{system} cannot be used: how its datum lies to WGS-84 is not in the register, and may be 100 m or more; have \
         the file converted to CGCS2000 first"
    )]
    NoShift {
        /// Which.
        system: CoordinateSystem,
    },
    /// Its projection is not computed here.
    #[error("{system} cannot be used: its projection is not known here")]
    NoProjection {
        /// Which.
        system: CoordinateSystem,
    },
}

coded!(CoordinatesError {
    Self::Unknown { given, near } => "coordinates-unknown" { given: given, near: near.join(", ") }
    Self::NoShift { system } => "coordinates-no-shift" { system: system.to_string() }
    Self::NoProjection { system } => "coordinates-no-projection" { system: system.to_string() }
});
