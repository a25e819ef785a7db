//! Legs that keep clear of what nobody walks through.

use super::{FIRST_RADIUS_MM, SnapFrom, SnapIndex};
use crate::geodesy::LonLat;
use crate::hindrances::Hindrances;

/// So many further streets are looked at, the nearest first: where none of them is free, a place is shut in, or the map
/// is wrong about what stands around it.
const MOST_LOOKED_AT: usize = 32;

/// Nothing in the way of any leg.
static NOTHING: std::sync::LazyLock<Hindrances> = std::sync::LazyLock::new(Hindrances::default);

impl SnapIndex<'_> {
    /// The same where every place is joined to its nearest street, whatever is in between.
    #[must_use]
    pub fn of_nearest(mut self) -> Self {
        self.hindrances = &NOTHING;
        self
    }

    /// The nearest connection whose leg is free, of large or small components as the nearest of all is; the nearest of all
    /// where none is.
    pub(super) fn kept_clear(&self, lines: &[Vec<LonLat>], nearest: SnapFrom) -> SnapFrom {
        if self.is_free(&nearest) {
            return nearest;
        }
        let street = nearest.snap.street;
        let mut reach_mm = (2 * nearest.snap.leg_mm).max(FIRST_RADIUS_MM);
        loop {
            reach_mm = reach_mm.min(self.max_snap_mm);
            let others = self.others_of_lines(lines, street, reach_mm);
            let looked_at = others.iter().take(MOST_LOOKED_AT);
            if let Some(free) = looked_at.copied().find(|other| self.is_free(other)) {
                return free;
            }
            if others.len() >= MOST_LOOKED_AT || reach_mm == self.max_snap_mm {
                return nearest;
            }
            reach_mm = reach_mm.saturating_mul(2);
        }
    }

    fn is_free(&self, leg: &SnapFrom) -> bool {
        let hindered = self.hindrances.in_leg([leg.from, leg.to], leg.snap.leg_mm);
        hindered.is_none()
    }
}
