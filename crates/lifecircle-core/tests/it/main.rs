//! The engine against closed forms, independent oracles, and every sentence of the walking model.

mod grid;
mod model_enclosed;
mod model_gates;
mod model_homes;
mod model_snap;
mod model_streets;
mod model_walk;
mod model_ways;
mod random;
