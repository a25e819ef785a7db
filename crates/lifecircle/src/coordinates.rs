//! Which coordinate system a list is in: as declared, or as streets and names tell.

use lifecircle_core::datum::Datum;
use lifecircle_core::evidence::{Evidence, Ground, Seen, Verdict, maps_are_shifted_at};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::observer::Observer;
use lifecircle_core::units::m_to_mm;
use lifecircle_io::cache::ShiftNote;
use lifecircle_io::coordinates::{Converter, CoordinateSystem};
use lifecircle_io::read::{Entry, NamedPolygons, RawList, lon_lat};

use crate::{City, Error, Warning};

/// A row of a list as its file has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RawPlace<'a> {
    /// Longitude or easting.
    pub x: f64,
    /// Latitude or northing.
    pub y: f64,
    /// Its name, if the list has one.
    pub name: Option<&'a str>,
}

/// The rows of a list that are somewhere.
pub(crate) fn places_of_rows<E: Entry>(list: &RawList<E>) -> Vec<RawPlace<'_>> {
    let rows = list.rows.iter().filter_map(|row| {
        let [x, y] = row.shape.as_ref()?.position()?;
        let name = row.entry.name();
        Some(RawPlace { x, y, name })
    });
    rows.collect()
}

/// The outlines of a map, each by a corner.
pub(crate) fn places_of_outlines(map: &[NamedPolygons]) -> Vec<RawPlace<'_>> {
    let parts = map.iter().filter_map(|part| {
        let corner = part.polygons.0.first()?.exterior().0.first()?;
        let name = part.name.as_deref();
        Some(RawPlace {
            x: corner.x,
            y: corner.y,
            name,
        })
    });
    parts.collect()
}

/// What the rows of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Shops, homes, stops: what stands beside streets.
    Places,
    /// Outlines, each by its middle: what only names can tell.
    Outlines,
}

/// The coordinate system of a list, and why it is taken to be that.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// The system.
    pub system: CoordinateSystem,
    /// Whether the user said so.
    pub is_declared: bool,
    /// What streets and names say; `None` outside of where maps are shifted, where nobody asked them.
    pub evidence: Option<Evidence>,
}

impl Located {
    /// The system of a list. A declared one is taken; without, degrees outside of where maps are shifted are WGS-84,
    /// and inside `ground` must tell. The ground is asked for only where it is needed.
    ///
    /// Rows that are no place in the system are left out: whoever converts them tells of each.
    ///
    /// # Errors
    /// [`Error::Undeclared`] where the list does not say and the ground does not tell; [`Error::Coordinates`] for a
    /// system that cannot be converted; what `ground` gives.
    ///
    /// # Complexity
    /// That of [`Ground::weigh`].
    pub fn of<'g>(
        list: &str,
        declared: Option<CoordinateSystem>,
        rows: (Rows, &[RawPlace]),
        ground: impl FnOnce() -> Result<&'g Ground<'g>, Error>,
        observer: &dyn Observer,
    ) -> Result<Self, Error> {
        let (kind, rows) = rows;
        let system = declared.unwrap_or(CoordinateSystem::Wgs84);
        let seen = seen(system, rows)?;
        let mut located = Self {
            system,
            is_declared: declared.is_some(),
            evidence: None,
        };
        if !is_where_maps_are_shifted(&seen) {
            return Ok(located);
        }
        let ground = ground()?;
        let evidence = match kind {
            Rows::Places => ground.weigh(&seen, observer)?,
            Rows::Outlines => ground.weigh_outlines(&seen),
        };
        if declared.is_none() {
            match evidence.verdict {
                Verdict::Clear(datum) => located.system = datum.into(),
                Verdict::Unclear(doubt) => {
                    let (list, evidence) = (list.to_owned(), Box::new(evidence));
                    return Err(Error::Undeclared {
                        list,
                        doubt,
                        evidence,
                    });
                }
            }
        }
        located.evidence = Some(evidence);
        Ok(located)
    }

    /// The warning that a declared system is contradicted.
    pub fn warning(&self, list: &str) -> Option<Warning> {
        Some(Warning::shifted(list, self.shift()?))
    }

    /// What contradicts a declared system.
    pub(crate) fn shift(&self) -> Option<ShiftNote> {
        // What is projected, or in degrees of other registers, was weighed in WGS-84.
        let declared = self.system.datum().unwrap_or(Datum::Wgs84);
        let found = self.evidence.as_ref()?.contradiction(declared)?;
        Some(ShiftNote {
            declared,
            offset_m: m_to_mm(found.offset_m).div_ceil(1000),
            direction: found.direction,
            better: found.better,
        })
    }
}

impl City {
    /// The ground of the city's streets and of its extract's named facilities: lists are weighed on it.
    ///
    /// # Errors
    /// As with [`City::network`].
    pub fn ground(&self) -> Result<Ground<'_>, Error> {
        let network = self.network()?;
        let known = self.facilities().named();
        Ok(Ground::new(network, known, &*self.observer)?)
    }
}

/// The rows that are places, in degrees that may be shifted: those of a system without shift are brought to WGS-84.
fn seen<'a>(system: CoordinateSystem, rows: &[RawPlace<'a>]) -> Result<Vec<Seen<'a>>, Error> {
    let converter = match system.datum() {
        Some(_) => None,
        None => Some(Converter::new(system)?),
    };
    let at = |row: &RawPlace| -> Option<LonLat> {
        let found = match &converter {
            Some(converter) => converter.to_wgs84(row.x, row.y),
            None => lon_lat(row.x, row.y),
        };
        found.ok()
    };
    let seen = rows.iter().filter_map(|row| {
        Some(Seen {
            at: at(row)?,
            name: row.name,
        })
    });
    Ok(seen.collect())
}

/// Whether most places lie where maps are shifted: a slip in one row of another country's list asks nobody.
fn is_where_maps_are_shifted(list: &[Seen]) -> bool {
    let inside = list.iter().filter(|seen| maps_are_shifted_at(seen.at));
    inside.count() * 2 > list.len()
}
