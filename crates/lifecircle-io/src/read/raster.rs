//! Population rasters: `GeoTIFF` with people per cell, as `WorldPop` and GHS-POP publish them.
//!
//! Only the part of a raster that the homes stand in is read, block by block.

mod fault;
mod grid;

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use lifecircle_core::geodesy::LonLat;
use lifecircle_core::place::Cells;
use lifecircle_core::units::{people_to_milli, u64_to_f64};
use tiff::ColorType;
use tiff::decoder::{ChunkType, Decoder, DecodingResult, Limits};
use tiff::tags::Tag;

pub use fault::RasterFault;
use grid::Grid;

use crate::coordinates::CoordinateSystem;
use crate::{InputError, InputFault, Place};

/// So many cells are read at most: a square of 360 km in cells of 3 arc seconds, 128 MiB.
const MOST_CELLS: u64 = 1 << 24;
/// No block of a raster is larger, unpacked.
const MOST_BLOCK_BYTES: usize = 1 << 28;
/// The list of blocks of the whole earth in rows of 3 arc seconds takes 2 MiB.
const MOST_TAG_BYTES: usize = 1 << 24;

/// Reads the cells of a population raster in which homes stand, and those around them. The system is that of the file
/// unless it is declared. A place between two cells belongs to the one in the east and south.
///
/// # Errors
/// [`InputError`] where the file is no raster of people or does not say where it lies, where it holds none of the
/// homes, or where these are so far apart that more than 16 million cells would be read.
///
/// # Complexity
/// Linear in homes and in the blocks that the window touches.
pub fn raster(
    file: &Path,
    declared: Option<CoordinateSystem>,
    homes: &[LonLat],
) -> Result<Cells, InputError> {
    let fail = |what: InputFault| InputError::new(file, Place::Whole, what);
    let meta = std::fs::metadata(file).map_err(|e| fail(e.into()))?;
    if meta.is_dir() {
        return Err(fail(InputFault::Folder));
    }
    let source = File::open(file).map_err(|e| fail(e.into()))?;
    cells(BufReader::new(source), declared, homes).map_err(|fault| fail(fault.into()))
}

fn cells(
    source: impl Read + Seek,
    declared: Option<CoordinateSystem>,
    homes: &[LonLat],
) -> Result<Cells, RasterFault> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MOST_BLOCK_BYTES;
    limits.intermediate_buffer_size = MOST_BLOCK_BYTES;
    limits.ifd_value_size = MOST_TAG_BYTES;
    let mut decoder = Decoder::new(source)?.with_limits(limits);
    if !matches!(decoder.colortype()?, ColorType::Gray(_)) {
        return Err(RasterFault::Bands);
    }
    let grid = Grid::of(&mut decoder, declared)?;
    let places: Vec<Option<[u32; 2]>> = homes.iter().map(|&home| grid.cell(home)).collect();
    let window = Window::around(&places, grid.size).ok_or(RasterFault::Elsewhere)?;
    if window.count() > MOST_CELLS {
        let cells = window.count();
        return Err(RasterFault::TooWide { cells });
    }
    let people_milli = read(&mut decoder, &window)?;
    let of_home = places.iter().map(|at| at.map(|at| window.position(at)));
    let [columns, rows] = window.size;
    let cells = Cells::new(columns, rows, people_milli, of_home.collect());
    cells.map_err(|_| RasterFault::TooMany)
}

/// A rectangle of cells.
struct Window {
    low: [u32; 2],
    size: [u32; 2],
}

impl Window {
    /// The cells in which places are, and one more on each side.
    fn around(places: &[Option<[u32; 2]>], size: [u32; 2]) -> Option<Self> {
        let mut cells = places.iter().flatten();
        let first = *cells.next()?;
        let (low, high) = cells.fold((first, first), |(low, high), at| {
            (
                [low[0].min(at[0]), low[1].min(at[1])],
                [high[0].max(at[0]), high[1].max(at[1])],
            )
        });
        let low = low.map(|at| at.saturating_sub(1));
        let end = |axis: usize| high[axis].saturating_add(2).min(size[axis]);
        Some(Self {
            low,
            size: [end(0) - low[0], end(1) - low[1]],
        })
    }

    fn count(&self) -> u64 {
        u64::from(self.size[0]) * u64::from(self.size[1])
    }

    /// The position of a cell inside, row by row: the window has fewer cells than 32 bits count.
    fn position(&self, at: [u32; 2]) -> u32 {
        (at[1] - self.low[1]) * self.size[0] + (at[0] - self.low[0])
    }

    /// The part of a stretch of cells from `start` that lies inside along an axis.
    fn part(&self, axis: usize, start: u32, length: u32) -> std::ops::Range<u32> {
        let low = self.low[axis].max(start);
        let end = (self.low[axis] + self.size[axis]).min(start.saturating_add(length));
        low..end.max(low)
    }
}

/// People per cell of the window in thousandths; none where the raster has no value.
fn read<R: Read + Seek>(
    decoder: &mut Decoder<R>,
    window: &Window,
) -> Result<Vec<u64>, RasterFault> {
    let no_data = no_data(decoder);
    let block_bytes = block_bytes(decoder)?;
    let (width, _) = decoder.dimensions()?;
    let (block_width, block_height) = decoder.chunk_dimensions();
    if block_width == 0 || block_height == 0 {
        return Err(RasterFault::NoValues);
    }
    let across = width.div_ceil(block_width);
    let mut people_milli = vec![0; usize::try_from(window.count()).unwrap_or(usize::MAX)];
    let blocks = |axis: usize, length: u32| {
        let (low, end) = (window.low[axis], window.low[axis] + window.size[axis]);
        low / length..end.div_ceil(length)
    };
    for row in blocks(1, block_height) {
        for column in blocks(0, block_width) {
            let block = row * across + column;
            if block_bytes.get(block as usize) == Some(&0) {
                continue;
            }
            let (own_width, own_height) = decoder.chunk_data_dimensions(block);
            let values = Values::of(decoder.read_chunk(block)?).ok_or(RasterFault::NoValues)?;
            let nothing = values.number(&no_data);
            let (left, top) = (column * block_width, row * block_height);
            for y in window.part(1, top, own_height) {
                for x in window.part(0, left, own_width) {
                    let at = (y - top) as usize * own_width as usize + (x - left) as usize;
                    let value = values.get(at).ok_or(RasterFault::NoValues)?;
                    if value > 0.0 && value.is_finite() && Some(value) != nothing {
                        people_milli[window.position([x, y]) as usize] = people_to_milli(value);
                    }
                }
            }
        }
    }
    Ok(people_milli)
}

/// The value that stands for none: GDAL writes it as text.
fn no_data<R: Read + Seek>(decoder: &mut Decoder<R>) -> String {
    let text = decoder.get_tag_ascii_string(Tag::GdalNodata);
    let text = text.unwrap_or_default();
    text.trim_matches(['\0', ' ']).to_owned()
}

/// How many bytes each block takes in the file. One of none was never written: GDAL leaves such out of sparse rasters.
fn block_bytes<R: Read + Seek>(decoder: &mut Decoder<R>) -> Result<Vec<u64>, RasterFault> {
    let tag = match decoder.get_chunk_type() {
        ChunkType::Strip => Tag::StripByteCounts,
        ChunkType::Tile => Tag::TileByteCounts,
    };
    Ok(decoder.find_tag_unsigned_vec(tag)?.unwrap_or_default())
}

/// The values of a block.
enum Values {
    F32(Vec<f32>),
    F64(Vec<f64>),
    Signed(Vec<i64>),
    Unsigned(Vec<u64>),
}

impl Values {
    /// `None` of kinds in which nobody counts people.
    fn of(decoded: DecodingResult) -> Option<Self> {
        fn each<A, B: From<A>>(values: Vec<A>) -> Vec<B> {
            values.into_iter().map(B::from).collect()
        }
        Some(match decoded {
            DecodingResult::F32(values) => Self::F32(values),
            DecodingResult::F64(values) => Self::F64(values),
            DecodingResult::I8(values) => Self::Signed(each(values)),
            DecodingResult::I16(values) => Self::Signed(each(values)),
            DecodingResult::I32(values) => Self::Signed(each(values)),
            DecodingResult::I64(values) => Self::Signed(values),
            DecodingResult::U8(values) => Self::Unsigned(each(values)),
            DecodingResult::U16(values) => Self::Unsigned(each(values)),
            DecodingResult::U32(values) => Self::Unsigned(each(values)),
            DecodingResult::U64(values) => Self::Unsigned(values),
            DecodingResult::F16(_) => return None,
        })
    }

    /// A number of the raster's metadata as one of its cells would hold it.
    fn number(&self, text: &str) -> Option<f64> {
        match self {
            Self::F32(_) => text.parse().ok().map(|number: f32| number.into()),
            _ => text.parse().ok(),
        }
    }

    fn get(&self, at: usize) -> Option<f64> {
        Some(match self {
            Self::F32(values) => f64::from(*values.get(at)?),
            Self::F64(values) => *values.get(at)?,
            // Fewer than none are none.
            Self::Signed(values) => u64_to_f64(u64::try_from(*values.get(at)?).unwrap_or(0)),
            Self::Unsigned(values) => u64_to_f64(*values.get(at)?),
        })
    }
}

#[cfg(test)]
mod tests;
