//! The engine against closed forms, independent oracles, and every sentence of the walking model.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "helpers of tests may stop the test and say what they leave out"
)]

mod area_worlds;
mod audit;
mod bad_blocks;
mod bad_bytes;
mod cancel;
mod categories;
mod census;
mod certificate;
mod conditional;
mod conflation;
mod conflation_random;
mod conflation_truth;
mod engines;
mod evidence;
mod extracts;
mod forest;
mod gap_areas;
mod gap_cases;
mod gap_service;
mod gap_streets;
mod grid;
mod hours_oracle;
mod hours_week;
mod isochrone_area;
mod isochrone_bands;
mod isochrone_foreign;
mod isochrone_inside;
mod isochrone_network;
mod isochrone_oracle;
mod isochrone_plane;
mod isochrone_shapes;
mod isochrone_together;
mod isochrone_valid;
mod matrix;
mod model_all_homes;
mod model_clear;
mod model_direct;
mod model_edge;
mod model_edge_closed;
mod model_enclosed;
mod model_extent;
mod model_gates;
mod model_homes;
mod model_landuse;
mod model_legal;
mod model_legs;
mod model_merge;
mod model_metres;
mod model_plazas;
mod model_positions;
mod model_rules;
mod model_shops;
mod model_snap;
mod model_standing;
mod model_streets;
mod model_verdicts;
mod model_walk;
mod model_ways;
mod names;
mod odd_files;
mod plazas;
mod plazas_random;
mod population;
mod random;
mod routes;
mod site_gains;
mod study_area;
mod sweep;
mod walks;
