//! What one place reaches on foot: areas within 5, 10 and 15 minutes as GeoJSON on stdout.
//!
//! `cargo run --release -p lifecircle-examples --example one_isochrone [FILE.osm.pbf LON LAT]`

use std::io::Write;

use anyhow::Context;
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::isochrone::{AreaOptions, AreaSpace, Areas, Inside, InsideSpace};
use lifecircle_core::observer::Silent;
use lifecircle_core::reach::Reach;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_core::snap::SnapIndex;
use lifecircle_examples::City;
use lifecircle_io::layer::{Crs, Format, LayerWriter, Row};
use lifecircle_io::write::{
    ATTRIBUTION, IsochroneFacts, IsochroneShape, SYNTHETIC, area_row, isochrone_schema,
};

const LIMITS_MS: [u32; 3] = [300_000, 600_000, 900_000];

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let city = City::read(arguments.first().map(String::as_str), "adult")?;
    let from = match arguments.get(1).zip(arguments.get(2)) {
        Some((lon, lat)) => LonLat {
            lon: lon.parse().context("LON is no number")?,
            lat: lat.parse().context("LAT is no number")?,
        },
        // Without a place: the first home of the demo city.
        None => city.residences.ways_in[0].at,
    };
    let index = SnapIndex::new(&city.network, &city.built.streets, 200_000, &Silent)?;
    let snaps = [index.point(from).context("no street within 200 m")?];

    // One search tells everything: stretches of street, areas, and who is inside.
    let reach = Reach::new(&city.walks, &Silent);
    let mut space = reach.space();
    let reached = reach.search(&mut space, &snaps, LIMITS_MS[2]);
    let shapes = StreetShapes::new(&city.network, &city.built.streets);
    let areas = Areas::new(
        &shapes,
        city.walks.walking(),
        AreaOptions::default(),
        LIMITS_MS[2],
        1,
        &Silent,
    )?;
    let areas = areas.of(
        &mut AreaSpace::default(),
        &reach,
        &reached,
        &snaps,
        &LIMITS_MS,
    );
    let inside = Inside::new(&reach, &city.residences, &city.facilities);
    let mut counting = InsideSpace::default();
    let counts = inside.count(&mut counting, &reach, &reached, &snaps, None, &LIMITS_MS);

    let attribution = if arguments.is_empty() {
        SYNTHETIC
    } else {
        ATTRIBUTION
    };
    let schema = isochrone_schema(IsochroneShape::Area, attribution);
    let mut writer = LayerWriter::new(Format::GeoJson, std::io::stdout(), schema, &Crs::wgs84())?;
    let row = |(i, area)| -> Row {
        let facts = IsochroneFacts {
            id: "here",
            limit_ms: LIMITS_MS[i],
            beyond_ms: 0,
            counts: counts[i],
            unknown: inside.unknown(&snaps),
        };
        area_row(&facts, area)
    };
    writer.rows(&areas.iter().enumerate().map(row).collect::<Vec<_>>())?;
    Ok(writer.finish()?.1.flush()?)
}
