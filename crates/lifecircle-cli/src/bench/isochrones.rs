//! Isochrones of every home, and of the same homes one by one.

use lifecircle_core::isochrone::{Area, AreaOptions, AreaSpace, Areas};
use lifecircle_core::network::StreetNetwork;
use lifecircle_core::observer::Silent;
use lifecircle_core::par::map_range_with;
use lifecircle_core::place::Residences;
use lifecircle_core::reach::{Reach, Stretch, Sweeps};
use lifecircle_core::search::Work;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::snap::Snap;
use lifecircle_core::sweep::LANES;
use lifecircle_core::walk::Walks;
use lifecircle_io::layer::{Crs, Format, LayerWriter, Row};
use lifecircle_io::write::{IsochroneFacts, IsochroneShape, area_row, isochrone_schema};

use super::arrows::{GOES_ON, LIMIT_MS, PLAIN, arrow};
use super::recorder::Recorder;

/// At most so many runs of neighbouring homes, evenly spread: 16,384 homes.
const MAX_RUNS: usize = 512;
/// One home in so many is drawn alone, without anything prepared.
const ALONE: usize = 16;
const BANDS_MS: [u32; 3] = [300_000, 600_000, 900_000];

/// Times stretches, areas, and three bands as GeoJSON.
pub(super) fn measure(
    recorder: &mut Recorder,
    network: &StreetNetwork,
    walks: &Walks,
    homes: &Residences,
) {
    let (built, walking) = (walks.network(), walks.walking());
    let snaps = snaps(homes);
    let reach = Reach::new(walks, &Silent).expect(GOES_ON);
    let shapes = StreetShapes::new(network, &built.streets, &Silent).expect(GOES_ON);
    let order = reach.in_space(snaps.len(), |home| snaps[home].as_slice());
    let places: Vec<&[Snap]> = order
        .iter()
        .map(|&home| snaps[home as usize].as_slice())
        .collect();
    let runs: Vec<&[&[Snap]]> = places.chunks(LANES).collect();
    let step = runs.len().div_ceil(MAX_RUNS).max(1);
    let runs: Vec<&[&[Snap]]> = runs.into_iter().step_by(step).collect();
    let amount: u64 = runs.iter().map(|run| run.len() as u64).sum();
    if amount == 0 {
        return;
    }
    let options = AreaOptions::default();
    let prepared = recorder.time(arrow("isochrone_prepare", PLAIN, "streets"), || {
        let sweeps = Sweeps::new(&reach, usize::MAX, LIMIT_MS, &Silent).expect(GOES_ON);
        let areas = Areas::new(&shapes, walking, options, LIMIT_MS, usize::MAX, &Silent);
        (sweeps.zip(areas.ok()), built.report.streets, None)
    });
    // A network that suits no hierarchy is drawn one by one.
    let Some((sweeps, areas)) = prepared else {
        return;
    };
    recorder.time(arrow("isochrone_streets", PLAIN, "isochrones"), || {
        let fresh = || (sweeps.space(), vec![Vec::<Stretch>::new(); LANES]);
        let stretches = map_range_with(runs.len(), fresh, |(space, lanes), i| {
            sweeps.search(space, runs[i], LIMIT_MS);
            lanes.iter_mut().for_each(Vec::clear);
            sweeps.stretches(space, runs[i], LIMIT_MS, |lane, s| {
                lanes[lane as usize].push(s);
            });
            lanes.iter().map(|lane| lane.len() as u64).sum::<u64>()
        });
        ((), amount, Some(work(amount, stretches.iter().sum())))
    });
    recorder.time(arrow("isochrone_areas", PLAIN, "polygons"), || {
        let points = map_range_with(
            runs.len(),
            || (sweeps.space(), AreaSpace::default()),
            |(swept, space), i| {
                sweeps.search(swept, runs[i], LIMIT_MS);
                points(&areas.of_all(space, &sweeps, swept, runs[i], &[LIMIT_MS]))
            },
        );
        ((), amount, Some(work(amount, points.iter().sum())))
    });
    recorder.time(arrow("isochrone_geojson", PLAIN, "polygons"), || {
        let bytes = map_range_with(
            runs.len(),
            || (sweeps.space(), AreaSpace::default()),
            |(swept, space), i| {
                sweeps.search(swept, runs[i], LIMIT_MS);
                geojson(&areas.of_all(space, &sweeps, swept, runs[i], &BANDS_MS))
            },
        );
        let amount = amount * BANDS_MS.len() as u64;
        ((), amount, Some(work(amount, bytes.iter().sum())))
    });
    let alone: Vec<&[Snap]> = runs.concat().into_iter().step_by(ALONE).collect();
    let Ok(unprepared) = Areas::new(&shapes, walking, options, LIMIT_MS, 0, &Silent) else {
        return;
    };
    recorder.time(arrow("isochrone_areas_alone", PLAIN, "polygons"), || {
        let points = map_range_with(
            alone.len(),
            || (reach.space(), AreaSpace::default()),
            |(search, space), i| {
                let reached = reach.search(search, alone[i], LIMIT_MS);
                points(&[unprepared.of(space, &reach, &reached, alone[i], &[LIMIT_MS])])
            },
        );
        let amount = alone.len() as u64;
        ((), amount, Some(work(amount, points.iter().sum())))
    });
}

/// Where each home that has a street joins the network.
fn snaps(homes: &Residences) -> Vec<Vec<Snap>> {
    let of_home = |home| {
        homes
            .ways_in_of(home)
            .iter()
            .filter_map(|a| a.snap)
            .collect()
    };
    let all = (0..homes.count()).map(of_home);
    all.filter(|snaps: &Vec<Snap>| !snaps.is_empty()).collect()
}

fn points(areas: &[Vec<Area>]) -> u64 {
    areas
        .iter()
        .flatten()
        .map(|area| area.point_count() as u64)
        .sum()
}

/// Bytes of the areas as a layer in memory.
fn geojson(areas: &[Vec<Area>]) -> u64 {
    let row = |(area, limit_ms): (&Area, u32)| {
        let facts = IsochroneFacts {
            id: "",
            limit_ms,
            beyond_ms: 0,
            counts: lifecircle_core::isochrone::Counts::default(),
            unknown: None,
        };
        area_row(&facts, area)
    };
    let rows: Vec<Row> = areas
        .iter()
        .flat_map(|of| of.iter().zip(BANDS_MS))
        .map(row)
        .collect();
    let schema = isochrone_schema(IsochroneShape::Area, "");
    let written = LayerWriter::new(Format::GeoJson, Vec::new(), schema, &Crs::wgs84())
        .and_then(|mut writer| writer.rows(&rows).and_then(|()| writer.finish()));
    written.map_or(0, |(_, bytes)| bytes.len() as u64)
}

/// What was found counts as settled.
fn work(searches: u64, settled: u64) -> Work {
    Work {
        searches,
        settled,
        ..Work::default()
    }
}
