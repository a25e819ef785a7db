//! Areas around stretches and points that are given, whoever walks there.

use super::canvas::Window;
use super::{
    Area, AreaError, AreaSpace, Areas, MOST_CANVAS_BYTES, MOST_TILE_BYTES, SMALL_NODES, SPARSE,
};
use crate::geodesy::LonLat;
use crate::observer::{Observer, go_on, go_on_at};
use crate::reach::Covered;
use crate::units::mm_to_m_f32;

/// Streets stamped between two questions whether to stop: some milliseconds.
const STREETS_AT_A_TIME: usize = 1 << 10;

impl Areas<'_> {
    /// The area within the cap of some stretches, and within a radius (at most the cap) of some points.
    ///
    /// # Errors
    /// [`AreaError::Memory`] where the raster around all of them would be too large; [`AreaError::Cancelled`].
    pub(crate) fn around(
        &self,
        space: &mut AreaSpace,
        covered: &[Covered],
        discs: &[(LonLat, u32)],
        observer: &dyn Observer,
    ) -> Result<Area, AreaError> {
        let streets = covered.iter().flat_map(|c| self.shapes.of(c.street()));
        let points = streets.map(|&[lon, lat]| LonLat::from_decimicro(lon, lat));
        let points = points.chain(discs.iter().map(|d| d.0));
        let window = points
            .map(|p| self.stamps.window_around(p, 0.0))
            .reduce(Window::union);
        let Some(window) = window else {
            return Ok(Area::default());
        };
        let street_mm: u64 = covered.iter().map(|c| self.shapes.covered_mm(*c)).sum();
        let pieces = covered.len() + discs.len();
        let stamped = self.stamps.most_bytes(street_mm, pieces);
        let is_sparse = window.nodes() > stamped.saturating_mul(SPARSE).max(SMALL_NODES);
        if is_sparse || !self.fits(window) {
            // A canvas of the window would be allowed: so are its tiles, of which there are fewer.
            let is_allowed = window.nodes() <= MOST_CANVAS_BYTES;
            let most = if is_allowed {
                u64::MAX
            } else {
                MOST_TILE_BYTES
            };
            return self.around_on_tiles(space, covered, discs, most, observer);
        }
        space.canvas.clear(window);
        for (i, covered) in covered.iter().enumerate() {
            go_on_at(i, STREETS_AT_A_TIME, observer)?;
            self.stamps.covered(&mut space.canvas, *covered);
        }
        for &(centre, radius_mm) in discs {
            let radius_m = mm_to_m_f32(radius_mm);
            self.stamps.leg(&mut space.canvas, centre, centre, radius_m);
        }
        go_on(observer)?;
        Ok(self.contour(space))
    }

    fn around_on_tiles(
        &self,
        space: &mut AreaSpace,
        covered: &[Covered],
        discs: &[(LonLat, u32)],
        most_bytes: u64,
        observer: &dyn Observer,
    ) -> Result<Area, AreaError> {
        space.tiles.clear();
        for (i, covered) in covered.iter().enumerate() {
            go_on_at(i, STREETS_AT_A_TIME, observer)?;
            self.stamps.spread(&mut space.tiles, *covered);
            if space.tiles.bytes() > most_bytes {
                return Err(self.options.too_fine_for_all());
            }
        }
        for &(centre, radius_mm) in discs {
            let radius_m = mm_to_m_f32(radius_mm);
            self.stamps
                .spread_leg(&mut space.tiles, centre, centre, radius_m);
        }
        go_on(observer)?;
        Ok(self.contour_of_tiles(space))
    }
}
