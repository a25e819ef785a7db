//! How soon every long step stops: `cancel FILE.osm.pbf`.
//!
//! Each step runs once to its end, and then some times with a stop wanted after a part of that time. Told is the longest
//! time that went by between the wish and the step's return.
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use lifecircle_benches::adult;
use lifecircle_core::build::{BuildOptions, build};
use lifecircle_core::coverage::{
    CheckInput, EngineChoice, KernelChoice, Matrix, check_by, rows_by_size,
};
use lifecircle_core::gap::gap_map;
use lifecircle_core::isochrone::{AreaOptions, Areas};
use lifecircle_core::metric::Unit;
use lifecircle_core::network::{NetworkOptions, street_network};
use lifecircle_core::observer::{Cancelled, Observer, Silent, Stage};
use lifecircle_core::osm::read;
use lifecircle_core::place::{
    CategoryTable, FacilityCandidates, FacilitySites, HomeSites, HomesChoice, Legs, OwnList,
    PeopleTable, ResidenceChoice,
};
use lifecircle_core::reach::Reach;
use lifecircle_core::rules::RulePack;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::snap::{MAX_SNAP_MM, SnapIndex};
use lifecircle_core::sweep::{Direction, Hierarchy};
use lifecircle_core::walk::{Stops, Walks};

const PACK: &str = include_str!("../data/rules/huaian-2023.toml");
/// 15 minutes.
const LIMIT_MS: u32 = 900_000;
/// Parts of a step's time after which a stop is wanted.
const TRIES: u32 = 12;

/// Wants a stop once somebody says so.
#[derive(Default)]
struct Flag(AtomicBool);

impl Observer for Flag {
    fn stage(&self, _: Stage, _: u64) {}
    fn advance(&self, _: u64) {}

    fn cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Times a step whole, and the longest wait after a wish to stop.
fn measure<T: Send>(name: &str, step: impl Fn(&dyn Observer) -> T + Sync) {
    let start = Instant::now();
    drop(step(&Silent));
    let whole = start.elapsed();
    let mut longest = Duration::ZERO;
    for part in 0..TRIES {
        let flag = Flag::default();
        let waited = std::thread::scope(|scope| {
            let done = scope.spawn(|| {
                let result = step(&flag);
                let end = Instant::now();
                drop(result);
                end
            });
            std::thread::sleep(whole * part / TRIES);
            let wish = Instant::now();
            flag.0.store(true, Ordering::Relaxed);
            done.join()
                .map_or(Duration::MAX, |end| end.saturating_duration_since(wish))
        });
        longest = longest.max(waited);
    }
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!(
        "{name:22} {:9.1} ms, stops within {:6.1} ms",
        ms(whole),
        ms(longest)
    );
}

fn main() -> anyhow::Result<()> {
    let file = std::env::args().nth(1);
    let file = file.context("usage: cancel FILE.osm.pbf")?;
    let bytes = std::fs::read(&file).with_context(|| file.clone())?;
    let table = &CategoryTable::built_in();
    measure("read", |o| read(bytes.as_slice(), table, o));
    let data = &read(bytes.as_slice(), table, &Silent)?;
    measure("street_network", |o| {
        street_network(data, &NetworkOptions::default(), o)
    });
    let network = &street_network(data, &NetworkOptions::default(), &Silent)?;
    measure("build", |o| build(network, BuildOptions::default(), o));
    let built = Arc::new(build(network, BuildOptions::default(), &Silent)?);
    let streets = &built.streets;
    measure("snap_index", |o| {
        SnapIndex::new(network, streets, MAX_SNAP_MM, o)
    });
    let index = &SnapIndex::new(network, streets, MAX_SNAP_MM, &Silent)?;
    measure("candidates", |o| FacilityCandidates::of(data, table, o));
    let candidates = &FacilityCandidates::of(data, table, &Silent)?;
    measure("facility_sites", |o| {
        FacilitySites::of(candidates, table, OwnList::default(), o)
    });
    let sites = &FacilitySites::of(candidates, table, OwnList::default(), &Silent)?;
    measure("facilities", |o| sites.connect(index, o));
    let facilities = &sites.connect(index, &Silent)?;
    let choice = &ResidenceChoice::Mapped {
        which: HomesChoice::Typed,
        no_stairs: false,
    };
    measure("home_sites", |o| {
        HomeSites::of(data, choice, Legs::default(), o)
    });
    let sites = &HomeSites::of(data, choice, Legs::default(), &Silent)?;
    let people = &PeopleTable::built_in();
    let connect = |o: &dyn Observer| sites.connect(data, network, people, candidates, index, o);
    measure("homes", connect);
    let mut residences = connect(&Silent)?;
    residences.find_inner(facilities);
    let residences = &residences;
    let fresh = || Walks::new(Arc::clone(&built), adult());
    measure("walks", |o| {
        let walks = fresh();
        walks.by(Unit::Time, o).is_ok()
    });
    let walks = &fresh();
    let input = CheckInput {
        walks,
        residences,
        facilities,
        pack: &RulePack::parse(PACK, table)?,
        list_replaces: false,
    };
    questions(input, network)
}

fn questions(
    input: CheckInput,
    network: &lifecircle_core::network::StreetNetwork,
) -> anyhow::Result<()> {
    let CheckInput {
        walks, residences, ..
    } = input;
    let states = walks.by(Unit::Time, &Silent)?.states();
    measure("hierarchy", |o| {
        Hierarchy::new(states, LIMIT_MS, Direction::Forward, o)
    });
    for (name, engine, kernel) in [
        ("check", EngineChoice::Auto, KernelChoice::Auto),
        ("check_reverse", EngineChoice::Reverse, KernelChoice::Auto),
        ("check_forward", EngineChoice::Forward, KernelChoice::Sweep),
    ] {
        measure(name, |o| check_by(input, engine, kernel, o));
    }
    let stops = Stops::of_residences(residences);
    let facilities = Stops::of_facilities(input.facilities);
    measure("matrix", |o| {
        let auto = KernelChoice::Auto;
        let matrix = Matrix::new(walks, &stops, &facilities, &[], LIMIT_MS, auto, o)?;
        rows_by_size(&matrix, o, |_, _| Ok::<(), Cancelled>(()))
    });
    measure("reach", |o| {
        Reach::new(walks, o).map(|reach| reach.walked_streets())
    });
    let streets = &walks.network().streets;
    measure("shapes", |o| StreetShapes::new(network, streets, o));
    let shapes = StreetShapes::new(network, streets, &Silent)?;
    let options = AreaOptions::default();
    measure("areas", |o| {
        Areas::new(&shapes, walks.walking(), options, LIMIT_MS, usize::MAX, o).map(|_| ())
    });
    let coverage = check_by(input, EngineChoice::Auto, KernelChoice::Auto, &Silent)?;
    let index = SnapIndex::new(network, streets, MAX_SNAP_MM, &Silent)?;
    measure("gap_map", |o| {
        gap_map(input, &coverage, &index, &shapes, options, o)
    });
    Ok(())
}
