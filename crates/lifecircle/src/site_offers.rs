//! Places that outlets could be at, and what tells why.

use lifecircle_core::area::{GroupPart, Level};
use lifecircle_core::coverage::{CheckInput, Coverage};
use lifecircle_core::gap::{GapArea, Scope, gap_areas};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::isochrone::{AreaOptions, Areas};
use lifecircle_core::place::{CategorySet, Premises};
use lifecircle_core::site::{Candidate, SiteError, SiteKind, SitePlan, street_points};
use lifecircle_core::units::narrow;
use lifecircle_io::cache::FileNote;
use lifecircle_io::read::{self, Reject, SitePlace};
use lifecircle_io::{InputError, InputFault};

use crate::coordinates::Rows;
use crate::lists::place;
use crate::options::note;
use crate::{CandidateChoice, Check, City, Error, ListFile, PartWeight, SiteOptions};

/// Candidates before they are joined to the streets.
#[derive(Default)]
pub(crate) struct Offered {
    pub(crate) rows: Vec<Candidate>,
    /// Rows of a list that cannot be used.
    pub(crate) unused: Vec<Reject>,
    /// How far apart street points are.
    pub(crate) step_mm: Option<u32>,
    /// The list.
    pub(crate) list: Option<FileNote>,
}

impl Check {
    /// The ranks of outlets by id, each once.
    pub(crate) fn movable(&self, ids: &[String]) -> Result<Vec<u32>, Error> {
        let rows = &self.city().facilities().rows;
        let rank = |id: &String| {
            let found = rows.iter().position(|row| row.id == *id);
            found.map(narrow).ok_or_else(|| Error::NoOutlet(id.clone()))
        };
        let mut ranks = ids.iter().map(rank).collect::<Result<Vec<u32>, Error>>()?;
        ranks.sort_unstable();
        ranks.dedup();
        Ok(ranks)
    }

    /// An outlet that exists, as a candidate.
    pub(crate) fn outlet(&self, rank: u32) -> Candidate {
        let row = &self.city().facilities().rows[rank as usize];
        Candidate {
            id: row.id.clone(),
            name: row.name.clone(),
            at: row.ways_in[0].at,
            cost_milli: 0,
            kind: SiteKind::Outlet,
            outlet: Some(rank),
        }
    }

    /// The candidates that are asked for.
    pub(crate) fn offered(
        &self,
        input: CheckInput,
        coverage: &Coverage,
        categories: CategorySet,
        options: &SiteOptions,
    ) -> Result<Offered, Error> {
        let city = self.city();
        let rows = match &options.candidates {
            CandidateChoice::Streets(points) => {
                let (shapes, observer) = (city.shapes()?, &*city.observer);
                let (rows, step_mm) =
                    street_points(input, coverage, categories, shapes, *points, observer)?;
                return Ok(Offered {
                    rows,
                    step_mm: Some(step_mm),
                    ..Offered::default()
                });
            }
            CandidateChoice::File(file) => return city.listed_sites(file),
            CandidateChoice::Gaps => self.gap_middles(input, coverage, (categories, options))?,
            CandidateChoice::Buildings => city.buildings()?,
            CandidateChoice::Rows(rows) => rows.iter().cloned().map(listed).collect(),
        };
        Ok(Offered {
            rows,
            ..Offered::default()
        })
    }

    /// The gaps that sites are for: of the rule that is served, or of all where several are.
    fn gap_scope(&self, categories: CategorySet, options: &SiteOptions) -> Scope {
        let rules = self.rules().iter().enumerate();
        let mut own = rules.filter(|(_, rule)| options.serves(rule, categories));
        match (own.next(), own.next()) {
            (Some((rule, _)), None) => Scope::Rule(rule),
            _ => Scope::Joint,
        }
    }

    /// Per site, the gap areas by rank of which it covers homes newly, most people first.
    pub(crate) fn gaps_served(
        &self,
        (categories, options): (CategorySet, &SiteOptions),
        plan: &SitePlan,
    ) -> Result<Vec<Vec<(usize, GroupPart)>>, Error> {
        let scope = self.gap_scope(categories, options);
        let areas = self.gap_homes(scope)?;
        let people_milli = &self.city().residences().people_milli;
        let mut area_of = vec![None; people_milli.len()];
        for (rank, homes) in (1..).zip(areas.iter()) {
            for &home in homes {
                area_of[home as usize] = Some(rank);
            }
        }
        let served = plan.sites.iter().map(|site| {
            let mut parts = vec![GroupPart::default(); areas.len()];
            for &home in &site.homes {
                if let Some(rank) = area_of[home as usize] {
                    let rank: usize = rank;
                    parts[rank - 1].add(people_milli[home as usize]);
                }
            }
            let mut parts: Vec<(usize, GroupPart)> = (1..).zip(parts).collect();
            parts.retain(|part| part.1.homes > 0);
            parts.sort_by_key(|&(rank, part)| (std::cmp::Reverse(part.people_milli), rank));
            parts
        });
        Ok(served.collect())
    }

    /// The middles of the gap areas.
    fn gap_middles(
        &self,
        input: CheckInput,
        coverage: &Coverage,
        (categories, options): (CategorySet, &SiteOptions),
    ) -> Result<Vec<Candidate>, Error> {
        let city = self.city();
        let observer = &*city.observer;
        let scope = self.gap_scope(categories, options);
        let (index, shapes) = (city.snap_index()?, city.shapes()?);
        let areas = Areas::new(
            shapes,
            self.walking(),
            AreaOptions::default(),
            0,
            0,
            observer,
        )?;
        let found = gap_areas(input, coverage, scope, &index, &areas, observer)?;
        let candidate = |(rank, area): (usize, &GapArea)| {
            let [lon, lat] = area.at.to_decimicro();
            Candidate {
                id: format!("gap/{rank}"),
                name: area.name.clone(),
                at: LonLat::from_decimicro(lon, lat),
                cost_milli: 0,
                kind: SiteKind::Gap,
                outlet: None,
            }
        };
        Ok((1..).zip(&found).map(candidate).collect())
    }
}

impl City {
    /// The rows of a list.
    fn listed_sites(&self, file: &ListFile) -> Result<Offered, Error> {
        let observer = &*self.observer;
        let raw = read::sites(&file.file, &file.options, observer)?;
        let known = std::cell::OnceCell::new();
        let ground = || {
            if let Some(ground) = known.get() {
                return Ok(ground);
            }
            let made = self.ground()?;
            Ok::<_, Error>(known.get_or_init(|| made))
        };
        let (import, _) = place(file, raw, Rows::Places, &ground, observer)?;
        let mut import = import.checked()?;
        // Two places of one id: nobody could tell which of them was chosen.
        let is_other = |row: &Reject| matches!(row.reason, InputFault::IdOf { .. });
        if let Some(row) = import.duplicates.iter().position(is_other) {
            let Reject { place, reason, .. } = import.duplicates.swap_remove(row);
            return Err(InputError::new(&file.file, place, reason).into());
        }
        let unused = import.rejects.into_iter().chain(import.duplicates);
        Ok(Offered {
            rows: import.rows.into_iter().map(listed).collect(),
            unused: unused.collect(),
            step_mm: None,
            list: Some(note(&file.file)?),
        })
    }

    /// The buildings and units of the extract by use.
    fn buildings(&self) -> Result<Vec<Candidate>, Error> {
        let premises = self.parts.premises.as_ref();
        let premises = premises.ok_or(SiteError::NoBuildings)?;
        let index = self.snap_index()?;
        let candidate = |row: &Premises| Candidate {
            id: row.element.to_string(),
            name: row.name.clone(),
            at: row.at(&index),
            cost_milli: 0,
            kind: SiteKind::Building(row.of_use),
            outlet: None,
        };
        Ok(premises.iter().map(candidate).collect())
    }

    /// Per home the factor in thousandths by which its people count; `None` where all count alike.
    pub(crate) fn home_weights(&self, weights: &[PartWeight]) -> Result<Option<Vec<u32>>, Error> {
        if weights.is_empty() {
            return Ok(None);
        }
        let division = self.division().ok_or(SiteError::NoAreas)?;
        let levels = division.levels.rows();
        let mut of_home = vec![1000; self.residences().count()];
        for weight in weights {
            let (level, parts) = find_part(levels, &weight.part)?;
            for (home, factor) in of_home.iter_mut().enumerate() {
                let own = division.homes[level].group_of(home);
                if own.is_some_and(|own| parts.contains(&own)) {
                    let product = u64::from(*factor) * u64::from(weight.factor_milli) / 1000;
                    *factor = u32::try_from(product).unwrap_or(u32::MAX);
                }
            }
        }
        Ok(Some(of_home))
    }
}

/// The parts of one level that are called so, by id or by name.
fn find_part(levels: &[Level], word: &str) -> Result<(usize, Vec<usize>), SiteError> {
    /// So many names are told of those that there are.
    const MOST_TOLD: usize = 12;
    let found = parts_called(levels, |_| true, word);
    let found = match (found.is_empty(), word.split_once(':')) {
        (true, Some((level, part))) => parts_called(levels, |own| own.name == level, part),
        _ => found,
    };
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => {
            let names = levels.iter().flat_map(|level| &level.areas);
            let names = names.map(|area| area.name.as_str()).take(MOST_TOLD);
            Err(SiteError::NoPart {
                part: word.to_owned(),
                known: names.collect::<Vec<_>>().join(", "),
            })
        }
        several => {
            let names = several
                .iter()
                .map(|(level, _)| levels[*level].name.as_str());
            Err(SiteError::PartTwice {
                part: word.to_owned(),
                levels: names.collect::<Vec<_>>().join(", "),
            })
        }
    }
}

/// Per level that has some, the parts that are called so.
fn parts_called(
    levels: &[Level],
    of: impl Fn(&Level) -> bool,
    word: &str,
) -> Vec<(usize, Vec<usize>)> {
    let found = levels.iter().enumerate().filter(|(_, level)| of(level));
    let found = found.map(|(number, level)| {
        let parts = level.areas.iter().enumerate();
        let own = parts.filter(|(_, part)| part.id == word || part.name == word);
        (number, own.map(|(part, _)| part).collect::<Vec<_>>())
    });
    found.filter(|(_, parts)| !parts.is_empty()).collect()
}

fn listed(row: SitePlace) -> Candidate {
    Candidate {
        id: row.id,
        name: row.name,
        at: row.at,
        cost_milli: row.cost_milli,
        kind: SiteKind::Listed,
        outlet: None,
    }
}
