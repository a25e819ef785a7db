//! A picture as PNG.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;

use super::error::DrawError;
use super::fonts::Fonts;
use super::labelled::LeftOut;
use super::picture::Picture;
use super::readable::{fonts_for, readable};

/// A picture as PNG.
#[derive(Clone, Debug)]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its width and height, in px.
    pub size_px: (u32, u32),
    /// Labels that are not drawn.
    pub left_out: LeftOut,
    /// Characters that no font has, in order: `…` stands for them, and a name of them alone is left out.
    pub missing_glyphs: String,
}

/// Draws a picture as PNG.
///
/// Latin, Greek and Cyrillic texts need no font on the machine, and are the same bytes on every machine; others need one.
///
/// # Errors
/// [`DrawError::NoFont`] when title, legend or what is told of an area in a Chinese picture has characters
/// that no font has. In other cases they are in [`Png::missing_glyphs`].
pub fn png(picture: &Picture) -> Result<Png, DrawError> {
    png_with(picture, &fonts_for(std::slice::from_ref(picture))?)
}

pub(super) fn png_with(picture: &Picture, fonts: &Fonts) -> Result<Png, DrawError> {
    let readable = readable(picture, fonts)?;
    Ok(Png {
        bytes: pixels(picture.size, &readable.tree)?,
        size_px: picture.size,
        left_out: readable.left_out,
        missing_glyphs: readable.missing_glyphs,
    })
}

fn pixels((width, height): (u32, u32), tree: &Tree) -> Result<Vec<u8>, DrawError> {
    let mut pixmap = Pixmap::new(width, height).ok_or(DrawError::Memory(width, height))?;
    // The size on paper is in millimetres; the pixels are those of the picture.
    #[allow(
        clippy::cast_precision_loss,
        reason = "a picture is some thousand px wide"
    )]
    let (x, y) = (
        width as f32 / tree.size().width(),
        height as f32 / tree.size().height(),
    );
    resvg::render(tree, Transform::from_scale(x, y), &mut pixmap.as_mut());
    pixmap
        .encode_png()
        .map_err(|e| DrawError::Packing(e.to_string()))
}

#[cfg(test)]
#[path = "png_tests.rs"]
mod tests;
