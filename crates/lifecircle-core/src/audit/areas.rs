//! Areas that have fewer homes, or fewer people in them, than the areas of their level.

use super::what::{NotLooked, What};
use super::{Audit, AuditFinding, AuditInput, AuditKind};
use crate::area::{Level, LevelArea, OUTSIDE};
use crate::geodesy::{LonLat, haversine_m};
use crate::observer::{Cancelled, Observer, go_on};
use crate::osm::{ElementId, WayClass};
use crate::par;
use crate::units::{m_to_mm, milli_to_whole_people, mm_to_km, narrow};

/// So many areas with homes and streets tell what is usual on a level.
const ENOUGH_AREAS: usize = 5;
/// Below so many mm of residential streets an area tells nothing: a village street.
const ENOUGH_STREETS_MM: u64 = 1_000_000;
/// Less than one in so many of what is usual is too few: mapped densities of quarters differ by a factor of two or three.
const TOO_FEW: u64 = 5;
/// So many homes must be missing, or be there without people.
const ENOUGH_HOMES: u64 = 20;
/// Densities are homes for so many mm of street: 1,000 km.
const DENSITY_MM: u128 = 1_000_000_000;

/// What is counted of an area.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    homes: u64,
    people_milli: u64,
    street_mm: u64,
}

impl Counts {
    /// Homes for [`DENSITY_MM`] of street.
    fn density(self) -> u64 {
        let density = u128::from(self.homes) * DENSITY_MM / u128::from(self.street_mm.max(1));
        u64::try_from(density).unwrap_or(u64::MAX)
    }

    /// Thousandths of a person in a home.
    fn per_home(self) -> u64 {
        self.people_milli / self.homes.max(1)
    }
}

/// Adds the areas of every level whose homes or people look too few.
pub(super) fn find(
    input: AuditInput,
    audit: &mut Audit,
    observer: &dyn Observer,
) -> Result<(), Cancelled> {
    let kinds = [AuditKind::FewHomes, AuditKind::FewPeople];
    let kinds: Vec<AuditKind> = kinds.into_iter().filter(|&k| input.wants(k)).collect();
    if kinds.is_empty() {
        return Ok(());
    }
    let mut why = NotLooked::NotDivided;
    let levels = input.division.map_or(&[][..], |d| d.levels.rows());
    let mut is_any = false;
    if input.residences.kind.is_sampled() {
        why = NotLooked::SampledPoints;
    } else if let Some(division) = input.division {
        why = NotLooked::FewAreas(narrow(ENOUGH_AREAS));
        let streets = residential_segments(input);
        for (level, homes) in levels.iter().zip(&division.homes) {
            go_on(observer)?;
            let counts = counted(input, level, &homes.of, &streets, observer)?;
            let usual = counts.iter().copied();
            let usual: Vec<Counts> = usual
                .filter(|own| own.homes > 0 && own.street_mm >= ENOUGH_STREETS_MM)
                .collect();
            if usual.len() < ENOUGH_AREAS {
                continue;
            }
            is_any = true;
            let areas = level.areas.iter().zip(counts);
            for (area, own) in areas {
                let judged = Judged { level, area, own };
                let found = [judged.few_homes(&usual), judged.few_people(&usual)];
                let found = found.into_iter().flatten();
                audit
                    .findings
                    .extend(found.filter(|finding| kinds.contains(&finding.kind)));
            }
        }
    }
    if !is_any {
        for kind in kinds {
            audit.skip(kind, why);
        }
    }
    Ok(())
}

/// The middle of each segment of residential streets that somebody may walk, and its length in mm.
fn residential_segments(input: AuditInput) -> Vec<(LonLat, u64)> {
    let (network, streets) = (input.network, &input.built.streets);
    let residential = (0..network.segment_count()).filter(|&s| {
        let street = streets.segment_street[s].street();
        network.attr(narrow(s)).class == WayClass::Residential && !streets.is_closed(street)
    });
    let measured = residential.map(|s| {
        let [a, b] = [network.tail[s], network.head[s]].map(|node| network.lon_lat(node));
        (a.towards(b, 0.5), u64::from(m_to_mm(haversine_m(a, b))))
    });
    measured.collect()
}

fn counted(
    input: AuditInput,
    level: &Level,
    homes: &[u32],
    streets: &[(LonLat, u64)],
    observer: &dyn Observer,
) -> Result<Vec<Counts>, Cancelled> {
    let mut counts = vec![Counts::default(); level.areas.len()];
    for (home, &area) in homes
        .iter()
        .enumerate()
        .filter(|(_, area)| **area != OUTSIDE)
    {
        let own = &mut counts[area as usize];
        own.homes += 1;
        own.people_milli += input.residences.people_milli[home];
    }
    let areas = par::try_map_range(observer, streets.len(), |i| level.at(streets[i].0))?;
    for (&(_, mm), area) in streets.iter().zip(areas) {
        if area != OUTSIDE {
            counts[area as usize].street_mm += mm;
        }
    }
    Ok(counts)
}

/// The middle one of some values, the lower of two.
fn median(values: impl Iterator<Item = u64>) -> u64 {
    let mut values: Vec<u64> = values.collect();
    values.sort_unstable();
    values
        .get(values.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(0)
}

struct Judged<'a> {
    level: &'a Level,
    area: &'a LevelArea,
    own: Counts,
}

impl Judged<'_> {
    /// People are those who would live in the homes that are missing, as many in each as in half of the areas.
    fn few_homes(&self, usual: &[Counts]) -> Option<AuditFinding> {
        let own = self.own;
        let density = median(usual.iter().map(|c| c.density()));
        let expected = u128::from(density) * u128::from(own.street_mm) / DENSITY_MM;
        let expected = u64::try_from(expected).unwrap_or(u64::MAX);
        let missing = expected.saturating_sub(own.homes);
        let is_few = own.street_mm >= ENOUGH_STREETS_MM
            && own.homes.saturating_mul(TOO_FEW) < expected
            && missing >= ENOUGH_HOMES;
        let per_home = median(usual.iter().map(|c| c.per_home()));
        is_few.then(|| AuditFinding {
            people_milli: missing.saturating_mul(per_home),
            homes: missing,
            ..self.finding(
                AuditKind::FewHomes,
                What::FewHomes {
                    level: self.level.name.clone(),
                    area: self.area.name.clone(),
                    homes: own.homes,
                    km: format!("{:.1}", mm_to_km(own.street_mm)),
                    expected,
                },
            )
        })
    }

    /// People are those who are missing in the homes that are there.
    fn few_people(&self, usual: &[Counts]) -> Option<AuditFinding> {
        let own = self.own;
        let per_home = median(usual.iter().map(|c| c.per_home()));
        let expected_milli = per_home.saturating_mul(own.homes);
        let is_few =
            own.homes >= ENOUGH_HOMES && own.people_milli.saturating_mul(TOO_FEW) < expected_milli;
        is_few.then(|| AuditFinding {
            people_milli: expected_milli - own.people_milli,
            homes: own.homes,
            ..self.finding(
                AuditKind::FewPeople,
                What::FewPeople {
                    level: self.level.name.clone(),
                    area: self.area.name.clone(),
                    homes: own.homes,
                    people: milli_to_whole_people(own.people_milli),
                    expected: milli_to_whole_people(expected_milli),
                },
            )
        })
    }

    fn finding(&self, kind: AuditKind, what: What) -> AuditFinding {
        let middle = |low: i32, high: i32| i32::midpoint(low, high);
        let at = self.area.outline().map(|outline| {
            let [west, south, east, north] = outline.bounds();
            LonLat::from_decimicro(middle(west, east), middle(south, north))
        });
        let number = self.area.id.strip_prefix("relation/");
        let number = number.and_then(|number| number.parse().ok());
        AuditFinding {
            kind,
            people_milli: 0,
            homes: 0,
            at,
            line: None,
            elements: number.map(ElementId::relation).into_iter().collect(),
            what,
        }
    }
}
