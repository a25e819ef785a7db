//! One bench per arrow of the data flow, on a synthetic city that is always the same.
#![allow(missing_docs, reason = "criterion's macros make undocumented items")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lifecircle_benches::{adult, city_bytes, tables, verdicts};
use lifecircle_core::build::{BuildOptions, build};
use lifecircle_core::coverage::{CheckInput, EngineChoice, check};
use lifecircle_core::network::{NetworkOptions, street_network};
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::{bare_pass, read};
use lifecircle_core::place::{ResidenceChoice, facilities, residences};
use lifecircle_core::snap::SnapIndex;

const MAX_SNAP_MM: u32 = 200_000;

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
    let mut group = c.benchmark_group("check");
    group.throughput(Throughput::Elements(verdicts(input)));
    group.sample_size(20);
    group.bench_function("reverse", |b| {
        b.iter(|| check(input, EngineChoice::Reverse, &Silent));
    });
    group.bench_function("forward", |b| {
        b.iter(|| check(input, EngineChoice::Forward, &Silent));
    });
    group.finish();
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
