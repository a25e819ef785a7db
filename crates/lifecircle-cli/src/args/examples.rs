//! What stands below the options in `--help`.

pub(super) const EXAMPLES: &str = "\
Examples:
  lifecircle check                                the built-in demo city
  lifecircle check city.osm.pbf -o out/           a city, with GeoJSON for QGIS
  lifecircle check city.osm.pbf --min-coverage 90%   exit code 1 when missed
  lifecircle inspect city.osm.pbf                 what the extract holds
  lifecircle network city.osm.pbf -o city.lcn     built once: check city.lcn starts at once

Exit codes: 0 done (and target met), 1 target missed, 2 wrong input or usage, 130 and 143 ended by SIGINT and SIGTERM.";

pub(super) const MATRIX_EXAMPLES: &str = "\
Examples:
  lifecircle matrix city.osm.pbf -o walks.parquet                  homes to facilities
  lifecircle matrix city.osm.pbf --to market -o walks.csv          homes to food markets
  lifecircle matrix city.osm.pbf --from sites.csv --all-homes -o walks.arrow

One row per pair within --minutes: from_id, to_id, walk_ms (milliseconds, legs included).";

pub(super) const GAPS_EXAMPLES: &str = "\
Examples:
  lifecircle gaps city.osm.pbf                                 the worst areas, as a table
  lifecircle gaps city.osm.pbf -o gaps/ --png gaps.png         layers for QGIS, and a map
  lifecircle gaps city.osm.pbf --only market --png market.png  one rule's map
  lifecircle gaps city.osm.pbf -o gaps/ --format parquet,csv --crs EPSG:4547

An area holds homes that one new facility at its middle would cover. People in all areas add up to
the people not covered in summary.json.";

pub(super) const ISOCHRONE_EXAMPLES: &str = "\
Examples:
  lifecircle isochrone city.osm.pbf --from -15.43,28.12 > walk.geojson
  lifecircle isochrone city.osm.pbf --from 119.01,33.6 --minutes 5,10,15 -o walk.geojson --png walk.png
  lifecircle isochrone city.osm.pbf --all-homes --minutes 15 -o homes.parquet
  lifecircle isochrone city.osm.pbf --from-file shops.csv --shape streets -o streets.fgb

One feature per origin and limit, cumulative unless --bands is given. People, homes and facilities are
counted by walking time, legs included, never by polygons. An origin that cannot be used is told on
stderr; exit code 2 when none can.";

pub(super) const BENCH_EXAMPLES: &str = "\
Examples:
  lifecircle bench city.osm.pbf                         a table
  lifecircle bench --synthetic 25 --json > base.json    a baseline
  lifecircle bench --synthetic 25 --baseline base.json --max-regression 10%

Every step is compared by its ratio to a yardstick that ran in the same round (the bare
pass over the file, a textbook search), so that a slower machine is no regression. Work
counts (states settled, arcs relaxed, labels queued) must be the same.
Exit codes: 0 no regression, 1 regression, 2 wrong input or usage.";

pub(super) const NETWORK_EXAMPLES: &str = "\
Examples:
  lifecircle network city.osm.pbf -o city.lcn     once
  lifecircle check city.lcn                       many times, without reading the extract again
  lifecircle check city.lcn --residences homes.csv   own homes are connected to its streets

The options given here hold for every check of the file. An option that does not fit it is refused.";
