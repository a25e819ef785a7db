//! Maps of answers: [`Check::picture`](crate::Check::picture), [`Gaps::picture`](crate::Gaps::picture),
//! [`Sites::picture`](crate::Sites::picture), [`Explanation::picture`](crate::Explanation::picture) and [`Isochrones::picture`](crate::Isochrones::picture) make a [`Picture`](crate::draw::Picture) by [`MapOptions`], and
//! [`draw`](crate::draw) makes SVG, PNG and PDF of it. [`MapOptions::begin`] and [`MapOptions::finish`] make maps of
//! something else.

mod base;
mod comparison;
mod gaps;
mod isochrones;
mod names;
mod options;
mod people;
mod routes;
mod sites;

pub use options::{Frame, MapLayer, MapOptions, MapSize};
