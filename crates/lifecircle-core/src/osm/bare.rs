//! The least any reader must do: the yardstick for everything built on it.

use osmpbfreader::osmformat::PrimitiveBlock;
use protobuf::Message;

use super::error::{Damage, ReadError};
use super::frame::{BlobBuffer, Source, scan};
use crate::par;

/// Frames, inflates and parses every block, in parallel, keeping nothing; the number of blocks.
///
/// # Errors
/// [`ReadError`] as [`read`](super::read()) has them for the outer layers.
pub fn bare_pass(source: &(impl Source + ?Sized)) -> Result<usize, ReadError> {
    let frames = scan(source)?;
    let blobs = &frames.blobs[1..];
    let parsed = par::map_range_with(blobs.len(), BlobBuffer::default, |buffer, i| {
        let bytes = buffer.load(source, blobs[i])?;
        let block = PrimitiveBlock::parse_from_bytes(bytes).map_err(|e| ReadError::Damaged {
            offset: blobs[i].offset,
            what: Damage::Undecodable {
                detail: e.to_string(),
            },
        })?;
        Ok(block.primitivegroup.len())
    });
    let groups = parsed
        .into_iter()
        .collect::<Result<Vec<usize>, ReadError>>()?;
    Ok(groups.len())
}
