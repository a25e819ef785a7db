//! What is reached from many places, a batch at a time.

use std::sync::Arc;

use lifecircle_core::isochrone::{
    Area, AreaOptions, AreaSpace, Areas, Counts, Inside, InsideSpace, Start,
};
use lifecircle_core::metric::{Gates, Walking};
use lifecircle_core::observer::Stage;
use lifecircle_core::par::{Pool, try_map_range_from};
use lifecircle_core::reach::{Reach, Stretch, Sweeps, SweepsSpace, Walked};
use lifecircle_core::search::{SearchSpace, WeightLabel};
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::snap::Snap;
use lifecircle_core::sweep::LANES;
use lifecircle_core::walk::{Reason, Walks};
use lifecircle_io::write::IsochroneShape;

use crate::origins::{Origin, OriginChoice, Origins};
use crate::{City, Error, Walker};

/// Origins whose isochrones are in memory at a time: areas take some 50 kB each, streets a megabyte.
const AREA_BATCH: usize = 1024;
const STREET_BATCH: usize = 64;

/// How isochrones are made.
#[derive(Clone, Debug)]
pub struct IsochroneOptions {
    /// Limits in ms.
    pub limits_ms: Vec<u32>,
    /// What they are drawn as.
    pub drawn: IsochroneShape,
    /// Rings between one limit and the next, instead of everything within each.
    pub bands: bool,
    /// How areas are drawn.
    pub areas: AreaOptions,
    /// What compounds and gates do.
    pub gates: Gates,
    /// Who walks; `None`: whom the city was opened for.
    pub walker: Option<Walker>,
}

impl Default for IsochroneOptions {
    /// Areas within 5, 10 and 15 minutes.
    fn default() -> Self {
        Self {
            limits_ms: vec![300_000, 600_000, 900_000],
            drawn: IsochroneShape::Area,
            bands: false,
            areas: AreaOptions::default(),
            gates: Gates::Tagged,
            walker: None,
        }
    }
}

impl IsochroneOptions {
    /// Finds out whether areas can be drawn so, before a city is opened.
    ///
    /// # Errors
    /// [`Error::Area`].
    pub fn validate(&self) -> Result<(), Error> {
        let walking = self.walker.unwrap_or_default().walking(self.gates);
        let longest_ms = self.limits_ms.iter().copied().max().unwrap_or(0);
        self.areas.validate(walking, longest_ms)?;
        Ok(())
    }
}

/// What is within one limit of an origin.
#[derive(Clone, Debug)]
pub struct Isochrone {
    /// The limit in ms.
    pub limit_ms: u32,
    /// The limit that it begins beyond: 0 for a cumulative one.
    pub beyond_ms: u32,
    /// Homes, people, facilities and streets, by walking time.
    pub counts: Counts,
    /// The area; empty where streets are drawn.
    pub area: Area,
    /// The stretches of street, in order; empty where areas are drawn.
    pub stretches: Vec<Stretch>,
}

/// What is reached from one origin.
#[derive(Clone, Debug)]
pub struct Reached {
    /// By limit, increasing.
    pub isochrones: Vec<Isochrone>,
    /// Why there may be more.
    pub unknown: Option<Reason>,
    /// The longest limit within which not even the street is reached.
    pub nothing_within_ms: Option<u32>,
}

/// Isochrones of some origins, made when they are asked for.
#[derive(Clone, Debug)]
pub struct Isochrones {
    city: City,
    walks: Arc<Walks>,
    options: IsochroneOptions,
    origins: Origins,
}

impl City {
    /// Prepares isochrones of some origins.
    ///
    /// # Errors
    /// Walkers for whom the streets were not made; [`Error::Area`] where areas cannot be drawn so.
    ///
    /// # Complexity
    /// That of [`City::origins`].
    pub fn isochrones(
        &self,
        choice: &OriginChoice,
        options: &IsochroneOptions,
    ) -> Result<Isochrones, Error> {
        let walks = self.walks(options.walker, options.gates)?;
        let mut options = options.clone();
        options.limits_ms.sort_unstable();
        options.limits_ms.dedup();
        let longest_ms = options.limits_ms.last().copied().unwrap_or(0);
        options.areas.validate(walks.walking(), longest_ms)?;
        Ok(Isochrones {
            city: self.clone(),
            walks,
            options,
            origins: self.origins(choice)?,
        })
    }
}

impl Isochrones {
    /// The city.
    pub fn city(&self) -> &City {
        &self.city
    }

    /// The origins that are used, and those that are not.
    pub fn origins(&self) -> &Origins {
        &self.origins
    }

    /// The limits in ms, increasing.
    pub fn limits_ms(&self) -> &[u32] {
        &self.options.limits_ms
    }

    /// The same with everything within each limit, not rings.
    #[must_use]
    pub fn cumulative(&self) -> Self {
        let mut all = self.clone();
        all.options.bands = false;
        all
    }

    /// What they are drawn as.
    pub fn drawn(&self) -> IsochroneShape {
        self.options.drawn
    }

    /// Who walks, and how.
    pub fn walking(&self) -> Walking {
        self.walks.walking()
    }

    /// Hands what each origin reaches to `make`, in many threads, and what that made to `sink`, in the order of the
    /// origins.
    ///
    /// # Errors
    /// The first that `sink` returns, or [`Error::Cancelled`]; nothing more is computed then.
    ///
    /// # Complexity
    /// A bounded search per origin or a sweep per 32 neighbouring ones; a raster around each for areas. So many
    /// results are in memory as a batch has origins, whatever their number.
    pub fn for_each<T: Send, E: From<Error>>(
        &self,
        make: impl Fn(&Origin, Reached) -> T + Sync,
        mut sink: impl FnMut(&Origin, T) -> Result<(), E>,
    ) -> Result<(), E> {
        let origins = &self.origins.usable;
        let observer = &*self.city.observer;
        let reach = Reach::new(&self.walks, observer).map_err(Error::from)?;
        let drawing = Drawing::new(self, &reach)?;
        let longest_ms = drawing.longest_ms();
        let sweeps =
            Sweeps::new(&reach, origins.len(), longest_ms, observer).map_err(Error::from)?;
        observer.stage(Stage::Isochrones, origins.len() as u64);
        let pool = Pool::default();
        let size = match self.options.drawn {
            IsochroneShape::Area => AREA_BATCH,
            IsochroneShape::Network | IsochroneShape::Streets => STREET_BATCH,
        };
        for batch in origins.chunks(size) {
            // Neighbours are searched and drawn together; their results stand in input order again.
            let order = reach.in_space(batch.len(), |i| batch[i].snaps.as_slice());
            let groups: Vec<&[u32]> = order.chunks(LANES).collect();
            let fresh = || Scratch::new(&reach, sweeps.as_ref());
            let found = try_map_range_from(observer, &pool, groups.len(), fresh, |scratch, i| {
                let places: Vec<&Origin> = groups[i].iter().map(|&i| &batch[i as usize]).collect();
                let reached = drawing.reached(scratch, sweeps.as_ref(), &places);
                let made = places.into_iter().zip(reached);
                made.map(|(origin, reached)| make(origin, reached))
                    .collect::<Vec<T>>()
            });
            let found = found.map_err(Error::from)?;
            let order = order.iter().copied();
            let mut made: Vec<(u32, T)> = order.zip(found.into_iter().flatten()).collect();
            made.sort_by_key(|made| made.0);
            for (origin, (_, made)) in batch.iter().zip(made) {
                sink(origin, made)?;
            }
            observer.advance(batch.len() as u64);
        }
        Ok(())
    }
}

/// What one worker reuses.
struct Scratch {
    search: SearchSpace<WeightLabel>,
    swept: Option<SweepsSpace>,
    area: AreaSpace,
    inside: InsideSpace,
}

impl Scratch {
    fn new(reach: &Reach, sweeps: Option<&Sweeps>) -> Self {
        Self {
            search: reach.space(),
            swept: sweeps.map(Sweeps::space),
            area: AreaSpace::default(),
            inside: InsideSpace::default(),
        }
    }
}

/// Everything that isochrones are made from.
struct Drawing<'a> {
    options: &'a IsochroneOptions,
    reach: &'a Reach<'a>,
    areas: Areas<'a>,
    inside: Inside<'a>,
}

impl<'a> Drawing<'a> {
    fn new(asked: &'a Isochrones, reach: &'a Reach<'a>) -> Result<Self, Error> {
        let (city, options) = (&asked.city, &asked.options);
        let (walking, observer) = (asked.walks.walking(), &*city.observer);
        let shapes: &StreetShapes = city.shapes()?;
        let longest_ms = options.limits_ms.last().copied().unwrap_or(0);
        let count = match options.drawn {
            IsochroneShape::Area => asked.origins.usable.len(),
            IsochroneShape::Network | IsochroneShape::Streets => 0,
        };
        Ok(Self {
            options,
            reach,
            areas: Areas::new(shapes, walking, options.areas, longest_ms, count, observer)?,
            inside: Inside::new(reach, city.residences(), city.facilities()),
        })
    }

    fn longest_ms(&self) -> u32 {
        self.options.limits_ms.last().copied().unwrap_or(0)
    }

    /// What each of some neighbouring places reaches.
    fn reached(
        &self,
        scratch: &mut Scratch,
        sweeps: Option<&Sweeps>,
        places: &[&Origin],
    ) -> Vec<Reached> {
        let Some((sweeps, swept)) = sweeps.zip(scratch.swept.as_mut()) else {
            let alone = |origin: &&Origin| self.reached_alone(scratch, origin);
            return places.iter().map(alone).collect();
        };
        let snaps: Vec<&[Snap]> = places.iter().map(|origin| &*origin.snaps).collect();
        sweeps.search(swept, &snaps, self.longest_ms());
        let limits_ms = &self.options.limits_ms;
        let areas = match self.options.drawn {
            IsochroneShape::Area => {
                let starts: Vec<Start> = places.iter().map(|origin| origin.start()).collect();
                self.areas
                    .of_all(&mut scratch.area, sweeps, swept, &starts, limits_ms)
            }
            IsochroneShape::Network | IsochroneShape::Streets => vec![Vec::new(); places.len()],
        };
        let lanes = places.iter().zip(areas).enumerate();
        let of_lane = |(lane, (origin, areas)): (usize, (&&Origin, Vec<Area>))| {
            self.told(&mut scratch.inside, &swept.lane(lane), origin, areas)
        };
        lanes.map(of_lane).collect()
    }

    fn reached_alone(&self, scratch: &mut Scratch, origin: &Origin) -> Reached {
        let snaps = origin.snaps.as_slice();
        let walked = self
            .reach
            .search(&mut scratch.search, snaps, self.longest_ms());
        let limits_ms = &self.options.limits_ms;
        let areas = match self.options.drawn {
            IsochroneShape::Area => {
                let start = origin.start();
                self.areas
                    .of(&mut scratch.area, self.reach, &walked, start, limits_ms)
            }
            IsochroneShape::Network | IsochroneShape::Streets => Vec::new(),
        };
        self.told(&mut scratch.inside, &walked, origin, areas)
    }

    /// Counts and shapes of one place, limit by limit.
    fn told(
        &self,
        inside: &mut InsideSpace,
        walked: &impl Walked,
        origin: &Origin,
        areas: Vec<Area>,
    ) -> Reached {
        let (snaps, limits_ms) = (origin.snaps.as_slice(), &self.options.limits_ms);
        let counts = self
            .inside
            .count(inside, self.reach, walked, snaps, origin.home, limits_ms);
        let mut areas = if self.options.bands {
            bands(&areas)
        } else {
            areas
        };
        let of_limit = |i: usize| {
            let before = i.checked_sub(1).filter(|_| self.options.bands);
            let beyond_ms = before.map_or(0, |before| limits_ms[before]);
            Isochrone {
                limit_ms: limits_ms[i],
                beyond_ms,
                counts: before.map_or(counts[i], |before| counts[i].beyond(counts[before])),
                area: areas.get_mut(i).map(std::mem::take).unwrap_or_default(),
                stretches: match self.options.drawn {
                    IsochroneShape::Area => Vec::new(),
                    IsochroneShape::Network | IsochroneShape::Streets => {
                        self.stretches(walked, snaps, limits_ms[i], beyond_ms)
                    }
                },
            }
        };
        let isochrones = (0..limits_ms.len()).map(of_limit).collect();
        let legs_ms = snaps.iter().map(|&snap| self.reach.leg_ms(snap));
        let least_ms = legs_ms.min().unwrap_or(0);
        let nothing = limits_ms.iter().copied().filter(|&ms| ms < least_ms);
        Reached {
            isochrones,
            unknown: self.inside.unknown(snaps),
            nothing_within_ms: nothing.max(),
        }
    }

    fn stretches(
        &self,
        walked: &impl Walked,
        snaps: &[Snap],
        limit_ms: u32,
        beyond_ms: u32,
    ) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        self.reach.stretches(walked, snaps, limit_ms, |stretch| {
            stretches.extend(self.reach.beyond(stretch, beyond_ms));
        });
        stretches.sort_unstable();
        stretches
    }
}

/// Each area without the one before.
fn bands(areas: &[Area]) -> Vec<Area> {
    let band = |i: usize| match i.checked_sub(1) {
        Some(before) => areas[i].without(&areas[before]),
        None => areas[i].clone(),
    };
    (0..areas.len()).map(band).collect()
}
