//! Where the cells of a raster lie, by the tags of `GeoTIFF` (OGC 19-008r4).

use std::io::{Read, Seek};

use lifecircle_core::geodesy::LonLat;
use tiff::decoder::Decoder;
use tiff::tags::Tag;

use super::fault::RasterFault;
use crate::coordinates::{Converter, CoordinateSystem};

/// Key: whether coordinates are projected (1) or degrees (2).
const MODEL: u16 = 1024;
/// Key: whether a coordinate means the corner of a cell (1) or its centre (2).
const RASTER: u16 = 1025;
/// Key: the number of the system in degrees.
const GEOGRAPHIC: u16 = 2048;
/// Key: the number of the projected system.
const PROJECTED: u16 = 3072;
/// The value of a system that is described instead of numbered.
const USER_DEFINED: u16 = 32767;
/// ESRI's number of World Mollweide.
const MOLLWEIDE: u16 = 54009;

/// Cells that run from west to east and from north to south.
pub(super) struct Grid {
    converter: Converter,
    /// The north-western corner.
    corner: [f64; 2],
    /// Width and height of a cell.
    step: [f64; 2],
    /// Columns and rows.
    pub(super) size: [u32; 2],
}

impl Grid {
    pub(super) fn of<R: Read + Seek>(
        decoder: &mut Decoder<R>,
        declared: Option<CoordinateSystem>,
    ) -> Result<Self, RasterFault> {
        let keys = decoder.find_tag_unsigned_vec(Tag::GeoKeyDirectoryTag)?;
        let keys = Keys(keys.unwrap_or_default());
        let texts = decoder.get_tag_ascii_string(Tag::GeoAsciiParamsTag);
        let system = match declared {
            Some(system) => system,
            None => keys.system(&texts.unwrap_or_default())?,
        };
        let (mut corner, step) = placed(decoder)?;
        if keys.value(RASTER) == Some(2) {
            corner = [corner[0] - step[0] / 2.0, corner[1] + step[1] / 2.0];
        }
        let (columns, rows) = decoder.dimensions()?;
        Ok(Self {
            converter: Converter::new(system)?,
            corner,
            step,
            size: [columns, rows],
        })
    }

    /// Column and row of the cell that holds a place.
    pub(super) fn cell(&self, place: LonLat) -> Option<[u32; 2]> {
        let [x, y] = self.converter.from_wgs84(place).ok()?;
        let column = ((x - self.corner[0]) / self.step[0]).floor();
        let row = ((self.corner[1] - y) / self.step[1]).floor();
        let within = |at: f64, size: u32| {
            // A whole number from 0 below `size` fits.
            (at >= 0.0 && at < f64::from(size)).then(|| lifecircle_core::units::f64_to_u64(at))
        };
        let cell = [within(column, self.size[0])?, within(row, self.size[1])?];
        Some(cell.map(|at| u32::try_from(at).unwrap_or(u32::MAX)))
    }
}

/// The north-western corner, and the width and height of a cell.
fn placed<R: Read + Seek>(decoder: &mut Decoder<R>) -> Result<([f64; 2], [f64; 2]), RasterFault> {
    let mut numbers = |tag: Tag| decoder.get_tag_f64_vec(tag).unwrap_or_default();
    let (scale, tie) = (
        numbers(Tag::ModelPixelScaleTag),
        numbers(Tag::ModelTiepointTag),
    );
    let (corner, step) = match (scale.as_slice(), tie.as_slice()) {
        (&[width, height, ..], &[column, row, _, x, y, ..]) => {
            let corner = [x - column * width, y + row * height];
            (corner, [width, height])
        }
        _ => match *numbers(Tag::ModelTransformationTag).as_slice() {
            [width, east, _, x, south, height, _, y, ..] => {
                if east != 0.0 || south != 0.0 {
                    return Err(RasterFault::Turned);
                }
                ([x, y], [width, -height])
            }
            _ => return Err(RasterFault::NoGrid),
        },
    };
    let is_finite = corner.iter().chain(&step).all(|number| number.is_finite());
    if !is_finite || step.contains(&0.0) {
        return Err(RasterFault::NoGrid);
    }
    if step.iter().any(|&step| step < 0.0) {
        return Err(RasterFault::Turned);
    }
    Ok((corner, step))
}

/// The directory of keys: four numbers of head, then four of each key.
struct Keys(Vec<u16>);

impl Keys {
    /// The value of a key that stands in the directory itself.
    fn value(&self, key: u16) -> Option<u16> {
        let rows = self.0.as_chunks::<4>().0.iter().skip(1);
        let mut found = rows.filter(|row| row[0] == key && row[1] == 0);
        found.next().map(|row| row[3])
    }

    fn system(&self, texts: &str) -> Result<CoordinateSystem, RasterFault> {
        let is_numbered = |code: &u16| ![0, USER_DEFINED].contains(code);
        let code = |key| self.value(key).filter(is_numbered);
        match self.value(MODEL) {
            Some(1) => match code(PROJECTED) {
                Some(MOLLWEIDE) => Ok(CoordinateSystem::Mollweide),
                Some(number) => Ok(CoordinateSystem::Epsg(number)),
                None if texts.contains("Mollweide") => Ok(CoordinateSystem::Mollweide),
                None => Err(RasterFault::NoSystem),
            },
            Some(2) => match code(GEOGRAPHIC) {
                Some(4326) => Ok(CoordinateSystem::Wgs84),
                Some(4490) => Ok(CoordinateSystem::Cgcs2000),
                Some(number) => Ok(CoordinateSystem::Epsg(number)),
                None => Err(RasterFault::NoSystem),
            },
            // What GDAL writes of a projection without a number.
            Some(USER_DEFINED) if texts.contains("Mollweide") => Ok(CoordinateSystem::Mollweide),
            _ => Err(RasterFault::NoSystem),
        }
    }
}
