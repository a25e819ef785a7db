//! Links that the map probably lacks: cities with them, and homes whose verdict one of them would change.

use std::sync::Arc;

use lifecircle_core::coverage::{CheckInput, Verdicts, verdicts};
use lifecircle_core::metric::Gates;
use lifecircle_core::observer::{Observer, Stage};
use lifecircle_core::obstacle::{
    Doubts, ObstacleInput, ProbableLink, doubts, probable_links, with_links,
};
use lifecircle_core::scenario::StreetChanges;
use lifecircle_core::units::milli_to_people;
use lifecircle_core::walk::Walks;
use serde_json::{Map, Value, json};

use crate::scenario::Applied;
use crate::{Check, City, Error, Legs};

/// Which links between streets a city has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// Those of the map.
    #[default]
    Tagged,
    /// Those that the map probably lacks too: where public streets come within 25 m of each other, with nothing known in
    /// between, and the walk from one to the other is five times as long and 150 m longer.
    Probable,
}

impl Links {
    /// Both, the default first.
    pub const ALL: [Self; 2] = [Self::Tagged, Self::Probable];

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tagged => "tagged",
            Self::Probable => "probable",
        }
    }

    /// The one of that word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|links| links.word() == word)
    }
}

/// Hears when to stop, and nothing of reruns, which would begin every stage anew.
struct Unheard(Arc<dyn Observer + Send>);

impl Observer for Unheard {
    fn stage(&self, _: Stage, _: u64) {}

    fn advance(&self, _: u64) {}

    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}

impl City {
    /// What obstacles are looked for in, by such walks.
    pub(crate) fn obstacle_input<'a>(
        &'a self,
        walks: &'a Walks,
    ) -> Result<ObstacleInput<'a>, Error> {
        Ok(ObstacleInput {
            network: self.network()?,
            build: self.recipe().build,
            surroundings: self.parts.surroundings.as_deref(),
            walks,
        })
    }

    /// How many links it has that the map probably lacks; `None` where it has those of the map alone.
    pub fn probable_links(&self) -> Option<usize> {
        self.parts.probable_links
    }

    /// The city with all links that the map probably lacks.
    ///
    /// # Errors
    /// [`Error::NoSurroundings`] for a network made before; [`Error::ScenarioLegs`] where homes are joined to the streets
    /// around them; [`Error::Cancelled`].
    ///
    /// # Complexity
    /// `O(n log n)` in the segments, and that of [`City::with`].
    pub fn with_probable_links(&self) -> Result<Self, Error> {
        if self.parts.surroundings.is_none() {
            return Err(Error::NoSurroundings);
        }
        if self.parts.probable_links.is_some() {
            return Ok(self.clone());
        }
        let walks = self.walks(None, Gates::Tagged)?;
        let input = self.obstacle_input(&walks)?;
        let links = probable_links(input, &*self.observer)?;
        let mut city = self.with_streets(with_links(input.network, &links))?;
        let before = self.parts.applied.as_ref();
        let parts = Arc::make_mut(&mut city.parts);
        parts.probable_links = Some(links.len());
        parts.applied = Some(Box::new(Applied {
            base: before.map_or(&self.parts, |applied| &applied.base).clone(),
            scenarios: self.scenarios().to_vec(),
        }));
        Ok(city)
    }
}

impl Check {
    /// The verdicts of the same homes by the same rules on other streets.
    pub(crate) fn rerun(&self, streets: StreetChanges) -> Result<Verdicts, Error> {
        let (changed, walks) = self.rebuilt(streets)?;
        let input = CheckInput {
            walks: &walks,
            residences: changed.residences(),
            facilities: changed.facilities(),
            ..self.input()
        };
        Ok(verdicts(input, &*changed.observer)?)
    }

    /// The city on other streets, and the same walks on these; nobody hears of its stages.
    pub(crate) fn rebuilt(&self, streets: StreetChanges) -> Result<(City, Walks), Error> {
        let city = self.city();
        let unheard = Arc::new(Unheard(Arc::clone(&city.observer)));
        let changed = city.observed_by(unheard).with_streets(streets)?;
        let walks = Walks::new(Arc::clone(&changed.parts.built), self.walking());
        Ok((changed, walks))
    }

    /// Finds the homes that are not covered and whose verdict one link would change that the map probably lacks.
    pub(crate) fn find_doubts(&self) -> Result<Doubts, Error> {
        let city = self.city();
        if city.parts.surroundings.is_none() {
            return Err(Error::NoSurroundings);
        }
        if self.at().is_some() {
            return Err(Error::DoubtAtTime);
        }
        if city.recipe().legs == Legs::Around {
            return Err(Error::ScenarioLegs);
        }
        let (check, observer) = (self.input(), &*city.observer);
        let input = city.obstacle_input(check.walks)?;
        let links = probable_links(input, observer)?;
        let rerun =
            |link: &ProbableLink| self.rerun(with_links(input.network, std::slice::from_ref(link)));
        doubts(links, check, self.coverage(), observer, rerun)
    }

    /// Homes and people in thousandths that are doubtful for a rule, or for all rules together; `None` where nobody asked.
    pub fn doubtful(&self, rule: Option<usize>) -> Option<(u64, u64)> {
        let doubts = self.doubts()?;
        let people = &self.city().residences().people_milli;
        let sum = |homes: &mut dyn Iterator<Item = usize>| {
            homes.fold((0, 0), |(homes, milli), home| {
                (homes + 1, milli + people[home])
            })
        };
        Some(match rule {
            Some(rule) => sum(&mut doubts.homes_of_rule(rule)),
            None => sum(&mut doubts.homes_of_joint()),
        })
    }

    /// Who is doubtful, for `summary.json`.
    pub(crate) fn doubts_value(&self) -> Option<Value> {
        let doubts = self.doubts()?;
        let value = |rule: Option<usize>| {
            let (homes, people_milli) = self.doubtful(rule).unwrap_or_default();
            json!({ "homes": homes, "people": milli_to_people(people_milli) })
        };
        let rules = self.rules().iter().enumerate();
        let rules = rules.map(|(number, rule)| (rule.id.clone(), value(Some(number))));
        Some(json!({
            "probable_links": doubts.links.len(),
            "joint": value(None),
            "rules": rules.collect::<Map<String, Value>>(),
        }))
    }
}
