//! Places from which is walked: each with its streets, or why it has none.

use std::cell::OnceCell;

use lifecircle_core::evidence::Ground;
use lifecircle_core::geodesy::{LonLat, haversine_m};
use lifecircle_core::isochrone::Start;
use lifecircle_core::network::StreetNetwork;
use lifecircle_core::observer::Observer;
use lifecircle_core::snap::{Snap, SnapIndex};
use lifecircle_core::units::{decimicro_to_degrees, narrow};
use lifecircle_io::read::{self, Import, Place, PlaceEntry, RawList};

use crate::coordinates::{Located, Rows};
use crate::lists::{ListFile, place};
use crate::{City, Error, Warning};

/// A list of places that was read, before it is known where they are.
#[derive(Debug)]
pub struct PlaceList {
    file: ListFile,
    raw: RawList<PlaceEntry>,
}

impl PlaceList {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::Input`] where the file as a whole cannot be read.
    pub fn read(file: ListFile, observer: &dyn Observer) -> Result<Self, Error> {
        let raw = read::places(&file.file, &file.options, observer)?;
        Ok(Self { file, raw })
    }
}

/// Places in WGS-84.
#[derive(Debug)]
pub struct LocatedPlaces {
    /// The rows, and what cannot be used.
    pub import: Import<Place>,
    /// The coordinate system, and how it is known.
    pub located: Located,
    list: String,
}

impl LocatedPlaces {
    /// The warning that the declared system is contradicted.
    pub fn warning(&self) -> Option<Warning> {
        self.located.warning(&self.list)
    }
}

/// Where walks begin.
#[derive(Clone, Debug, Default)]
pub struct OriginChoice {
    /// Places of the user's.
    pub places: Vec<Place>,
    /// Every home of the city, after them.
    pub every_home: bool,
}

/// A place from which is walked.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Its id.
    pub id: String,
    /// Where it is.
    pub at: LonLat,
    /// Where it joins the streets; never empty.
    pub snaps: Vec<Snap>,
    /// Per snap, where the leg to it starts.
    pub from: Vec<LonLat>,
    /// Which home it is.
    pub home: Option<u32>,
}

impl Origin {
    /// As areas are drawn from it.
    pub(crate) fn start(&self) -> Start<'_> {
        Start {
            snaps: &self.snaps,
            from: &self.from,
        }
    }

    /// Length of its shortest leg, in mm.
    pub fn leg_mm(&self) -> u32 {
        self.snaps.iter().map(|s| s.leg_mm).min().unwrap_or(0)
    }
}

/// Why a place has no street.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Far {
    /// There is no street at all.
    NoStreets,
    /// Longitude and latitude look swapped: the place meant lies in the data.
    Swapped {
        /// What was probably meant.
        meant: LonLat,
    },
    /// In the data, but with no street in reach.
    NoStreetNear {
        /// How far a street may be, in mm.
        reach_mm: u32,
        /// How far the nearest is, in mm; `None` beyond [`LOOK_MM`].
        nearest_mm: Option<u32>,
    },
    /// Outside the data.
    Outside {
        /// How far, in metres.
        away_m: f64,
        /// What the data spans, in degrees: west, south, east, north.
        bbox_deg: [f64; 4],
    },
}

/// How far a place without a street is told of the nearest one, in mm: 20 km.
pub const LOOK_MM: u32 = 20_000_000;

/// What has no street.
#[derive(Clone, Debug, PartialEq)]
pub enum LeftOut {
    /// A place of the user's.
    Place {
        /// Its position in the list.
        position: usize,
        /// Why.
        why: Far,
    },
    /// So many homes.
    Homes {
        /// How many.
        count: usize,
        /// How far a street may be, in mm.
        reach_mm: u32,
    },
}

/// The origins that can be used, in their order, and those that cannot.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// Each with a street.
    pub usable: Vec<Origin>,
    /// The others.
    pub left_out: Vec<LeftOut>,
}

impl City {
    /// Moves a list of places to WGS-84 from the system that is declared, or that streets and names tell.
    ///
    /// # Errors
    /// [`Error::Undeclared`] where nothing tells; what a network made before, that is damaged, gives.
    ///
    /// # Complexity
    /// That of [`Located::of`].
    pub fn located(&self, list: PlaceList) -> Result<LocatedPlaces, Error> {
        let PlaceList { file, raw } = list;
        let known = OnceCell::new();
        let ground = || {
            if let Some(ground) = known.get() {
                return Ok(ground);
            }
            let made = self.ground()?;
            Ok::<&Ground, Error>(known.get_or_init(|| made))
        };
        let (import, located) = place(&file, raw, Rows::Places, &ground, &*self.observer)?;
        let list = file.file.display().to_string();
        Ok(LocatedPlaces {
            import,
            located,
            list,
        })
    }

    /// Connects origins to the streets.
    ///
    /// # Errors
    /// [`Error::Input`] where a network made before is damaged.
    ///
    /// # Complexity
    /// Linear in the streets, and in the origins times the streets around each.
    pub fn origins(&self, choice: &OriginChoice) -> Result<Origins, Error> {
        let mut origins = Origins::default();
        if !choice.places.is_empty() {
            let index = self.snap_index()?;
            for (position, place) in choice.places.iter().enumerate() {
                match index.point(place.at) {
                    Some(snap) => origins.usable.push(Origin {
                        id: place.id.clone(),
                        at: place.at,
                        snaps: vec![snap],
                        from: vec![place.at],
                        home: None,
                    }),
                    None => origins.left_out.push(LeftOut::Place {
                        position,
                        why: self.why_far(place.at)?,
                    }),
                }
            }
        }
        if choice.every_home {
            self.add_homes(&mut origins);
        }
        Ok(origins)
    }

    fn add_homes(&self, origins: &mut Origins) {
        let residences = self.residences();
        let mut far = 0;
        for home in 0..residences.count() {
            let ways_in = residences.ways_in_of(home);
            let joined = ways_in.iter().filter_map(|way| Some((way.snap?, way.at)));
            let (snaps, from): (Vec<Snap>, Vec<LonLat>) = joined.unzip();
            if snaps.is_empty() {
                far += 1;
            } else {
                origins.usable.push(Origin {
                    id: residences.id[home].to_string(),
                    at: ways_in[0].at,
                    snaps,
                    from,
                    home: Some(narrow(home)),
                });
            }
        }
        if far > 0 {
            origins.left_out.push(LeftOut::Homes {
                count: far,
                reach_mm: self.recipe().max_snap_mm,
            });
        }
    }

    /// Why a place has no street: swapped, elsewhere, or far from any.
    fn why_far(&self, at: LonLat) -> Result<Far, Error> {
        let network = self.network()?;
        let Some(bbox_deg) = bounds(network) else {
            return Ok(Far::NoStreets);
        };
        let [west, south, east, north] = bbox_deg;
        let holds = |p: LonLat| (west..=east).contains(&p.lon) && (south..=north).contains(&p.lat);
        let meant = LonLat {
            lon: at.lat,
            lat: at.lon,
        };
        if !holds(at) && holds(meant) {
            return Ok(Far::Swapped { meant });
        }
        if holds(at) {
            let wide = SnapIndex::new(network, &self.built().streets, LOOK_MM, &*self.observer)?;
            return Ok(Far::NoStreetNear {
                reach_mm: self.recipe().max_snap_mm,
                nearest_mm: wide.point(at).map(|snap| snap.leg_mm),
            });
        }
        let nearest = LonLat {
            lon: at.lon.clamp(west, east),
            lat: at.lat.clamp(south, north),
        };
        Ok(Far::Outside {
            away_m: haversine_m(at, nearest),
            bbox_deg,
        })
    }
}

/// The box around a network: west, south, east, north in degrees.
fn bounds(network: &StreetNetwork) -> Option<[f64; 4]> {
    let (lon, lat) = (network.lon.iter(), network.lat.iter());
    let degrees = |decimicro: Option<&i32>| decimicro.map(|&d| decimicro_to_degrees(d));
    Some([
        degrees(lon.clone().min())?,
        degrees(lat.clone().min())?,
        degrees(lon.max())?,
        degrees(lat.max())?,
    ])
}
