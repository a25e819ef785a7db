//! Homes whose verdict would change if one link were there that the map probably lacks.

use std::collections::BTreeMap;

use super::find::{Link, ObstacleInput, Opened};
use super::links::LinkEnds;
use super::turns::{self, Turn, TurnTo};
use crate::audit::street_called;
use crate::coverage::{CheckInput, Coverage, Verdict, Verdicts, joint};
use crate::gap::Scope;
use crate::geodesy::LonLat;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, Stage};
use crate::osm::ElementId;
use crate::scenario::{OnSegment, StreetChanges};
use crate::units::narrow;

/// A link that the map probably lacks.
#[derive(Clone, Debug, PartialEq)]
pub struct ProbableLink {
    /// Its ends.
    pub line: [LonLat; 2],
    /// The ways that it joins.
    pub elements: Vec<ElementId>,
    points: [OnSegment; 2],
    link: LinkEnds,
}

/// The links that the map probably lacks: between public streets of one component that come within 25 m of each other, with
/// nothing known in between, where the walk from one to the other is five times as long and 150 m longer. In an order of their
/// own; none where nobody has read what lies around the streets.
///
/// # Complexity
/// `O(n log n)` in the segments, and a short search for each pair of streets that come close.
///
/// # Errors
/// [`Cancelled`].
pub fn probable_links(
    input: ObstacleInput,
    observer: &dyn Observer,
) -> Result<Vec<ProbableLink>, Cancelled> {
    observer.stage(Stage::Obstacles, 0);
    let Some(surroundings) = input.surroundings else {
        return Ok(Vec::new());
    };
    let opened = Opened::of(input, observer)?;
    let mut links = opened.links(input, surroundings, observer)?;
    links.retain(Link::is_probable);
    let probable = links.iter().map(|link| {
        let mut elements: Vec<ElementId> = link.planned.ways.map(ElementId::way).into();
        elements.dedup();
        ProbableLink {
            line: link.planned.line,
            elements,
            points: link.planned.points,
            link: link.planned.link,
        }
    });
    Ok(probable.collect())
}

impl ProbableLink {
    /// How long it is, in mm.
    pub fn length_mm(&self) -> u32 {
        self.link.length_mm
    }

    /// What people call the streets that it joins, each by a way of it.
    pub fn streets(&self, network: &StreetNetwork) -> Vec<String> {
        let elements = self.elements.iter();
        elements
            .map(|way| street_called(network, way.number))
            .collect()
    }
}

/// Per rule that a home does not pass, the links with which it may, those with the shortest walk first, by position: each with
/// which a rerun says that it passes is among them.
///
/// # Complexity
/// As with [`doubts`], without reruns.
///
/// # Errors
/// [`Cancelled`].
pub fn links_to_pass(
    links: &[ProbableLink],
    home: usize,
    check: CheckInput,
    coverage: &Coverage,
    observer: &dyn Observer,
) -> Result<Vec<Vec<usize>>, Cancelled> {
    let ends: Vec<LinkEnds> = links.iter().map(|link| link.link).collect();
    let turns = turns::of_links(check, coverage, &ends, observer)?;
    let mut of_rules = vec![Vec::new(); check.pack.rules.len()];
    for (number, turns) in turns.iter().enumerate() {
        let own = turns.iter().filter(|turn| turn.home as usize == home);
        for turn in own.filter(|turn| turn.to == TurnTo::Covered) {
            of_rules[turn.rule as usize].push((turn.walk, number));
        }
    }
    let in_order = |mut links: Vec<(Option<u32>, usize)>| {
        links.sort_unstable();
        links.into_iter().map(|link| link.1).collect()
    };
    Ok(of_rules.into_iter().map(in_order).collect())
}

/// What becomes of the streets of a network with some links.
pub fn with_links(network: &StreetNetwork, links: &[ProbableLink]) -> StreetChanges {
    StreetChanges::linking(network, links.iter().map(|link| link.points))
}

/// Links that the map probably lacks, and the homes that each would give another verdict.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Doubts {
    /// The links, all of them.
    pub links: Vec<ProbableLink>,
    /// Per rule, by home, the first link that changes its verdict.
    rules: Vec<BTreeMap<u32, u32>>,
    /// By home, the first link with which all rules together judge otherwise.
    joint: BTreeMap<u32, u32>,
    /// Reruns that were made, where searches alone could not tell.
    pub reruns: u64,
}

/// Finds the homes whose verdict one of some links changes: of those that are not covered, exactly those that a rerun with
/// that one link judges otherwise.
///
/// `rerun` checks the city with a link; it is asked only where rounding might decide, or where a rule asks for several outlets
/// of which some may be the same.
///
/// # Complexity
/// A pass from all facilities of each rule, two bounded searches for each link, and the reruns.
///
/// # Errors
/// What `rerun` returns; [`Cancelled`].
pub fn doubts<E: From<Cancelled>>(
    links: Vec<ProbableLink>,
    check: CheckInput,
    coverage: &Coverage,
    observer: &dyn Observer,
    mut rerun: impl FnMut(&ProbableLink) -> Result<Verdicts, E>,
) -> Result<Doubts, E> {
    let ends: Vec<LinkEnds> = links.iter().map(|link| link.link).collect();
    let turns = turns::of_links(check, coverage, &ends, observer)?;
    let mut doubts = Doubts {
        rules: vec![BTreeMap::new(); check.pack.rules.len()],
        ..Doubts::default()
    };
    for (number, turns) in turns.iter().enumerate() {
        let after = if turns.iter().any(|turn| turn.is_unsure) {
            doubts.reruns += 1;
            Some(rerun(&links[number])?)
        } else {
            None
        };
        for of_home in turns.chunk_by(|a, b| a.home == b.home) {
            let home = of_home[0].home as usize;
            doubts.note(coverage, (narrow(number), home), |rule| match &after {
                Some(after) => after.of(rule, home),
                None => told(coverage, of_home, rule),
            });
        }
    }
    doubts.links = links;
    Ok(doubts)
}

/// The verdict of a rule for a home of which it is told what turns.
fn told(coverage: &Coverage, of_home: &[Turn], rule: usize) -> Verdict {
    let turn = of_home.iter().find(|turn| turn.rule as usize == rule);
    match turn.map(|turn| turn.to) {
        Some(TurnTo::Covered) => Verdict::Covered,
        Some(TurnTo::Unknown) => Verdict::Unknown,
        None => coverage.verdict(rule, of_home[0].home as usize).0,
    }
}

impl Doubts {
    /// The link by which a home is doubtful for a rule, by position.
    pub fn of_rule(&self, rule: usize, home: usize) -> Option<&ProbableLink> {
        self.link(self.rules.get(rule)?, home)
    }

    /// The link by which it is doubtful for all rules together.
    pub fn of_joint(&self, home: usize) -> Option<&ProbableLink> {
        self.link(&self.joint, home)
    }

    /// The link by which it is doubtful for a rule, or for all of them together.
    pub fn of(&self, scope: Scope, home: usize) -> Option<&ProbableLink> {
        match scope {
            Scope::Rule(rule) => self.of_rule(rule, home),
            Scope::Joint => self.of_joint(home),
        }
    }

    fn link(&self, by_home: &BTreeMap<u32, u32>, home: usize) -> Option<&ProbableLink> {
        let link = by_home.get(&narrow(home))?;
        self.links.get(*link as usize)
    }

    /// The doubtful homes of a rule, in order.
    pub fn homes_of_rule(&self, rule: usize) -> impl Iterator<Item = usize> + '_ {
        let own = self.rules.get(rule).into_iter().flatten();
        own.map(|(&home, _)| home as usize)
    }

    /// The homes that are doubtful for all rules together, in order.
    pub fn homes_of_joint(&self) -> impl Iterator<Item = usize> + '_ {
        self.joint.keys().map(|&home| home as usize)
    }

    /// Notes what a link does to the verdicts of a home.
    fn note(
        &mut self,
        before: &Coverage,
        (link, home): (u32, usize),
        after: impl Fn(usize) -> Verdict,
    ) {
        let row = narrow(home);
        for (rule, doubtful) in self.rules.iter_mut().enumerate() {
            let was = before.verdict(rule, home).0;
            if was != Verdict::Covered && was != after(rule) {
                doubtful.entry(row).or_insert(link);
            }
        }
        let is = joint((0..self.rules.len()).map(after));
        if before.joint_at(home, 100) != is {
            self.joint.entry(row).or_insert(link);
        }
    }
}
