//! The ways into places, in columns.

use lifecircle_core::geodesy::LonLat;
use lifecircle_core::id::StreetId;
use lifecircle_core::place::WayIn;
use lifecircle_core::snap::Snap;

use super::frame::{Frame, FrameWriter};
use crate::InputError;

/// The way in is an entrance node.
const ENTRANCE: u8 = 1;
/// The way in leads to a street.
const SNAP: u8 = 2;

/// What a connection may refer to.
#[derive(Clone, Copy)]
pub(super) struct Limits<'a> {
    /// Length of every street in mm.
    pub(super) length_mm: &'a [u32],
    /// Longest leg in mm.
    pub(super) max_snap_mm: u32,
}

/// The sections of one kind of place.
pub(super) struct Ends {
    pub(super) lon: &'static str,
    pub(super) lat: &'static str,
    pub(super) flags: &'static str,
    pub(super) entrance: &'static str,
    pub(super) street: &'static str,
    pub(super) offset_mm: &'static str,
    pub(super) leg_mm: &'static str,
}

impl Ends {
    pub(super) fn write(&self, access: &[&WayIn], frame: &mut FrameWriter) {
        let degrees = |of: fn(&WayIn) -> f64| access.iter().map(|a| of(a)).collect::<Vec<f64>>();
        frame.column(self.lon, &degrees(|a| a.at.lon));
        frame.column(self.lat, &degrees(|a| a.at.lat));
        let flags = |a: &&WayIn| {
            u8::from(a.entrance.is_some()) * ENTRANCE + u8::from(a.snap.is_some()) * SNAP
        };
        frame.bytes(self.flags, access.iter().map(flags).collect());
        let entrance = access.iter().map(|a| a.entrance.unwrap_or(0));
        frame.column(self.entrance, &entrance.collect::<Vec<i64>>());
        let part = |of: fn(Snap) -> u32| {
            let parts = access.iter().map(|a| a.snap.map_or(0, of));
            parts.collect::<Vec<u32>>()
        };
        frame.column(self.street, &part(|s| s.street.0));
        frame.column(self.offset_mm, &part(|s| s.offset_mm));
        frame.column(self.leg_mm, &part(|s| s.leg_mm));
    }

    pub(super) fn read(&self, frame: &Frame, limits: Limits) -> Result<Vec<WayIn>, InputError> {
        let flags = frame.section(self.flags)?;
        let n = flags.len();
        let lon: Vec<f64> = frame.rows(self.lon, n)?;
        let lat: Vec<f64> = frame.rows(self.lat, n)?;
        let entrance: Vec<i64> = frame.rows(self.entrance, n)?;
        let street: Vec<u32> = frame.rows(self.street, n)?;
        let offset_mm: Vec<u32> = frame.rows(self.offset_mm, n)?;
        let leg_mm: Vec<u32> = frame.rows(self.leg_mm, n)?;
        let row = |i: usize| {
            let at = LonLat {
                lon: lon[i],
                lat: lat[i],
            };
            let snap = Snap {
                street: StreetId(street[i]),
                offset_mm: offset_mm[i],
                leg_mm: leg_mm[i],
            };
            let has = |flag| flags[i] & flag != 0;
            let fits =
                flags[i] <= ENTRANCE | SNAP && on_earth(at) && (!has(SNAP) || limits.allow(snap));
            fits.then(|| WayIn {
                at,
                entrance: has(ENTRANCE).then_some(entrance[i]),
                snap: has(SNAP).then_some(snap),
            })
        };
        let what = "holds a way in that leads nowhere";
        (0..n)
            .map(|i| row(i).ok_or_else(|| frame.error(self.street, format!("row {i} {what}"))))
            .collect()
    }
}

/// False for what is no number, too. Outlines may reach a little over the edge of the map.
fn on_earth(at: LonLat) -> bool {
    at.lon.abs() <= 215.0 && at.lat.abs() <= 215.0
}

impl Limits<'_> {
    fn allow(&self, snap: Snap) -> bool {
        let length_mm = self.length_mm.get(snap.street.index());
        length_mm.is_some_and(|&length| snap.offset_mm <= length) && snap.leg_mm <= self.max_snap_mm
    }
}
