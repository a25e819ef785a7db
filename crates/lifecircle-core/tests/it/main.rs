//! The engine against closed forms, independent oracles, and every sentence of the walking model.

mod grid;
mod model_walk;
mod model_ways;
mod random;
