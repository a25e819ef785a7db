//! How areas are drawn, and why they cannot be.

use crate::metric::Walking;
use crate::observer::Cancelled;
use crate::units::{f64_to_u64, mm_to_m, u64_to_f64};

/// A canvas larger than this is refused: 16 km by 16 km at a metre.
pub const MOST_CANVAS_BYTES: u64 = 1 << 28;

/// How areas are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaOptions {
    /// Distance of the raster's nodes in metres.
    pub resolution_m: f64,
    /// The longest walk off the streets, in mm.
    pub cap_mm: u32,
    /// Holes of less than this are filled.
    pub least_hole_m2: f64,
}

impl Default for AreaOptions {
    /// 10 m, 50 m, and a quarter of a hectare: a courtyard is no hole, a block is.
    fn default() -> Self {
        Self {
            resolution_m: 10.0,
            cap_mm: 50_000,
            least_hole_m2: 2_500.0,
        }
    }
}

/// Why areas cannot be drawn.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AreaError {
    /// The raster is finer than coordinates of 1e-7 degrees can tell apart, or not a number.
    #[error("a resolution of {0} m cannot be drawn: give metres between 0.05 and 1000")]
    Resolution(f64),
    /// Walks off the streets shorter than a cell would fall between the nodes.
    #[error(
        "{cap_m} m off the streets is less than the resolution of {resolution_m} m: give at least as much, or a finer resolution"
    )]
    Cap {
        /// The longest walk off the streets in metres.
        cap_m: f64,
        /// Resolution in metres.
        resolution_m: f64,
    },
    /// A raster would take too much memory.
    #[error(
        "a resolution of {resolution_m} m is too fine here: one raster of {width} × {height} nodes would take {} MB, and {} MB are allowed; {coarser} m or more would fit",
        .width.saturating_mul(*.height) / 1_000_000,
        MOST_CANVAS_BYTES / 1_000_000
    )]
    Memory {
        /// Resolution in metres.
        resolution_m: f64,
        /// Columns.
        width: u64,
        /// Rows.
        height: u64,
        /// A resolution that fits, in metres.
        coarser: f64,
    },
    /// The caller wanted the work to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

crate::coded!(AreaError {
    Self::Resolution(resolution_m) => "area-resolution" { resolution: resolution_m }
    Self::Cap { cap_m, resolution_m } => "area-cap" { cap: cap_m, resolution: resolution_m }
    Self::Memory { resolution_m, width, height, coarser } => "area-memory" {
        resolution: resolution_m,
        width: width,
        height: height,
        needed: width.saturating_mul(*height) / 1_000_000,
        allowed: MOST_CANVAS_BYTES / 1_000_000,
        coarser: coarser,
    }
    Self::Cancelled(_) => "area-cancelled" {}
});

impl AreaOptions {
    /// Why what is reached takes more than is allowed, wherever it lies.
    pub(super) fn too_fine_for_all(self) -> AreaError {
        // How much more is not known: twice as much is tried with every coarser resolution.
        let side = (crate::units::u64_to_f64(MOST_CANVAS_BYTES) * 2.0).sqrt();
        let side = crate::units::f64_to_u64(side.ceil());
        self.too_fine(side, side)
    }

    /// Finds out whether areas of up to `longest_ms` can be drawn so.
    ///
    /// # Errors
    /// [`AreaError`] where a raster of this resolution is not possible.
    pub fn validate(self, walking: Walking, longest_ms: u32) -> Result<(), AreaError> {
        let resolution_m = self.resolution_m;
        if resolution_m > 0.0 {
            let reach_m = mm_to_m(walking.speed.reach_mm(longest_ms));
            let side = f64_to_u64((2.0 * reach_m / resolution_m).ceil());
            if side.saturating_mul(side) > MOST_CANVAS_BYTES {
                return Err(self.too_fine(side, side));
            }
        }
        let possible = (0.05..=1000.0).contains(&resolution_m);
        let cap_m = mm_to_m(self.cap_mm);
        if possible && cap_m < resolution_m {
            return Err(AreaError::Cap {
                cap_m,
                resolution_m,
            });
        }
        if possible {
            Ok(())
        } else {
            Err(AreaError::Resolution(resolution_m))
        }
    }

    pub(super) fn too_fine(self, width: u64, height: u64) -> AreaError {
        let nodes = u64_to_f64(width) * u64_to_f64(height);
        let factor = (nodes / u64_to_f64(MOST_CANVAS_BYTES)).sqrt();
        AreaError::Memory {
            resolution_m: self.resolution_m,
            width,
            height,
            coarser: (self.resolution_m * factor * 10.0).ceil() / 10.0,
        }
    }
}
