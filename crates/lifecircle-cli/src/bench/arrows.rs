//! One round after the other, every arrow in each.

use std::sync::Arc;

use lifecircle_core::build::{BuildOptions, BuiltNetwork, build};
use lifecircle_core::coverage::{CheckInput, EngineChoice, check};
use lifecircle_core::graph::StateGraph;
use lifecircle_core::metric::{Metric, Unit, Walking};
use lifecircle_core::network::{NetworkOptions, street_network};
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::{ReadError, bare_pass, read};
use lifecircle_core::par::map_range_with;
use lifecircle_core::place::{
    CategoryTable, FacilityCandidates, HomesChoice, OwnList, PeopleTable, ResidenceChoice,
    facilities, residences,
};
use lifecircle_core::rules::RulePack;
use lifecircle_core::search::{Label, SearchSpace, TimeLabel, WeightLabel, Work, nearest_k};
use lifecircle_core::snap::{MAX_SNAP_MM, SnapIndex};
use lifecircle_core::sweep::{Direction, Hierarchy, LANES, Left, Seed, SweepSpace, Visit};
use lifecircle_core::units::narrow;
use lifecircle_core::walk::Walks;
use rayon::prelude::*;

use super::isochrones;
use super::plain::{FileOrder, PlainSearch};
use super::recorder::{Arrow, Recorder};

/// Limit of the searches: 15 minutes.
pub(super) const LIMIT_MS: u32 = 900_000;
/// [`Silent`] stops nothing.
pub(super) const GOES_ON: &str = "nobody cancels";
/// At most so many runs of neighbouring states are origins, evenly spread: 65,536 states.
const MAX_RUNS: usize = 2048;

/// What is measured.
pub(crate) struct Subject<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) table: &'a CategoryTable,
    pub(crate) people: &'a PeopleTable,
    pub(crate) pack: &'a RulePack,
    pub(crate) walking: Walking,
}

/// Sizes that say what the times are for.
pub(crate) type Sizes = Vec<(&'static str, u64)>;

pub(super) const fn arrow(
    name: &'static str,
    yardstick: Option<&'static str>,
    unit: &'static str,
) -> Arrow {
    Arrow {
        name,
        yardstick,
        unit,
    }
}

const BARE: Option<&str> = Some("bare_pass");
pub(super) const PLAIN: Option<&str> = Some("plain_search");

/// Runs every arrow `rounds` times; `advance` is called after each round.
///
/// # Errors
/// What is wrong with the extract.
pub(crate) fn measure(
    subject: &Subject,
    rounds: u32,
    mut advance: impl FnMut(u64),
) -> Result<(Recorder, Sizes), ReadError> {
    let mut recorder = Recorder::default();
    let mut sizes = Sizes::new();
    for round in 0..rounds {
        sizes = one_round(subject, &mut recorder)?;
        advance(u64::from(round) + 1);
    }
    Ok((recorder, sizes))
}

fn one_round(subject: &Subject, recorder: &mut Recorder) -> Result<Sizes, ReadError> {
    let bytes = subject.bytes.len() as u64;
    recorder.time(arrow("bare_pass", None, "B"), || {
        (bare_pass(subject.bytes), bytes, None)
    })?;
    let data = recorder.time(arrow("read", BARE, "B"), || {
        let data = read(subject.bytes, subject.table, &Silent);
        (data, bytes, None)
    })?;
    let options = NetworkOptions::default();
    let network = recorder.time(arrow("network", BARE, "segments"), || {
        let network = street_network(&data, &options, &Silent).expect(GOES_ON);
        let segments = network.segment_count() as u64;
        (network, segments, None)
    });
    let built = recorder.time(arrow("build", BARE, "streets"), || {
        let built = build(&network, BuildOptions::default(), &Silent).expect(GOES_ON);
        let streets = built.report.streets;
        (Arc::new(built), streets, None)
    });
    let segments = network.segment_count() as u64;
    let index = recorder.time(arrow("snap_index", BARE, "segments"), || {
        let index = SnapIndex::new(&network, &built.streets, MAX_SNAP_MM, &Silent).expect(GOES_ON);
        (index, segments, None)
    });
    let (candidates, shops) = recorder.time(arrow("facilities", BARE, "facilities"), || {
        let candidates = FacilityCandidates::of(&data, subject.table, &Silent).expect(GOES_ON);
        let own = OwnList::default();
        let shops = facilities(&candidates, subject.table, own, &index, &Silent).expect(GOES_ON);
        let count = shops.rows.len() as u64;
        ((candidates, shops), count, None)
    });
    let homes = recorder.time(arrow("residences", BARE, "homes"), || {
        let auto = ResidenceChoice::Mapped {
            which: HomesChoice::Typed,
            no_stairs: false,
        };
        let mut homes = residences(
            &data,
            &network,
            subject.people,
            &auto,
            &candidates,
            &index,
            &Silent,
        )
        .expect(GOES_ON);
        homes.find_inner(&shops);
        let count = homes.count() as u64;
        (homes, count, None)
    });
    let walks = || Walks::new(Arc::clone(&built), subject.walking);
    let input = CheckInput {
        walks: &walks(),
        residences: &homes,
        facilities: &shops,
        pack: subject.pack,
        list_replaces: false,
    };
    let metric = Metric::new(&built.streets, subject.walking, Unit::Time);
    let states = recorder.time(arrow("states", BARE, "states"), || {
        let states = metric.states(&built.graph, &Silent).expect(GOES_ON);
        let count = states.state_count() as u64;
        (states, count, None)
    });
    searches(recorder, &states, &built);
    nearest(recorder, &states, &metric, input);
    isochrones::measure(recorder, &network, &walks(), &homes);
    for (name, choice) in [
        ("check", EngineChoice::Auto),
        ("check_forward", EngineChoice::Forward),
    ] {
        recorder.time(arrow(name, BARE, "homes"), || {
            // Prepared anew every time: that is part of a check.
            let walks = &walks();
            let coverage = check(CheckInput { walks, ..input }, choice, &Silent).expect(GOES_ON);
            (coverage, homes.count() as u64, None)
        });
    }
    Ok(vec![
        ("nodes", network.node_osm.len() as u64),
        ("segments", segments),
        ("streets", built.report.streets),
        ("states", states.state_count() as u64),
        ("facilities", shops.rows.len() as u64),
        ("homes", homes.count() as u64),
    ])
}

/// Runs of neighbouring states, evenly spread over the city.
fn origins(states: usize) -> Vec<Vec<u32>> {
    let runs = states.div_ceil(LANES);
    let step = runs.div_ceil(MAX_RUNS).max(1);
    (0..runs)
        .step_by(step)
        .map(|run| (narrow(run * LANES)..narrow(((run + 1) * LANES).min(states))).collect())
        .collect()
}

/// Counts what is within the limit, per lane.
struct Count([u32; LANES]);

impl Visit for Count {
    #[inline(always)]
    #[allow(
        clippy::inline_always,
        reason = "visits are compiled with the sweep, for its vector width"
    )]
    fn visit(&mut self, _: u32, left: &Left) {
        for (count, &left) in self.0.iter_mut().zip(left) {
            *count += u32::from(left > 0);
        }
    }
}

fn sum(parts: impl IntoIterator<Item = Work>) -> Work {
    parts.into_iter().fold(Work::default(), |mut sum, part| {
        sum += part;
        sum
    })
}

/// What was done between two readings of a worker's counts.
fn since(before: Work, after: Work) -> Work {
    Work {
        searches: after.searches - before.searches,
        settled: after.settled - before.settled,
        relaxed: after.relaxed - before.relaxed,
        queued: after.queued - before.queued,
    }
}

/// Textbook, bounded and swept searches from the same origins.
fn searches(recorder: &mut Recorder, states: &StateGraph, built: &BuiltNetwork) {
    let count = states.state_count();
    let runs = origins(count);
    let starts: Vec<u32> = runs.iter().flatten().copied().collect();
    let amount = starts.len() as u64;
    let plain = FileOrder::new(states, built);
    recorder.time(arrow("plain_search", None, "searches"), || {
        let fresh = || PlainSearch::new(count);
        let run = |space: &mut PlainSearch, i: usize| {
            space.run(&plain, plain.number[starts[i] as usize], LIMIT_MS)
        };
        (
            (),
            amount,
            Some(sum(map_range_with(starts.len(), fresh, run))),
        )
    });
    recorder.time(arrow("bounded_search", PLAIN, "searches"), || {
        let fresh = || SearchSpace::<WeightLabel>::new(count);
        let run = |space: &mut SearchSpace<WeightLabel>, i: usize| {
            let before = space.work();
            let seed = [(starts[i], WeightLabel::seed(0, 0, 0))];
            space.run(&states.forward, &seed, LIMIT_MS);
            since(before, space.work())
        };
        (
            (),
            amount,
            Some(sum(map_range_with(starts.len(), fresh, run))),
        )
    });
    let hierarchy = recorder.time(arrow("hierarchy", PLAIN, "states"), || {
        let hierarchy =
            Hierarchy::new(states, LIMIT_MS, Direction::Forward, &Silent).expect(GOES_ON);
        let work = hierarchy.as_ref().map(|h| Work {
            relaxed: h.arc_count() as u64,
            ..Work::default()
        });
        (hierarchy, count as u64, work)
    });
    let Some(hierarchy) = hierarchy else { return };
    recorder.time(arrow("sweep", PLAIN, "searches"), || {
        let fresh = || SweepSpace::new(count);
        let run = |space: &mut SweepSpace, i: usize| {
            let before = space.work();
            let seed = |(lane, &state)| Seed {
                lane,
                state,
                weight: 0,
            };
            let seeds: Vec<Seed> = (0..).zip(&runs[i]).map(seed).collect();
            let mut within = Count([0; LANES]);
            space.run(&hierarchy, &seeds, LIMIT_MS, &mut within);
            Work {
                searches: runs[i].len() as u64,
                settled: within.0.iter().map(|&n| u64::from(n)).sum(),
                ..since(before, space.work())
            }
        };
        (
            (),
            amount,
            Some(sum(map_range_with(runs.len(), fresh, run))),
        )
    });
}

/// The nearest facility of every rule from every state, and from every home.
fn nearest(recorder: &mut Recorder, states: &StateGraph, metric: &Metric, input: CheckInput) {
    let seeds_of = |rule: &lifecircle_core::rules::Rule| -> Vec<(u32, TimeLabel)> {
        let rows = (0..).zip(&input.facilities.rows);
        let own = rows.filter(|(_, f)| f.categories.meets(rule.categories));
        own.flat_map(|(rank, f)| {
            let snaps = f.ways_in.iter().filter_map(|a| a.snap);
            let ends = snaps.flat_map(|snap| metric.ends(states, snap));
            ends.map(move |t| (t.state, TimeLabel::seed(t.weight, t.second, rank)))
        })
        .collect()
    };
    let seeds: Vec<_> = input.pack.rules.iter().map(seeds_of).collect();
    let amount = (states.state_count() * seeds.len()) as u64;
    let found: Vec<_> = recorder.time(arrow("nearest", PLAIN, "labels"), || {
        let pass = |seeds: &Vec<(u32, TimeLabel)>| {
            nearest_k(&states.reverse, seeds, LIMIT_MS, 1, &Silent).expect(GOES_ON)
        };
        let found: Vec<_> = seeds.par_iter().map(pass).collect();
        let work = sum(found.iter().map(lifecircle_core::search::NearestK::work));
        (found, amount, Some(work))
    });
    let homes = 0..input.residences.count();
    let terminals: Vec<_> = homes
        .map(|home| {
            let snaps = input
                .residences
                .ways_in_of(home)
                .iter()
                .filter_map(|a| a.snap);
            let starts = snaps.flat_map(|snap| metric.starts(states, snap));
            starts.collect::<Vec<_>>()
        })
        .collect();
    let amount = (terminals.len() * seeds.len()) as u64;
    recorder.time(arrow("gather", PLAIN, "homes × rules"), || {
        let best = |home: &Vec<lifecircle_core::metric::Terminal>| -> u64 {
            let of_rule = |found: &lifecircle_core::search::NearestK<TimeLabel>| {
                let labels = home.iter().filter_map(|t| {
                    let label = found.labels(t.state).first()?;
                    Some(label.plus(t.weight, t.second))
                });
                labels
                    .min()
                    .map_or(0, |l| u64::from(l.weight() <= LIMIT_MS))
            };
            found.iter().map(of_rule).sum()
        };
        let reached: u64 = terminals.par_iter().map(best).sum();
        let work = Work {
            settled: reached,
            ..Work::default()
        };
        ((), amount, Some(work))
    });
}
