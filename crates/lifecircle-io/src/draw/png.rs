//! A picture as PNG: the SVG, drawn with fonts that have every character, or not at all.

use std::collections::BTreeSet;

use resvg::tiny_skia::{Pixmap, Transform};

use super::fonts::Fonts;
use super::furniture::own_texts;
use super::picture::{Picture, Sheet};
use super::svg::{Setting, with};
use lifecircle_texts::Lang;

/// A picture as PNG.
#[derive(Clone, Debug)]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    /// Labels with a place on the map that are not drawn: others lie there, or no font has their characters.
    pub labels_left_out: usize,
    /// Characters that no font has, in order: labels with any of them are left out, in other texts `…` stands for them.
    pub missing_glyphs: String,
}

/// Why a picture could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// A Chinese picture, and no Chinese font.
    #[error(
        "no font on this machine has `{0}`: install one (Debian and Ubuntu: `apt install fonts-noto-cjk`, or the \
         smaller fonts-wqy-microhei; Fedora: google-noto-sans-cjk-fonts), or draw it as SVG, or in English"
    )]
    NoFont(String),
    /// The pixels could not be had.
    #[error("a picture of {0} × {1} px needs more memory than there is: ask for a smaller one")]
    Memory(u32, u32),
    /// More elements than the renderer takes.
    #[error("the picture cannot be drawn as PNG ({0}): draw it as SVG")]
    Renderer(#[from] resvg::usvg::Error),
    /// The pixels could not be packed.
    #[error("the picture cannot be packed as PNG: {0}")]
    Packing(String),
}

lifecircle_core::coded!(DrawError {
    Self::NoFont(characters) => "draw-no-font" { characters: characters }
    Self::Memory(width, height) => "draw-memory" { width: width.to_string(), height: height.to_string() }
    Self::Renderer(error) => "draw-renderer" { detail: error.to_string() }
    Self::Packing(detail) => "draw-packing" { detail: detail }
});

/// Draws a picture as PNG.
///
/// Latin, Greek and Cyrillic texts need no font on the machine, and are the same bytes on every machine; others need one.
///
/// # Errors
/// [`DrawError::NoFont`] when title, legend or another text around the map of a Chinese picture has characters
/// that no font has. In other cases they are in [`Png::missing_glyphs`].
pub fn png(picture: &Picture) -> Result<Png, DrawError> {
    let built_in = Fonts::built_in();
    let around = frame_texts(picture);
    let around = around.iter().map(String::as_str);
    if built_in.missing(around.chain(labels(picture))).is_empty() {
        return png_with(picture, &built_in);
    }
    png_with(picture, &Fonts::of_the_machine())
}

fn png_with(picture: &Picture, fonts: &Fonts) -> Result<Png, DrawError> {
    let around = fonts.missing(frame_texts(picture).iter().map(String::as_str));
    let mut missing = fonts.missing(labels(picture));
    missing.extend(&around);
    let setting = Setting {
        missing,
        thicken: !fonts.have_bold_chinese(),
    };
    let drawn = if around.is_empty() {
        with(picture, &setting)
    } else if picture.lang == Lang::Zh {
        return Err(DrawError::NoFont(around.iter().take(12).collect()));
    } else {
        with(&readable(picture, &around), &setting)
    };
    Ok(Png {
        bytes: pixels(picture.size, &drawn.text, fonts)?,
        labels_left_out: drawn.labels_left_out,
        missing_glyphs: setting.missing.iter().collect(),
    })
}

fn pixels((width, height): (u32, u32), svg: &str, fonts: &Fonts) -> Result<Vec<u8>, DrawError> {
    let tree = fonts.read(svg)?;
    let mut pixmap = Pixmap::new(width, height).ok_or(DrawError::Memory(width, height))?;
    resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    pixmap
        .encode_png()
        .map_err(|e| DrawError::Packing(e.to_string()))
}

/// Every text around the map, those that the picture adds itself included.
fn frame_texts(picture: &Picture) -> Vec<String> {
    let given = [&picture.title, &picture.subtitle, &picture.source];
    let legend = picture.legend.iter().map(|e| &e.text);
    let given = given.into_iter().chain(legend).cloned();
    given.chain(own_texts(picture.lang)).collect()
}

fn labels(picture: &Picture) -> impl Iterator<Item = &str> {
    picture
        .sheets
        .iter()
        .filter_map(|sheet| match sheet {
            Sheet::Labels(labels) => Some(labels),
            _ => None,
        })
        .flatten()
        .map(|label| label.text.as_str())
}

/// The picture with `…` in place of each run of characters that no font has.
fn readable(picture: &Picture, missing: &BTreeSet<char>) -> Picture {
    let mut picture = picture.clone();
    let own = [
        &mut picture.title,
        &mut picture.subtitle,
        &mut picture.source,
    ];
    let legend = picture.legend.iter_mut().map(|e| &mut e.text);
    for text in own.into_iter().chain(legend) {
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            if !missing.contains(&c) {
                shown.push(c);
            } else if !shown.ends_with('…') {
                shown.push('…');
            }
        }
        *text = shown;
    }
    picture
}

#[cfg(test)]
#[path = "png_tests.rs"]
mod tests;
