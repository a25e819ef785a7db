//! From origins to features, a batch at a time.

use std::io::Write;

use lifecircle_core::isochrone::{Area, AreaSpace, Areas, Inside, InsideSpace};
use lifecircle_core::observer::Observer;
use lifecircle_core::par::{Pool, map_range_from};
use lifecircle_core::reach::{Reach, Stretch, Sweeps, SweepsSpace, Walked};
use lifecircle_core::search::{SearchSpace, WeightLabel};
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::snap::Snap;
use lifecircle_core::sweep::LANES;
use lifecircle_core::units::ms_to_minutes_text;
use lifecircle_io::layer::{LayerWriter, Row};
use lifecircle_io::write::{IsochroneFacts, area_row, network_row, street_rows};

use crate::args::{IsochroneArgs, ShapeArg};
use crate::city::City;
use crate::commands::origins::Origin;
use crate::maps::IsochroneMap;
use crate::progress::Progress;

/// Origins whose features are in memory at a time: areas take some 50 kB each, streets a megabyte.
const AREA_BATCH: usize = 1024;
const STREET_BATCH: usize = 64;

/// Everything that features are made from.
pub(super) struct Drawing<'a> {
    pub(super) args: &'a IsochroneArgs,
    pub(super) city: &'a City,
    pub(super) shapes: &'a StreetShapes,
    pub(super) reach: &'a Reach<'a>,
    pub(super) areas: Areas<'a>,
    pub(super) inside: Inside<'a>,
    /// Increasing.
    pub(super) limits: Vec<u32>,
}

/// What one worker reuses.
struct Scratch {
    search: SearchSpace<WeightLabel>,
    swept: Option<SweepsSpace>,
    area: AreaSpace,
    inside: InsideSpace,
}

impl Drawing<'_> {
    pub(super) fn write<W: Write + Send>(
        &self,
        origins: &[Origin],
        mut writer: LayerWriter<W>,
        progress: &Progress,
        failures: &mut Vec<String>,
    ) -> anyhow::Result<W> {
        let pool = Pool::default();
        let sweeps = Sweeps::new(self.reach, origins.len(), self.longest());
        let batch = match self.args.shape {
            ShapeArg::Area => AREA_BATCH,
            ShapeArg::Network | ShapeArg::Streets => STREET_BATCH,
        };
        for batch in origins.chunks(batch) {
            let scratch = || Scratch {
                search: self.reach.space(),
                swept: sweeps.as_ref().map(Sweeps::space),
                area: AreaSpace::default(),
                inside: InsideSpace::default(),
            };
            // Neighbours are searched and drawn together; their features stand in input order again.
            let order = self
                .reach
                .in_space(batch.len(), |i| batch[i].snaps.as_slice());
            let groups: Vec<&[u32]> = order.chunks(LANES).collect();
            let found = map_range_from(&pool, groups.len(), scratch, |scratch, i| {
                let places: Vec<&Origin> = groups[i].iter().map(|&i| &batch[i as usize]).collect();
                match &sweeps {
                    Some(sweeps) => self.rows_of_all(scratch, sweeps, &places),
                    None => places
                        .iter()
                        .map(|origin| self.rows_of(scratch, origin))
                        .collect(),
                }
            });
            let mut rows: Vec<(u32, Rows)> = order
                .iter()
                .copied()
                .zip(found.into_iter().flatten())
                .collect();
            rows.sort_by_key(|row| row.0);
            for (origin, (_, rows)) in batch.iter().zip(rows) {
                failures.extend(rows.nothing_within.map(|ms| nothing_within(origin, ms)));
                writer.rows(&rows.rows)?;
            }
            progress.advance(batch.len() as u64);
        }
        Ok(writer.finish()?.1)
    }

    fn longest(&self) -> u32 {
        self.limits.last().copied().unwrap_or(0)
    }

    /// What the picture shows.
    pub(super) fn map(&self, origins: &[Origin]) -> IsochroneMap<'_> {
        let count = self.limits.len();
        let mut map = IsochroneMap {
            origins: origins.iter().map(|origin| origin.at).collect(),
            limits: &self.limits,
            areas: vec![Vec::new(); count],
            stretches: vec![Vec::new(); count],
        };
        let longest = self.longest();
        let (mut search, mut space) = (self.reach.space(), AreaSpace::default());
        for origin in origins {
            let snaps = origin.snaps.as_slice();
            let reached = self.reach.search(&mut search, snaps, longest);
            if self.args.shape == ShapeArg::Area {
                let areas = self
                    .areas
                    .of(&mut space, self.reach, &reached, snaps, &self.limits);
                map.areas
                    .iter_mut()
                    .zip(areas)
                    .for_each(|(all, area)| all.push(area));
                continue;
            }
            for (limit, stretches) in self.limits.iter().zip(&mut map.stretches) {
                self.reach
                    .stretches(&reached, snaps, *limit, |s| stretches.push(s));
            }
        }
        map
    }

    fn rows_of(&self, scratch: &mut Scratch, origin: &Origin) -> Rows {
        let snaps = origin.snaps.as_slice();
        let reached = self
            .reach
            .search(&mut scratch.search, snaps, self.longest());
        let areas = match self.args.shape {
            ShapeArg::Area => {
                self.areas
                    .of(&mut scratch.area, self.reach, &reached, snaps, &self.limits)
            }
            ShapeArg::Network | ShapeArg::Streets => Vec::new(),
        };
        self.rows(&mut scratch.inside, &reached, origin, areas)
    }

    fn rows_of_all(&self, scratch: &mut Scratch, sweeps: &Sweeps, places: &[&Origin]) -> Vec<Rows> {
        let Some(swept) = &mut scratch.swept else {
            return places
                .iter()
                .map(|origin| self.rows_of(scratch, origin))
                .collect();
        };
        let snaps: Vec<&[Snap]> = places
            .iter()
            .map(|origin| origin.snaps.as_slice())
            .collect();
        sweeps.search(swept, &snaps, self.longest());
        let mut areas = match self.args.shape {
            ShapeArg::Area => {
                self.areas
                    .of_all(&mut scratch.area, sweeps, swept, &snaps, &self.limits)
            }
            ShapeArg::Network | ShapeArg::Streets => vec![Vec::new(); places.len()],
        };
        let rows = places
            .iter()
            .zip(&mut areas)
            .enumerate()
            .map(|(lane, (origin, areas))| {
                self.rows(
                    &mut scratch.inside,
                    &swept.lane(lane),
                    origin,
                    std::mem::take(areas),
                )
            });
        rows.collect()
    }

    fn rows(
        &self,
        inside: &mut InsideSpace,
        walked: &impl Walked,
        origin: &Origin,
        areas: Vec<Area>,
    ) -> Rows {
        let snaps = origin.snaps.as_slice();
        let counts =
            self.inside
                .count(inside, self.reach, walked, snaps, origin.home, &self.limits);
        let unknown = self.inside.unknown(snaps);
        let facts = |i: usize| {
            let before = i.checked_sub(1).filter(|_| self.args.bands);
            IsochroneFacts {
                id: &origin.id,
                limit_ms: self.limits[i],
                beyond_ms: before.map_or(0, |before| self.limits[before]),
                counts: before.map_or(counts[i], |before| counts[i].beyond(counts[before])),
                unknown,
            }
        };
        let rows = match self.args.shape {
            ShapeArg::Area => {
                let areas = if self.args.bands {
                    bands(&areas)
                } else {
                    areas
                };
                let areas = areas
                    .iter()
                    .enumerate()
                    .filter(|(_, area)| !area.is_empty());
                areas.map(|(i, area)| area_row(&facts(i), area)).collect()
            }
            ShapeArg::Network | ShapeArg::Streets => (0..self.limits.len())
                .flat_map(|i| self.street_rows(&facts(i), walked, snaps))
                .collect(),
        };
        let least_leg = snaps
            .iter()
            .map(|&snap| self.reach.leg_ms(snap))
            .min()
            .unwrap_or(0);
        Rows {
            rows,
            nothing_within: self
                .limits
                .iter()
                .copied()
                .filter(|&ms| ms < least_leg)
                .max(),
        }
    }

    fn street_rows(
        &self,
        facts: &IsochroneFacts,
        walked: &impl Walked,
        snaps: &[Snap],
    ) -> Vec<Row> {
        let mut stretches: Vec<Stretch> = Vec::new();
        self.reach
            .stretches(walked, snaps, facts.limit_ms, |stretch| {
                stretches.extend(self.reach.beyond(stretch, facts.beyond_ms));
            });
        stretches.sort_unstable();
        let streets = &self.city.built.streets;
        if self.args.shape == ShapeArg::Streets {
            street_rows(facts, &stretches, streets, self.shapes)
        } else {
            let row = network_row(facts, &stretches, streets, self.shapes);
            row.into_iter().collect()
        }
    }
}

/// What an origin adds to the layer.
struct Rows {
    rows: Vec<Row>,
    /// The longest limit within which not even the street is reached.
    nothing_within: Option<u32>,
}

fn nothing_within(origin: &Origin, ms: u32) -> String {
    let leg_mm = origin.snaps.iter().map(|s| s.leg_mm).min().unwrap_or(0);
    format!(
        "{}: nothing is reached within {} min; the street is {} m away",
        origin.id,
        ms_to_minutes_text(ms),
        leg_mm / 1000
    )
}

/// Each area without the one before.
fn bands(areas: &[Area]) -> Vec<Area> {
    let band = |i: usize| match i.checked_sub(1) {
        Some(before) => areas[i].without(&areas[before]),
        None => areas[i].clone(),
    };
    (0..areas.len()).map(band).collect()
}
