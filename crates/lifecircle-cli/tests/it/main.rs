//! Whole commands: what a user types, what is printed, which files are written, and how it ends.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops where something is not as it should be, and says what it skips"
)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "tests turn seconds into milliseconds and counts into shares, all of them small"
)]

mod against;
mod audit;
mod bad_extract;
mod bad_isochrone;
mod bad_lists;
mod bad_options;
mod bad_output;
mod bad_sites;
mod bad_tables;
mod bench;
mod book;
mod catalogue;
mod check;
mod chinese;
mod city;
mod commands;
mod compare;
mod digests;
mod ended;
mod explain;
mod extent;
mod extracts;
mod files;
mod foreign;
mod gaps;
mod gates;
mod hours;
mod huaian;
mod isochrone;
mod language;
mod latin;
mod legs;
mod lists;
mod maps;
mod matrix;
mod names;
mod network;
mod obstacles;
mod options;
mod oracle;
mod page;
mod plazas;
mod points;
mod qgis;
mod read_back;
mod reader;
mod readme;
mod report;
mod round_trip;
mod rules;
mod run;
mod same_bytes;
mod scenario;
mod sites;
mod synth;
mod terminal;
mod verified;
mod verify;
mod worlds;
