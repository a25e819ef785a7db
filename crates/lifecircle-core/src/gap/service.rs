//! The area that facilities serve: from where one of them is within the limit.

use super::field::Field;
use super::streets::Ground;
use crate::coverage::CheckInput;
use crate::geodesy::LonLat;
use crate::id::StreetId;
use crate::isochrone::{Area, AreaError, AreaSpace, Areas};
use crate::observer::Observer;
use crate::par;
use crate::place::CategorySet;
use crate::reach::Covered;
use crate::rules::Limit;
use crate::search::{Label, LengthLabel, TimeLabel};

/// The area from which some facility of `categories` is within a limit, off the streets no farther than the cap of `areas`.
///
/// # Complexity
/// One multi-source pass, and linear in the raster around all that is served.
///
/// # Errors
/// [`AreaError::Memory`] where the raster would be too large: take a coarser one; [`AreaError::Cancelled`].
pub fn service_area(
    input: CheckInput,
    categories: CategorySet,
    limit: Limit,
    areas: &Areas,
    observer: &dyn Observer,
) -> Result<Area, AreaError> {
    let ground = Ground::new(input, limit.unit(), observer)?;
    service_on(&ground, input, categories, limit, areas)
}

/// The same on a ground that is made already.
pub(super) fn service_on(
    ground: &Ground,
    input: CheckInput,
    categories: CategorySet,
    limit: Limit,
    areas: &Areas,
) -> Result<Area, AreaError> {
    match limit {
        Limit::TimeMs(ms) => of::<TimeLabel>(input, ground, categories, ms, areas),
        Limit::LengthMm(mm) => of::<LengthLabel>(input, ground, categories, mm, areas),
    }
}

fn of<L: Label>(
    input: CheckInput,
    ground: &Ground,
    categories: CategorySet,
    limit: u32,
    areas: &Areas,
) -> Result<Area, AreaError> {
    let members = input.facilities.serving(categories);
    let cap = ground.metric().leg(areas.cap_mm()).0;
    let mut covered = Vec::new();
    if let Some(inner) = limit.checked_sub(cap) {
        let found = ground.nearest::<L>(&members, inner, 1)?;
        let streets = input.walks.network().streets.count();
        covered = par::try_flat_map_range(ground.observer(), streets, |street, covered| {
            let street = StreetId::new(street);
            let line = ground.lines().row(street);
            if line.is_walked() {
                let on_street = ground.on_street(street, &members);
                let field = Field::of(ground.lines(), street, &found, &on_street, 1);
                field.covered(line, inner, |from_mm, to_mm| {
                    covered.push(Covered::of(street, line.length_mm(), from_mm, to_mm));
                });
            }
        })?;
    }
    let rows = input.facilities.rows.iter().zip(&members);
    let own = rows.filter(|row| *row.1).flat_map(|(f, _)| &f.ways_in);
    let discs: Vec<(LonLat, u32)> = own
        .filter_map(|way_in| {
            let snap = way_in.snap?;
            let rest = limit.checked_sub(ground.metric().leg(snap.leg_mm).0)?;
            let rest_mm = ground.metric().level_mm(rest).min(areas.cap_mm());
            Some((areas.point(snap)?, rest_mm))
        })
        .collect();
    let space = &mut AreaSpace::default();
    areas.around(space, &covered, &discs, ground.observer())
}
