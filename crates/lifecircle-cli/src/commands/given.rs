//! From what was typed to what makes a city, who walks in it and what is drawn.

use std::path::Path;
use std::sync::Arc;

use lifecircle::{
    AreaChoice, AreaOptions, City, CityOptions, CityPlan, LevelChoice, LevelFile, List, ListFile,
    PopulationChoice, StrataFile, WalkerChoice,
};
use lifecircle_io::layer::{Crs, CrsError};

use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

use crate::args::{
    CityArgs, CoordinateArgs, DrawnArgs, OutletArgs, RuleArgs, StreetArgs, WalkArgs,
};

impl CoordinateArgs {
    /// The coordinates to write.
    pub(crate) fn crs(&self) -> Result<Crs, CrsError> {
        self.crs.as_deref().map_or(Ok(Crs::wgs84()), Crs::parse)
    }
}

impl DrawnArgs {
    /// How areas are drawn.
    pub(crate) fn areas(&self) -> AreaOptions {
        AreaOptions {
            resolution_m: self.resolution,
            ..AreaOptions::default()
        }
    }
}

impl StreetArgs {
    /// What a network is built by.
    pub(crate) fn options(&self) -> CityOptions {
        CityOptions {
            extent: self.extent.clone(),
            ferries: self.ferries,
            no_trunk: self.no_trunk,
            max_snap_mm: self.max_snap,
            legs: self.legs,
            plazas: self.plazas,
            categories: self.categories.clone(),
            ..CityOptions::default()
        }
    }
}

impl OutletArgs {
    /// The same with the user's own outlets.
    pub(crate) fn with(&self, options: CityOptions) -> Result<CityOptions, lifecircle::Error> {
        Ok(CityOptions {
            facilities: lists(&self.facilities)?,
            replace: self.replace,
            policy: self.policy,
            ..options
        })
    }
}

impl CityArgs {
    /// What a city is to be made of: the file, and what was typed before what it says.
    pub(crate) fn plan(&self, file: Option<&Path>) -> Result<CityPlan, lifecircle::Error> {
        let mut plan = CityPlan::of(file)?;
        plan.walk = self.walk().or(plan.walk);
        plan.options = self.options()?.or(plan.options);
        Ok(plan)
    }

    /// The areas that results are told by.
    fn levels(&self) -> Option<LevelChoice> {
        let files = self.boundaries.iter().map(|given| LevelFile::parse(given));
        let files: Vec<LevelFile> = files.collect();
        (!files.is_empty()).then_some(LevelChoice::Files(files))
    }

    /// The strata that results are told by.
    fn strata(&self) -> Result<Vec<StrataFile>, lifecircle::Error> {
        let files = self.strata.iter();
        files.map(|given| StrataFile::parse(given)).collect()
    }

    /// Who walks.
    fn walk(&self) -> WalkerChoice {
        WalkerChoice {
            profile: self.profile,
            speed: self.speed,
            crossing_delay_ms: self.crossing_delay,
        }
    }

    /// What makes the city.
    fn options(&self) -> Result<CityOptions, lifecircle::Error> {
        Ok(CityOptions {
            population: self
                .population
                .as_deref()
                .map(PopulationChoice::parse)
                .transpose()?,
            homes: self.homes,
            area: self.area.as_deref().map(AreaChoice::parse),
            levels: self.levels(),
            scenarios: self.scenario.clone(),
            strata: self.strata()?,
            residences: match self.residences.as_str() {
                "auto" => None,
                file => Some(List::File(ListFile::parse(file)?)),
            },
            ..self.outlets.with(self.streets.options())?
        })
    }
}

impl WalkArgs {
    /// The same, through gates of a kind.
    pub(crate) fn plan(&self, file: Option<&Path>) -> Result<CityPlan, lifecircle::Error> {
        let mut plan = self.city.plan(file)?;
        plan.gates = self.gates.or(plan.gates);
        Ok(plan)
    }
}

impl RuleArgs {
    /// The same, held against rules.
    pub(crate) fn plan(&self, file: Option<&Path>) -> Result<CityPlan, lifecircle::Error> {
        let mut plan = self.walk.plan(file)?;
        plan.rules = self.rules.clone().or(plan.rules);
        Ok(plan)
    }
}

/// Who asks for areas and gives neither these nor strata means those of the extract.
pub(super) fn by_own_areas(plan: &mut CityPlan, by: Option<&str>) {
    if by.is_some() && plan.options.strata.is_empty() {
        plan.options.levels.get_or_insert(LevelChoice::Admin);
    }
}

/// Opens a city, and tells what was understood of the user's own files.
pub(super) fn open(
    plan: &CityPlan,
    progress: &Arc<Progress>,
    lang: Lang,
) -> Result<City, lifecircle::Error> {
    let city = plan.open(progress.clone())?;
    let told = show::imports(&city, lang);
    if !told.is_empty() {
        progress.finish();
        eprint!("{told}");
    }
    Ok(city)
}

/// Lists as they were typed: `FILE`, `FILE#SHEET@SYSTEM`.
fn lists<T>(given: &[String]) -> Result<Vec<List<T>>, lifecircle::Error> {
    let list = |given: &String| Ok(List::File(ListFile::parse(given)?));
    given.iter().map(list).collect()
}
