//! Sharing counted people among homes.

use super::cells::Cells;
use super::report::{PopulationReport, ZoneShare};
use super::share::share;
use super::zones::Zones;
use super::{Ages, MAX_PEOPLE_MILLI, PopulationError};
use crate::par;
use crate::place::Residences;
use crate::units::narrow;

/// People as somebody counted them.
#[derive(Clone, Debug)]
pub enum Population {
    /// By zone.
    Zones(Zones),
    /// By the cells of a raster.
    Cells(Cells),
    /// Of all homes together, in thousandths.
    Total(u64),
}

/// The people of homes as counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// People in thousandths, per home.
    pub people_milli: Vec<u64>,
    /// The same by age, where the zones tell it; homes outside of all zones have none there.
    pub ages: Ages,
    /// What became of those who were counted.
    pub report: PopulationReport,
}

/// Shares counted people among homes: the people of a zone by the floor area of the homes whose written position it
/// holds, largest remainders first, so that sums are kept to the thousandth of a person. A home of unknown floor area
/// weighs what its estimated people need; where nothing weighs anything, all homes of a zone get the same.
/// Homes outside of all zones keep their estimate, times what the others' estimates were changed by.
///
/// The order of homes and of zones does not matter.
///
/// # Errors
/// [`PopulationError::TooMany`].
///
/// # Panics
/// If cells were made for other homes.
///
/// # Complexity
/// `O(n log n)` in the homes, times the edges at their latitude of the zones around them.
pub fn allocate(
    residences: &Residences,
    population: &Population,
) -> Result<Allocation, PopulationError> {
    let weights = weights(residences);
    match population {
        Population::Total(milli) if *milli > MAX_PEOPLE_MILLI => Err(PopulationError::TooMany),
        &Population::Total(milli) => Ok(by_total(residences, &weights, milli)),
        Population::Zones(zones) => Ok(by_zones(residences, &weights, zones)),
        Population::Cells(cells) => Ok(by_cells(residences, &weights, cells)),
    }
}

/// Floor area per home in dm², that which its people need where it is not known: 37 m² each (walking model §5).
fn weights(residences: &Residences) -> Vec<u64> {
    let rows = residences.floor_dm2.iter().zip(&residences.people_milli);
    let weight = |(&floor, &milli): (&u32, &u64)| match floor {
        0 => milli.saturating_mul(37) / 10,
        _ => u64::from(floor),
    };
    rows.map(weight).collect()
}

/// Homes by zone.
struct Members<'a> {
    residences: &'a Residences,
    weights: &'a [u64],
    /// Homes in the order of their zones.
    homes: Vec<u32>,
    /// Per zone, where its homes begin; one more at the end.
    first: Vec<u32>,
}

impl<'a> Members<'a> {
    fn of(
        residences: &'a Residences,
        weights: &'a [u64],
        zone_of_home: &[Option<u32>],
        zones: usize,
    ) -> Self {
        let mut first = vec![0u32; zones + 1];
        for zone in zone_of_home.iter().flatten() {
            first[*zone as usize + 1] += 1;
        }
        for zone in 0..zones {
            first[zone + 1] += first[zone];
        }
        let mut next = first.clone();
        let mut homes = vec![0u32; first[zones] as usize];
        for (home, zone) in zone_of_home.iter().enumerate() {
            if let Some(zone) = *zone {
                let at = &mut next[zone as usize];
                homes[*at as usize] = narrow(home);
                *at += 1;
            }
        }
        Self {
            residences,
            weights,
            homes,
            first,
        }
    }

    fn zones(&self) -> usize {
        self.first.len() - 1
    }

    fn of_zone(&self, zone: usize) -> &[u32] {
        &self.homes[self.first[zone] as usize..self.first[zone + 1] as usize]
    }

    fn estimated_milli(&self, zone: usize) -> u64 {
        let milli = |&home: &u32| self.residences.people_milli[home as usize];
        sum(self.of_zone(zone).iter().map(milli))
    }

    /// Shares what each zone gives among its homes; homes of none have 0.
    fn share(&self, given: impl Fn(usize) -> u64 + Sync) -> Vec<u64> {
        let shares = par::map_range(self.zones(), |zone| {
            let homes = self.of_zone(zone);
            let weights: Vec<u64> = homes.iter().map(|&h| self.weights[h as usize]).collect();
            let id = |i: usize| (&self.residences.id[homes[i] as usize], homes[i]);
            share(given(zone), &weights, id)
        });
        let mut milli = vec![0; self.residences.count()];
        for (zone, shares) in shares.into_iter().enumerate() {
            for (&home, part) in self.of_zone(zone).iter().zip(shares) {
                milli[home as usize] = part;
            }
        }
        milli
    }
}

/// A sum that stops at the largest number: estimates are nobody's count.
fn sum(parts: impl Iterator<Item = u64>) -> u64 {
    parts.fold(0, u64::saturating_add)
}

fn by_total(residences: &Residences, weights: &[u64], milli: u64) -> Allocation {
    let members = Members::of(residences, weights, &vec![Some(0); residences.count()], 1);
    let placed_milli = if residences.count() == 0 { 0 } else { milli };
    Allocation {
        people_milli: members.share(|_| placed_milli),
        ages: Ages::default(),
        report: PopulationReport {
            given_milli: milli,
            placed_milli,
            unplaced_milli: milli - placed_milli,
            estimated_milli: members.estimated_milli(0),
            ..PopulationReport::default()
        },
    }
}

fn by_zones(residences: &Residences, weights: &[u64], zones: &Zones) -> Allocation {
    let rows = zones.rows();
    let zone_of_home = par::map_range(residences.count(), |home| {
        zones.at(residences.ways_in_of(home)[0].at).map(narrow)
    });
    let members = Members::of(residences, weights, &zone_of_home, rows.len());
    let share_of = |(zone, row): (usize, &super::Zone)| ZoneShare {
        name: row.name.clone(),
        homes: members.of_zone(zone).len() as u64,
        estimated_milli: members.estimated_milli(zone),
        given_milli: row.people_milli,
    };
    let shares: Vec<ZoneShare> = rows.iter().enumerate().map(share_of).collect();
    let with_homes = || shares.iter().filter(|zone| zone.homes > 0);
    let given_milli = sum(rows.iter().map(|row| row.people_milli));
    let placed_milli = sum(with_homes().map(|zone| zone.given_milli));
    let mut report = PopulationReport {
        given_milli,
        placed_milli,
        unplaced_milli: given_milli - placed_milli,
        estimated_milli: sum(with_homes().map(|zone| zone.estimated_milli)),
        ..PopulationReport::default()
    };
    report.zones = shares;
    let mut people_milli = members.share(|zone| rows[zone].people_milli);
    scale_outside(residences, &zone_of_home, &mut people_milli, &mut report);
    Allocation {
        people_milli,
        ages: ages(&members, rows),
        report,
    }
}

/// The age groups of all zones, in the order in which zones by name tell them.
fn ages(members: &Members, rows: &[super::Zone]) -> Ages {
    let mut groups: Vec<String> = Vec::new();
    for (group, _) in rows.iter().flat_map(|row| &row.ages) {
        if !groups.contains(group) {
            groups.push(group.clone());
        }
    }
    let of_zone = |zone: usize, group: &str| {
        let own = rows[zone].ages.iter().filter(|age| age.0 == group);
        sum(own.map(|age| age.1))
    };
    let column = |group: &String| members.share(|zone| of_zone(zone, group));
    Ages {
        milli: groups.iter().map(column).collect(),
        groups,
    }
}

fn by_cells(residences: &Residences, weights: &[u64], cells: &Cells) -> Allocation {
    let cell_of_home = cells.of_homes();
    assert_eq!(
        cell_of_home.len(),
        residences.count(),
        "cells of other homes"
    );
    let given = cells.given(weights);
    let members = Members::of(residences, weights, cell_of_home, given.people_milli.len());
    let told = |cell: &&u32| given.people_milli[**cell as usize] > 0;
    let placed_milli = sum(given.people_milli.iter().copied());
    let in_cells = |milli: &u64, cell: &Option<u32>| cell.map_or(0, |_| *milli);
    let rows = residences.people_milli.iter().zip(cell_of_home);
    let mut report = PopulationReport {
        given_milli: placed_milli + given.unplaced_milli,
        placed_milli,
        unplaced_milli: given.unplaced_milli,
        estimated_milli: sum(rows.map(|(milli, cell)| in_cells(milli, cell))),
        cells: given.cells,
        cells_moved: given.cells_moved,
        moved_milli: given.moved_milli,
        cells_without_homes: given.cells_without_homes,
        homes_in_empty_cells: cell_of_home.iter().flatten().filter(|c| !told(c)).count() as u64,
        ..PopulationReport::default()
    };
    let mut people_milli = members.share(|cell| given.people_milli[cell]);
    scale_outside(residences, cell_of_home, &mut people_milli, &mut report);
    Allocation {
        people_milli,
        ages: Ages::default(),
        report,
    }
}

/// Gives homes outside of all zones their estimates times the factor of the others, rounded half up. To leave them out
/// would lose people; estimates as they are would put two measures into one sum.
fn scale_outside(
    residences: &Residences,
    zone_of_home: &[Option<u32>],
    people_milli: &mut [u64],
    report: &mut PopulationReport,
) {
    let (placed, estimated) = (report.placed_milli, report.estimated_milli);
    for (home, _) in zone_of_home.iter().enumerate().filter(|of| of.1.is_none()) {
        let own = residences.people_milli[home];
        let scaled = if estimated == 0 {
            own
        } else {
            let (own, estimated) = (u128::from(own), u128::from(estimated));
            let scaled = (own * u128::from(placed) + estimated / 2) / estimated;
            u64::try_from(scaled)
                .unwrap_or(u64::MAX)
                .min(MAX_PEOPLE_MILLI)
        };
        people_milli[home] = scaled;
        report.outside_homes += 1;
        report.outside_milli = report.outside_milli.saturating_add(scaled);
    }
}
