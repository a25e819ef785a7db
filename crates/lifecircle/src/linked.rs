//! The link that the map probably lacks with which a home would pass a rule.

use lifecircle_core::coverage::{CheckInput, Verdict};
use lifecircle_core::obstacle::{ProbableLink, links_to_pass, probable_links, with_links};
use lifecircle_core::walk::{Found, Walks};

use crate::explain::walked;
use crate::{Check, City, Error, Legs};

/// Links tried for each rule, those with the shortest walk first: another than the first counts only where rounding decides, or
/// where a rule asks for several outlets of which some may be the same.
const TRIED: usize = 3;

/// A link that the map probably lacks, and what the walk is with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// The link.
    pub link: ProbableLink,
    /// What people call the streets that it joins, one or two.
    pub streets: Vec<String>,
    /// The nearest facility with it, by a rerun for this home; the home passes the rule.
    pub found: Found,
}

impl Check {
    /// Whether it can be told of links that the map probably lacks: of a city with its surroundings, whenever outlets are open,
    /// whose homes are joined to the nearest streets alone.
    pub fn looks_for_links(&self) -> bool {
        let city = self.city();
        let is_known = city.parts.surroundings.is_some();
        is_known && self.at().is_none() && city.recipe().legs != Legs::Around
    }
}

/// Per rule, the link with which a home passes that does not without it.
pub(crate) fn linked(check: &Check, home: usize) -> Result<Vec<Option<Linked>>, Error> {
    let (city, rules) = (check.city(), check.rules().len());
    let none = vec![None; rules];
    let is_failed = |rule| check.coverage().verdict(rule, home).0 != Verdict::Covered;
    if !check.looks_for_links() || !(0..rules).any(is_failed) {
        return Ok(none);
    }
    let (input, observer) = (check.input(), &*city.observer);
    let about = city.obstacle_input(input.walks)?;
    let links = probable_links(about, observer)?;
    let wanted = links_to_pass(&links, home, input, check.coverage(), observer)?;
    let mut tried = Tried {
        check,
        links: &links,
        cities: Vec::new(),
    };
    let mut found = none;
    for (rule, numbers) in wanted.iter().enumerate() {
        for &number in numbers.iter().take(TRIED) {
            if let Some(passes) = tried.with(number, home, rule)? {
                found[rule] = Some(passes);
                break;
            }
        }
    }
    Ok(found)
}

/// Cities with a link each: several rules mostly want the same.
struct Tried<'a> {
    check: &'a Check,
    links: &'a [ProbableLink],
    cities: Vec<(usize, City, Walks)>,
}

impl Tried<'_> {
    /// The walk with a link, where the home passes the rule then.
    fn with(&mut self, number: usize, home: usize, rule: usize) -> Result<Option<Linked>, Error> {
        let (check, link) = (self.check, &self.links[number]);
        let network = check.city().network()?;
        let known = self.cities.iter().position(|city| city.0 == number);
        let row = known.unwrap_or(self.cities.len());
        if known.is_none() {
            let changes = with_links(network, std::slice::from_ref(link));
            let (city, walks) = check.rebuilt(changes)?;
            self.cities.push((number, city, walks));
        }
        let (_, city, walks) = &self.cities[row];
        let input = CheckInput {
            walks,
            residences: city.residences(),
            facilities: city.facilities(),
            ..check.input()
        };
        let (routes, passes) = walked(input, home, rule, &*check.city().observer)?;
        let nearest = routes.first().filter(|_| passes);
        Ok(nearest.map(|nearest| Linked {
            link: link.clone(),
            streets: link.streets(network),
            found: nearest.found,
        }))
    }
}
