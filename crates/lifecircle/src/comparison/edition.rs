//! One of the results that are compared: a check at hand, or one that was written into a folder.

use std::path::Path;

use lifecircle_core::comparison::{Findings, LevelFindings, OutletFound, RuleFindings};
use lifecircle_core::coverage::Found;
use lifecircle_core::observer::Observer;
use lifecircle_core::place::CategoryTable;
use lifecircle_core::rules::{Rule, RulePack};
use lifecircle_core::units::{MAX_WEIGHT, narrow, round_degrees};
use lifecircle_io::report::Words;
use lifecircle_io::results::{Manifest, ManifestRule, Totals, findings};

use crate::rules::{Pack, pack_names};
use crate::{Check, Compared, Error, LonLat};

/// One of the results that are compared.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The extract, network or folder that it is of.
    pub(super) name: String,
    pub(super) manifest: Manifest,
    pub(super) findings: Findings,
    pub(super) pack: RulePack,
    /// The check, where it is at hand: what searches again can tell is known of it alone.
    pub(super) check: Option<Check>,
}

impl Edition {
    /// What a check has found.
    ///
    /// # Errors
    /// [`Error::Open`] where the file of the rules is gone.
    ///
    /// # Complexity
    /// Linear in homes, rules and outlets.
    pub fn of_check(check: Check) -> Result<Self, Error> {
        let manifest = check.manifest(Compared::default())?;
        Ok(Self {
            name: check.city().provenance().origin.name.clone(),
            manifest: manifest.document(env!("CARGO_PKG_VERSION")).into(),
            findings: findings_of(&check),
            pack: check.pack().rules.clone(),
            check: Some(check),
        })
    }

    /// What was written into a folder.
    ///
    /// # Errors
    /// [`Error::Results`] where the folder lacks manifest, summary, or the layers of homes and facilities.
    ///
    /// # Complexity
    /// Linear in homes, rules and outlets.
    pub fn open(folder: &Path, observer: &dyn Observer) -> Result<Self, Error> {
        let manifest = Manifest::read(folder)?;
        let totals = Totals::read(folder)?;
        let name = folder.file_name().unwrap_or(folder.as_os_str());
        Ok(Self {
            name: name.to_string_lossy().into_owned(),
            findings: findings(folder, &manifest, &totals, observer)?,
            pack: pack_of(&manifest),
            manifest,
            check: None,
        })
    }

    /// The extract, network or folder that it is of.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the city is called, where a city file said so.
    pub fn city(&self) -> Option<Words> {
        self.manifest.city()
    }

    /// The check, where it is at hand.
    pub fn check(&self) -> Option<&Check> {
        self.check.as_ref()
    }

    /// What was found.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The rules, with names as far as they are known.
    pub fn rules(&self) -> &[Rule] {
        &self.pack.rules
    }

    /// Leaves only these rules, in this order; all of them are there.
    pub(super) fn keep_rules(&mut self, ids: &[String]) {
        let of = |id: &String, known: Vec<&str>| known.iter().position(|own| own == id);
        let known = || {
            self.pack
                .rules
                .iter()
                .map(|rule| rule.id.as_str())
                .collect()
        };
        let kept: Vec<usize> = ids.iter().filter_map(|id| of(id, known())).collect();
        self.pack.rules = kept.iter().map(|&at| self.pack.rules[at].clone()).collect();
        self.findings.rules = kept
            .iter()
            .map(|&at| self.findings.rules[at].clone())
            .collect();
    }
}

/// What a check has found, as its layers would tell it.
fn findings_of(check: &Check) -> Findings {
    let (city, coverage) = (check.city(), check.coverage());
    let (homes, table) = (city.residences(), city.categories());
    let count = homes.count();
    let written = |at: LonLat| LonLat {
        lon: round_degrees(at.lon),
        lat: round_degrees(at.lat),
    };
    let of_rule = |(number, rule): (usize, &Rule)| {
        let columns = &coverage.rules[number];
        let ms = |found: &Option<Found>| found.map(|found| found.ms.min(MAX_WEIGHT));
        RuleFindings {
            id: rule.id.clone(),
            categories: owned(table.ids(rule.categories)),
            limit: rule.limit,
            min_count: rule.min_count,
            verdict: (0..count)
                .map(|home| coverage.verdict(number, home).0)
                .collect(),
            walk_ms: columns.nearest.iter().map(ms).collect(),
            deciding: columns
                .deciding
                .iter()
                .map(|found| found.map(|f| f.weight))
                .collect(),
            nearest: columns
                .nearest
                .iter()
                .map(|found| found.map(|f| f.rank))
                .collect(),
        }
    };
    let outlets = city.facilities().rows.iter().map(|row| OutletFound {
        id: row.id.clone(),
        name: row.name.clone(),
        at: written(row.ways_in[0].at),
        categories: owned(table.ids(row.categories)),
    });
    Findings {
        home_ids: homes.id.iter().map(ToString::to_string).collect(),
        home_at: (0..count)
            .map(|home| written(homes.ways_in_of(home)[0].at))
            .collect(),
        people_milli: homes.people_milli.clone(),
        is_sampled: homes.kind.is_sampled(),
        rules: check.rules().iter().enumerate().map(of_rule).collect(),
        outlets: outlets.collect(),
        levels: levels_of(check),
    }
}

fn owned(ids: Vec<&str>) -> Vec<String> {
    ids.into_iter().map(str::to_owned).collect()
}

fn levels_of(check: &Check) -> Vec<LevelFindings> {
    let Some(division) = check.city().division() else {
        return Vec::new();
    };
    let levels = division.levels.rows().iter().zip(&division.homes);
    let level = levels.map(|(level, homes)| {
        let areas = level.areas.iter();
        LevelFindings {
            name: level.name.clone(),
            areas: areas
                .map(|area| (area.id.clone(), area.name.clone()))
                .collect(),
            of_home: (0..homes.of.len())
                .map(|home| homes.group_of(home).map(narrow))
                .collect(),
        }
    });
    level.collect()
}

/// The rules of a manifest: those of a built-in pack with its names, others called by their ids.
fn pack_of(manifest: &Manifest) -> RulePack {
    let table = CategoryTable::built_in();
    let told = manifest.rules();
    let same = |rule: &Rule, told: &ManifestRule| {
        rule.id == told.id && (rule.limit, rule.min_count) == (told.limit, told.min_count)
    };
    let built_in = pack_names().filter_map(|name| Pack::open(name, &table).ok());
    let known = built_in.map(|pack| pack.rules).find(|pack| {
        let rules = pack.rules.iter().zip(&told);
        pack.id == manifest.pack()
            && pack.rules.len() == told.len()
            && rules.into_iter().all(|(rule, told)| same(rule, told))
    });
    known.unwrap_or_else(|| RulePack {
        id: manifest.pack().to_owned(),
        en: manifest.pack().to_owned(),
        zh: manifest.pack().to_owned(),
        rules: told.into_iter().map(unnamed).collect(),
    })
}

/// A rule of somebody's own pack, of which names are not kept. What it asks for is kept by the findings.
fn unnamed(rule: ManifestRule) -> Rule {
    Rule {
        en: rule.id.clone(),
        zh: rule.id.clone(),
        id: rule.id,
        categories: lifecircle_core::place::CategorySet::default(),
        limit: rule.limit,
        min_count: rule.min_count,
        weight: 1.0,
    }
}
