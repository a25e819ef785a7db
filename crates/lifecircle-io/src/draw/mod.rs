//! Maps as pictures: SVG, PNG and PDF, without any network access.
//!
//! A [`Picture`] holds [`Sheet`]s in the order of drawing and the texts around the map; [`svg`](fn@svg), [`png`](fn@png)
//! and [`pdf`](fn@pdf) draw it. The map is the plane around its middle, so that a metre is as long in every direction.
//! The same picture gives the same bytes. Areas and lines across the 180th meridian are not joined.

mod clip;
mod error;
mod fonts;
mod frame;
mod furniture;
mod ground;
mod hatch;
mod homes;
mod labelled;
mod labels;
mod legend;
mod map;
mod path;
mod pdf;
mod picture;
mod png;
mod readable;
mod sheet;
mod street_names;
mod svg;
#[cfg(test)]
mod tests;
mod text;

pub use error::DrawError;
pub use labelled::LeftOut;
pub use pdf::{Pdf, pdf};
pub use picture::{Bounds, Paper, Picture, SIZES, Swatch};
pub use png::{Png, png};
pub use sheet::{
    Area, CourseKind, Home, HomeUnit, Label, LabelKind, Line, Pattern, Point, Sheet, Street,
    StreetClass, StreetName, Symbol,
};
pub use svg::{Svg, svg};
