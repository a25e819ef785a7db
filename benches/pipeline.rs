//! One bench per arrow of the data flow, on a synthetic city that is always the same.
#![allow(missing_docs, reason = "criterion's macros make undocumented items")]

use clap::ValueEnum;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lifecircle_benches::case::{StreetColumns, reduce};
use lifecircle_benches::engine::Kernel;
use lifecircle_benches::{adult, city_bytes, tables, verdicts};
use lifecircle_core::build::{BuildOptions, build};
use lifecircle_core::coverage::{CheckInput, EngineChoice, KernelChoice, check_by};
use lifecircle_core::metric::{Metric, Unit};
use lifecircle_core::network::{NetworkOptions, street_network};
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::{bare_pass, read};
use lifecircle_core::place::{ResidenceChoice, facilities, residences};
use lifecircle_core::snap::SnapIndex;

const MAX_SNAP_MM: u32 = 200_000;
/// 15 minutes.
const LIMIT_MS: u32 = 900_000;

fn pipeline(c: &mut Criterion) {
    let bytes = city_bytes().expect("the city can be drawn");
    let tables = tables().expect("the tables in data/ are valid");
    let source = bytes.as_slice();

    let mut group = c.benchmark_group("read");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("bare_pass", |b| b.iter(|| bare_pass(source)));
    group.bench_function("read", |b| {
        b.iter(|| read(source, &tables.categories, &Silent));
    });
    group.finish();

    let data = read(source, &tables.categories, &Silent).expect("the city can be read");
    let mut group = c.benchmark_group("build");
    let options = NetworkOptions::default();
    group.bench_function("street_network", |b| {
        b.iter(|| street_network(&data, &options));
    });
    let network = street_network(&data, &options);
    group.throughput(Throughput::Elements(network.segment_count() as u64));
    group.bench_function("build", |b| {
        b.iter(|| build(&network, BuildOptions::default()));
    });
    let built = build(&network, BuildOptions::default());
    let index = || SnapIndex::new(&network, &built.streets, MAX_SNAP_MM);
    group.bench_function("snap_index", |b| b.iter(index));
    let index = index();
    let facilities = facilities(&data, &tables.categories, &[], false, &index);
    let homes = || {
        let auto = ResidenceChoice::Auto;
        residences(&data, &network, &tables.people, &auto, &facilities, &index)
    };
    group.bench_function("residences", |b| b.iter(homes));
    group.finish();

    let residences = homes();
    let input = CheckInput {
        built: &built,
        residences: &residences,
        facilities: &facilities,
        pack: &tables.pack,
        walking: adult().expect("the profile is built in"),
        list_replaces: false,
    };
    checks(c, input);
    kernels(c, input);
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
            b.iter(|| check_by(input, engine, kernel, &Silent));
        });
    }
    group.finish();
}

/// Searches from every junction, and the nearest of every 97th: the naive variant beside ours.
fn kernels(c: &mut Criterion, input: CheckInput) {
    let metric = Metric::new(&input.built.streets, input.walking, Unit::Time);
    let (case, _) = reduce(&StreetColumns::new(&input.built.streets, &metric));
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

criterion_group!(benches, pipeline);
criterion_main!(benches);
