//! Answers as files of a folder: in which formats, coordinates and language, and all of them or none.

use std::path::Path;

use lifecircle_io::layer::{Crs, Format};
use lifecircle_io::write::Folder;
use lifecircle_texts::Lang;

use crate::Error;

/// How layers are written.
#[derive(Clone, Debug)]
pub struct LayerFileOptions {
    /// Each layer is written in each of these; each once.
    pub formats: Vec<Format>,
    /// Coordinates of all formats but GeoJSON.
    pub crs: Crs,
    /// The language of sentences, and of the style that QGIS takes by itself; the style in the other language lies
    /// beside it.
    pub lang: Lang,
}

impl Default for LayerFileOptions {
    /// GeoJSON, in English.
    fn default() -> Self {
        Self {
            formats: vec![Format::GeoJson],
            crs: Crs::wgs84(),
            lang: Lang::En,
        }
    }
}

/// Writes into a folder: everything that is added, or nothing. Tells what `add` tells.
pub(crate) fn write_whole<T>(
    folder: &Path,
    add: impl FnOnce(&mut Folder) -> Result<T, Error>,
) -> Result<T, Error> {
    let mut staged = Folder::open(folder)?;
    let told = add(&mut staged)?;
    staged.commit()?;
    Ok(told)
}
