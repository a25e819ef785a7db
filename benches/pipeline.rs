//! One bench per arrow of the data flow, on a synthetic city that is always the same.
#![allow(missing_docs, reason = "criterion's macros make undocumented items")]

use std::sync::Arc;

use clap::ValueEnum;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lifecircle::{Check, CheckOptions, City, CityOptions, Scenario, Source};
use lifecircle_benches::case::{StreetColumns, reduce};
use lifecircle_benches::engine::Kernel;
use lifecircle_benches::{city_bytes, verdicts};
use lifecircle_core::build::{BuildOptions, build};
use lifecircle_core::coverage::{CheckInput, EngineChoice, KernelChoice, check_by};
use lifecircle_core::gap::gap_map;
use lifecircle_core::isochrone::{AreaOptions, AreaSpace, Areas};
use lifecircle_core::metric::{Metric, Unit};
use lifecircle_core::network::{NetworkOptions, StreetNetwork, street_network};
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::{bare_pass, read};
use lifecircle_core::par::map_range_with;
use lifecircle_core::place::{
    CategoryTable, FacilityCandidates, HomesChoice, PeopleTable, ResidenceChoice, residences,
};
use lifecircle_core::reach::{Reach, Sweeps};
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::snap::{MAX_SNAP_MM, Snap, SnapIndex};
use lifecircle_core::sweep::LANES;
use lifecircle_core::walk::Walks;

/// 15 minutes.
const LIMIT_MS: u32 = 900_000;
/// [`Silent`] stops nothing.
const GOES_ON: &str = "nobody cancels";

fn pipeline(c: &mut Criterion) {
    let bytes = city_bytes().expect("the city can be drawn");
    let table = CategoryTable::built_in();
    let source = bytes.as_slice();

    let mut group = c.benchmark_group("read");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("bare_pass", |b| b.iter(|| bare_pass(source)));
    group.bench_function("read", |b| {
        b.iter(|| read(source, &table, &Silent));
    });
    group.finish();

    let data = read(source, &table, &Silent).expect("the city can be read");
    let mut group = c.benchmark_group("build");
    let options = NetworkOptions::default();
    group.bench_function("street_network", |b| {
        b.iter(|| street_network(&data, &options, &Silent));
    });
    let network = street_network(&data, &options, &Silent).expect(GOES_ON);
    group.throughput(Throughput::Elements(network.segment_count() as u64));
    group.bench_function("build", |b| {
        b.iter(|| build(&network, BuildOptions::default(), &Silent));
    });
    let built = build(&network, BuildOptions::default(), &Silent).expect(GOES_ON);
    let built = Arc::new(built);
    let index = || SnapIndex::new(&network, &built.streets, MAX_SNAP_MM, &Silent).expect(GOES_ON);
    group.bench_function("snap_index", |b| b.iter(index));
    let index = index();
    let candidates = FacilityCandidates::of(&data, &table, &Silent).expect(GOES_ON);
    let people = PeopleTable::built_in();
    group.bench_function("residences", |b| {
        let auto = ResidenceChoice::Mapped {
            which: HomesChoice::Typed,
            no_stairs: false,
        };
        b.iter(|| {
            residences(
                &data,
                &network,
                &people,
                &auto,
                &candidates,
                &index,
                &Silent,
            )
        });
    });
    group.finish();

    let source = Source::Bytes {
        name: "synthetic".to_owned(),
        bytes: bytes.into(),
    };
    let city = City::open(source, &CityOptions::default()).expect("the city can be read");
    let check = city.check(&CheckOptions::default());
    let check = check.expect("the streets are made for adults");
    checks(c, check.input());
    scenarios(c, &city, &check);
    kernels(c, check.input());
    isochrones(c, check.input(), city.network().expect("it is at hand"));
}

/// The same walks, not prepared.
fn anew(walks: &Walks) -> Walks {
    Walks::new(Arc::clone(walks.shared_network()), walks.walking())
}

/// A whole check: by the kernel that the plan takes, and by each of the others.
fn checks(c: &mut Criterion, input: CheckInput) {
    let mut group = c.benchmark_group("check");
    group.throughput(Throughput::Elements(verdicts(input)));
    group.sample_size(20);
    for (name, engine, kernel) in [
        ("reverse", EngineChoice::Reverse, KernelChoice::Auto),
        (
            "forward_bounded",
            EngineChoice::Forward,
            KernelChoice::Bounded,
        ),
        ("forward_sweep", EngineChoice::Forward, KernelChoice::Sweep),
    ] {
        group.bench_function(name, |b| {
            // Prepared anew every time: that is part of a check.
            b.iter(|| {
                let walks = &anew(input.walks);
                check_by(CheckInput { walks, ..input }, engine, kernel, &Silent)
            });
        });
    }
    group.finish();
}

/// One change of each kind, asked of a kept check and by a full one.
fn scenarios(c: &mut Criterion, city: &City, check: &Check) {
    let at = city.residences().ways_in_of(city.residences().count() / 2)[0].at;
    let network = city.network().expect("it is at hand");
    let gate = (network.passages.keys().min()).map(|&node| network.node_osm[node as usize]);
    let outlet = &city.facilities().rows[0].id;
    let place = network.lon_lat(network.tail[0]);
    let changes = [
        (
            "add",
            format!(
                "[[add]]\nid = 'x'\ncategory = 'market'\nlon = {}\nlat = {}\n",
                at.lon, at.lat
            ),
        ),
        ("close", format!("[[close]]\nid = '{outlet}'\n")),
        (
            "gate",
            format!("[[open]]\nid = 'node/{}'\n", gate.unwrap_or_default()),
        ),
        (
            "link",
            format!(
                "[[link]]\nkind = 'path'\nwithin_m = 400\nline = [[{}, {}], [{}, {}]]\n",
                place.lon, place.lat, at.lon, at.lat
            ),
        ),
    ];
    let mut group = c.benchmark_group("scenario");
    group.sample_size(20);
    for (name, text) in changes {
        let scenario = Scenario::parse("change.toml", &text, city.categories());
        let scenario = scenario.expect("it is one");
        group.bench_function(name, |b| {
            b.iter(|| check.delta(std::slice::from_ref(&scenario)));
        });
        group.bench_function(format!("{name}/full"), |b| {
            b.iter(|| city.with(&scenario)?.check(&CheckOptions::default()));
        });
    }
    group.finish();
}

/// Searches from every junction, and the nearest of every 97th: the naive variant beside ours.
fn kernels(c: &mut Criterion, input: CheckInput) {
    let streets = &input.walks.network().streets;
    let metric = Metric::new(streets, input.walks.walking(), Unit::Time);
    let (case, _) = reduce(&StreetColumns::new(streets, &metric));
    let targets: Vec<u32> = (0..).step_by(97).take(case.node_count() / 97).collect();
    let mut group = c.benchmark_group("kernel");
    group.throughput(Throughput::Elements(case.node_count() as u64));
    group.sample_size(10);
    for kernel in Kernel::value_variants() {
        let engine = kernel.prepare(&case, LIMIT_MS);
        let name = kernel.word();
        group.bench_function(format!("count/{name}"), |b| {
            b.iter(|| engine.counts(LIMIT_MS));
        });
        group.bench_function(format!("nearest/{name}"), |b| {
            b.iter(|| engine.nearest(&targets, LIMIT_MS));
        });
    }
    group.finish();
}

/// Isochrones of every home, together and one by one, and the gap map.
fn isochrones(c: &mut Criterion, input: CheckInput, network: &StreetNetwork) {
    let shapes = StreetShapes::new(network, &input.walks.network().streets, &Silent);
    let shapes = shapes.expect(GOES_ON);
    let reach = Reach::new(input.walks, &Silent).expect(GOES_ON);
    let of_home = |home: usize| -> Vec<Snap> {
        let access = input.residences.ways_in_of(home).iter();
        access.filter_map(|a| a.snap).collect()
    };
    let snaps: Vec<Vec<Snap>> = (0..input.residences.count()).map(of_home).collect();
    let order = reach.in_space(snaps.len(), |home| snaps[home].as_slice());
    let places: Vec<&[Snap]> = order
        .iter()
        .map(|&h| snaps[h as usize].as_slice())
        .collect();
    let groups: Vec<&[&[Snap]]> = places.chunks(LANES).collect();
    let options = AreaOptions::default();
    let walking = input.walks.walking();
    let areas = |origins| Areas::new(&shapes, walking, options, LIMIT_MS, origins, &Silent);
    let prepared = areas(usize::MAX).expect("the default raster fits");
    let plain = areas(0).expect("the default raster fits");
    let sweeps = Sweeps::new(&reach, usize::MAX, LIMIT_MS, &Silent).expect(GOES_ON);
    let sweeps = sweeps.expect("the city suits a hierarchy");
    let mut group = c.benchmark_group("isochrone");
    group.throughput(Throughput::Elements(places.len() as u64));
    group.sample_size(10);
    group.bench_function("areas", |b| {
        b.iter(|| {
            let fresh = || (sweeps.space(), AreaSpace::default());
            map_range_with(groups.len(), fresh, |(swept, space), i| {
                sweeps.search(swept, groups[i], LIMIT_MS);
                prepared.of_all(space, &sweeps, swept, groups[i], &[LIMIT_MS])
            })
        });
    });
    group.bench_function("areas_one_by_one", |b| {
        b.iter(|| {
            let fresh = || (reach.space(), AreaSpace::default());
            map_range_with(places.len(), fresh, |(search, space), i| {
                let reached = reach.search(search, places[i], LIMIT_MS);
                plain.of(space, &reach, &reached, places[i], &[LIMIT_MS])
            })
        });
    });
    group.finish();
    let coverage = check_by(input, EngineChoice::Auto, KernelChoice::Auto, &Silent);
    let coverage = coverage.expect(GOES_ON);
    let streets = &input.walks.network().streets;
    let index = SnapIndex::new(network, streets, MAX_SNAP_MM, &Silent).expect(GOES_ON);
    let mut group = c.benchmark_group("gap");
    group.sample_size(10);
    group.bench_function("map", |b| {
        b.iter(|| {
            let walks = &anew(input.walks);
            let input = CheckInput { walks, ..input };
            gap_map(input, &coverage, &index, &shapes, options, &Silent)
        });
    });
    group.finish();
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
