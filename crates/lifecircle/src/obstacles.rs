//! What stands between homes and outlets that exist.

use lifecircle_core::gap::Scope;
use lifecircle_core::observer::Stage;
use lifecircle_core::obstacle::{
    Found, Gains, Nature, Obstacle, ObstacleKind, Ranked, Ranking, find, gains, rank,
};

use crate::{Check, CheckOptions, City, Error, Legs};

/// What is looked for.
#[derive(Clone, Debug)]
pub struct ObstacleOptions {
    /// How homes are checked; whenever facilities are open.
    pub check: CheckOptions,
    /// The rule that people are counted by who gain; `None`: any rule.
    pub only: Option<String>,
    /// How many of the greatest are told.
    pub top: usize,
    /// Kinds that are looked for; none given means all.
    pub kinds: Vec<ObstacleKind>,
}

impl Default for ObstacleOptions {
    /// The twenty greatest.
    fn default() -> Self {
        Self {
            check: CheckOptions::default(),
            only: None,
            top: 20,
            kinds: Vec::new(),
        }
    }
}

/// The greatest obstacles of a city.
#[derive(Clone, Debug)]
pub struct Obstacles {
    check: Check,
    scope: Scope,
    found: Vec<Found>,
    ranking: Ranking,
}

/// One of the greatest obstacles, with what the city has more when it is opened.
#[derive(Clone, Copy, Debug)]
pub struct ObstacleRow<'a> {
    /// Its place, from 1.
    pub rank: usize,
    /// What it is.
    pub obstacle: &'a Obstacle,
    /// What a rerun counts with it opened.
    pub gains: &'a Gains,
    /// How many others that were found would give about the same homes the same.
    pub others: u64,
}

impl City {
    /// Looks for what stands between homes and outlets that exist, and ranks it by the people whom a rerun covers with it
    /// opened.
    ///
    /// Of what is more than a gate or a closed way, [`CityOptions::surroundings`](crate::CityOptions::surroundings) tell.
    ///
    /// # Errors
    /// As with [`City::check`]; [`Error::NoRule`]; [`Error::ScenarioLegs`] where homes are joined to the streets around
    /// them.
    ///
    /// # Complexity
    /// A short search for each pair of streets that come close, two bounded ones for each that is far apart for walkers, and
    /// about as many reruns as are told.
    ///
    /// ```
    /// use lifecircle::{City, CityOptions, ObstacleOptions, Source};
    ///
    /// # fn main() -> Result<(), lifecircle::Error> {
    /// let options = CityOptions { surroundings: true, ..CityOptions::default() };
    /// let obstacles = City::open(Source::Demo, &options)?.obstacles(&ObstacleOptions::default())?;
    /// for row in obstacles.rows() {
    ///     println!("{} {}", row.gains.any.people_milli / 1000, row.obstacle.what);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn obstacles(&self, options: &ObstacleOptions) -> Result<Obstacles, Error> {
        self.check(&options.check.whenever())?.obstacles(options)
    }
}

impl Check {
    /// The same for a check that is there, by its own options: whenever facilities are open, also where it is of a time.
    ///
    /// # Errors
    /// As with [`City::obstacles`].
    ///
    /// # Complexity
    /// As with [`City::obstacles`], without the check unless this one is of a time.
    pub fn obstacles(self, options: &ObstacleOptions) -> Result<Obstacles, Error> {
        let city = self.city().clone();
        if city.recipe().legs == Legs::Around {
            return Err(Error::ScenarioLegs);
        }
        let scope = match &options.only {
            Some(rule) => Scope::Rule(self.find_rule(rule)?),
            None => Scope::Joint,
        };
        let observer = &*city.observer;
        let check = self.whenever()?;
        let (input, coverage) = (check.input(), check.coverage());
        let about = city.obstacle_input(input.walks)?;
        let mut found = find(about, input, coverage, observer)?;
        found.retain(|found| {
            options.kinds.is_empty() || options.kinds.contains(&found.obstacle.kind)
        });
        observer.stage(Stage::Obstacles, options.top as u64);
        let rerun = |found: &Found| {
            let after = check.rerun(found.obstacle.changes(about.network))?;
            observer.advance(1);
            Ok::<_, Error>(gains(input, scope, coverage, &after))
        };
        let most = (options.top as u64).saturating_mul(RERUNS_EACH);
        let ranking = rank(input, scope, &found, (options.top, most), rerun)?;
        Ok(Obstacles {
            check,
            scope,
            found,
            ranking,
        })
    }
}

/// Reruns for each obstacle that is told, before others that might give as much are given up.
const RERUNS_EACH: u64 = 5;

impl Obstacles {
    /// The check behind them.
    pub fn check(&self) -> &Check {
        &self.check
    }

    /// By which rule people are counted who gain; [`Scope::Joint`] for any.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// How many were found that may keep somebody from something.
    pub fn found(&self) -> usize {
        self.found.len()
    }

    /// Reruns that were made.
    pub fn reruns(&self) -> u64 {
        self.ranking.reruns
    }

    /// How many that might give as much as the last of the rows were not run.
    pub fn not_run(&self) -> u64 {
        self.ranking.not_run
    }

    /// Whether only gates and closed ways were looked for, since nobody has read what lies around the streets.
    pub fn knows_no_surroundings(&self) -> bool {
        self.check.city().parts.surroundings.is_none()
    }

    /// The greatest, most people first.
    pub fn rows(&self) -> impl Iterator<Item = ObstacleRow<'_>> {
        let rows = (1..).zip(&self.ranking.rows);
        rows.map(|(rank, row): (usize, &Ranked)| ObstacleRow {
            rank,
            obstacle: &self.found[row.found].obstacle,
            gains: &row.gains,
            others: row.others,
        })
    }

    /// How many of the rows are of a nature.
    pub fn count_of(&self, nature: Nature) -> usize {
        let rows = self.rows();
        rows.filter(|row| row.obstacle.nature == nature).count()
    }
}

impl ObstacleRow<'_> {
    /// The scenario that opens it, in TOML; `None` where two streets lie one upon the other, which a line cannot say.
    pub fn scenario(&self) -> Option<String> {
        let Some(line) = self.obstacle.line else {
            let opened = &self.obstacle.elements;
            let is_ground = matches!(
                self.obstacle.kind,
                ObstacleKind::Gate | ObstacleKind::Passage
            );
            let open = opened.iter().map(|id| format!("[[open]]\nid = \"{id}\"\n"));
            return is_ground.then(|| open.collect::<Vec<_>>().join("\n"));
        };
        let [from, to] = line.map(|at| format!("[{:.7}, {:.7}]", at.lon, at.lat));
        Some(format!(
            "[[link]]\nkind = \"footbridge\"\nline = [{from}, {to}]\nwithin_m = 1\n"
        ))
    }
}
