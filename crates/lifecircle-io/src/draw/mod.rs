//! Maps as pictures: SVG and PNG, without any network access.
//!
//! A [`Picture`] holds [`Sheet`]s in the order of drawing and the texts around the map; [`svg`](fn@svg) and [`png`](fn@png)
//! draw it. The map is the plane around its middle, so that a metre is as long in every direction. The same
//! picture gives the same bytes. Areas and lines across the 180th meridian are not joined.

mod clip;
mod fonts;
mod frame;
mod furniture;
mod path;
mod picture;
mod png;
mod svg;
#[cfg(test)]
mod tests;
mod text;

pub use picture::{
    Area, Bounds, Label, Line, Picture, Point, SIZES, Sheet, Street, StreetClass, Swatch, Symbol,
};
pub use png::{DrawError, Png, png};
pub use svg::{Svg, svg};
